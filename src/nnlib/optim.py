"""Optimizers: `step()` moves all parameters of a network, in place, by what its last backward pass left.

They see a network as a few vectors θ with gradients ∇J, one pair a layer. Weight decay λ acts on all parameters, biases
too, as if λ/2 ‖θ‖² were added to J. `lr` may be changed between steps. A gradient that is not finite raises ValueError
(`NonFiniteError`) and nothing moves. `reset()` forgets what former steps left, such as velocities.
"""

import math

import numpy as np

from . import checks
from .layer import Layer


class SGD:
    """Stochastic gradient descent, θ ← θ − lr v with v ← momentum · v + ∇J + weight_decay · θ (section 4).

    Raises TypeError or ValueError unless `net` is a layer with parameters, lr > 0, 0 ≤ momentum < 1, weight_decay ≥ 0.

    >>> from nnlib import Dense, SquaredError
    >>> net, loss = Dense(1, 1, rng=np.random.default_rng(0)), SquaredError()
    >>> net.theta = [0.5, 0.0]
    >>> optimizer = SGD(net, 0.25)
    >>> J = loss(net(np.array([[1.0]])), np.array([[1.5]]))
    >>> dx = net.backward(loss.backward())
    >>> optimizer.step()
    >>> net.theta
    array([1. , 0.5])
    """

    def __init__(self, net, lr, momentum=0.0, weight_decay=0.0):
        self.net, self.blocks = net, blocks_of(net, "SGD")
        self.lr = checks.real(lr, "lr", "SGD", low_itself=False)
        self.momentum = checks.real(momentum, "momentum", "SGD", 0, 1)
        self.weight_decay = checks.real(weight_decay, "weight_decay", "SGD")
        self.reset()

    def reset(self):
        self.velocities = [np.zeros_like(theta) for theta, _ in self.blocks]

    def step(self):
        check_gradients(self.blocks, self)
        if not self.momentum and not self.weight_decay:
            for theta, gradient in self.blocks:
                theta -= self.lr * gradient
            return
        for (theta, gradient), v in zip(self.blocks, self.velocities, strict=True):
            v *= self.momentum
            v += gradient + self.weight_decay * theta
            theta -= self.lr * v

    def __repr__(self):
        return f"SGD(lr={self.lr:g}, momentum={self.momentum:g}, weight_decay={self.weight_decay:g})"


class Adam:
    """Adam (Kingma & Ba 2015, Algorithm 1): steps of about `lr`, scaled by running means m of ∇J and v of (∇J)².

    m ← β₁ m + (1 − β₁) ∇J,  v ← β₂ v + (1 − β₂) (∇J)²,  θ ← θ − lr · m̂ / (√v̂ + ε), where m̂ = m / (1 − β₁ᵗ) and
    v̂ = v / (1 − β₂ᵗ) at step t.

    Raises TypeError or ValueError unless `net` is a layer with parameters, lr > 0, 0 ≤ β < 1 and ε > 0.

    >>> from nnlib import Dense
    >>> Adam(Dense(1, 1, rng=np.random.default_rng(0)), 0.01)
    Adam(lr=0.01)
    """

    def __init__(self, net, lr=0.001, *, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.net, self.blocks = net, blocks_of(net, "Adam")
        self.lr = checks.real(lr, "lr", "Adam", low_itself=False)
        self.beta1 = checks.real(beta1, "beta1", "Adam", 0, 1)
        self.beta2 = checks.real(beta2, "beta2", "Adam", 0, 1)
        self.epsilon = checks.real(epsilon, "epsilon", "Adam", low_itself=False)
        self.reset()

    def reset(self):
        self.t = 0
        self.means = [(np.zeros_like(theta), np.zeros_like(theta)) for theta, _ in self.blocks]

    def step(self):
        check_gradients(self.blocks, self)
        self.t += 1
        for (theta, gradient), (m, v) in zip(self.blocks, self.means, strict=True):
            m += (1 - self.beta1) * (gradient - m)
            v += (1 - self.beta2) * (gradient * gradient - v)
            m_hat = m / (1 - self.beta1**self.t)
            v_hat = v / (1 - self.beta2**self.t)
            theta -= self.lr * m_hat / (np.sqrt(v_hat) + self.epsilon)

    def __repr__(self):
        return f"Adam(lr={self.lr:g})"


def blocks_of(net, where):
    """The (parameters, gradient) vectors of `net`, which must be a layer that has some."""
    if not isinstance(net, Layer):
        raise TypeError(f"{where}: net must be a layer or network, got {checks.described(net)}")
    blocks = net.blocks()
    if not blocks:
        hint = "a layer's own are arrays w that `__init__` makes with a dw beside them"
        raise ValueError(f"{where}: {net!r} has no parameters to train; {hint}")
    return blocks


def check_gradients(blocks, where):
    """All gradients must be finite before any parameter moves."""
    for _, gradient in blocks:
        if not math.isfinite(np.vdot(gradient, gradient)):
            checks.finite(gradient, "the gradient", where)
