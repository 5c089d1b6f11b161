"""The story of LeNetDigits: what a unit looks at, what does not matter to the network, how sure it is when wrong."""

from ..story import Ask, Goal, Scene

LARGE_SEVEN = [[0, 75, 80], [0, 205, 80], [0, 120, 230]]
SMALL_SEVEN = [[0, 188, 190], [0, 252, 190], [0, 210, 265]]
HOUSE = [[0, 70, 230], [0, 70, 130], [0, 140, 60], [0, 210, 130], [0, 210, 230], [0, 70, 230]]

STORY = [
    Scene(
        "A digit goes from left to right: two convolutions C, each pooled S, three full layers, ten bars. "
        "Pick a 7 below "
        "the sheet.",
        do={"digit": 14},
        goal=Goal("a 7 is read", read=7),
    ),
    Scene(
        "A unit of C1 sees 5 × 5 pixels; press any cell to see its own.",
        start={"unit": [0, 2, 13, 13]},
        ask=Ask(
            "How many in S4?",
            ["5 × 5", "16 × 16", "All 28 × 28"],
            right=1,
            why="It pools 2 × 2 units of C3, and each of those sees 14 × 14 pixels.",
        ),
        do={"unit": [3, 2, 2, 2]},
        goal=Goal("16 × 16 pixels seen", pixels=256),
    ),
    Scene(
        "Draw such a 7 half as large, in a corner.",
        start={"strokes": LARGE_SEVEN},
        ask=Ask(
            "What will the network get?",
            ["A small 7", "The same 7", "Only a dot"],
            right=1,
            why="A drawing is scaled and centred first, as the digits were that it learnt from.",
        ),
        do={"strokes": SMALL_SEVEN},
        goal=Goal("a small 7 is read", side=(2, 9), read=7),
    ),
    Scene(
        "It reads the last ten digits of the list wrongly.",
        ask=Ask(
            "How sure is it then?",
            ["Never above ½", "Often sure"],
            right=1,
            why="It takes this 5 for an 8, with 0.99. A softmax is no measure of doubt.",
        ),
        do={"digit": 20},
        goal=Goal("wrong, and sure", drawn=0, right=0, sure=(0.85, None)),
    ),
    Scene(
        "Draw what is no digit: a house, your initial.",
        ask=Ask(
            "What will it answer?",
            ["No digit", "A bit of each", "A clear digit"],
            right=2,
            why="Ten bars that must add up to 1 cannot say: none of these.",
        ),
        do={"strokes": HOUSE},
        goal=Goal("sure of a drawing", drawn=1, side=(3, None), sure=(0.85, None)),
    ),
]
