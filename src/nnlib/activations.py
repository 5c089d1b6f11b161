"""Activation functions: the function a(r) and its slope a'(r) side by side (section 5).

Each is a layer that works on arrays of any shape. `f(r)` and `slope(r)` are the plain functions; `f` may write its
values into `out`. `slope_at(h)` is the slope where a(r) is h, which h alone tells for every activation here.
"""

import numpy as np

from . import checks
from .layer import Layer


class Activation(Layer):
    """h = a(r), value by value."""

    def forward(self, r):
        """h = a(r)."""
        h = self.f(r)
        self._keep(np.copy(h), h)
        return h

    def backward(self, dh):
        """dr = a'(r) dh."""
        h = self._kept_for(dh)
        return self.slope_at(h) * dh

    @property
    def h(self):
        """a(r) of the last forward pass, a copy; None before the first."""
        return None if self._kept is None else self._kept[0].copy()


class Logistic(Activation):
    """The logistic sigmoid, σ(r) = 1 / (1 + e^−r), with slope σ(1 − σ) ≤ 1/4; accurate in both tails, at any r.

    >>> Logistic().f(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """

    name = "logistic"

    def f(self, r, out=None):
        e = np.exp(-np.abs(r))
        return np.divide(np.where(np.less(r, 0), e, 1), 1 + e, out=out)

    def slope(self, r):
        e = np.exp(-np.abs(r))
        return e / (1 + e) ** 2

    def slope_at(self, h):
        return h * (1 - h)


class Tanh(Activation):
    """The hyperbolic tangent, tanh(r) = (1 − e^−2r) / (1 + e^−2r), with slope 1 − tanh².

    >>> Tanh().slope(np.array([0.0, 1000.0]))
    array([1., 0.])
    """

    name = "tanh"

    def f(self, r, out=None):
        return np.tanh(r, out=out)

    def slope(self, r):
        return self.slope_at(np.tanh(r))

    def slope_at(self, h):
        return 1 - h * h


class ReLU(Activation):
    """The rectified linear unit, max(r, 0): slope 1 where r > 0, otherwise 0.

    >>> ReLU().f(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 3.])
    """

    name = "relu"

    def f(self, r, out=None):
        return np.maximum(r, 0, out=out)

    def slope(self, r):
        return np.heaviside(r, 0)

    def slope_at(self, h):
        return h > 0


class LeakyReLU(Activation):
    """The leaky ReLU: r where r > 0, otherwise ε r, with a small slope 0 < ε < 1 (kept as `epsilon`).

    Raises TypeError or ValueError for another slope.

    >>> LeakyReLU(0.1).f(np.array([-2.0, 0.0, 3.0]))
    array([-0.2,  0. ,  3. ])
    """

    name = "leaky relu"

    def __init__(self, slope=0.01):
        self.epsilon = checks.real(slope, "slope", "LeakyReLU", 0, 1, low_itself=False)

    def f(self, r, out=None):
        return np.maximum(r, np.multiply(self.epsilon, r), out=out)

    def slope(self, r):
        return np.maximum(np.heaviside(r, 0), self.epsilon)

    slope_at = slope  # h and r have the same sign

    def __repr__(self):
        return f"LeakyReLU({self.epsilon:g})"


class Step(Activation):
    """The hard step, 1 where r ≥ 0, otherwise 0. Its slope is 0 wherever it has one, so it cannot be trained.

    >>> Step().f(np.array([-2.0, 0.0, 3.0]))
    array([0., 1., 1.])
    """

    name = "step"

    def f(self, r, out=None):
        return np.heaviside(r, 1, out=out)

    def slope(self, r):
        return 0 * np.heaviside(r, 1)

    slope_at = slope


class Identity(Activation):
    """The linear output, a(r) = r, for regression and for losses that take linear outputs.

    >>> Identity().f(np.array([-2.0, 3.0]))
    array([-2.,  3.])
    """

    name = "identity"

    def f(self, r, out=None):
        return np.positive(r, out=out)

    def slope(self, r):
        return np.power(r, 0.0)

    slope_at = slope
