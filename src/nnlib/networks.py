"""Networks built from sizes."""

from itertools import pairwise

import numpy as np

from . import checks
from .activations import Identity, Tanh
from .layer import Layer
from .layers import Dense, Sequential


def mlp(sizes, hidden=Tanh, output=Identity, rng=None, dtype=np.float64):
    """A feed-forward network h_l = a_l(h_{l−1} W_l + b_l) with layers of `sizes` H_0, …, H_L (eq. 6.1).

    `hidden` and `output` make an activation when called, such as `ReLU` or `lambda: LeakyReLU(0.1)`. A linear output is
    left as it is: no `Identity` stands at the end. `rng` draws the weights layer by layer (`Dense`).

    Raises TypeError or ValueError for fewer than two sizes, sizes that are not positive whole numbers, activations that
    are not, and a missing Generator.

    >>> from nnlib import ReLU
    >>> mlp([2, 3, 1], hidden=ReLU, rng=np.random.default_rng(0))
    Sequential(Dense(2, 3), ReLU(), Dense(3, 1))
    """
    try:
        sizes = [checks.whole(size, "each size", "mlp") for size in sizes]
    except TypeError as error:
        raise TypeError(f"mlp: sizes must be whole numbers H_0, …, H_L, got {checks.described(sizes)}") from error
    if len(sizes) < 2:
        raise ValueError(f"mlp: expected at least the sizes of input and output, got {sizes}")
    checks.generator(rng, "mlp")
    layers = []
    for n_in, n_out in pairwise(sizes):
        layers += [Dense(n_in, n_out, rng=rng, dtype=dtype), activation(hidden, "hidden")]
    layers[-1] = activation(output, "output")
    return Sequential(*(layers[:-1] if isinstance(layers[-1], Identity) else layers))


def activation(make, name):
    """The activation that `make` gives; it must be a new one each time, since a layer keeps its own forward pass."""
    layer = None if isinstance(make, Layer) or not callable(make) else make()
    if not hasattr(layer, "slope"):
        raise TypeError(f"mlp: {name} must be an activation's class, such as Tanh, got {checks.described(make)}")
    return layer
