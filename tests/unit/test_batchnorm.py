"""BatchNorm: its statistics, running averages, gradients in both modes, and errors."""

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import BatchNorm, Conv2D, Dense, Flatten, Logistic, ReLU, Sequential, Tanh, gradcheck

SIZES = st.integers(1, 4)
SHAPES = st.tuples(st.integers(2, 6), SIZES) | st.tuples(st.integers(2, 4), SIZES, SIZES, SIZES)
AXES = {2: 0, 4: (0, 2, 3)}


def layer_and_input(shape, seed, **options):
    rng = np.random.default_rng(seed)
    bn = BatchNorm(shape[1], **options)
    for name in ("gamma", "beta", "running_mean"):
        setattr(bn, name, rng.normal(size=shape[1]))
    bn.running_var = rng.uniform(0.5, 2, shape[1])
    return bn, rng.normal(3, 2, shape)


@given(shape=SHAPES, training=st.booleans(), seed=st.integers(0, 2**16))
def test_gradients_are_numerical_ones(shape, training, seed):
    bn, x = layer_and_input(shape, seed, eps=0.1)
    (bn.train if training else bn.eval)()
    assert gradcheck(bn, None, x) < 1e-7


@pytest.mark.parametrize("training", [True, False])
def test_gradients_inside_a_network(training, rng):
    net = Sequential(
        BatchNorm(2), Conv2D(2, 3, 2, rng=rng), BatchNorm(3), Tanh(), Flatten(), Dense(27, 4, rng=rng), BatchNorm(4),
        Logistic(), Dense(4, 2, rng=rng), BatchNorm(2),
    )  # fmt: skip
    net.theta = net.theta + rng.normal(0, 0.1, net.count_parameters())
    (net.train if training else net.eval)()
    x = rng.normal(size=(6, 2, 4, 4))
    assert gradcheck(net, None, x) < 1e-7
    net.eval()
    by_hand, alone = x, copy.deepcopy(net)
    for layer in alone.layers:
        by_hand = layer(by_hand)
    np.testing.assert_allclose(net(x), by_hand, rtol=1e-13)


@given(shape=SHAPES, seed=st.integers(0, 2**16))
def test_normalizes_each_feature_in_the_batch(shape, seed):
    """Mean β and standard deviation γ σ / √(σ² + ε), with the biased σ."""
    bn, x = layer_and_input(shape, seed)
    h, axes = bn(x), AXES[x.ndim]
    var = x.var(axis=axes)
    np.testing.assert_allclose(h.mean(axis=axes), bn.beta, atol=1e-12)
    np.testing.assert_allclose(
        h.std(axis=axes), np.abs(bn.gamma) * np.sqrt(var / (var + bn.eps)), rtol=1e-9, atol=1e-12
    )


@given(shape=SHAPES, momentum=st.sampled_from([0.01, 0.1, 0.5, 1]), seed=st.integers(0, 2**16))
def test_running_averages_step_towards_the_batch(shape, momentum, seed):
    bn, x = layer_and_input(shape, seed, momentum=momentum)
    mean, var, axes = bn.running_mean.copy(), bn.running_var.copy(), AXES[x.ndim]
    bn(x)
    np.testing.assert_allclose(bn.running_mean, mean + momentum * (x.mean(axis=axes) - mean), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(bn.running_var, var + momentum * (x.var(axis=axes) - var), rtol=1e-12)


def test_by_hand():
    """x = 0, 2, 4: μ = 2, σ² = 8/3; with ε = 1/3, √(σ² + ε) = √3."""
    bn = BatchNorm(1, eps=1 / 3)
    bn.gamma, bn.beta = [np.sqrt(3)], [1]
    np.testing.assert_allclose(bn(np.array([[0.0], [2.0], [4.0]])), [[-1], [1], [3]], atol=1e-12)
    # dβ = 1, x̂ = −2/√3, 0, 2/√3, dγ = −2/√3; dx = dh − 1/3 − x̂ dγ / 3.
    dx = bn.backward(np.array([[1.0], [0.0], [0.0]]))
    np.testing.assert_allclose(bn.dbeta, 1)
    np.testing.assert_allclose(bn.dgamma, -2 / np.sqrt(3))
    np.testing.assert_allclose(dx, [[1 - 1 / 3 - 4 / 9], [-1 / 3], [-1 / 3 + 4 / 9]], atol=1e-12)


def test_evaluation_uses_the_running_averages_and_leaves_them(rng):
    bn, x = layer_and_input((6, 3), 0)
    mean, var = bn.running_mean.copy(), bn.running_var.copy()
    expected = bn.gamma * (x - mean) / np.sqrt(var + bn.eps) + bn.beta
    np.testing.assert_allclose(bn.eval()(x), expected, rtol=1e-12)
    assert (bn.running_mean == mean).all() and (bn.running_var == var).all()
    np.testing.assert_allclose(bn(x[:1]), expected[:1], rtol=1e-12)


def test_momentum_1_locks_the_most_recent_batch(rng):
    bn = BatchNorm(3, momentum=1)
    bn(rng.normal(size=(4, 3)))
    x = rng.normal(5, 2, (8, 3))
    h = bn(x)
    assert (bn.eval()(x) == h).all()


def test_running_averages_converge(rng):
    bn = BatchNorm(2, momentum=0.01)
    for _ in range(2000):
        bn(rng.normal([1, -2], [0.5, 3], (50, 2)))
    np.testing.assert_allclose(bn.running_mean, [1, -2], atol=0.15)
    np.testing.assert_allclose(bn.running_var, [0.25 * 0.98, 9 * 0.98], rtol=0.1)


def test_one_row_is_refused_in_training_mode():
    """Its variance would be 0, its output β whatever it is, and the running variance would be drawn to 0."""
    bn, x = BatchNorm(2), np.array([[5.0, -7.0]])
    with pytest.raises(ValueError, match=r"BatchNorm\(2, .*\): one row has no variance; training mode needs two"):
        bn(x)
    assert (bn.running_mean == 0).all() and (bn.running_var == 1).all()
    np.testing.assert_allclose(bn.eval()(x), x, rtol=1e-4)
    assert BatchNorm(2)(x[:, :, None, None] * np.ones((2, 2))).shape == (1, 2, 2, 2)  # an image has several pixels


def test_the_scale_of_what_comes_in_does_not_matter(rng):
    bn, x = BatchNorm(3, eps=1e-12), rng.normal(size=(10, 3))
    np.testing.assert_allclose(bn(100 * x + 7), bn(x), rtol=1e-8, atol=1e-10)


def test_points_of_a_batch_are_coupled(rng):
    """Moving one point moves all outputs, in training mode only."""
    bn, x = BatchNorm(2), rng.normal(size=(5, 2))
    moved = x.copy()
    moved[0] += 1
    assert (bn(x)[1:] != bn(moved)[1:]).all()
    bn.eval()
    assert (bn(x)[1:] == bn(moved)[1:]).all()


def test_start():
    bn = BatchNorm(3)
    for array, value in ((bn.gamma, 1), (bn.beta, 0), (bn.running_mean, 0), (bn.running_var, 1)):
        assert array.shape == (3,) and (array == value).all()
    assert bn.count_parameters() == 6 and len(bn.running()) == 2
    assert repr(bn) == "BatchNorm(3, momentum=0.1, eps=1e-05)"
    assert repr(BatchNorm(3, dtype=np.float32)) == "BatchNorm(3, momentum=0.1, eps=1e-05, dtype=np.float32)"


def test_running_arrays_of_a_network_in_the_order_of_layers(rng):
    first, second = BatchNorm(2), BatchNorm(3)
    net = Sequential(first, Dense(2, 3, rng=rng), Sequential(second, ReLU()))
    expected = [first.running_mean, first.running_var, second.running_mean, second.running_var]
    assert [id(array) for array in net.running()] == [id(array) for array in expected]


@pytest.mark.parametrize("shape", [(8, 3), (4, 3, 5, 2)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_types_and_memory(shape, dtype, rng):
    bn = BatchNorm(3, dtype=dtype)
    x = rng.normal(size=shape).astype(dtype)
    h = bn(x)
    dx = bn.backward(h)
    for array in (h, dx, bn.theta, bn.running_mean, bn.running_var, bn.dgamma):
        assert array.dtype == dtype
    kept, dx_kept = h.copy(), dx.copy()
    bn.backward(bn(2 * x))
    assert (h == kept).all() and (dx == dx_kept).all()
    np.testing.assert_allclose(bn(np.asfortranarray(x)), h, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"n": 0}, ValueError, "BatchNorm: n must be at least 1"),
        ({"n": 2, "momentum": 0}, ValueError, "momentum must be greater than 0 and at most 1, got 0"),
        ({"n": 2, "momentum": 1.1}, ValueError, "momentum must be"),
        ({"n": 2, "eps": 0}, ValueError, "eps must be greater than 0"),
        ({"n": 2, "dtype": int}, TypeError, "dtype must be"),
    ],
)
def test_bad_options(options, error, message):
    with pytest.raises(error, match=message):
        BatchNorm(**options)


@pytest.mark.parametrize(
    ("x", "error", "message"),
    [
        (None, TypeError, "x must be an array of float64, got None"),
        (np.zeros((4, 2), np.float32), TypeError, "x must be an array of float64, got .* float32"),
        (np.zeros((4, 3)), ValueError, r"x must have shape \(n, 2\) and not be empty, got \(4, 3\)"),
        (np.zeros((4, 2, 3)), ValueError, r"got \(4, 2, 3\)"),
        (np.zeros((4, 3, 2, 2)), ValueError, r"x must have shape \(n, 2, height, width\) .*, got \(4, 3, 2, 2\)"),
        (np.zeros((0, 2)), ValueError, "not be empty"),
        (np.array([[0, 1], [np.nan, 0]]), ValueError, r"x must be finite, got nan at index \(1, 0\)"),
    ],
)
def test_bad_input_changes_nothing(x, error, message, rng):
    bn = BatchNorm(2)
    bn(rng.normal(size=(4, 2)))
    before = [array.copy() for array in bn.running()]
    with pytest.raises(error, match=message):
        bn(x)
    assert all((array == old).all() for array, old in zip(bn.running(), before, strict=True))


def test_backward_needs_what_fits(rng):
    bn = BatchNorm(2)
    with pytest.raises(RuntimeError, match="a forward pass"):
        bn.backward(np.ones((4, 2)))
    bn(rng.normal(size=(4, 2)))
    with pytest.raises(ValueError, match="output's shape"):
        bn.backward(np.ones((4, 3)))
    with pytest.raises(ValueError, match="finite"):
        bn(np.full((4, 2), np.inf))
    with pytest.raises(RuntimeError, match="a forward pass"):
        bn.backward(np.ones((4, 2)))
