"""The story of Activations: where a unit still has a slope to learn by, and what ten units in a row leave of it."""

from ..story import Ask, Goal, Scene

STORY = [
    Scene(
        "A unit turns its weighted sum *r* into a(r). Below are the slopes, all that training sees. "
        "Drag *r* to where the logistic is steepest.",
        do={"r": 0},
        goal=Goal("σ at its steepest", logistic=(0.249, None)),
        point="The place r",
    ),
    Scene(
        "Drag *r* to 5, far to the right.",
        ask=Ask(
            "Whose gradient still gets through there?",
            ["All four's", "The ReLUs'", "tanh's"],
            right=1,
            why="Logistic and tanh have gone flat, slopes below 1/100. Both ReLUs still have slope 1.",
        ),
        do={"r": 5},
        goal=Goal("two slopes gone", r=(0, None), flat=2),
        point="The place r",
    ),
    Scene(
        "Now the other way: drag *r* to −5.",
        ask=Ask(
            "Which unit can still learn there?",
            ["ReLU", "Leaky ReLU", "None of them"],
            right=1,
            why="The ReLU is exactly flat left of 0. The leaky one keeps a small slope, ε.",
        ),
        do={"r": -5},
        goal=Goal("three slopes gone", r=(None, 0), flat=3),
        point="The place r",
    ),
    Scene(
        "That slope is yours to choose: pull the disc ε up and down. At ½ the leaky ReLU is hardly bent any more.",
        start={"r": -5},
        do={"epsilon": 0.5},
        goal=Goal("ε above 0.4", epsilon=(0.4, None)),
        point="Slope ε of the leaky ReLU",
    ),
    Scene(
        "Ten units in a row multiply ten slopes: the last column.",
        ask=Ask(
            "How much do ten logistic ones let through?",
            ["A quarter", "A thousandth", "A millionth"],
            right=2,
            why="¼, ten times over: 0.000 001. Even at its best, the logistic starves the layers before it.",
        ),
        do={"r": 0.1},
        goal=Goal("no slope below 0.24", least=(0.24, None)),
        point="The place r",
    ),
]
