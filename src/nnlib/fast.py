"""The one file that is about memory: Dense layers and activations that follow each other, worked out as one step.

A run gives what its layers' own `forward` and `backward` give, to rounding, and leaves in them what they keep, so that
a reader may take the layers for it. It copies nothing between them: each layer's output is written where the next one
keeps its input, and an activation writes over what comes in. Inside, a column is a data point, and a row of ones stands
below x: then one product with [W; b] is x W + b, and one gives both dW and db.

Layers of other types, subclasses too, go by their own methods.
"""

import numpy as np

from . import checks, layers
from .activations import Identity, LeakyReLU, Logistic, ReLU, Step, Tanh

ACTIVATIONS = (Identity, LeakyReLU, Logistic, ReLU, Step, Tanh)


def steps(sequence):
    """The layers of a sequence; each run of Dense layers, an activation or none after each, as one `Run`."""
    found, run = [], []
    for layer in (*sequence, None):
        if type(layer) is layers.Dense or (run and type(run[-1]) is layers.Dense and type(layer) in ACTIVATIONS):
            run.append(layer)
            continue
        found += [Run(run)] if len(run) > 1 else run
        run = []
        if layer is not None:
            found.append(layer)
    return found


class Run:
    """A run of layers. `links` are its Dense layers, each with its activation or None, [W; b] and its gradient."""

    optional_dx = True

    def __init__(self, run):
        self.layers, self.links = run, []
        for dense, after in zip(run, [*run[1:], None], strict=True):
            if type(dense) is layers.Dense:
                activation = None if type(after) is layers.Dense else after
                shape = len(dense.W) + 1, len(dense.b)
                self.links.append((dense, activation, dense._theta.reshape(shape), dense._dtheta.reshape(shape)))

    def blocks(self):
        return [block for layer in self.layers for block in layer.blocks()]

    def forward(self, x):
        first = self.layers[0]
        checks.features(x, len(first.W), first.W.dtype, first)
        if x.ndim > 2:
            for layer in self.layers:
                x = layer.forward(x)
            return x
        last = len(self.links) - 1
        for i, (dense, activation, Theta, _) in enumerate(self.links):
            if i == 0:
                x1 = with_ones(Theta, len(x))
                x1[:-1] = x.T
            y1 = with_ones(self.links[i + 1][2], len(x)) if i < last else None
            r = Theta.T.dot(x1, y1 if y1 is None else y1[:-1])
            dense._keep(x1[:-1].T, r.T)
            if activation is not None:
                activation._keep(activation.f(r, r).T, r.T)
            x1 = y1
        return r.T if activation is None else r.T.copy("K")

    def backward(self, dy, dx=True):
        self.layers[-1]._kept_for(dy)
        if not all(kept_by_run(layer, len(dy)) for layer in self.layers):
            for layer in reversed(self.layers[1:]):
                dy = layer.backward(dy)
            return self.layers[0].backward(dy, dx)
        d, mine = dy.T, False
        for dense, activation, _, dTheta in reversed(self.links):
            if activation is not None:
                d = np.multiply(d, activation.slope_at(activation._kept[0].T), d if mine else None)
            dense._kept[0].base.dot(d.T, dTheta)
            if dx or dense is not self.layers[0]:
                d, mine = dense.W.dot(d), True
        return d.T if dx else None


def with_ones(Theta, n):
    """Room for what a layer with these parameters takes, n points, one a column, with a row of ones below."""
    x1 = np.empty((len(Theta), n), Theta.dtype)
    x1[-1] = 1
    return x1


def kept_by_run(layer, n):
    """Whether what the layer keeps is a run's, of n points; else it has been called by itself since, or got tokens."""
    return layer._kept is not None and layer._kept[0].base is not None and len(layer._kept[0]) == n
