"""What section 3 says, checked by calculation."""

import numpy as np
import pytest

from nnlib import SGD, Adam, Dense, Logistic, ReLU, Sequential, SquaredError, staircase, train
from nnlib.approximation import steps, towers
from nnlib.widgets import Staircase
from nnlib.widgets.staircase import SURFACES, TARGETS

CURVES = {name: TARGETS[name] for name in ("wave", "line", "bump", "root", "corner")}
wave = TARGETS["wave"]
EPS = 0.25

each_curve = pytest.mark.parametrize("f", CURVES.values(), ids=CURVES)


def largest_error(net, f):
    knots = getattr(net, "knots", np.empty(0))
    x = np.concatenate([np.linspace(0, 1, 5000), knots, np.nextafter(knots, 0)])
    return np.abs(net(x[:, None])[:, 0] - f(x)).max()


def test_the_weights_are_those_of_the_construction_and_the_sum_telescopes():
    net = staircase(wave, eps=EPS, sharpness=200.0)
    hidden, _, output = net.layers
    np.testing.assert_array_equal(hidden.b, -200 * net.knots)
    np.testing.assert_allclose(output.b + np.cumsum(output.W), wave(net.knots), atol=1e-12)
    assert len(net.knots) == 11


@each_curve
@pytest.mark.parametrize("eps", [0.5, 0.1, 0.02])
def test_hard_steps_keep_the_bound_and_reach_it(f, eps):
    assert 0.99 * eps < largest_error(staircase(f, eps), f) <= eps * (1 + 1e-8)


def test_a_finite_sharpness_keeps_its_bound_and_is_safe_from_r_safe_on():
    delta = np.diff(staircase(wave, EPS).knots).min()
    safe = 2 * np.log(3) / delta
    for R in (5.0, 20.0, safe, 200.0, 5000.0):
        error = largest_error(staircase(wave, EPS, sharpness=R), wave)
        bound = EPS * (1.5 + 1 / np.expm1(R * delta / 2))
        assert error <= bound
        assert error < 0.6 * bound or R != safe
        assert error <= 2 * EPS * (1 + 1e-9) or R < safe
    assert largest_error(staircase(wave, EPS, sharpness=5.0), wave) > 2 * EPS


def test_a_cliff_costs_one_and_a_half_tolerances():
    def cliff(x):
        return 0.4999 * np.clip((x - 0.5) / 1e-4, 0, 1)

    net = staircase(cliff, EPS, sharpness=200.0)
    assert len(net.knots) == 1
    assert 1.4 * EPS < largest_error(net, cliff) <= 1.5 * EPS


@each_curve
def test_the_width_is_about_variation_over_tolerance(f):
    tolerances = np.array([0.4, 0.2, 0.1, 0.05, 0.02, 0.01])
    V = np.abs(np.diff(f(np.linspace(0, 1, 100_001)))).sum()
    widths = np.array([len(staircase(f, eps).knots) for eps in tolerances])
    assert (widths <= V / tolerances * (1 + 1e-6)).all()
    assert widths[-1] > 0.9 * V / tolerances[-1]


@pytest.mark.parametrize("name", ["wave", "line", "bump"])
def test_a_trained_network_of_the_same_width_comes_five_times_closer(name):
    f = CURVES[name]
    built = largest_error(staircase(f, EPS), f)
    net = staircase(f, EPS, sharpness=20.0)
    x, rng = np.linspace(0, 1, 129)[:, None], np.random.default_rng(0)
    train(net, SquaredError(), Adam(net, 0.01), x, f(x), epochs=2000, batch_size=129, rng=rng, progress=False)
    trained = largest_error(net, f)
    assert trained < 0.05 < built
    assert built > 5 * trained


def test_the_trained_steps_of_the_last_scene_are_broad_go_up_and_down_and_overlap():
    widget = Staircase(compare=True)
    widget.train(400)
    hidden, _, output = widget.trained_network().layers
    widths, rises = 4 / np.abs(hidden.W[0]), np.sign(hidden.W[0]) * output.W[:, 0]
    knots = np.sort(-hidden.b / hidden.W[0])
    assert widths.min() > 10 * 4 / widget.sharpness
    assert widths.min() > 2 * np.diff(knots).max()
    assert rises.min() < 0 < rises.max()


def test_gradient_descent_from_another_start_beats_the_staircase_too():
    rng = np.random.default_rng(1)
    w = rng.uniform(6, 12, 11) * rng.choice([-1, 1], 11)
    net = Sequential(Dense(1, 11, rng=rng), Logistic(), Dense(11, 1, rng=rng))
    net.theta = [*w, *(-w * (np.arange(11) + rng.random(11)) / 11), *rng.uniform(-0.3, 0.3, 11), 0]
    x, optimizer = np.linspace(0, 1, 129)[:, None], SGD(net, lr=0.05, momentum=0.95)
    train(net, SquaredError(), optimizer, x, wave(x), epochs=400, batch_size=129, rng=rng, progress=False)
    assert largest_error(net, wave) < 0.5 * EPS


def test_a_cross_is_2_on_the_box_and_1_on_its_arms_and_a_further_step_makes_it_a_tower():
    net = towers([[0.25, 0.6, 0.3, 0.7]], [0.8])
    places = np.array([[0.4, 0.5], [0.4, 0.9], [0.9, 0.9]])
    assert (net.layers[1](net.layers[0](places)) @ [1, -1, 1, -1]).tolist() == [2, 1, 0]
    assert net(places)[:, 0].tolist() == [0.8, 0, 0]


def test_four_times_the_towers_halve_the_error():
    axis = np.arange(61) / 60
    places = np.array(np.meshgrid(axis, axis)).reshape(2, -1).T
    errors = {}
    for k in (4, 8):
        net = Staircase(view="plane", surface="hill", grid=k, hard=True).network()
        errors[k] = np.abs(net(places)[:, 0] - SURFACES["hill"](*places.T)).max()
    assert 0.4 < errors[8] / errors[4] < 0.65


def test_steps_parallel_to_the_axes_make_no_tower():
    rng = np.random.default_rng(0)
    first, second = Dense(2, 50, rng=rng), Dense(50, 1, rng=rng)
    first.W, first.b = np.tile(100 * np.eye(2), 25), -100 * rng.random(50)
    a, b, c, d = rng.random(4)
    corners = np.array([[a, c], [b, c], [a, d], [b, d]])
    fifty_steps = Sequential(first, Logistic(), second)(corners)[:, 0]
    tower = towers([[a - 0.01, a + 0.01, c - 0.01, c + 0.01]], [1.0])(corners)[:, 0]
    signs = [1, -1, -1, 1]
    assert abs(fifty_steps @ signs) < 1e-9
    assert tower @ signs == 1
    assert np.abs(fifty_steps - tower).max() >= 1 / 4


@pytest.mark.parametrize(("R", "expected"), [(50.0, 0.5), (5000.0, 0.5), (np.inf, 0)])
def test_only_hard_steps_follow_a_jump(R, expected):
    def jump(x):
        return np.where(x < 0.5, 0.0, 1.0)

    assert largest_error(staircase(jump, 0.1, sharpness=R), jump) == pytest.approx(expected, abs=1e-6)


def test_a_hundred_turns_take_a_hundred_times_the_steps():
    one, ten, hundred = (len(staircase(np.sin, EPS, interval=(0, 2 * np.pi * n)).knots) for n in (1, 10, 100))
    assert hundred > 9 * ten > 80 * one


@pytest.mark.parametrize(
    ("f", "eps", "message"),
    [
        (lambda x: 1 / x, 0.1, "finite"),
        (lambda x: 0.5, 0.1, "one value for each place"),
        (wave, -1, "greater than 0"),
        (wave, 1e-6, "more than 10000 steps"),
    ],
)
def test_staircase_says_what_is_wrong_with_a_curve(f, eps, message):
    with pytest.raises(ValueError, match=message), np.errstate(divide="ignore"):
        staircase(f, eps)


# Exercises


def test_the_knots_of_a_square_found_by_hand():
    net = staircase(lambda x: x**2, 0.25)
    np.testing.assert_allclose(net.knots, np.sqrt([1 / 4, 2 / 4, 3 / 4]))
    np.testing.assert_allclose(net.layers[2].W[:, 0], 1 / 4)
    assert net.layers[2].b.tolist() == [0]


def test_floors_in_the_middle_halve_the_error_or_the_steps():
    built = staircase(lambda x: x, 0.1)
    raised = steps(built.knots, np.concatenate([[0], built.knots]) + 0.05)
    fewer = steps(np.arange(1, 5) / 5, np.arange(5) / 5 + 0.1)
    for net, most in ((built, 0.1), (raised, 0.05), (fewer, 0.1)):
        assert largest_error(net, lambda x: x) <= most * (1 + 1e-8)
    assert len(fewer.knots) == 4 < len(built.knots) / 2


def test_three_steps_of_a_line_reach_an_eighth_by_hand_and_a_quarter_by_construction():
    line = Staircase(target="line", eps=EPS, hard=True)
    by_hand = Staircase(target="line", hard=True, steps=[[mu, mu + 0.12] for mu in (0, 0.25, 0.5, 0.75)])
    assert line.count_steps() == by_hand.count_steps() == 3
    assert line.readings()["error"] == pytest.approx(0.25)
    assert by_hand.readings()["error"] <= 0.13 * (1 + 1e-9)


def test_bumps_merged_are_the_staircase():
    built = staircase(lambda x: x, 0.1)
    x = np.concatenate([np.linspace(0, 1, 5000), np.nextafter(built.knots, 0)])
    starts = np.concatenate([[0], built.knots, [2]])
    bumps = (x[:, None] >= starts[:-1]) * 1.0 - (x[:, None] >= starts[1:])
    np.testing.assert_allclose(bumps @ np.concatenate([[0], built.knots]), built(x[:, None])[:, 0], atol=1e-12)


def test_sixteen_towers_share_ten_different_walls():
    first = Staircase(view="plane", surface="hill", grid=4, hard=True).network().layers[0]
    assert first.b.size == 4 * 4**2
    assert np.unique(np.vstack([first.W, first.b]).round(9), axis=1).shape[1] == 2 * (4 + 1)


def test_twice_as_many_ramps_make_a_quarter_of_the_error():
    errors = []
    for m in (8, 16, 32, 64):
        knots, rng = np.arange(m) / m, np.random.default_rng(0)
        slopes = np.diff(wave(np.append(knots, 1))) * m
        net = Sequential(Dense(1, m, rng=rng), ReLU(), Dense(m, 1, rng=rng))
        net.theta = [*np.ones(m), *-knots, *np.diff(slopes, prepend=0), wave(0)]
        errors.append(largest_error(net, wave))
        assert errors[-1] <= (2 * np.pi / m) ** 2 / 8
    assert (np.abs(np.divide(errors[:-1], errors[1:]) - 4) < 0.4).all()
