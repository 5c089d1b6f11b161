"""DeadReLU seen from Python: its gradients are its network's, bad traits change nothing."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import SquaredError, gradcheck
from nnlib.widgets import DeadReLU


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
    assert leaky.off().all() and not leaky.dead().any()
    assert leaky.unit_gradients().all()


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("theta", [1.0, 2.0, 3.0, 4.0, 5.0]),
        ("theta", [float("inf")] * 4),
        ("points", [[3, 0]]),
        ("activation", "tanh"),
        ("rate", -1),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(trait, value):
    widget = DeadReLU()
    before = {name: getattr(widget, name) for name in widget._kinds}
    with pytest.raises(TraitError, match=f"DeadReLU.{trait}"):
        setattr(widget, trait, value)
    assert {name: getattr(widget, name) for name in widget._kinds} == before


def test_the_still_picture_follows_the_state():
    assert DeadReLU().still().startswith(b"\x89PNG")
    assert DeadReLU().still() != DeadReLU(activation="leaky relu").still()


def test_the_story_holds():
    assert DeadReLU().check() == "6 scenes hold"


def test_training_is_the_networks_and_remembers_its_start():
    widget = DeadReLU()
    before, loss = widget.theta, widget.readings()["loss"]
    widget.train(3)
    assert widget.start == before != widget.theta
    assert widget.readings()["loss"] < loss
    widget.train(2)
    assert (widget.start, widget.steps) == (before, 5)
