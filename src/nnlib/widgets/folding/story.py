"""The story of Folding: a fold, its copies and why they mirror each other, and what folding cannot do."""

from ..story import Ask, Goal, Scene

ONE_OFF = [0.5, 0.5, 0.25, 0.5, 0.5, 0.5]
ONE_BENT = [(k + 1 + 0.7 * (k == 6)) / 13 for k in range(12)]

STORY = [
    Scene(
        "Each layer folds the strip once and stretches it: 2 pieces, then 4.",
        ask=Ask(
            "How many after layer 3?",
            ["5", "6", "8"],
            right=2,
            why="Its crease goes through all four sheets at once, and each breaks in two.",
        ),
        do={"layers": 3},
        goal=Goal("8 pieces", pieces=8),
    ),
    Scene(
        "Layer 3 has made four peaks. Drag one of them sideways.",
        start={"layers": 3},
        ask=Ask(
            "What will the others do?",
            ["Stay", "Move along", "Mirror it"],
            right=2,
            why="Neighbours mirror each other: all four are one crease, c₃, and move at once.",
        ),
        do={"kinks": ONE_OFF},
        goal=Goal("c₃ off the middle", off=(0.15, None)),
        point="Crease 3",
    ),
    Scene(
        "See why: push the arrow at the strip's right end to the left. Pressed together, c₃ goes straight through "
        "all its sheets.",
        start={"layers": 3, "kinks": ONE_OFF},
        do={"pulled": 0.1},
        goal=Goal("pressed together", pulled=(None, 0.15)),
        point="Right end of the strip",
    ),
    Scene(
        "Each further layer costs 6 parameters. Go on to six layers.",
        start={"layers": 3},
        ask=Ask(
            "How many pieces for 37?",
            ["16", "37", "64"],
            right=2,
            why="2·2·2·2·2·2 = 64: parameters are added, pieces are multiplied.",
        ),
        do={"layers": 6},
        goal=Goal("64 pieces", pieces=64, layers=6),
    ),
    Scene(
        "37 parameters also pay for one wide layer of 12 units.",
        start={"layers": 6},
        ask=Ask(
            "How many pieces can it draw?",
            ["13", "37", "64"],
            right=0,
            why="A unit bends the line at one place only. 64 pieces would take 190 parameters.",
        ),
        do={"shape": "wide"},
        goal=Goal("13 pieces", pieces=13),
    ),
    Scene(
        "Now drag one kink of the wide network.",
        start={"layers": 6, "shape": "wide"},
        ask=Ask(
            "What moves?",
            ["Only this kink", "Its copies too", "All of them"],
            right=0,
            why="Few pieces, but each is free. The deep network's 64 hang on six creases.",
        ),
        do={"bends": ONE_BENT},
        goal=Goal("a kink moved", off=(0.02, None)),
        point="Kink 7",
    ),
]
