"""The Activations widget seen from Python: its numbers are nnlib's, bad traits change nothing."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib.widgets import Activations


def test_activations_values_are_those_of_the_layers_switched_on():
    widget = Activations(r=-1.0, epsilon=0.2, tanh=False)
    values = widget.values()
    assert list(values) == ["logistic", "relu", "leaky relu"]
    assert values["relu"] == (0, 0)
    assert values["leaky relu"] == (-0.2, 0.2)
    assert values["logistic"] == pytest.approx((1 / (1 + np.e), np.e / (1 + np.e) ** 2))


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("r", 7),
        ("r", float("nan")),
        ("epsilon", 0),
        ("tanh", 1),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(trait, value):
    widget = Activations()
    before = {name: getattr(widget, name) for name in widget._kinds}
    with pytest.raises(TraitError, match=f"Activations.{trait}"):
        setattr(widget, trait, value)
    assert {name: getattr(widget, name) for name in widget._kinds} == before


def test_the_story_holds():
    assert Activations().check() == "5 scenes hold"


def test_readings_without_a_function():
    widget = Activations(r=0.0, logistic=False, tanh=False, relu=False, leaky_relu=False)
    assert widget.readings() == {"r": 0, "epsilon": 0.1, "logistic": 0.25, "least": 1, "flat": 0}


def test_the_still_picture_follows_the_state():
    assert Activations().still().startswith(b"\x89PNG")
    assert Activations().still() != Activations(r=3.0).still()
