"""GradientFlow seen from Python: its network, what it measures, and what it refuses."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import Residual, SquaredError, gradcheck
from nnlib.widgets import GradientFlow


@pytest.mark.parametrize("skip", [True, False])
def test_the_network_has_the_drawn_weights_and_right_gradients(skip):
    widget = GradientFlow(depth=5, width=4, weight_scale=1.5, l2=1, skip_scale=0.5)
    net, (X, y) = widget.network(skip), widget.data()
    assert sum(isinstance(layer, Residual) for layer in net.layers) == (5 if skip else 0)
    assert gradcheck(net, SquaredError(), X, y) < 1e-6
    weights = np.concatenate([W.ravel() for W in net.parameters()[:-2:2]])
    assert weights.std() == pytest.approx(1.5 / 2 / 2, rel=0.2)
    assert len(widget.gradients(skip)) == 5
    assert len(widget.signals(skip)) == 6
    assert widget.signals(skip)[0] == pytest.approx(np.sqrt((X**2).mean()))


def test_both_networks_and_both_depths_share_their_weights():
    widget = GradientFlow(depth=3, width=4)
    np.testing.assert_array_equal(widget.network(True).theta, widget.network(False).theta)
    deeper = GradientFlow(depth=7, width=4).network().theta
    np.testing.assert_array_equal(deeper[: 3 * 20], widget.network().theta[: 3 * 20])


def test_strong_l2_leaves_zero_or_the_identity():
    x = np.linspace(-2, 2, 9)
    weak, strong = GradientFlow(), GradientFlow(l2=50)
    assert np.abs(strong.function(x, skip=False)).max() < 0.01
    assert np.abs(strong.function(x) - x).max() < 0.05 < np.abs(weak.function(x) - x).max()
    halves = GradientFlow(l2=50, activation="logistic")
    np.testing.assert_allclose(halves.function(x, skip=False), 0.5, atol=0.01)


def test_alpha_0_is_the_identity_and_a_gradient_that_does_not_reach_the_blocks():
    widget = GradientFlow(skip_scale=0)
    np.testing.assert_array_equal(widget.function(np.array([1.5])), [1.5])
    assert not widget.gradients().any()


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("depth", 0),
        ("depth", 41),
        ("depth", 2.5),
        ("width", 17),
        ("activation", "step"),
        ("weight_scale", 0),
        ("weight_scale", float("nan")),
        ("l2", -1),
        ("skip_scale", 3),
        ("show", "all"),
        ("seed", "1"),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(trait, value):
    widget = GradientFlow()
    before = {name: getattr(widget, name) for name in widget._kinds}
    with pytest.raises(TraitError, match=f"GradientFlow.{trait}"):
        setattr(widget, trait, value)
    assert {name: getattr(widget, name) for name in widget._kinds} == before


def test_the_still_picture_follows_the_state():
    assert GradientFlow().still() != GradientFlow(show="with", depth=3).still()


def test_its_story_holds():
    assert GradientFlow().check() == "5 scenes hold"
