"""DeepTraining seen from Python: its networks, how they are trained, and what it refuses."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib import SGD, BatchNorm, LogisticNLL, Residual, gradcheck
from nnlib.widgets import DeepTraining
from nnlib.widgets.deep_training import KINDS, X, Y
from nnlib.widgets.deep_training.story import BATCH_NORM, STORY


def held_in(layer, kind):
    return isinstance(layer, kind) + sum(held_in(each, kind) for each in layer.layers)


@pytest.mark.parametrize("kind", KINDS)
def test_a_network_is_of_its_kind_and_has_right_gradients(kind):
    net = DeepTraining(depth=3, activation="tanh", left=kind).network("left")
    assert len(net.layers) == 4
    assert held_in(net, Residual) == (2 if kind in ("skip", "both") else 0)
    assert held_in(net, BatchNorm) == (3 if kind in ("batch norm", "both") else 0)
    assert gradcheck(net, LogisticNLL(), X, Y) < 1e-6


def test_all_networks_start_with_the_same_weights_at_any_depth():
    weights = [
        [layer.layers[0].W for layer in DeepTraining(depth=depth, left=kind).network("left").layers[:-1]]
        for depth, kind in ((3, "plain"), (7, "both"))
    ]
    for shallow, deep in zip(*(each[:3] for each in weights), strict=True):
        np.testing.assert_array_equal(shallow, deep)
    ends = [DeepTraining(depth=depth).network("left").layers[-1].W for depth in (3, 7)]
    np.testing.assert_array_equal(*ends)


def test_training_is_gradient_descent_at_the_rates_of_its_rows():
    widget = DeepTraining(depth=5, rates=[[0, 0.3], [20, 0.1]])
    net, loss = widget.network("right"), LogisticNLL()
    descent, losses = SGD(net, 0.3), []
    for step in range(40):
        descent.lr = 0.3 if step < 20 else 0.1
        losses.append(loss(net(X), Y))
        net.backward(loss.backward())
        descent.step()
    widget.train(15)
    widget.train(25)
    assert widget.steps == 40
    np.testing.assert_allclose(widget.losses("right")[:40], losses, rtol=2e-3)
    widget.train(2000)
    assert widget.steps == 1000


def test_a_trained_network_predicts_as_it_was_trained_and_is_a_copy():
    widget = DeepTraining(depth=4, left="both")
    widget.train(30)
    net = widget.network("left")
    np.testing.assert_allclose(net.eval()(X), net.train()(X), rtol=1e-9)
    before = widget.readings()
    net.theta = np.zeros(net.count_parameters())
    assert widget.readings() == before


def test_a_side_is_left_or_right():
    with pytest.raises(ValueError, match="expected the side 'left' or 'right', got 'plain'"):
        DeepTraining().network("plain")


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("depth", 1),
        ("depth", 41),
        ("activation", "leaky relu"),
        ("left", "norm"),
        ("rates", []),
        ("rates", [[1, 0.3]]),
        ("rates", [[0, 0.3], [5, 1], [5, 2]]),
        ("rates", [[0, 0]]),
        ("steps", 1001),
        ("seed", -1),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(trait, value):
    widget = DeepTraining()
    before = widget.state()
    with pytest.raises(TraitError, match=f"DeepTraining.{trait}"):
        setattr(widget, trait, value)
    assert widget.state() == before


def test_the_still_picture_follows_the_state():
    trained = DeepTraining(depth=3)
    trained.train(20)
    assert trained.still() != DeepTraining(depth=3).still()


def test_its_stories_hold():
    assert DeepTraining().check() == "5 scenes hold"
    told = DeepTraining(activation="logistic", right="batch norm", story=BATCH_NORM)
    assert told.check() == "4 scenes hold"


@pytest.mark.parametrize("scene", [*STORY, *BATCH_NORM], ids=lambda scene: scene.goal.text)
def test_a_goal_says_what_is_read_and_no_verdict_names_a_side_after_right(scene):
    """A verdict is "Right." or "Not quite." and then why."""
    bounds = [each for name in ("loss_left", "loss_right") for each in scene.goal.readings.get(name, ()) if each]
    assert "loss" in scene.goal.text
    assert all(str(bound) in scene.goal.text for bound in bounds)
    assert scene.ask is None or not scene.ask.why.startswith(("Left", "Right"))
