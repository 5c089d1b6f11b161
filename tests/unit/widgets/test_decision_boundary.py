"""DecisionBoundary seen from Python: its traits agree with each other, and its network is the one on the screen."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import LogisticNLL, datasets
from nnlib.widgets import DecisionBoundary
from nnlib.widgets.decision_boundary.story import SAME_WEIGHTS


@pytest.fixture
def widget():
    return DecisionBoundary()


def errors(widget):
    points = np.array(widget.points)
    return int(((widget.network()(points[:, :2])[:, 0] > 0) != (points[:, 2] == 1)).sum())


@pytest.mark.parametrize("activation", ["relu", "logistic"])
def test_opens_with_one_theta_that_separates_for_both_activations(activation):
    assert errors(DecisionBoundary(activation=activation)) == 0


def test_network_has_the_traits_parameters(widget):
    net = widget.network()
    assert net.layers[0].W.shape == (2, 3)
    np.testing.assert_array_equal(net.theta, widget.theta)


def test_a_new_shape_alone_draws_a_seeded_start(widget):
    widget.hidden = [4, 2]
    assert len(widget.theta) == 3 * 4 + 5 * 2 + 3
    assert widget.start == widget.theta
    assert DecisionBoundary(hidden=[4, 2]).theta == widget.theta
    assert DecisionBoundary(hidden=[4, 2], seed=2).theta != widget.theta


def test_shape_and_theta_can_be_given_together():
    theta = list(np.linspace(-1, 1, 9))
    widget = DecisionBoundary(hidden=[2], theta=theta, start=theta)
    assert widget.theta == theta


def test_theta_given_with_its_shape_is_the_start_too():
    theta = [0.5] * 9
    assert DecisionBoundary(hidden=[2], theta=theta).start == theta


def test_the_front_end_may_send_shape_and_theta_in_one_message(widget):
    theta = [0.5] * 9
    widget.set_state({"hidden": [2], "theta": theta, "start": theta})
    assert widget.theta == theta


def test_theta_of_the_wrong_length_changes_nothing(widget):
    before = list(widget.theta)
    with pytest.raises(TraitError, match=r"DecisionBoundary\.theta: expected 13 numbers .* got 2"):
        widget.theta = [1.0, 2.0]
    assert widget.theta == before


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("hidden", []),
        ("hidden", [17]),
        ("hidden", [3, 3, 3, 3]),
        ("hidden", [2.5]),
        ("points", [[0, 0, 2]]),
        ("points", [[5, 0, 1]]),
        ("points", [[0, 0, 1]] * 241),
        ("points", [[float("nan"), 0, 1]]),
        ("dataset", "mnist"),
        ("activation", "sigmoid"),
        ("rate", 0),
        ("theta", [float("inf")] * 13),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(widget, trait, value):
    before = widget.get_state(["hidden", "theta", "start", "points", "dataset", "activation", "rate"])
    with pytest.raises(TraitError, match=trait):
        setattr(widget, trait, value)
    assert widget.get_state(list(before)) == before


def test_unknown_trait_in_the_constructor():
    with pytest.raises(TypeError, match="has no trait layers; it has activation, challenge, compare"):
        DecisionBoundary(layers=[3])


def test_choosing_a_dataset_takes_its_points(widget):
    widget.dataset = "xor"
    assert widget.points == widget._datasets["xor"]
    widget.dataset = "own"
    assert widget.points == widget._datasets["xor"]


def test_presets_are_balanced_and_the_same_every_time(widget):
    assert list(widget._datasets) == ["triangle", "xor", "circles", "moons", "spirals"]
    assert widget._datasets == DecisionBoundary()._datasets
    X, _ = datasets.triangle()
    np.testing.assert_allclose(np.array(widget._datasets["triangle"])[:, :2], X)


def test_repr_is_short_and_stable(widget):
    assert repr(widget) == "DecisionBoundary('decision-boundary')"


def test_name_must_be_fit_for_a_link(widget):
    with pytest.raises(TraitError, match="small letters"):
        widget.name = "no spaces <b>"


def test_link_holds_the_state(widget):
    widget.activation = "logistic"
    link = widget.link()
    assert link.startswith("#decision-boundary?")
    assert "activation=logistic" in link
    assert "hidden=3" in link
    assert "compare=0" in link


def test_still_picture_is_a_png_and_follows_the_state(widget):
    bundle, _ = widget._repr_mimebundle_()
    first = bundle["image/png"]
    assert first.startswith(b"\x89PNG")
    assert bundle["text/plain"] == repr(widget)
    widget.theta = [-value for value in widget.theta]
    assert widget.still() != first


def test_both_stories_hold():
    assert DecisionBoundary().check() == "5 scenes hold"
    assert DecisionBoundary(compare=True, story=SAME_WEIGHTS).check() == "5 scenes hold"


@pytest.mark.parametrize("trained", ["relu", "logistic"])
def test_side_by_side_each_network_is_judged_and_the_trained_one_is_meant_by_wrong_and_loss(trained):
    widget = DecisionBoundary(compare=True, activation=trained, dataset="moons")
    X, y = widget.data()
    readings = widget.readings()
    for name in ("relu", "logistic"):
        z = DecisionBoundary(activation=name, dataset="moons").network()(X)
        assert readings[f"wrong_{name}"] == ((z[:, 0] > 0) != y).sum()
        assert readings[f"loss_{name}"] == LogisticNLL()(z, y[:, None])
    assert readings["wrong_relu"] != readings["wrong_logistic"]
    assert (readings["wrong"], readings["loss"]) == (readings[f"wrong_{trained}"], readings[f"loss_{trained}"])
    assert "wrong_relu" not in DecisionBoundary().readings()


def test_side_by_side_what_is_trained_is_one_of_the_two():
    assert DecisionBoundary(compare=True, activation="tanh").activation == "relu"
    assert DecisionBoundary(compare=True, activation="logistic").activation == "logistic"


def off(unit, widget):
    """θ with that unit's line so far away that it is off at every point."""
    theta = list(widget.theta)
    theta[6 + unit] = -50
    return theta


@pytest.mark.parametrize(("activation", "dead"), [("relu", 2), ("leaky relu", 0), ("logistic", 0), ("tanh", 0)])
def test_a_relu_that_is_off_at_every_point_is_dead_and_no_other_unit(activation, dead, widget):
    widget.activation = activation
    assert widget.readings()["dead"] == 0
    widget.theta = off(0, widget)
    widget.theta = off(2, widget)
    assert widget.readings()["dead"] == dead


def test_units_of_deeper_layers_can_be_dead_too():
    widget = DecisionBoundary(hidden=[2, 2], theta=[1, 0, 0, 1, 2, 2, -1, 1, -1, 1, 0, 0, 1, 1, 0])
    assert widget.readings()["dead"] == 1


def test_nothing_is_dead_without_points(widget):
    widget.points = []
    assert widget.readings()["dead"] == 0
