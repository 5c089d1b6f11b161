"""What every layer is: parameters and their gradients, each in one vector; a mode; a function to call."""

import math
from functools import cached_property
from operator import attrgetter

import numpy as np

from . import checks


def stored(name, meaning):
    """An attribute for one of a layer's arrays: reading gives the array, assigning writes into it after a check."""

    def write(layer, values):
        checks.fill(getattr(layer, "_" + name), values, f"{layer!r}.{name}")

    return property(attrgetter("_" + name), write, doc=meaning)


class Layer:
    """What all layers have: parameters, their gradients, a mode, and being called like a function.

    A subclass has `forward(x)` and `backward(dy)`; if it has parameters it allocates them with `_allocate`. They lie in
    one vector per layer, as do their gradients; `W`, `b`, `dW`, `db` are views of these vectors, so that an optimizer
    updates a layer by one operation, in place. They are always the present values: copy what you want to keep.

    `training` is True until `eval()` is called; dropout and batch normalization behave differently in the two modes.
    """

    training = True
    elementwise = False
    layers = ()
    _shapes = ()
    _running = ()

    def _allocate(self, dtype, **shapes):
        size = sum(map(math.prod, shapes.values()))
        self._shapes = tuple(shapes.items())
        self._theta, self._dtheta = np.zeros(size, dtype), np.zeros(size, dtype)
        self._tie()

    def _tie(self):
        start = 0
        for name, shape in self._shapes:
            stop = start + math.prod(shape)
            setattr(self, "_" + name, self._theta[start:stop].reshape(shape))
            setattr(self, "_d" + name, self._dtheta[start:stop].reshape(shape))
            start = stop

    def _memory(self, name, shape, dtype):
        """An array that the layer keeps under this name, zeros when new: the memory of one step serves the next."""
        kept = self._kept.get(name)
        if kept is None or kept.shape != shape or kept.dtype != dtype:
            kept = self._kept[name] = np.zeros(shape, dtype)
        return kept

    def _memory_like(self, name, x):
        """The same for an array that lies in memory as x does."""
        kept = self._kept.get(name)
        if kept is None or kept.shape != x.shape or kept.strides != x.strides or kept.dtype != x.dtype:
            kept = self._kept[name] = np.empty_like(x)
        return kept

    def _output(self, name, shape, dtype, reuse):
        """Where a result goes: into kept memory only if the caller is done with what it got there before (`reuse`).

        It is zeros when new.
        """
        return self._memory(name, shape, dtype) if reuse else np.zeros(shape, dtype)

    def _output_like(self, name, x, reuse):
        """The same for a result that lies in memory as x does."""
        return self._memory_like(name, x) if reuse else np.empty_like(x)

    @cached_property
    def _kept(self):
        return {}

    def __getstate__(self):
        return {name: value for name, value in self.__dict__.items() if name != "_kept"}

    def __setstate__(self, state):
        """A copied or unpickled layer has its own vectors; its arrays become views of them again."""
        self.__dict__.update(state)
        self._tie()

    def __call__(self, x):
        return self.forward(x)

    def __repr__(self):
        return f"{type(self).__name__}()"

    def blocks(self):
        """Pairs (parameters, gradient), each a flat array, of this layer if it has any and of the layers inside."""
        own = [(self._theta, self._dtheta)] if self._shapes else []
        return own + [block for layer in self.layers for block in layer.blocks()]

    def parameters(self):
        """The parameter arrays, in the order of `theta`."""
        own = [getattr(self, "_" + name) for name, _ in self._shapes]
        return own + [array for layer in self.layers for array in layer.parameters()]

    def gradients(self):
        """The gradient arrays that match `parameters()`; each backward pass assigns them anew, in place."""
        own = [getattr(self, "_d" + name) for name, _ in self._shapes]
        return own + [array for layer in self.layers for array in layer.gradients()]

    def running(self):
        """The arrays that forward passes change in training mode, such as running averages, in the order of layers."""
        own = [getattr(self, "_" + name) for name in self._running]
        return own + [array for layer in self.layers for array in layer.running()]

    def count_parameters(self):
        """The number of parameters; Σ (H_{l−1} + 1) H_l for a feed-forward network (Example 6-2)."""
        return sum(theta.size for theta, _ in self.blocks())

    @property
    def theta(self):
        """θ, all parameters in one vector (a copy): layer by layer, each array row by row. Assigning writes them all.

        Raises ValueError (wrong length, not finite) or TypeError (no numbers), changing nothing.
        """
        return np.concatenate([theta for theta, _ in self.blocks()] or [np.empty(0)])

    @theta.setter
    def theta(self, values):
        new = self.theta
        checks.fill(new, values, f"{type(self).__name__}.theta")
        start = 0
        for theta, _ in self.blocks():
            theta[:] = new[start : start + theta.size]
            start += theta.size

    def train(self):
        """Sets training mode, here and in all layers inside; returns the layer."""
        return self._set_training(True)

    def eval(self):
        """Sets evaluation mode, here and in all layers inside; returns the layer."""
        return self._set_training(False)

    def _set_training(self, training):
        self.training = training
        for layer in self.layers:
            layer._set_training(training)
        return self
