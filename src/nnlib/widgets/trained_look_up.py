"""The look-up network of section 8 at six moments of its training; scripts/train_look_up.py made its weights."""

from functools import cache
from pathlib import Path

import numpy as np

from ..attention import LastToken, SelfAttention
from ..datasets.lookups import KINDS
from ..layers import Dense, Sequential

FILE = Path(__file__).with_name("look_up.npz")
STEPS = [0, 20, 40, 60, 80, 1600]
MOST_PAIRS = KINDS


def look_up_network(rng):
    """One attention layer, then a dense layer on the output of the last token, the question."""
    return Sequential(SelfAttention(2 * KINDS, rng=rng), LastToken(), Dense(2 * KINDS, KINDS, rng=rng))


@cache
def weights():
    """All 702 parameters in `nnlib`'s order after each of STEPS, 16-bit numbers (6, 702)."""
    return np.load(FILE, allow_pickle=False)["weights"]


@cache
def answered_rightly():
    """Of a thousand new lists, how many it answered rightly after each of STEPS, by the number of pairs (6, 6)."""
    return np.load(FILE, allow_pickle=False)["right"]


def trained_look_up(steps=STEPS[-1]):
    """The network after so many steps, one of STEPS, in float64.

    >>> trained_look_up().count_parameters()
    702
    """
    net = look_up_network(np.random.default_rng(0))
    net.theta = weights()[STEPS.index(steps)].astype(float)
    return net
