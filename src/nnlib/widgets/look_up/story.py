"""The story of LookUp: find the pair, forget the order, learn it, and what a mean says to two answers or none."""

from ..story import Ask, Goal, Scene

PAIRS = [[2, 2], [0, 5], [4, 3], [1, 0]]

STORY = [
    Scene(
        "Query times key weighs each token's vote; the question's own vote is nearly even. Ask for\N{NO-BREAK SPACE}B.",
        do={"question": 1},
        goal=Goal("the answer 0", answer=0),
        point="Letter of the question",
    ),
    Scene(
        "Drag the pair B0 up to the first place.",
        start={"question": 1},
        ask=Ask(
            "What changes?",
            ["The answer", "The weights", "Only places"],
            right=2,
            why="No place is written in a token: the same scores, the same mean, in another order.",
        ),
        do={"pairs": [[1, 0], [2, 2], [0, 5], [4, 3]]},
        goal=Goal("B0 in the first place", answer=0, at=1, pairs=4),
        point="Place of pair 4, B0",
    ),
    Scene(
        "After 40 steps of training it answers 3. Go on to 80.",
        start={"steps": 40},
        ask=Ask(
            "What does it lack?",
            ["A sharp look", "A vote for 5", "The letter A"],
            right=0,
            why="It was 27 % on A5, too little; with a larger diagonal of *query · key*, 43 %.",
        ),
        do={"steps": 80},
        goal=Goal("the right answer", right=1, steps=(80, None)),
    ),
    Scene(
        "It has learnt on lists of four. Make it six, and ask for D.",
        ask=Ask(
            "Will it find it?",
            ["Yes", "No", "By chance"],
            right=0,
            why="One query, one key, one product each: there are only more of them.",
        ),
        do={"pairs": [*PAIRS, [3, 1], [5, 4]], "question": 3},
        goal=Goal("found among six", right=1, pairs=6, at=5),
        point="Letter of the question",
    ),
    Scene(
        "Let A stand there twice: turn E3 into A3.",
        ask=Ask(
            "What will it answer?",
            ["5", "3", "Half of each"],
            right=2,
            why="One mean of two votes: 0.6 for 3 and 0.6 for 5. One head cannot say *and*.",
        ),
        do={"pairs": [*PAIRS[:2], [0, 3], PAIRS[3]]},
        goal=Goal("A found twice", found=2),
        point="Letter of pair 3",
    ),
    Scene(
        "Ask for D, which no pair has.",
        ask=Ask(
            "Where does it look?",
            ["At all evenly", "At itself", "At the first"],
            right=1,
            why="98 % there, and all outputs near ⅙: it learnt what to do with nothing, untaught.",
        ),
        do={"question": 3},
        goal=Goal("D, found nowhere", found=0, itself=(0.9, None)),
        point="Letter of the question",
    ),
]
