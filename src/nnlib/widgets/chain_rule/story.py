"""The story of ChainRule: messages that are multiplied on their way, added where they meet, and cancel or fade."""

from ..story import Ask, Goal, Scene

STORY = [
    Scene(
        "*θ* reaches *J* on two paths, over *g* and over *h*. The values are known. Press *Next*: "
        "messages come back, one by one.",
        do={"shown": 10},
        goal=Goal("∂J/∂θ known", shown=10),
    ),
    Scene(
        "Each message is multiplied by the slope on its edge; 8 and −2 arrive.",
        start={"shown": 9},
        ask=Ask(
            "What is ∂J/∂θ?",
            ["−16", "6", "8"],
            right=1,
            why="Where paths meet, messages are added: 8 − 2 = 6, the slope of the tangent.",
        ),
        do={"shown": 10},
        goal=Goal("both messages added", shown=10),
    ),
    Scene(
        "Drag *θ* along the curve to 2. The messages become 24 and −24.",
        start={"shown": 10},
        ask=Ask(
            "What does the curve do there?",
            ["It rises", "It is flat", "It falls"],
            right=1,
            why="The two paths cancel: slope 0, although *J* = 9 is as large as nearby it gets.",
        ),
        do={"theta": 2},
        goal=Goal("flat at J = 9", J=(8.9, None), slope=(-1, 1)),
        point="θ on the curve",
    ),
    Scene(
        "Now *g* and *h* are soft steps. Drag *θ* to 3: *J* is 9 again.",
        start={"functions": "two soft steps", "shown": 10},
        ask=Ask(
            "How much arrives at θ?",
            ["A lot", "Next to none"],
            right=1,
            why="Both steps are flat there, and messages are multiplied by their slopes.",
        ),
        do={"theta": 3},
        goal=Goal("J near 9, slope near 0", J=(8.9, None), slope=(-0.05, 0.05)),
        point="θ on the curve",
    ),
    Scene(
        "Here *f* = 2(*g* + *h*), and what *g* gains *h* loses. Drag *θ* far to the right.",
        start={"functions": "cancelling", "shown": 10, "theta": -0.5},
        ask=Ask(
            "What will *J* do?",
            ["Rise", "Fall", "Stay"],
            right=2,
            why="Messages reach *g* and *h*, but what these pass on to θ always cancels.",
        ),
        do={"theta": 2.5},
        goal=Goal("θ past 2, J still 1", theta=(2, None), J=1),
        point="θ on the curve",
    ),
]
