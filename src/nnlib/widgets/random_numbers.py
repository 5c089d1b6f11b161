"""Random numbers as `engine/random.js` draws them, so that Python can make the network that a page shows."""

import itertools
import math

import numpy as np

STEEPNESS = (1.5, 3)
REACH = 0.7
MASK = 0xFFFFFFFF


class Random:
    """sfc32 (Doty-Humphrey, PractRand), seeded through splitmix32 by a whole number, or by an array of np.uint64, which
    draws a number for each of its seeds at once.

    >>> random = Random(6)
    >>> [random.bits() for _ in range(2)]
    [320109293, 3224430430]
    >>> Random(np.array([6, 7], dtype=np.uint64)).uniform().round(4)
    array([0.0745, 0.4548])
    """

    def __init__(self, seed):
        self.state = [*self._split(seed), 1]
        for _ in range(12):
            self.bits()

    @staticmethod
    def _split(seed):
        for step in range(1, 4):
            s = (seed + step * 0x9E3779B9) & MASK
            z = (s ^ (s >> 16)) * 0x21F0AAAD & MASK
            z = (z ^ (z >> 15)) * 0x735A2D97 & MASK
            yield z ^ (z >> 15)

    def bits(self):
        """32 random bits as a whole number from 0."""
        a, b, c, counter = self.state
        total = (a + b + counter) & MASK
        rotated = (c << 21 | c >> 11) + total & MASK
        self.state = [b ^ (b >> 9), c + (c << 3) & MASK, rotated, counter + 1 & MASK]
        return total

    def uniform(self, low=0, high=1):
        """From `low` to below `high`, with 53 random bits."""
        return low + (high - low) * (((self.bits() >> 5) * 67108864 + (self.bits() >> 6)) / 9007199254740992)

    def permutation(self, n):
        """0 … n − 1 in random order (Fisher & Yates); a row for each seed if there are many."""
        order = np.arange(n) + np.zeros((*np.shape(self.state[0]), 1), dtype=int)
        rows = order.reshape(-1, n)
        for k in range(n - 1, 0, -1):
            other = np.floor(self.uniform() * np.float64(k + 1)).astype(int).ravel()
            every = np.arange(len(rows))
            rows[every, other], rows[:, k] = rows[:, k].copy(), rows[every, other].copy()
        return order

    def normal(self):
        """Mean 0 and variance 1 (Box & Muller 1958)."""
        radius = math.sqrt(-2 * math.log(1 - self.uniform()))
        return radius * math.cos(2 * math.pi * self.uniform())


def started_theta(sizes, seed, spread=1):
    """θ of a network H_0, …, H_L, in `nnlib`'s order, as `engine/initialise.js` draws it from a seed.

    A first-layer unit's line passes through a random place of the middle of [−spread, spread] in a random direction;
    later layers start uniform within ±√(6 / (H_{l−1} + H_l)), their biases at 0.

    >>> started_theta([2, 3, 1], seed=1).shape
    (13,)
    """
    random, parts = Random(seed), []
    for layer, (n_in, n_out) in enumerate(itertools.pairwise(sizes)):
        W, b = np.zeros((n_in, n_out)), np.zeros(n_out)
        if layer == 0:
            for j in range(n_out):
                direction = [random.normal() for _ in range(n_in)]
                steepness = random.uniform(*STEEPNESS) / spread
                for i in range(n_in):
                    W[i, j] = steepness * direction[i] / (math.hypot(*direction) or 1)
                    b[j] -= W[i, j] * random.uniform(-REACH * spread, REACH * spread)
        else:
            W = glorot(random, n_in, n_out)
        parts += [W.ravel(), b]
    return np.concatenate(parts)


def glorot(random, n_in, n_out):
    """Weights (n_in, n_out), uniform within ±√(6 / (n_in + n_out)) (Glorot & Bengio 2010)."""
    limit = math.sqrt(6 / (n_in + n_out))
    return np.array([random.uniform(-limit, limit) for _ in range(n_in * n_out)]).reshape(n_in, n_out)
