"""Learning-rate schedules: by what the rate is multiplied in epoch 0, 1, 2, …, for `train(…, schedule=…)` (section 4).

Any function of the epoch that gives positive numbers is a schedule. Those here raise TypeError or ValueError unless
epochs are whole numbers of at least 1 and factors lie between 0 and 1.
"""

import math

from . import checks


def step_decay(every, factor=0.1):
    """The rate is multiplied by `factor` after each `every` epochs.

    >>> [step_decay(2, 0.5)(epoch) for epoch in range(5)]
    [1.0, 1.0, 0.5, 0.5, 0.25]
    """
    every = checks.whole(every, "every", "step_decay")
    factor = checks.real(factor, "factor", "step_decay", 0, 1, low_itself=False)
    return lambda epoch: factor ** (epoch // every)


def inverse_decay(half):
    """1 / (1 + epoch / half): half the rate after `half` epochs; steps shrink, but their sum grows without bound.

    >>> [inverse_decay(2)(epoch) for epoch in (0, 2, 6)]
    [1.0, 0.5, 0.25]
    """
    half = checks.whole(half, "half", "inverse_decay")
    return lambda epoch: 1 / (1 + epoch / half)


def cosine_decay(epochs):
    """Half a cosine wave from 1 in epoch 0 down to nearly 0 in the last of `epochs` (Loshchilov & Hutter 2017, eq. 5).

    >>> [round(cosine_decay(4)(epoch), 3) for epoch in range(4)]
    [1.0, 0.854, 0.5, 0.146]
    """
    epochs = checks.whole(epochs, "epochs", "cosine_decay")
    return lambda epoch: (1 + math.cos(math.pi * epoch / epochs)) / 2
