"""Attention: the plain functions against the formula, the layer against the functions, and both against numbers."""

import copy
import pickle
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import (
    Dense,
    Flatten,
    LastToken,
    Residual,
    SelfAttention,
    Sequential,
    Tanh,
    attention,
    attention_backward,
    gradcheck,
    softmax,
)
from nnlib.gradcheck import largest_difference, numerical_gradient

SIZES = st.integers(1, 4)
SEEDS = st.integers(0, 2**16)


@st.composite
def cases(draw):
    """Q, K, V and a mask (None, of one matrix, or of each) in which every query looks at something."""
    rng = np.random.default_rng(draw(SEEDS))
    stack, n, m, d, e = tuple(draw(st.lists(SIZES, max_size=2))), *(draw(SIZES) for _ in range(4))
    Q, K, V = (rng.normal(size=(*stack, *shape)) for shape in ((n, d), (m, d), (m, e)))
    mask = draw(st.sampled_from([None, (n, m), (*stack, n, m)]))
    if mask is not None:
        mask = rng.random(mask) < 0.5
        np.put_along_axis(mask, rng.integers(0, m, (*mask.shape[:-1], 1)), True, axis=-1)
    return Q, K, V, mask


@given(case=cases())
def test_attention_is_the_formula(case):
    Q, K, V, mask = case
    H = attention(Q, K, V, mask)
    looks = np.broadcast_to(True if mask is None else mask, (*Q.shape[:-1], K.shape[-2]))
    for *at, i in np.ndindex(H.shape[:-1]):
        at = tuple(at)
        seen = looks[(*at, i)]
        a = softmax(K[at][seen] @ Q[(*at, i)] / np.sqrt(Q.shape[-1]))
        np.testing.assert_allclose(H[(*at, i)], a @ V[at][seen], rtol=1e-12, atol=1e-14)


@given(case=cases())
def test_gradients_of_attention_are_numerical_ones(case):
    Q, K, V, mask = case
    dH = np.random.default_rng(0).normal(size=(*Q.shape[:-1], V.shape[-1]))
    numerical = [numerical_gradient(lambda: float((dH * attention(Q, K, V, mask)).sum()), array) for array in (Q, K, V)]
    assert largest_difference(attention_backward(dH, Q, K, V, mask), numerical) < 1e-7


LAYERS = {"n": SIZES, "tokens": SIZES, "heads": SIZES, "width": SIZES, "causal": st.booleans(), "seed": SEEDS}


def layer_and_input(n, tokens, heads, width, causal, seed):
    rng = np.random.default_rng(seed)
    layer = SelfAttention(heads * width, heads, causal=causal, rng=rng)
    layer.theta = rng.normal(size=layer.count_parameters())
    return layer, rng.normal(size=(n, tokens, heads * width))


@given(**LAYERS)
def test_gradients_of_the_layer_are_numerical_ones(**options):
    layer, x = layer_and_input(**options)
    assert gradcheck(layer, None, x) < 1e-7


@given(**LAYERS)
def test_the_layer_is_attention_in_each_head(**options):
    """Forward and backward pass in the plain form, head by head."""
    layer, x = layer_and_input(**options)
    heads, d = layer.heads, x.shape[2]
    mask = np.tri(x.shape[1], dtype=bool) if layer.causal else None
    parts = np.split(np.arange(d), heads)
    q, k, v = x @ layer.W_Q + layer.b_Q, x @ layer.W_K + layer.b_K, x @ layer.W_V + layer.b_V
    c = np.concatenate([attention(q[..., p], k[..., p], v[..., p], mask) for p in parts], axis=2)
    np.testing.assert_allclose(layer(x), c @ layer.W_O + layer.b_O, rtol=1e-10, atol=1e-12)

    dh = np.random.default_rng(0).normal(size=x.shape)
    dx = layer.backward(dh)
    dc = dh @ layer.W_O.T
    each = [attention_backward(dc[..., p], q[..., p], k[..., p], v[..., p], mask) for p in parts]
    dq, dk, dv = (np.concatenate(part, axis=2) for part in zip(*each, strict=True))
    expected = {"O": (c, dh), "Q": (x, dq), "K": (x, dk), "V": (x, dv)}
    for name, (inside, gradient) in expected.items():
        dW, db = np.tensordot(inside, gradient, ((0, 1), (0, 1))), gradient.sum(axis=(0, 1))
        np.testing.assert_allclose(getattr(layer, f"dW_{name}"), dW, rtol=1e-8, atol=1e-9)
        np.testing.assert_allclose(getattr(layer, f"db_{name}"), db, rtol=1e-8, atol=1e-9)
    dx_expected = dq @ layer.W_Q.T + dk @ layer.W_K.T + dv @ layer.W_V.T
    np.testing.assert_allclose(dx, dx_expected, rtol=1e-8, atol=1e-9)


@given(**LAYERS)
def test_permuting_tokens_permutes_outputs(**options):
    layer, x = layer_and_input(**{**options, "causal": False})
    order = np.random.default_rng(0).permutation(x.shape[1])
    h, A = layer(x), layer.A
    np.testing.assert_allclose(layer(x[:, order]), h[:, order], rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(layer.A, A[:, :, order][..., order], rtol=1e-10, atol=1e-12)


@given(**LAYERS)
def test_a_causal_layer_does_not_look_ahead(**options):
    layer, x = layer_and_input(**{**options, "causal": True})
    h = layer(x)
    for t in range(1, x.shape[1]):
        moved = x.copy()
        moved[:, t:] += 1
        np.testing.assert_allclose(layer(moved)[:, :t], h[:, :t], rtol=1e-12, atol=1e-14)


@given(**LAYERS)
def test_weights(**options):
    layer, x = layer_and_input(**options)
    assert layer.A is None
    layer(x)
    A, (n, tokens, _) = layer.A, x.shape
    kept = A.copy()
    assert A.shape == (n, layer.heads, tokens, tokens) and (A >= 0).all()
    np.testing.assert_allclose(A.sum(axis=-1), 1, rtol=1e-12)
    if layer.causal:
        assert (A[..., ~np.tri(tokens, dtype=bool)] == 0).all()
    layer(2 * x)
    assert (A == kept).all()


@st.composite
def masked(draw):
    """A layer, an input and a mask, of one matrix or one for each sequence, in which every token looks at something."""
    layer, x = layer_and_input(**{name: draw(strategy) for name, strategy in LAYERS.items()})
    n, tokens, _ = x.shape
    rng = np.random.default_rng(draw(SEEDS))
    mask = rng.random(draw(st.sampled_from([(tokens, tokens), (n, tokens, tokens)]))) < 0.5
    return layer, x, mask | np.eye(tokens, dtype=bool)  # itself, which causal attention may look at too


@given(case=masked())
def test_a_masked_layer_is_masked_attention_in_each_head(case):
    layer, x, mask = case
    layer.mask = mask
    looks = mask & np.tri(x.shape[1], dtype=bool) if layer.causal else mask
    q, k, v = x @ layer.W_Q + layer.b_Q, x @ layer.W_K + layer.b_K, x @ layer.W_V + layer.b_V
    parts = np.split(np.arange(x.shape[2]), layer.heads)
    c = np.concatenate([attention(q[..., p], k[..., p], v[..., p], looks) for p in parts], axis=2)
    np.testing.assert_allclose(layer(x), c @ layer.W_O + layer.b_O, rtol=1e-9, atol=1e-11)
    assert (layer.A[~np.broadcast_to(looks if mask.ndim == 2 else looks[:, None], layer.A.shape)] == 0).all()


@given(case=masked())
def test_gradients_of_a_masked_layer_are_numerical_ones(case):
    layer, x, mask = case
    layer.mask = mask
    assert gradcheck(layer, None, x) < 1e-7


@given(case=masked())
def test_a_few_sequences_at_a_time_give_the_same(case):
    layer, x, mask = case
    layer.mask = mask
    at_once = [layer(x), layer.backward(x), *map(np.copy, layer.gradients())]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["nnlib.attention"], "SCORES", 1)
        one_by_one = [layer(x), layer.backward(x), *layer.gradients()]
    for array, expected in zip(one_by_one, at_once, strict=True):
        np.testing.assert_allclose(array, expected, rtol=1e-12, atol=1e-13)


def test_padding_tokens_of_each_sequence(rng):
    """Sequences of unlike length side by side: what stands after a sequence's end changes nothing in it."""
    layer, x = SelfAttention(4, 2, rng=rng), rng.normal(size=(2, 5, 4))
    real = np.array([[True] * 5, [True, True, True, False, False]])
    layer.mask = np.repeat(real[:, None], 5, axis=1)
    h = layer(x)
    x[1, 3:] = 1000
    np.testing.assert_allclose(layer(x)[:, :3], h[:, :3], rtol=1e-12)
    layer.mask = None
    np.testing.assert_allclose(layer(x[1:, :3]), h[1:, :3], rtol=1e-12)


def test_causal_is_a_mask(rng):
    causal, x = SelfAttention(4, causal=True, rng=rng), rng.normal(size=(2, 5, 4))
    masked = SelfAttention(4, mask=np.tri(5, dtype=bool), rng=rng)
    masked.theta = causal.theta
    np.testing.assert_array_equal(masked(x), causal(x))


@pytest.mark.parametrize(
    ("mask", "causal", "error", "message"),
    [
        ([[True]], False, TypeError, r"SelfAttention\(4, heads=1\): mask must be an array of bool, got \[\[True\]\]"),
        (np.ones((2, 2)), False, TypeError, "mask must be an array of bool, got an array .* float64"),
        (np.ones((3, 3), bool), False, ValueError, r"shape \(2, 2\) or \(5, 2, 2\), got \(3, 3\)"),
        (np.ones((4, 2, 2), bool), False, ValueError, r"shape \(2, 2\) or \(5, 2, 2\), got \(4, 2, 2\)"),
        (np.array([[True, True], [False, False]]), False, ValueError, "lets a query look at nothing; each row needs a"),
        (np.array([[False, True], [True, True]]), True, ValueError, "causal=True.* lets a query look at nothing"),
    ],
)
def test_bad_masks(mask, causal, error, message, rng):
    layer, x = SelfAttention(4, causal=causal, mask=mask, rng=rng), rng.normal(size=(5, 2, 4))
    with pytest.raises(error, match=message):
        layer(x)


def test_results_belong_to_the_caller(rng):
    """Writing into what came out, or into what went in, changes nothing that the layer keeps."""
    layer, x = SelfAttention(4, 2, causal=True, rng=rng), rng.normal(size=(2, 3, 4))
    dh = rng.normal(size=x.shape)
    layer(x)
    dx, gradients = layer.backward(dh), [array.copy() for array in layer.gradients()]
    kept = dx.copy()
    h, A = layer(x), layer.A
    for array in (x, h, A, dx):
        array[...] = 7
    np.testing.assert_array_equal(layer.backward(dh), kept)
    for array, expected in zip(layer.gradients(), gradients, strict=True):
        np.testing.assert_array_equal(array, expected)


def test_by_hand():
    """Two tokens of one number: scores 0 and ln 3, so weights 1/4 and 3/4."""
    layer = SelfAttention(1, rng=np.random.default_rng(0))
    for name in "QKVO":
        setattr(layer, f"W_{name}", [[1]])
    layer.b_O = [10]
    root = np.sqrt(np.log(3))
    h = layer(np.array([[[0.0], [root]]]))
    np.testing.assert_allclose(layer.A[0, 0], [[0.5, 0.5], [0.25, 0.75]], rtol=1e-12)
    np.testing.assert_allclose(h[0, :, 0], [10 + root / 2, 10 + root * 3 / 4], rtol=1e-12)


def test_heads_are_separate(rng):
    """With W_O the identity, a head's columns depend on its own columns of q, k and v only."""
    layer, x = SelfAttention(6, heads=3, rng=rng), rng.normal(size=(2, 4, 6))
    layer.W_O = np.eye(6)
    h = layer(x)
    layer.W_K[:, 2:4] += 1
    other = layer(x)
    assert (other[..., 2:4] != h[..., 2:4]).all()
    np.testing.assert_allclose(np.delete(other, [2, 3], axis=2), np.delete(h, [2, 3], axis=2), rtol=1e-12)


def test_any_size_of_scores(rng):
    """Scores of ±10⁶ make no overflow: the largest one takes all."""
    layer, x = SelfAttention(2, rng=rng), 1000 * rng.normal(size=(1, 5, 2))
    assert np.isfinite(layer(x)).all() and np.isfinite(layer.backward(np.ones_like(x))).all()
    Q, K, V = 1000 * rng.normal(size=(3, 2)), 1000 * rng.normal(size=(4, 2)), rng.normal(size=(4, 1))
    np.testing.assert_allclose(attention(Q, K, V), V[(Q @ K.T).argmax(axis=1)])


def network(rng):
    return Sequential(
        SelfAttention(4, 2, rng=rng), Tanh(), Residual(SelfAttention(4, rng=rng)),
        SelfAttention(4, causal=True, rng=rng), Flatten(), Dense(12, 2, rng=rng),
    )  # fmt: skip


def test_network(rng):
    net, x = network(rng), rng.normal(size=(2, 3, 4))
    x.flags.writeable = False
    assert gradcheck(net, None, x) < 1e-7
    by_hand, alone = x, copy.deepcopy(net)
    for layer in alone.layers:
        by_hand = layer(by_hand)
    z = net(x)
    np.testing.assert_allclose(z, by_hand, rtol=1e-12)
    dx, by_hand = net.backward(z), z
    for layer in reversed(alone.layers):
        by_hand = layer.backward(by_hand)
    np.testing.assert_allclose(dx, by_hand, rtol=1e-12, atol=1e-15)


def test_the_last_token_is_taken_and_gets_all_of_the_gradient(rng):
    net, x = Sequential(SelfAttention(4, 2, rng=rng), LastToken(), Dense(4, 2, rng=rng)), rng.normal(size=(2, 3, 4))
    np.testing.assert_array_equal(LastToken()(x), x[:, -1])
    assert gradcheck(net, None, x) < 1e-7
    with pytest.raises(ValueError, match=r"LastToken: x must be an array \(n, tokens, d\)"):
        LastToken()(x[0])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_types_and_memory(dtype, rng):
    layer = SelfAttention(4, 2, causal=True, rng=rng, dtype=dtype)
    x = rng.normal(size=(2, 3, 4)).astype(dtype)
    h = layer(x)
    dx = layer.backward(h)
    for array in (h, dx, layer.A, *layer.parameters(), *layer.gradients()):
        assert array.dtype == dtype
    kept, dx_kept = h.copy(), dx.copy()
    layer.backward(layer(2 * x))
    assert (h == kept).all() and (dx == dx_kept).all()
    np.testing.assert_allclose(layer(np.asfortranarray(x)), h, rtol=1e-5)
    np.testing.assert_allclose(layer.backward(np.asfortranarray(h)), dx, rtol=1e-4, atol=1e-6)
    Q = x.astype(dtype)
    assert attention(Q, Q, Q).dtype == attention_backward(Q, Q, Q, Q)[0].dtype == dtype


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))])
def test_copies_are_independent(copied, rng):
    layer, x = SelfAttention(4, 2, rng=rng), rng.normal(size=(2, 3, 4))
    h = layer(x)
    other = copied(layer)
    assert (other(x) == h).all()
    other.theta = np.zeros(80)
    assert (other(x) == 0).all() and (layer(x) == h).all()


def test_start_and_parameters():
    layer = SelfAttention(50, rng=np.random.default_rng(1))
    assert layer.count_parameters() == 4 * (50 * 50 + 50) == sum(array.size for array in layer.parameters())
    limit = np.sqrt(6 / 100)
    for name in "QKVO":
        W, b = getattr(layer, f"W_{name}"), getattr(layer, f"b_{name}")
        assert (
            W.shape == (50, 50) and np.abs(W).max() <= limit and W.std() == pytest.approx(limit / np.sqrt(3), rel=0.05)
        )
        assert b.shape == (50,) and (b == 0).all()
    assert (layer.W_Q != layer.W_K).any()
    assert repr(layer) == "SelfAttention(50, heads=1)"
    full = SelfAttention(4, 2, causal=True, rng=np.random.default_rng(0), dtype=np.float32)
    assert repr(full) == "SelfAttention(4, heads=2, causal=True, dtype=np.float32)"


Q, K, V = np.zeros((2, 3)), np.zeros((4, 3)), np.zeros((4, 5))


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((Q.tolist(), K, V), TypeError, r"attention: Q, K, V must be arrays of one float type; Q is \[\["),
        ((Q, K.astype(np.float32), V), TypeError, "K is an array of shape .* float32"),
        ((Q, K, V.astype(int)), TypeError, "V is an array .* int64"),
        ((Q, K[:, :2], V), ValueError, r"expected shapes \(…, n, d\), .* got \(2, 3\), \(4, 2\), \(4, 5\)"),
        ((Q, K[:3], V), ValueError, "expected shapes"),
        ((Q[None], K, V), ValueError, "expected shapes"),
        ((Q, K[:0], V[:0]), ValueError, "none of them empty"),
        ((Q[0], K, V), ValueError, "expected shapes"),
        ((np.full((2, 3), np.nan), K, V), ValueError, r"Q must be finite, got nan at index \(0, 0\)"),
        ((Q, K, V, np.ones((2, 4))), TypeError, "mask must be an array of bool"),
        ((Q, K, V, np.ones((4, 2), bool)), ValueError, r"mask must have shape \(2, 4\) .*, got \(4, 2\)"),
        ((Q, K, V, np.zeros((2, 4), bool)), ValueError, "lets a query look at nothing"),
    ],
)
def test_bad_input_to_attention(arguments, error, message):
    with pytest.raises(error, match=message):
        attention(*arguments)
    with pytest.raises(error, match=message):
        attention_backward(np.zeros((2, 5)), *arguments)


def test_bad_gradient_of_attention():
    with pytest.raises(ValueError, match=r"attention_backward: .* output's shape \(2, 5\), got \(2, 4\)"):
        attention_backward(np.zeros((2, 4)), Q, K, V)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda rng: SelfAttention(4), TypeError, r"SelfAttention\(4, heads=1\): rng must be a Generator"),
        (lambda rng: SelfAttention(4, 3, rng=rng), ValueError, r"SelfAttention\(4, heads=3\): heads must divide d"),
        (lambda rng: SelfAttention(4, 0, rng=rng), ValueError, "heads must be at least 1"),
        (lambda rng: SelfAttention(4, rng=rng, dtype=int), TypeError, "dtype must be"),
        (lambda rng: SelfAttention(4, rng=rng)(np.zeros((2, 4))), ValueError, r"x must have shape \(n, tokens, 4\)"),
        (lambda rng: SelfAttention(4, rng=rng)(np.zeros((1, 2, 3))), ValueError, r"got \(1, 2, 3\)"),
        (lambda rng: SelfAttention(4, rng=rng)(np.zeros((1, 0, 4))), ValueError, "not be empty"),
        (lambda rng: SelfAttention(4, rng=rng)(np.zeros((1, 2, 4), np.float32)), TypeError, "array of float64"),
        (lambda rng: SelfAttention(4, rng=rng).backward(np.zeros((1, 2, 4))), RuntimeError, "a forward pass"),
    ],
)
def test_bad_input_to_the_layer(call, error, message, rng):
    with pytest.raises(error, match=message):
        call(rng)


def test_nothing_of_a_refused_pass_is_used(rng):
    layer, x = SelfAttention(4, rng=rng), rng.normal(size=(1, 2, 4))
    layer(x)
    with pytest.raises(ValueError, match=r"output's shape \(1, 2, 4\), got \(1, 2, 3\)"):
        layer.backward(x[..., :3])
    x[0, 1, 2] = np.nan
    with pytest.raises(ValueError, match=r"x must be finite, got nan at index \(0, 1, 2\)"):
        layer(x)
    with pytest.raises(RuntimeError, match="a forward pass"):
        layer.backward(x)
    assert layer.A is None
