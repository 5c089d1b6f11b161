"""Residual blocks with every skip connection and scale, and ZeroExtension."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import BatchNorm, Conv2D, Dense, Flatten, Residual, Sequential, Tanh, ZeroExtension, gradcheck

SIZES = st.integers(1, 5)


@given(
    n=SIZES, n_in=SIZES, more=st.integers(0, 3), skip=st.sampled_from(["identity", "zeros", "projection"]),
    scale=st.sampled_from([1.0, 0.25, -2.0, 0.0]), seed=st.integers(0, 2**16),
)  # fmt: skip
def test_gradients_are_numerical_ones(n, n_in, more, skip, scale, seed):
    rng = np.random.default_rng(seed)
    n_out = n_in if skip == "identity" else n_in + more if skip == "zeros" else 1 + more
    layer = {"identity": None, "zeros": ZeroExtension(n_out), "projection": Dense(n_in, n_out, rng=rng)}[skip]
    block = Residual(Dense(n_in, 3, rng=rng), Tanh(), Dense(3, n_out, rng=rng), skip=layer, scale=scale)
    net = Sequential(Dense(2, n_in, rng=rng), block, Tanh(), Dense(n_out, 1, rng=rng))
    assert gradcheck(net, None, rng.normal(size=(n, 2))) < 1e-7


@pytest.mark.parametrize("skip", [None, "zeros", "projection"])
def test_gradients_on_images(skip, rng):
    c_out, stride = (2, 1) if skip is None else (5, 1) if skip == "zeros" else (3, 2)
    layer = {None: None, "zeros": ZeroExtension(5), "projection": Conv2D(2, 3, 1, stride=2, rng=rng)}[skip]
    F = Conv2D(2, c_out, 3, padding=1, stride=stride, rng=rng), BatchNorm(c_out), Tanh()
    net = Sequential(Residual(*F, skip=layer, scale=0.5), Flatten())
    assert gradcheck(net, None, rng.normal(size=(2, 2, 4, 5))) < 1e-7


def test_formulas(rng):
    F, W_s, x = Dense(3, 4, rng=rng), Dense(3, 4, rng=rng), rng.normal(size=(5, 3))
    np.testing.assert_allclose(Residual(F, skip=W_s, scale=0.5)(x), x @ W_s.W + 0.5 * F(x), rtol=1e-13)
    np.testing.assert_allclose(
        Residual(F, skip=ZeroExtension(4))(x), np.column_stack([x, np.zeros(5)]) + F(x), rtol=1e-13
    )


def test_scale_0_is_the_skip_alone(rng):
    x = rng.normal(size=(5, 3))
    np.testing.assert_array_equal(Residual(Dense(3, 3, rng=rng), scale=0)(x), x)


def test_parameters_are_of_the_block_then_of_the_skip(rng):
    F, skip = Dense(3, 4, rng=rng), Dense(3, 4, rng=rng)
    block = Residual(F, skip=skip)
    np.testing.assert_array_equal(block.theta, [*F.theta, *skip.theta])
    assert block.count_parameters() == 32
    assert not block.eval().skip.training


def test_zero_extension(rng):
    x = rng.normal(size=(3, 2, 4, 5))
    layer = ZeroExtension(5)
    h = layer(x)
    assert (h[:, :2] == x).all() and (h[:, 2:] == 0).all() and h.shape == (3, 5, 4, 5)
    dh = rng.normal(size=h.shape)
    assert (layer.backward(dh) == dh[:, :2]).all()
    assert (ZeroExtension(2)(x) == x).all() and layer(x.astype(np.float32)).dtype == np.float32


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda rng: Residual(Tanh(), skip=3), TypeError, "Residual: expected layers, got 3"),
        (lambda rng: Residual(Tanh(), scale=np.nan), ValueError, "scale must be"),
        (lambda rng: Residual(Tanh(), scale="half"), TypeError, "scale must be a number"),
        (lambda rng: Residual(Tanh(), scale=np.inf), ValueError, "scale must be"),
        (lambda rng: Residual(), ValueError, "expected at least one layer"),
        (
            lambda rng: Residual(Dense(2, 3, rng=rng), skip=ZeroExtension(4))(np.ones((4, 2))),
            ValueError,
            r"F\(x\) has shape \(4, 3\), but skip\(x\), to be added to it, \(4, 4\)",
        ),
        (lambda rng: ZeroExtension(0), ValueError, "ZeroExtension: n must be at least 1"),
        (
            lambda rng: ZeroExtension(2)(np.ones((4, 3))),
            ValueError,
            r"ZeroExtension\(2\): x must have at most 2 features",
        ),
        (lambda rng: ZeroExtension(2)(np.ones(4)), ValueError, "at most 2 features"),
        (lambda rng: ZeroExtension(2)([1.0]), TypeError, "x must be an array"),
        (lambda rng: ZeroExtension(2).backward(np.ones((4, 2))), RuntimeError, "a forward pass"),
    ],
)
def test_bad_input(call, error, message, rng):
    with pytest.raises(error, match=message):
        call(rng)


def test_one_layer_cannot_be_block_and_skip(rng):
    dense = Dense(2, 2, rng=rng)
    with pytest.raises(ValueError, match="a layer stands twice"):
        Residual(dense, skip=dense)


def test_repr(rng):
    block = Residual(Dense(2, 3, rng=rng), Tanh(), skip=Dense(2, 3, rng=rng), scale=0.5)
    assert repr(block) == "Residual(Dense(2, 3), Tanh(), skip=Dense(2, 3), scale=0.5)"
    assert repr(Residual(Tanh())) == "Residual(Tanh())" and repr(ZeroExtension(4)) == "ZeroExtension(4)"
