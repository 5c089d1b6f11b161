"""The widget Dropout seen from Python: its averages by enumeration, its opening state, bad traits."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib.widgets import Dropout
from nnlib.widgets.dropout.story import UNTRAINED

PLACES = np.linspace(-1, 1, 9)


@pytest.mark.parametrize("p", [0, 0.2, 0.5, 0.9])
def test_the_prediction_is_the_mean_of_all_masks_if_the_output_is_linear(p):
    widget = Dropout(p=p)
    mean, spread = widget.average(PLACES)
    np.testing.assert_allclose(mean, widget.network()(PLACES[:, None])[:, 0], atol=1e-12)
    assert spread.max() == pytest.approx(0, abs=1e-7) if p == 0 else spread.min() > 0


def test_without_the_factor_the_mean_is_smaller_and_a_bent_output_takes_it_elsewhere():
    widget = Dropout(scaled=False, p=0.5)
    bias = widget.theta[-1]
    mean, prediction = widget.average(PLACES)[0], widget.network()(PLACES[:, None])[:, 0]
    np.testing.assert_allclose(mean - bias, 0.5 * (prediction - bias), atol=1e-12)
    bent = Dropout(output="tanh", p=0.5)
    assert np.abs(bent.average(PLACES)[0] - bent.network()(PLACES[:, None])[:, 0]).max() > 0.01


def test_the_mask_drops_units():
    widget = Dropout(mask=[0] * 10)
    np.testing.assert_allclose(widget.masked(PLACES), widget.theta[-1])
    np.testing.assert_allclose(
        Dropout(p=0, mask=[1] * 10).masked(PLACES), widget.network()(PLACES[:, None])[:, 0], atol=1e-12
    )


def test_the_opening_state_was_trained_and_dropout_helped():
    widget = Dropout()
    assert widget.held_out_error(widget.start) > widget.held_out_error(widget.plain) > 1.5 * widget.held_out_error()


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("p", 1),
        ("p", float("nan")),
        ("mask", [1] * 9),
        ("mask", [0.5] * 10),
        ("masks", 0),
        ("masks", 501),
        ("points", []),
        ("points", [[2, 0]]),
        ("theta", [0.0] * 30),
        ("plain", [float("inf")] * 31),
        ("output", "relu"),
        ("scaled", 1),
        ("view", "none"),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(trait, value):
    widget = Dropout()
    before = {name: getattr(widget, name) for name in widget._kinds}
    with pytest.raises(TraitError, match=f"Dropout.{trait}"):
        setattr(widget, trait, value)
    assert {name: getattr(widget, name) for name in widget._kinds} == before


def test_still_pictures_follow_the_state():
    stills = [Dropout().still(), Dropout(p=0.5).still(), Dropout(view="training").still()]
    assert len(set(stills)) == 3
    assert stills[0].startswith(b"\x89PNG")


def test_the_story_holds():
    assert Dropout().check() == "6 scenes hold"


def test_training_goes_from_the_start_to_the_stored_networks():
    widget = Dropout(**UNTRAINED)
    for _ in range(8):
        widget.train(1000)
    np.testing.assert_allclose(widget.theta, Dropout().theta, atol=1e-3)
    np.testing.assert_allclose(widget.plain, Dropout().plain, atol=1e-3)
