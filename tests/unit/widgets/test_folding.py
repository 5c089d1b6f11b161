"""The Folding widget seen from Python: its networks fold as a composition of tents does, bad traits change nothing."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import ReLU, mlp
from nnlib.widgets import Folding
from nnlib.widgets.folding.pieces import knots

x = np.linspace(0, 1, 1001)
UNEVEN = [0.3, 0.6, 0.2, 0.9, 0.1, 0.45]


def tent(g, c):
    return np.minimum(g / c, (1 - g) / (1 - c))


def drawn(widget):
    return widget.network()(x[:, None])[:, 0]


@pytest.mark.parametrize("layers", range(7))
def test_a_network_of_width_2_is_one_tent_after_another(layers):
    g = x
    for c in UNEVEN[:layers]:
        g = tent(g, c)
    np.testing.assert_allclose(drawn(Folding(layers=layers, kinks=UNEVEN)), g, atol=1e-12)


def test_a_wider_layer_is_a_zigzag_through_its_creases():
    widget = Folding(width=4, layers=1, kinks=[0.2, 0.3, 0.8] * 3)
    np.testing.assert_allclose(drawn(widget), np.interp(x, [0, 0.2, 0.3, 0.8, 1], [0, 1, 0, 1, 0]), atol=1e-12)


def test_a_wide_network_bends_where_its_units_switch():
    bends = [0.05, 0.1, 0.35, 0.4, 0.6, 0.95]
    widget = Folding(layers=3, shape="wide", bends=bends)
    np.testing.assert_allclose(drawn(widget), np.interp(x, [0, *bends, 1], [0, 0, 1, 0, 1, 0, 1, 0]), atol=1e-12)
    np.testing.assert_allclose(knots(widget.network()), [0, *bends, 1])


@pytest.mark.parametrize(("width", "layers"), [(2, 6), (3, 4), (4, 3)])
def test_pieces_multiply_parameters_add_up_and_a_wide_layer_costs_no_more(width, layers):
    rng = np.random.default_rng(width)
    creases = [np.sort(rng.permutation(np.arange(1, 9))[: width - 1]) / 10 + 0.05 for _ in range(layers)]
    widget = Folding(width=width, layers=layers, kinks=np.concatenate(creases))
    deep = widget.readings()
    assert deep["pieces"] == width**layers
    assert deep["parameters"] == 2 * width + (layers - 1) * (width + 1) * width + width + 1
    widget.shape = "wide"
    wide = widget.readings()
    assert wide["pieces"] == wide["width"] + 1
    assert wide["parameters"] <= deep["parameters"] < 3 * (wide["width"] + 1) + 1


def test_knots_of_any_network_are_where_its_slope_changes():
    net = mlp([1, 5, 4, 1], hidden=ReLU, rng=np.random.default_rng(7))
    net.theta = np.random.default_rng(8).normal(size=net.count_parameters())
    found = knots(net, -2, 2)
    fine = np.linspace(-2, 2, 200_001)
    f = net(fine[:, None])[:, 0]
    np.testing.assert_allclose(np.interp(fine, found, net(found[:, None])[:, 0]), f, atol=1e-9)
    bends = np.abs(np.diff(f, 2)) > 1e-9
    assert len(found) - 2 == (np.diff(bends.astype(int)) == 1).sum()


def test_a_straight_network_has_one_piece():
    assert Folding(layers=0).readings() == {
        "layers": 0, "width": 2, "parameters": 2, "pieces": 1, "pulled": 1, "off": 0,
    }  # fmt: skip


def test_another_width_keeps_what_fits():
    widget = Folding(layers=6, shape="wide", bends=np.arange(1, 13) / 20)
    widget.width = 4
    assert (widget.layers, widget.bends, widget.kinks) == (3, [], [0.25, 0.5, 0.75] * 3)


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("layers", 7),
        ("width", 5),
        ("kinks", [0.5] * 5),
        ("kinks", [0.05] * 6),
        ("bends", [0.5]),
        ("bends", [0.5, 0.4, 0.6, 0.7]),
        ("bends", [0.1, 0.105, 0.6, 0.7]),
        ("pulled", 0),
        ("shape", "long"),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(trait, value):
    widget = Folding()
    before = widget.state()
    with pytest.raises(TraitError, match=f"Folding.{trait}"):
        setattr(widget, trait, value)
    assert widget.state() == before


def test_creases_of_a_layer_that_do_not_rise_and_too_many_layers_are_refused():
    with pytest.raises(TraitError, match=r"Folding\.kinks: expected rising"):
        Folding(width=3, kinks=[0.6, 0.4] * 4)
    with pytest.raises(TraitError, match=r"Folding\.layers: expected 0 to 3 layers of width 4"):
        Folding(width=4, layers=6)


def test_the_story_holds():
    assert Folding().check() == "6 scenes hold"


def test_the_still_picture_follows_the_state():
    assert Folding().still().startswith(b"\x89PNG")
    assert len({Folding(**state).still() for state in ({}, {"layers": 6}, {"layers": 6, "shape": "wide"})}) == 3
