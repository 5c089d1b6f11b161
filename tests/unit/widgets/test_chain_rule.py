"""ChainRule seen from Python: its derivatives are those of its functions, bad traits change nothing."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib.widgets import ChainRule
from nnlib.widgets.chain_rule import CHAINS

STEP = 1e-6


def loss(functions, theta, y=1.0):
    return ChainRule(functions=functions, theta=theta, y=y).values()["J"]


@pytest.mark.parametrize("functions", CHAINS)
@pytest.mark.parametrize("theta", [-0.9, 0.3, 1.0, 2.4])
def test_the_derivative_is_the_slope_of_the_loss(functions, theta):
    slope = (loss(functions, theta + STEP) - loss(functions, theta - STEP)) / (2 * STEP)
    assert ChainRule(functions=functions, theta=theta).values()["dJ/dtheta"] == pytest.approx(slope, rel=1e-7, abs=1e-8)


@pytest.mark.parametrize("functions", CHAINS)
def test_each_local_derivative_is_a_slope(functions):
    def at(theta):
        return ChainRule(functions=functions, theta=theta).values()

    v, above, below = at(0.7), at(0.7 + STEP), at(0.7 - STEP)
    for name in "gh":
        assert v[f"d{name}/dtheta"] == pytest.approx((above[name] - below[name]) / (2 * STEP), rel=1e-7)
    change = sum(v[f"df/d{name}"] * (above[name] - below[name]) for name in "gh")
    assert change == pytest.approx(above["f"] - below["f"], rel=1e-7, abs=1e-12)


def test_the_numbers_that_can_be_checked_by_hand():
    v = ChainRule().values()
    assert [v[name] for name in ("g", "h", "f", "J")] == [1, 2, 2, 1]
    assert [v[name] for name in ("dJ/df", "dJ/dg", "dJ/dh", "dJ/dtheta")] == [2, 4, 2, 6]


def test_two_paths_can_cancel():
    v = ChainRule(functions="cancelling", theta=0.4).values()
    assert v["dJ/dg"] * v["dg/dtheta"] == pytest.approx(-v["dJ/dh"] * v["dh/dtheta"])
    assert v["dJ/dg"] != 0
    assert v["dJ/dtheta"] == pytest.approx(0, abs=1e-15)
    np.testing.assert_allclose([loss("cancelling", theta) for theta in (-1.0, 0.5, 3.0)], 1)


@pytest.mark.parametrize("functions", CHAINS)
def test_a_small_nudge_changes_every_value_as_the_slopes_say(functions):
    widget, after = (ChainRule(functions=functions, theta=theta, nudge=STEP) for theta in (0.7, 0.7 + STEP))
    before, later, changes = widget.values(), after.values(), widget.changes()
    for name in ("g", "h", "f", "J"):
        assert changes[name] == pytest.approx(later[name] - before[name], rel=1e-4, abs=1e-10)
    assert widget.readings()["rise"] == pytest.approx(later["J"] - before["J"], rel=1e-7, abs=1e-15)


def test_a_nudge_that_can_be_checked_by_hand():
    widget = ChainRule(sweep="forward")
    assert widget.changes() == pytest.approx({"theta": 0.1, "g": 0.2, "h": -0.1, "f": 0.3, "J": 0.6})
    assert widget.readings()["rise"] == pytest.approx((1 - 1.1**2 * 1.9) ** 2 - 1)


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("theta", 3.1),
        ("theta", float("nan")),
        ("theta", "1"),
        ("y", -5),
        ("shown", 11),
        ("shown", 1.5),
        ("functions", "sin"),
        ("sweep", "sideways"),
        ("nudge", 0.6),
        ("parameters", 0),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(trait, value):
    widget = ChainRule()
    before = {name: getattr(widget, name) for name in widget._kinds}
    with pytest.raises(TraitError, match=f"ChainRule.{trait}"):
        setattr(widget, trait, value)
    assert {name: getattr(widget, name) for name in widget._kinds} == before


def test_the_link_names_every_trait():
    link = ChainRule(functions="two soft steps", theta=0.25).link()
    assert link.startswith("#chain-rule?")
    assert "functions=two%20soft%20steps" in link and "theta=0.25" in link


def test_the_still_picture_follows_the_steps():
    pictures = [ChainRule(shown=shown).still() for shown in (0, 4, 7, 10)]
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    assert len(set(pictures)) == 4


def test_the_still_picture_follows_the_sweep():
    assert len({ChainRule(shown=10, sweep=sweep).still() for sweep in ("back", "forward")}) == 2


def test_the_story_holds():
    assert ChainRule().check() == "6 scenes hold"
