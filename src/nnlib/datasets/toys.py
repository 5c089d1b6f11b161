"""Toy data sets, drawn from a Generator.

Those of two classes give X (n, 2) within about [−1, 1] and y (n,), n // 2 of them of class 1, class 0 first. `noise` is
the standard deviation of what is added to each coordinate. Those of regression give x (n, 1) in increasing order within
[−1, 1] and y (n, 1), the noise on y alone.

All raise TypeError or ValueError unless n ≥ 2 is a whole number, noise ≥ 0 and rng a Generator.
"""

import numpy as np

from .. import checks


def xor(n, noise=0.0, *, rng=None):
    """Points of the square [−1, 1]²; class 1 where the coordinates' signs differ; coordinates are 0.4 to 0.9 in size.

    >>> X, y = xor(4, rng=np.random.default_rng(0))
    >>> (X[:, 0] * X[:, 1] < 0).astype(int), y
    (array([0, 0, 1, 1]), array([0, 0, 1, 1]))
    """
    y = _labels(n, noise, rng, "xor")
    sizes = rng.uniform(0.4, 0.9, (len(y), 2))
    side = rng.choice([-1.0, 1.0], len(y))
    return _noisy(np.column_stack([sizes[:, 0] * side, sizes[:, 1] * side * (1 - 2 * y)]), noise, rng), y


def circles(n, noise=0.0, *, rng=None):
    """Class 1 on a circle of radius 0.4, class 0 on one of radius 0.9 round it.

    >>> X, y = circles(4, rng=np.random.default_rng(0))
    >>> np.hypot(X[:, 0], X[:, 1]).round(3)
    array([0.9, 0.9, 0.4, 0.4])
    """
    y = _labels(n, noise, rng, "circles")
    angle = rng.uniform(0, 2 * np.pi, len(y))
    radius = np.where(y == 1, 0.4, 0.9)
    return _noisy(np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), noise, rng), y


def moons(n, noise=0.0, *, rng=None):
    """Two half circles of radius 0.6 that reach into each other: class 0 arched up, class 1 down.

    >>> X, y = moons(100, rng=np.random.default_rng(0))
    >>> float(X[y == 0, 1].min()) > -0.16, float(X[y == 1, 1].max()) < 0.16
    (True, True)
    """
    y = _labels(n, noise, rng, "moons")
    angle = rng.uniform(0, np.pi, len(y))
    up = 1 - 2 * y
    return _noisy(np.column_stack([up * (0.6 * np.cos(angle) - 0.3), up * (0.6 * np.sin(angle) - 0.15)]), noise, rng), y


def spirals(n, noise=0.0, *, rng=None):
    """Two spirals of one and a half turns, class 1 the class 0 spiral turned by half a circle.

    >>> X, y = spirals(50, rng=np.random.default_rng(0))
    >>> bool((np.hypot(X[:, 0], X[:, 1]) <= 1).all())
    True
    """
    y = _labels(n, noise, rng, "spirals")
    along = np.sqrt(rng.uniform(0.01, 1, len(y)))
    angle = 3 * np.pi * along + np.pi * y
    return _noisy(np.column_stack([along * np.cos(angle), along * np.sin(angle)]), noise, rng), y


def blobs(n, noise=0.15, *, rng=None):
    """A round cloud for each class, class 0 about (−0.5, −0.5), class 1 about (0.5, 0.5); `noise` is their size.

    >>> X, y = blobs(100, rng=np.random.default_rng(0))
    >>> bool(((X.sum(axis=1) > 0) == y).all())
    True
    """
    y = _labels(n, noise, rng, "blobs")
    return _noisy(np.column_stack([y - 0.5, y - 0.5]), noise, rng), y


def sine(n, noise=0.0, *, rng=None):
    """y = sin(πx) at n points x drawn from [−1, 1]: one full wave.

    >>> x, y = sine(5, rng=np.random.default_rng(0))
    >>> bool(np.allclose(y, np.sin(np.pi * x)))
    True
    """
    return _regression(lambda x: np.sin(np.pi * x), n, noise, rng, "sine")


def bumps(n, noise=0.0, *, rng=None):
    """y = 0.8 e^(−12 (x + 0.45)²) − 0.6 e^(−25 (x − 0.4)²): a hill and a narrower hollow.

    >>> x, y = bumps(200, rng=np.random.default_rng(0))
    >>> bool(y.max() > 0.75), bool(y.min() < -0.55)
    (True, True)
    """
    return _regression(
        lambda x: 0.8 * np.exp(-12 * (x + 0.45) ** 2) - 0.6 * np.exp(-25 * (x - 0.4) ** 2), n, noise, rng, "bumps"
    )


def _labels(n, noise, rng, where):
    n = _checked(n, noise, rng, where)
    return (np.arange(n) >= n - n // 2).astype(int)


def _regression(f, n, noise, rng, where):
    n = _checked(n, noise, rng, where)
    x = np.sort(rng.uniform(-1, 1, (n, 1)), axis=0)
    return x, _noisy(f(x), noise, rng)


def _checked(n, noise, rng, where):
    checks.generator(rng, f"datasets.{where}")
    checks.real(noise, "noise", f"datasets.{where}")
    return checks.whole(n, "n", f"datasets.{where}", least=2)


def _noisy(values, noise, rng):
    return values + rng.normal(0, noise, values.shape)
