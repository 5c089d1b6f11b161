"""The story of GradientFlow: what depth does to the gradient, what does not help, and what skip connections keep."""

from ..story import Ask, Goal, Scene

STORY = [
    Scene(
        "20 layers carry the gradient back. Drag *L* to 40.",
        ask=Ask(
            "How much is left, without skip?",
            ["Half as much", "Its square", "As much"],
            right=1,
            why="Each layer takes its share: twice as many square it. With skip it stays.",
        ),
        do={"depth": 40},
        goal=Goal("40 layers", depth=40),
        point="Number of layers",
    ),
    Scene(
        "Drag *s* up to 1, until the grey line is level.",
        ask=Ask(
            "Does the gradient survive without skip?",
            ["Mostly", "No"],
            right=0,
            why="tanh has slope 1 at 0: weights of the right size carry it through 20 layers.",
        ),
        do={"weight_scale": 1.0},
        goal=Goal("left: over 1/100", left_without=(0.01, None)),
        point="Weight scale, the slope of the grey line",
    ),
    Scene(
        "Choose the *logistic* instead of tanh.",
        start={"weight_scale": 1.0},
        ask=Ask(
            "Which s saves its gradient?",
            ["A larger one", "A smaller one", "None"],
            right=2,
            why="Its slope is ¼ at most; large weights flatten it. Only the skip carries it.",
        ),
        do={"activation": "logistic", "weight_scale": 4.5},
        goal=Goal("left: under 1/1000", left_without=(None, 0.001)),
        fixed=["activation"],
    ),
    Scene(
        "*ReLU* with s = 1.41 keeps the size without skip. With skip it explodes: "
        "take α, what each layer adds, to 0.2.",
        start={"activation": "relu", "weight_scale": 1.41},
        do={"skip_scale": 0.2},
        goal=Goal("last signal below 10", signal_with=(None, 10)),
        fixed=["depth", "activation", "weight_scale", "l2"],
    ),
    Scene(
        "L2 pulls all weights to 0. Take λ to its end.",
        ask=Ask(
            "What do 20 layers with skip compute then?",
            ["Zero", "x itself", "Noise"],
            right=1,
            why="Each layer adds nothing and hands on x. Without skip only 0 is left.",
        ),
        do={"l2": 50.0},
        goal=Goal("the dotted line: x", from_identity=(None, 0.05)),
        fixed=["depth", "weight_scale", "skip_scale"],
    ),
]
