"""Activation functions: values, slopes, both tails, shapes and types."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.special import expit

from nnlib import Identity, LeakyReLU, Logistic, ReLU, Step, Tanh

ALL = [Logistic(), Tanh(), ReLU(), LeakyReLU(), LeakyReLU(0.3), Step(), Identity()]
KINKED = (ReLU, LeakyReLU, Step)
VALUES = {
    "logistic": expit,
    "tanh": np.tanh,
    "relu": lambda r: np.where(r > 0, r, 0),
    "step": lambda r: np.where(r >= 0, 1.0, 0.0),
    "identity": lambda r: r,
}
named = pytest.mark.parametrize("activation", ALL, ids=repr)


@named
@given(r=arrays(np.float64, array_shapes(max_dims=4, max_side=4), elements=st.floats(-1000, 1000)))
def test_values(activation, r):
    expected = VALUES.get(activation.name, lambda r: np.where(r > 0, r, activation.epsilon * r))(r)
    np.testing.assert_allclose(activation.f(r), expected, rtol=1e-13, atol=1e-300)
    assert (activation.forward(r) == activation.f(r)).all()
    assert (activation(r) == activation.f(r)).all()


@named
@given(r=arrays(np.float64, array_shapes(max_dims=4, max_side=4), elements=st.floats(-8, 8)))
def test_slope_is_the_numerical_derivative(activation, r):
    if isinstance(activation, KINKED):
        r = np.where(np.abs(r) < 0.01, 0.5, r)
    step = 1e-5
    numerical = (activation.f(r + step) - activation.f(r - step)) / (2 * step)
    np.testing.assert_allclose(activation.slope(r), numerical, rtol=1e-7, atol=1e-9)
    activation.forward(r)
    dh = np.full_like(r, 2.0)
    np.testing.assert_allclose(activation.backward(dh), 2 * activation.slope(r), rtol=1e-9, atol=1e-13)


@named
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_types_and_shapes_are_kept(activation, dtype):
    r = np.linspace(-3, 3, 24).astype(dtype).reshape(2, 3, 4)
    h = activation.forward(r)
    for array in (h, activation.f(r), activation.slope(r), activation.backward(np.ones_like(h))):
        assert array.dtype == dtype and array.shape == r.shape


@named
def test_plain_numbers_and_lists(activation):
    assert activation.f(0.5) == activation.f(np.array([0.5]))[0]
    assert activation.slope(0.5) == activation.slope(np.array([0.5]))[0]
    assert np.shape(activation.f([1, -2])) == np.shape(activation.slope([1, -2])) == (2,)


def test_slopes_at_zero_and_bounds():
    assert Logistic().slope(0.0) == 0.25
    assert ReLU().slope(0.0) == 0 and LeakyReLU(0.2).slope(0.0) == 0.2 and Step().f(0.0) == 1
    r = np.linspace(-40, 40, 1001)
    assert (Logistic().slope(r) <= 0.25).all() and (Logistic().slope(r) > 0).all()


def test_the_logistic_is_accurate_far_out():
    """σ(−40) = e^−40 to full precision, and nothing overflows at ±1000 or in float32."""
    assert Logistic().f(-40.0) == pytest.approx(np.exp(-40.0), rel=1e-15)
    assert Logistic().f(np.array([-1000.0, 1000.0])).tolist() == [0, 1]
    assert Logistic().f(np.array([-1000, 1000], dtype=np.float32)).tolist() == [0, 1]


@named
def test_backward_needs_a_matching_forward(activation):
    fresh = type(activation)()
    with pytest.raises(RuntimeError, match="backward needs a forward pass"):
        fresh.backward(np.ones((2, 2)))
    fresh.forward(np.ones((2, 2)))
    with pytest.raises(ValueError, match=r"output's shape \(2, 2\), got \(2, 3\)"):
        fresh.backward(np.ones((2, 3)))
    with pytest.raises(TypeError, match="float32"):
        fresh.backward(np.ones((2, 2), dtype=np.float32))


@pytest.mark.parametrize("slope", [0, 1, -0.1, np.nan, np.inf])
def test_leaky_slope_bounds(slope):
    with pytest.raises(ValueError, match="LeakyReLU: slope must be greater than 0 and less than 1"):
        LeakyReLU(slope)


@pytest.mark.parametrize("slope", ["0.1", None, True])
def test_leaky_slope_type(slope):
    with pytest.raises(TypeError, match="LeakyReLU: slope must be a number"):
        LeakyReLU(slope)
