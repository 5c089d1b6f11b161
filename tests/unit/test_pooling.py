"""Average and max pooling against loops, numerical gradients and a fixed convolution; padding, memory, errors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import AvgPool2D, Conv2D, MaxPool2D, Sequential, gradcheck, output_size

SEEDS = st.integers(0, 2**16)
FEW = st.integers(1, 3)
PAIRS = st.tuples(FEW, FEW)


@st.composite
def poolings(draw):
    size = draw(PAIRS)
    stride = draw(st.none() | PAIRS)
    padding = tuple(draw(st.integers(0, k // 2)) for k in size)
    h, w = (draw(st.integers(k, k + 5)) for k in size)
    # Whole numbers far apart: no step of a numerical derivative changes which entry is the largest.
    shape = draw(FEW), draw(FEW), h, w
    return (
        size,
        stride,
        padding,
        np.random.default_rng(draw(SEEDS)).permutation(np.prod(shape)).reshape(shape).astype(float),
    )


@given(case=poolings())
def test_pooling_is_the_textbooks(case):
    size, stride, padding, x = case
    (kh, kw), (sh, sw) = size, stride or size
    for make, combine, outside in ((AvgPool2D, np.mean, 0), (MaxPool2D, np.max, -np.inf)):
        h = make(size, stride, padding=padding)(x)
        around = np.pad(x, ((0, 0), (0, 0), *((p, p) for p in padding)), constant_values=outside)
        assert h.shape == (*x.shape[:2], *output_size(x.shape[2:], size, stride or size, padding))
        for n, c, i, j in np.ndindex(h.shape):
            window = around[n, c, i * sh : i * sh + kh, j * sw : j * sw + kw]
            assert h[n, c, i, j] == pytest.approx(combine(window), rel=1e-13)


@given(case=poolings(), pool=st.sampled_from([AvgPool2D, MaxPool2D]))
def test_pooling_gradients_are_numerical_ones(case, pool):
    size, stride, padding, x = case
    assert gradcheck(pool(size, stride, padding=padding), None, x) < 1e-7


@given(case=poolings())
def test_average_pooling_is_a_fixed_convolution(case):
    size, stride, padding, x = case
    c = x.shape[1]
    fixed = Conv2D(c, c, size, stride=stride or size, padding=padding, rng=np.random.default_rng(0))
    fixed.W = np.eye(c)[:, :, None, None] * np.full(size, 1 / np.prod(size))
    pool = AvgPool2D(size, stride, padding=padding)
    np.testing.assert_allclose(pool(x), fixed(x), rtol=1e-12, atol=1e-12)
    dh = np.random.default_rng(1).normal(size=pool(x).shape)
    np.testing.assert_allclose(pool.backward(dh), fixed.backward(dh), rtol=1e-12, atol=1e-12)


def test_max_pooling_selects_the_first_of_equal_entries():
    pool = MaxPool2D(2)
    pool(np.zeros((1, 1, 2, 2)))
    assert pool.backward(np.ones((1, 1, 1, 1))).tolist() == [[[[1, 0], [0, 0]]]]


def test_max_pooling_does_not_hide_what_is_not_a_number():
    for i in range(4):
        x = np.zeros((1, 1, 2, 2))
        x.flat[i] = np.nan
        assert np.isnan(MaxPool2D(2)(x)).all()


def test_padding_by_hand():
    """Zeros count in the mean; the largest is never the padding."""
    x = np.array([[[[-1.0, -2.0], [-3.0, -4.0]]]])
    assert MaxPool2D(2, padding=1)(x).tolist() == [[[[-1, -2], [-3, -4]]]]
    assert AvgPool2D(2, padding=1)(x).tolist() == [[[[-0.25, -0.5], [-0.75, -1]]]]


@pytest.mark.parametrize("make", [AvgPool2D, MaxPool2D])
def test_what_no_window_covers_leaves_nothing_behind(make):
    """The last row and column fill no window: what is not a number there is in no later gradient."""
    pool, x = make(2), np.arange(25.0).reshape(1, 1, 5, 5)
    net = Sequential(pool, make(1))
    h = net(x)
    dx = net.backward(np.ones_like(h))
    spoiled = x.copy()
    spoiled[..., 4, :] = spoiled[..., 4] = np.nan
    assert (net(spoiled) == h).all()
    for _ in range(2):
        assert (net.backward(np.ones_like(h)) == dx).all() and (net(x) == h).all()
    assert (dx[..., 4, :] == 0).all() and (dx[..., 4] == 0).all()


@pytest.mark.parametrize("make", [AvgPool2D, MaxPool2D])
def test_options_may_change_between_passes(make, rng):
    """A backward pass belongs to the forward pass before it; the next one has the new options."""
    pool, x = make(3, 2), rng.normal(size=(2, 1, 7, 7))
    h = pool(x)
    pool.padding, pool.stride, pool.size = 1, 1, 2
    dh = rng.normal(size=h.shape)
    same = make(3, 2)
    same(x)
    assert (pool.backward(dh) == same.backward(dh)).all()
    assert (pool(x) == make(2, 1, padding=1)(x)).all()
    assert repr(pool) == f"{make.__name__}(2, stride=1, padding=1)"
    pool.padding = 2
    with pytest.raises(ValueError, match=r"padding must be at most half of size \(2, 2\), got \(2, 2\)"):
        pool(x)


@pytest.mark.parametrize("make", [AvgPool2D, MaxPool2D])
def test_results_belong_to_the_caller(make, rng):
    pool, x = make(2), rng.normal(size=(2, 1, 4, 4))
    h, kept = pool(x), x.copy()
    dx = pool.backward(np.ones_like(h))
    h[...] = 7
    assert (pool.backward(np.ones_like(h)) == dx).all() and (x == kept).all()
    dx[...] = 7
    assert (pool(x) == make(2)(kept)).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: AvgPool2D(0), "AvgPool2D: size must be at least 1"),
        (lambda: MaxPool2D(2, stride=(1, 0)), "MaxPool2D: stride must be at least 1"),
        (lambda: AvgPool2D(2, padding=-1), "AvgPool2D: padding must be at least 0, got -1"),
        (lambda: MaxPool2D(3, padding=2), r"MaxPool2D: padding must be at most half of size \(3, 3\), got \(2, 2\)"),
    ],
)
def test_bad_options(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_repr():
    assert repr(AvgPool2D(2)) == "AvgPool2D(2)"
    assert repr(MaxPool2D((3, 2), 1, padding=(1, 0))) == "MaxPool2D((3, 2), stride=1, padding=(1, 0))"
