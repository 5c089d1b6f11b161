"""A network's fast steps give what its layers give one by one, and leave in them the same."""

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import (
    AvgPool2D,
    BatchNorm,
    Conv2D,
    Dense,
    Flatten,
    Identity,
    Layer,
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

ACTIVATIONS = [Identity, LeakyReLU, Logistic, ReLU, Step, Tanh]


def one_by_one(net, x, dz):
    """Output, dJ/dx, gradients and the values of the activations, each layer called by itself."""
    layers = copy.deepcopy(net).layers
    for layer in layers:
        x = layer(x)
    for layer in reversed(layers):
        dz = layer.backward(dz)
    return x, dz, *results(layers)


def results(layers):
    gradients = [gradient for layer in layers for gradient in layer.gradients()]
    return gradients, [layer.h for layer in layers if hasattr(layer, "h")]


def assert_same(net, x, rng, rtol=1e-12):
    dz = np.asarray(rng.normal(size=net(x).shape), x.dtype)
    z_right, dx_right, gradients_right, h_right = one_by_one(net, x, dz)
    for _ in range(2):  # the second pass has the room of the first
        z, dx = net(x), net.backward(dz)
        gradients, h = results(net.layers)
        for ours, right in zip([z, dx, *gradients, *h], [z_right, dx_right, *gradients_right, *h_right], strict=True):
            assert ours.shape == right.shape and ours.dtype == right.dtype
            np.testing.assert_allclose(ours, right, rtol=rtol, atol=rtol)
        for gradient in net.gradients():
            gradient[...] = np.nan
        assert net.backward(dz, dx=False) is None
        for ours, right in zip(net.gradients(), gradients_right, strict=True):
            np.testing.assert_allclose(ours, right, rtol=rtol, atol=rtol)


@given(
    sizes=st.lists(st.integers(1, 5), min_size=2, max_size=5),
    kinds=st.lists(st.sampled_from([None, *ACTIVATIONS]), min_size=5, max_size=5),
    twice=st.booleans(),
    n=st.integers(1, 6),
    seed=st.integers(0, 99),
)
def test_runs_of_dense_layers(sizes, kinds, twice, n, seed):
    rng, layers = np.random.default_rng(seed), []
    for n_in, n_out, kind in zip(sizes[:-1], sizes[1:], kinds, strict=False):
        layers += [Dense(n_in, n_out, rng=rng)] + ([kind()] if kind else []) + ([kind()] if kind and twice else [])
    assert_same(Sequential(*layers), rng.normal(size=(n, sizes[0])), rng)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_activations_among_other_layers(activation, dtype, rng):
    net = Sequential(
        activation(),
        Conv2D(2, 3, 3, rng=rng, dtype=dtype),
        activation(),
        BatchNorm(3, dtype=dtype),
        activation(),
        activation(),
        AvgPool2D(2),
        activation(),
        Flatten(),
        Dense(12, 4, rng=rng, dtype=dtype),
        activation(),
        Dense(4, 2, rng=rng, dtype=dtype),
        activation(),
        activation(),
    )
    assert_same(net, rng.normal(size=(5, 2, 6, 6)).astype(dtype), rng, rtol=1e-12 if dtype is np.float64 else 1e-4)


def test_batches_of_other_sizes_and_tokens(rng):
    net = mlp([3, 5, 4, 2], output=Tanh, rng=rng)
    for shape in ((6, 3), (1, 3), (6, 3), (2, 4, 3), (8, 3), (2, 2, 2, 3)):
        x = rng.normal(size=shape)
        assert_same(net, x, rng)
        np.testing.assert_allclose(net(x).reshape(-1, 2), net(x.reshape(-1, 3)), rtol=1e-12)


def test_layers_of_ones_own_go_by_their_own_methods(rng):
    class Loud(Tanh):
        def f(self, r, out=None):
            return 2 * super().f(r)

        def slope_at(self, h):
            return 2 - h * h / 2

    class Doubled(Dense):
        def forward(self, x):
            return 2 * super().forward(x)

        def backward(self, dr):
            return super().backward(2 * dr)

    class Keeping(Layer):
        """It keeps what comes in and what it gives out, uncopied."""

        def forward(self, r):
            self.r, self.h = r, r**2
            return self.h

        def backward(self, dh):
            self.dh = dh
            return 2 * self.r * dh

    net = Sequential(
        Dense(3, 4, rng=rng), Keeping(), Tanh(), Doubled(4, 4, rng=rng), Loud(), Sequential(Keeping()), ReLU(),
        Through(), Dense(4, 3, rng=rng), Tanh(), Keeping(),
    )  # fmt: skip
    x = rng.normal(size=(5, 3))
    assert gradcheck(net, None, x) < 1e-7
    assert_same(net, x, rng)
    kept = net.layers[-1]
    assert (kept.h == kept.r**2).all()


class Through(Layer):
    def forward(self, x):
        return x

    def backward(self, dy):
        return dy


def test_a_refused_pass_leaves_nothing_to_go_back_from(rng):
    net = mlp([3, 4, 2], rng=rng)
    z = net(rng.normal(size=(5, 3)))
    for bad in (np.full((5, 3), np.nan), np.zeros((5, 4)), None):
        with pytest.raises((ValueError, TypeError)):
            net(bad)
        with pytest.raises(RuntimeError, match="backward needs a forward pass before it"):
            net.backward(z)


def test_a_pass_with_nan_leaves_nothing_in_later_ones(rng):
    net, x = mlp([3, 4, 2], rng=rng), rng.normal(size=(5, 3))
    z = net(x)
    theta = net.theta
    net.layers[0].W[:] = np.nan
    net(x)
    net.theta = theta
    assert (net(x) == z).all()
    net.backward(np.full_like(z, np.nan))
    net.backward(z)
    assert all(np.isfinite(gradient).all() for gradient in net.gradients())


def test_a_network_within_a_network(rng):
    inner = mlp([3, 4, 3], output=Tanh, rng=rng)
    net = Sequential(inner, Residual(Dense(3, 3, rng=rng), Tanh()), inner_of(rng), Tanh())
    assert_same(net, rng.normal(size=(5, 3)), rng)


def inner_of(rng):
    return Sequential(Dense(3, 3, rng=rng), Tanh(), Dense(3, 2, rng=rng))
