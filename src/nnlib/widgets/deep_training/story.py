"""The stories of DeepTraining: what skips change (section 6), and what batch normalization does (section 10)."""

from ..story import Ask, Goal, Scene

STORY = [
    Scene(
        "Twenty ReLU layers; right, a skip round each. *Train* both.",
        ask=Ask(
            "Which of the two will learn?",
            ["Both", "Skips", "Neither"],
            right=1,
            why="Without skips points merge layer by layer, the gradient is a millionth: too little to learn from.",
        ),
        train=150,
        goal=Goal("losses > 0.6 and < 0.1", loss_left=(0.6, None), loss_right=(None, 0.1)),
    ),
    Scene(
        "Take *Layers* down to 5, and train again.",
        ask=Ask(
            "Does the plain one learn now?",
            ["Yes", "No"],
            right=0,
            why="Five layers leave the points apart, and enough of the gradient. It is the depth.",
        ),
        do={"depth": 5},
        train=120,
        goal=Goal("both losses below 0.1", loss_left=(None, 0.1), loss_right=(None, 0.1)),
    ),
    Scene(
        "Now 40 layers.",
        start={"depth": 40},
        ask=Ask(
            "Will the one with skips still learn?",
            ["Yes", "No"],
            right=0,
            why="Each layer only adds a change: the values stay apart, the gradient stays level.",
        ),
        train=100,
        goal=Goal("right: loss below 0.1", loss_right=(None, 0.1)),
    ),
    Scene(
        "It has learnt. Drag the *rate* to its end, 10, and train on.",
        trained=100,
        ask=Ask(
            "What is left then?",
            ["Most", "Nothing"],
            right=1,
            why="A step too long turns every ReLU off: no spread, no gradient, no way back.",
        ),
        do={"rates": [[0, 0.3], [100, 10]]},
        train=30,
        goal=Goal("right: loss above 0.6", loss_right=(0.6, None), rate=(1, None), steps=(101, None)),
    ),
    Scene(
        "Logistic units: with skips the gradient arrives, yet at 0.3 next to nothing is learnt. Try a larger rate.",
        start={"activation": "logistic"},
        do={"rates": [[0, 6]]},
        train=300,
        goal=Goal("right: loss below 0.1", loss_right=(None, 0.1)),
    ),
]

BATCH_NORM = [
    Scene(
        "Twenty logistic layers; right, batch normalization in each. *Train* both.",
        ask=Ask(
            "Which will learn?",
            ["Both", "Batch norm", "Neither"],
            right=1,
            why="Divided by their own small σ, the points stay apart, forwards; so does the gradient, back.",
        ),
        train=100,
        goal=Goal("losses > 0.6 and < 0.1", loss_left=(0.6, None), loss_right=(None, 0.1)),
    ),
    Scene(
        "Five ReLU layers, and ten times the rate: 3.",
        start={"activation": "relu", "depth": 5, "rates": [[0, 3]]},
        ask=Ask(
            "Who stands such steps?",
            ["Both", "Batch norm", "Neither"],
            right=1,
            why="The plain one's units are off for good. The scale of a layer's weights no longer counts.",
        ),
        train=50,
        goal=Goal("losses > 0.6 and < 0.1", loss_left=(0.6, None), loss_right=(None, 0.1)),
    ),
    Scene(
        "Forty ReLU layers, skips against batch normalization.",
        start={"activation": "relu", "depth": 40, "left": "skip"},
        ask=Ask(
            "Which of the two learns?",
            ["Both", "Skips", "Batch norm"],
            right=1,
            why="Batch norm's gradient has grown layer by layer: steps far too long for the first ones.",
        ),
        train=80,
        goal=Goal("losses < 0.1 and > 0.3", loss_left=(None, 0.1), loss_right=(0.3, None)),
    ),
    Scene(
        "Forty layers with both, beside those with batch normalization alone.",
        start={"activation": "relu", "depth": 40, "left": "both"},
        ask=Ask(
            "How do skips change the gradient?",
            ["It grows more", "It is level"],
            right=1,
            why="The skip hands it on as it is: many deep networks have both.",
        ),
        train=60,
        goal=Goal("left: loss below 0.01", loss_left=(None, 0.01)),
    ),
]
