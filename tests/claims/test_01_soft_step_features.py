"""What section 1 says, checked by calculation."""

import numpy as np
import pytest

from nnlib import SGD, Dense, Logistic, LogisticNLL, Sequential, Step, datasets, mlp, train
from nnlib.widgets import SoftSteps
from nnlib.widgets.soft_steps import started_theta

x, y = datasets.three_changes()
line = np.linspace(-5, 5, 2001)[:, None]


def wrong(net, x=x, y=y):
    return int(((net(x)[:, 0] > 0) != (y == 1)).sum())


def changes(r):
    return int((np.sign(r[1:]) != np.sign(r[:-1])).sum())


def steps(kind, w, b, beta):
    rng = np.random.default_rng(0)
    net = Sequential(Dense(1, len(w), rng=rng), kind(), Dense(len(w), 1, rng=rng))
    net.theta = [*w, *b, *beta]
    return net


# The idea


def test_the_class_changes_three_times_and_no_threshold_separates_it():
    assert len(x) == 11
    assert changes(y - 0.5) == 3
    assert not any(((x[:, 0] > t) == (y == side)).all() for t in (-3, *x[:, 0]) for side in (0, 1))


def test_three_soft_steps_do_better():
    assert wrong(SoftSteps().network()) == 0


def test_without_the_second_step_the_two_points_in_the_gap_turn_wrong():
    theta = list(SoftSteps().theta)
    theta[7] = 0
    without = SoftSteps(theta=theta).network()
    assert wrong(without) == 2
    assert (without(x[(x > 1) & (x < 2)][:, None]) > 0).all()


def test_hard_steps_change_the_class_exactly_where_they_stand():
    hard = SoftSteps(family="hard step").network()
    just = np.array([-1, 1, 2.0])[:, None]
    np.testing.assert_array_equal(np.sign(hard(just + 1e-9)), -np.sign(hard(just - 1e-9)))


# The network


def test_the_weights_of_the_example_are_the_widgets_and_stand_at_minus_1_1_and_2():
    net = steps(Logistic, [5, 5, 5], [5, -5, -10], [4, -4, 4, -2])
    np.testing.assert_array_equal(net.theta, SoftSteps().theta)
    assert net.count_parameters() == 10
    hidden = net.layers[0]
    assert (-hidden.b / hidden.W[0]).tolist() == [-1, 1, 2]
    assert ((Logistic().f(net(x))[:, 0] > 0.5) == (y == 1)).all()


def test_gradient_descent_finds_other_numbers():
    rng = np.random.default_rng(0)
    net = mlp([1, 3, 1], hidden=Logistic, rng=rng)
    net.layers[0].W[:] = 3
    net.layers[0].b[:] = -3 * rng.uniform(-2, 3, 3)
    train(net, LogisticNLL(), SGD(net, lr=1.0), x, y[:, None], epochs=3000, batch_size=11, rng=rng, progress=False)
    assert wrong(net) == 0


# How often the class can change


def test_the_cubic_separates():
    cubic = (x[:, 0] + 1) * (x[:, 0] - 1) * (x[:, 0] - 2)
    assert ((cubic > 0) == (y == 1)).all()


@pytest.mark.parametrize("degree", [1, 2, 3])
def test_training_a_polynomial_needs_degree_3(degree):
    powers = np.hstack([(x / 3) ** i for i in range(1, degree + 1)])
    net, rng = Dense(degree, 1, rng=np.random.default_rng(0)), np.random.default_rng(0)
    descent = SGD(net, lr=3.0, momentum=0.9)
    train(net, LogisticNLL(), descent, powers, y[:, None], epochs=2000, batch_size=11, rng=rng, progress=False)
    assert (wrong(net, powers) == 0) == (degree == 3)
    widget = SoftSteps(family="polynomial", degree=degree)
    widget.train(500)
    assert (widget.readings()["wrong"] == 0) == (degree == 3)


@pytest.mark.parametrize("m", range(1, 6))
def test_m_hard_steps_change_the_class_at_most_m_times(m):
    rng = np.random.default_rng(m)
    for _ in range(400):
        net = steps(Step, *(rng.normal(size=size) for size in (m, m, m + 1)))
        assert changes(net(line)[:, 0]) <= m


@pytest.mark.parametrize("m", [1, 2, 3])
def test_so_do_soft_steps_of_one_sharpness(m):
    rng = np.random.default_rng(m)
    for _ in range(200):
        net = steps(Logistic, np.full(m, 3.0), 3 * rng.normal(size=m), rng.normal(size=m + 1))
        assert changes(net(line)[:, 0]) <= m


def test_two_soft_steps_of_different_sharpness_change_it_three_times_and_separate_the_data():
    two = steps(Logistic, w=[1, 10], b=[-0.5, -10], beta=[10, -6.4, -1.8])
    assert wrong(two) == 0
    r = two(line + 1e-4)[:, 0]
    places = line[1:, 0][np.sign(r[1:]) != np.sign(r[:-1])]
    np.testing.assert_allclose(places, [-1.02, 1.1, 2.02], atol=0.01)


# What can go wrong


def trained_from(b, heights):
    """w, b of three steps of sharpness 5 after training, and how many points stay wrong."""
    net = mlp([1, 3, 1], hidden=Logistic, rng=np.random.default_rng(0))
    net.layers[0].W[:], net.layers[0].b[:] = 5, b
    net.layers[2].W[:, 0] = heights
    rng = np.random.default_rng(0)
    train(net, LogisticNLL(), SGD(net, lr=1.0), x, y[:, None], epochs=1000, batch_size=11, rng=rng, progress=False)
    return net.layers[0].W[0], net.layers[0].b, wrong(net)


def test_gradient_descent_cannot_call_back_a_step_off_the_data():
    w, b, left = trained_from([5, -5, -60], [1, -1, -1])
    assert abs(w[2] - 5) < 1e-6
    assert abs(b[2] + 60) < 1e-6
    assert left > 0


def test_twins_stay_together_and_different_heights_part():
    w, b, left = trained_from([5, -7, -7], [1, -1, -1])
    assert w[1] == w[2]
    assert b[1] == b[2]
    assert left > 0
    w, b, left = trained_from([5, -7, -7], [1, -1, -2])
    assert abs(b[1] / w[1] - b[2] / w[2]) > 0.5
    assert left == 0


def test_the_sharper_a_step_the_smaller_the_region_with_a_slope():
    soft, sharp = ((w * Logistic().slope(w * line) > 0.01).mean() for w in (5, 50))
    assert sharp < soft / 5
    assert not Step().slope(line).any()


@pytest.mark.parametrize(("m", "solved"), [(3, 10), (5, 20)])
def test_of_twenty_starts_ten_end_with_no_point_wrong_with_three_steps_and_all_with_five(m, solved):
    found = 0
    for seed in range(1, 21):
        theta = started_theta(m, seed)
        widget = SoftSteps(hidden=m, theta=theta, start=theta)
        while widget.steps < 3000 and widget.readings()["wrong"] > 0:
            widget.train(500)
        found += widget.readings()["wrong"] == 0
    assert found == solved


# Solutions


def test_heights_by_hand_give_minus_1_and_1_and_the_widget_doubles_them():
    of_example = {"w": [5, 5, 5], "b": [5, -5, -10], "beta": [2, -2, 2, -1]}
    assert (steps(Step, **of_example)(x)[:, 0] == 2 * y - 1).all()
    soft = steps(Logistic, **of_example)(x)
    assert (np.abs(soft) < 1).all()
    np.testing.assert_allclose(SoftSteps().network()(x), 2 * soft)


def test_five_hard_steps_separate_five_changes():
    five = np.array(SoftSteps(dataset="five changes").points)
    assert five[:, 1].tolist() == [0, 0, 1, 1, 0, 0, 1, 1, 0, 1, 1]
    turn = np.flatnonzero(np.diff(five[:, 1]))
    places = (five[turn, 0] + five[turn + 1, 0]) / 2
    assert wrong(steps(Step, np.ones(5), -places, [2, -2, 2, -2, 2, -1]), five[:, :1], five[:, 1]) == 0


def test_a_step_rises_from_a_tenth_to_nine_tenths_within_2_log_9_over_w():
    np.testing.assert_allclose(Logistic().f(np.array([-np.log(9), 0, np.log(9)])), [0.1, 0.5, 0.9])
    assert 5 * Logistic().slope(np.array(0.0)) == 5 / 4
    assert 2 * np.log(9) == pytest.approx(4.4, abs=0.01)


def test_two_steps_change_the_class_where_the_solution_says():
    log = np.log(8.2 / 1.8)
    np.testing.assert_allclose([0.5 - log, 0.5 + log], [-1.02, 2.02], atol=0.005)
    before = 10 * Logistic().f(np.array(0.5)) - 1.8
    np.testing.assert_allclose([before, before - 6.4], [4.4, -2.0], atol=0.05)
