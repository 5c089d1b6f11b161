"""Layers of a reader's own: what `__init__` leaves are their parameters and the layers inside (section 4)."""

import copy
import pickle

import numpy as np
import pytest

from nnlib import SGD, Adam, Dense, Layer, Sequential, SquaredError, Tanh, gradcheck, load, save, train


class Scale(Layer):
    def __init__(self, n=1):
        self.w, self.dw = np.ones(n), np.zeros(n)

    def forward(self, x):
        self.x = x
        return self.w * x

    def backward(self, dy):
        self.dw = (dy * self.x).sum(axis=0)
        return self.w * dy


class ScaleInPlace(Scale):
    """The gradient is written into its array."""

    def backward(self, dy):
        self.dw[:] = (dy * self.x).sum(axis=0)
        return self.w * dy


class ScaleWithoutZeros(Scale):
    def __init__(self, n=1):
        self.w = np.ones(n)
        self.dw = None


class ScaleByANumber(Scale):
    def __init__(self, n=1):
        self.w, self.dw = 1.0, 0.0

    def backward(self, dy):
        self.dw = float((dy * self.x).sum())
        return self.w * dy


class Shared(Layer):
    """Layers as attributes, in a list, and a parameter of its own."""

    def __init__(self, rng):
        self.a, self.da = np.full(1, 0.5), np.zeros(1)
        self.first = Dense(2, 3, rng=rng)
        self.rest = [Tanh(), Dense(3, 2, rng=rng)]

    def forward(self, x):
        self.F = self.first(x)
        for layer in self.rest:
            self.F = layer(self.F)
        return x + self.a * self.F

    def backward(self, dy):
        self.da = (dy * self.F).sum()[None]
        dF = self.a * dy
        for layer in reversed(self.rest):
            dF = layer.backward(dF)
        return dy + self.first.backward(dF)


scales = pytest.mark.parametrize("make", [Scale, ScaleInPlace, ScaleWithoutZeros, ScaleByANumber])
optimizers = pytest.mark.parametrize("optimizer", [lambda net: SGD(net, 0.1), lambda net: Adam(net, 0.1)])


@scales
@optimizers
def test_a_parameter_of_ones_own_is_trained(make, optimizer):
    rng = np.random.default_rng(0)
    net, X = Sequential(make()), rng.normal(size=(50, 1))
    assert net.count_parameters() == 1 and net.theta == [1]
    assert gradcheck(net, SquaredError(), X, 3 * X) < 1e-7
    history = train(net, SquaredError(), optimizer(net), X, 3 * X, epochs=40, batch_size=10, rng=rng)
    np.testing.assert_allclose(net.layers[0].w, 3, atol=1e-3)
    assert history.losses[-1] < 1e-3


@scales
def test_it_stands_in_a_network_like_any_other(make, rng):
    net = Sequential(Dense(2, 3, rng=rng), make(3), Tanh(), make(3), Dense(3, 1, rng=rng))
    assert gradcheck(net, None, rng.normal(size=(5, 2))) < 1e-7
    assert net.count_parameters() == 9 + 4 + 2 * net.layers[1].count_parameters()


@scales
@pytest.mark.parametrize("copied", [copy.deepcopy, lambda layer: pickle.loads(pickle.dumps(layer))])
def test_it_is_copied_and_saved_like_any_other(make, copied, tmp_path):
    layer = make()
    layer(np.ones((3, 1)))
    layer.backward(np.ones((3, 1)))
    layer.theta = [7]
    twin = copied(layer)
    assert twin.w == 7
    twin.theta = [8]
    assert twin.w == 8 and layer.w == 7
    save(twin, tmp_path / "own.npz")
    assert load(layer, tmp_path / "own.npz").w == 8


def test_layers_inside_are_trained(rng):
    net, X = Shared(rng), rng.normal(size=(20, 2))
    assert net.count_parameters() == 1 + 9 + 8
    assert gradcheck(net, None, X[:4]) < 1e-7
    before = net.theta
    train(net, SquaredError(), SGD(net, 0.01), X, -X, epochs=1, batch_size=5, rng=rng)
    assert (net.theta != before).all()
    assert not net.rest[0].training
    twin = copy.deepcopy(net)
    twin.first.W = np.zeros((2, 3))
    assert (twin.theta[1:7] == 0).all() and (net.theta != 0).all()


def test_further_parameters_of_a_subclass(rng):
    class Gated(Dense):
        def __init__(self, n, rng):
            super().__init__(n, n, rng=rng)
            self.g, self.dg = np.full(n, 0.5), np.zeros(n)
            self.b = [1] * n  # over an array that is there already

        def forward(self, x):
            self.r = super().forward(x)
            return self.g * self.r

        def backward(self, dh):
            self.dg = (dh * self.r).sum(axis=0)
            return super().backward(self.g * dh)

    net = Sequential(Gated(3, rng), Tanh(), Dense(3, 1, rng=rng))
    assert net.layers[0].b.tolist() == [1, 1, 1]
    assert net.count_parameters() == 12 + 3 + 4
    assert gradcheck(net, None, rng.normal(size=(4, 3))) < 1e-7


def test_values_of_a_pass_are_no_parameters(rng):
    """An x with a dx beside it that a pass leaves is neither trained nor copied into a vector."""

    class Square(Layer):
        def forward(self, x):
            self.x = x
            return x**2

        def backward(self, dy):
            self.dx = 2 * self.x * dy
            return self.dx

    net = Sequential(Dense(2, 2, rng=rng), Square())
    assert gradcheck(net, None, rng.normal(size=(3, 2))) < 1e-7
    assert net.count_parameters() == copy.deepcopy(net).count_parameters() == 6


def test_a_gradient_without_a_place_is_refused():
    class Late(Scale):
        def __init__(self):
            self.w = np.ones(1)

    net = Sequential(Late())
    z = net(np.ones((2, 1)))
    with pytest.raises(
        AttributeError, match=r"Late\(\)\.dw: it has no place yet; where `__init__` makes the parameter"
    ):
        net.backward(z)


@pytest.mark.parametrize(
    ("w", "dw", "error", "message"),
    [
        (np.ones(3), np.zeros(2), ValueError, r"Wrong.dw: expected shape \(3,\), got \(2,\)"),
        (np.ones(3, np.float32), np.zeros(3), TypeError, "must be of one type of floats, got float32, float64"),
        (np.ones(3), np.zeros(3, int), TypeError, "must be of one type of floats, got float64, int64"),
        (np.array([1.0, np.nan]), None, ValueError, "Wrong.w: each value must be finite"),
    ],
)
def test_parameters_that_do_not_fit_their_gradients_are_refused(w, dw, error, message):
    class Wrong(Layer):
        def __init__(self):
            self.w, self.dw = w, dw

    with pytest.raises(error, match=message):
        Wrong()


@pytest.mark.parametrize("name", ["w", "dw"])
def test_assigning_is_checked(name):
    layer = Scale(3)
    array = getattr(layer, name)
    with pytest.raises(ValueError, match=rf"Scale\(\)\.{name}: expected shape \(3,\), got \(2,\)"):
        setattr(layer, name, [1, 2])
    setattr(layer, name, [1, 2, 3])
    assert getattr(layer, name) is array and array.tolist() == [1, 2, 3]


def test_layers_stay_as_they_are(rng):
    """A network whose layers could be exchanged would leave its optimizer with the old ones."""
    net, own = Sequential(Dense(2, 3, rng=rng), Tanh(), Dense(3, 1, rng=rng)), Shared(rng)
    x = rng.normal(size=(4, 2))
    z = net(x)
    with pytest.raises(
        AttributeError, match=r"layers: a layer's layers stay .* as in Sequential\(\*net\.layers\[:2\]\)"
    ):
        net.layers = net.layers[:1]
    for name, value in (("first", Tanh()), ("rest", []), ("another", Tanh())):
        with pytest.raises(AttributeError, match="a layer's layers stay"):
            setattr(own, name, value)
    with pytest.raises(AttributeError):
        own.rest.append(Tanh())
    assert (net(x) == z).all() and len(net.layers) == 3
    assert (Sequential(*net.layers[:1])(x) == net.layers[0](x)).all()


def test_a_layer_that_stands_twice_is_refused_at_every_depth(rng):
    from nnlib import Residual

    dense = Dense(2, 2, rng=rng)

    class Twice(Layer):
        def __init__(self):
            self.first = dense
            self.second = dense

    for make in (
        lambda: Sequential(dense, dense),
        lambda: Sequential(dense, Residual(dense)),
        lambda: Sequential(Residual(Tanh(), dense), Sequential(Tanh(), Sequential(dense))),
        lambda: Residual(dense, skip=dense),
        lambda: Residual(Sequential(dense), skip=Sequential(dense)),
        Twice,
    ):
        with pytest.raises(ValueError, match="a layer stands twice"):
            make()
    assert Sequential(*[dense]).layers[0] is Sequential(dense, Tanh()).layers[0]  # two networks may share a layer


def test_layers_must_be_layers():
    class Odd(Layer):
        def __init__(self):
            self.layers = 3

    with pytest.raises(TypeError, match="Odd: expected layers, got 3"):
        Odd()
