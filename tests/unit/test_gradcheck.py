"""`gradcheck` finds right gradients right, wrong ones wrong, and leaves everything as it was."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import (
    BatchNorm,
    Dense,
    Dropout,
    LeakyReLU,
    Logistic,
    LogisticNLL,
    ReLU,
    Residual,
    Sequential,
    SoftmaxNLL,
    SquaredError,
    Tanh,
    gradcheck,
    mlp,
)


class Wrong(Tanh):
    """tanh with a slope that is one part in a million too large."""

    def backward(self, dh):
        return super().backward(dh) * (1 + 1e-6)


@given(
    sizes=st.lists(st.integers(1, 4), min_size=2, max_size=4),
    hidden=st.sampled_from([Logistic, Tanh]),
    loss=st.sampled_from([SquaredError, LogisticNLL, SoftmaxNLL]),
    seed=st.integers(0, 2**16),
)
def test_every_loss_on_every_shape(sizes, hidden, loss, seed):
    rng = np.random.default_rng(seed)
    net, x, K = mlp(sizes, hidden, rng=rng), rng.normal(size=(3, sizes[0])), sizes[-1]
    y = {
        SquaredError: rng.normal(size=(3, K)),
        LogisticNLL: rng.integers(0, 2, (3, K)),
        SoftmaxNLL: rng.integers(0, K, 3),
    }
    assert gradcheck(net, loss(), x, y[loss]) < 1e-7


@pytest.mark.parametrize("hidden", [ReLU, LeakyReLU])
def test_piecewise_linear_activations_away_from_the_kink(hidden):
    rng = np.random.default_rng(3)
    net, x = mlp([2, 5, 1], hidden, rng=rng), rng.normal(size=(4, 2))
    assert np.abs(net.layers[0](x)).min() > 1e-3
    assert gradcheck(net, None, x) < 1e-7


def test_it_finds_an_error_of_a_millionth(rng):
    net = Sequential(Dense(2, 3, rng=rng), Wrong(), Dense(3, 1, rng=rng))
    assert 1e-7 < gradcheck(net, None, rng.normal(size=(4, 2))) < 1e-5


@pytest.mark.parametrize("name", ["W", "b", "x"])
def test_it_finds_an_error_in_each_array(name, rng):
    class Off(Dense):
        def backward(self, dr):
            dx = super().backward(dr)
            if name == "x":
                return 1.001 * dx
            setattr(self, "d" + name, 1.001 * getattr(self, "d" + name))
            return dx

    assert gradcheck(Off(2, 3, rng=rng), None, rng.normal(size=(4, 2))) > 1e-4


def test_a_gradient_of_zero_counts_as_right(rng):
    """The bias of a softmax output has a gradient whose entries sum to 0; a constant shift of all has none at all."""
    net = Sequential(Dense(2, 1, rng=rng), Residual(Dense(1, 1, rng=rng)))
    net.theta = np.zeros(5)
    assert gradcheck(net, SoftmaxNLL(), rng.normal(size=(3, 2)), np.zeros(3, dtype=int)) == 0


def test_everything_is_left_as_it_was(rng):
    net, x, y = mlp([2, 3, 1], rng=rng), rng.normal(size=(4, 2)), rng.normal(size=(4, 1))
    theta, x_before = net.theta, x.copy()
    gradcheck(net, SquaredError(), x, y)
    assert (net.theta == theta).all() and (x == x_before).all()


def test_dropout_keeps_its_mask_and_its_generator(rng):
    net, x = Sequential(Dense(2, 8, rng=rng), Dropout(0.5, rng=rng), Dense(8, 1, rng=rng)), rng.normal(size=(4, 2))
    state = rng.bit_generator.state
    assert gradcheck(net, None, x) < 1e-7
    assert rng.bit_generator.state == state


@pytest.mark.parametrize("mode", [True, False])
def test_running_averages_are_left_as_they_were(mode, rng):
    net = Sequential(Dense(2, 3, rng=rng), BatchNorm(3), Dense(3, 1, rng=rng))
    x = rng.normal(size=(6, 2))
    net(x)
    (net.train if mode else net.eval)()
    before = [array.copy() for array in net.running()]
    assert gradcheck(net, None, x) < 1e-6
    assert all((a == b).all() for a, b in zip(net.running(), before, strict=True))
    assert net.training == mode
    with pytest.raises(ValueError):
        gradcheck(net, SquaredError(), x, np.zeros(6))
    assert all((a == b).all() for a, b in zip(net.running(), before, strict=True))


def test_a_network_that_draws_anew_in_each_pass_is_refused(rng):
    class Noise(Tanh):
        def forward(self, r):
            return super().forward(r + np.random.default_rng().normal(size=r.shape))

    with pytest.raises(ValueError, match=r"gradcheck: .*Noise\(\).* puts out something else for the same x"):
        gradcheck(Sequential(Dense(2, 2, rng=rng), Noise()), None, rng.normal(size=(4, 2)))


def test_parameters_are_put_back_after_an_error(rng):
    class Failing(SquaredError):
        calls = 0

        def __call__(self, z, y):
            self.calls += 1
            if self.calls == 4:
                raise KeyboardInterrupt
            return super().__call__(z, y)

    net, x = mlp([2, 3, 1], rng=rng), rng.normal(size=(4, 2))
    theta = net.theta
    with pytest.raises(KeyboardInterrupt):
        gradcheck(net, Failing(), x, np.zeros((4, 1)))
    assert (net.theta == theta).all()


def test_refusals(rng):
    single = Dense(2, 1, rng=rng, dtype=np.float32)
    with pytest.raises(TypeError, match="gradcheck: x and all parameters must be arrays of float64"):
        gradcheck(single, None, np.zeros((1, 2), dtype=np.float32))
    with pytest.raises(TypeError, match="arrays of float64"):
        gradcheck(mlp([2, 1], rng=rng), None, [[1.0, 2.0]])
    with pytest.raises(ValueError, match="gradcheck: x must be finite"):
        gradcheck(mlp([2, 1], rng=rng), None, np.array([[1.0, np.nan]]))
    with pytest.raises(ValueError, match=r"x must have shape \(n, 2\)"):
        gradcheck(mlp([2, 1], rng=rng), None, np.zeros((1, 3)))
