"""What is timed, and nnlib's part of a library's time that must not be exceeded. All libraries get the same numbers.

A task's `kind` is a function of in_nnlib.py, in_pytorch.py, in_jax.py and in_scikit_learn.py. It takes the task's
arguments and gives two functions: the one that is timed, and one that gives what was worked out, as arrays.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

import nnlib

RATE = 1e-2
ALL = ("nnlib", "PyTorch", "JAX", "scikit-learn")


@dataclass
class Task:
    """`must` and `stretch`: nnlib's time over PyTorch's; `arguments()` makes those of the kind's function anew."""

    what: str
    must: float
    stretch: float
    kind: str
    arguments: Callable
    libraries: tuple = ALL


def random(*shape):
    return np.random.default_rng(1).normal(size=shape).astype(np.float32)


def mlp(sizes):
    return nnlib.mlp(sizes, rng=np.random.default_rng(0), dtype=np.float32)


def lenet(n, labels):
    """LeNet-5, n images and, if asked for, their labels."""
    net = nnlib.lenet5(rng=np.random.default_rng(0), dtype=np.float32)
    images = np.random.default_rng(0).uniform(size=(n, 1, 28, 28)).astype(np.float32)
    return (net, images, np.arange(n) % 10) if labels else (net, images)


def plane():
    """A small network and a grid of 100 × 100 points, as a widget shades."""
    points = np.stack(np.meshgrid(*[np.linspace(-1, 1, 100, dtype=np.float32)] * 2), axis=-1).reshape(-1, 2)
    return mlp([2, 16, 16, 1]), points


def batch(sizes, n):
    """A network, n rows and their labels: 0 or 1 for one output, otherwise classes."""
    rng = np.random.default_rng(2)
    y = rng.integers(0, 2, (n, 1)).astype(np.float32) if sizes[-1] == 1 else rng.integers(0, sizes[-1], n)
    return mlp(sizes), random(n, sizes[0]), y


def step(sizes, n, must, stretch):
    return Task(f"SGD step {'-'.join(map(str, sizes))}, batch {n}", must, stretch, "step", partial(batch, sizes, n))


def lenet_task(what, n, must, stretch, kind):
    return Task(f"LeNet {what}, batch {n}", must, stretch, kind, partial(lenet, n, kind == "step"), ALL[:3])


def attention(tokens, must, stretch):
    def arguments():
        layer = nnlib.SelfAttention(64, 4, rng=np.random.default_rng(0), dtype=np.float32)
        x, dh = random(2, 16, tokens, 64)
        return layer, x, dh

    what = f"self-attention forward + backward, batch 16, d 64, 4 heads, {tokens} tokens"
    return Task(what, must, stretch, "attention", arguments, ALL[:3])


TASKS = [
    Task("evaluate 2-16-16-1 tanh on 100×100", 0.30, 0.24, "evaluate", plane),
    step([2, 8, 1], 30, 0.08, 0.05),
    step([64, 128, 10], 32, 0.20, 0.15),
    step([64, 128, 10], 256, 0.55, 0.43),
    lenet_task("forward", 32, 0.40, 0.30, "evaluate"),
    lenet_task("forward", 128, 0.40, 0.30, "evaluate"),
    lenet_task("SGD step", 32, 0.50, 0.37, "step"),
    lenet_task("SGD step", 128, 0.55, 0.42, "step"),
    attention(32, 0.85, 0.70),
    attention(128, 0.95, 0.77),
    Task(
        "batch norm + dropout forward + backward, 256×512",
        0.25,
        0.18,
        "normalize",
        lambda: tuple(random(2, 256, 512)),
        ALL[:2],
    ),
]


def moved(run, parameters):
    """A function that gives how far one step of `run` moves the `parameters()`, over the rate: the gradient."""

    def gradient():
        start = [np.array(array) for array in parameters()]
        run()
        return [(before - np.asarray(after)) / RATE for before, after in zip(start, parameters(), strict=True)]

    return gradient
