"""The story of ChainRule: messages multiplied on their way and added where they meet; why, and why they go back."""

from ..story import Ask, Goal, Scene

STORY = [
    Scene(
        "*Next* sends messages back from *J* to *θ*, on two paths.",
        ask=Ask(
            "What do they do where they meet?",
            ["Add up", "Multiply", "Stronger wins"],
            right=0,
            why="8 and −2 arrive: ∂J/∂θ = 6, the slope of the tangent. On their way they are multiplied.",
        ),
        do={"shown": 10},
        goal=Goal("∂J/∂θ known", shown=10),
    ),
    Scene(
        "Push *θ* by 0.1: *g* moves by 0.2, *h* by −0.1. The slopes of *f* are 2 by *g*, 1 by *h*.",
        start={"sweep": "forward", "shown": 6},
        ask=Ask(
            "How far does *f* move?",
            ["0.1", "0.3", "−0.02"],
            right=1,
            why="Each edge multiplies: 2·0.2 and 1·(−0.1). *f* feels both pushes, so they add.",
        ),
        do={"shown": 8},
        goal=Goal("Δf known", shown=(8, None)),
    ),
    Scene(
        "Drag *θ* to 2. The messages become 24 and −24.",
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
    Scene(
        "Forwards 6 arrives at *J*, back at *θ*. Drag the dot to 10,000 parameters.",
        start={"sweep": "both", "shown": 10},
        ask=Ask(
            "How many sweeps back?",
            ["1", "100", "10,000"],
            right=0,
            why="A push tells of one parameter, so forwards takes 10,000. One sweep back tells all.",
        ),
        do={"parameters": 10_000},
        goal=Goal("10,000 parameters", parameters=(9000, None)),
        point="Number of parameters",
    ),
]
