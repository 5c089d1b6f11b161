"""Losses: J as the mean over the rows, and its derivative, from the linear outputs z of a network (section 5).

`loss(z, y)` gives J as a float and keeps what `loss.backward()`, which gives dJ/dz, needs. J is a sum over the outputs
of a row and a mean over rows. Logarithms are taken of no probability: both NLLs are exact at z = ±1000.

Every loss raises TypeError for what is no array of floats, ValueError where shapes or targets do not fit and for values
that are not finite; `check(y, shape)` makes the same test of the targets for outputs of a given shape beforehand.
"""

import math

import numpy as np

from . import checks


class Loss:
    """What all losses have: what the last call kept for `backward`."""

    _kept = None

    def kept(self):
        if self._kept is None:
            raise RuntimeError(f"{self!r}: backward needs a forward pass before it")
        return self._kept

    def __repr__(self):
        return f"{type(self).__name__}()"


class SquaredError(Loss):
    """J = Σ_k (y_k − f_k)² per row (section 4), for a linear output f = z; `y` has z's shape.

    >>> loss = SquaredError()
    >>> loss(np.array([[3.0, 1.0], [0.0, 0.0]]), np.array([[1.0, 1.0], [0.0, 2.0]]))
    4.0
    >>> loss.backward()
    array([[ 2.,  0.],
           [ 0., -2.]])
    """

    def __call__(self, z, y):
        outputs(z, self)
        error = z - self.check(y, z.shape, z.dtype)
        J = float(np.vdot(error, error)) / len(z)
        certain(J, z, y, self)
        self._kept = error
        return J

    def backward(self):
        """2 (f − y) / n."""
        error = self.kept()
        return error * (2 / len(error))

    def check(self, y, shape, dtype=np.float64):
        return targets(y, shape, dtype, self)


class LogisticNLL(Loss):
    """The negative log-likelihood of classes 0 and 1 under f = σ(z): J = Σ_k log(1 + e^(∓z_k)), − for class 1.

    `y` has z's shape and holds 0 and 1 only.

    >>> loss = LogisticNLL()
    >>> loss(np.array([[1000.0], [-1000.0]]), np.array([[0], [1]]))
    1000.0
    >>> loss.backward()
    array([[ 0.5],
           [-0.5]])
    """

    def __call__(self, z, y):
        outputs(z, self)
        checks.finite(z, "z", self)
        y = self.check(y, z.shape, z.dtype)
        sign = 1 - (y + y)
        against = sign * z
        J_each = np.logaddexp(0, against)
        J = float(J_each.sum()) / len(z)
        certain(J, z, y, self)
        self._kept = sign, against, J_each
        return J

    def backward(self):
        """(f − y) / n, where f − y = ±σ(±z) is kept accurate near 0."""
        sign, against, J_each = self.kept()
        return sign * np.exp(against - J_each) / len(sign)

    def check(self, y, shape, dtype=np.float64):
        y = targets(y, shape, dtype, self)
        off = (y * y - y).ravel()
        if off.dot(off) != 0:
            raise ValueError(f"{self!r}: y must hold classes 0 and 1 only, got {y.ravel()[off != 0][0]}")
        return y


class SoftmaxNLL(Loss):
    """The negative log-likelihood of class y under f = softmax(z): J = log Σ_c e^(z_c) − z_y per row.

    `z` is (n, C); `y` (n,) holds class indices, whole numbers from 0 to C − 1.

    >>> loss = SoftmaxNLL()
    >>> loss(np.array([[1000.0, 0.0, 0.0]]), np.array([1]))
    1000.0
    >>> loss.backward()
    array([[ 1., -1.,  0.]])
    """

    def __call__(self, z, y):
        outputs(z, self)
        checks.finite(z, "z", self)
        y = self.check(y, z.shape)
        of_class = np.arange(len(z)), y.copy()
        f, log_sum, top = softmax_and_log_sum(z)
        J = float((log_sum[:, 0] - (z[of_class] - top[:, 0])).sum()) / len(z)
        certain(J, z, y, self)
        self._kept = f, of_class
        return J

    def backward(self):
        """(f − 1[y]) / n."""
        f, of_class = self.kept()
        dz = f.copy()
        dz[of_class] -= 1
        dz /= len(dz)
        return dz

    def check(self, y, shape, dtype=None):
        y = np.asarray(y)
        if y.dtype.kind not in "iu":
            raise TypeError(f"{self!r}: y must hold class indices (whole numbers), got {checks.described(y)}")
        if len(shape) != 2 or y.shape != shape[:1]:
            raise ValueError(f"{self!r}: expected z (n, C) and y (n,), got shapes {shape} and {y.shape}")
        if y.min() < 0 or y.max() >= shape[1]:
            wrong = y[(y < 0) | (y >= shape[1])][0]
            raise ValueError(f"{self!r}: y must hold class indices from 0 to {shape[1] - 1}, got {wrong}")
        return y


def softmax(z):
    """f_c = e^(z_c) / Σ_k e^(z_k) along the last axis (section 5); exact for outputs of any size.

    Raises TypeError or ValueError where z is no array of floats, empty or not finite.

    >>> softmax(np.array([1000.0, 1000.0, -1000.0]))
    array([0.5, 0.5, 0. ])
    """
    outputs(z, "softmax")
    checks.finite(z, "z", "softmax")
    return softmax_and_log_sum(z)[0]


def softmax_and_log_sum(z):
    """softmax(z), log Σ_k e^(z_k − top) and top, the largest z_k, along the last axis, which the latter two keep.

    The logarithm and top are not added up: beside large outputs the sum would lose the logarithm.
    """
    top = z.max(axis=-1, keepdims=True)
    e = np.exp(z - top)
    total = e.sum(axis=-1, keepdims=True)
    return e / total, np.log(total), top


def outputs(z, where):
    """z must be an array of floats, its rows the data points, and not empty."""
    if not isinstance(z, np.ndarray) or z.dtype.char not in "df":
        raise TypeError(f"{where}: z must be an array of floats, got {checks.described(z)}")
    if z.ndim == 0 or z.size == 0:
        raise ValueError(f"{where}: z must have rows, got {checks.described(z)}")


def targets(y, shape, dtype, where):
    """y as an array of z's type; its shape must be z's, since a broadcast would compare each row with all others."""
    y = np.asarray(y)
    if y.dtype.kind not in "biuf":
        raise TypeError(f"{where}: y must hold numbers, got {checks.described(y)}")
    if y.shape != shape:
        hint = "; y[:, None] has it" if (*y.shape, 1) == shape else ""
        raise ValueError(f"{where}: y must have z's shape {shape}, got {y.shape}{hint}")
    return y if y.dtype == dtype else y.astype(dtype)


def certain(J, z, y, where):
    """J must be finite; if it is not, the message says whether z, y or the size of z is to blame."""
    if not math.isfinite(J):
        checks.finite(z, "z", where)
        checks.finite(y, "y", where)
        raise checks.NonFiniteError(f"{where}: the loss overflows; the largest |z| is {np.abs(z).max():.3g}")
