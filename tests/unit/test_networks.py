"""`mlp`: its layers, its count of parameters, its refusals."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import Dense, Identity, LeakyReLU, Logistic, ReLU, Sequential, Tanh, mlp


@given(sizes=st.lists(st.integers(1, 30), min_size=2, max_size=6))
def test_count_is_the_formula_and_what_is_allocated(sizes):
    net = mlp(sizes, rng=np.random.default_rng(0))
    formula = sum((before + 1) * size for before, size in pairwise(sizes))
    assert net.count_parameters() == formula == sum(array.size for array in net.parameters()) == net.theta.size


def test_layers(rng):
    assert repr(mlp([2, 3, 1], rng=rng)) == "Sequential(Dense(2, 3), Tanh(), Dense(3, 1))"
    assert repr(mlp((2, 3), ReLU, Logistic, rng)) == "Sequential(Dense(2, 3), Logistic())"
    net = mlp([1, 2, 2, 1], hidden=lambda: LeakyReLU(0.2), output=Identity, rng=rng)
    assert repr(net) == ("Sequential(Dense(1, 2), LeakyReLU(0.2), Dense(2, 2), LeakyReLU(0.2), Dense(2, 1))")
    assert net.layers[1] is not net.layers[3]


def test_the_seed_decides():
    first, second, other = (mlp([2, 3, 1], rng=np.random.default_rng(seed)).theta for seed in (1, 1, 2))
    assert (first == second).all() and (first != other).any()


def test_dtype(rng):
    net = mlp([2, 3, 1], rng=rng, dtype=np.float32)
    assert net.theta.dtype == np.float32 and net(np.zeros((1, 2), dtype=np.float32)).dtype == np.float32


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({}, TypeError, "mlp: rng must be a Generator such as np.random.default_rng.0., got None"),
        ({"rng": 1}, TypeError, "mlp: rng must be a Generator"),
        ({"sizes": [2]}, ValueError, r"at least the sizes of input and output, got \[2\]"),
        ({"sizes": []}, ValueError, "at least the sizes"),
        ({"sizes": [2, 0, 1]}, ValueError, "each size must be at least 1, got 0"),
        ({"sizes": [2, 3.5]}, TypeError, r"sizes must be whole numbers H_0, …, H_L, got \[2, 3.5\]"),
        ({"sizes": 3}, TypeError, "sizes must be whole numbers"),
        ({"hidden": "tanh"}, TypeError, "hidden must be an activation's class, such as Tanh, got 'tanh'"),
        ({"hidden": Tanh()}, TypeError, r"hidden must be an activation's class, such as Tanh, got Tanh\(\)"),
        ({"output": None}, TypeError, "output must be an activation's class"),
        ({"output": list}, TypeError, "output must be an activation's class"),
        ({"dtype": np.float16}, TypeError, "dtype must be np.float64 or np.float32"),
        ({"dtype": int}, TypeError, "dtype must be"),
    ],
)
def test_refusals(arguments, error, message, rng):
    given_rng = {"rng": rng} if arguments else {}
    with pytest.raises(error, match=message):
        mlp(**({"sizes": [2, 3, 1]} | given_rng | arguments))


@pytest.mark.parametrize("n_in", [0, -1, 2.0, "2", None, True])
def test_dense_sizes(n_in, rng):
    with pytest.raises((TypeError, ValueError), match="Dense: n_in must be"):
        Dense(n_in, 1, rng=rng)


def test_dense_needs_a_generator():
    for options in ({}, {"rng": None}, {"rng": 7}, {"rng": np.random}):
        with pytest.raises(
            TypeError, match=r"Dense\(2, 3\): rng must be a Generator such as np.random.default_rng\(0\)"
        ):
            Dense(2, 3, **options)


def test_sequential_refusals(rng):
    dense = Dense(2, 3, rng=rng)
    with pytest.raises(ValueError, match="Sequential: expected at least one layer, got none"):
        Sequential()
    with pytest.raises(TypeError, match=r"expected layers, got <class 'nnlib.activations.Tanh'>"):
        Sequential(dense, Tanh)
    with pytest.raises(TypeError, match="expected layers, got"):
        Sequential([dense])
    with pytest.raises(ValueError, match="a layer stands twice"):
        Sequential(dense, dense)
    with pytest.raises(ValueError, match=r"Dense\(4, 1\) cannot take what Dense\(2, 3\) puts out"):
        Sequential(dense, Tanh(), Dense(4, 1, rng=rng))
    with pytest.raises(ValueError, match="cannot take what"):
        Sequential(dense, Dense(3, 1, rng=rng, dtype=np.float32))
