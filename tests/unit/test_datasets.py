"""The data sets keep what they promise; separability is proved by linear programming."""

from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.special import expit

from nnlib import Adam, Logistic, LogisticNLL, ReLU, SquaredError, datasets, mlp, train

TWO_CLASSES = [datasets.xor, datasets.circles, datasets.moons, datasets.spirals, datasets.blobs]
REGRESSIONS = [datasets.sine, datasets.bumps]
named = {"ids": lambda make: make.__name__}


def margin(Phi, y):
    """The largest t with s_i (β_0 + β·φ_i) ≥ t for all points and |β| ≤ 10: positive exactly if φ separates them."""
    sign = 2 * y - 1
    n, k = Phi.shape
    A = np.column_stack([-sign[:, None] * np.column_stack([np.ones(n), Phi]), np.ones(n)])
    bounds = [(-10, 10)] * (k + 1) + [(None, None)]
    result = linprog(np.r_[np.zeros(k + 1), -1], A_ub=A, b_ub=np.zeros(n), bounds=bounds)
    assert result.success
    return -result.fun


def powers(x, degree):
    return np.hstack([x**d for d in range(1, degree + 1)])


def test_three_changes_is_separated_by_a_cubic_and_by_three_soft_steps_only():
    x, y = datasets.three_changes()
    assert x.shape == (11, 1) and y.shape == (11,) and np.bincount(y).tolist() == [5, 6]
    assert (x == np.round(x, 2)).all() and -2.5 <= x.min() and x.max() <= 3.5
    assert margin(powers(x, 1), y) < 1e-9
    assert margin(powers(x, 2), y) < 1e-9
    assert margin(powers(x, 3), y) > 1
    steps = np.hstack([expit(5 * x + 5), expit(5 * x - 5), expit(5 * x - 10)])
    assert margin(steps, y) > 1
    for left_out in range(3):
        assert margin(np.delete(steps, left_out, axis=1), y) < 1e-9
    r = -2 + steps @ [4, -4, 4]
    assert ((r > 0) == y).all() and np.abs(r).min() > 1


def test_three_changes_changes_class_at_the_steps():
    x, y = datasets.three_changes()
    x = x[:, 0]
    assert (np.diff(x) > 0).all()
    between = [(x[i], x[i + 1]) for i in np.flatnonzero(np.diff(y))]
    assert len(between) == 3
    for change, (left, right) in zip((-1, 1, 2), between, strict=True):
        assert left + 0.3 < change < right - 0.3


def test_triangle_is_separated_by_no_line():
    X, y = datasets.triangle()
    assert X.shape == (17, 2) and y.shape == (17,) and (X == np.round(X, 2)).all() and np.abs(X).max() <= 1
    assert margin(X, y) < 1e-9


@pytest.mark.parametrize("hidden", [ReLU, Logistic])
def test_one_theta_separates_triangle_with_both_activations(hidden):
    X, y = datasets.triangle()
    net = mlp([2, 3, 1], hidden, rng=np.random.default_rng(0))
    net.theta = datasets.triangle_theta()
    z = net(X)[:, 0]
    assert ((z > 0) == y).all() and np.abs(z).min() > 0.4
    triangle = (X @ net.layers[0].W + net.layers[0].b < 0).all(axis=1)
    assert (triangle == y).all()


@pytest.mark.parametrize("hidden", [ReLU, Logistic])
def test_three_trained_units_separate_triangle(hidden):
    """From some start of eight; many ReLU starts end where the three units do not close round class 1."""
    X, y = datasets.triangle()
    found = 0
    for seed in range(8):
        rng = np.random.default_rng(seed)
        net = mlp([2, 3, 1], hidden, rng=rng)
        train(net, LogisticNLL(), Adam(net, 0.05), X, y[:, None], epochs=400, batch_size=6, rng=rng)
        found += ((net(X)[:, 0] > 0) == y).all()
    assert found >= 1


def test_two_units_of_triangle_theta_are_not_enough():
    X, y = datasets.triangle()
    W, b = datasets.triangle_theta()[:6].reshape(2, 3), datasets.triangle_theta()[6:9]
    for a in (ReLU(), Logistic()):
        h = a.f(X @ W + b)
        assert margin(h, y) > 0.1
        for left_out in range(3):
            assert margin(np.delete(h, left_out, axis=1), y) < 1e-9


def test_examples_are_new_arrays_each_time():
    datasets.three_changes()[0][:] = 0
    datasets.triangle()[0][:] = 0
    datasets.triangle_theta()[:] = 0
    assert datasets.three_changes()[0].any() and datasets.triangle()[0].any() and datasets.triangle_theta().any()


@pytest.mark.parametrize("make", TWO_CLASSES, **named)
@pytest.mark.parametrize("n", [2, 3, 50, 201])
def test_two_classes(make, n):
    X, y = make(n, noise=0.05, rng=np.random.default_rng(1))
    assert X.shape == (n, 2) and X.dtype == np.float64 and y.shape == (n,) and y.dtype.kind == "i"
    assert np.bincount(y).tolist() == [n - n // 2, n // 2]
    assert np.abs(X).max() < 1.3 and np.isfinite(X).all()


@pytest.mark.parametrize("make", [datasets.xor, datasets.circles, datasets.moons, datasets.spirals], **named)
def test_no_line_separates_them(make):
    X, y = make(100, rng=np.random.default_rng(2))
    assert np.abs(X).max() <= 1
    assert margin(X, y) < 1e-9


def test_the_shapes_are_what_they_say():
    rng = np.random.default_rng(3)
    X, y = datasets.xor(100, rng=rng)
    assert ((X[:, 0] * X[:, 1] < 0) == y).all() and np.abs(X).min() >= 0.1
    X, y = datasets.circles(100, rng=rng)
    np.testing.assert_allclose(np.hypot(*X.T), np.where(y == 1, 0.4, 0.9), rtol=1e-12)
    X, y = datasets.blobs(400, noise=0.1, rng=rng)
    np.testing.assert_allclose([X[y == c].mean(axis=0) for c in (0, 1)], [[-0.5] * 2, [0.5] * 2], atol=0.03)
    X, y = datasets.spirals(100, rng=rng)
    radius, angle = np.hypot(*X.T), np.arctan2(X[:, 1], X[:, 0])
    np.testing.assert_allclose(np.cos(angle - 3 * np.pi * radius - np.pi * y), 1, rtol=1e-9)
    X, y = datasets.moons(100, rng=rng)
    turned = np.where(y[:, None] == 1, -X, X) + [0.3, 0.15]
    np.testing.assert_allclose(np.hypot(*turned.T), 0.6, rtol=1e-12)


@pytest.mark.parametrize("make", REGRESSIONS, **named)
def test_regressions(make):
    x, y = make(60, rng=np.random.default_rng(4))
    assert x.shape == y.shape == (60, 1) and (np.diff(x[:, 0]) > 0).all() and np.abs(x).max() <= 1
    noisy = make(60, noise=0.1, rng=np.random.default_rng(4))
    assert (noisy[0] == x).all() and 0.05 < (noisy[1] - y).std() < 0.15
    net, rng = mlp([1, 16, 1], rng=np.random.default_rng(0)), np.random.default_rng(0)
    history = train(net, SquaredError(), Adam(net, 0.03), x, y, epochs=400, batch_size=10, rng=rng)
    assert history.losses[-1] < 0.1 * y.var()


@pytest.mark.parametrize("make", TWO_CLASSES + REGRESSIONS, **named)
def test_seeds_and_refusals(make):
    first, again, other = (make(20, noise=0.1, rng=np.random.default_rng(seed))[0] for seed in (5, 5, 6))
    assert (first == again).all() and (first != other).any()
    where = f"datasets.{make.__name__}: "
    for bad in (None, 0, np.random):
        with pytest.raises(TypeError, match=where + "rng must be a Generator such as"):
            make(20, rng=bad)
    with pytest.raises(TypeError, match=where + "rng must be a Generator"):
        make(20)
    rng = np.random.default_rng(0)
    state = rng.bit_generator.state
    for n, error in ((1, ValueError), (0, ValueError), (2.5, TypeError), ("20", TypeError)):
        with pytest.raises(error, match=where + "n must be"):
            make(n, rng=rng)
    for noise, error in ((-0.1, ValueError), (np.nan, ValueError), (np.inf, ValueError), ("0", TypeError)):
        with pytest.raises(error, match=where + "noise must be"):
            make(20, noise=noise, rng=rng)
    assert rng.bit_generator.state == state


def test_the_photograph_is_a_white_cup_on_a_red_saucer():
    x = datasets.photograph()
    assert x.shape == (3, 28, 28) and x.dtype == np.float64
    rim, saucer = x[:, 4, 6], x[:, 17, 23]
    assert rim.min() > 0.8
    assert saucer[0] > 0.5 and saucer[1:].max() < 0.25
    folder = Path(datasets.__file__).parent
    assert (folder / "photograph.npz").stat().st_size < 30_000
    note = (folder / "photograph.txt").read_text(encoding="utf-8")
    for word in ("scikit-image 0.26.0", "Rachel Michetti", "CC0", "convert_photograph.py"):
        assert word in note
