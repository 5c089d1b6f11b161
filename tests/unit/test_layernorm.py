"""LayerNorm: its statistics, gradients and errors, and a transformer block with it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import BatchNorm, Dense, LayerNorm, ReLU, Residual, SelfAttention, Sequential, gradcheck

SHAPES = st.lists(st.integers(1, 4), min_size=1, max_size=3).flatmap(
    lambda rows: st.tuples(*map(st.just, rows), st.integers(2, 5))
)


def layer_and_input(shape, seed, **options):
    rng = np.random.default_rng(seed)
    norm = LayerNorm(shape[-1], **options)
    norm.gamma, norm.beta = rng.normal(size=(2, shape[-1]))
    return norm, rng.normal(3, 2, shape)


@given(shape=SHAPES, seed=st.integers(0, 2**16))
def test_is_the_formula_row_by_row(shape, seed):
    norm, x = layer_and_input(shape, seed)
    h = norm(x)
    for at in np.ndindex(shape[:-1]):
        x_hat = (x[at] - x[at].mean()) / np.sqrt(x[at].var() + norm.eps)
        np.testing.assert_allclose(h[at], norm.gamma * x_hat + norm.beta, rtol=1e-10, atol=1e-12)


@given(shape=SHAPES, seed=st.integers(0, 2**16), training=st.booleans())
def test_gradients_are_numerical_ones(shape, seed, training):
    norm, x = layer_and_input(shape, seed, eps=0.1)
    assert gradcheck(norm.train() if training else norm.eval(), None, x) < 1e-7


def test_by_hand():
    """Features 0 and 4: μ = 2, σ² = 4, and ε = 5 makes √(σ² + ε) = 3."""
    norm = LayerNorm(2, eps=5)
    norm.gamma, norm.beta = [3, 6], [0, 1]
    assert norm(np.array([[0.0, 4.0]])).round(12).tolist() == [[-2, 5]]
    # dx̂ = (3, 0), mean 3/2; its mean with x̂ = (−2/3, 2/3) is −1: dx = ((3, 0) − 3/2 − (2/3, −2/3)) / 3.
    dx = norm.backward(np.array([[1.0, 0.0]]))
    np.testing.assert_allclose(dx, [[5 / 18, -5 / 18]], rtol=1e-12)
    np.testing.assert_allclose([norm.dgamma, norm.dbeta], [[-2 / 3, 0], [1, 0]], rtol=1e-12)


def test_is_batch_normalization_turned_round(rng):
    """The rows of one are the features of the other, where γ and β are 1 and 0."""
    x = rng.normal(size=(5, 3))
    np.testing.assert_allclose(LayerNorm(3)(x), BatchNorm(5)(x.T.copy()).T, rtol=1e-10, atol=1e-12)


def test_other_rows_and_scales_change_nothing(rng):
    norm, x = LayerNorm(4, eps=1e-12), rng.normal(size=(3, 2, 4))
    h = norm(x)
    np.testing.assert_allclose(norm(x[1:2, 1:]), h[1:2, 1:], rtol=1e-12)
    np.testing.assert_allclose(norm(100 * x + 7), h, rtol=1e-6)


def test_results_belong_to_the_caller(rng):
    norm, x = LayerNorm(4), rng.normal(size=(3, 4))
    dh = rng.normal(size=x.shape)
    norm(x)
    dx = norm.backward(dh)
    kept = dx.copy()
    h = norm(x)
    for array in (x, h, dx):
        array[...] = 7
    np.testing.assert_array_equal(norm.backward(dh), kept)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_types_are_kept(dtype, rng):
    norm = LayerNorm(4, dtype=dtype)
    h = norm(rng.normal(size=(3, 4)).astype(dtype))
    for array in (h, norm.backward(h), *norm.parameters(), *norm.gradients()):
        assert array.dtype == dtype


def test_repr():
    assert repr(LayerNorm(4)) == "LayerNorm(4, eps=1e-05)"
    assert repr(LayerNorm(4, eps=0.1, dtype=np.float32)) == "LayerNorm(4, eps=0.1, dtype=np.float32)"


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: LayerNorm(1), ValueError, "LayerNorm: d must be at least 2, got 1"),
        (lambda: LayerNorm(2, eps=0), ValueError, "LayerNorm: eps must be greater than 0"),
        (lambda: LayerNorm(2, dtype=int), TypeError, "LayerNorm: dtype must be"),
        (lambda: LayerNorm(2)(None), TypeError, "x must be an array of float64, got None"),
        (lambda: LayerNorm(2)(np.zeros((1, 2), np.float32)), TypeError, "x must be an array of float64"),
        (lambda: LayerNorm(2)(np.zeros(2)), ValueError, r"x must have shape \(n, 2\), got \(2,\)"),
        (lambda: LayerNorm(2)(np.zeros((4, 3))), ValueError, r"x must have shape \(n, 2\)"),
        (lambda: LayerNorm(2)(np.zeros((4, 5, 3))), ValueError, r"x must have shape \(n, 2\), got \(4, 5, 3\)"),
        (lambda: LayerNorm(2)(np.zeros((0, 2))), ValueError, "x has no rows"),
        (lambda: LayerNorm(2)(np.array([[0, np.nan]])), ValueError, r"x must be finite, got nan at index \(0, 1\)"),
        (lambda: LayerNorm(2).backward(np.zeros((1, 2))), RuntimeError, "a forward pass"),
    ],
)
def test_bad_input(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_nothing_of_a_refused_pass_is_used(rng):
    norm, x = LayerNorm(4), rng.normal(size=(2, 4))
    norm(x)
    with pytest.raises(ValueError, match=r"output's shape \(2, 4\), got \(1, 4\)"):
        norm.backward(x[:1])
    x[0, 0] = np.inf
    with pytest.raises(ValueError, match="x must be finite"):
        norm(x)
    with pytest.raises(RuntimeError, match="a forward pass"):
        norm.backward(x)


def test_a_transformer_block(rng):
    """Attention, then a network for each token, both with a skip connection and layer normalization before."""
    block = Sequential(
        Residual(LayerNorm(4), SelfAttention(4, 2, causal=True, rng=rng)),
        Residual(LayerNorm(4), Dense(4, 8, rng=rng), ReLU(), Dense(8, 4, rng=rng)),
    )
    block.theta = block.theta + rng.normal(0, 0.1, block.count_parameters())
    x = rng.normal(size=(2, 3, 4))
    assert gradcheck(block, None, x) < 1e-7
    h = block(x)
    x[:, 2] += 1
    np.testing.assert_allclose(block(x)[:, :2], h[:, :2], rtol=1e-12)
