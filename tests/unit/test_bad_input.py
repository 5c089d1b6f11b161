"""Bad input to layers raises an error that says where, what was expected and what came, and changes nothing."""

import numpy as np
import pytest

from nnlib import Dense, Flatten, Residual, Sequential, SquaredError, Tanh, mlp


@pytest.fixture
def net(rng):
    return mlp([2, 3, 1], rng=rng)


def with_value(value):
    x = np.zeros((4, 2))
    x[2, 1] = value
    return x


BAD_ROWS = [
    ([[1.0, 2.0]], TypeError, r"Dense\(2, 3\): x must be an array of float64, got \[\[1.0, 2.0\]\]; convert it"),
    (None, TypeError, "got None"),
    (1.0, TypeError, "got 1.0"),
    (np.zeros((4, 2), dtype=int), TypeError, r"got an array of shape \(4, 2\) and type int64"),
    (np.zeros((4, 2), dtype=np.float32), TypeError, "got an array .* float32"),
    (np.zeros((4, 2), dtype=complex), TypeError, "complex"),
    (np.zeros((4, 2), dtype=object), TypeError, "object"),
    (np.zeros(2), ValueError, r"x must have shape \(n, 2\), got \(2,\)"),
    (np.zeros((4, 3)), ValueError, r"x must have shape \(n, 2\), got \(4, 3\)"),
    (np.zeros((1, 2, 4)), ValueError, r"got \(1, 2, 4\)"),
    (np.zeros((0, 2)), ValueError, "x has no rows or no columns"),
    (with_value(np.nan), ValueError, r"x must be finite, got nan at index \(2, 1\)"),
    (with_value(np.inf), ValueError, r"x must be finite, got inf at index \(2, 1\)"),
    (with_value(-np.inf), ValueError, r"x must be finite, got -inf at index \(2, 1\)"),
]


@pytest.mark.parametrize(("x", "error", "message"), BAD_ROWS)
def test_forward(net, x, error, message):
    theta = net.theta
    for layer in (net, net.layers[0], Residual(net), Sequential(Residual(net))):
        with pytest.raises(error, match=message):
            layer.forward(x)
        with pytest.raises(error, match=message):
            layer(x)
    assert (net.theta == theta).all()


BAD_GRADIENTS = [
    (np.ones((4, 2)), ValueError, r"output's shape \(4, 1\), got \(4, 2\)"),
    (np.ones(4), ValueError, r"output's shape \(4, 1\), got \(4,\)"),
    (np.ones((3, 1)), ValueError, r"got \(3, 1\)"),
    (np.ones((4, 1), dtype=np.float32), TypeError, "must be an array of float64"),
    ([[1.0]] * 4, TypeError, "must be an array of float64"),
    (None, TypeError, "got None"),
]


@pytest.mark.parametrize(("dz", "error", "message"), BAD_GRADIENTS)
def test_backward(net, dz, error, message, rng):
    net(rng.normal(size=(4, 2)))
    net.backward(np.ones((4, 1)))
    before = [g.copy() for g in net.gradients()]
    with pytest.raises(error, match=message):
        net.backward(dz)
    assert all((g == old).all() for g, old in zip(net.gradients(), before, strict=True))


def test_backward_before_forward(net, rng):
    for layer in (net, net.layers[0], Flatten(), Residual(Dense(2, 2, rng=rng))):
        with pytest.raises(RuntimeError, match="backward needs a forward pass before it"):
            layer.backward(np.ones((4, 1)))


def test_backward_after_a_refused_forward(net):
    """No gradient can be made of rows that were refused."""
    net(np.ones((4, 2)))
    with pytest.raises(ValueError, match="finite"):
        net.layers[0](with_value(np.nan))
    with pytest.raises(RuntimeError, match="backward needs a forward pass"):
        net.layers[0].backward(np.ones((4, 3)))


@pytest.mark.parametrize("name", ["W", "b", "dW", "db"])
def test_assigning_arrays(name, rng):
    dense = Dense(2, 3, rng=rng)
    array = getattr(dense, name)
    before = array.copy()
    for bad, error, message in [
        (np.zeros((3, 2)), ValueError, rf"Dense\(2, 3\).{name}: expected shape"),
        (0.0, ValueError, "expected shape"),
        (np.full(array.shape, np.nan), ValueError, "each value must be finite, got nan"),
        ("words", TypeError, "expected numbers of shape .*, got 'words'"),
        (None, ValueError, "expected shape"),
    ]:
        with pytest.raises(error, match=message):
            setattr(dense, name, bad)
    assert getattr(dense, name) is array and (array == before).all()
    setattr(dense, name, np.ones(array.shape, dtype=int).tolist())
    assert getattr(dense, name) is array and (array == 1).all()


@pytest.mark.parametrize(
    ("theta", "error", "message"),
    [
        (np.zeros(12), ValueError, r"Sequential.theta: expected shape \(13,\), got \(12,\)"),
        (np.zeros((13, 1)), ValueError, "expected shape"),
        ([0.0] * 12 + [np.nan], ValueError, "each value must be finite, got nan at index 12"),
        (["a"] * 13, TypeError, "expected numbers"),
        ([[0.0], [1.0, 2.0]], TypeError, "expected numbers"),
    ],
)
def test_assigning_theta(net, theta, error, message):
    before = net.theta
    with pytest.raises(error, match=message):
        net.theta = theta
    assert (net.theta == before).all()


def test_parameters_gone_wrong_are_found_by_the_loss(net):
    net.layers[2].W[1] = np.nan
    with pytest.raises(ValueError, match=r"SquaredError\(\): z must be finite, got nan"):
        SquaredError()(net(np.ones((2, 2))), np.zeros((2, 1)))


def test_residual_shapes(rng):
    with pytest.raises(ValueError, match=r"F\(x\) has shape \(4, 3\), but x, to be added to it, \(4, 2\)"):
        Residual(Dense(2, 3, rng=rng))(np.ones((4, 2)))


@pytest.mark.parametrize("x", [None, 3.0, np.zeros(3), np.zeros((0, 2)), np.zeros((2, 0))])
def test_flatten(x):
    with pytest.raises(ValueError, match=r"Flatten: x must be an array \(n, …\) that is not empty"):
        Flatten()(x)


def test_residual_takes_layers_only():
    with pytest.raises(TypeError, match="Residual: expected layers, got 3"):
        Residual(Tanh(), 3)
