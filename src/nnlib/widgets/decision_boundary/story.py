"""The story of DecisionBoundary: what three lines do together, and what training makes of two."""

from ..story import Ask, Goal, Scene

STORY = [
    Scene(
        "Three hidden units, one line each. A unit is off on one side of its line and on where its disc points; "
        "blue is where all three are nearly off.",
    ),
    Scene(
        "Drag the line of h₂ off the picture, the way its disc points.",
        ask=Ask(
            "What will the blue region do?", ["It shrinks", "It leaks out", "It stays"], right=1,
            why="With h₂ off everywhere, nothing bounds the region on that side.",
        ),
        do={"theta": [0, 7, -7, -8, 4, 4, -3.6, -18, -3, -4, -4, -4, 2]},
        goal=Goal("h₂ off the picture", cross=2),
        point="Line of hidden unit 2",
    ),
]
