"""Where Backprop starts: as it opens, and as `backprop/model.js` draws it from a seed."""

from ..random_numbers import Random

SPREAD = 1.5
START = [1.0, -1.0, 0.5, 0.5, 1.5, -1.0, 0.0, 0.5, -0.5, 1.0, -1.5, 1.0, 0.0]


def drawn_theta(count, seed):
    """`count` parameters with one decimal.

    >>> drawn_theta(2, seed=1) == drawn_theta(3, seed=1)[:2]
    True
    """
    random = Random(seed)
    return [round(random.uniform(-SPREAD, SPREAD), 1) for _ in range(count)]
