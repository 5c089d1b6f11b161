"""Networks of the book: feed-forward ones from their sizes, and LeNet."""

from itertools import pairwise

import numpy as np

from . import checks
from .activations import Identity, Tanh
from .conv import Conv2D
from .layer import Layer
from .layers import Dense, Flatten, Sequential
from .pooling import AvgPool2D


def mlp(sizes, hidden=Tanh, output=Identity, rng=None, dtype=np.float64):
    """A feed-forward network h_l = a_l(h_{l−1} W_l + b_l) with layers of `sizes` H_0, …, H_L (section 2).

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


def lenet5(rng=None, dtype=np.float64):
    """LeNet-5 (section 7; LeCun et al. 1998): images (n, 1, 28, 28) to linear outputs (n, 10), for `SoftmaxNLL`.

    6×28×28 by 5×5 filters with padding 2, averaged to 6×14×14; 16×10×10 by 5×5 filters, averaged to 16×5×5; then 400
    values fully connected to 120, 84 and 10 units: 61,706 parameters. The activations are tanh, as in the original.

    Raises TypeError for a missing Generator or a type of number other than float64 and float32.

    >>> net = lenet5(rng=np.random.default_rng(0))
    >>> net.count_parameters()
    61706
    >>> net(np.zeros((2, 1, 28, 28))).shape
    (2, 10)
    """
    checks.generator(rng, "lenet5")
    options = {"rng": rng, "dtype": checks.float_type(dtype, "lenet5")}
    return Sequential(
        Conv2D(1, 6, 5, padding=2, **options),
        Tanh(),
        AvgPool2D(2),
        Conv2D(6, 16, 5, **options),
        Tanh(),
        AvgPool2D(2),
        Flatten(),
        Dense(400, 120, **options),
        Tanh(),
        Dense(120, 84, **options),
        Tanh(),
        Dense(84, 10, **options),
    )


def activation(make, name):
    """The activation that `make` gives; it must be a new one each time, since a layer keeps its own forward pass."""
    layer = None if isinstance(make, Layer) or not callable(make) else make()
    if not hasattr(layer, "slope"):
        raise TypeError(f"mlp: {name} must be an activation's class, such as Tanh, got {checks.described(make)}")
    return layer
