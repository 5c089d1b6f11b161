"""What a layer or a loss gives out belongs to the caller, and what the caller gives in stays the caller's."""

import copy
import pickle

import numpy as np
import pytest

from nnlib import (
    AvgPool2D,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Identity,
    LastToken,
    LeakyReLU,
    Logistic,
    LogisticNLL,
    MaxPool2D,
    ReLU,
    Residual,
    SelfAttention,
    Sequential,
    SoftmaxNLL,
    SquaredError,
    Step,
    Tanh,
    ZeroExtension,
    lenet5,
    mlp,
)


def seeded():
    return np.random.default_rng(0)


ROWS, IMAGES, TOKENS = (4, 3), (2, 3, 5, 5), (2, 4, 6)
ALL = {
    "Dense": (lambda: Dense(3, 2, rng=seeded()), ROWS),
    "Dense on tokens": (lambda: Dense(6, 2, rng=seeded()), TOKENS),
    **{activation.__name__: (activation, ROWS) for activation in (Identity, LeakyReLU, Logistic, ReLU, Step, Tanh)},
    "BatchNorm": (lambda: BatchNorm(3), ROWS),
    "BatchNorm in evaluation mode": (lambda: BatchNorm(3).eval(), IMAGES),
    "Dropout": (lambda: Dropout(0.5, rng=seeded()), ROWS),
    "Dropout in evaluation mode": (lambda: Dropout(0.5, rng=seeded()).eval(), ROWS),
    "Flatten": (Flatten, IMAGES),
    "Flatten of rows": (Flatten, ROWS),
    "ZeroExtension": (lambda: ZeroExtension(5), IMAGES),
    "ZeroExtension by nothing": (lambda: ZeroExtension(3), ROWS),
    "Conv2D": (lambda: Conv2D(3, 2, 3, rng=seeded()), IMAGES),
    "Conv2D, padded": (lambda: Conv2D(3, 2, 3, stride=2, padding=1, rng=seeded()), IMAGES),
    "Conv2D of size 1": (lambda: Conv2D(3, 2, 1, rng=seeded()), IMAGES),
    "AvgPool2D": (lambda: AvgPool2D(2), IMAGES),
    "AvgPool2D of size 1": (lambda: AvgPool2D(1), IMAGES),
    "MaxPool2D": (lambda: MaxPool2D(2), IMAGES),
    "MaxPool2D, overlapping": (lambda: MaxPool2D(3, 1), IMAGES),
    "SelfAttention": (lambda: SelfAttention(6, heads=2, causal=True, rng=seeded()), TOKENS),
    "LastToken": (LastToken, TOKENS),
    "Residual": (lambda: Residual(Tanh()), ROWS),
    "Residual with skip": (lambda: Residual(Dense(3, 5, rng=seeded()), Tanh(), skip=ZeroExtension(5)), ROWS),
    "ends linear": (lambda: mlp([3, 4, 2], rng=seeded()), ROWS),
    "ends in an activation": (lambda: mlp([3, 4, 2], output=Logistic, rng=seeded()), ROWS),
    "begins with an activation": (lambda: Sequential(Tanh(), Dense(3, 2, rng=seeded()), ReLU()), ROWS),
    "a network of networks": (lambda: Sequential(mlp([3, 4, 2], output=Tanh, rng=seeded()), Sequential(Tanh())), ROWS),
}
layers = pytest.mark.parametrize("name", ALL)


def case(name, order):
    make, shape = ALL[name]
    return make(), np.array(np.random.default_rng(1).normal(size=shape), order=order)


def expected(name, order):
    layer, x = case(name, order)
    h = layer(x)
    dh = np.array(np.random.default_rng(2).normal(size=h.shape), order=order)
    dx = layer.backward(dh)
    return h, dh, dx, [gradient.copy() for gradient in layer.gradients()]


@layers
@pytest.mark.parametrize("order", "CF")
def test_what_the_caller_does_to_an_array_changes_nothing_in_the_layer(name, order):
    """Arrays handed out, and arrays given in, are written over between the passes."""
    h_right, dh, dx_right, gradients_right = expected(name, order)
    layer, x = case(name, order)
    h = layer(x)
    assert (h == h_right).all()
    h -= 7
    x[...] = np.nan
    dx = layer.backward(dh)
    assert (dx == dx_right).all()
    dx[...] = np.nan
    dh[...] = np.nan
    assert all((a == b).all() for a, b in zip(layer.gradients(), gradients_right, strict=True))
    h_again, dh_again, dx_again, _ = expected(name, order)
    assert (layer(case(name, order)[1]) == h_again).all() or "Dropout" in name or "BatchNorm" in name
    if "Dropout" not in name and "BatchNorm" not in name:
        assert (layer.backward(dh_again) == dx_again).all()


@layers
@pytest.mark.parametrize("order", "CF")
def test_results_share_no_memory_with_anything(name, order):
    layer, x = case(name, order)
    h = layer(x)
    dh = np.ones_like(h)
    dx = layer.backward(dh)
    arrays = [x, h, dh, dx, *layer.parameters(), *layer.gradients(), *layer.running()]
    for i, one in enumerate(arrays):
        assert one.flags.writeable
        assert not any(np.shares_memory(one, other) for other in arrays[:i])


@layers
def test_copies_are_without_the_last_pass(name):
    layer, x = case(name, "C")
    size = len(pickle.dumps(layer))
    h = layer(np.concatenate([x] * 50))
    layer.backward(np.ones_like(h))
    assert len(pickle.dumps(layer)) <= size + 100
    for twin in (copy.deepcopy(layer), pickle.loads(pickle.dumps(layer))):
        with pytest.raises(RuntimeError, match="backward needs a forward pass before it"):
            (twin.layers[-1] if name == "Residual" else twin).backward(np.ones_like(h))


def test_a_pickle_of_lenet_is_its_parameters():
    net = lenet5(rng=seeded(), dtype=np.float32)
    net(np.zeros((100, 1, 28, 28), np.float32))
    assert len(pickle.dumps(net)) < 4 * 2 * 61_706 + 20_000


@pytest.mark.parametrize("loss", [SquaredError(), LogisticNLL(), SoftmaxNLL()], ids=repr)
def test_losses_keep_copies(loss):
    def run():
        z = np.random.default_rng(0).normal(size=(4, 3))
        y = {SquaredError: np.ones((4, 3)), LogisticNLL: np.ones((4, 3)), SoftmaxNLL: np.array([0, 2, 1, 1])}[
            type(loss)
        ]
        loss(z, y)
        return z, y

    run()
    right = loss.backward()
    z, y = run()
    z[...] = np.nan
    y[...] = 0
    loss.backward()[...] = np.nan
    assert (loss.backward() == right).all()


def test_a_gradient_from_the_output_that_was_changed():
    """dJ/dz worked out in the output itself, as in z -= y."""
    x, y = np.random.default_rng(1).normal(size=(4, 2)), np.random.default_rng(2).normal(size=(4, 3))
    net = Sequential(Dense(2, 3, rng=seeded()), Tanh())
    z = net(x)
    dr = (z - y) * (1 - z**2)
    z -= y
    net.backward(z)
    np.testing.assert_allclose(net.layers[0].dW, x.T @ dr, rtol=1e-13)


def test_a_layer_called_by_itself_leaves_its_neighbours_alone():
    net, x = mlp([2, 3, 1], rng=seeded()), np.random.default_rng(1).normal(size=(4, 2))
    net(x)
    h = net.layers[1].h
    net.layers[2](np.zeros((4, 3)))
    assert (net.layers[1].h == h).all()


def test_encoder_and_decoder_made_of_one_net():
    rng = np.random.default_rng(1)
    net, x = mlp([3, 5, 2, 5, 3], rng=seeded()), rng.normal(size=(6, 3))
    dz = rng.normal(size=(6, 3))
    net(x)
    dx = net.backward(dz)
    gradients = [gradient.copy() for gradient in net.gradients()]

    encoder, decoder = Sequential(*net.layers[:4]), Sequential(*net.layers[4:])
    code = encoder(x)
    decoder(rng.normal(size=(6, 2)))
    decoder(code)
    np.testing.assert_allclose(encoder.backward(decoder.backward(dz)), dx, rtol=1e-12)
    for ours, right in zip(net.gradients(), gradients, strict=True):
        np.testing.assert_allclose(ours, right, rtol=1e-12)


def test_layers_of_a_net_go_back_one_by_one():
    rng = np.random.default_rng(1)
    net, x, dz = mlp([3, 5, 4, 2], hidden=ReLU, rng=seeded()), rng.normal(size=(6, 3)), rng.normal(size=(6, 2))
    net(x)
    right, gradients = net.backward(dz), [gradient.copy() for gradient in net.gradients()]
    net(x)
    d = dz
    for layer in reversed(net.layers):
        d = layer.backward(d)
    np.testing.assert_allclose(d, right, rtol=1e-12)
    for layer in net.layers:
        x = layer(x)
    np.testing.assert_allclose(net.backward(dz), right, rtol=1e-12)
    for ours, expected_one in zip(net.gradients(), gradients, strict=True):
        np.testing.assert_allclose(ours, expected_one, rtol=1e-12)


def test_a_layer_called_by_itself_since_is_what_goes_back():
    """As if the loops were plain: each layer goes back from its own last pass."""
    net, x = mlp([2, 3, 1], rng=seeded()), np.random.default_rng(1).normal(size=(4, 2))
    other = np.random.default_rng(2).normal(size=(4, 3))
    net(x)
    net.layers[2](other)
    net.backward(np.ones((4, 1)))
    np.testing.assert_allclose(net.layers[2].dW, other.sum(axis=0)[:, None], rtol=1e-13)
    net(x)
    net.layers[2](other[:3])
    with pytest.raises(
        ValueError, match=r"Dense\(3, 1\): the gradient passed back must have the output's shape \(3, 1\)"
    ):
        net.backward(np.ones((4, 1)))
