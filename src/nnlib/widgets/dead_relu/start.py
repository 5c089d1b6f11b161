"""Where DeadReLU's training starts: as it opens, and as `dead_relu/model.js` draws it from a seed."""

from ..random_numbers import Random

START = [
    *(1.64, 1.27, -1.04, -1.02, 1.81, 1.91),
    *(-2.78, -1.91, 0.21, 1.6, -0.46, -2.62),
    *(-0.51, -0.38, -0.22, 0.29, 0.73, -0.09),
    0.0,
]  # fmt: skip


def drawn_theta(units, seed, negative=False):
    """θ of a network 1 → units → 1 whose kinks lie in the data; with `negative`, of one whose units are all dead.

    >>> len(drawn_theta(6, seed=1))
    19
    """
    random = Random(seed)

    def weight():
        size = random.uniform(1, 2)
        return -size if negative or random.uniform() < 0.4 else size

    w = [round(weight(), 3) for _ in range(units)]
    b = [round(-random.uniform(0, 0.5) if negative else -each * random.uniform(0.2, 1.8), 3) for each in w]
    beta = [round(-random.uniform(0.2, 1) if negative else 0.7 * random.normal(), 3) for _ in w]
    return [*w, *b, *beta, 0.0]
