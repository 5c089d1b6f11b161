"""LeNetDigits seen from Python: its network and trained weights, digits and strokes, bad input."""

import math

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import datasets
from nnlib.widgets import LeNetDigits
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


def test_the_still_picture_is_a_png():
    assert LeNetDigits().still().startswith(b"\x89PNG")


def test_its_story_holds_and_a_unit_depends_on_the_pixels_that_move_it():
    widget = LeNetDigits()
    assert widget.check() == "5 scenes hold"
    for unit in ([0, 2, 13, 13], [0, 0, 0, 0], [1, 1, 6, 6], [2, 2, 4, 3], [3, 2, 2, 2], [3, 0, 0, 4], [5, 3, 0, 0]):
        widget.unit = unit
        layer, *place = unit
        images = np.zeros((785, 1, 28, 28))
        images.reshape(785, -1)[range(1, 785), range(784)] = 1
        x = images
        for each in widget.network().layers[: list(LAYERS.values())[layer][1]]:
            x = each(x)
        values = x.reshape(785, *list(LAYERS.values())[layer][0])[(slice(None), *place)]
        rows, columns = np.nonzero((abs(values[1:] - values[0]) > 1e-9).reshape(28, 28))
        assert widget.field() == (np.ptp(rows) + 1, np.ptp(columns) + 1)
