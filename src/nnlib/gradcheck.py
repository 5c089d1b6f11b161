"""Analytic gradients against numerical ones (section 4)."""

import numpy as np

from . import checks
from .layer import all_layers

STEP = 1e-5


def gradcheck(net, loss, x, y=None):
    """The largest relative difference between backpropagation and central differences, over all parameters and x.

    `loss` may be None; then J is a fixed random linear function of the output. Each derivative is estimated by
    (J(θ + s) − J(θ − s)) / 2s with s = 10⁻⁵. The difference of an entry is taken relative to the largest entry of its
    array (dJ/dW, dJ/db, …, dJ/dx), analytic or numerical, or to 1/1000 of the largest entry of all arrays if that is
    more: an array that is zero but for rounding does not count as wrong. Correct layers give about 10⁻⁹.

    The parameters, x and running averages are left as they were, and so are the generators of the layers, which draw
    the same numbers in every pass: dropout keeps its mask. Raises TypeError unless x and all parameters are float64,
    ValueError where two passes over x differ all the same; otherwise as the network and the loss do.

    >>> from nnlib import SquaredError, mlp
    >>> net = mlp([2, 3, 1], rng=np.random.default_rng(0))
    >>> gradcheck(net, SquaredError(), np.array([[0.5, -1.0]]), np.array([[1.0]])) < 1e-7
    True
    """
    if not isinstance(x, np.ndarray) or any(array.dtype != np.float64 for array in (x, *net.parameters())):
        raise TypeError("gradcheck: x and all parameters must be arrays of float64")
    checks.finite(x, "x", "gradcheck")
    running, generators = [array.copy() for array in net.running()], generators_of(net)

    def forward(x):
        for generator, state in generators:
            generator.bit_generator.state = state
        return net.forward(x)

    try:
        z = forward(x)
        if not np.allclose(forward(x), z, rtol=1e-9, atol=1e-12):
            raise ValueError(f"gradcheck: {net!r} puts out something else for the same x; fix what it draws at random")
        J_of, dz = objective(loss, z, y)
        dx = net.backward(dz)
        analytic = [gradient.copy() for gradient in (*net.gradients(), dx)]
        x_moved = x.copy()
        moved = (*net.parameters(), x_moved)
        numerical = [numerical_gradient(lambda: J_of(forward(x_moved)), array) for array in moved]
    finally:
        for generator, state in generators:
            generator.bit_generator.state = state
        for array, values in zip(net.running(), running, strict=True):
            array[...] = values
    return largest_difference(analytic, numerical)


def generators_of(net):
    """Pairs (generator, its state) of all layers."""
    found = [
        value for layer in all_layers(net) for value in vars(layer).values() if isinstance(value, np.random.Generator)
    ]
    return [(generator, generator.bit_generator.state) for generator in found]


def objective(loss, z, y):
    """J as a function of the output, and its derivative at the output z."""
    if loss is None:
        weights = np.random.default_rng(0).normal(size=z.shape)
        return lambda output: float(np.sum(weights * output)), weights
    loss(z, y)
    return lambda output: loss(output, y), loss.backward()


def numerical_gradient(J, array):
    """dJ/d(array) by central differences; each entry is moved in place and put back."""
    gradient = np.empty_like(array)
    for index in np.ndindex(array.shape):
        value = array[index]
        try:
            array[index] = value + STEP
            above = J()
            array[index] = value - STEP
            gradient[index] = (above - J()) / (2 * STEP)
        finally:
            array[index] = value
    return gradient


def largest_difference(analytic, numerical):
    """The measure that `gradcheck` documents."""
    sizes = [max(np.abs(a).max(), np.abs(n).max()) for a, n in zip(analytic, numerical, strict=True)]
    floor = max(sizes) / 1000 or 1.0
    differences = [
        np.abs(a - n).max() / max(size, floor) for a, n, size in zip(analytic, numerical, sizes, strict=True)
    ]
    return float(max(differences))
