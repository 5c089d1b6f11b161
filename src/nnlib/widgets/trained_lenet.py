"""The trained LeNet-5 that the widgets show; scripts/train_lenet.py made its weights."""

from functools import cache
from pathlib import Path

import numpy as np

from ..networks import lenet5

FILE = Path(__file__).with_name("lenet5.npy")


@cache
def weights():
    """All 61,706 parameters in `nnlib`'s order, 16-bit numbers."""
    return np.load(FILE, allow_pickle=False)


def trained_lenet5():
    """A LeNet-5 with the trained weights, in float64.

    >>> trained_lenet5().count_parameters()
    61706
    """
    net = lenet5(rng=np.random.default_rng(0))
    net.theta = weights().astype(float)
    return net
