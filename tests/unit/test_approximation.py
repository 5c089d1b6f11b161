"""The staircase of section 3: the bounds it promises, the weights it gives, and what it refuses."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import Logistic, Sequential, Step, gradcheck, staircase
from nnlib.approximation import steps, towers

CURVES = {
    "line": lambda x: x,
    "wave": lambda x: np.sin(2 * np.pi * x),
    "root": np.sqrt,
    "corner": lambda x: np.abs(2 * x - 1),
    "bump": lambda x: np.exp(-(((x - 0.5) / 0.15) ** 2)),
}


def places(net, low=0.0, high=1.0):
    """Even places, the knots, and the floats just before them."""
    return np.unique(np.concatenate([np.linspace(low, high, 4001), net.knots, np.nextafter(net.knots, low)]))


def largest_error(net, f, low=0.0, high=1.0):
    x = places(net, low, high)
    return np.abs(net(x[:, None])[:, 0] - f(x)).max()


@pytest.mark.parametrize("eps", [0.5, 0.3, 0.1, 0.013])
@pytest.mark.parametrize("f", CURVES.values(), ids=CURVES)
def test_hard_steps_stay_within_eps(f, eps):
    assert largest_error(staircase(f, eps), f) <= eps * (1 + 1e-8)


@pytest.mark.parametrize("f", CURVES.values(), ids=CURVES)
def test_soft_steps_stay_within_the_bound_of_section_3(f):
    for eps in (0.3, 0.07):
        hard = staircase(f, eps)
        delta = np.diff(hard.knots).min()
        for R in (2 * np.log(3) / delta, 10 / delta):
            error = largest_error(staircase(f, eps, sharpness=R), f)
            assert error <= eps * (1.5 + 1 / np.expm1(R * delta / 2)) <= 2 * eps * (1 + 1e-9)


def test_it_is_the_network_of_the_example():
    net = staircase(np.square, 0.25, sharpness=50.0)
    assert isinstance(net, Sequential)
    hidden, activation, output = net.layers
    assert isinstance(activation, Logistic)
    np.testing.assert_allclose(net.knots, np.sqrt([0.25, 0.5, 0.75]), rtol=1e-12)
    np.testing.assert_array_equal(hidden.W, np.full((1, 3), 50.0))
    np.testing.assert_array_equal(hidden.b, -50.0 * net.knots)
    np.testing.assert_allclose(output.W[:, 0], np.diff([0, 0.25, 0.5, 0.75]), atol=1e-12)
    assert output.b == [0.0]
    assert isinstance(staircase(np.square, 0.25).layers[1], Step)
    assert net.count_parameters() == 3 * 3 + 1


def test_the_first_level_is_f_at_the_left_end():
    net = staircase(lambda x: 3 - x, 0.2, interval=(-1, 1))
    assert net.layers[2].b == [4.0]
    assert net(np.array([[-1.0]])) == [[4.0]]
    assert largest_error(net, lambda x: 3 - x, -1, 1) <= 0.2 * (1 + 1e-8)


def test_each_level_is_the_curve_at_its_knot():
    f = CURVES["bump"]
    net = staircase(f, 0.1)
    np.testing.assert_allclose(net(net.knots[:, None])[:, 0], f(net.knots), atol=1e-12)


@pytest.mark.parametrize("eps", [0.1, 0.2, 0.25])
def test_a_line_that_just_reaches_the_edge_needs_no_further_step(eps):
    assert len(staircase(CURVES["line"], eps).knots) == round(1 / eps) - 1


@pytest.mark.parametrize("eps", [0.1, 0.03, 0.007])
def test_width_is_the_travel_of_the_curve_over_eps_but_for_its_turns(eps):
    m = len(staircase(CURVES["wave"], eps).knots)
    assert 4 / eps - 6 <= m <= 4 / eps


def test_a_curve_within_its_band_gets_one_step_of_no_height():
    net = staircase(lambda x: 0.01 * x + 5, 0.5)
    assert net.layers[2].W.tolist() == [[0.0]]
    assert net(np.array([[0.0], [1.0]])).tolist() == [[5.0], [5.0]]


def test_jumps_are_followed_though_the_example_does_not_need_them():
    f = lambda x: np.where(x < 1 / 3, -1.0, 2.0)  # noqa: E731
    net = staircase(f, 0.1)
    assert len(net.knots) == 1
    assert largest_error(net, f) == 0


@given(
    slopes=st.lists(st.floats(-5, 5), min_size=1, max_size=8),
    eps=st.floats(0.05, 1),
    low=st.floats(-10, 10),
    width=st.floats(0.1, 10),
)
def test_piecewise_linear_curves_anywhere(slopes, eps, low, width):
    ends = np.linspace(low, low + width, len(slopes) + 1)
    values = np.concatenate([[0], np.cumsum(slopes)])
    f = lambda x: np.interp(x, ends, values)  # noqa: E731
    net = staircase(f, eps, interval=(low, low + width))
    assert largest_error(net, f, low, low + width) <= eps * (1 + 1e-6)
    assert len(net.knots) <= max(1, np.abs(slopes).sum() / eps + 1)


def test_a_soft_staircase_can_be_trained():
    net = staircase(CURVES["wave"], 0.4, sharpness=20.0)
    assert gradcheck(net, None, np.linspace(0, 1, 7)[:, None]) < 1e-7


@pytest.mark.parametrize(
    ("f", "error", "message"),
    [
        (lambda x: None, TypeError, "real numbers, got None"),
        (lambda x: "f", TypeError, "real numbers, got 'f'"),
        (lambda x: x + 1j, TypeError, "real numbers"),
        (lambda x: 1.0, ValueError, r"one value for each place: given shape \(16385,\), it returned \(\)"),
        (lambda x: x[:-1], ValueError, r"it returned \(16384,\)"),
        (lambda x: x[:, None], ValueError, r"it returned \(16385, 1\)"),
        (lambda x: 1 / x, ValueError, r"finite on the interval, got f\(0\) = inf"),
        (lambda x: np.log(x - 0.5), ValueError, r"finite on the interval, got f\(0\) = nan"),
        (math.sin, TypeError, "array of places, as np.sin does; it raised: only"),
        (3, TypeError, "f must be a function, got 3"),
    ],
)
def test_functions_that_give_nonsense(f, error, message):
    with pytest.raises(error, match=message):
        staircase(f, 0.1)


@pytest.mark.parametrize("eps", [0, -1, math.nan, math.inf])
def test_eps_must_be_positive(eps):
    with pytest.raises(ValueError, match="eps must be greater than 0"):
        staircase(np.sin, eps)


def test_eps_must_be_a_number():
    with pytest.raises(TypeError, match=r"eps must be a number, got '0\.1'"):
        staircase(np.sin, "0.1")


@pytest.mark.parametrize("f", [np.sin, lambda x: np.sin(1 / (x + 1e-3))], ids=["a small eps", "a wild curve"])
def test_widths_are_bounded(f):
    with pytest.raises(ValueError, match="more than 10000 steps to stay within eps = 1e-05; raise eps"):
        staircase(f, 1e-5)


@pytest.mark.parametrize("interval", [(1, 0), (0, 0), (0, math.inf), (math.nan, 1), ("a", "b")])
def test_intervals_that_are_none(interval):
    with pytest.raises(ValueError, match="finite a < b"):
        staircase(np.sin, 0.1, interval=interval)


@pytest.mark.parametrize("interval", [1, (0, 1, 2)])
def test_an_interval_is_a_pair(interval):
    with pytest.raises(TypeError, match="pair"):
        staircase(np.sin, 0.1, interval=interval)


@pytest.mark.parametrize("sharpness", [0, -5, math.nan])
def test_sharpness_must_be_positive(sharpness):
    with pytest.raises(ValueError, match="sharpness must be greater than 0"):
        staircase(np.sin, 0.1, sharpness=sharpness)


def test_a_function_that_writes_into_its_argument_does_no_harm():
    def f(x):
        x *= 2
        return x

    assert len(staircase(f, 0.5).knots) == 3


def test_steps_takes_knots_and_levels():
    net = steps(np.array([0.2, 0.6]), np.array([1.0, -1.0, 0.5]))
    assert net(np.array([[0.0], [0.2], [0.59], [0.6], [9.0]]))[:, 0].tolist() == [1.0, -1.0, -1.0, 0.5, 0.5]


BOXES = [[0.1, 0.4, 0.2, 0.9], [0.3, 0.8, 0.5, 0.6]]


def test_towers_are_their_heights_on_their_boxes():
    X = np.random.default_rng(0).random((500, 2))
    inside = [(a1 <= X[:, 0]) & (X[:, 0] < b1) & (a2 <= X[:, 1]) & (X[:, 1] < b2) for a1, b1, a2, b2 in BOXES]
    expected = 2.0 * inside[0] - 0.5 * inside[1]
    np.testing.assert_allclose(towers(BOXES, [2.0, -0.5])(X)[:, 0], expected, atol=1e-12)
    away = np.abs(X[:, [0, 0, 1, 1]][:, None, :] - np.array(BOXES)).min(axis=(1, 2)) > 0.05
    soft = towers(BOXES, [2.0, -0.5], sharpness=400.0)(X)[:, 0]
    np.testing.assert_allclose(soft[away], expected[away], atol=1e-6)


def test_the_sum_of_a_towers_steps_is_a_cross():
    net = towers([[0.2, 0.6, 0.3, 0.7]], [1.0])
    X = np.array([[0.4, 0.5], [0.4, 0.9], [0.9, 0.5], [0.9, 0.9]])
    h = net.layers[1](net.layers[0](X))
    assert (h @ [1, -1, 1, -1]).tolist() == [2, 1, 1, 0]
    assert net(X)[:, 0].tolist() == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("boxes", "heights", "message"),
    [
        ([], [], r"got \(0,\) and \(0,\)"),
        ([[0, 1, 0]], [1], "boxes"),
        (BOXES, [1.0], r"got \(2, 4\) and \(1,\)"),
        ([[0.5, 0.5, 0, 1]], [1.0], "a_1 < b_1"),
        ([[0, math.nan, 0, 1]], [1.0], "boxes must be finite"),
        ([[0, 1, 0, 1]], [math.inf], "heights must be finite"),
    ],
)
def test_boxes_that_are_none(boxes, heights, message):
    with pytest.raises(ValueError, match=message):
        towers(boxes, heights)
