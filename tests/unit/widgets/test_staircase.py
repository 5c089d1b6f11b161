"""Staircase seen from Python: its network is the construction, its traits agree, nonsense changes nothing."""

import math

import numpy as np
import pytest
from traitlets import TraitError

import nnlib
from nnlib.widgets import Staircase
from nnlib.widgets.staircase import PLACES, SURFACES, TARGETS, covering

X = np.linspace(0, 1, 501)[:, None]
BY_HAND = [[0, 0.5], [0.25, 1.0], [0.75, -1.0]]


@pytest.fixture
def widget():
    return Staircase()


@pytest.mark.parametrize("target", TARGETS)
def test_network_is_nnlibs_staircase(target):
    widget = Staircase(target=target, eps=0.2, sharpness=300)
    expected = nnlib.staircase(TARGETS[target], 0.2, sharpness=300)
    np.testing.assert_array_equal(widget.network()(X), expected(X))
    widget.hard = True
    assert np.abs(widget.network()(X)[:, 0] - TARGETS[target](X[:, 0])).max() <= 0.2 * (1 + 1e-8)


def test_steps_set_by_hand_are_the_network(widget):
    widget.steps, widget.hard = BY_HAND, True
    assert widget.count_steps() == 2
    assert widget.network()(np.array([[0.1], [0.25], [0.8]]))[:, 0].tolist() == [0.5, 1.0, -1.0]
    np.testing.assert_array_equal(widget.network().knots, [0.25, 0.75])


def test_a_flat_start_by_hand_has_no_step_but_a_network(widget):
    widget.steps = [[0, 0.3]]
    assert widget.count_steps() == 0
    assert len(widget.network().knots) > 0


def test_a_python_function_becomes_the_curve():
    widget = Staircase(lambda x: x**2 - 0.5)
    assert widget.target == "own"
    np.testing.assert_allclose(widget.curve, PLACES**2 - 0.5)
    widget.follow(np.cos)
    np.testing.assert_allclose(widget.function()(PLACES), np.cos(PLACES))


@pytest.mark.parametrize(
    ("f", "error", "message"),
    [
        (lambda x: None, TypeError, "real numbers"),
        (lambda x: x[:3], ValueError, "one value for each place"),
        (lambda x: x / 0, ValueError, "finite"),
        (lambda x: 5 * x, ValueError, r"Staircase: f must stay within ±1.2, got f\(1\) = 5"),
        ("wave", TypeError, "f must be a function, got 'wave'"),
    ],
)
def test_functions_that_give_nonsense_change_nothing(widget, f, error, message):
    before = widget.get_state(["target", "curve"])
    with pytest.raises(error, match=message):
        widget.follow(f)
    assert widget.get_state(list(before)) == before
    with pytest.raises(error, match=message):
        Staircase(f)


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("target", "sine"),
        ("curve", [0.0] * 50),
        ("curve", [5.0] * 51),
        ("eps", 0),
        ("eps", math.nan),
        ("sharpness", math.inf),
        ("steps", [[0.1, 0.0]]),
        ("steps", [[0, 0], [0.8, 1], [0.2, 0]]),
        ("steps", [[0, 7]]),
        ("steps", [[0, 0]] * 66),
        ("theta", [1.0, 2.0]),
        ("theta", [math.nan] * 34),
        ("challenge", [3]),
        ("challenge", [2.5, 0.2]),
        ("challenge", [0, 0.2]),
        ("challenge", [3, 2]),
        ("towers", [[0.5, 0.2, 0, 1, 1]]),
        ("towers", [[0, 1, 0, 1, 3]]),
        ("built", "bump"),
        ("surface", "alps"),
        ("grid", 9),
        ("view", "space"),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(widget, trait, value):
    names = ["target", "curve", "eps", "steps", "theta", "challenge", "towers", "built", "surface", "grid", "view"]
    before = widget.get_state(names)
    with pytest.raises(TraitError, match=trait):
        setattr(widget, trait, value)
    assert widget.get_state(names) == before


def test_a_trained_network_has_the_staircases_width(widget):
    m = widget.count_steps()
    start = widget.trained_network()
    assert start.theta.shape == (3 * m + 1,)
    np.testing.assert_array_equal(start.theta, Staircase(eps=0.25).trained_network().theta)
    assert (start.theta != Staircase(seed=2).trained_network().theta).any()
    theta = list(np.linspace(-1, 1, 3 * m + 1))
    widget.theta = theta
    net = widget.trained_network()
    assert repr(net) == f"Sequential(Dense(1, {m}), Logistic(), Dense({m}, 1))"
    np.testing.assert_array_equal(net.theta, theta)


def test_the_trained_steps_are_far_wider_than_the_built_ones(widget):
    widget.compare = True
    widget.train(400)
    r = np.linspace(-0.5, 1.5, 20001)
    widths = []
    W, b = widget.trained_network().layers[0].W[0], widget.trained_network().layers[0].b
    for j in range(len(b)):
        h = 1 / (1 + np.exp(-(W[j] * r + b[j])))
        rising = r[(h > 1 / (1 + np.exp(2))) & (h < 1 / (1 + np.exp(-2)))]
        widths.append(rising[-1] - rising[0])
    assert widget.readings()["trained_width"] == pytest.approx(np.median(widths), abs=1e-3)
    assert widget.readings()["trained_width"] > 10 * 4 / widget.sharpness


def test_another_width_forgets_the_trained_network(widget):
    widget.theta = [0.5] * (3 * widget.count_steps() + 1)
    widget.trained = 7
    widget.sharpness = 50
    assert widget.trained == 7
    widget.eps = 0.1
    assert (widget.theta, widget.trained) == ([], 0)


def test_the_front_end_may_send_a_width_and_its_theta_in_one_message(widget):
    theta = [0.5] * 7
    widget.set_state({"theta": theta, "trained": 3, "steps": BY_HAND})
    assert (widget.theta, widget.trained) == (theta, 3)


def test_towers_are_nnlibs():
    rows = [[0.1, 0.5, 0.2, 0.6, 0.9], [0.6, 0.9, 0.1, 0.4, -0.5]]
    widget = Staircase(view="plane", towers=rows, hard=True)
    assert repr(widget.network()) == "Sequential(Dense(2, 8), Step(), Dense(8, 2), Step(), Dense(2, 1))"
    assert widget.network()(np.array([[0.3, 0.3], [0.7, 0.2], [0.9, 0.9]]))[:, 0].tolist() == [0.9, -0.5, 0]


def test_covering_a_landscape(widget):
    widget.view, widget.surface = "plane", "hill"
    assert len(widget.towers) == 16
    widget.grid = 8
    assert widget.towers == covering(SURFACES["hill"], 8)
    assert len(widget.towers) == 64
    widget.hard = True
    x = np.random.default_rng(0).random((2000, 2))
    error = np.abs(widget.network()(x)[:, 0] - SURFACES["hill"](*x.T)).max()
    assert error < 0.25


def test_link_holds_the_state(widget):
    widget.challenge = [6, 0.2]
    widget.steps = BY_HAND
    link = widget.link()
    assert link.startswith("#staircase?")
    assert "challenge=6,0.2" in link
    assert "steps=0,0.5;0.25,1;0.75,-1" in link


@pytest.mark.parametrize("state", [{}, {"view": "plane"}, {"view": "plane", "towers": []}, {"steps": BY_HAND}], ids=str)
def test_still_picture_and_repr(state):
    widget = Staircase(**state)
    bundle, _ = widget._repr_mimebundle_()
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert bundle["text/plain"] == "Staircase('staircase')"


def test_no_step_is_no_network_to_train():
    with pytest.raises(ValueError, match="no unit to train"):
        Staircase(target="line", eps=1, steps=[[0, 0.3]]).trained_network()


def test_training_is_the_same_in_one_run_and_counts_its_steps(widget):
    before = widget.trained_network()(X)
    widget.train(50)
    assert widget.trained == 50
    error = np.abs(widget.trained_network()(X) - TARGETS["wave"](X)).max()
    assert error < np.abs(before - TARGETS["wave"](X)).max()


def test_its_stories_hold():
    assert Staircase().check() == "5 scenes hold"
    assert Staircase(view="plane").check() == "4 scenes hold"


@pytest.mark.parametrize("hard", [True, False])
@pytest.mark.parametrize("steps", [[], [[0, 0.3]], BY_HAND])
def test_the_largest_error_is_that_of_the_network(hard, steps):
    widget = Staircase(hard=hard, steps=steps, target="corner")
    x = np.linspace(0, 1, 20001)
    if len(steps) == 1:
        expected = np.abs(0.3 - TARGETS["corner"](x)).max()
    else:
        expected = np.abs(widget.network()(x[:, None])[:, 0] - TARGETS["corner"](x)).max()
    assert widget.readings()["error"] == pytest.approx(expected, abs=5e-3)


def test_the_still_picture_shows_what_is_compared():
    assert Staircase(compare=True).still() != Staircase().still()
    hill = Staircase(view="plane", surface="hill", built="all")
    assert hill.still() != Staircase(view="plane", towers=hill.towers, built="all").still()
