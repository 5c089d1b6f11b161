"""The story of SoftSteps: what one step does, why it must be soft to be trained, and what two of them can do."""

from ..story import Ask, Goal, Scene

W, B, BETA = [5, 5, 5], [5, -5, -10], [4, -4, 4]
MISPLACED = [*W, 5, 1, -10, *BETA, -2]

STORY = [
    Scene(
        "Three steps φ add up to r, and the class is 1 where r is above 0. Drag the second step to the right, past the "
        "third.",
        do={"theta": [*W, 5, -12.5, -10, *BETA, -2]},
        goal=Goal("the gap is closed", wrong=2, changes=1),
        point="Position of step φ₂",
        fixed=["points", "family", "hidden"],
    ),
    Scene(
        "Pull the height β₂ from −4 up to 0: its disc rises to its mark.",
        ask=Ask(
            "What becomes of the gap?",
            ["It stays", "It turns blue", "It gets wider"],
            right=1,
            why="Without the second step nothing brings r down again: the two points in the gap turn wrong.",
        ),
        do={"theta": [*W, *B, 4, 0, 4, -2]},
        goal=Goal("the gap filled", wrong=2, changes=1),
        point="Height β₂ of step φ₂",
    ),
    Scene(
        "The second step stands at the wrong place, and all are hard.",
        start={"theta": MISPLACED, "start": MISPLACED, "family": "hard step"},
        ask=Ask(
            "Will training move it?",
            ["Yes", "No"],
            right=1,
            why="A hard step has slope 0 on both sides of its jump: training can move only the heights.",
        ),
        train=500,
        goal=Goal("trained, and wrong", steps=(500, None), wrong=(1, None)),
    ),
    Scene(
        "The same steps at the same places, but soft. *Train* them.",
        start={"theta": MISPLACED, "start": MISPLACED},
        train=500,
        goal=Goal("no point wrong", wrong=0),
    ),
    Scene(
        "The classes change three times, and three steps did it.",
        start={"hidden": 2, "theta": [2, 10, 2, -20, 4, 4, -2], "start": [2, 10, 2, -20, 4, 4, -2]},
        ask=Ask(
            "Can two soft steps do it as well?",
            ["Yes", "No"],
            right=0,
            why="A wide step rises, a sharp one drops r below 0, and the wide one still climbs: three changes.",
        ),
        do={"theta": [1, 10, -0.5, -10, 10, -6.4, -1.8]},
        goal=Goal("two steps, none wrong", wrong=0, changes=3),
    ),
]
