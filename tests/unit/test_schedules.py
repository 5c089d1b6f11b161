"""Learning-rate schedules, and early stopping on a validation set."""

import numpy as np
import pytest

from nnlib import (
    SGD,
    BatchNorm,
    Dense,
    DivergenceError,
    Sequential,
    SquaredError,
    Tanh,
    cosine_decay,
    inverse_decay,
    mlp,
    step_decay,
    train,
)


def setting(n=24, lr=0.1, momentum=0.0):
    rng = np.random.default_rng(0)
    X = rng.uniform(-1, 1, (n, 1))
    net = mlp([1, 6, 1], rng=rng)
    return net, SquaredError(), SGD(net, lr, momentum), X, X**2, rng


def test_values():
    assert [step_decay(3)(t) for t in range(7)] == pytest.approx([1, 1, 1, 0.1, 0.1, 0.1, 0.01])
    assert [inverse_decay(5)(t) for t in (0, 5, 15)] == [1, 0.5, 0.25]
    wave = [cosine_decay(10)(t) for t in range(10)]
    assert wave[0] == 1 and wave[5] == pytest.approx(0.5) and 0 < wave[9] < 0.03
    assert (np.diff(wave) < 0).all()


def test_train_multiplies_the_rate_in_each_epoch():
    net, loss, optimizer, X, y, rng = setting()
    rates = []
    step = optimizer.step
    optimizer.step = lambda: (rates.append(optimizer.lr), step())
    train(net, loss, optimizer, X, y, epochs=4, batch_size=12, rng=rng, schedule=step_decay(2, 0.5))
    assert rates == [0.1] * 4 + [0.05] * 4
    assert optimizer.lr == 0.1


def test_a_scheduled_run_is_the_runs_of_each_rate():
    net, loss, optimizer, X, y, rng = setting()
    train(net, loss, optimizer, X, y, epochs=3, batch_size=5, rng=rng, schedule=lambda epoch: 2.0**-epoch)
    ours = net.theta
    net, loss, optimizer, X, y, rng = setting()
    for rate in (0.1, 0.05, 0.025):
        optimizer.lr = rate
        train(net, loss, optimizer, X, y, epochs=1, batch_size=5, rng=rng)
    assert (net.theta == ours).all()


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: step_decay(0), ValueError, "step_decay: every must be at least 1"),
        (lambda: step_decay(2, 1.0), ValueError, "factor must be greater than 0 and less than 1"),
        (lambda: inverse_decay(0), ValueError, "inverse_decay: half must be at least 1"),
        (lambda: cosine_decay(2.5), TypeError, "cosine_decay: epochs must be a whole number"),
    ],
)
def test_bad_schedules(call, error, message):
    with pytest.raises(error, match=message):
        call()


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"schedule": 0.5}, TypeError, "schedule must be a function of the epoch, got 0.5"),
        ({"schedule": lambda epoch: 1.0 - epoch}, ValueError, r"train: schedule\(1\) must be greater than 0"),
        ({"schedule": lambda epoch: "1"}, TypeError, r"schedule\(0\) must be a number"),
        ({"patience": 3}, ValueError, "train: patience needs a validation set"),
        (
            {"patience": 0, "validation": (np.zeros((1, 1)), np.zeros((1, 1)))},
            ValueError,
            "patience must be at least 1",
        ),
    ],
)
def test_bad_options_of_train(options, error, message):
    net, loss, optimizer, X, y, rng = setting()
    theta, state = net.theta, rng.bit_generator.state
    with pytest.raises(error, match=message):
        train(net, loss, optimizer, X, y, epochs=3, batch_size=5, rng=rng, **options)
    assert (net.theta == theta).all() and rng.bit_generator.state == state and optimizer.lr == 0.1


def overfitting(**options):
    """A wide network on a few noisy points: the validation loss falls, then rises."""
    rng = np.random.default_rng(3)
    f = lambda n: (x := rng.uniform(-1, 1, (n, 1)), np.sin(3 * x) + rng.normal(0, 0.4, (n, 1)))  # noqa: E731
    (X, y), held = f(12), f(50)
    net = Sequential(Dense(1, 60, rng=rng), BatchNorm(60), Tanh(), Dense(60, 1, rng=rng))
    optimizer = SGD(net, 0.05, momentum=0.9)
    history = train(net, SquaredError(), optimizer, X, y, batch_size=6, rng=rng, validation=held, **options)
    return net, optimizer, history, held


def test_early_stopping_gives_the_best_epoch():
    full = overfitting(epochs=60)[2]
    net, optimizer, history, (X_held, y_held) = overfitting(epochs=60, patience=8)
    assert len(history.losses) == len(history.validation) < 60
    assert history.validation == full.validation[: len(history.validation)]
    assert len(history.validation) == history.best + 1 + 8
    assert history.validation[history.best] == min(history.validation)
    assert SquaredError()(net(X_held), y_held) == pytest.approx(min(history.validation), rel=1e-12)
    assert not net.training
    assert not any(velocity.any() for velocity in optimizer.velocities)


def test_the_best_epoch_counts_even_if_patience_does_not_run_out():
    net, _, history, (X_held, y_held) = overfitting(epochs=60, patience=1000)
    assert len(history.validation) == 60 and history.best < 59
    assert SquaredError()(net(X_held), y_held) == pytest.approx(min(history.validation), rel=1e-12)


def test_best_without_validation():
    net, loss, optimizer, X, y, rng = setting()
    assert train(net, loss, optimizer, X, y, epochs=2, batch_size=5, rng=rng).best is None


def test_divergence_gives_back_running_averages_and_rate():
    rng = np.random.default_rng(0)
    net = Sequential(Dense(1, 3, rng=rng), BatchNorm(3), Dense(3, 1, rng=rng))
    net(rng.normal(size=(5, 1)))
    before = [array.copy() for array in (*net.parameters(), *net.running())]
    optimizer, X = SGD(net, 1e4), rng.normal(size=(20, 1))
    with pytest.raises(DivergenceError, match=r"lower the rate \(lr = "):
        train(net, SquaredError(), optimizer, X, X, epochs=50, batch_size=5, rng=rng, schedule=inverse_decay(10))
    for array, old in zip((*net.parameters(), *net.running()), before, strict=True):
        assert (array == old).all()
    assert optimizer.lr == 1e4
