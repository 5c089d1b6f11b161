"""Convolution: a filter whose numbers can be grabbed, slid over an image; then ReLU and pooling (section 7)."""

import math
from functools import cache

import numpy as np
import traitlets

from ...activations import ReLU
from ...conv import Conv2D
from ...datasets import mnist5k, photograph
from ...layers import Sequential
from ...pooling import AvgPool2D, MaxPool2D
from ..base import Widget
from ..strokes import SIDE, UNITS, picture
from ..trained_lenet import trained_lenet5
from ..traits import Choice, Number, Numbers, Rows, of_length
from .story import story

DIGITS = [str(digit) for digit in range(10)]
COLOURS = 3
TRANSFORMS = ["none", "shift", "mirror", "turn"]
SHIFT = 4
LARGEST = 7
MOST_OUTPUTS = 6
LIMIT = 10
PRESETS = {
    "as it is": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "blur": [[1 / 9] * 3] * 3,
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "vertical edges": [[-1, 0, 1]] * 3,
    "horizontal edges": [[-1, -1, -1], [0, 0, 0], [1, 1, 1]],
    "outline": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    "upper left corners": [[-1, -1, -1], [-1, 2, 1], [-1, 1, 1]],
    "lower right corners": [[1, 1, -1], [1, 2, -1], [-1, -1, -1]],
    "one row down": [[0, 1, 0], [0, 0, 0], [0, 0, 0]],
}


@cache
def example_digits():
    """The first held-out digit of each class, (10, 28, 28) in bytes."""
    _, (X, y) = mnist5k(np.float32)
    first = [np.flatnonzero(y == digit)[0] for digit in range(10)]
    return np.rint(255 * X[first, 0]).astype(np.uint8)


def lenet_filters():
    """The filters of LeNet's first layer (6, 1, 5, 5) and its biases (6,), to four places."""
    conv = trained_lenet5().layers[0]
    return np.round(conv.W, 4), np.round(conv.b, 4)


class Convolution(Widget):
    """Filters slid over an image of 28 × 28 pixels, r = w ∗ x + b, then an activation and pooling.

    `image` is a held-out digit, "photograph" (of three channels) or "drawn", the `strokes`, rows (stroke, x, y) in
    tenths of a pixel. `transform` shifts it by four pixels, mirrors it, or turns it by a quarter. `weights` are the
    filters (outputs, channels, size, size) in one list, `bias` one number for each output channel. Setting `image`,
    `size` or `bias` alone fits the filters to it, as far as they go. `cell` [channel, row, column] is the output whose
    sum is shown, with the numbers of one `input_channel`, from 1.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range or
    `weights` that do not fit. A window larger than the image is a state like others, but `network()` raises ValueError.

    >>> widget = Convolution(stride=2, padding=1)
    >>> widget.network()
    Sequential(Conv2D(1, 1, 3, stride=2, padding=1), ReLU(), MaxPool2D(2))
    >>> widget.output().shape
    (1, 7, 7)
    """

    STORY = story(lenet_filters())

    image = Choice("7", [*DIGITS, "photograph", "drawn"])
    transform = Choice("none", TRANSFORMS)
    strokes = Rows([], [(0, 999, True), (0, UNITS * SIDE, True), (0, UNITS * SIDE, True)], longest=1500)
    size = Number(3, 1, LARGEST, whole=True)
    weights = Numbers(
        np.ravel(PRESETS["horizontal edges"]).tolist(), -LIMIT, LIMIT, longest=MOST_OUTPUTS * COLOURS * LARGEST**2
    )
    bias = Numbers([0.0], -LIMIT, LIMIT, shortest=1, longest=MOST_OUTPUTS)
    stride = Number(1, 1, 4, whole=True)
    padding = Number(0, 0, 6, whole=True)
    dilation = Number(1, 1, 6, whole=True)
    activation = Choice("relu", ["identity", "relu"])
    pooling = Choice("max", ["none", "max", "average"])
    window = Number(2, 1, 8, whole=True)
    pool_stride = Number(2, 1, 8, whole=True)
    input_channel = Number(1, 1, COLOURS, whole=True)
    cell = Numbers([0, 8, 12], 0, 39, shortest=3, longest=3, whole=True)
    _images = traitlets.Bytes().tag(sync=True)
    _photograph = traitlets.Bytes().tag(sync=True)
    _presets = traitlets.Dict().tag(sync=True)
    _lenet = traitlets.Dict().tag(sync=True)

    @traitlets.default("_images")
    def _default_images(self):
        return example_digits().tobytes()

    @traitlets.default("_photograph")
    def _default_photograph(self):
        return np.rint(255 * photograph()).astype(np.uint8).tobytes()

    @traitlets.default("_presets")
    def _default_presets(self):
        W, _ = lenet_filters()
        return PRESETS | {f"LeNet's filter {d + 1}": w[0].tolist() for d, w in enumerate(W)}

    @traitlets.default("_lenet")
    def _default_lenet(self):
        W, b = lenet_filters()
        return {"weights": W.ravel().tolist(), "bias": b.tolist()}

    def _shape(self):
        return len(self.bias), COLOURS if self.image == "photograph" else 1, self.size, self.size

    @traitlets.observe("image", "size", "bias")
    def _fit_filters(self, change):
        shape = self._shape()
        if len(self.weights) != np.prod(shape):
            old = dict(zip(("bias", "channels", "size"), (len(self.bias), shape[1], self.size), strict=True))
            if change["name"] == "image":
                old["channels"] = COLOURS if change["old"] == "photograph" else 1
            else:
                old[change["name"]] = len(change["old"]) if change["name"] == "bias" else change["old"]
            W = np.reshape(self.weights, (old["bias"], old["channels"], old["size"], old["size"]))
            self.weights = fitted(W, shape).ravel().tolist()

    @traitlets.validate("weights")
    def _check_weights(self, proposal):
        return of_length(proposal, int(np.prod(self._shape())), f"filters {self._shape()}")

    def input(self):
        """x, (channels, 28, 28), from 0 to 1: the image, transformed."""
        return moved(self._taken(), self.transform, SHIFT)

    def _taken(self):
        """The image as it is without `transform`."""
        if self.image == "drawn":
            return picture(self.strokes)[None]
        if self.image == "photograph":
            return np.frombuffer(self._photograph, np.uint8).reshape(COLOURS, SIDE, SIDE) / 255
        return np.frombuffer(self._images, np.uint8).reshape(-1, SIDE, SIDE)[[int(self.image)]] / 255

    def network(self):
        """The layers as an `nnlib` network. Its convolution is `network().layers[0]`."""
        outputs, channels, size, _ = self._shape()
        options = {"stride": self.stride, "padding": self.padding, "dilation": self.dilation}
        conv = Conv2D(channels, outputs, size, **options, rng=np.random.default_rng(0))
        conv.W, conv.b = np.reshape(self.weights, self._shape()), self.bias
        layers = [conv]
        if self.activation == "relu":
            layers.append(ReLU())
        if self.pooling != "none":
            layers.append({"max": MaxPool2D, "average": AvgPool2D}[self.pooling](self.window, self.pool_stride))
        return Sequential(*layers)

    def output(self):
        """What the layers put out, (outputs, height, width). Raises ValueError if a window does not fit."""
        return self.network()(self.input()[None])[0]

    def _differs(self, channel):
        """By how much r of the transformed image is not the transformed r, at most, where both are known."""
        conv, columns = self.network().layers[0], round(SHIFT / self.stride)
        r = conv(self.input()[None])[0, channel]
        expected = moved(conv(self._taken()[None])[0], self.transform, columns)[channel]
        known = slice(columns if self.transform == "shift" else 0, None)
        return np.abs(r - expected)[:, known].max(initial=0)

    def readings(self):
        outputs, channels, size, _ = self._shape()
        W = np.reshape(self.weights, self._shape())
        channel = min(self.cell[0], outputs - 1)
        x, shapes = self.input()[None], []
        r = differs = math.nan
        try:
            for layer in self.network().layers:
                x = layer(x)
                shapes.append(x.shape[2])
                if len(shapes) == 1:
                    r = x[0][tuple(min(at, end - 1) for at, end in zip(self.cell, x[0].shape, strict=True))]
                    differs = self._differs(channel)
        except ValueError:  # a window that does not fit
            shapes.append(0)
        return {
            "r": float(r),
            "side": shapes[0],
            "last": shapes[-1],
            "differs": float(differs),
            "channels": int((W[channel] != 0).any(axis=(1, 2)).sum()),
            "parameters": outputs * (channels * size * size + 1),
        }

    def draw(self, figure):
        from ...plot import channel, image

        left, right = figure.subplots(1, 2)
        if self.image == "photograph":
            left.imshow(np.moveaxis(self.input(), 0, 2))
        else:
            image(self.input()[0], ax=left)
        left.set_title("x")
        try:
            channel(np.concatenate(self.output(), axis=1), ax=right)
            right.set_title("after convolution, activation and pooling")
        except ValueError:
            right.set_title("a window does not fit")
        for ax in (left, right):
            ax.axis("off")


def moved(values, how, columns):
    """Channels (count, side, side) shifted by so many columns to the right, mirrored, or turned by a quarter."""
    if how == "shift":
        return np.pad(values, ((0, 0), (0, 0), (columns, 0)))[:, :, : values.shape[2]]
    return {"none": values, "mirror": values[:, :, ::-1], "turn": np.rot90(values, -1, axes=(1, 2))}[how]


def fitted(W, shape):
    """Filters W in another shape (outputs, channels, size, size): cut or filled with zeros round the middle; the first
    channel for a single one, the same filter for each of several; zeros for new outputs.
    """
    outputs, channels, size, _ = shape
    W = np.repeat(W[:, :1], channels, axis=1) if W.shape[1] != channels else W
    result, k = np.zeros(shape), W.shape[2]
    low, high = max(0, (k - size + 1) // 2), max(0, (size - k) // 2)
    n, m = min(outputs, len(W)), min(size, k)
    result[:n, :, high : high + m, high : high + m] = W[:n, :, low : low + m, low : low + m]
    return result
