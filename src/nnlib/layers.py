"""Layers: `forward(x)` keeps what `backward(dy)` needs; `backward`, directly under it, passes dJ/dx on (section 4).

Data are rows: x is (n, n_in). Results are new arrays.
"""

import math
from itertools import pairwise

import numpy as np

from . import checks, fast
from .activations import Activation
from .layer import Layer, backward_to_parameters, check_each_once


class Dense(Layer):
    """A fully connected layer, r_j = Σ_i w_ij x_i + b_j (section 2): `W` (n_in, n_out), `b` (n_out,).

    Weights start uniform within ±√(6 / (n_in + n_out)) (Glorot & Bengio 2010, eq. 16), drawn from `rng`; biases at 0.
    `forward` takes x (n, n_in) and gives r (n, n_out); `backward` takes dJ/dr, leaves `dW` and `db`, and gives dJ/dx,
    but for `dx=False`. Axes between the first and the last are further rows: tokens (n, tokens, n_in) give (n, tokens,
    n_out). All arrays are of `dtype`, float64 or float32.

    Raises TypeError (no Generator, other type of number) or ValueError (shape, no rows, values not finite).

    >>> dense = Dense(2, 3, rng=np.random.default_rng(0))
    >>> dense.W = [[1, 2, 3], [4, 5, 6]]
    >>> dense.b = [0, 0, 10]
    >>> dense(np.array([[1.0, 0.0], [1.0, 1.0]]))
    array([[ 1.,  2., 13.],
           [ 5.,  7., 19.]])
    """

    optional_dx = True

    def __init__(self, n_in, n_out, *, rng=None, dtype=np.float64):
        n_in, n_out = checks.whole(n_in, "n_in", "Dense"), checks.whole(n_out, "n_out", "Dense")
        where = f"Dense({n_in}, {n_out})"
        rng, dtype = checks.generator(rng, where), checks.float_type(dtype, where)
        limit = math.sqrt(6 / (n_in + n_out))
        self.W, self.dW = rng.uniform(-limit, limit, (n_in, n_out)).astype(dtype), np.zeros((n_in, n_out), dtype)
        self.b, self.db = np.zeros(n_out, dtype), np.zeros(n_out, dtype)

    def forward(self, x):
        """r = x W + b."""
        self._kept = None
        checks.features(x, len(self.W), self.W.dtype, self)
        r = x @ self.W + self.b
        self._keep(x.copy(), r)
        return r

    def backward(self, dr, dx=True):
        """dW = xᵀ dr and db = Σ dr over all rows, dx = dr Wᵀ."""
        x = self._kept_for(dr)
        x_rows, dr_rows = x.reshape(-1, x.shape[-1]), dr.reshape(-1, dr.shape[-1])
        self.dW[:] = x_rows.T @ dr_rows
        self.db[:] = dr_rows.sum(axis=0)
        return dr @ self.W.T if dx else None

    def __repr__(self):
        n_in, n_out = self.W.shape
        kind = "" if self.W.dtype == np.float64 else f", dtype=np.{self.W.dtype}"
        return f"Dense({n_in}, {n_out}{kind})"


class Flatten(Layer):
    """Makes each data point one row: (n, …) becomes (n, product of the rest).

    >>> Flatten()(np.zeros((5, 2, 3, 3))).shape
    (5, 18)
    """

    def forward(self, x):
        if not isinstance(x, np.ndarray) or x.ndim < 2 or x.size == 0:
            raise ValueError(f"Flatten: x must be an array (n, …) that is not empty, got {checks.described(x)}")
        # In memory a data point is a column, as in convolutions and in runs of Dense layers.
        y = np.moveaxis(x, 0, -1).copy().reshape(-1, len(x)).T
        self._keep(x.shape, y)
        return y

    def backward(self, dy):
        n, *rest = self._kept_for(dy)
        return np.moveaxis(dy.T.copy().reshape(*rest, n), -1, 0)


class Sequential(Layer):
    """Layers one after the other, h_l = layer_l(h_{l−1}); `layers` is the tuple of them.

    Training needs no dJ/dx: `backward(dy, dx=False)` goes back no further than the parameters, and returns None. A run
    of Dense layers and activations goes as one step, which does what they do in less time (fast.py).

    Raises TypeError for what is not a layer, ValueError for none, for one layer twice (it keeps one forward pass) and
    for Dense layers that do not fit each other.

    >>> from nnlib import Tanh
    >>> rng = np.random.default_rng(0)
    >>> net = Sequential(Dense(2, 3, rng=rng), Tanh(), Dense(3, 1, rng=rng))
    >>> net.count_parameters()
    13
    """

    optional_dx = True

    def __init__(self, *layers):
        check_layers(layers, "Sequential")
        self.layers = layers
        check_each_once(self)
        check_sizes(layers)

    def _tie(self):
        super()._tie()
        self._steps = fast.steps(self.layers)
        needed = (i for i, step in enumerate(self._steps) if step.blocks() or not fast.is_own(step))
        self._first = next(needed, len(self._steps) - 1)  # where the backward pass of training ends

    def __getstate__(self):
        return {name: value for name, value in super().__getstate__().items() if name != "_steps"}

    def forward(self, x):
        for step in self._steps:
            x = step.forward(x)
        return x

    def backward(self, dy, dx=True):
        first, *rest = self._steps if dx else self._steps[self._first :]
        for step in reversed(rest):
            dy = step.backward(dy)
        return first.backward(dy) if dx else backward_to_parameters(first, dy)

    def __repr__(self):
        return f"Sequential({', '.join(map(repr, self.layers))})"


class Residual(Layer):
    """A residual block, h = s(x) + α F(x), where F is the given layers one after the other (section 6).

    α is `scale`. The skip connection s is the identity if `skip` is None; otherwise a layer that gives x the size of
    F(x): `ZeroExtension` if that is larger, or a projection W_s x by a `Dense` layer (images: a `Conv2D` of size 1).

    Raises ValueError where F(x) and s(x) differ in shape, TypeError or ValueError unless α is a finite number; as
    `Sequential` otherwise.

    >>> block = Residual(Dense(2, 2, rng=np.random.default_rng(0)), scale=0.5)
    >>> block.theta = [2, 0, 0, 2, 0, 10]
    >>> block(np.array([[3.0, 4.0]]))
    array([[ 6., 13.]])
    """

    def __init__(self, *layers, skip=None, scale=1.0):
        skips = () if skip is None else (skip,)
        check_layers((*layers, *skips), "Residual")
        self._F, self.skip = Sequential(*layers), skip
        self.scale = checks.real(scale, "scale", "Residual", -math.inf)
        self.layers = (*layers, *skips)

    def forward(self, x):
        F, s = self._F.forward(x), x if self.skip is None else self.skip.forward(x)
        if F.shape != s.shape:
            name = "x" if self.skip is None else "skip(x)"
            raise ValueError(f"{self!r}: F(x) has shape {F.shape}, but {name}, to be added to it, {s.shape}")
        return s + self.scale * F

    def backward(self, dh):
        return (dh if self.skip is None else self.skip.backward(dh)) + self._F.backward(self.scale * dh)

    def __repr__(self):
        parts = [repr(layer) for layer in self._F.layers]
        parts += [] if self.skip is None else [f"skip={self.skip!r}"]
        parts += [] if self.scale == 1 else [f"scale={self.scale:g}"]
        return f"Residual({', '.join(parts)})"


class ZeroExtension(Layer):
    """Extends x by zeros to `n` features or channels, for the skip connection of a `Residual` block (section 6).

    `forward` takes x (m, n_in, …) of float64 or float32 with n_in ≤ n. Raises TypeError or ValueError otherwise.

    >>> ZeroExtension(3)(np.array([[1.0, 2.0]]))
    array([[1., 2., 0.]])
    """

    def __init__(self, n):
        self.n = checks.whole(n, "n", "ZeroExtension")

    def forward(self, x):
        checks.floats(x, None, None, self)
        if x.ndim < 2 or x.shape[1] > self.n:
            raise ValueError(f"{self!r}: x must have at most {self.n} features, got {checks.described(x)}")
        h = np.zeros((len(x), self.n, *x.shape[2:]), x.dtype)
        h[:, : x.shape[1]] = x
        self._keep(x.shape[1], h)
        return h

    def backward(self, dh):
        n_in = self._kept_for(dh)
        return dh[:, :n_in].copy()

    def __repr__(self):
        return f"ZeroExtension({self.n})"


def check_layers(layers, where):
    """At least one layer, each a `Layer` object."""
    if not layers:
        raise ValueError(f"{where}: expected at least one layer, got none")
    for layer in layers:
        if not isinstance(layer, Layer):
            raise TypeError(f"{where}: expected layers, got {checks.described(layer)}")


def check_sizes(layers):
    """What a Dense layer puts out, a Dense layer after it must take; activations between them change no size."""
    for first, second in pairwise(layer for layer in layers if not isinstance(layer, Activation)):
        both = type(first) is type(second) is Dense
        if both and (first.W.shape[1] != second.W.shape[0] or first.W.dtype != second.W.dtype):
            raise ValueError(f"Sequential: {second!r} cannot take what {first!r} puts out")
