"""Dropout: its masks, their mean, its gradients and modes."""

import copy
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import Dense, Dropout, Layer, ReLU, Sequential, Tanh, gradcheck


class SameMask(Layer):
    """A layer whose forward passes all draw the same numbers, so that it has derivatives."""

    def __init__(self, inside, *rngs):
        self.layers, self.rngs = (inside,), rngs
        self.states = [rng.bit_generator.state for rng in rngs]

    def forward(self, x):
        for rng, state in zip(self.rngs, self.states, strict=True):
            rng.bit_generator.state = state
        return self.layers[0].forward(x)

    def backward(self, dy):
        return self.layers[0].backward(dy)


@given(
    shape=st.lists(st.integers(1, 4), min_size=1, max_size=4).map(tuple),
    p=st.sampled_from([0, 0.1, 0.5, 0.9]),
    training=st.booleans(),
    seed=st.integers(0, 2**16),
)
def test_gradients_are_numerical_ones(shape, p, training, seed):
    rng = np.random.default_rng(seed)
    x, dropout = rng.normal(size=shape), Dropout(p, rng=rng)
    (dropout.train if training else dropout.eval)()
    assert gradcheck(SameMask(dropout, rng), None, x) < 1e-7


@pytest.mark.parametrize("training", [True, False])
def test_gradients_inside_a_network(training, rng):
    draws = np.random.default_rng(1)
    net = Sequential(
        Dropout(0.2, rng=draws), Dense(3, 8, rng=rng), Dropout(0.3, rng=draws), Tanh(), Dense(8, 4, rng=rng), Tanh(),
        Dropout(0.4, rng=draws),
    )  # fmt: skip
    (net.train if training else net.eval)()
    assert gradcheck(SameMask(net, draws), None, rng.normal(size=(5, 3))) < 1e-7


@pytest.mark.parametrize("p", [0.1, 0.5, 0.75])
def test_mask(p, rng):
    dropout, x = Dropout(p, rng=rng), rng.normal(size=(200, 500))
    h = dropout(x)
    mask = dropout.mask
    survivors = mask != 0
    assert (mask[survivors] == 1 / (1 - p)).all()
    np.testing.assert_array_equal(h, x * mask)
    np.testing.assert_array_equal(dropout.backward(x), x * mask)
    share = survivors.mean()
    assert abs(share - (1 - p)) < 5 * np.sqrt(p * (1 - p) / x.size)
    # Each entry by itself: rows, columns and neighbours are not censored together.
    for one, other in ((survivors[1:], survivors[:-1]), (survivors[:, 1:], survivors[:, :-1])):
        assert abs(np.corrcoef(one.ravel(), other.ravel())[0, 1]) < 5 / np.sqrt(x.size)
    assert (dropout(x) != h).any()


def test_a_rare_event_is_as_rare_as_asked_for(rng):
    """p = 2⁻¹⁸, less than 16 bits can tell: about 32 of 2²³ values, neither none nor 128."""
    censored = (Dropout(2**-18, rng=rng)(np.ones(2**23, np.float32)) == 0).sum()
    assert abs(censored - 32) < 5 * np.sqrt(32)


def test_mean_over_the_masks_is_the_value(rng):
    """E[h] = x: exactly as the mean over all 2ⁿ masks, each by its probability, and nearly over many drawn ones."""
    x, p = rng.normal(size=6), 0.3
    masks = np.array(list(itertools.product([0, 1], repeat=6)))
    probability = np.prod(np.where(masks, 1 - p, p), axis=1)
    np.testing.assert_allclose(probability @ (masks * x / (1 - p)), x, rtol=1e-12)
    many = 40_000
    h = Dropout(p, rng=rng)(np.tile(x, (many, 1)))
    assert (np.abs(h.mean(axis=0) - x) < 5 * np.abs(x) * np.sqrt(p / (1 - p) / many)).all()


def test_p_0_and_evaluation_change_nothing(rng):
    x = rng.normal(size=(50, 20))
    for dropout in (Dropout(0, rng=rng), Dropout(0.5, rng=rng).eval()):
        np.testing.assert_array_equal(dropout(x), x)
        np.testing.assert_array_equal(dropout.backward(x), x)
    state = rng.bit_generator.state
    dropout(x)
    assert rng.bit_generator.state == state


def test_modes_of_a_network(rng):
    net = Sequential(Dense(3, 4, rng=rng), ReLU(), Dropout(0.5, rng=rng))
    x = rng.normal(size=(10, 3))
    assert (net(x) != net(x)).any()
    assert (net.eval()(x) == net(x)).all()
    assert (net.train()(x) != net(x)).any()


def test_seeds(rng):
    x = np.ones((3, 7))
    masks = [Dropout(0.5, rng=np.random.default_rng(seed)) for seed in (1, 1, 2)]
    h = [dropout(x) for dropout in masks]
    assert (h[0] == h[1]).all() and (h[0] != h[2]).any()
    other = copy.deepcopy(masks[0])
    assert (other(x) == masks[0](x)).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("shape", [(1,), (5,), (4, 3), (2, 3, 5, 4)])
def test_types_and_memory(dtype, shape, rng):
    dropout = Dropout(0.5, rng=rng)
    x = np.ones(shape, dtype).T
    h = dropout(x)
    kept = h.copy()
    assert h.dtype == dropout.backward(h).dtype == dropout.mask.dtype == dtype
    dropout(x)
    assert (h == kept).all()


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: Dropout(0.5), TypeError, "Dropout: rng must be a Generator"),
        (lambda: Dropout(1, rng=np.random.default_rng(0)), ValueError, "p must be at least 0 and less than 1, got 1"),
        (lambda: Dropout(-0.1, rng=np.random.default_rng(0)), ValueError, "p must be at least 0"),
        (lambda: Dropout("half", rng=np.random.default_rng(0)), TypeError, "p must be a number, got 'half'"),
        (lambda: Dropout(0.5, rng=np.random.default_rng(0))([1.0]), TypeError, r"Dropout\(0.5\): x must be an array"),
        (lambda: Dropout(0.5, rng=np.random.default_rng(0))(np.ones(3, int)), TypeError, "array of float64 or float32"),
        (lambda: Dropout(0.5, rng=np.random.default_rng(0))(np.ones((0, 3))), ValueError, "not be empty"),
        (lambda: Dropout(0.5, rng=np.random.default_rng(0)).backward(np.ones(3)), RuntimeError, "a forward pass"),
    ],
)
def test_bad_input(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_bad_gradient(rng):
    dropout = Dropout(0.5, rng=rng)
    assert dropout.mask is None
    dropout(np.ones((2, 3)))
    with pytest.raises(ValueError, match=r"output's shape \(2, 3\), got \(3, 2\)"):
        dropout.backward(np.ones((3, 2)))
