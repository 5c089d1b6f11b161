"""DecisionBoundary seen from Python: its traits agree with each other, and its network is the one on the screen."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import datasets
from nnlib.widgets import DecisionBoundary


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
    X, _ = datasets.example_6_4()
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
