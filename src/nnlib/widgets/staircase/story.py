"""The stories of Staircase: steps under a curve, and towers under a landscape."""

from ..story import Ask, Goal, Scene

ON_A_LINE = [
    Scene(
        "A step wherever f* leaves the band ±ε: 11 steps. Halve ε.",
        ask=Ask(
            "How many then?",
            ["About 12", "About 27", "About 120"],
            right=1,
            why="Half as high: about twice as many. Hard steps err by at most ε, sharp soft ones by 2ε.",
        ),
        do={"eps": 0.125},
        goal=Goal("ε at most 0.125", eps=(None, 0.1251)),
        point="Tolerance ε, in the picture",
    ),
    Scene(
        "Make the steps soft: take *R* down to 5.",
        ask=Ask(
            "Does *f* stay in the band?",
            ["Yes", "No"],
            right=1,
            why="They melt into each other, and *f* misses even 2ε. The proof needs large R.",
        ),
        do={"sharpness": 5.0},
        goal=Goal("error above 2ε", error=(0.5, None)),
        fixed=["eps", "steps"],
    ),
    Scene(
        "Three steps, within 0.25 of a line. Drag their levels.",
        start={"target": "line", "hard": True},
        ask=Ask(
            "How close can they get?",
            ["Not closer", "0.125", "0.06"],
            right=1,
            why="A level in the middle of its piece errs half as much. Do it by hand.",
        ),
        do={"steps": [[0, 0.125], [0.25, 0.375], [0.5, 0.625], [0.75, 0.875]]},
        goal=Goal("error at most 0.13", error=(None, 0.13), steps=(1, 3)),
        point="Level after step 1",
    ),
    Scene(
        "Any continuous curve will do. Press *Draw* and draw one: the steps follow, as many as it takes.",
        start={"hard": True},
    ),
    Scene(
        "Train eleven units instead, 400 steps.",
        start={"compare": True},
        ask=Ask(
            "Do they become the staircase?",
            ["Yes", "Nearly", "No"],
            right=2,
            why="Closer to f*, with steps broad as the wave, up and down: see below. A proof is no recipe.",
        ),
        train=400,
        goal=Goal("error below ε/2", trained_error=(None, 0.125)),
    ),
]

IN_A_PLANE = [
    Scene(
        "Two steps in x₁ make a ridge. Cross it with two in x₂.",
        ask=Ask(
            "The middle is 2. And the arms?",
            ["0", "1", "2"],
            right=1,
            why="On an arm only one of the two ridges stands: not yet a tower.",
        ),
        do={"built": "cross"},
        goal=Goal("a cross", built=2),
    ),
    Scene(
        "A further step, at 3/2, is taken of the cross.",
        start={"built": "cross"},
        ask=Ask(
            "What is left of the arms?",
            ["Half", "All", "Nothing"],
            right=2,
            why="1 is below 3/2, 2 is above: a second hidden layer cuts the tower out.",
        ),
        do={"built": "tower"},
        goal=Goal("a tower", built=3),
    ),
    Scene(
        "16 towers under a hill. Take 8 a side.",
        start={"surface": "hill", "grid": 4, "built": "all", "hard": True},
        ask=Ask(
            "Four times as many: what error is left?",
            ["A quarter", "Half", "All of it"],
            right=1,
            why="Cells half as wide. In d dimensions, half the error costs 2ᵈ times as many.",
        ),
        do={"grid": 8},
        goal=Goal("error below 0.25", error=(None, 0.25)),
    ),
    Scene(
        "Hard steps come within 0.23. Make them *soft*.",
        start={"surface": "hill", "grid": 8, "built": "all", "hard": True},
        ask=Ask(
            "What becomes of the error?",
            ["It shrinks", "Little", "It leaps up"],
            right=2,
            why="On a wall every step is ½, and both towers fall to 0. See the trenches.",
        ),
        do={"hard": False},
        goal=Goal("error above 0.9", error=(0.9, None)),
    ),
]
