"""The one file that is about memory: steps that give what the layers' own `forward` and `backward` give, to rounding,
and leave in the layers what they keep, so that a reader may take the layers for them.

An activation between two layers of this package writes over what comes in, since nobody else needs it. A run of Dense
layers and activations copies nothing at all: each layer's output is written where the next one keeps its input. Inside
it a column is a data point, and a row of ones stands below x: then one product with [W; b] is x W + b, and one gives
both dW and db.

Layers of other types, subclasses too, go by their own methods.
"""

import numpy as np

from . import checks, layers
from .activations import Activation
from .layer import backward_to_parameters


def steps(sequence):
    """The layers of a sequence, in their fast form where they have one: runs of Dense layers, an activation or none
    after each, and other activations between layers of this package.
    """
    found, run = [], []
    for before, layer, after in zip([None, *sequence], [*sequence, None], [*sequence[1:], None, None], strict=True):
        own_activation = is_own(layer) and isinstance(layer, Activation)
        if type(layer) is layers.Dense or (own_activation and run and type(before) is layers.Dense):
            run.append(layer)
            continue
        if run:
            found.append(Run(run))
            run = []
        if own_activation and is_own(before) and is_own(after) and found[-1] is before:
            found[-1] = InPlace(before, layer)
        elif layer is not None:
            found.append(layer)
    return found


def is_own(layer):
    """Whether it is a layer of this package, none inside: then it neither keeps nor changes what it gets and gives."""
    return type(layer).__module__.startswith(f"{__package__}.") and not layer.layers


class InPlace:
    """A layer and the activation after it, which writes over what the layer puts out."""

    optional_dx = True
    layers = ()

    def __init__(self, layer, activation):
        self.layer, self.activation = layer, activation

    def blocks(self):
        return self.layer.blocks()

    def forward(self, x):
        vars(self.activation)["_kept"] = None  # the memory of the last pass serves this one
        r = self.layer.forward(x)
        h = self.activation.f(r, r)
        self.activation._keep(h, h)
        return h

    def backward(self, dh, dx=True):
        h = self.activation._kept_for(dh)
        dr = np.multiply(dh, self.activation.slope_at(h), dh)
        return self.layer.backward(dr) if dx else backward_to_parameters(self.layer, dr)


class Run:
    """A run of layers. Room for what they keep is made when the number of points changes; each pass fills it anew."""

    optional_dx = True

    def __init__(self, run):
        self.layers, self.n, self.kept = run, None, [(run[0], ())]
        pairs = [pair for pair in zip(run, [*run[1:], None], strict=True) if type(pair[0]) is layers.Dense]
        self.links = [Link(dense, None if type(after) is layers.Dense else after) for dense, after in pairs]

    def blocks(self):
        return [block for layer in self.layers for block in layer.blocks()]

    def make_room(self, n):
        self.n, self.kept, following = n, [], None
        for link in reversed(self.links):
            self.kept += link.make_room(n, following)
            following = link

    def forward(self, x):
        first = self.layers[0]
        first._kept = None
        checks.features(x, len(first.W), first.W.dtype, first)
        if x.ndim > 2:
            for layer in self.layers:
                x = layer.forward(x)
            return x
        if len(x) != self.n:
            self.make_room(len(x))
        self.links[0].x[...] = x.T
        for link in self.links:
            y = link.forward()
        for layer, kept in self.kept:
            vars(layer)["_kept"] = kept
        return y.T if link.activation is None else y.T.copy("K")

    def backward(self, dy, dx=True):
        for layer, kept in self.kept:
            if layer._kept is not kept:  # it has been called by itself since
                return self.backward_one_by_one(dy, dx)
        self.layers[-1]._kept_for(dy)
        d, first, last = dy.T, self.links[0], self.links[-1]
        for link in reversed(self.links):
            d = link.backward(d, mine=link is not last, dx=dx or link is not first)
        return d.T if dx else None

    def backward_one_by_one(self, dy, dx):
        for layer in reversed(self.layers[1:]):
            dy = layer.backward(dy)
        return self.layers[0].backward(dy, dx)


class Link:
    """A Dense layer and the activation after it, or None; x1 are the points that it takes, with a row of ones."""

    def __init__(self, dense, activation):
        self.dense, self.activation = dense, activation
        shape = len(dense.W) + 1, len(dense.b)
        self.Theta_T, self.dTheta = dense._theta.reshape(shape).T, dense._dtheta.reshape(shape)

    def make_room(self, n, following):
        """Pairs (layer, what it keeps) for n points; what the layers put out is where the following link takes it."""
        n_out, n_in = self.Theta_T.shape
        self.x1, self.y = np.ones((n_in, n), self.Theta_T.dtype), None
        self.x = self.x1[:-1]
        if following is not None:
            self.y = following.x
        elif self.activation is not None:
            self.y = np.empty((n_out, n), self.x1.dtype)
        kept = [(self.dense, (self.x.T, (n, n_out), self.x1.dtype))]
        if self.activation is not None:
            kept.append((self.activation, (self.y.T, (n, n_out), self.x1.dtype)))
        return kept

    def forward(self):
        y = self.Theta_T.dot(self.x1, self.y)
        return y if self.activation is None else self.activation.f(y, y)

    def backward(self, d, mine, dx):
        """dx, in columns, from d, which is written over if it is `mine`."""
        if self.activation is not None:
            d = np.multiply(d, self.activation.slope_at(self.y), d if mine else None)
        self.x1.dot(d.T, self.dTheta)
        return self.dense.W.dot(d) if dx else None
