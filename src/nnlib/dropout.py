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

    >>> dropout = Dropout(0.5, rng=np.random.default_rng(0))
    >>> x = np.ones((2, 4))
    >>> dropout(x)
    array([[2., 2., 2., 0.],
           [0., 0., 0., 0.]])
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
            np.multiply(survivors(x, self.p, self.rng), 1 / (1 - self.p), out=self._mask, dtype=x.dtype)
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
    """An array like x, False with probability p (to 2⁻³²) and True otherwise.

    An entry is False where a random number of 32 bits is less than p · 2³²; two of them come from one of 64 bits, which
    takes half the time of `rng.random(x.shape) >= p`.
    """
    bits = rng.integers(0, 2**64, -(-x.size // 2), dtype=np.uint64).view(np.uint32)[: x.size]
    survives = np.empty_like(x, dtype=bool)
    np.greater_equal(bits, np.uint32(p * 2**32), out=survives.ravel("K"))
    return survives
