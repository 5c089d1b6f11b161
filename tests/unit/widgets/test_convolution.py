"""Convolution seen from Python: its network, traits that fit each other, bad input."""

import math

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import Conv2D
from nnlib.widgets import Convolution
from nnlib.widgets.convolution import PRESETS, fitted, lenet_filters


def test_the_network_is_what_the_traits_say():
    W, b = lenet_filters()
    widget = Convolution(image="5", size=5, weights=W.ravel().tolist(), bias=b.tolist(), padding=2, pooling="average")
    expected = Conv2D(1, 6, 5, padding=2, rng=np.random.default_rng(0))
    expected.W, expected.b = W, b
    r = expected(widget.input()[None])[0]
    np.testing.assert_array_equal(widget.network().layers[0](widget.input()[None])[0], r)
    pooled = np.maximum(r, 0).reshape(6, 14, 2, 14, 2).mean(axis=(2, 4))
    np.testing.assert_allclose(widget.output(), pooled)
    widget.pooling = "none"
    widget.activation = "identity"
    np.testing.assert_array_equal(widget.output(), r)


def test_filters_follow_the_image_the_size_and_the_outputs():
    widget = Convolution()
    widget.size = 5
    W = np.reshape(widget.weights, (5, 5))
    assert (W[1:4, 1:4] == PRESETS["horizontal edges"]).all() and np.count_nonzero(W) == 6
    widget.size = 3
    assert widget.weights == np.ravel(PRESETS["horizontal edges"]).tolist()
    widget.image = "photograph"
    assert widget.input().shape == (3, 28, 28)
    assert widget.weights == np.tile(np.ravel(PRESETS["horizontal edges"]), 3).tolist()
    widget.bias = [0.0, 1.0]
    assert widget.network().layers[0].W.shape == (2, 3, 3, 3) and not any(widget.weights[27:])
    widget.image, widget.bias = "drawn", [0.5]
    assert widget.weights == np.ravel(PRESETS["horizontal edges"]).tolist()
    assert not widget.input().any()
    even = fitted(np.arange(16.0).reshape(1, 1, 4, 4), (1, 1, 3, 3))
    assert (fitted(even, (1, 1, 4, 4))[0, 0, :3, :3] == even[0, 0]).all()


@pytest.mark.parametrize("stride", [1, 2, 4])
def test_r_is_shifted_with_the_image_where_the_stride_divides_the_shift(stride):
    assert Convolution(transform="shift", stride=stride, image="photograph").readings()["differs"] == 0
    assert Convolution(transform="shift", stride=3, image="photograph").readings()["differs"] > 0.1


def test_r_is_mirrored_or_turned_only_with_a_filter_that_is_the_same_then():
    for name, follows in (("horizontal edges", ["mirror"]), ("outline", ["mirror", "turn"]), ("vertical edges", [])):
        for how in ("mirror", "turn"):
            widget = Convolution(transform=how, weights=np.ravel(PRESETS[name]).tolist())
            assert (widget.readings()["differs"] < 1e-9) == (how in follows)
    x, turned = Convolution(transform="none").input()[0], Convolution(transform="turn").input()[0]
    assert turned[0, 27 - 8] == x[8, 0] and (turned[:, 27 - 8] == x[8]).all()  # a row becomes a column


def test_a_window_that_does_not_fit_says_why():
    widget = Convolution(size=7, weights=[0.0] * 49, dilation=6)
    with pytest.raises(ValueError, match="37 × 37 pixels, but the image with its padding has 28 × 28"):
        widget.output()
    widget.dilation, widget.stride, widget.window = 1, 4, 8
    with pytest.raises(ValueError, match="8 × 8 pixels"):
        widget.output()
    assert widget.still().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("image", "cat"),
        ("transform", "upside down"),
        ("size", 8),
        ("size", 2.5),
        ("weights", [1.0] * 10),
        ("weights", [11.0] * 9),
        ("weights", [math.nan] * 9),
        ("bias", []),
        ("bias", [0.0] * 7),
        ("stride", 0),
        ("padding", -1),
        ("dilation", 7),
        ("pooling", "min"),
        ("window", 9),
        ("cell", [0, 0]),
    ],
)
def test_convolution_refuses(trait, value):
    widget = Convolution()
    before = widget.get_state()
    with pytest.raises(TraitError, match=trait):
        setattr(widget, trait, value)
    assert widget.get_state() == before


def test_weights_of_another_shape_are_refused_together_with_it():
    with pytest.raises(TraitError, match=r"Convolution.weights: expected 25 numbers for filters \(1, 1, 5, 5\), got 9"):
        Convolution(size=5, weights=[1.0] * 9)


@pytest.mark.parametrize("image", ["7", "photograph"])
def test_the_still_picture_is_a_png(image):
    assert Convolution(image=image).still().startswith(b"\x89PNG")


def test_its_story_holds():
    assert Convolution().check() == "6 scenes hold"
