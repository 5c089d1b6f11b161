"""The story of BatchNorm: a point moves with its batch, alone it has no place; and what blur does to boundaries."""

from ..story import Ask, Goal, Scene

STORY = [
    Scene(
        "Ten of thirty points make a batch, and move. Take all thirty.",
        ask=Ask(
            "How far will they move?",
            ["Further", "Not at all"],
            right=1,
            why="All thirty have mean 0 and σ 1 already: there is nothing to normalise.",
        ),
        do={"size": 30},
        goal=Goal("nothing moves", moved=(None, 0.001)),
    ),
    Scene(
        "Two points in each batch. Resample, and look where the green point lands.",
        start={"size": 2, "followed": 11},
        ask=Ask(
            "Where can it land?",
            ["Anywhere", "At ±1"],
            right=1,
            why="The mean lies in the middle of the two, σ is half their distance: only ±1 is left.",
        ),
        do={"batches": 100},
        goal=Goal("landed five times", landings=(5, None)),
    ),
    Scene(
        "Give the layer the green point alone, and drag it about.",
        start={"followed": 11},
        ask=Ask(
            "Where does it come out?",
            ["Where it is", "Always at β"],
            right=1,
            why="It is its own mean, so (h − μ)/σ is 0, wherever it lies: only the shift β is left.",
        ),
        do={"alone": True},
        goal=Goal("comes out at β", from_beta=(None, 0.001)),
        point="Point 12, class 1",
    ),
    Scene(
        "Prediction takes averages over past batches. Only one is past.",
        start={"raw": True, "mode": "predict"},
        ask=Ask(
            "Fifty more, and the points land",
            ["Further off", "On their marks"],
            right=1,
            why="The running μ and σ arrive at those of the data, 10 % of the way with each batch.",
        ),
        do={"batches": 51},
        goal=Goal("moved by less than 0.1", moved=(None, 0.1)),
        fixed=["raw", "mode", "alone"],
    ),
    Scene(
        "Four networks, one start, batches of 30, 20, 10 and 5.",
        start={"view": "boundary"},
        ask=Ask(
            "Whose boundary will be smoothest?",
            ["B = 30", "B = 5"],
            right=1,
            why="Small batches blur the points in each step: none can be fitted exactly.",
        ),
        train=1500,
        goal=Goal("1,500 steps taken", steps=(1500, None), slope_30=(6, None), slope_5=(None, 2)),
    ),
    Scene(
        "γ, β held at 1, 0: for B = 30 the layer now changes nothing.",
        start={"view": "boundary", "affine": False},
        ask=Ask(
            "Is B = 5 still the smoother?",
            ["Yes", "No"],
            right=0,
            why="So it is the blur that smooths. γ, left free, made B = 30 steeper still.",
        ),
        train=1500,
        goal=Goal("1,500 steps taken", steps=(1500, None), slope_30=(None, 6), slope_5=(None, 2)),
    ),
]
