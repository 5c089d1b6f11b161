"""Dense, Flatten, Sequential and Residual: their gradients, types, arrays and errors."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import (
    Conv2D,
    Dense,
    Flatten,
    Identity,
    LeakyReLU,
    Logistic,
    ReLU,
    Residual,
    Sequential,
    Step,
    Tanh,
    gradcheck,
    mlp,
)

SIZES = st.integers(1, 6)
SEEDS = st.integers(0, 2**16)
SMOOTH = (Logistic, Tanh)


@given(n=SIZES, n_in=SIZES, n_out=SIZES, seed=SEEDS)
def test_dense_gradients_are_numerical_ones(n, n_in, n_out, seed):
    rng = np.random.default_rng(seed)
    dense = Dense(n_in, n_out, rng=rng)
    dense.b = rng.normal(size=n_out)
    assert gradcheck(dense, None, rng.normal(size=(n, n_in))) < 1e-7


@given(n=SIZES, sizes=st.lists(SIZES, min_size=2, max_size=5), hidden=st.sampled_from(SMOOTH), seed=SEEDS)
def test_network_gradients_are_numerical_ones(n, sizes, hidden, seed):
    rng = np.random.default_rng(seed)
    net = mlp(sizes, hidden, output=Tanh, rng=rng)
    net.theta = rng.normal(size=net.count_parameters())
    assert gradcheck(net, None, rng.normal(size=(n, sizes[0]))) < 1e-7


@given(n=SIZES, width=SIZES, depth=st.integers(1, 4), hidden=st.sampled_from(SMOOTH), seed=SEEDS)
def test_residual_gradients_are_numerical_ones(n, width, depth, hidden, seed):
    rng = np.random.default_rng(seed)
    blocks = [Residual(Dense(width, 3, rng=rng), hidden(), Dense(3, width, rng=rng)) for _ in range(depth)]
    net = Sequential(*blocks, Dense(width, 1, rng=rng))
    assert gradcheck(net, None, rng.normal(size=(n, width))) < 1e-7


@pytest.mark.parametrize(
    "between",
    [
        (Tanh, Logistic),
        (Identity, Tanh),
        (Tanh, Identity),
        (Identity,),
        (),
        (Tanh, Tanh, Tanh),
        (Flatten, Tanh),
        (Flatten,),
    ],
)
def test_layers_between_dense_ones_do_not_overwrite_what_another_needs(between, rng):
    first, second, third = (Dense(n_in, n_out, rng=rng) for n_in, n_out in ((3, 4), (4, 4), (4, 2)))
    net = Sequential(first, *(make() for make in between), second, Tanh(), third)
    x = rng.normal(size=(5, 3))
    assert gradcheck(net, None, x) < 1e-7
    by_hand = x
    for layer in copy.deepcopy(net).layers:
        by_hand = layer(by_hand)
    np.testing.assert_allclose(net(x), by_hand, rtol=1e-14)


def test_a_subclass_of_dense_needs_only_forward_of_x(rng):
    class Doubled(Dense):
        def forward(self, x):
            return 2 * super().forward(x)

        def backward(self, dr):
            return super().backward(2 * dr)

    net = Sequential(Dense(2, 3, rng=rng), Tanh(), Doubled(3, 3, rng=rng), Tanh(), Dense(3, 1, rng=rng))
    assert gradcheck(net, None, rng.normal(size=(4, 2))) < 1e-7


def test_an_activation_of_ones_own_may_keep_what_comes_in(rng):
    """A subclass that does not say that it writes over r is not taken for one that does."""

    class Swish(Logistic):
        def forward(self, r):
            self.r = r
            return r * self.f(r)

        def backward(self, dh):
            return dh * (self.f(self.r) + self.r * self.slope(self.r))

    net = Sequential(Dense(2, 3, rng=rng), Swish(), Dense(3, 3, rng=rng), Swish(), Dense(3, 1, rng=rng))
    assert gradcheck(net, None, rng.normal(size=(4, 2))) < 1e-7


def test_nested_networks_have_numerical_gradients(rng):
    inner = Sequential(Dense(2, 3, rng=rng), Tanh())
    net = Sequential(Residual(inner, Dense(3, 2, rng=rng)), Logistic(), Sequential(Dense(2, 2, rng=rng)), Tanh())
    assert gradcheck(net, None, rng.normal(size=(4, 2))) < 1e-7
    assert net.count_parameters() == 9 + 8 + 6


def test_dense_is_the_formula(rng):
    dense = Dense(3, 2, rng=rng)
    dense.b = [0.5, -1]
    x, dr = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
    np.testing.assert_allclose(dense(x), x @ dense.W + dense.b, rtol=1e-14)
    np.testing.assert_allclose(dense.backward(dr), dr @ dense.W.T, rtol=1e-14)
    np.testing.assert_allclose(dense.dW, x.T @ dr, rtol=1e-14)
    np.testing.assert_allclose(dense.db, dr.sum(axis=0), rtol=1e-14)


def test_gradients_are_assigned_not_accumulated(rng):
    dense, x, dr = Dense(3, 2, rng=rng), rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
    for _ in range(2):
        dense(x)
        dense.backward(dr)
    np.testing.assert_allclose(dense.dW, x.T @ dr, rtol=1e-14)


def test_glorot_start():
    dense = Dense(200, 100, rng=np.random.default_rng(1))
    limit = np.sqrt(6 / 300)
    assert np.abs(dense.W).max() <= limit
    assert dense.W.std() == pytest.approx(limit / np.sqrt(3), rel=0.02)
    assert abs(dense.W.mean()) < 0.01 * limit * 2
    assert (dense.b == 0).all()
    assert (Dense(200, 100, rng=np.random.default_rng(1)).W == dense.W).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("hidden", [Logistic, Tanh, ReLU, LeakyReLU, Step, Identity])
def test_types_are_kept(dtype, hidden, rng):
    net = Sequential(Dense(2, 3, rng=rng, dtype=dtype), hidden(), Residual(Dense(3, 3, rng=rng, dtype=dtype), hidden()))
    x = rng.normal(size=(5, 2)).astype(dtype)
    z = net(x)
    dx = net.backward(np.ones_like(z))
    for array in (z, dx, net.theta, *net.parameters(), *net.gradients()):
        assert array.dtype == dtype


def test_what_is_returned_is_never_overwritten(rng):
    net = mlp([2, 4, 4, 1], rng=rng)
    x = rng.normal(size=(6, 2))
    z = net(x)
    kept = z.copy()
    dx = net.backward(np.ones_like(z))
    dx_kept = dx.copy()
    net(2 * x)
    net.backward(-np.ones_like(z))
    assert (z == kept).all() and (dx == dx_kept).all()
    features = Sequential(*net.layers[:2])
    h = features(x)
    h_kept = h.copy()
    net(3 * x), features(-x)
    assert (h == h_kept).all()


@pytest.mark.parametrize(
    "first",
    [
        (),
        (Tanh, Flatten),
        (lambda: Residual(Tanh()),),
        (lambda: Residual(Dense(3, 3, rng=np.random.default_rng(1))),),
        (lambda: Sequential(Tanh(), Dense(3, 3, rng=np.random.default_rng(1)), Tanh()),),
        (lambda: Conv2D(1, 2, 1, rng=np.random.default_rng(1)), Flatten),
    ],
)
def test_gradients_are_the_same_without_that_of_the_input(first, rng):
    first = [make() for make in first]
    image = any(isinstance(layer, Conv2D) for layer in first)
    net = Sequential(*first, Dense(6 if image else 3, 4, rng=rng), Tanh(), Dense(4, 1, rng=rng))
    z = net(rng.normal(size=(5, 1, 3, 1) if image else (5, 3)))
    net.backward(z)
    expected = [gradient.copy() for gradient in net.gradients()]
    for gradient in net.gradients():
        gradient[:] = np.nan
    assert net.backward(z, dx=False) is None
    assert all((a == b).all() for a, b in zip(net.gradients(), expected, strict=True))


def test_without_parameters_there_is_nothing_to_go_back_to():
    net, x = Sequential(Tanh(), Flatten()), np.ones((2, 3))
    assert net.backward(net(x), dx=False) is None


def test_input_is_neither_changed_nor_needed_later(rng):
    net, x = mlp([2, 3, 1], rng=rng), rng.normal(size=(4, 2))
    x.flags.writeable = False
    z = net(x)
    dz = np.ones_like(z)
    dz.flags.writeable = False
    net.backward(dz)


def test_any_memory_order_of_rows(rng):
    net, x = mlp([3, 4, 2], rng=rng), rng.normal(size=(6, 3))
    expected = net(x)
    for same in (np.asfortranarray(x), np.repeat(x, 2, axis=1)[:, ::2], x[::-1].copy()[::-1]):
        np.testing.assert_allclose(net(same), expected, rtol=1e-13)


def test_values_of_a_hidden_layer_are_those_of_their_pass(rng):
    net, x = mlp([3, 4, 2], rng=rng), rng.normal(size=(6, 3))
    hidden = net.layers[1]
    assert hidden.h is None
    z = net(x)
    h = hidden.h
    np.testing.assert_allclose(h @ net.layers[2].W, z, rtol=1e-13)
    hidden.h[:] = 0
    net(-x)
    np.testing.assert_allclose(hidden.h, -h, rtol=1e-13)
    np.testing.assert_allclose(h @ net.layers[2].W, z, rtol=1e-13)


def test_theta_is_one_vector_layer_by_layer(rng):
    net = mlp([2, 3, 1], rng=rng)
    first, _, last = net.layers
    expected = np.concatenate([first.W.ravel(), first.b, last.W.ravel(), last.b])
    assert (net.theta == expected).all()
    W = first.W
    net.theta = list(range(13))
    assert first.W is W and (W == [[0, 1, 2], [3, 4, 5]]).all() and (last.b == 12).all()
    assert [p.shape for p in net.parameters()] == [(2, 3), (3,), (3, 1), (1,)] == [g.shape for g in net.gradients()]


def test_a_copy_of_theta_cannot_be_taken_for_the_parameters(rng):
    net = mlp([2, 3, 1], rng=rng)
    before = net.theta
    with pytest.raises(ValueError, match="read-only"):
        net.theta[0] += 100
    theta = net.theta.copy()
    theta[0] += 100
    assert (net.theta == before).all()
    net.theta = theta
    assert net.layers[0].W[0, 0] == before[0] + 100


def test_layers_without_parameters():
    net = Sequential(Tanh(), Flatten())
    assert net.parameters() == net.gradients() == [] and net.count_parameters() == 0 and net.theta.shape == (0,)


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))])
def test_a_copy_is_whole_and_apart(copied, rng):
    net, x = Sequential(Dense(2, 3, rng=rng), Tanh(), Residual(Dense(3, 3, rng=rng))), rng.normal(size=(4, 2))
    z = net(x).copy()
    twin = copied(net)
    assert (twin(x) == z).all()
    twin.layers[0].W[:] = 0
    assert twin.theta[:6].tolist() == [0] * 6
    twin.backward(np.ones_like(z))
    assert (net(x) == z).all()
    assert gradcheck(twin, None, x) < 1e-7


def test_flatten(rng):
    flatten, x = Flatten(), rng.normal(size=(4, 2, 3))
    assert (flatten(x) == x.reshape(4, 6)).all()
    assert (flatten.backward(x.reshape(4, 6)) == x).all()


def test_modes_reach_every_layer(rng):
    net = Sequential(Dense(2, 2, rng=rng), Residual(Sequential(Tanh(), Dense(2, 2, rng=rng))))
    inner = net.layers[1].layers[0].layers[1]
    assert net.training and inner.training
    assert net.eval() is net and not net.training and not inner.training
    assert net.train() is net and inner.training


def test_repr(rng):
    net = Sequential(Dense(2, 2, rng=rng), Residual(LeakyReLU(0.1), Dense(2, 2, rng=rng, dtype=np.float32)), Flatten())
    assert repr(net) == ("Sequential(Dense(2, 2), Residual(LeakyReLU(0.1), Dense(2, 2, dtype=np.float32)), Flatten())")
