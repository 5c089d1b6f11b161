"""The story of Sentences: heads with a habit, a mask, a place to rest, and how little a large weight may mean."""

from ..story import Ask, Goal, Scene

STORY = [
    Scene(
        "Tokens on the left look, those on the right are looked at; the line's width is the weight. Press *it* on the "
        "left.",
        do={"query": 10},
        goal=Goal("“it” looks", query=10),
        point="Token that looks",
    ),
    Scene(
        "This head looks at the next token. Switch on the causal mask.",
        start={"head": "next token", "query": 10},
        ask=Ask(
            "Where does *it* look then?",
            ["Nowhere", "At itself", "At [CLS]"],
            right=2,
            why="What it seeks is barred, and weights add up to 1: 89 % rest on the mark at the start.",
        ),
        do={"causal": True},
        goal=Goal("no weight ahead", ahead=0),
        fixed=["causal"],
    ),
    Scene(
        "Nearly all rest on [CLS]. Hide it: press it on the right.",
        start={"head": "start mark", "query": 6},
        ask=Ask(
            "Where does its share go?",
            ["Nowhere", "To the others", "It stays"],
            right=1,
            why="The softmax deals out 1 in all. A mark is where a head puts what it has no use for.",
        ),
        do={"hidden": [1]},
        goal=Goal("no weight on [CLS]", first=0),
        point="Look at [CLS], token 1",
    ),
    Scene(
        "A head for companions. Let *bank* look.",
        start={"sentence": 4, "head": "companion", "query": 2},
        ask=Ask(
            "Which word does it take?",
            ["money", "river", "sat"],
            right=1,
            why="By its key *river* fits best: this bank is a shore, though money is about.",
        ),
        do={"query": 6},
        goal=Goal("“bank” takes “river”", sentence=4, query=6, at=9),
        point="Token that looks",
    ),
    Scene(
        "The animal … was too tired. Let *it* look, in the fourth layer.",
        start={"head": "its noun", "query": 3},
        ask=Ask(
            "What does *it* stand for?",
            ["the street", "the animal"],
            right=1,
            why="69 % for *animal*, which no rule says: this query and this key were learnt.",
        ),
        do={"query": 10},
        goal=Goal("“it” takes “animal”", sentence=1, query=10, at=3),
        point="Token that looks",
    ),
    Scene(
        "Choose *The animal … wide*: now *it* is the street.",
        start={"head": "its noun", "query": 10},
        ask=Ask(
            "Does the head see that?",
            ["Yes, street", "No, animal", "Half and half"],
            right=1,
            why="Less sure, but *animal*. No head of this model moves clearly to *street* (23 % at most).",
        ),
        do={"sentence": 2},
        goal=Goal("“it” looks again", sentence=2, query=10),
    ),
]
