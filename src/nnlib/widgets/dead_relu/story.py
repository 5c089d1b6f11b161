"""The story of DeadReLU: how units die, by hand, by long steps or from the start, and what a leaky slope changes."""

from ..story import Ask, Goal, Scene
from .start import START, drawn_theta

UNITS = (len(START) - 1) // 3
DEAD_FROM_THE_START = drawn_theta(UNITS, seed=1, negative=True)
LONG_STEPS = {"rate": 0.5}


def _bent_at(x):
    """START, with h₁ bending at x."""
    return [*START[:UNITS], round(-START[0] * x, 3), *START[UNITS + 1 :]]


STORY = [
    Scene(
        "Six ReLU units draw *f*. Below, each row is a unit, each cell the gradient that a point sends it. "
        "Train, and see the rows stay alive.",
        train=600,
        goal=Goal("loss below 0.01", loss=(None, 0.01), dead=0),
    ),
    Scene(
        "Drag the mark of h₁ past the last point: h₁ is on only to its right.",
        ask=Ask(
            "What will its row show?",
            ["Full cells", "Empty cells", "No change"],
            right=1,
            why="Off at every point, its slope is 0 at all of them: nothing arrives. It is dead.",
        ),
        do={"theta": _bent_at(2.04)},
        goal=Goal("h₁ dead", dead=1),
        point="Where h₁ bends",
    ),
    Scene(
        "The rate is 0.5 now, ten times as high.",
        start=LONG_STEPS,
        ask=Ask(
            "What will sixty steps make of the units?",
            ["Learn faster", "Most die", "Nothing"],
            right=1,
            why="The first steps are too long and throw four units off all the points.",
        ),
        train=60,
        goal=Goal("four units dead", dead=(4, None)),
    ),
    Scene(
        "Four units are dead. Lower the rate to 0.05 and train on.",
        start=LONG_STEPS,
        trained=60,
        ask=Ask(
            "Will their rows fill again?",
            ["Yes", "No"],
            right=1,
            why="No gradient, no change, for good. The other two must do all the work.",
        ),
        do={"rate": 0.05},
        train=600,
        goal=Goal("better, and still dead", loss=(None, 0.2), dead=(4, None)),
    ),
    Scene(
        "Make the same four leaky, and train at rate 0.05.",
        start=LONG_STEPS,
        trained=60,
        ask=Ask(
            "How many come back among the points?",
            ["All", "One", "None"],
            right=1,
            why="Gradient fills every cell. One turns back; three stay off, and yet are alive.",
        ),
        do={"activation": "leaky relu", "rate": 0.05},
        train=300,
        goal=Goal("a unit is back", off=(None, 3)),
    ),
    Scene(
        "All weights negative, no bias positive: dead from the start.",
        start={"theta": DEAD_FROM_THE_START, "start": DEAD_FROM_THE_START},
        ask=Ask(
            "What can training change?",
            ["All of *f*", "Its height", "Nothing"],
            right=1,
            why="β₀ alone gets a gradient: *f* stays flat and rises to the mean of the points.",
        ),
        train=300,
        goal=Goal("f at the mean", loss=(None, 0.715), dead=6),
    ),
]
