"""Dropout (section 9)."""

import numpy as np

from . import checks
from .layer import Layer


class Dropout(Layer):
    """Censors each value with probability `p`, anew in each pass, and scales the others by 1 / (1 − p); so the mean
    over all masks is the value itself (section 9). In evaluation mode it changes nothing.

    `forward` takes x (n, …) of float64 or float32 and gives a new array of its shape; all entries are drawn from `rng`
    by themselves. `backward` multiplies dJ/dh by the same mask.

    Raises TypeError (no Generator, other type of number) or ValueError unless 0 ≤ p < 1 and x is not empty.

    >>> dropout = Dropout(0.5, rng=np.random.default_rng(3))
    >>> x = np.ones((2, 4))
    >>> dropout(x)
    array([[2., 2., 0., 0.],
           [2., 0., 2., 0.]])
    >>> bool((dropout.eval()(x) == x).all())
    True
    """

    makes_new = True
    _mask = None

    def __init__(self, p, *, rng=None):
        self.p = checks.real(p, "p", "Dropout", 0, 1)
        self.rng = checks.generator(rng, "Dropout")

    def forward(self, x, reuse=False):
        """h = x · mask."""
        checks.floats(x, None, None, self)
        self._mask = self._memory_like("mask", x)
        if self.training:
            self._mask[...] = survivors(x, self.p, self.rng)
            self._mask *= 1 / (1 - self.p)
        else:
            self._mask[...] = 1
        return np.multiply(x, self._mask, out=self._output_like("h", x, reuse))

    def backward(self, dh, reuse=False):
        """dx = dh · mask."""
        checks.called_before(self._mask, self)
        checks.matches(dh, self._mask.shape, self._mask.dtype, self)
        return np.multiply(dh, self._mask, out=self._output_like("dx", dh, reuse))

    @property
    def mask(self):
        """0 or 1 / (1 − p) for each value of the last forward pass, a copy; None before the first."""
        return None if self._mask is None else self._mask.copy()

    def __repr__(self):
        return f"Dropout({self.p:g})"


def survivors(x, p, rng):
    """An array like x, False with probability p and True otherwise.

    An entry is False where a random number of 16 bits is less than p · 2¹⁶; four of them come from one of 64 bits, in a
    quarter of the time of `rng.random(x.shape) >= p`. Where it equals the whole part of p · 2¹⁶, which is rare, another
    random number decides by the rest.
    """
    whole, rest = divmod(p * 2**16, 1)
    bits = rng.integers(0, 2**64, -(-x.size // 4), dtype=np.uint64).view(np.uint16)[: x.size]
    survives = np.empty_like(x, dtype=bool)
    flat = survives.ravel("K")
    np.greater(bits, np.uint16(whole), out=flat)
    undecided = np.flatnonzero(bits == np.uint16(whole))
    flat[undecided] = rng.random(len(undecided)) >= rest
    return survives
