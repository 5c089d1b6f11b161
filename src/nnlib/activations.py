"""Activation functions: the function a(r) and its slope a'(r) side by side (section 5).

Each is a layer that works on arrays of any shape. `f(r)` and `slope(r)` are the plain functions; `f` may write its
values into `out`. `forward` keeps h = a(r), and `backward` multiplies by the slope, which h alone tells for every
activation here; so a network may let h overwrite r, and dr overwrite dh (`reuse`). Reading `h` gives a copy.
"""

import numpy as np

from . import checks
from .layer import Layer

last = property(
    lambda layer: None if layer._h is None else layer._h.copy(),
    doc="a(r) of the last forward pass, a copy; None before the first",
)


class Logistic(Layer):
    """The logistic sigmoid, σ(r) = 1 / (1 + e^−r), with slope σ(1 − σ) ≤ 1/4; accurate in both tails, at any r.

    >>> Logistic().f(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """

    name = "logistic"
    elementwise = True
    h = last
    _h = None

    def f(self, r, out=None):
        e = np.exp(-np.abs(r))
        return np.divide(np.where(np.less(r, 0), e, 1), 1 + e, out=out)

    def slope(self, r):
        e = np.exp(-np.abs(r))
        return e / (1 + e) ** 2

    def forward(self, r, reuse=False):
        self._h = self.f(r, r if reuse else None)
        return self._h

    def backward(self, dh, reuse=False):
        h = kept(self, dh)
        slope = np.subtract(1, h, out=self._memory_like("slope", h))
        slope *= h
        return np.multiply(dh, slope, out=dh if reuse else None)


class Tanh(Layer):
    """The hyperbolic tangent, tanh(r) = (1 − e^−2r) / (1 + e^−2r), with slope 1 − tanh².

    >>> Tanh().slope(np.array([0.0, 1000.0]))
    array([1., 0.])
    """

    name = "tanh"
    elementwise = True
    h = last
    _h = None

    def f(self, r, out=None):
        return np.tanh(r, out=out)

    def slope(self, r):
        return 1 - np.tanh(r) ** 2

    def forward(self, r, reuse=False):
        self._h = self.f(r, r if reuse else None)
        return self._h

    def backward(self, dh, reuse=False):
        h = kept(self, dh)
        dh_h2 = np.multiply(dh, h, out=self._memory_like("dh_h2", h))
        dh_h2 *= h
        return np.subtract(dh, dh_h2, out=dh if reuse else None)


class ReLU(Layer):
    """The rectified linear unit, max(r, 0): slope 1 where r > 0, otherwise 0.

    >>> ReLU().f(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 3.])
    """

    name = "relu"
    elementwise = True
    h = last
    _h = None

    def f(self, r, out=None):
        return np.maximum(r, 0, out=out)

    def slope(self, r):
        return np.heaviside(r, 0)

    def forward(self, r, reuse=False):
        self._h = self.f(r, r if reuse else None)
        return self._h

    def backward(self, dh, reuse=False):
        return np.multiply(dh, kept(self, dh) > 0, out=dh if reuse else None)


class LeakyReLU(Layer):
    """The leaky ReLU: r where r > 0, otherwise ε r, with a small slope 0 < ε < 1 (kept as `epsilon`).

    Raises TypeError or ValueError for another slope.

    >>> LeakyReLU(0.1).f(np.array([-2.0, 0.0, 3.0]))
    array([-0.2,  0. ,  3. ])
    """

    name = "leaky relu"
    elementwise = True
    h = last
    _h = None

    def __init__(self, slope=0.01):
        self.epsilon = checks.real(slope, "slope", "LeakyReLU", 0, 1, low_itself=False)

    def f(self, r, out=None):
        return np.maximum(r, np.multiply(self.epsilon, r), out=out)

    def slope(self, r):
        return np.maximum(np.heaviside(r, 0), self.epsilon)

    def forward(self, r, reuse=False):
        self._h = self.f(r, r if reuse else None)
        return self._h

    def backward(self, dh, reuse=False):
        return np.multiply(dh, self.slope(kept(self, dh)), out=dh if reuse else None)

    def __repr__(self):
        return f"LeakyReLU({self.epsilon:g})"


class Step(Layer):
    """The hard step, 1 where r ≥ 0, otherwise 0. Its slope is 0 wherever it has one, so it cannot be trained.

    >>> Step().f(np.array([-2.0, 0.0, 3.0]))
    array([0., 1., 1.])
    """

    name = "step"
    elementwise = True
    h = last
    _h = None

    def f(self, r, out=None):
        return np.heaviside(r, 1, out=out)

    def slope(self, r):
        return 0 * np.heaviside(r, 1)

    def forward(self, r, reuse=False):
        self._h = self.f(r, r if reuse else None)
        return self._h

    def backward(self, dh, reuse=False):
        return np.zeros_like(kept(self, dh))


class Identity(Layer):
    """The linear output, a(r) = r, for regression and for losses that take linear outputs.

    >>> Identity().f(np.array([-2.0, 3.0]))
    array([-2.,  3.])
    """

    name = "identity"
    h = last
    _h = None

    def f(self, r):
        return np.positive(r)

    def slope(self, r):
        return np.power(r, 0.0)

    def forward(self, r):
        self._h = r
        return r

    def backward(self, dh):
        kept(self, dh)
        return dh


def kept(layer, dh):
    """The h that `layer.forward` kept, once dJ/dh is seen to fit it."""
    h = layer._h
    checks.called_before(h, layer)
    checks.matches(dh, h.shape, h.dtype, layer)
    return h
