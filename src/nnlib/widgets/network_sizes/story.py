"""The story of NetworkSizes: what a unit costs, what one weight reaches, and what depth draws for the same price."""

from ..story import Ask, Goal, Scene

STORY = [
    Scene(
        "Every edge is a number to learn: 31 parameters.",
        ask=Ask(
            "How many more with a fifth unit in layer 1?",
            ["3", "6", "7"],
            right=1,
            why="Two weights in, one bias (the grey edge), and three weights out: 6.",
        ),
        do={"hidden": [5, 3]},
        goal=Goal("37 parameters", parameters=37),
        point="Units in hidden layer 1",
    ),
    Scene(
        "Two hidden layers of 4: 37 parameters. Make both twice as wide.",
        start={"hidden": [4, 4]},
        ask=Ask(
            "How many will there be?",
            ["About 74", "About 105", "About 148"],
            right=1,
            why="The 4·4 between them became 8·8, four times as many; the ends only doubled.",
        ),
        do={"hidden": [8, 8]},
        goal=Goal("105 parameters", parameters=105),
        point="Units in hidden layer 1",
    ),
    Scene(
        "Hold one edge of the first layer, and drag it up and down.",
        ask=Ask(
            "What can this one weight change?",
            ["One unit", "All behind it", "Everything"],
            right=1,
            why="One unit of layer 1, then every unit of layer 2, and f: all that lights up.",
        ),
        do={"weights": [[1, 1, 1, -12.0]]},
        goal=Goal("a weight changed", changed=(1, None)),
        point="Weight w₁,₁,₁",
    ),
    Scene(
        "Choose *none*: every unit passes its sum on as it is.",
        start={"hidden": [8, 8, 8]},
        ask=Ask(
            "What can f = 0 be then?",
            ["A curve", "A straight cut", "Several cuts"],
            right=1,
            why="Sums of sums are sums: 177 parameters do what 3 could.",
        ),
        do={"activation": "identity"},
        goal=Goal("one straight cut", regions=2),
    ),
    Scene(
        "16 ReLU units in one layer, 49 parameters: f turns twice.",
        start={"inputs": 1, "hidden": [16], "activation": "relu"},
        ask=Ask(
            "And stacked, 4-4-4, for 53?",
            ["Less often", "As often", "More often"],
            right=2,
            why="Six times: each layer folds what the one before drew. About half of all seeds do so.",
        ),
        do={"hidden": [4, 4, 4]},
        goal=Goal("5 turns or more", turns=(5, None)),
    ),
]
