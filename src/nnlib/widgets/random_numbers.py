"""Random numbers as `engine/random.js` draws them, so that Python can make the network that a page shows."""

import math

MASK = 0xFFFFFFFF


class Random:
    """sfc32 (Doty-Humphrey, PractRand), seeded through splitmix32 by a whole number.

    >>> random = Random(6)
    >>> [random.bits() for _ in range(2)]
    [320109293, 3224430430]
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

    def uniform(self):
        """From 0 to below 1, with 53 random bits."""
        return ((self.bits() >> 5) * 67108864 + (self.bits() >> 6)) / 9007199254740992

    def normal(self):
        """Mean 0 and variance 1 (Box & Muller 1958)."""
        radius = math.sqrt(-2 * math.log(1 - self.uniform()))
        return radius * math.cos(2 * math.pi * self.uniform())
