"""The networks of the book in NumPy: each layer's forward pass with its backward pass directly under it.

Importing `nnlib` imports NumPy only; `nnlib.plot` (Matplotlib) and `nnlib.widgets` (anywidget) are loaded on first use.
"""

import importlib

from . import datasets
from .activations import Identity, LeakyReLU, Logistic, ReLU, Step, Tanh
from .approximation import staircase
from .gradcheck import gradcheck
from .layer import Layer
from .layers import Dense, Flatten, Residual, Sequential
from .losses import LogisticNLL, SoftmaxNLL, SquaredError, softmax
from .networks import mlp
from .optim import SGD, Adam
from .training import DivergenceError, History, train

__version__ = "0.1.0"

__all__ = [
    "SGD",
    "Adam",
    "Dense",
    "DivergenceError",
    "Flatten",
    "History",
    "Identity",
    "Layer",
    "LeakyReLU",
    "Logistic",
    "LogisticNLL",
    "ReLU",
    "Residual",
    "Sequential",
    "SoftmaxNLL",
    "SquaredError",
    "Step",
    "Tanh",
    "datasets",
    "gradcheck",
    "mlp",
    "plot",
    "softmax",
    "staircase",
    "train",
    "widgets",
]


def __getattr__(name):
    if name in ("plot", "widgets"):
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return __all__
