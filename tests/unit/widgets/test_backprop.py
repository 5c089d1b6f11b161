"""Backprop seen from Python: its gradient is nnlib's and finite differences'; bad traits change nothing."""

from itertools import product

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import LogisticNLL, SquaredError, gradcheck
from nnlib.widgets import Backprop
from nnlib.widgets.backprop import ACTIVATIONS, LARGEST_STEPS, OUTPUTS, backward_steps

SIZES = [[2, 3, 1], [1, 1, 1], [3, 4, 2], [2, 3, 4, 3]]


@pytest.mark.parametrize(("sizes", "activation", "output"), list(product(SIZES, ACTIVATIONS, OUTPUTS)))
def test_the_network_is_checked_by_finite_differences(sizes, activation, output):
    widget = Backprop(sizes=sizes, activation=activation, output=output)
    x, y = np.array([widget.x]), np.array([widget.y])
    net = widget.network()
    assert gradcheck(net, SquaredError(), x, y) < 1e-7
    assert widget.J() == SquaredError()(net(x), y)
    np.testing.assert_array_equal(widget.gradient(), np.concatenate([each.ravel() for each in net.gradients()]))


def test_under_the_nll_the_outputs_are_linear_and_the_message_is_f_minus_y():
    widget = Backprop(sizes=[2, 3, 2], loss="nll", y=[1, 0])
    net, y = widget.network(), np.array([[1.0, 0.0]])
    assert gradcheck(net, LogisticNLL(), np.array([widget.x]), y) < 1e-7
    f = 1 / (1 + np.exp(-net(np.array([widget.x]))))
    np.testing.assert_allclose(widget.gradient()[-2:], (f - y)[0])


def test_the_gradient_is_that_of_equations_6_2_and_6_3():
    widget = Backprop(sizes=[2, 3, 2], y=[1.0, -0.5])
    (w, b), (beta, beta_0) = ((dense.W, dense.b) for dense in widget.network().layers[::2])
    x, y = np.array([1.0, *widget.x]), np.array(widget.y)
    h = 1 / (1 + np.exp(-x @ np.vstack([b, w])))
    f = 1 / (1 + np.exp(-np.array([1.0, *h]) @ np.vstack([beta_0, beta])))
    to_sums = -2 * (y - f) * f * (1 - f)
    d_beta = np.outer([1.0, *h], to_sums)
    d_w = np.outer(x, beta @ to_sums * h * (1 - h))
    expected = [d_w[1:].ravel(), d_w[0], d_beta[1:].ravel(), d_beta[0]]
    np.testing.assert_allclose(widget.gradient(), np.concatenate(expected), rtol=1e-12)


@pytest.mark.parametrize("sizes", [*SIZES, [3, 4, 4, 3]])
def test_there_is_one_step_for_each_message_and_each_node(sizes):
    steps = backward_steps(sizes)
    assert len(steps) == len(set(steps)) <= LARGEST_STEPS
    assert len(steps) == sizes[-1] + sum(sizes[1:]) + Backprop(sizes=sizes).network().count_parameters()
    for step in steps:
        if step[0] == "node" and step[1] < len(sizes) - 2:
            arriving = [each for each in steps if each[:3] == ("edge", step[1] + 1, step[2])]
            assert max(map(steps.index, arriving)) < steps.index(step)


def test_new_sizes_bring_a_start_and_data_that_fit():
    widget = Backprop(seed=3)
    widget.sizes = [3, 2, 2]
    assert widget.x == [1, -0.5, 1] and widget.y == [0, 1]
    assert widget.theta == widget.start
    assert len(widget.theta) == widget.network().count_parameters() == 14
    again = Backprop(seed=3, sizes=[3, 2, 2])
    assert again.theta == widget.theta


def test_everything_can_be_given_at_once():
    theta = [0.5, -0.5, 1.0, 2.0, 0.25, -1.0, 0.0]
    widget = Backprop(sizes=[1, 2, 1], theta=theta, x=[2], y=[0], loss="nll", shown=5)
    assert (widget.theta, widget.start, widget.x, widget.shown) == (theta, theta, [2], 5)


@pytest.mark.parametrize(
    ("trait", "value", "message"),
    [
        ("sizes", [2, 5, 1], "from 1 to 4"),
        ("sizes", [2, 1], "found 2"),
        ("sizes", [4, 3, 1], "at most 3 inputs and outputs"),
        ("sizes", [2, 3, 4], "at most 3 inputs and outputs"),
        ("sizes", [2, 2.5, 1], "whole number"),
        ("theta", [0.0] * 12, "expected 13 numbers for sizes"),
        ("theta", [float("nan")] * 13, "expected a number"),
        ("x", [1.0], "expected 2 numbers for sizes"),
        ("x", [1.0, 4.0], "from -3 to 3"),
        ("y", [1.0, 0.0], "expected 1 numbers for sizes"),
        ("activation", "step", "expected one of"),
        ("output", "relu", "expected one of"),
        ("loss", "hinge", "expected one of"),
        ("rate", 0, "from 0.01 to 10"),
        ("shown", -1, "from 0"),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(trait, value, message):
    widget = Backprop()
    before = {name: getattr(widget, name) for name in widget._kinds}
    with pytest.raises(TraitError, match=f"Backprop.{trait}: .*{message}"):
        setattr(widget, trait, value)
    assert {name: getattr(widget, name) for name in widget._kinds} == before


def test_the_nll_takes_classes_only():
    widget = Backprop(y=[0.5])
    with pytest.raises(TraitError, match=r"Backprop\.loss: the NLL needs targets y of 0 or 1"):
        widget.loss = "nll"
    assert widget.loss == "squared error"
    widget = Backprop(loss="nll")
    with pytest.raises(TraitError, match=r"Backprop\.y: the NLL needs targets y of 0 or 1"):
        widget.y = [0.5]
    assert widget.y == [0]


def test_the_link_names_every_trait():
    link = Backprop(sizes=[1, 1, 1], loss="nll").link()
    assert link.startswith("#backprop?sizes=1,1,1&") or "&sizes=1,1,1&" in link
    assert "loss=nll" in link


@pytest.mark.parametrize("sizes", [[2, 3, 1], [3, 4, 4, 3]])
def test_the_still_picture_follows_the_steps(sizes):
    pictures = [Backprop(sizes=sizes, shown=shown).still() for shown in (0, 3, 18)]
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    assert len(set(pictures)) == 3


def test_the_story_holds():
    assert Backprop().check() == "5 scenes hold"


def test_what_hidden_units_receive_is_the_chain_rule():
    widget = Backprop(sizes=[2, 3, 2, 1], activation="tanh")
    step = 1e-6
    first, second = widget.network().layers[0], widget.network().layers[2]
    h1 = np.tanh(np.array(widget.x) @ first.W + first.b)

    def output(h):
        out = widget.network().layers[4](np.tanh(h @ second.W + second.b)[None])
        return ((np.array(widget.y) - 1 / (1 + np.exp(-out[0]))) ** 2).sum()

    slopes = [(output(h1 + step * unit) - output(h1 - step * unit)) / (2 * step) for unit in np.eye(3)]
    np.testing.assert_allclose(widget.received()[-1], slopes, rtol=1e-5, atol=1e-9)


def test_measured_derivatives_are_the_gradient_but_on_a_kink():
    np.testing.assert_allclose(Backprop().measured(), Backprop().gradient(), atol=1e-8)
    kink = Backprop(activation="relu", theta=[*Backprop().theta[:7], 1.75, *Backprop().theta[8:]])
    assert kink.readings()["disagree"] == 3
    assert Backprop(activation="relu").readings()["disagree"] == 0
