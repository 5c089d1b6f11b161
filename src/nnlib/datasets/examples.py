"""The data of the notes' examples, as fixed numbers. The notes only show them drawn; these follow."""

import numpy as np

_THREE_CHANGES = [
    (-2.35, 0), (-1.90, 0), (-1.45, 0),
    (-0.55, 1), (-0.10, 1), (0.45, 1),
    (1.35, 0), (1.60, 0),
    (2.45, 1), (2.80, 1), (3.30, 1),
]  # fmt: skip

_TRIANGLE = [
    (-0.62, 0.25, 0), (-0.35, 0.62, 0), (0.12, 0.92, 0), (0.48, 0.50, 0), (0.72, 0.08, 0),
    (0.90, -0.38, 0), (0.40, -0.68, 0), (-0.10, -0.72, 0), (-0.55, -0.66, 0), (-0.88, -0.30, 0),
    (-0.05, 0.12, 1), (0.18, -0.08, 1), (-0.22, -0.10, 1), (0.02, -0.22, 1), (0.06, 0.38, 1),
    (-0.38, -0.24, 1), (0.36, -0.22, 1),
]  # fmt: skip


def three_changes():
    """Eleven points on a line, x (11, 1) and y (11,), whose class changes near −1, +1 and 2.

    No threshold on x separates them; a cubic does, and so do the soft steps σ(5x + 5), σ(5x − 5) and σ(5x − 10).

    >>> x, y = three_changes()
    >>> step = lambda r: 1 / (1 + np.exp(-r))
    >>> r = -2 + 4 * step(5 * x + 5) - 4 * step(5 * x - 5) + 4 * step(5 * x - 10)
    >>> bool(((r[:, 0] > 0) == y).all())
    True
    """
    points = np.array(_THREE_CHANGES)
    return points[:, :1], points[:, 1].astype(int)


def triangle():
    """17 points of the plane, X (17, 2) and y (17,); class 1 lies inside a triangle, class 0 round it.

    No line separates them; a network of three hidden units does, be they ReLU or logistic (`triangle_theta`).

    >>> X, y = triangle()
    >>> X.shape, np.bincount(y)
    ((17, 2), array([10,  7]))
    """
    points = np.array(_TRIANGLE)
    return points[:, :2], points[:, 2].astype(int)


def triangle_theta():
    """Parameters θ (13,) of a 2-3-1 network that separates `triangle` with ReLU and with logistic hidden units.

    z = 2 − 4 Σ_j a(r_j): each hidden unit is active outside one side of a triangle, r_1 below its base, r_2 and r_3
    beyond its right and left side.

    >>> from nnlib import Logistic, ReLU, mlp
    >>> X, y = triangle()
    >>> for hidden in (ReLU, Logistic):
    ...     net = mlp([2, 3, 1], hidden, rng=np.random.default_rng(0))
    ...     net.theta = triangle_theta()
    ...     print(bool(((net(X)[:, 0] > 0) == y).all()))
    True
    True
    """
    W, b = [[0.0, 7.0, -7.0], [-8.0, 4.0, 4.0]], [-3.6, -3.0, -3.0]
    beta, beta_0 = [-4.0, -4.0, -4.0], [2.0]
    return np.concatenate([np.ravel(W), b, beta, beta_0])
