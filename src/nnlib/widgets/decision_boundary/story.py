"""The stories of DecisionBoundary: what three lines do together and what training makes of three random ones; and what
ReLU and the logistic make of the same weights, side by side.
"""

from ..random_numbers import started_theta
from ..story import Ask, Goal, Scene


def _untrained(seed, **more):
    theta = started_theta([2, 3, 1], seed).tolist()
    return {"seed": seed, "theta": theta, "start": theta, **more}


STORY = [
    Scene(
        "Three hidden units, one line each: off on one side, growing where the disc points. Blue is where their sum is "
        "small. Drag a line: blue follows.",
    ),
    Scene(
        "Drag the line of h₂ off the picture, the way its disc points.",
        ask=Ask(
            "What will the blue region do?", ["It shrinks", "It leaks out", "It stays"], right=1,
            why="With h₂ off everywhere, nothing bounds the region on that side.",
        ),
        do={"theta": [0, 7, -7, -8, 4, 4, -3.6, -18, -3, -4, -4, -4, 2]},
        goal=Goal("h₂ off the picture", cross=2),
        point="Line of hidden unit 2",
    ),
    Scene(
        "Now three random lines. *Train* moves all thirteen numbers a little, step after step, so that the loss falls.",
        start=_untrained(2), train=3000, goal=Goal("no point wrong", wrong=0),
    ),
    Scene(
        "The same points and the same rule, but three other random lines.",
        start=_untrained(3),
        ask=Ask(
            "Will training succeed again?", ["Yes", "No"], right=1,
            why="The unit marked *dead* is off at every point: no slope is left to it. Train on: it stays stuck.",
        ),
        train=3000, goal=Goal("trained, and stuck", steps=(3000, None), wrong=(1, None)),
    ),
    Scene(
        "Once more from those very lines, but each unit a smooth logistic step, which has a slope everywhere.",
        start=_untrained(3, activation="logistic"), train=3000, goal=Goal("no point wrong", wrong=0),
    ),
]

SAME_WEIGHTS = [
    Scene(
        "The same thirteen numbers twice: once the hidden units are ReLUs, once logistic. Grab a line in either "
        "picture: it moves in both.",
    ),
    Scene(
        "Now h₁ is flat. Pull its disc away from its line: the unit gets steep.",
        start={"theta": [0, 7, -7, -2, 4, 4, -0.9, -3, -3, -4, -4, -4, 2]},
        ask=Ask(
            "Whose lower side changes its *form*?", ["ReLU's", "The logistic's"], right=1,
            why="The ReLU's comes nearer, straight as before. The logistic's was round and gets straight.",
        ),
        do={"theta": [0, 7, -7, -16, 4, 4, -7.2, -3, -3, -4, -4, -4, 2]},
        goal=Goal("both: no point wrong", wrong_relu=0, wrong_logistic=0),
        point="Direction and steepness of hidden unit 1",
    ),
    Scene(
        "Three random lines. *Train* lowers the loss of the ReLU network.",
        start=_untrained(2),
        ask=Ask(
            "Will the logistic be right too?", ["Yes", "No"], right=1,
            why="The same numbers are another function there, and no step ever looked at it.",
        ),
        train=3000, goal=Goal("only ReLU: 0 wrong", wrong_relu=0, wrong_logistic=(1, None)),
    ),
    Scene(
        "From the same three lines, *Train* now acts on the logistic.",
        start=_untrained(2, activation="logistic"),
        ask=Ask(
            "What does the ReLU's loss do?", ["Fall", "Rise"], right=1,
            why="Logistic units stop at 1. ReLUs with the same weights go on growing: *z* runs far off.",
        ),
        train=3000,
        goal=Goal("only logistic: 0 wrong", wrong_logistic=0, wrong_relu=(1, None), loss_relu=(1, None)),
    ),
    Scene(
        "Training with ReLU left h₃ *dead*. Train the logistic from here.",
        start=_untrained(8), trained=3000,
        ask=Ask(
            "Does that free the ReLU's h₃?", ["Yes", "No"], right=0,
            why="The logistic's slope is nowhere 0: it moved the line back among the points, for both.",
        ),
        do={"activation": "logistic"}, train=3000,
        goal=Goal("both: no point wrong", wrong_relu=0, wrong_logistic=0, dead=0),
    ),
]
