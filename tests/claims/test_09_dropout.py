"""What section 9 says beyond the scenes of its widget."""

import itertools

import numpy as np
import pytest
from glued import glued

from nnlib import SGD, Dense, Dropout, Logistic, Sequential, SquaredError, datasets, train, widgets

SECTION = glued("09-dropout")
X = np.linspace(-1, 1, 121)


@pytest.fixture(scope="module")
def widget():
    return widgets.Dropout()


def all_masks(n, p):
    masks = np.array(list(itertools.product((0, 1), repeat=n)))
    kept = masks.sum(axis=1)
    return masks, (1 - p) ** kept * p ** (n - kept)


@pytest.fixture(scope="module")
def every(widget):
    """All masks, their probabilities, and f under each at X."""
    masks, chances = all_masks(10, widget.p)
    first, tanh, _, last = widget.network().layers
    h = tanh(first(X[:, None]))
    return masks, chances, np.array([last(h * mask / (1 - widget.p))[:, 0] for mask in masks])


def prediction(widget):
    return widget.network()(X[:, None])[:, 0]


def output_weights(widget, theta):
    return widget.network(theta).layers[-1].W[:, 0]


def test_two_of_ten_units_are_dropped_and_there_are_sixteen_points(widget):
    assert sum(widget.mask) == 8
    assert len(widget.points) == 16


def test_the_mean_of_random_masks_settles_on_the_prediction(every, widget):
    drawn = np.random.default_rng(0).choice(len(every[1]), 400, p=every[1])
    off = [np.abs(every[2][drawn[:count]].mean(axis=0) - prediction(widget)).max() for count in (4, 400)]
    assert off[1] < off[0] / 3


def test_the_prediction_is_exactly_the_mean_of_all_masks(every, widget):
    np.testing.assert_allclose(every[1] @ every[2], prediction(widget), atol=1e-12)


@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_blue_and_dashed_agree_for_every_p(p):
    scaled = widgets.Dropout(p=p)
    np.testing.assert_allclose(scaled.average(X)[0], prediction(scaled), atol=1e-12)


def test_without_the_factor_the_mean_is_half_of_the_prediction_from_the_bias():
    unscaled = widgets.Dropout(p=0.5, scaled=False)
    bias = unscaled.theta[-1]
    np.testing.assert_allclose(unscaled.average(X)[0] - bias, (prediction(unscaled) - bias) / 2, atol=1e-12)


def test_with_a_tanh_the_prediction_is_nearly_the_mean():
    bent = widgets.Dropout(p=0.5, output="tanh")
    gap = np.abs(prediction(bent) - bent.average(X)[0]).max()
    assert gap == pytest.approx(SECTION["gap-tanh"], abs=0.005)
    assert 0.005 < gap < 0.2


def test_what_was_censored_receives_no_gradient():
    dropout = Dropout(0.5, rng=np.random.default_rng(1))
    h = np.ones((3, 8))
    dropped = dropout(h) == 0
    assert (dropout.backward(h)[dropped] == 0).all()
    assert (dropout.backward(h)[~dropped] == 2).all()


def test_each_data_point_has_its_own_mask_anew_in_every_step():
    dropout = Dropout(0.5, rng=np.random.default_rng(1))
    dropped = [dropout(np.ones((3, 8))) == 0 for _ in range(2)]
    assert len(np.unique(dropped[0], axis=0)) == 3
    assert (dropped[0] != dropped[1]).any()


def test_for_prediction_the_layer_is_off():
    h = np.random.default_rng(0).normal(size=(3, 8))
    assert (Dropout(0.5, rng=np.random.default_rng(1)).eval()(h) == h).all()


def test_the_factor_keeps_the_mean_and_the_variance_is_p_over_1_minus_p_times_the_square():
    p, h = 0.3, np.array([0.7, -1.2, 0.0, 2.0])
    masks, chances = all_masks(4, p)
    np.testing.assert_allclose(chances.sum(), 1)
    np.testing.assert_allclose(chances @ (masks * h / (1 - p)), h, atol=1e-15)
    np.testing.assert_allclose(chances @ (masks * h / (1 - p)) ** 2 - h**2, p / (1 - p) * h**2)
    mean = Dropout(p, rng=np.random.default_rng(2))(np.tile(h, (200_000, 1))).mean(axis=0)
    np.testing.assert_allclose(mean, h, atol=0.02)


def test_the_factor_could_be_applied_at_the_other_end():
    p, h, beta = 0.3, np.array([0.7, -1.2, 0.0, 2.0]), np.array([0.5, 2.0, -1.0, 3.0])
    masks, chances = all_masks(4, p)
    np.testing.assert_allclose(chances @ (masks * h) @ beta, h @ ((1 - p) * beta))


def test_the_most_probable_mask_keeps_all_units_and_is_improbable(every):
    masks, chances, _ = every
    assert masks[chances.argmax()].all()
    assert chances.max() == pytest.approx(0.8**10)
    assert SECTION["all-kept"] == pytest.approx(0.8**10, abs=0.0005)
    assert SECTION["some-missing"] == pytest.approx(1 - 0.8**10, abs=0.0005)


def test_each_of_the_1024_masks_has_a_curve_of_its_own(every):
    assert len(np.unique(every[2].round(12), axis=0)) == 1024


def test_the_normalised_geometric_mean_is_what_a_logistic_output_predicts(every, widget):
    _, chances, z = every
    f = Logistic().f(z)
    ones, zeros = (np.exp(chances @ np.log(each)) for each in (f, 1 - f))
    predicted = Logistic().f(prediction(widget))
    np.testing.assert_allclose(ones / (ones + zeros), predicted, rtol=1e-10)
    off = np.abs(chances @ f - predicted).max()
    assert 0 < off
    assert off == pytest.approx(SECTION["gap-logistic"], abs=0.0005)


def test_without_dropout_a_missing_unit_costs_far_more():
    assert SECTION["rise-without"] > 20 * SECTION["rise-with"] > 0


def test_without_dropout_large_weights_of_opposite_signs_hold_each_other_in_balance(widget):
    plain, dropped = (output_weights(widget, theta) for theta in (widget.plain, widget.theta))
    assert np.abs(plain).sum() > 10 * np.abs(dropped).sum()
    assert plain.min() < -2 < 2 < plain.max()
    assert SECTION["size-without"] == pytest.approx(np.abs(plain).sum(), abs=0.05)
    assert SECTION["size-with"] == pytest.approx(np.abs(dropped).sum(), abs=0.05)


def test_on_average_over_the_masks_dropout_adds_a_penalty(widget):
    p, points = widget.p, np.array(widget.points)
    x, y = points[:, :1], points[:, 1:]
    first, tanh, _, last = widget.network().layers
    h = tanh(first(x))
    masks, chances = all_masks(10, p)
    expected = sum(c * (y - last(h * mask / (1 - p))) ** 2 for c, mask in zip(chances, masks, strict=True))
    error, penalty = (y - widget.network()(x)) ** 2, p / (1 - p) * h**2 @ last.W**2
    np.testing.assert_allclose(expected, error + penalty, rtol=1e-10)
    assert SECTION["error"] == pytest.approx(error.mean(), abs=0.005)
    assert SECTION["penalty"] == pytest.approx(penalty.mean(), abs=0.005)


def test_dropout_wins_at_the_end_and_early_stopping_beats_it(widget):
    assert SECTION["dropped-last"] < 0.6 * SECTION["plain-last"]
    assert SECTION["plain-least"] < SECTION["dropped-least"]
    assert SECTION["stop"] == 200
    assert widget.steps == 8000
    assert widget.held_out_error() == pytest.approx(SECTION["dropped-last"], abs=0.005)
    assert widget.held_out_error(widget.plain) == pytest.approx(SECTION["plain-last"], abs=0.005)


def test_noise_alone_causes_an_error_of_0_16():
    x, y = datasets.sine(20_000, 0.4, rng=np.random.default_rng(0))
    assert ((y - np.sin(np.pi * x)) ** 2).mean() == pytest.approx(0.16, abs=0.005)


def test_on_ten_data_sets_dropout_wins_at_the_end():
    assert SECTION["few-better"] == 9
    assert SECTION["few-with"] < 0.75 * SECTION["few-without"]


def test_nearly_all_of_the_gain_is_gone_where_training_without_it_stops_at_its_best():
    assert SECTION["few-stopped"] == pytest.approx(SECTION["few-with"], abs=0.03)


def test_with_three_hundred_points_nothing_is_gained():
    assert SECTION["plenty-with"] == pytest.approx(SECTION["plenty-without"], rel=0.1)


def test_train_leaves_a_network_in_evaluation_mode():
    rng, x = np.random.default_rng(0), np.ones((4, 1))
    net = Sequential(Dense(1, 2, rng=rng), Dropout(0.5, rng=rng), Dense(2, 1, rng=rng))
    train(net, SquaredError(), SGD(net, 0.1), x, x, epochs=1, batch_size=4, rng=rng, progress=False)
    assert not net.training


def test_left_on_the_same_point_gets_a_different_answer_every_time(widget):
    net, place = widget.network().train(), np.array([[0.4]])
    answers = np.array([net(place)[0, 0] for _ in range(200)])
    net.eval()
    assert answers.std() > 0.05
    assert net(place)[0, 0] == net(place)[0, 0] == pytest.approx(SECTION["not-forgotten"], abs=0.005)
    assert answers.mean() == pytest.approx(net(place)[0, 0], abs=4 * answers.std() / np.sqrt(200))


def test_with_p_0_8_the_training_error_never_comes_to_rest():
    assert SECTION["settled-most"] < SECTION["restless-least"] < SECTION["restless-most"] / 2
    settled, restless = (SECTION[f"{name}-most"] - SECTION[f"{name}-least"] for name in ("settled", "restless"))
    assert settled < restless / 10


def test_a_hundred_ones_under_p_a_half_add_up_to_100_give_or_take_10():
    sums = Dropout(0.5, rng=np.random.default_rng(3))(np.ones((20_000, 100))).sum(axis=1)
    assert sums.mean() == pytest.approx(100, abs=0.5)
    assert sums.std() == pytest.approx(10, abs=0.3)
    without_the_factor = sums / 2
    assert without_the_factor.mean() == pytest.approx(50, abs=0.25)
    assert without_the_factor.std() == pytest.approx(5, abs=0.15)


def test_with_a_mask_for_each_of_twenty_points_the_variance_is_a_twentieth():
    steps = Dropout(0.5, rng=np.random.default_rng(4))(np.ones((10_000, 20)))
    assert steps[:, 0].var() / steps.mean(axis=1).var() == pytest.approx(20, abs=1.5)
