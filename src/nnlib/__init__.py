"""The networks of the book in NumPy: each layer's forward pass with its backward pass directly under it.

Importing `nnlib` imports NumPy only; `nnlib.plot` (Matplotlib) and `nnlib.widgets` (anywidget) are loaded on first use.
"""

import importlib

from . import datasets
from .activations import Identity, LeakyReLU, Logistic, ReLU, Step, Tanh
from .approximation import staircase
from .attention import LastToken, SelfAttention, attention, attention_backward
from .batchnorm import BatchNorm
from .conv import Conv2D, convolution, convolution_backward
from .dropout import Dropout
from .gradcheck import gradcheck
from .layer import Layer
from .layernorm import LayerNorm
from .layers import Dense, Flatten, Residual, Sequential, ZeroExtension
from .losses import LogisticNLL, SoftmaxNLL, SquaredError, softmax
from .networks import lenet5, mlp
from .optim import SGD, Adam
from .pooling import AvgPool2D, MaxPool2D
from .saving import load, save
from .schedules import cosine_decay, inverse_decay, step_decay
from .training import DivergenceError, History, train
from .window import output_size

__version__ = "0.1.0"

__all__ = [
    "SGD",
    "Adam",
    "AvgPool2D",
    "BatchNorm",
    "Conv2D",
    "Dense",
    "DivergenceError",
    "Dropout",
    "Flatten",
    "History",
    "Identity",
    "LastToken",
    "Layer",
    "LayerNorm",
    "LeakyReLU",
    "Logistic",
    "LogisticNLL",
    "MaxPool2D",
    "ReLU",
    "Residual",
    "SelfAttention",
    "Sequential",
    "SoftmaxNLL",
    "SquaredError",
    "Step",
    "Tanh",
    "ZeroExtension",
    "attention",
    "attention_backward",
    "convolution",
    "convolution_backward",
    "cosine_decay",
    "datasets",
    "gradcheck",
    "inverse_decay",
    "lenet5",
    "load",
    "mlp",
    "output_size",
    "save",
    "softmax",
    "staircase",
    "step_decay",
    "train",
]
_LAZY = ("plot", "widgets")  # they need Matplotlib and anywidget, so a star import leaves them out


def __getattr__(name):
    if name in _LAZY:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return [*__all__, *_LAZY]
