"""The story of SoftmaxLoss: what moves the probabilities, what does not, and how steep the loss can get."""

from ..story import Ask, Goal, Scene

STORY = [
    Scene(
        "Logits *z* become probabilities *f* that add up to 1. The framed class is the true one: drag z₁ up until the "
        "network is sure of it.",
        do={"logits": [2.0, 5.0, -1.0]},
        goal=Goal("f₁ above 0.9", true=(0.9, None)),
        point="Logit z₁ of class 1",
    ),
    Scene(
        "Add 1 to all logits, by the button or the grey knob.",
        ask=Ask(
            "What do the probabilities do?",
            ["They grow", "They stay", "They even out"],
            right=1,
            why="All powers grow by the same factor, so their shares stay: only differences count.",
        ),
        do={"logits": [3.0, 2.0, 0.0]},
        goal=Goal("all of z moved by 1", mean=(1.6, None)),
        point="All logits together, their mean",
    ),
    Scene(
        "Drag z₁, the true class, far down: J grows without end.",
        ask=Ask(
            "How steep does it get in z₁?",
            ["−1 at most", "No end to it", "It gets flat"],
            right=0,
            why="The slope is f₁ − 1, never below −1: however wrong the network is.",
        ),
        do={"logits": [2.0, -5.0, -1.0]},
        goal=Goal("f₁ below 0.01", true=(None, 0.01), mean=(None, 0)),
        point="Logit z₁ of class 1",
    ),
    Scene(
        "The temperature *T* divides all logits. Raise it to 10.",
        ask=Ask(
            "What becomes of the probabilities?",
            ["One takes all", "They stay", "They even out"],
            right=2,
            why="All z/T are nearly 0, so all shares are nearly equal. Near T = 0 the largest takes all.",
        ),
        do={"temperature": 10.0},
        goal=Goal("f within 0.15", spread=(None, 0.15)),
    ),
    Scene(
        "Two classes: only the difference z₁ − z₀ counts. Make it 0.",
        start={"logits": [2.0, -1.0], "target": 1},
        ask=Ask(
            "Which function of it is f₁?",
            ["ReLU", "tanh", "The logistic"],
            right=2,
            why="σ(0) = ½. The softmax of two classes is the logistic: you knew it all along.",
        ),
        do={"logits": [2.0, 2.0]},
        goal=Goal("f₁ at one half", true=(0.495, 0.505)),
        point="Logit z₁ of class 1",
    ),
]
