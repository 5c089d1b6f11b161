"""Where a ReLU network of one input bends."""

import numpy as np

SAME = 1e-9


def knots(net, low=0.0, high=1.0):
    """The increasing places from `low` to `high` between which the network is straight, found layer by layer: between
    two places where everything before a unit is straight, the unit switches where the line through its two values is 0.

    >>> from nnlib.widgets import Folding
    >>> knots(Folding(layers=1).network())
    array([0. , 0.5, 1. ])
    """
    x = np.array([low, high], dtype=float)
    for depth, layer in enumerate(net.layers):
        if layer.parameters():
            continue
        r = x[:, None]
        for before in net.layers[:depth]:
            r = before(r)
        r[np.abs(r) < SAME] = 0
        left, right = r[:-1], r[1:]
        piece, unit = np.nonzero(left * right < 0)
        share = left[piece, unit] / (left[piece, unit] - right[piece, unit])
        x = np.unique(np.concatenate([x, x[piece] + share * (x[piece + 1] - x[piece])]))
        x = x[np.diff(x, prepend=-np.inf) > SAME]
    slopes = np.diff(net(x[:, None])[:, 0]) / np.diff(x)
    bends = np.abs(np.diff(slopes)) > SAME * np.abs(slopes).max()
    return x[np.concatenate([[True], bends, [True]])]
