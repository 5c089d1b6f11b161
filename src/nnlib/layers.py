"""Layers: `forward(x)` keeps what `backward(dy)` needs; `backward`, directly under it, passes dJ/dx on (section 4).

Data are rows: x is (n, n_in). In memory a layer's values lie feature-major, as the transpose of an (n_out, n) array.
"""

import inspect
import math
from functools import cache
from itertools import pairwise

import numpy as np

from . import checks
from .activations import Activation
from .layer import Layer, stored


class Dense(Layer):
    """A fully connected layer, r_j = Σ_i w_ij x_i + b_j (eq. 6.1): `W` (n_in, n_out), `b` (n_out,).

    Weights start uniform within ±√(6 / (n_in + n_out)) (Glorot & Bengio 2010, eq. 16), drawn from `rng`; biases at 0.
    `forward` takes x (n, n_in) and gives r (n, n_out), a new array; `backward` takes dJ/dr, leaves `dW` and `db`, and
    gives dJ/dx, but for `dx=False`. All arrays are of `dtype`, float64 or float32.

    Weights and biases are the rows of one matrix Θ = [W; b], since b weights a constant x_0 = 1 (section 4): the kept
    `_x1` is the transpose of [x 1].

    Raises TypeError (no Generator, other type of number) or ValueError (shape, no rows, values not finite).

    >>> dense = Dense(2, 3, rng=np.random.default_rng(0))
    >>> dense.W = [[1, 2, 3], [4, 5, 6]]
    >>> dense.b = [0, 0, 10]
    >>> dense(np.array([[1.0, 0.0], [1.0, 1.0]]))
    array([[ 1.,  2., 13.],
           [ 5.,  7., 19.]])
    """

    W = stored("W", "weights w_ij, (n_in, n_out)")
    b = stored("b", "biases b_j, (n_out,)")
    dW = stored("dW", "∂J/∂w_ij of the last backward pass")
    db = stored("db", "∂J/∂b_j of the last backward pass")

    def __init__(self, n_in, n_out, *, rng=None, dtype=np.float64):
        n_in, n_out = checks.whole(n_in, "n_in", "Dense"), checks.whole(n_out, "n_out", "Dense")
        checks.generator(rng, f"Dense({n_in}, {n_out})")
        self._allocate(checks.float_type(dtype, f"Dense({n_in}, {n_out})"), W=(n_in, n_out), b=(n_out,))
        limit = math.sqrt(6 / (n_in + n_out))
        self._W[:] = rng.uniform(-limit, limit, (n_in, n_out))

    def _tie(self):
        super()._tie()
        n_in, n_out = self._W.shape
        self._Theta = self._theta.reshape(n_in + 1, n_out)
        self._dTheta = self._dtheta.reshape(n_in + 1, n_out)
        self._x1 = None

    def forward(self, x):
        """r = [x 1] Θ."""
        checks.rows(x, self._W.shape[0], self._W.dtype, self)
        self._x1 = None
        x1 = with_one(x)
        if not checks.is_finite(x1.T.ravel()):
            checks.finite(x, "x", self)
        self._x1 = x1
        return product(x1, self._Theta)

    def backward(self, dr, dx=True):
        """dΘ = [x 1]ᵀ dr, dx = dr Wᵀ."""
        checks.called_before(self._x1, self)
        checks.matches(dr, (len(self._x1), self._W.shape[1]), self._W.dtype, self)
        self._x1.T.dot(dr, out=self._dTheta)
        return product(dr, self._W.T) if dx else None

    def __repr__(self):
        n_in, n_out = self._W.shape
        kind = "" if self._W.dtype == np.float64 else f", dtype=np.{self._W.dtype}"
        return f"Dense({n_in}, {n_out}{kind})"


class Flatten(Layer):
    """Makes each data point one row: (n, …) becomes (n, product of the rest).

    >>> Flatten()(np.zeros((5, 2, 3, 3))).shape
    (5, 18)
    """

    shape = None

    def forward(self, x):
        if not isinstance(x, np.ndarray) or x.ndim < 2 or x.size == 0:
            raise ValueError(f"Flatten: x must be an array (n, …) that is not empty, got {checks.described(x)}")
        self.shape, self.dtype = x.shape, x.dtype
        return np.moveaxis(x, 0, -1).reshape(-1, len(x)).T  # no copy of rows, nor of columns

    def backward(self, dy):
        checks.called_before(self.shape, self)
        checks.matches(dy, (self.shape[0], math.prod(self.shape[1:])), self.dtype, self)
        return dy.reshape(self.shape)


class Sequential(Layer):
    """Layers one after the other, h_l = layer_l(h_{l−1}); `layers` is the tuple of them.

    Training needs no dJ/dx: `backward(dy, dx=False)` goes back no further than the parameters, and returns None.

    Raises TypeError for what is not a layer, ValueError for none, for one layer twice (it keeps one forward pass) and
    for Dense layers that do not fit each other.

    >>> from nnlib import Tanh
    >>> rng = np.random.default_rng(0)
    >>> net = Sequential(Dense(2, 3, rng=rng), Tanh(), Dense(3, 1, rng=rng))
    >>> net.count_parameters()
    13
    """

    def __init__(self, *layers):
        check_layers(layers, "Sequential")
        check_sizes(layers)
        self.layers = layers
        # Where training's backward pass ends: the first layer with parameters, without its dJ/dx.
        self._first = next((i for i, layer in enumerate(layers) if layer.blocks()), len(layers) - 1)
        self._last_step = without_dx(layers[self._first])

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dy, dx=True):
        first, last_step = (0, {}) if dx else (self._first, self._last_step)
        for layer in self.layers[:first:-1]:
            dy = layer.backward(dy)
        dx_of_first = self.layers[first].backward(dy, **last_step)
        return dx_of_first if dx else None

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
        self.F, self.skip = Sequential(*layers), skip
        self.scale = checks.real(scale, "scale", "Residual", -math.inf)
        self.layers = (*layers, *skips)

    def forward(self, x):
        F, s = self.F.forward(x), x if self.skip is None else self.skip.forward(x)
        if F.shape != s.shape:
            name = "x" if self.skip is None else "skip(x)"
            raise ValueError(f"{self!r}: F(x) has shape {F.shape}, but {name}, to be added to it, {s.shape}")
        return s + self.scale * F

    def backward(self, dh):
        return (dh if self.skip is None else self.skip.backward(dh)) + self.F.backward(self.scale * dh)

    def __repr__(self):
        parts = [repr(layer) for layer in self.F.layers]
        parts += [] if self.skip is None else [f"skip={self.skip!r}"]
        parts += [] if self.scale == 1 else [f"scale={self.scale:g}"]
        return f"Residual({', '.join(parts)})"


class ZeroExtension(Layer):
    """Extends x by zeros to `n` features or channels, for the skip connection of a `Residual` block (section 6).

    `forward` takes x (m, n_in, …) of float64 or float32 with n_in ≤ n. Raises TypeError or ValueError otherwise.

    >>> ZeroExtension(3)(np.array([[1.0, 2.0]]))
    array([[1., 2., 0.]])
    """

    x_shape = None

    def __init__(self, n):
        self.n = checks.whole(n, "n", "ZeroExtension")

    def forward(self, x):
        checks.floats(x, None, None, self)
        if x.ndim < 2 or x.shape[1] > self.n:
            raise ValueError(f"{self!r}: x must have at most {self.n} features, got {checks.described(x)}")
        self.x_shape, self.dtype = x.shape, x.dtype
        h = np.zeros((len(x), self.n, *x.shape[2:]), x.dtype)
        h[:, : x.shape[1]] = x
        return h

    def backward(self, dh):
        checks.called_before(self.x_shape, self)
        m, n_in, *rest = self.x_shape
        checks.matches(dh, (m, self.n, *rest), self.dtype, self)
        return dh[:, :n_in].copy()

    def __repr__(self):
        return f"ZeroExtension({self.n})"


def check_layers(layers, where):
    """At least one layer, each a `Layer` object and none twice."""
    if not layers:
        raise ValueError(f"{where}: expected at least one layer, got none")
    for layer in layers:
        if not isinstance(layer, Layer):
            raise TypeError(f"{where}: expected layers, got {checks.described(layer)}")
    if len(set(map(id, layers))) < len(layers):
        raise ValueError(f"{where}: a layer stands twice; make two layers, since each keeps its own forward pass")


def with_one(x):
    """[x 1], feature-major: in memory the transpose of an (n_in + 1, n) array."""
    x1 = np.empty((x.shape[1] + 1, len(x)), x.dtype)
    x1[:-1] = x.T
    x1[-1] = 1
    return x1.T


def product(x, W):
    """x W, feature-major."""
    return W.T.dot(x.T).T


def without_dx(layer):
    """The option of its `backward` that spares dJ/dx, if the layer has it."""
    backward = layer.backward
    return {"dx": False} if "dx" in options_of(getattr(backward, "__func__", backward)) else {}


@cache
def options_of(function):
    parameters = inspect.signature(function).parameters.values()
    return {parameter.name for parameter in parameters if parameter.default is not parameter.empty}


def check_sizes(layers):
    """What a Dense layer puts out, a Dense layer after it must take; activations between them change no size."""
    for first, second in pairwise(layer for layer in layers if not isinstance(layer, Activation)):
        both = type(first) is type(second) is Dense
        if both and (first.W.shape[1] != second.W.shape[0] or first.W.dtype != second.W.dtype):
            raise ValueError(f"Sequential: {second!r} cannot take what {first!r} puts out")
