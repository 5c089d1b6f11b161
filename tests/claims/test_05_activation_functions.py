"""What section 5 says of slopes, dead units, the softmax, the two kinds of boundary, and starts that fail."""

import itertools

import numpy as np
import pytest

import nnlib
from nnlib import SGD, Dense, LeakyReLU, Logistic, LogisticNLL, ReLU, Sequential, SoftmaxNLL, Tanh, mlp
from nnlib.widgets import DeadReLU, DecisionBoundary, SoftmaxLoss
from nnlib.widgets.random_numbers import started_theta

X, Y = DecisionBoundary().data()
THETA = np.array(DecisionBoundary(compare=True).theta)
W_2, B = 3, 6  # places of h₁ in θ; its line is x₂ = −b / w₂
BOTH = ("relu", "logistic")

both = pytest.mark.parametrize("activation", BOTH)


def network(activation, theta):
    return DecisionBoundary(theta=list(theta), activation=activation).network()


def wrong(net):
    return (net(X)[:, 0] > 0) != (Y == 1)


def fitted(activation, seed=8):
    """The network that section 5 trains in nnlib."""
    rng = np.random.default_rng(seed)
    net = mlp([2, 3, 1], hidden=activation, rng=rng)
    descent = SGD(net, lr=0.3, momentum=0.9)
    nnlib.train(
        net, LogisticNLL(), descent, X, Y[:, None], epochs=1500, batch_size=len(X), rng=rng, progress=False,
    )  # fmt: skip
    return net


# Two kinds of bend


@pytest.mark.parametrize(("layer", "steepest"), [(Logistic(), 1 / 4), (Tanh(), 1), (ReLU(), 1), (LeakyReLU(0.1), 1)])
def test_the_steepest_slopes(layer, steepest):
    r = np.linspace(-6, 6, 1201)
    assert layer.slope(r).max() == pytest.approx(steepest, abs=1e-12)
    if isinstance(layer, (Logistic, Tanh)):
        assert layer.slope(np.array(0.0)) == steepest


def test_far_to_the_right_the_saturating_functions_are_flat_and_the_relus_are_not():
    r = np.array(5.0)
    assert all(layer.slope(r) < 0.01 for layer in (Logistic(), Tanh()))
    assert ReLU().slope(r) == LeakyReLU(0.1).slope(r) == 1


def test_far_to_the_left_only_the_leaky_relu_has_a_slope():
    r = np.array(-5.0)
    assert all(layer.slope(r) < 0.01 for layer in (Logistic(), Tanh()))
    assert ReLU().slope(r) == 0
    assert LeakyReLU(0.1).slope(r) == 0.1


def test_tanh_is_a_logistic_stretched_and_so_is_its_slope():
    r = np.linspace(-6, 6, 1201)
    np.testing.assert_allclose(np.tanh(r), 2 * Logistic().f(2 * r) - 1, atol=1e-12)
    np.testing.assert_allclose(Tanh().slope(r), 4 * Logistic().slope(2 * r), atol=1e-12)


# Units that die


def trained(widget, steps):
    widget.train(steps)
    return widget


def test_at_the_rate_that_it_opens_with_the_loss_falls_and_no_unit_dies():
    before = DeadReLU().readings()["loss"]
    calm = trained(DeadReLU(), 600)
    assert not calm.dead().any()
    assert calm.readings()["loss"] < before


def test_there_is_a_cell_for_each_of_sixteen_points_and_six_units():
    assert DeadReLU().unit_gradients().shape == (16, 6)


def test_long_steps_kill_most_units_and_these_stay_dead():
    overshot = trained(DeadReLU(rate=0.5), 60)
    dead = overshot.dead()
    assert dead.sum() > 6 / 2
    still = trained(DeadReLU(rate=0.05, theta=overshot.theta), 600)
    assert still.dead()[dead].all()
    assert not still.unit_gradients()[:, dead].any()


def test_fits_at_a_high_rate_fail_with_dead_units_and_a_leaky_slope_saves_most():
    calm, fast, leaky = (
        [end for end, _ in DeadReLU(**setting).many_starts(8)]
        for setting in ({"rate": 0.05}, {"rate": 0.3}, {"rate": 0.3, "activation": "leaky relu"})
    )
    assert all(end.is_solved() for end in calm + leaky)
    stuck = [end for end in fast if not end.is_solved()]
    assert len(stuck) >= 4 and all(end.dead().any() for end in stuck)


def test_with_a_leaky_slope_gradient_arrives_everywhere_and_a_unit_comes_back():
    overshot = trained(DeadReLU(rate=0.5), 60)
    leaky = trained(DeadReLU(rate=0.05, theta=overshot.theta, activation="leaky relu"), 3000)
    assert (leaky.unit_gradients() != 0).all()
    assert (overshot.off() & ~leaky.off()).any()
    assert not leaky.dead().any()


def test_negative_weights_on_inputs_that_are_not_negative_leave_only_beta_0_to_train():
    rng = np.random.default_rng(0)
    hidden = Dense(3, 5, rng=rng)
    net = Sequential(hidden, ReLU(), Dense(5, 1, rng=rng))
    hidden.W, hidden.b = -rng.uniform(0.1, 1, (3, 5)), -rng.uniform(0, 1, 5)
    z = net(rng.uniform(0, 1, (20, 3)))
    net.backward(np.ones_like(z))
    assert not net.layers[1].h.any()
    assert not hidden.dW.any()
    assert not hidden.db.any()
    before = net.theta.copy()
    SGD(net, 0.1).step()
    assert np.flatnonzero(net.theta != before).tolist() == [len(before) - 1]


# The output layer


def test_raising_the_true_logit_lowers_the_loss_and_shrinks_the_gradients():
    opened, raised = SoftmaxLoss(), SoftmaxLoss(logits=[2.0, 4.0, -1.0])
    assert raised.loss() < opened.loss()
    assert np.abs(raised.gradient()).max() < np.abs(opened.gradient()).max()
    assert SoftmaxLoss(logits=[-6.0, 6.0, -6.0]).loss() < 0.001


def test_the_gradient_is_f_minus_1_for_the_true_class_and_sums_to_zero():
    opened = SoftmaxLoss()
    np.testing.assert_allclose(opened.gradient(), opened.probabilities() - np.eye(3)[opened.target])
    assert abs(opened.gradient().sum()) < 1e-12


def test_adding_one_number_to_all_logits_moves_nothing():
    opened, shifted = SoftmaxLoss(), SoftmaxLoss(logits=[3.0, 2.0, 0.0])
    np.testing.assert_allclose(shifted.probabilities(), opened.probabilities())
    np.testing.assert_allclose([shifted.loss(), *shifted.gradient()], [opened.loss(), *opened.gradient()])


def test_the_softmax_of_two_classes_is_the_logistic():
    f = nnlib.softmax(np.array([[0.3, 1.7]]))[0, 1]
    np.testing.assert_allclose(f, Logistic().f(np.array(1.7 - 0.3)))


def test_a_high_temperature_evens_out_and_near_0_the_largest_takes_all():
    hot, warm, cold = (SoftmaxLoss(temperature=T).probabilities() for T in (10, 1, 0.1))
    assert np.ptp(hot) < np.ptp(warm) < np.ptp(cold)
    assert cold.max() > 0.99


@pytest.mark.parametrize("T", [0.5, 3.0])
def test_the_temperature_divides_the_gradient(T):
    step, widget = 1e-6, SoftmaxLoss(temperature=T)
    for c, slope in enumerate(widget.gradient()):
        above, below = (
            SoftmaxLoss(temperature=T, logits=(np.array(widget.logits) + move * np.eye(3)[c]).tolist()).loss()
            for move in (step, -step)
        )
        assert (above - below) / (2 * step) == pytest.approx(slope, abs=1e-7)
    np.testing.assert_allclose(widget.gradient(), (widget.probabilities() - np.eye(3)[widget.target]) / T)


def test_large_logits_are_no_trouble():
    loss, z = SoftmaxNLL(), np.array([[1000.0, 0.0, -1000.0]])
    assert [loss(z, np.array([y])) for y in range(3)] == [0, 1000, 2000]


# The same weights, two boundaries


@both
def test_the_same_thirteen_numbers_put_every_point_on_its_own_side(activation):
    assert len(THETA) == 13
    assert not wrong(network(activation, THETA)).any()


@both
def test_without_h_1_the_inside_leaks_out(activation):
    off = THETA.copy()
    off[B] = 1.25 * off[W_2]  # its line passes below the picture
    mistaken = wrong(network(activation, off))
    assert mistaken.any()
    assert not (Y[mistaken] == 1).any()


def test_a_longer_arrow_draws_the_relus_boundary_to_its_line_and_straightens_the_logistics():
    def base(net):
        """How high the boundary passes below the middle, from left to right."""
        x_2 = np.linspace(-0.6, -0.3, 3001)
        rows = (np.column_stack([np.full_like(x_2, x_1), x_2]) for x_1 in np.linspace(-0.3, 0.3, 13))
        return np.array([x_2[net(row)[:, 0] > 0].min() for row in rows])

    longer = THETA.copy()
    longer[[0, W_2, B]] *= 2
    (relu, logistic), (relu_longer, logistic_longer) = (
        [base(network(activation, theta)) for activation in BOTH] for theta in (THETA, longer)
    )
    line = -THETA[B] / THETA[W_2]
    assert np.abs(relu_longer - line).max() < 0.6 * np.abs(relu - line).min()
    assert np.ptp(logistic_longer) < 0.6 * np.ptp(logistic)


@pytest.mark.parametrize("activation", [ReLU, Logistic])
def test_three_trained_units_separate_the_classes(activation):
    assert not wrong(fitted(activation)).any()


def test_a_point_of_class_1_lies_inside_a_triangle_of_class_0():
    def inside(point, triangle):
        return (np.linalg.solve(np.vstack([triangle.T, np.ones(3)]), [*point, 1]) > 0).all()

    triangles = map(np.array, itertools.combinations(X[Y == 0], 3))
    assert any(inside(point, triangle) for triangle in triangles for point in X[Y == 1])


def test_along_a_path_the_relus_output_bends_on_the_units_lines_only_and_the_logistics_everywhere():
    path = np.linspace([-1.2, -0.4], [1.2, 0.5], 2001)
    for activation in (ReLU, Logistic):
        net = fitted(activation)
        z = net(path)[:, 0]
        bent = np.abs(z[2:] - 2 * z[1:-1] + z[:-2]) > 1e-10
        on = net.layers[0](path) > 0
        crossed = (on[1:] != on[:-1]).any(axis=1)
        if activation is ReLU:
            assert bent.any()
            assert not bent[~(crossed[1:] | crossed[:-1])].any()
        else:
            assert bent.sum() > 1900


@pytest.mark.parametrize(("activation", "changes"), [(ReLU, False), (LeakyReLU, False), (Logistic, True)])
def test_scaling_a_unit_and_dividing_its_output_weight_changes_the_logistic_only(activation, changes):
    def z(c):
        net = mlp([2, 3, 1], hidden=activation, rng=np.random.default_rng(0))
        net.theta = THETA
        net.layers[0].W *= c
        net.layers[0].b *= c
        net.layers[2].W /= c
        return net(plane)

    along = np.linspace(-1.2, 1.2, 61)
    plane = np.stack(np.meshgrid(along, along), axis=-1).reshape(-1, 2)
    largest = np.abs(z(1) - z(5)).max()
    assert largest > 1 if changes else largest < 1e-9


# What can go wrong


def ends(activation, width, seeds, steps=3000):
    """The widget after its training from each of the section's starts, until no point is wrong."""
    for seed in seeds:
        theta = started_theta([2, width, 1], seed).tolist()
        widget = DecisionBoundary(hidden=[width], activation=activation, theta=theta, start=theta)
        while widget.readings()["wrong"] and widget.steps < steps:
            widget.train(50)
        yield widget


def solved(*args, **options):
    return [widget.readings()["wrong"] == 0 for widget in ends(*args, **options)]


def test_three_relu_units_often_get_stuck_most_of_them_with_a_dead_unit():
    stuck = [widget for widget in ends("relu", 3, range(1, 9)) if widget.readings()["wrong"]]
    dead = [not (widget.network().layers[0](X) > 0).any(axis=0).all() for widget in stuck]
    assert len(stuck) >= 8 / 2
    assert sum(dead) > len(stuck) / 2


def test_a_leaky_slope_helps_little():
    relu, leaky = (sum(solved(activation, 3, range(1, 9))) for activation in ("relu", "leaky relu"))
    assert relu <= leaky < 8


def test_three_logistic_units_are_slow_and_those_left_only_need_more_steps():
    assert all(solved("logistic", 3, range(1, 5)))
    assert not any(solved("logistic", 3, (16, 17)))
    assert all(solved("logistic", 3, (16, 17), steps=6000))


def test_eight_relu_units_never_get_stuck():
    assert all(solved("relu", 8, range(1, 21)))


@both
def test_two_units_are_never_enough(activation):
    assert not any(solved(activation, 2, range(1, 6), steps=1000))


# Exercises


@pytest.mark.parametrize(("activation", "steepness"), [("relu", 1), ("logistic", 20)])
def test_beta_0_of_one_half_serves_relus_and_steep_logistics(activation, steepness):
    theta = THETA.copy()
    theta[9:] /= 4  # the widget opens on this choice, all β four times as large
    assert theta[9:].tolist() == [-1, -1, -1, 0.5]
    theta[:9] *= steepness
    assert not wrong(network(activation, theta)).any()


def test_two_relus_solve_xor_by_the_distance_from_the_diagonal():
    widget = DecisionBoundary(dataset="xor", hidden=[2], theta=[1, -1, -1, 1, 0, 0, 4, 4, -2.6])
    assert len(widget.data()[1]) == 32
    assert widget.readings()["wrong"] == 0
