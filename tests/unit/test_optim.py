"""Optimizers against their published formulas, step by step."""

import numpy as np
import pytest

from nnlib import SGD, Adam, Dense, SquaredError, Tanh, mlp


def prepared(rng, dtype=np.float64):
    """A network after a backward pass."""
    net, loss = mlp([2, 3, 1], rng=rng, dtype=dtype), SquaredError()
    run(net, loss, rng)
    return net, loss


def run(net, loss, rng):
    x = rng.normal(size=(5, 2)).astype(net.theta.dtype)
    loss(net(x), x[:, :1])
    net.backward(loss.backward())


def gradient(net):
    return np.concatenate([g.ravel() for g in net.gradients()])


def test_plain_sgd(rng):
    net, _ = prepared(rng)
    expected = net.theta - 0.1 * gradient(net)
    SGD(net, 0.1).step()
    np.testing.assert_allclose(net.theta, expected, rtol=1e-15)


@pytest.mark.parametrize(("momentum", "decay"), [(0.9, 0), (0, 0.3), (0.9, 0.3)])
def test_momentum_and_weight_decay(momentum, decay, rng):
    net, loss = prepared(rng)
    optimizer, theta, v = SGD(net, 0.1, momentum=momentum, weight_decay=decay), net.theta, 0.0
    for _ in range(5):
        v = momentum * v + gradient(net) + decay * theta
        theta = theta - 0.1 * v
        optimizer.step()
        np.testing.assert_allclose(net.theta, theta, rtol=1e-13)
        run(net, loss, rng)


def test_weight_decay_is_the_gradient_of_half_lambda_theta_squared(rng):
    net, _ = prepared(rng)
    for g in net.gradients():
        g[:] = 0
    theta = net.theta
    SGD(net, 0.1, weight_decay=0.5).step()
    np.testing.assert_allclose(net.theta, (1 - 0.1 * 0.5) * theta, rtol=1e-15)


def test_adam_is_algorithm_1_of_kingma_and_ba(rng):
    net, loss = prepared(rng)
    alpha, beta_1, beta_2, epsilon = 0.05, 0.8, 0.95, 1e-6
    optimizer = Adam(net, alpha, beta1=beta_1, beta2=beta_2, epsilon=epsilon)
    theta, m, v = net.theta, 0.0, 0.0
    for t in range(1, 8):
        g = gradient(net)
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        theta = theta - alpha * (m / (1 - beta_1**t)) / (np.sqrt(v / (1 - beta_2**t)) + epsilon)
        optimizer.step()
        np.testing.assert_allclose(net.theta, theta, rtol=1e-12)
        run(net, loss, rng)


def test_first_adam_step_is_the_rate_in_each_direction(rng):
    net, _ = prepared(rng)
    theta = net.theta
    Adam(net, 0.01).step()
    np.testing.assert_allclose(theta - net.theta, 0.01 * np.sign(gradient(net)), rtol=1e-4)


@pytest.mark.parametrize("make", [lambda net: SGD(net, 0.1), lambda net: SGD(net, 0.1, 0.9, 0.1), Adam])
def test_in_place_in_the_parameters_own_type(make, rng):
    net, _ = prepared(rng, np.float32)
    arrays = net.parameters()
    before = net.theta
    make(net).step()
    assert all(now is array for now, array in zip(net.parameters(), arrays, strict=True))
    assert net.theta.dtype == np.float32 and (net.theta != before).all()


@pytest.mark.parametrize("make", [lambda net: SGD(net, 0.1, 0.9), Adam])
def test_reset_forgets(make, rng):
    net, loss = prepared(rng)
    start = net.theta
    optimizer = make(net)
    optimizer.step()
    first = net.theta
    run(net, loss, np.random.default_rng(9))
    optimizer.step()
    net.theta = start
    optimizer.reset()
    run(net, loss, np.random.default_rng(5))
    ours = gradient(net)
    optimizer.step()
    again = net.theta
    net.theta = start
    make(net).step()
    assert (net.theta == again).all() and (ours != 0).any() and (first != again).any()


@pytest.mark.parametrize("make", [lambda net: SGD(net, 0.1), lambda net: SGD(net, 0.1, 0.9, 0.1), Adam])
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_gradient_that_is_not_finite_moves_nothing(make, value, rng):
    net, _ = prepared(rng)
    optimizer = make(net)
    net.layers[2].dW[1, 0] = value
    theta = net.theta
    with pytest.raises(ValueError, match="the gradient must be finite, got"):
        optimizer.step()
    assert (net.theta == theta).all()
    net.layers[2].dW[1, 0] = 0.0
    optimizer.step()
    assert np.isfinite(net.theta).all()


def test_a_huge_gradient_is_still_finite(rng):
    dense = Dense(1, 1, rng=rng)
    dense.dW[:] = 1e200
    with np.errstate(over="ignore"):
        SGD(dense, 1e-200).step()
    assert np.isfinite(dense.theta).all()


@pytest.mark.parametrize("make", [SGD, Adam])
@pytest.mark.parametrize("lr", [0, -0.1, np.nan, np.inf])
def test_rates(make, lr, rng):
    with pytest.raises(ValueError, match=f"{make.__name__}: lr must be greater than 0 and finite, got {lr}"):
        make(Dense(1, 1, rng=rng), lr)


@pytest.mark.parametrize("lr", ["0.1", None, True, [0.1], 1j])
def test_rates_are_numbers(lr, rng):
    with pytest.raises(TypeError, match="SGD: lr must be a number"):
        SGD(Dense(1, 1, rng=rng), lr)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda net: SGD(net, 0.1, momentum=1), "momentum must be at least 0 and less than 1"),
        (lambda net: SGD(net, 0.1, weight_decay=-1), "weight_decay must be at least 0"),
        (lambda net: Adam(net, beta1=1), "beta1 must be"),
        (lambda net: Adam(net, beta2=-0.1), "beta2 must be"),
        (lambda net: Adam(net, epsilon=0), "epsilon must be greater than 0"),
    ],
)
def test_other_settings(make, name, rng):
    with pytest.raises(ValueError, match=name):
        make(Dense(1, 1, rng=rng))


@pytest.mark.parametrize("make", [SGD, Adam])
def test_there_must_be_something_to_train(make):
    with pytest.raises(ValueError, match=r"Tanh\(\) has no parameters"):
        make(Tanh(), 0.1)
    with pytest.raises(TypeError, match="net must be a layer or network, got 'net'"):
        make("net", 0.1)


def test_repr(rng):
    net = Dense(1, 1, rng=rng)
    assert repr(SGD(net, 0.1, 0.9)) == "SGD(lr=0.1, momentum=0.9, weight_decay=0)"
    assert repr(Adam(net)) == "Adam(lr=0.001)"
