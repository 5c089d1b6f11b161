"""Batch normalization (section 10)."""

import math

import numpy as np

from . import checks
from .layer import Layer, stored


class BatchNorm(Layer):
    """Batch normalization of `n` features or channels, h = γ (x − μ) / √(σ² + ε) + β (section 10).

    In training mode μ and σ² are each feature's mean and variance in the mini-batch, Σ (x − μ)² / m over its m values;
    `running_mean` and `running_var` then move towards them by the share `momentum` of the way. In evaluation mode they
    take the place of μ and σ² and stay as they are. Momentum 1 locks the values of the most recent mini-batch.

    `forward` takes x (m, n), or images (N, n, height, width), whose m = N · height · width values a channel has;
    `backward` leaves `dgamma` and `dbeta`, and gives dJ/dx, in training mode through μ and σ², too. `gamma` (n,)
    starts at 1, `beta` (n,) at 0, the running mean at 0 and the running variance at 1.

    Raises TypeError (other type of number) or ValueError (shape, values not finite; unless 0 < momentum ≤ 1, eps > 0).

    >>> bn = BatchNorm(1, momentum=1, eps=1e-9)
    >>> bn(np.array([[1.0], [3.0]])).round(6)
    array([[-1.],
           [ 1.]])
    >>> bn.eval()(np.array([[7.0]])).round(6)
    array([[5.]])
    """

    makes_new = True
    gamma = stored("gamma", "scale γ, (n,)")
    beta = stored("beta", "shift β, (n,)")
    dgamma = stored("dgamma", "∂J/∂γ of the last backward pass")
    dbeta = stored("dbeta", "∂J/∂β of the last backward pass")
    running_mean = stored("running_mean", "μ in evaluation mode, (n,)")
    running_var = stored("running_var", "σ² in evaluation mode, (n,)")
    _running = ("running_mean", "running_var")

    def __init__(self, n, *, momentum=0.1, eps=1e-5, dtype=np.float64):
        n = checks.whole(n, "n", "BatchNorm")
        self.momentum = checks.real(momentum, "momentum", "BatchNorm", 0, 1, low_itself=False, high_itself=True)
        self.eps = checks.real(eps, "eps", "BatchNorm", low_itself=False)
        self._allocate(checks.float_type(dtype, "BatchNorm"), gamma=(n,), beta=(n,))
        self._gamma[:] = 1
        self._running_mean, self._running_var = np.zeros(n, dtype), np.ones(n, dtype)

    def _tie(self):
        super()._tie()
        self._x_hat = None

    def forward(self, x, reuse=False):
        """x̂ = (x − μ) / √(σ² + ε), h = γ x̂ + β."""
        n, images = len(self._gamma), getattr(x, "ndim", 0) == 4
        checks.floats(x, ("n", n, "height", "width") if images else ("n", n), self._gamma.dtype, self)
        self._x_hat = None
        if not checks.is_finite(x.ravel("K")):
            checks.finite(x, "x", self)
        x_hat = self._memory_like("x_hat", x)
        if self.training:
            self._m = x.size / n
            mu = total(x) / self._m
            np.subtract(x, along(mu, x), out=x_hat)
            var = total_of_products(x_hat, x_hat) / self._m
            for running, of_batch in ((self._running_mean, mu), (self._running_var, var)):
                running[:] = (1 - self.momentum) * running + self.momentum * of_batch
        else:
            self._m, mu, var = math.inf, self._running_mean, self._running_var
            np.subtract(x, along(mu, x), out=x_hat)
        self._inverse = 1 / np.sqrt(var + self.eps)
        x_hat *= along(self._inverse, x)
        self._x_hat = x_hat
        h = np.multiply(x_hat, along(self._gamma, x), out=self._output_like("h", x, reuse))
        h += along(self._beta, x)
        return h

    def backward(self, dh, reuse=False):
        """dγ = Σ dh x̂, dβ = Σ dh, dx = γ / √(σ² + ε) · (dh − dβ / m − x̂ dγ / m); m = ∞ in evaluation mode, where μ and
        σ² do not depend on x.
        """
        checks.called_before(self._x_hat, self)
        x_hat, m = self._x_hat, self._m
        checks.matches(dh, x_hat.shape, x_hat.dtype, self)
        self._dgamma[:], self._dbeta[:] = total_of_products(dh, x_hat), total(dh)
        dx = np.multiply(x_hat, along(self._dgamma / -m, x_hat), out=self._output_like("dx", x_hat, reuse))
        dx += dh
        dx -= along(self._dbeta / m, x_hat)
        dx *= along(self._gamma * self._inverse, x_hat)
        return dx

    def __repr__(self):
        kind = "" if self._gamma.dtype == np.float64 else f", dtype=np.{self._gamma.dtype}"
        return f"BatchNorm({len(self._gamma)}, momentum={self.momentum:g}, eps={self.eps:g}{kind})"


def along(values, x):
    """One number for each feature (n,), so that it meets x's second axis."""
    return values if x.ndim == 2 else values[:, None, None]


def total(x):
    """The sum over all axes but the second."""
    return np.ones(len(x), x.dtype).dot(x) if x.ndim == 2 else x.sum(axis=(0, 2, 3))


def total_of_products(x, y):
    """The sum of x y over all axes but the second."""
    return np.einsum("ij,ij->j" if x.ndim == 2 else "nchw,nchw->c", x, y)
