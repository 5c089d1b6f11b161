"""The story of Dropout: a mask is a network, the prediction is the mean of all; and when training with it helps."""

from ..random_numbers import Random
from ..story import Ask, Goal, Scene

UNITS = 10
START = [
    -5.039, 7.1201, 4.4778, 6.8231, -6.3081, -6.3232, -4.9239, -4.0708, -7.683, 6.2133, -4.4204, 5.4193, 2.6834,
    2.3054, -0.4046, 0.8612, 1.8323, 2.1577, 6.1058, -5.3318, 0.0793, -0.2854, 0.0986, 0.0859, -0.0161, 0.1317,
    0.0265, -0.028, 0.0629, -0.046, 0,
]  # fmt: skip


def mask(number, p, seed=2):
    """The mask that is drawn as the `number`-th, from 1, with probability p of being dropped."""
    random = Random(seed)
    uniforms = [random.uniform() for _ in range(number * UNITS)]
    return [int(each >= p) for each in uniforms[-UNITS:]]


UNTRAINED = {"view": "training", "theta": START, "plain": START, "start": START, "steps": 0}

STORY = [
    Scene(
        "Two of ten units are dropped; purple is what is left. Put both back.",
        ask=Ask(
            "Where will purple be?",
            ["On blue", "Steeper"],
            right=1,
            why="A unit that is kept counts 1/(1 − *p*) = 1.25 times, for those that are missing.",
        ),
        do={"mask": [1] * UNITS},
        goal=Goal("all ten kept", kept=UNITS),
    ),
    Scene(
        "Each mask is a network; dashed is the mean of all 1,024.",
        ask=Ask(
            "How many to come within 0.03 of it?",
            ["4", "About 100", "All 1,024"],
            right=1,
            why="And the prediction, blue, was there at once: one pass with all units.",
        ),
        do={"masks": 400, "mask": mask(400, 0.2)},
        goal=Goal("mean within 0.03", off_mean=(None, 0.03)),
        fixed=["p"],
    ),
    Scene(
        "Now *p* is a half. Leave out the factor 1/(1 − *p*): More, Layer.",
        start={"p": 0.5, "mask": mask(1, 0.5)},
        ask=Ask(
            "Where does the mean go?",
            ["It stays", "Half as far"],
            right=1,
            why="Half the units are missing, and nothing makes up for them.",
        ),
        do={"scaled": False},
        goal=Goal("off by 0.5", off=(0.5, None)),
    ),
    Scene(
        "Squash the output by a tanh: More, Layer.",
        start={"p": 0.5, "mask": mask(1, 0.5)},
        ask=Ask(
            "Is the prediction still the mean of all masks?",
            ["Exactly", "Nearly", "Not at all"],
            right=1,
            why="The mean of a bent function is not the function of the mean; here the two are close.",
        ),
        do={"output": "tanh"},
        goal=Goal("off, by less than 0.1", off=(0.01, 0.1)),
    ),
    Scene(
        "One start, trained 4,000 steps with dropout and without.",
        start=UNTRAINED,
        ask=Ask(
            "Who errs less on held-out points?",
            ["With", "Without", "Both alike"],
            right=0,
            why="Without dropout single points are learnt by heart, by large weights that cancel.",
        ),
        train=4000,
        goal=Goal("4,000 steps taken", steps=(4000, None), held_out_plain=(0.35, None)),
    ),
    Scene(
        "The same start, but stop after 200 steps.",
        start=UNTRAINED,
        ask=Ask(
            "Who errs less on held-out points now?",
            ["With", "Without"],
            right=1,
            why="0.18, better than dropout ever gets here: it helps networks trained for too long.",
        ),
        train=200,
        goal=Goal("p = 0 errs below 0.19", held_out_plain=(None, 0.19)),
    ),
]
