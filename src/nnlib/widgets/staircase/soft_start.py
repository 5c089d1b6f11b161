"""Where the training of a staircase's network starts."""

from ..random_numbers import Random

STEEPNESS = (6, 12)
HEIGHT = 0.3


def soft_start(m, seed):
    """θ of m logistic units and a linear output: soft steps spread over [0, 1], as `engine/staircase.js` draws them.

    >>> len(soft_start(11, seed=1))
    34
    """
    random, theta = Random(seed), [0.0] * (3 * m + 1)
    for j in range(m):
        weight = random.uniform(*STEEPNESS) * (-1 if random.uniform() < 0.5 else 1)
        theta[j] = weight
        theta[m + j] = -weight * (j + random.uniform()) / m
        theta[2 * m + j] = random.uniform(-HEIGHT, HEIGHT)
    return theta
