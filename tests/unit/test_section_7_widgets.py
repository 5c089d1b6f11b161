"""Convolution and LeNetDigits seen from Python: their networks, traits that fit each other, bad input, the weights."""

import math

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import Conv2D, datasets
from nnlib.widgets import Convolution, LeNetDigits
from nnlib.widgets.convolution import PRESETS, fitted, lenet_filters
from nnlib.widgets.lenet_digits import LAYERS
from nnlib.widgets.strokes import normalised, picture
from nnlib.widgets.trained_lenet import FILE, trained_lenet5

SEVEN = [[0, 60, 60], [0, 200, 60], [0, 110, 240]]


def test_the_trained_weights_are_small_and_read_the_held_out_digits():
    assert FILE.stat().st_size <= 300_000
    _, (X, y) = datasets.mnist5k()
    assert (trained_lenet5()(X).argmax(axis=1) == y).mean() >= 0.975


def test_the_copies_that_the_weights_are_trained_on_are_near_the_digits():
    from scripts.train_lenet import warped

    (X, _), _ = datasets.mnist5k()
    few = warped(X[:8], np.random.default_rng(0))
    assert few.shape == (8, 1, 28, 28) and few.dtype == X.dtype and few.min() >= 0 and few.max() <= 1
    assert few.sum() == pytest.approx(X[:8].sum(), rel=0.25)
    assert not np.allclose(few, X[:8])


# LeNetDigits


def test_held_out_digits_are_shown_two_right_of_each_then_wrong_ones():
    widget = LeNetDigits()
    _, (X, _) = datasets.mnist5k()
    labels, read = [], []
    for digit in range(len(widget._labels)):
        widget.digit = digit
        assert (np.abs(X[:, 0] - widget.image()).max(axis=(1, 2)) < 1e-6).sum() == 1
        labels.append(widget._labels[digit])
        read.append(int(widget.probabilities().argmax()))
    assert labels[:20] == [digit for digit in range(10) for _ in range(2)] == read[:20]
    assert all(a != b for a, b in zip(labels[20:], read[20:], strict=True)) and len(labels) == 30


def test_strokes_become_the_image_and_the_layers_are_the_networks():
    widget = LeNetDigits(strokes=SEVEN)
    assert widget.source == "drawn"
    np.testing.assert_array_equal(widget.image(), normalised(SEVEN))
    assert widget.logits().argmax() == 7
    assert widget.probabilities().sum() == pytest.approx(1)
    for name, (shape, _) in LAYERS.items():
        assert widget.channels(name).shape == shape
    np.testing.assert_array_equal(widget.channels("output").ravel(), widget.logits())
    with pytest.raises(ValueError, match="expected one of C1, S2"):
        widget.channels("C2")


def test_normalised_ink_fills_the_box_and_has_its_mass_in_the_middle():
    for strokes in (SEVEN, [[0, 0, 0], [0, 12, 5]], [[3, 100, 20], [4, 20, 260]]):
        image = normalised(strokes)
        rows, columns = np.nonzero(image.sum(axis=1) > 0.5)[0], np.nonzero(image.sum(axis=0) > 0.5)[0]
        assert 19 <= max(np.ptp(rows), np.ptp(columns)) + 1 <= 22
        middles = np.arange(28) + 0.5
        assert image.sum(axis=0) @ middles / image.sum() == pytest.approx(14, abs=0.1)
        assert image.sum(axis=1) @ middles / image.sum() == pytest.approx(14, abs=0.1)
    assert not normalised([]).any() and not picture([]).any()


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("digit", 30),
        ("digit", -1),
        ("source", "photo"),
        ("strokes", [[0, 281, 0]]),
        ("strokes", [[0, 0.5, 0]]),
        ("strokes", [[0, 1]]),
        ("strokes", [[0, 0, 0]] * 1501),
        ("unit", [7, 0, 0, 0]),
        ("unit", [0, 6, 0, 0]),
        ("unit", [4, 3, 1, 0]),
        ("unit", [0, 0, 0]),
        ("unit", [0, 0, 0, math.nan]),
    ],
)
def test_lenet_digits_refuses(trait, value):
    widget = LeNetDigits()
    before = getattr(widget, trait)
    with pytest.raises(TraitError, match=trait):
        setattr(widget, trait, value)
    assert getattr(widget, trait) == before


# Convolution


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
    widget.image = "colour"
    assert widget.input().shape == (3, 28, 28)
    assert widget.weights == np.tile(np.ravel(PRESETS["horizontal edges"]), 3).tolist()
    widget.bias = [0.0, 1.0]
    assert widget.network().layers[0].W.shape == (2, 3, 3, 3) and not any(widget.weights[27:])
    widget.image, widget.bias = "drawn", [0.5]
    assert widget.weights == np.ravel(PRESETS["horizontal edges"]).tolist()
    assert not widget.input().any()
    even = fitted(np.arange(16.0).reshape(1, 1, 4, 4), (1, 1, 3, 3))
    assert (fitted(even, (1, 1, 4, 4))[0, 0, :3, :3] == even[0, 0]).all()


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


def test_stills():
    for widget in (Convolution(), Convolution(image="colour"), LeNetDigits()):
        assert widget.still().startswith(b"\x89PNG")
