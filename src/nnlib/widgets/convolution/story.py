"""The story of Convolution: one sum, how large the output is, colours, what r follows, filters that were learnt."""

from ..story import Ask, Goal, Scene

LEFT_EDGES = 3 * [-1, 0, 1]
OUTLINE = [-1, -1, -1, -1, 8, -1, -1, -1, -1]
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
            fixed=["image", "transform", "weights", "bias"],
        ),
        Scene(
            "Set padding to 1 and stride to 2.",
            ask=Ask(
                "How large is what pooling leaves?",
                ["14 × 14", "13 × 13", "7 × 7"],
                right=2,
                why="Every other of 28 × 28 places makes 14 × 14, and pooling halves it again.",
            ),
            do={"padding": 1, "stride": 2},
            goal=Goal("7 × 7 at the end", side=14, last=7),
        ),
        Scene(
            "Of three channels only red counts. Take green’s middle number to −1.",
            start={"image": "photograph", "weights": AS_IT_IS + 18 * [0], "cell": [0, 3, 5], "input_channel": 2},
            ask=Ask(
                "What stays?",
                ["The white cup", "The red saucer", "Nothing"],
                right=1,
                why="White has as much green as red, and they cancel. What is redder than green is left.",
            ),
            do={"weights": AS_IT_IS + [-w for w in AS_IT_IS] + 9 * [0]},
            goal=Goal("white is gone", r=(None, 0.2), channels=2),
            point="Filter 1, cell 5 of channel 2",
            fixed=["image", "transform", "cell", "padding", "stride", "dilation", "bias"],
        ),
        Scene(
            "*r* shifts with the image. Now mirror it. This filter finds left edges.",
            start={"weights": LEFT_EDGES},
            ask=Ask(
                "What becomes of *r*?",
                ["It is mirrored", "Signs swap too", "It stays"],
                right=1,
                why="Left edges have become right edges, and to those it answers with the other sign.",
            ),
            do={"transform": "mirror"},
            goal=Goal("no mirrored r", differs=(1, None)),
            fixed=["image", "transform", "weights"],
        ),
        Scene(
            "Turned, *r* does not follow. Choose a filter for which it does.",
            start={"weights": LEFT_EDGES, "transform": "turn"},
            ask=Ask(
                "What must it be?",
                ["Positive", "Round", "Large"],
                right=1,
                why="Turning it must change nothing: blur, sharpen and outline look alike on all four sides.",
            ),
            do={"weights": OUTLINE},
            goal=Goal("r turns as well", differs=(None, 1e-9)),
            fixed=["image", "transform"],
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
