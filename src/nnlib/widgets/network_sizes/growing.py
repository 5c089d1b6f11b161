"""Seeded weights that stay as they are while a network grows; `engine/growing.js` draws the same numbers."""

import math

import numpy as np

from ...activations import Identity, LeakyReLU, Logistic, ReLU, Tanh
from ..random_numbers import Random

ACTIVATIONS = {"tanh": Tanh, "logistic": Logistic, "relu": ReLU, "leaky relu": LeakyReLU, "identity": Identity}
STREAMS = 64
# By activation: the largest weight of the first layer; of a hidden layer and of the output layer, over √H_{l−1}; and
# between which inputs a unit's weighted inputs change their sign.
DRAWS = {
    "tanh": (12.0, 4.0, 2.0, (-1, 1)),
    "logistic": (20.0, 12.0, 4.0, (0, 1)),
    "relu": (8.0, 2.0, 1.0, (0, 2)),
    "leaky relu": (8.0, 2.0, 1.0, (0, 2)),
    "identity": (2.0, 1.5, 1.0, (-1, 1)),
}
SIDE = 9
POSITIVE = (0.35, 0.65)
APART = 1e-6


def growing_theta(sizes, activation, seed):
    """θ of a network H_0, …, H_L for inputs from −1 to 1, in `nnlib`'s order, drawn from a whole number `seed`.

    Every unit draws from random numbers of its own, so a unit that is added leaves those of the others alone, and the
    output layer keeps its weights at any depth. Where a sum gets more terms, all of them shrink with 1/√H_{l−1}. Each
    output's bias puts its zero between its own values: between 35 % and 65 % of the inputs are on the positive side, so
    that a larger network does not hide its bends above or below zero.

    >>> growing_theta([1, 2, 1], "tanh", seed=1).shape
    (7,)
    """
    layers = [_layer(sizes, layer, activation, seed) for layer in range(1, len(sizes))]
    h = _places(sizes[0])
    for W, b in layers[:-1]:
        h = ACTIVATIONS[activation]().f(h @ W + b)
    W, b = layers[-1]
    outputs = h @ W
    for j in range(sizes[-1]):
        share = _stream(seed, STREAMS - 1, j).uniform(*POSITIVE)
        b[j] = -_between(np.sort(outputs[:, j]), share)
    return np.concatenate([each.ravel() for layer in layers for each in layer])


def _stream(seed, layer, j):
    return Random((seed * STREAMS + layer) * STREAMS + j)


def _layer(sizes, layer, activation, seed):
    first, hidden, output, reach = DRAWS[activation]
    n_in, n_out = sizes[layer - 1], sizes[layer]
    is_output = layer == len(sizes) - 1
    if layer == 1:
        largest, (low, high) = first, (-1, 1)
    else:
        largest, (low, high) = (output if is_output else hidden) / math.sqrt(n_in), reach
    W, b = np.empty((n_in, n_out)), np.zeros(n_out)
    for j in range(n_out):
        stream = _stream(seed, 0 if is_output else layer, j)
        for i in range(n_in):
            W[i, j] = stream.uniform(-largest, largest)
            b[j] -= W[i, j] * stream.uniform(low, high)
    return W, b


def _places(n):
    """Inputs spread evenly over [−1, 1]ⁿ, n = 1 or 2."""
    side = np.linspace(-1, 1, SIDE**2 if n == 1 else SIDE)
    return np.stack(np.meshgrid(*[side] * n), axis=-1).reshape(-1, n)


def _between(ordered, share):
    """A number below this share of the values, halfway to one that differs."""
    k = int((1 - share) * len(ordered))
    above = ordered[ordered - ordered[k] > APART]
    below = ordered[ordered[k] - ordered > APART]
    other = above[0] if len(above) else below[-1] if len(below) else ordered[k]
    return (ordered[k] + other) / 2
