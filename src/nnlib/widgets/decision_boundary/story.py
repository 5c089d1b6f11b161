"""The story of DecisionBoundary: what three lines do together, and what training makes of three random ones."""

from ..random_numbers import started_theta
from ..story import Ask, Goal, Scene


def _untrained(seed, **more):
    theta = started_theta([2, 3, 1], seed).tolist()
    return {"seed": seed, "theta": theta, "start": theta, **more}


STORY = [
    Scene(
        "Three hidden units, one line each. A unit is off on one side of its line and on where its disc points; "
        "blue is where all three are nearly off.",
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
            why="A unit that is off at every point has no slope left to learn by. Train on: it stays stuck.",
        ),
        train=3000, goal=Goal("trained, and stuck", steps=(3000, None), wrong=(1, None)),
    ),
    Scene(
        "Once more from those very lines, but each unit a smooth logistic step, which has a slope everywhere.",
        start=_untrained(3, activation="logistic"), train=3000, goal=Goal("no point wrong", wrong=0),
    ),
]
