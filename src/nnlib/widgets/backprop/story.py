"""The story of Backprop: messages, what stops them, a gradient that is right and a step that is too long, a kink."""

from ..story import Ask, Goal, Scene
from .start import START

ALL = 18  # the steps of the backward pass of 2-3-1
BETA_21, W_02 = 10, 7  # their places in θ
LINEAR = {"output": "identity", "shown": ALL}


def _with(place, value):
    return [*START[:place], value, *START[place + 1 :]]


STORY = [
    Scene(
        "A data point went forward; *J* compares f₁ with y₁. Press *Next*: derivatives come back, and each edge "
        "gets the one of its weight.",
        do={"shown": 6},
        goal=Goal("output layer done", shown=(6, None)),
    ),
    Scene(
        "Drag the edge from h₂ to the output until its weight is 0.",
        start={"shown": ALL},
        ask=Ask(
            "What will arrive at h₂?",
            ["More", "Nothing", "The same"],
            right=1,
            why="Messages are multiplied by the weight. A unit nobody listens to learns nothing.",
        ),
        do={"theta": _with(BETA_21, 0)},
        goal=Goal("nothing arrives at h₂", unheard=1),
        point="Weight β₂₁",
    ),
    Scene(
        "The output is linear now. Descend once, at rate 1.",
        start=LINEAR,
        ask=Ask(
            "Which way will *J* = 0.936 go?",
            ["Down", "Up"],
            right=1,
            why="The gradient was right, the step too long: downhill holds only nearby.",
        ),
        train=1,
        goal=Goal("J above 9", J=(9, None)),
    ),
    Scene(
        "The same start, the same gradient. Lower the rate to 0.3 and descend once: a step that is short enough "
        "goes down.",
        start=LINEAR,
        do={"rate": 0.3},
        train=1,
        goal=Goal("J below 0.2", J=(None, 0.2)),
    ),
    Scene(
        "ReLU units, and h₂ is off. Drag its bias, the stub, up to 1.75: r₂ is 0.",
        start={"activation": "relu", "shown": ALL},
        ask=Ask(
            "Does measuring agree?",
            ["Yes", "No"],
            right=1,
            why="On the kink the formula says 0; measured is half of the slope beyond.",
        ),
        do={"theta": _with(W_02, 1.75)},
        goal=Goal("formula ≠ measured", disagree=(1, None)),
        point="Weight w₀₂",
    ),
]
