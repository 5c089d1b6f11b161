"""The right answers of the exercises that are typed, worked out by nnlib, and hints for the usual slips.

``<kbd id="answer-NAME">…</kbd>`` in an exercise is a place to type the answer that has the name in ``ANSWERS``.
"""

from dataclasses import dataclass, field

import numpy as np
from nnlib import AvgPool2D, BatchNorm, Conv2D, Dense, MaxPool2D, Residual, SelfAttention, mlp
from nnlib.approximation import staircase

RNG = np.random.default_rng(0)


@dataclass(frozen=True)
class Answer:
    """``label`` names the place for those who do not see it; ``within`` is how far an answer may be off."""

    label: str
    right: float
    within: float = 0.0
    slips: dict[float, str] = field(default_factory=dict)

    def __post_init__(self):
        near = [wrong for wrong in self.slips if abs(wrong - self.right) <= self.within]
        if near:
            raise ValueError(f"{self.label}: {near} counts as right and as a slip")


def heights():
    """β₀ … β₃ of hard steps that make r −1, 1, −1, 1 on the four intervals."""
    on = np.tril(np.ones((4, 4)))  # row: interval; column: the constant and the steps that are on there
    return np.linalg.solve(on, [-1.0, 1.0, -1.0, 1.0])


def count(*sizes):
    return mlp(list(sizes), rng=RNG).count_parameters()


def widest(hidden_layers, budget=1000):
    """The largest width whose network 2 → … → 1 has at most about ``budget`` parameters."""
    h = 1
    while count(2, *[h + 1] * hidden_layers, 1) <= budget:
        h += 1
    return h


def most_pieces(width, budget=40):
    """How many pieces layers of ``width`` units fold at most, with at most ``budget`` parameters."""
    return width ** max(layers for layers in range(1, 20) if count(1, *[width] * layers, 1) <= budget)


def sign_changes():
    """Where r of the wide and the sharp step, this one taken as hard, changes its sign."""
    place = 0.5 - np.log(8.2 / 1.8)
    return place, 1.0, 1.0 - place


def looked_up(q):
    weights = np.exp(q * np.array([0.0, np.log(3)]))
    return float(weights @ [4.0, 8.0] / weights.sum())


def lenet_with_one_average():
    """The parameters of LeNet's layers where the second pooling takes the mean of each channel of 10 × 10."""
    pool = AvgPool2D(10)
    inputs = pool(np.zeros((1, 16, 10, 10))).size
    layers = [Conv2D(1, 6, 5, padding=2, rng=RNG), Conv2D(6, 16, 5, rng=RNG)]
    layers += [Dense(inputs, 120, rng=RNG), Dense(120, 84, rng=RNG), Dense(84, 10, rng=RNG)]
    return sum(layer.count_parameters() for layer in layers)


def transformer_block(d):
    return SelfAttention(d, rng=RNG).count_parameters() + 4 * d + count(d, 4 * d, d)


def forgotten(momentum=0.1, left=0.01):
    """After how many batches the start has at most the share ``left``."""
    t = 0
    while (1 - momentum) ** t > left:
        t += 1
    return t


FIRST, SECOND = Conv2D(3, 8, 5, padding=2, rng=RNG), Conv2D(8, 16, 3, stride=2, rng=RNG)
SIDE = SECOND(MaxPool2D(2)(FIRST(np.zeros((1, 3, 32, 32))))).shape[-1]
PLAIN = Residual(Dense(3, 8, rng=RNG), Dense(8, 5, rng=RNG)).count_parameters()
MINIMA = np.sort(np.roots([-1, 3, 0, -1]).real)  # θ² (3 − θ) = 1
SQUARE = staircase(lambda x: x**2, 0.25)
BIAS = "It looks as if the biases were left out: each unit has one weight more than it has inputs."

ANSWERS = {
    **{
        f"height-{i}": Answer(f"β{'₀₁₂₃'[i]}", height, slips={} if i == 0 else {height / 2: "From −1 to 1 it is two."})
        for i, height in enumerate(heights())
    },
    "fewest": Answer("number of steps", 5, slips={6: "Six runs of one class, but how many changes?"}),
    "rise": Answer("times 1 / |w|", 2 * np.log(9), 0.05, {np.log(9): "That is from the middle to one end."}),
    **{f"change-{i}": Answer(f"place {i + 1}", x, 0.025) for i, x in enumerate(sign_changes())},
    "digits": Answer("number of parameters", count(784, 100, 100, 10), slips={784 * 100 + 100 * 100 + 100 * 10: BIAS}),
    "digits-halved": Answer(
        "with 50 units",
        count(784, 50, 50, 10),
        slips={784 * 50 + 50 * 50 + 50 * 10: BIAS, count(784, 100, 100, 10) / 2: "It is not quite the half: count it."},
    ),
    "budget-1": Answer("one hidden layer", widest(1), 1, {333: "And the way out? Each unit has a weight there too."}),
    "budget-3": Answer("three hidden layers", widest(3), 1),
    "paths": Answer(
        "number of paths",
        16**3,
        slips={
            16**4: "The weight leads to one node of its own layer.",
            48: "A path chooses a node in every layer: the choices multiply.",
        },
    ),
    "fold-2": Answer("pieces of width 2", most_pieces(2), slips={128: "Seven layers cost 43 parameters."}),
    "fold-4": Answer("pieces of width 4", most_pieces(4), slips={64: "Three layers cost 53 parameters."}),
    "knot-1": Answer("first knot", SQUARE.knots[0], 0.005, {0.25: "That is x²; which x has it?"}),
    "knot-2": Answer("second knot", SQUARE.knots[1], 0.005, {0.5: "That is x²; which x has it?"}),
    "knot-3": Answer("third knot", SQUARE.knots[2], 0.005, {0.75: "That is x²; which x has it?"}),
    **{
        f"minimum-{i}": Answer(
            f"minimum {i + 1}",
            theta,
            0.005,
            dict.fromkeys((0, 2), "The derivative is 0 there, but J has a maximum."),
        )
        for i, theta in enumerate(MINIMA)
    },
    "pieces": Answer("pieces with ten units", 10 + 1, slips={10: "Ten kinks cut the path into one piece more."}),
    "projection-without": Answer("with zero-extension", PLAIN, slips={3 * 8 + 8 * 5: BIAS}),
    "projection-with": Answer(
        "with the projection", PLAIN + 3 * 5, slips={PLAIN + 4 * 5: "The projection has no bias here."}
    ),
    "filters-1": Answer(
        "parameters of the first layer",
        FIRST.count_parameters(),
        slips={600: BIAS, 208: "The filters see three colours."},
    ),
    "filters-2": Answer(
        "parameters of the second layer",
        SECOND.count_parameters(),
        slips={1152: BIAS, 160: "The filters see eight channels."},
    ),
    "side": Answer(
        "side of the last channels", SIDE, slips={8: "The last window must lie inside.", 15: "The stride is 2."}
    ),
    "lenet-left": Answer("parameters left", lenet_with_one_average(), slips={lenet_with_one_average() - 120: BIAS}),
    "looked-up-1": Answer(
        "output for q = 1", looked_up(1), 0.01, {5: "The larger weight belongs to the second value."}
    ),
    "looked-up-0": Answer("output for q = 0", looked_up(0), 0.01),
    "looked-up-2": Answer(
        "output for q = 2", looked_up(2), 0.01, {looked_up(1): "The scores have doubled, so 3 becomes 3² = 9."}
    ),
    "block": Answer(
        "parameters for d = 8",
        transformer_block(8),
        slips={transformer_block(8) - 32: "32 are missing: attention's biases, or what the normalizations learn?"},
    ),
    "spread-plain": Answer(
        "standard deviation without the factor", (100 * 0.5 * 0.5) ** 0.5, 0.05, {25: "That is the variance."}
    ),
    "spread-scaled": Answer(
        "standard deviation with the factor",
        (100 * 0.5 * 0.5) ** 0.5 / 0.5,
        0.05,
        {100: "That is the variance.", 5: "The factor 2 stretches the spread too."},
    ),
    "some-missing": Answer(
        "probability",
        1 - 0.8**10,
        0.005,
        {
            0.8**10: "So probable is it that none is missing.",
            1 - 0.2**10: "So probable is it that not all are missing.",
        },
    ),
    "forgotten": Answer(
        "number of batches", forgotten(), 1, {22: "That is where a tenth is left.", 10: "Then a third is left."}
    ),
    "learnable": Answer("learnable", BatchNorm(100).count_parameters(), slips={100: "γ and β, for each unit."}),
    "stored": Answer(
        "stored besides", 2 * 100, slips={100: "Two running averages for each unit.", 2: "For each unit."}
    ),
}
