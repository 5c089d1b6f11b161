"""Seeded weights that stay as they are while a network grows; `engine/growing.js` draws the same numbers."""

import math

import numpy as np

MASK = 0xFFFFFFFF
STREAMS = 64
# By activation: the largest weight of the first layer; of a hidden layer and of the output layer, over √H_{l−1}; and
# between which inputs a unit's weighted inputs change their sign.
DRAWS = {
    "tanh": (12.0, 4.0, 2.0, (-1, 1)),
    "logistic": (20.0, 12.0, 4.0, (0, 1)),
    "relu": (8.0, 2.0, 1.0, (0, 2)),
    "leaky relu": (8.0, 2.0, 1.0, (0, 2)),
    "identity": (2.0, 1.5, 1.0, (-1, 1)),
}


class Sfc32:
    """The generator of `engine/random.js`: sfc32 (Doty-Humphrey, PractRand), seeded through splitmix32.

    >>> Sfc32(1).uniform(-1, 1) == Sfc32(1).uniform(-1, 1)
    True
    """

    def __init__(self, seed):
        self._split = seed & MASK
        self._state = [self._mixed(), self._mixed(), self._mixed(), 1]
        for _ in range(12):
            self._bits()

    def _mixed(self):
        self._split = (self._split + 0x9E3779B9) & MASK
        z = ((self._split ^ (self._split >> 16)) * 0x21F0AAAD) & MASK
        z = ((z ^ (z >> 15)) * 0x735A2D97) & MASK
        return z ^ (z >> 15)

    def _bits(self):
        a, b, c, counter = self._state
        total = (a + b + counter) & MASK
        turned = (c << 21 | c >> 11) & MASK
        self._state = [b ^ (b >> 9), (c + (c << 3)) & MASK, (turned + total) & MASK, (counter + 1) & MASK]
        return total

    def uniform(self, low, high):
        """A number from `low` to below `high`, with 53 random bits."""
        share = ((self._bits() >> 5) * 67108864 + (self._bits() >> 6)) / 9007199254740992
        return low + (high - low) * share


def growing_theta(sizes, activation, seed):
    """θ of a network H_0, …, H_L for inputs from −1 to 1, in `nnlib`'s order, drawn from a whole number `seed`.

    Every unit draws from random numbers of its own, so a unit that is added leaves those of the others alone, and the
    output layer keeps its own at any depth. Where a sum gets more terms, all of them shrink with 1/√H_{l−1}.

    >>> growing_theta([1, 2, 1], "tanh", seed=1).shape
    (7,)
    """
    return np.concatenate([each for layer in range(1, len(sizes)) for each in _layer(sizes, layer, activation, seed)])


def _layer(sizes, layer, activation, seed):
    first, hidden, output, reach = DRAWS[activation]
    n_in, n_out = sizes[layer - 1], sizes[layer]
    is_output = layer == len(sizes) - 1
    if layer == 1:
        largest, (low, high) = first, (-1, 1)
    else:
        largest, (low, high) = (output if is_output else hidden) / math.sqrt(n_in), reach
    W, b = np.empty((n_in, n_out)), np.zeros(n_out)
    for j in range(n_out):
        stream = Sfc32((seed * STREAMS + (0 if is_output else layer)) * STREAMS + j)
        for i in range(n_in):
            W[i, j] = stream.uniform(-largest, largest)
            b[j] -= W[i, j] * stream.uniform(low, high)
    return W.ravel(), b
