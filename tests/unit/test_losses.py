"""Losses: hand-worked values, gradients, stability at ±1000, types."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import expit, log_expit, log_softmax
from scipy.special import softmax as scipy_softmax

from nnlib import LogisticNLL, SoftmaxNLL, SquaredError, softmax

SIZES = st.integers(1, 6)
SEEDS = st.integers(0, 2**16)


def case(loss, n, K, seed, spread=3.0):
    """Outputs z and targets y for `loss`."""
    rng = np.random.default_rng(seed)
    z = rng.normal(0, spread, (n, K))
    y = {
        SquaredError: lambda: rng.normal(size=(n, K)),
        LogisticNLL: lambda: rng.integers(0, 2, (n, K)),
        SoftmaxNLL: lambda: rng.integers(0, K, n),
    }[type(loss)]()
    return z, y


losses = pytest.mark.parametrize("loss", [SquaredError(), LogisticNLL(), SoftmaxNLL()], ids=repr)


@losses
@given(n=SIZES, K=SIZES, seed=SEEDS)
def test_gradient_is_the_numerical_one(loss, n, K, seed):
    z, y = case(loss, n, K, seed)
    loss(z, y)
    analytic, step, numerical = loss.backward(), 1e-5, np.empty_like(z)
    for index in np.ndindex(z.shape):
        moved = np.zeros_like(z)
        moved[index] = step
        numerical[index] = (loss(z + moved, y) - loss(z - moved, y)) / (2 * step)
    np.testing.assert_allclose(analytic, numerical, rtol=1e-7, atol=1e-9)


@given(n=SIZES, K=SIZES, seed=SEEDS)
def test_squared_error_is_the_sum_over_outputs_and_mean_over_rows(n, K, seed):
    z, y = case(SquaredError(), n, K, seed)
    assert SquaredError()(z, y) == pytest.approx(((y - z) ** 2).sum(axis=1).mean(), rel=1e-13)


@given(n=SIZES, K=SIZES, seed=SEEDS, spread=st.sampled_from([1, 30, 600]))
def test_logistic_nll_against_scipy(n, K, seed, spread):
    loss = LogisticNLL()
    z, y = case(loss, n, K, seed, spread)
    expected = -np.where(y == 1, log_expit(z), log_expit(-z)).sum(axis=1).mean()
    assert loss(z, y) == pytest.approx(expected, rel=1e-12, abs=1e-300)
    np.testing.assert_allclose(loss.backward(), (expit(z) - y) / n, rtol=1e-10, atol=1e-15)


@given(n=SIZES, C=SIZES, seed=SEEDS, spread=st.sampled_from([1, 30, 600]))
def test_softmax_nll_against_scipy(n, C, seed, spread):
    loss = SoftmaxNLL()
    z, y = case(loss, n, C, seed, spread)
    assert loss(z, y) == pytest.approx(-log_softmax(z, axis=1)[np.arange(n), y].mean(), rel=1e-12, abs=1e-15)
    np.testing.assert_allclose(loss.backward(), (scipy_softmax(z, axis=1) - np.eye(C)[y]) / n, rtol=1e-10, atol=1e-15)


@given(z=arrays(np.float64, (3, 4), elements=st.floats(-50, 50)), shift=st.floats(-100, 100))
def test_softmax_sums_to_one_and_ignores_a_shift(z, shift):
    np.testing.assert_allclose(softmax(z).sum(axis=1), 1, rtol=1e-14)
    np.testing.assert_allclose(softmax(z + shift), softmax(z), rtol=1e-10, atol=1e-15)


def test_two_classes_are_the_logistic(rng):
    z = rng.normal(size=(5, 2))
    y = rng.integers(0, 2, 5)
    difference = z[:, 1:] - z[:, :1]
    np.testing.assert_allclose(softmax(z)[:, 1:], expit(difference), rtol=1e-14)
    assert SoftmaxNLL()(z, y) == pytest.approx(LogisticNLL()(difference, y[:, None]), rel=1e-14)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_both_nlls_are_exact_at_a_thousand(dtype):
    z = np.array([[1000.0], [1000.0], [-1000.0], [-1000.0]], dtype=dtype)
    loss = LogisticNLL()
    assert loss(z, np.array([[0], [1], [0], [1]])) == 500
    assert loss.backward().ravel().tolist() == [0.25, 0, 0, -0.25]
    loss, z = SoftmaxNLL(), np.array([[1000.0, -1000.0], [1000.0, -1000.0]], dtype=dtype)
    assert loss(z, np.array([0, 1])) == 1000
    assert loss.backward().tolist() == [[0, 0], [0.5, -0.5]]


def test_small_losses_keep_their_digits():
    """At z = 40, y = 1 the loss is log(1 + e^−40) = 4.2e-18, not 0, and so is its slope."""
    loss = LogisticNLL()
    assert loss(np.array([[40.0]]), np.array([[1]])) == pytest.approx(np.exp(-40.0), rel=1e-12)
    assert loss.backward()[0, 0] == pytest.approx(-np.exp(-40.0), rel=1e-12)


@losses
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_types_are_kept(loss, dtype):
    z, y = case(loss, 4, 3, seed=1)
    J = loss(z.astype(dtype), y)
    assert type(J) is float and loss.backward().dtype == dtype


@losses
def test_rows_are_a_mean(loss):
    z, y = case(loss, 4, 3, seed=2)
    twice = np.concatenate([z, z])
    once = loss(z, y), loss.backward()
    assert loss(twice, np.concatenate([y, y])) == pytest.approx(once[0], rel=1e-14)
    np.testing.assert_allclose(loss.backward()[:4] * 2, once[1], rtol=1e-13)


@losses
def test_bad_outputs(loss):
    z, y = case(loss, 4, 3, seed=3)
    with pytest.raises(TypeError, match=r"z must be an array of floats, got \[\[1.0\]\]"):
        loss([[1.0]], y)
    with pytest.raises(TypeError, match=r"z must be an array of floats, got an array of shape .* int64"):
        loss(np.ones((4, 3), dtype=int), y)
    with pytest.raises(ValueError, match="z must have rows"):
        loss(np.empty((0, 3)), y)
    for value in (np.nan, np.inf, -np.inf):
        bad = z.copy()
        bad[2, 1] = value
        with pytest.raises(ValueError, match=rf"z must be finite, got {value} at index \(2, 1\)"):
            loss(bad, y)


@losses
def test_bad_targets_leave_the_last_pass(loss):
    z, y = case(loss, 4, 3, seed=4)
    loss(z, y)
    dz = loss.backward().copy()
    for bad in (y[:3], np.repeat(y[..., None], 2, axis=-1), y[:0]):
        with pytest.raises(ValueError, match="shape"):
            loss(z, bad)
    for bad in (None, "no", np.full(y.shape, "1")):
        with pytest.raises(TypeError, match="y must hold"):
            loss(z, bad)
    assert (loss.backward() == dz).all()


@losses
def test_backward_needs_a_value_before(loss):
    with pytest.raises(RuntimeError, match="backward needs a forward pass before it"):
        type(loss)().backward()


def test_a_broadcast_is_refused_with_a_hint():
    with pytest.raises(ValueError, match=r"y must have z's shape \(4, 1\), got \(4,\); y\[:, None\] has it"):
        LogisticNLL()(np.zeros((4, 1)), np.zeros(4))


@pytest.mark.parametrize("label", [2, -1, 0.5, np.nan])
def test_logistic_labels(label):
    with pytest.raises(ValueError, match=r"LogisticNLL\(\): y must hold classes 0 and 1 only, got"):
        LogisticNLL()(np.zeros((3, 1)), np.array([[0], [label], [1]]))


def test_softmax_labels():
    for label in (3, -1):
        with pytest.raises(ValueError, match=f"class indices from 0 to 2, got {label}"):
            SoftmaxNLL()(np.zeros((2, 3)), np.array([0, label]))
    with pytest.raises(TypeError, match="class indices"):
        SoftmaxNLL()(np.zeros((2, 3)), np.array([0.0, 1.0]))


def test_a_target_that_is_not_finite():
    with pytest.raises(ValueError, match=r"y must be finite, got nan at index \(1, 0\)"):
        SquaredError()(np.zeros((2, 1)), np.array([[0], [np.nan]]))


def test_a_loss_too_large_for_floats_says_so():
    with (
        np.errstate(over="ignore"),
        pytest.raises(ValueError, match=r"the loss overflows; the largest \|z\| is 1e\+200"),
    ):
        SquaredError()(np.array([[1e200]]), np.array([[0.0]]))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("size", [1.0, 1e4, 1e8, 1e15, 1e30])
def test_large_outputs_do_not_swallow_the_loss(dtype, size):
    """log Σ e^z is about as large as z; the loss is not."""
    z, y = np.full((2, 3), size, dtype), np.array([0, 2])
    assert SoftmaxNLL()(z, y) == pytest.approx(np.log(3), rel=1e-6)
    two = np.full((2, 2), -size, dtype)
    assert SoftmaxNLL()(two, np.array([1, 0])) == pytest.approx(np.log(2), rel=1e-6)


def test_equal_large_outputs_of_logistic_nll():
    assert LogisticNLL()(np.array([[1e-30]]), np.array([[1]])) == pytest.approx(np.log(2))
    assert LogisticNLL()(np.array([[1e300]]), np.array([[1]])) == 0
