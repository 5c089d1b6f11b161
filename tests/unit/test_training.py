"""`train`: the loop, its record, reproducibility, divergence and refusals."""

import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlib import (
    SGD,
    Adam,
    BatchNorm,
    Dense,
    DivergenceError,
    History,
    Logistic,
    LogisticNLL,
    Sequential,
    SoftmaxNLL,
    SquaredError,
    Tanh,
    datasets,
    mlp,
    plot,
    train,
)


def setting(seed=0, n=24, lr=0.1, dtype=np.float64):
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (n, 1)).astype(dtype)
    net = mlp([1, 6, 1], rng=rng, dtype=dtype)
    return net, SquaredError(), SGD(net, lr, momentum=0.5), X, X**2, rng


def test_the_loop_is_the_textbook_one():
    net, loss, optimizer, X, y, rng = setting(seed=3)
    history = train(net, loss, optimizer, X, y, epochs=4, batch_size=10, rng=rng)
    ours = net.theta

    net, loss, optimizer, X, y, rng = setting(seed=3)
    means = []
    for _ in range(4):
        order, total = rng.permutation(24), 0
        for rows in (order[:10], order[10:20], order[20:]):
            total += loss(net(X[rows]), y[rows]) * len(rows)
            net.backward(loss.backward())
            optimizer.step()
        means.append(total / 24)
    assert (net.theta == ours).all()
    np.testing.assert_allclose(history.losses, means, rtol=1e-14)


def test_layers_of_ones_own_need_only_forward_and_backward():
    """Even if such a layer's backward calls what comes in dx."""

    class Doubled(Dense):
        def forward(self, x):
            return 2 * super().forward(x)

        def backward(self, dx):
            return super().backward(2 * dx)

    for make in (
        lambda rng: Sequential(Doubled(1, 4, rng=rng), Tanh(), Dense(4, 1, rng=rng)),
        lambda rng: Doubled(1, 1, rng=rng),
    ):
        rng = np.random.default_rng(0)
        net, X = make(rng), rng.normal(size=(20, 1))
        history = train(net, SquaredError(), SGD(net, 0.05), X, 0.5 * X, epochs=50, batch_size=5, rng=rng)
        assert history.losses[-1] < 0.01 * history.losses[0]


def test_reproducible_from_a_seed():
    runs = [setting(seed) for seed in (1, 1, 2)]
    histories = [train(*run[:5], epochs=5, batch_size=7, rng=run[5]) for run in runs]
    assert (runs[0][0].theta == runs[1][0].theta).all() and histories[0].losses == histories[1].losses
    assert (runs[0][0].theta != runs[2][0].theta).any()


def test_validation_is_measured_after_each_epoch_and_trains_nothing():
    net, loss, optimizer, X, y, rng = setting()
    held = X[:9] / 2, y[:9] / 4
    history = train(net, loss, optimizer, X, y, epochs=3, batch_size=5, rng=rng, validation=held)
    assert len(history.validation) == len(history.losses) == 3
    assert history.validation[-1] == pytest.approx(loss(net(held[0]), held[1]), rel=1e-12)
    alone, loss, optimizer, X, y, rng = setting()
    train(alone, loss, optimizer, X, y, epochs=3, batch_size=5, rng=rng)
    assert (alone.theta == net.theta).all()


def test_a_batch_larger_than_the_data_is_all_of_it():
    net, loss, optimizer, X, y, rng = setting()
    history = train(net, loss, optimizer, X, y, epochs=1, batch_size=1000, rng=rng)
    fresh, *_ = setting()
    assert history.losses[0] == pytest.approx(loss(fresh(X), y), rel=1e-13)


def test_float32_stays_float32():
    net, loss, optimizer, X, y, rng = setting(dtype=np.float32)
    train(net, loss, optimizer, X, y, epochs=2, batch_size=5, rng=rng)
    assert net.theta.dtype == np.float32


@pytest.mark.parametrize("data", [datasets.circles, datasets.moons, datasets.xor])
def test_it_learns_the_toys(data):
    rng = np.random.default_rng(0)
    X, y = data(100, noise=0.03, rng=rng)
    net = mlp([2, 12, 1], rng=rng)
    train(net, LogisticNLL(), Adam(net, 0.05), X, y[:, None], epochs=150, batch_size=20, rng=rng)
    assert ((net(X)[:, 0] > 0) == y).mean() >= 0.98


def test_it_learns_three_classes():
    rng = np.random.default_rng(0)
    y = np.arange(90) % 3
    X = np.array([[0.0, 1], [-1, -1], [1, -1]])[y] + rng.normal(0, 0.2, (90, 2))
    net = mlp([2, 8, 3], rng=rng)
    history = train(net, SoftmaxNLL(), SGD(net, 0.5), X, y, epochs=40, batch_size=10, rng=rng)
    assert (net(X).argmax(axis=1) == y).all() and history.losses[-1] < 0.1 * history.losses[0]


def test_modes():
    net, loss, optimizer, X, y, rng = setting()
    seen = []
    original = net.forward
    net.forward = lambda x: (seen.append((len(x), net.training)), original(x))[1]
    train(net, loss, optimizer, X, y, epochs=1, batch_size=12, rng=rng, validation=(X[:5], y[:5]))
    assert seen[2:] == [(12, True), (12, True), (5, False)] and not any(training for _, training in seen[:2])
    assert not net.training


@pytest.mark.parametrize("make", [lambda net: SGD(net, 1e3, 0.9), lambda net: Adam(net, 1e200)])
def test_divergence_stops_puts_back_and_says_what_to_do(make):
    net, loss, _, X, y, rng = setting()
    start, optimizer = net.theta, make(net)
    with pytest.raises(
        DivergenceError, match=r"the loss became infinite in epoch \d+; lower the rate \(lr = 1"
    ) as caught:
        train(net, loss, optimizer, X, y, epochs=2000, batch_size=4, rng=rng)
    assert (net.theta == start).all() and isinstance(caught.value.history, History)
    optimizer.lr = 0.01
    history = train(net, loss, optimizer, X, y, epochs=50, batch_size=4, rng=rng)
    assert history.losses[-1] < history.losses[0]


@pytest.mark.parametrize("rate", [1e3, 1.5])
def test_the_history_of_a_divergence_has_both_losses_of_each_epoch(rate):
    """The validation loss may be the first to become infinite."""
    net, loss, _, X, y, rng = setting()
    with pytest.raises(DivergenceError, match="lower the rate") as caught:
        train(net, loss, SGD(net, rate, 0.9), X, y, epochs=2000, batch_size=24, rng=rng, validation=(X, y))
    history = caught.value.history
    assert len(history.losses) == len(history.validation) > 0
    figure = plot.losses(history).figure
    figure.canvas.draw()
    plt.close(figure)


def test_data_that_overflow_are_not_blamed_on_the_rate():
    net, loss, optimizer, X, y, rng = setting()
    start, huge = net.theta, y.copy()
    huge[-1] = 1e200
    for data, validation, name in (((X, huge), None, "the data"), ((X, y), (X, huge), "the validation data")):
        with pytest.raises(
            DivergenceError, match=rf"the loss of {name} is infinite even before the first step"
        ) as caught:
            train(net, loss, optimizer, *data, epochs=9, batch_size=5, rng=rng, validation=validation)
        assert "lower the rate" not in str(caught.value) and (net.theta == start).all()


def test_validation_data_far_off_are_not_blamed_on_the_rate():
    """They overflow only once the network has grown, whose own loss is small."""
    rng = np.random.default_rng(0)
    net, X = Sequential(Dense(1, 1, rng=rng)), rng.normal(size=(20, 1))
    net.theta = np.zeros(2)
    held = np.full((1, 1), 1e155), np.zeros((1, 1))
    with pytest.raises(
        DivergenceError, match=r"the loss of the validation data became infinite in epoch 1, .* training data was \d"
    ) as caught:
        train(net, SquaredError(), SGD(net, 0.1), X, X, epochs=5, batch_size=5, rng=rng, validation=held)
    assert "lower the rate" not in str(caught.value) and (net.theta == 0).all()


def test_a_single_row_left_over_joins_the_batch_before_it():
    """By itself it has no variance: batch normalization would take it for β and its running variance to 0."""
    seen = []

    class Watched(BatchNorm):
        def forward(self, x):
            if self.training:
                seen.append(len(x))
            return super().forward(x)

    rng = np.random.default_rng(0)
    X = rng.normal(size=(65, 2))
    net = Sequential(Dense(2, 4, rng=rng), Watched(4), Tanh(), Dense(4, 1, rng=rng))
    train(net, SquaredError(), SGD(net, 0.01), X, X[:, :1], epochs=2, batch_size=32, rng=rng)
    assert seen == [32, 33, 32, 33]
    with pytest.raises(ValueError, match="one row has no variance"):
        train(net, SquaredError(), SGD(net, 0.01), X, X[:, :1], epochs=1, batch_size=1, rng=rng)


@pytest.mark.parametrize("loss", [LogisticNLL(), SoftmaxNLL()], ids=repr)
def test_two_sigmoids_are_refused(loss):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(10, 2))
    y = (X[:, :1] > 0) if isinstance(loss, LogisticNLL) else (X[:, 0] > 0).astype(int)
    sizes = [2, 3, 2 if isinstance(loss, SoftmaxNLL) else 1]
    net = mlp(sizes, output=Logistic, rng=rng)
    for whole in (net, Sequential(net), Sequential(Sequential(net))):
        with pytest.raises(ValueError, match=r"takes linear outputs .*; leave out Logistic\(\) at the end"):
            train(whole, loss, SGD(whole, 0.1), X, y, epochs=1, batch_size=5, rng=rng)
    hidden = mlp(sizes, hidden=Logistic, rng=rng)
    train(hidden, loss, SGD(hidden, 0.1), X, y, epochs=1, batch_size=5, rng=rng)


def test_history_repr():
    history = History()
    assert repr(history) == "History(0 epochs)"
    history.losses, history.validation = [1.0, 0.123456], [2.0, 0.5]
    assert repr(history) == "History(2 epochs, loss 1 → 0.1235, validation 2 → 0.5)"


def replaced(**changes):
    net, loss, optimizer, X, y, rng = setting()
    data = {"X": X, "y": y, "epochs": 1, "batch_size": 4, "rng": rng}
    return {"net": net, "loss": loss, "optimizer": optimizer} | data | changes


NAN = np.array([[0.0], [np.nan]] * 12)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"rng": None}, TypeError, "train: rng must be a Generator such as"),
        ({"rng": 0}, TypeError, "rng must be a Generator"),
        ({"rng": np.random.RandomState(0)}, TypeError, "rng must be a Generator"),
        ({"epochs": 0}, ValueError, "epochs must be at least 1, got 0"),
        ({"epochs": 2.0}, TypeError, "epochs must be a whole number, got 2.0"),
        ({"batch_size": True}, TypeError, "batch_size must be a whole number, got True"),
        ({"batch_size": -1}, ValueError, "batch_size must be at least 1"),
        ({"X": [[1.0]]}, TypeError, "X must be an array of rows"),
        ({"X": np.zeros((24, 2))}, ValueError, r"x must have shape \(n, 1\), got \(4, 2\)"),
        ({"X": np.zeros((24, 1), dtype=int)}, TypeError, "x must be an array of float64"),
        ({"X": np.zeros((24, 1), dtype=np.float32)}, TypeError, "x must be an array of float64"),
        ({"X": NAN}, ValueError, r"train: X, y: X must be finite, got nan at index \(1, 0\)"),
        ({"y": NAN}, ValueError, r"train: X, y: y must be finite, got nan"),
        ({"y": np.zeros((23, 1))}, ValueError, r"as many rows of X as of y, and some, got \(24, 1\) and \(23, 1\)"),
        ({"X": np.zeros((0, 1)), "y": np.zeros((0, 1))}, ValueError, "and some"),
        ({"y": np.zeros(24)}, ValueError, r"y\[:, None\] has it"),
        ({"loss": SquaredError}, TypeError, "loss must be a loss such as SquaredError"),
        ({"loss": None}, TypeError, "loss must be a loss"),
        ({"net": "net"}, TypeError, "net must be a layer"),
        ({"optimizer": None}, ValueError, "the optimizer must be made for this network"),
        ({"optimizer": setting()[2]}, ValueError, "the optimizer must be made for this network"),
        ({"validation": np.zeros((3, 1))}, TypeError, r"validation must be a pair \(X, y\)"),
        ({"validation": (np.zeros((3, 1)), np.zeros((2, 1)))}, ValueError, "train: validation: expected as many rows"),
        ({"validation": (np.zeros((3, 2)), np.zeros((3, 1)))}, ValueError, r"x must have shape \(n, 1\)"),
    ],
)
def test_refusals_change_nothing(changes, error, message):
    arguments = replaced(**changes)
    net, rng = arguments["net"], arguments["rng"]
    theta = getattr(net, "theta", None)
    state = rng.bit_generator.state if isinstance(rng, np.random.Generator) else None
    with pytest.raises(error, match=message):
        train(**arguments)
    assert theta is None or ((net.theta == theta).all() and net.training)
    assert state is None or rng.bit_generator.state == state


def test_a_bad_label_in_the_last_row_is_found_before_the_first_step():
    rng = np.random.default_rng(0)
    net, y = mlp([1, 2], rng=rng), np.array([0] * 23 + [2])
    theta = net.theta
    with pytest.raises(ValueError, match="class indices from 0 to 1, got 2"):
        train(net, SoftmaxNLL(), SGD(net, 0.1), np.zeros((24, 1)), y, epochs=1, batch_size=4, rng=rng)
    assert (net.theta == theta).all()


def test_progress_bar_when_asked_for(capsys):
    arguments = replaced()
    train(**arguments)
    assert capsys.readouterr().err == ""
    train(**arguments, progress=True)
    assert "training" in capsys.readouterr().err
    train(**arguments, progress=False)
    assert capsys.readouterr().err == ""


def test_progress_without_tqdm(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    with pytest.raises(ImportError, match="progress=True needs tqdm"):
        train(**replaced(), progress=True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert len(train(**replaced()).losses) == 1
