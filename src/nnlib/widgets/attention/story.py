"""The story of Attention: what a query does, what the softmax makes of scores, two heads, and who knows the order."""

from ..story import Ask, Goal, Scene

TOKENS = [[1.3, 0.5], [-1.1, 0.9], [0.7, 1.3], [-0.9, -0.8], [0.6, -1.2]]
QUARTER_TURN = [0, 1.5, -1.5, 0, 1, 0, 0, 1, 1, 0, 0, 1]
ALIKE = [1.5, 0, 0, 1.5, 1, 0, 0, 1, 1, 0, 0, 1]
NO_QUERY = [0.5026, 0.1933, -1.3067, -0.5026, 1, 0, 0, 1, 1, 0, 0, 1]  # W_Q nearest to the one above with q₁ = 0

STORY = [
    Scene(
        "Wedges show how much x₁ looks at each token; h₁ is the mean with these weights. Press x₃ to look from there.",
        do={"query": 3},
        goal=Goal("x₃ looks", query=3),
        point="Token x₃",
    ),
    Scene(
        "Pull the tip of q₁ into the origin: no query.",
        ask=Ask(
            "Where does x₁ look then?",
            ["At itself", "At all, evenly", "Nowhere"],
            right=1,
            why="All scores are 0, and the softmax of equal scores is even.",
        ),
        do={"heads": [NO_QUERY]},
        goal=Goal("20 % for each", most=(None, 0.201)),
        point="Query q₁",
    ),
    Scene(
        "Scores are divided by *T*. Cool it to 0.05.",
        ask=Ask(
            "What becomes of the weights?",
            ["Even", "One gets all", "No change"],
            right=1,
            why="Differences grow twentyfold: the mean becomes a choice, and h₁ sits on one value.",
        ),
        do={"temperature": 0.05},
        goal=Goal("99 % for one token", most=(0.99, None), temperature=(None, 0.5)),
    ),
    Scene(
        "Two heads with queries of their own. Look at the second: it looks for tokens alike.",
        start={"heads": [QUARTER_TURN, ALIKE]},
        ask=Ask(
            "Where is h₁?",
            ["At head 1's", "Halfway", "At head 2's"],
            right=1,
            why="The white diamond is one head's output; h₁ is the mean of both.",
        ),
        do={"head": 2},
        goal=Goal("the second head shown", head=2),
    ),
    Scene(
        "Turn the order of the tokens round (press *Reverse*).",
        ask=Ask(
            "What moves?",
            ["The outputs", "The shares", "Only the names"],
            right=2,
            why="Each token looks as before: attention does not know the order of its tokens.",
        ),
        do={"tokens": TOKENS[::-1], "query": 5},
        goal=Goal("as x₅, the same shares", query=5, most=(0.515, 0.525)),
    ),
    Scene(
        "Now a causal mask: no token looks at those after it.",
        ask=Ask(
            "Where does x₁ look?",
            ["At itself", "As before", "Nowhere"],
            right=0,
            why="Nobody comes before it, so h₁ = v₁. With a mask the order matters.",
        ),
        do={"causal": True},
        goal=Goal("the order matters", moved=(0.1, None)),
    ),
]
