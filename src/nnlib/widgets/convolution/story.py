"""The story of Convolution: one sum, its sign, how large the output is, several channels, filters that were learnt."""

from ..story import Ask, Goal, Scene

EDGES = [-1, -1, -1, 0, 0, 0, 1, 1, 1]
AS_IT_IS = [0, 0, 0, 0, 1, 0, 0, 0, 0]


def story(lenet):
    """The scenes; `lenet` is the filters (6, 1, 5, 5) and biases (6,) of LeNet's first layer."""
    W, b = lenet
    return [
        Scene(
            "Nine pixels times nine numbers, added up, are one cell of *r*. "
            "Drag the window to the lower edge of the bar.",
            do={"cell": [0, 11, 12]},
            goal=Goal("a vermilion sum", r=(None, -2)),
            point="Window of the filter on the input",
        ),
        Scene(
            "This filter finds upper edges. Change all its signs, a button under *More*.",
            ask=Ask(
                "What becomes of *r*?",
                ["Colours swap", "It fades", "Nothing"],
                right=0,
                why="Every product changes its sign, and so does every sum: it finds lower edges now.",
            ),
            do={"weights": [-w for w in EDGES]},
            goal=Goal("the sign is changed", r=(None, -2)),
        ),
        Scene(
            "Put a border of zeros round the image: padding 1.",
            ask=Ask(
                "How large is *r* then?",
                ["26 × 26", "27 × 27", "28 × 28"],
                right=2,
                why="One more place on each side: as large as the image.",
            ),
            do={"padding": 1},
            goal=Goal("r is 28 × 28", side=28),
        ),
        Scene(
            "Let the window take steps of two: stride 2.",
            start={"padding": 1},
            ask=Ask(
                "How large is what pooling leaves?",
                ["14 × 14", "13 × 13", "7 × 7"],
                right=2,
                why="Every other place makes 14 × 14, and windows of 2 × 2 halve it again.",
            ),
            do={"stride": 2},
            goal=Goal("7 × 7 at the end", last=7),
        ),
        Scene(
            "Three channels are added up. Make the green and the blue numbers zero.",
            start={"image": "colour", "weights": 3 * AS_IT_IS, "cell": [0, 6, 14]},
            ask=Ask(
                "What is left?",
                ["The 3", "The 8", "Nothing"],
                right=0,
                why="Each channel has numbers of its own; where they are 0 it is not seen.",
            ),
            do={"weights": AS_IT_IS + 18 * [0]},
            goal=Goal("one channel is seen", channels=1),
        ),
        Scene(
            "LeNet-5 found six filters of 5 × 5 all by itself.",
            ask=Ask(
                "How many numbers are they?",
                ["156", "4,704", "122,304"],
                right=0,
                why="(5 · 5 + 1) · 6: all places share them, however large the image is.",
            ),
            do={"size": 5, "padding": 2, "bias": b.tolist(), "weights": W.ravel().tolist()},
            goal=Goal("LeNet’s six", parameters=156),
        ),
    ]
