"""Activations, DeadReLU and SoftmaxLoss seen from Python: their numbers are nnlib's, bad traits change nothing."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import SoftmaxNLL, SquaredError, gradcheck, softmax
from nnlib.widgets import Activations, DeadReLU, SoftmaxLoss


def test_activations_values_are_those_of_the_layers_switched_on():
    widget = Activations(r=-1.0, epsilon=0.2, tanh=False)
    values = widget.values()
    assert list(values) == ["logistic", "relu", "leaky relu"]
    assert values["relu"] == (0, 0)
    assert values["leaky relu"] == (-0.2, 0.2)
    assert values["logistic"] == pytest.approx((1 / (1 + np.e), np.e / (1 + np.e) ** 2))


def test_dead_relu_opens_alive_and_its_gradients_are_the_networks():
    widget = DeadReLU()
    assert not widget.dead().any()
    points = np.array(widget.points)
    net = widget.network()
    assert gradcheck(net, SquaredError(), points[:, :1], points[:, 1:]) < 1e-6
    gradients = widget.unit_gradients()
    assert gradients.shape == (16, 6)
    np.testing.assert_allclose(gradients.sum(axis=0), net.layers[0].db)


def test_dead_units_receive_nothing_and_a_leaky_slope_lets_gradient_through():
    theta = [-1.0, -2.0, 0.0, -0.5, -1.0, -1.0, 0.0]
    dead = DeadReLU(theta=theta, start=theta)
    assert dead.dead().all()
    assert not dead.unit_gradients().any()
    leaky = DeadReLU(theta=theta, start=theta, activation="leaky relu")
    assert leaky.dead().all()
    assert leaky.unit_gradients().all()


def test_softmax_loss_against_nnlib():
    widget = SoftmaxLoss(logits=[1.0, -2.0, 0.5, 3.0], target=2, temperature=2.0)
    z, loss = np.array([[0.5, -1.0, 0.25, 1.5]]), SoftmaxNLL()
    assert widget.loss() == pytest.approx(loss(z, np.array([2])))
    np.testing.assert_allclose(widget.probabilities(), softmax(z)[0])
    step = 1e-6
    for c in range(4):
        up, down = list(widget.logits), list(widget.logits)
        up[c], down[c] = up[c] + step, down[c] - step
        above, below = (SoftmaxLoss(logits=each, target=2, temperature=2.0).loss() for each in (up, down))
        slope = (above - below) / (2 * step)
        assert widget.gradient()[c] == pytest.approx(slope, abs=1e-8)


@pytest.mark.parametrize(
    ("make", "trait", "value"),
    [
        (Activations, "r", 7),
        (Activations, "r", float("nan")),
        (Activations, "epsilon", 0),
        (Activations, "tanh", 1),
        (DeadReLU, "theta", [1.0, 2.0, 3.0, 4.0, 5.0]),
        (DeadReLU, "theta", [float("inf")] * 4),
        (DeadReLU, "points", [[3, 0]]),
        (DeadReLU, "activation", "tanh"),
        (DeadReLU, "rate", -1),
        (SoftmaxLoss, "logits", [1.0]),
        (SoftmaxLoss, "logits", [7.0, 0.0]),
        (SoftmaxLoss, "target", 3),
        (SoftmaxLoss, "temperature", 0),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(make, trait, value):
    widget = make()
    before = {name: getattr(widget, name) for name in widget._kinds}
    with pytest.raises(TraitError, match=f"{make.__name__}.{trait}"):
        setattr(widget, trait, value)
    assert {name: getattr(widget, name) for name in widget._kinds} == before


def test_fewer_logits_than_the_target_needs():
    widget = SoftmaxLoss(target=2)
    with pytest.raises(TraitError, match="class 2 needs more than 2 logits"):
        widget.logits = [0.0, 1.0]
    assert widget.logits == [2.0, 1.0, -1.0]


@pytest.mark.parametrize("make", [Activations, DeadReLU, SoftmaxLoss])
def test_still_pictures_follow_the_state(make):
    changed = {Activations: {"r": 3.0}, DeadReLU: {"activation": "leaky relu"}, SoftmaxLoss: {"target": 0}}[make]
    assert make().still().startswith(b"\x89PNG")
    assert make().still() != make(**changed).still()
