"""Layer normalization: batch normalization's formula along a row instead of down a batch (section 10)."""

import numpy as np

from . import checks
from .layer import Layer


class LayerNorm(Layer):
    """Layer normalization of `d` features, h = γ (x − μ) / √(σ² + ε) + β.

    μ and σ² are mean and variance of the d features of one row, Σ (x − μ)² / d: a data point or a token by itself. So
    other rows change nothing, and both modes are the same, unlike with `BatchNorm`.

    `forward` takes x (n, …, d) and gives h of the same shape, a new array; `backward` leaves `dgamma` and `dbeta`, and
    gives dJ/dx, through μ and σ², too. `gamma` (d,) starts at 1, `beta` (d,) at 0.

    Raises TypeError (other type of number) or ValueError (shape, values not finite; unless d ≥ 2, since one feature is
    its own mean, and eps > 0).

    >>> LayerNorm(2, eps=1e-9)(np.array([[1.0, 3.0], [100.0, 80.0]])).round(6)
    array([[-1.,  1.],
           [ 1., -1.]])
    """

    def __init__(self, d, *, eps=1e-5, dtype=np.float64):
        d, dtype = checks.whole(d, "d", "LayerNorm", least=2), checks.float_type(dtype, "LayerNorm")
        self.eps = checks.real(eps, "eps", "LayerNorm", low_itself=False)
        self.gamma, self.dgamma = np.ones(d, dtype), None
        self.beta, self.dbeta = np.zeros(d, dtype), None

    def forward(self, x):
        """x̂ = (x − μ) / √(σ² + ε), h = γ x̂ + β."""
        self._kept = None
        checks.features(x, len(self.gamma), self.gamma.dtype, self)
        x_hat = x - x.mean(axis=-1, keepdims=True)
        inverse = 1 / np.sqrt(mean_of_products(x_hat, x_hat) + self.eps)
        x_hat *= inverse
        h = self.gamma * x_hat + self.beta
        self._keep((x_hat, inverse), h)
        return h

    def backward(self, dh):
        """dγ = Σ dh x̂ and dβ = Σ dh over the rows; with dx̂ = γ dh and means over a row's features,
        dx = (dx̂ − mean(dx̂) − x̂ mean(dx̂ x̂)) / √(σ² + ε).
        """
        x_hat, inverse = self._kept_for(dh)
        rows = tuple(range(dh.ndim - 1))
        self.dgamma[:], self.dbeta[:] = (dh * x_hat).sum(axis=rows), dh.sum(axis=rows)
        dx_hat = self.gamma * dh
        return inverse * (dx_hat - dx_hat.mean(axis=-1, keepdims=True) - x_hat * mean_of_products(dx_hat, x_hat))

    def __repr__(self):
        kind = "" if self.gamma.dtype == np.float64 else f", dtype=np.{self.gamma.dtype}"
        return f"LayerNorm({len(self.gamma)}, eps={self.eps:g}{kind})"


def mean_of_products(x, y):
    """The mean of x y over the last axis, which stays as one of length 1."""
    return np.einsum("...d,...d->...", x, y)[..., None] / x.shape[-1]
