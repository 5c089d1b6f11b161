"""SoftSteps seen from Python: its traits agree with each other, and its network is the one on the screen."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import datasets
from nnlib.widgets import SoftSteps
from nnlib.widgets.soft_steps import started_theta


@pytest.fixture
def widget():
    return SoftSteps()


def errors(widget):
    x, labels = np.array(widget.points).T
    return int(((widget.response(x) > 0) != (labels == 1)).sum())


def test_opens_on_the_examples_data_and_steps_with_nothing_wrong(widget):
    x, y = datasets.three_changes()
    np.testing.assert_array_equal(np.array(widget.points), np.column_stack([x, y]))
    phi = widget.features(x[:, 0])
    for column, b in zip(phi.T, (5, -5, -10), strict=True):
        np.testing.assert_allclose(column, 1 / (1 + np.exp(-(5 * x[:, 0] + b))))
    assert errors(widget) == 0


@pytest.mark.parametrize("family", ["soft step", "hard step"])
@pytest.mark.parametrize("factor", [1, 4])
def test_network_is_the_response_on_the_screen(family, factor):
    widget = SoftSteps(family=family, factor=factor)
    x = np.linspace(-3, 4, 41)
    w, b, beta, beta_0 = [5, 5, 5], [5, -5, -10], [4, -4, 4], -2
    expected = np.full(x.shape, float(beta_0))
    for w_i, b_i, beta_i in zip(w, b, beta, strict=True):
        r = w_i * x + b_i
        expected += beta_i * ((r >= 0) if family == "hard step" else 1 / (1 + np.exp(-factor * r)))
    np.testing.assert_allclose(widget.response(x), expected)
    np.testing.assert_allclose(widget.network()(x[:, None])[:, 0], expected)


def test_network_at_factor_one_has_the_traits_parameters(widget):
    np.testing.assert_array_equal(widget.network().theta, widget.theta)


def test_the_story_holds(widget):
    assert widget.check() == "5 scenes hold"


def test_training_finds_three_steps_from_half_of_the_starts_and_five_nearly_always():
    """What section 1 says about starts, with those that the page draws."""
    solved = {}
    for hidden in (3, 5):
        trained = []
        for seed in range(1, 9):
            theta = started_theta(hidden, seed)
            widget = SoftSteps(hidden=hidden, theta=theta, start=theta)
            widget.train(1500)
            trained.append(widget.readings()["wrong"] == 0)
        solved[hidden] = sum(trained)
    assert 3 <= solved[3] <= 5
    assert solved[5] >= 7


def test_training_without_points_changes_nothing():
    widget = SoftSteps(points=[], dataset="own")
    widget.train(5)
    assert widget.steps == 0
    assert widget.readings()["loss"] == 0


def test_a_polynomial_has_a_response_but_no_network():
    widget = SoftSteps(family="polynomial", coefficients=[-1.2, -5, 8.8, 0.7])
    x = np.array([-3.0, 0.0, 1.5])
    np.testing.assert_allclose(widget.response(x), 0.7 - 1.2 * x / 3 - 5 * (x / 3) ** 2 + 8.8 * (x / 3) ** 3)
    with pytest.raises(ValueError, match="a polynomial is no network of steps"):
        widget.network()


def test_another_number_of_steps_alone_draws_a_seeded_start(widget):
    widget.hidden = 5
    assert len(widget.theta) == 16
    assert widget.start == widget.theta
    assert SoftSteps(hidden=5).theta == widget.theta
    assert SoftSteps(hidden=5, seed=2).theta != widget.theta


def test_another_degree_alone_clears_the_coefficients(widget):
    widget.degree = 5
    assert widget.coefficients == [0] * 6


def test_steps_and_theta_can_be_given_together(widget):
    theta = [1.0, 10.0, -0.5, -10.0, 10.0, -6.4, -1.8]
    assert SoftSteps(hidden=2, theta=theta, start=theta).theta == theta
    assert SoftSteps(hidden=2, theta=theta).start == theta
    widget.set_state({"hidden": 2, "theta": theta, "start": theta})
    assert widget.theta == theta


@pytest.mark.parametrize("trait", ["theta", "start", "coefficients"])
def test_parameters_of_the_wrong_number_change_nothing(widget, trait):
    before = getattr(widget, trait)
    with pytest.raises(TraitError, match=rf"SoftSteps\.{trait}: expected .* got 2"):
        setattr(widget, trait, [1.0, 2.0])
    assert getattr(widget, trait) == before


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("hidden", 0),
        ("hidden", 7),
        ("hidden", 2.5),
        ("degree", 0),
        ("degree", 8),
        ("points", [[0, 2]]),
        ("points", [[0, 0, 1]]),
        ("points", [[9, 1]]),
        ("points", [[0, 1]] * 61),
        ("points", [[float("nan"), 0]]),
        ("dataset", "example"),
        ("family", "spline"),
        ("factor", 0.5),
        ("rate", 0),
        ("theta", [float("inf")] * 10),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(widget, trait, value):
    names = ["hidden", "degree", "theta", "start", "coefficients", "points", "dataset", "family", "factor", "rate"]
    before = widget.get_state(names)
    with pytest.raises(TraitError, match=trait):
        setattr(widget, trait, value)
    assert widget.get_state(names) == before


def test_unknown_trait_in_the_constructor():
    with pytest.raises(TypeError, match="has no trait slope"):
        SoftSteps(slope=3)


@pytest.mark.parametrize(
    ("dataset", "changes"), [("three changes", 3), ("one change", 1), ("two changes", 2), ("five changes", 5)]
)
def test_presets_change_class_as_often_as_their_name_says(widget, dataset, changes):
    widget.dataset = dataset
    labels = np.array(widget.points)[:, 1]
    assert (labels[1:] != labels[:-1]).sum() == changes
    assert widget.points == widget._datasets[dataset]


def test_link_holds_the_state(widget):
    widget.family = "hard step"
    link = widget.link()
    assert link.startswith("#soft-steps?")
    assert "family=hard%20step" in link
    assert "theta=5,5,5,5,-5,-10,4,-4,4,-2" in link


def test_repr_is_short_and_stable(widget):
    assert repr(widget) == "SoftSteps('soft-steps')"


@pytest.mark.parametrize("state", [{}, {"family": "polynomial"}, {"family": "hard step", "points": []}])
def test_still_picture_is_a_png(state):
    assert SoftSteps(**state).still().startswith(b"\x89PNG")


def test_still_picture_follows_the_state(widget):
    first = widget.still()
    widget.theta = [-value for value in widget.theta]
    assert widget.still() != first
