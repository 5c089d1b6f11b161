"""What section 4 says of its graphs, its equations, `gradcheck` and differences."""

import numpy as np
import pytest

import nnlib
from nnlib import SGD, Dense, Logistic, LogisticNLL, Sequential, SquaredError, Tanh, gradcheck, mlp
from nnlib.widgets import Backprop, ChainRule

W_02, BETA_21 = 7, 10  # their places in θ
XOR = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]])


def sigma(r):
    return 1 / (1 + np.exp(-r))


def paths(values):
    return [values[f"dJ/d{name}"] * values[f"d{name}/dtheta"] for name in "gh"]


def moved(k, value, **traits):
    theta = Backprop().theta
    return Backprop(theta=[*theta[:k], value, *theta[k + 1 :]], **traits)


def hidden_gradient(widget):
    """∂J/∂w_ij and ∂J/∂w_0j of a 2-3-1 network."""
    gradient = widget.gradient()
    return gradient[:6].reshape(2, 3), gradient[6:9]


def descended(net, X, Y, steps, rate):
    loss, optimizer = SquaredError(), SGD(net, rate)
    for _ in range(steps):
        loss(net(X), Y)
        net.backward(loss.backward())
        optimizer.step()
    return loss(net(X), Y)


# Values go forwards, derivatives come back


def test_messages_are_multiplied_on_their_paths_and_added_where_these_meet():
    values = ChainRule(theta=1).values()
    assert [values[name] for name in ("dJ/df", "dJ/dg", "dJ/dh")] == [2, 4, 2]
    assert paths(values) == [8, -2]
    assert values["dJ/dtheta"] == 6


def test_a_push_forwards_meets_the_same_slopes_and_gives_the_same_result():
    for theta in (-0.5, 1, 2.2):
        widget = ChainRule(theta=theta, nudge=0.1)
        assert widget.changes()["J"] / widget.nudge == pytest.approx(widget.values()["dJ/dtheta"])
    assert ChainRule(nudge=0.1).changes()["f"] == pytest.approx(2 * 0.2 + 1 * -0.1)


def test_the_lines_of_python_compute_what_the_widget_opens_with():
    theta, y = 1.0, 1.0
    g, h = theta**2, 3 - theta
    dJ_df = -2 * (y - g * h)
    opened = ChainRule().values()
    assert (opened["J"], opened["dJ/dtheta"]) == ((y - g * h) ** 2, dJ_df * h * 2 * theta - dJ_df * g)


def test_at_two_both_paths_bring_24_and_cancel():
    values = ChainRule(theta=2).values()
    assert paths(values) == [24, -24]
    assert values["J"] == 9


def test_where_both_steps_are_flat_next_to_nothing_arrives():
    values = ChainRule(functions="two soft steps", theta=3).values()
    assert round(values["J"], 2) == 9
    assert abs(values["dJ/dtheta"]) < 0.01


@pytest.mark.parametrize("theta", [-0.5, 1, 2.2])
def test_what_g_and_h_pass_on_can_always_cancel(theta):
    values = ChainRule(functions="cancelling", theta=theta).values()
    assert abs(values["J"] - 1) < 1e-12
    assert abs(values["dJ/dtheta"]) < 1e-12 < abs(values["dJ/dg"])


# A network, message by message


def test_all_thirteen_derivatives_agree_with_the_measured_ones():
    widget = Backprop()
    assert widget.gradient().shape == (13,)
    assert gradcheck(widget.network(), SquaredError(), np.array([widget.x]), np.array([widget.y])) < 1e-8


def test_a_unit_that_nobody_listens_to_learns_nothing():
    dw, dw0 = hidden_gradient(moved(BETA_21, 0))
    assert not dw[:, 1].any() and dw0[1] == 0
    assert dw[:, [0, 2]].all()


@pytest.mark.parametrize(("traits", "falls"), [
    ({}, True), ({"output": "identity"}, False), ({"output": "identity", "rate": 0.3}, True),
])  # fmt: skip
def test_a_right_gradient_can_take_too_long_a_step(traits, falls):
    widget = Backprop(**traits)
    before = widget.J()
    widget.train(1)
    assert (widget.J() < before) == falls


def test_a_relu_unit_that_is_off_receives_nothing():
    dw, dw0 = hidden_gradient(Backprop(activation="relu"))
    assert not dw[:, 1].any() and dw0[1] == 0


def test_on_a_kink_the_formula_says_0_and_the_difference_half_of_the_slope_beyond():
    step = 1e-5
    kink = moved(W_02, 1.75, activation="relu")
    above, below = (moved(W_02, 1.75 + move, activation="relu").J() for move in (step, -step))
    assert kink.gradient()[W_02] == 0
    assert (above - below) / (2 * step) == pytest.approx((above - kink.J()) / step / 2, abs=1e-5)


# The two-layer network in full


def test_the_lines_of_numpy_the_sums_of_the_equations_and_nnlib_agree():
    widget = Backprop(sizes=[2, 3, 2], y=[1, 0])
    first, _, last, _ = widget.network().layers
    W, B = np.vstack([first.b, first.W]), np.vstack([last.b, last.W])
    x, y = np.array([1, *widget.x]), np.array(widget.y)
    h = np.array([1, *sigma(x @ W)])
    f = sigma(h @ B)
    ds = -2 * (y - f) * f * (1 - f)
    dB, dr = np.outer(h, ds), (B[1:] @ ds) * h[1:] * (1 - h[1:])
    dW = np.outer(x, dr)

    def to_sum(k):
        return -2 * (y[k] - f[k]) * f[k] * (1 - f[k])

    def hidden(i, j):
        return sum(to_sum(k) * B[j, k] for k in range(2)) * h[j] * (1 - h[j]) * x[i]

    np.testing.assert_allclose(dB, [[to_sum(k) * h[j] for k in range(2)] for j in range(4)])
    np.testing.assert_allclose(dW, [[hidden(i, j) for j in range(1, 4)] for i in range(3)])
    np.testing.assert_allclose(widget.gradient(), np.concatenate([dW[1:].ravel(), dW[0], dB[1:].ravel(), dB[0]]))


# In nnlib


class Sine(nnlib.Layer):
    """The section's layer of one's own."""

    def __init__(self, n):
        self.w, self.dw = np.ones(n), np.zeros(n)

    def forward(self, r):
        self.r = r
        return np.sin(self.w * r)

    def backward(self, dh):
        ds = dh * np.cos(self.w * self.r)
        self.dw = (ds * self.r).sum(axis=0)
        return ds * self.w


def test_a_layer_of_ones_own_is_counted_and_its_gradient_right():
    rng = np.random.default_rng(0)
    net = Sequential(Dense(2, 3, rng=rng), Sine(3), Dense(3, 1, rng=rng))
    assert gradcheck(net, SquaredError(), *XOR) < 1e-7
    assert net.count_parameters() == 9 + 3 + 4


def test_the_gradient_of_a_mini_batch_is_the_mean_of_its_points():
    net, loss = mlp([2, 3, 1], Tanh, rng=np.random.default_rng(0)), SquaredError()

    def gradient(x, y):
        loss(net(x), y)
        net.backward(loss.backward())
        return np.concatenate([each.ravel() for each in net.gradients()])

    points = [gradient(x[None], y[None]) for x, y in zip(*XOR, strict=True)]
    np.testing.assert_allclose(gradient(*XOR), np.mean(points, axis=0))


def test_one_step_lowers_the_loss_of_the_four_points():
    rng = np.random.default_rng(0)
    net, loss = Sequential(Dense(2, 3, rng=rng), Sine(3), Dense(3, 1, rng=rng)), SquaredError()
    before = loss(net(XOR[0]), XOR[1])
    assert descended(net, *XOR, steps=1, rate=0.1) < before


# Is it right? gradcheck


class SameMask(nnlib.Dropout):
    """The same mask in every pass: both losses come from one network."""

    def forward(self, x, **options):
        self.rng = np.random.default_rng(0)
        return super().forward(x, **options)


def networks():
    rng = np.random.default_rng(0)
    rows, pictures, tokens = (rng.normal(size=n) for n in ((5, 4), (3, 2, 6, 6), (3, 5, 4)))
    bends = [Logistic(), Tanh(), nnlib.ReLU(), nnlib.LeakyReLU(), nnlib.Step(), nnlib.Identity()]
    further = [nnlib.BatchNorm(3), nnlib.BatchNorm(3).eval(), nnlib.LayerNorm(3), SameMask(0.5, rng=rng)]
    for layer in (*bends, *further):
        yield Sequential(Dense(4, 3, rng=rng), layer), rows
    for skip, n in ((None, 4), (nnlib.ZeroExtension(6), 6), (Dense(4, 2, rng=rng), 2)):
        yield nnlib.Residual(Dense(4, n, rng=rng), Tanh(), skip=skip), rows
    for layer in (nnlib.AvgPool2D(2), nnlib.MaxPool2D(2), nnlib.Flatten()):
        yield Sequential(nnlib.Conv2D(2, 3, 3, rng=rng), layer), pictures
    yield nnlib.Conv2D(2, 3, 3, stride=2, padding=1, rng=rng), pictures
    for causal in (False, True):
        yield nnlib.SelfAttention(4, heads=2, causal=causal, rng=rng), tokens
    yield Sequential(nnlib.SelfAttention(4, rng=rng), nnlib.LastToken()), tokens


def kinds(layer):
    return {each.__name__ for each in type(layer).__mro__}.union(*(kinds(each) for each in layer.layers))


def test_every_layer_of_nnlib_passes():
    public = [getattr(nnlib, name) for name in nnlib.__all__]
    layers = {each.__name__ for each in public if isinstance(each, type) and issubclass(each, nnlib.Layer)}
    checked = set()
    for net, x in networks():
        assert gradcheck(net, None, x) < 1e-7, net
        checked |= kinds(net)
    assert layers <= checked


def test_all_derivatives_of_the_hard_step_are_0():
    assert not nnlib.Step().slope(np.linspace(-2, 2, 21)).any()


# What can go wrong


class Forgetful(Logistic):
    """A logistic that forgets its slope on the way back."""

    def backward(self, dh):
        return 1.0 * dh


def with_hidden(layer):
    rng = np.random.default_rng(0)
    return Sequential(Dense(2, 4, rng=rng), layer, Dense(4, 1, rng=rng))


def test_gradcheck_finds_the_forgotten_slope():
    assert gradcheck(with_hidden(Forgetful()), SquaredError(), *XOR) > 0.1


def test_a_wrong_gradient_trains_as_well_as_the_right_one_on_moons_and_stalls_near_the_constant_on_circles():
    ends, constant = {}, {}
    for name in ("moons", "circles"):
        X, y = getattr(nnlib.datasets, name)(40, noise=0.06, rng=np.random.default_rng(0))
        constant[name] = y.var()
        for layer in (Forgetful, Logistic):
            ends[name, layer] = descended(with_hidden(layer()), X, y[:, None].astype(float), steps=2000, rate=0.1)
    assert ends["moons", Forgetful] < 1.1 * ends["moons", Logistic] < 0.5 * constant["moons"]
    assert 0.85 * constant["circles"] < ends["circles", Forgetful] < constant["circles"]
    assert ends["circles", Logistic] < 0.5 * constant["circles"]


def test_differences_are_right_to_eight_digits_in_the_middle_and_lose_them_by_curvature_and_rounding():
    exact, value = Backprop(activation="tanh").gradient()[BETA_21], Backprop().theta[BETA_21]

    def error(step):
        above, below = (moved(BETA_21, value + move, activation="tanh").J() for move in (step, -step))
        return abs((above - below) / (2 * step) / exact - 1)

    assert max(map(error, (1e-6, 3e-6, 1e-5))) < 1e-8
    assert error(1e-1) / error(1e-2) == pytest.approx(100, rel=0.1)  # ten times the step, a hundred times the error
    assert error(1.0) > 1e-6
    assert error(1e-12) > 1e-6


# Exercises


def test_the_derivative_vanishes_at_three_minima_and_two_maxima():
    minima = np.roots([-1, 3, 0, -1]).real  # θ² (3 − θ) = 1
    for theta in (*minima, 0, 2):
        assert abs(ChainRule(theta=theta).values()["dJ/dtheta"]) < 1e-9
        J, *beside = (ChainRule(theta=theta + move).values()["J"] for move in (0, -0.05, 0.05))
        assert min(beside) > J if theta in minima else max(beside) < J


def test_units_that_start_alike_stay_copies():
    net = mlp([2, 3, 1], Tanh, rng=np.random.default_rng(0))
    net.theta = [0.5] * 6 + [0.1] * 3 + [0.7] * 3 + [0]
    before = net.theta.copy()
    descended(net, *XOR, steps=200, rate=0.1)
    assert (net.theta != before).any()
    assert np.ptp(net.layers[0].W, axis=1).max() == np.ptp(net.layers[2].W) == 0


def test_under_the_nll_the_output_receives_f_minus_y():
    widget = Backprop(loss="nll")
    f = sigma(widget.network()(np.array([widget.x])))[0]
    np.testing.assert_allclose(widget.gradient()[-1], f - widget.y)


def test_an_output_that_is_confidently_wrong_learns_with_the_nll_only():
    sure, of_class_0 = np.array([[6.0]]), np.zeros((1, 1))
    logistic, squared, nll = Logistic(), SquaredError(), LogisticNLL()
    squared(logistic(sure), of_class_0)
    nll(sure, of_class_0)
    assert logistic.backward(squared.backward())[0, 0] < 0.01 < 0.99 < nll.backward()[0, 0]


def test_shared_weights_add_the_gradients_of_their_two_places():
    first, last = (Dense(2, 2, rng=np.random.default_rng(5)) for _ in range(2))  # the same weights in both
    net, x = Sequential(first, Tanh(), last), np.array([[1.0, -0.5]])
    net(x)
    net.backward(np.ones((1, 2)))  # J is the sum of the outputs
    added = first.dW + last.dW

    def J(place, move):
        for layer in (first, last):
            layer.W[place] += move
        value = net(x).sum()
        for layer in (first, last):
            layer.W[place] -= move
        return value

    step = 1e-5
    measured = [[(J((i, j), step) - J((i, j), -step)) / (2 * step) for j in range(2)] for i in range(2)]
    np.testing.assert_allclose(measured, added, rtol=1e-6)
