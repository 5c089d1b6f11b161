"""Convolution, as the formula and as `Conv2D`: against loops, scipy and numerical gradients; types, memory, errors."""

import copy
import itertools
import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import correlate2d

from nnlib import (
    AvgPool2D,
    Conv2D,
    Dense,
    Flatten,
    MaxPool2D,
    ReLU,
    Sequential,
    SquaredError,
    Tanh,
    convolution,
    convolution_backward,
    gradcheck,
)
from nnlib.gradcheck import largest_difference, numerical_gradient

SEEDS = st.integers(0, 2**16)
FEW = st.integers(1, 3)
PAIRS = st.tuples(FEW, FEW)
IMAGE, FILTER, BIAS = np.zeros((1, 2, 4, 4)), np.zeros((3, 2, 2, 2)), np.zeros(3)


def sides(conv):
    """The zeros above and below the image, and left and right of it."""
    if conv.padding == "same":
        spare = [d * (k - 1) for k, d in zip(conv.size, conv.dilation, strict=True)]
        return [(math.floor(zeros / 2), math.ceil(zeros / 2)) for zeros in spare]
    return [(p, p) for p in conv.padding]


def textbook(x, W, b, stride, padding, dilation):
    """The formula as loops."""
    (sh, sw), (dh, dw) = stride, dilation
    x = np.pad(x, ((0, 0), (0, 0), *padding))
    c_out, _, kh, kw = W.shape
    h_out, w_out = (x.shape[2] - dh * (kh - 1) - 1) // sh + 1, (x.shape[3] - dw * (kw - 1) - 1) // sw + 1
    r = np.empty((len(x), c_out, h_out, w_out))
    for n, d, i, j in np.ndindex(r.shape):
        r[n, d, i, j] = b[d]
        for c, k, m in np.ndindex(W.shape[1:]):
            r[n, d, i, j] += W[d, c, k, m] * x[n, c, i * sh + k * dh, j * sw + m * dw]
    return r


@st.composite
def convolutions(draw):
    """A layer with any options and an input that it takes."""
    rng = np.random.default_rng(draw(SEEDS))
    size, stride, dilation = draw(PAIRS), draw(PAIRS), draw(PAIRS)
    padding = draw(st.tuples(st.integers(0, 2), st.integers(0, 2)) | st.just("same" if stride == (1, 1) else 0))
    conv = Conv2D(draw(FEW), draw(FEW), size, stride=stride, padding=padding, dilation=dilation, rng=rng)
    conv.b = rng.normal(size=conv.b.shape)
    least = [max(1, d * (k - 1) + 1 - sum(p)) for k, p, d in zip(size, sides(conv), dilation, strict=True)]
    h, w = (draw(st.integers(low, low + 4)) for low in least)
    return conv, rng.normal(size=(draw(FEW), conv.W.shape[1], h, w))


def options(conv):
    return conv.stride, conv.padding, conv.dilation


@given(case=convolutions())
def test_convolution_is_the_textbooks(case):
    conv, x = case
    expected = textbook(x, conv.W, conv.b, conv.stride, sides(conv), conv.dilation)
    np.testing.assert_allclose(convolution(x, conv.W, conv.b, *options(conv)), expected, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(conv(x), expected, rtol=1e-12, atol=1e-12)


@given(case=convolutions())
def test_the_layer_goes_back_as_the_formula_does(case):
    conv, x = case
    dr = np.random.default_rng(0).normal(size=conv(x).shape)
    dx, dW, db = convolution_backward(dr, x, conv.W, *options(conv))
    np.testing.assert_allclose(conv.backward(dr), dx, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(conv.dW, dW, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(conv.db, db, rtol=1e-12, atol=1e-12)


@given(case=convolutions())
def test_gradients_of_the_formula_are_numerical_ones(case):
    conv, x = case
    W, b = conv.W.copy(), conv.b.copy()
    dr = np.random.default_rng(0).normal(size=conv(x).shape)
    J = lambda: float((dr * convolution(x, W, b, *options(conv))).sum())  # noqa: E731
    numerical = [numerical_gradient(J, array) for array in (x, W, b)]
    assert largest_difference(convolution_backward(dr, x, W, *options(conv)), numerical) < 1e-7


@given(case=convolutions())
def test_convolution_gradients_are_numerical_ones(case):
    conv, x = case
    assert gradcheck(conv, None, x) < 1e-7


@given(case=convolutions())
def test_gradients_in_groups_of_rows_are_the_same(case):
    conv, x = case
    dr = np.random.default_rng(0).normal(size=conv(x).shape)
    conv.backward(dr)
    at_once = conv.dW.copy()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nnlib.conv.PRODUCTS", 1)
        conv.backward(dr)
    np.testing.assert_allclose(conv.dW, at_once, rtol=1e-12, atol=1e-13)


@given(h=st.integers(3, 8), w=st.integers(3, 8), size=st.tuples(FEW, FEW), seed=SEEDS)
def test_one_channel_is_scipys_correlate2d(h, w, size, seed):
    rng = np.random.default_rng(seed)
    conv, x = Conv2D(1, 1, size, rng=rng), rng.normal(size=(1, 1, h, w))
    np.testing.assert_allclose(conv(x)[0, 0], correlate2d(x[0, 0], conv.W[0, 0], mode="valid"), atol=1e-13)


def test_channels_are_summed(rng):
    conv, x = Conv2D(3, 2, 3, padding=1, rng=rng), rng.normal(size=(2, 3, 5, 6))
    for n, d in itertools.product(range(2), range(2)):
        expected = sum(correlate2d(x[n, c], conv.W[d, c], mode="same") for c in range(3))
        np.testing.assert_allclose(conv(x)[n, d], expected, atol=1e-13)


def test_by_hand():
    """A 3 × 3 image, a 2 × 2 filter, gradients written out."""
    conv = Conv2D(1, 1, 2, rng=np.random.default_rng(0))
    conv.W, conv.b = [[[[1, 2], [3, 4]]]], [10]
    r = conv(np.arange(9.0).reshape(1, 1, 3, 3))
    assert r.tolist() == [
        [[[10 + 0 + 2 + 9 + 16, 10 + 1 + 4 + 12 + 20], [10 + 3 + 8 + 18 + 28, 10 + 4 + 10 + 21 + 32]]]
    ]
    dx = conv.backward(np.array([[[[1.0, 0.0], [0.0, -1.0]]]]))
    assert dx.tolist() == [[[[1, 2, 0], [3, 4 - 1, -2], [0, -3, -4]]]]
    assert conv.dW.tolist() == [[[[0 - 4, 1 - 5], [3 - 7, 4 - 8]]]]
    assert conv.db.tolist() == [0]


def test_what_a_shift_of_the_image_does(rng):
    """The same filters everywhere: shifting the image shifts the channels."""
    conv, x = Conv2D(2, 3, 3, rng=rng), rng.normal(size=(1, 2, 8, 8))
    np.testing.assert_allclose(conv(np.roll(x, (1, 2), axis=(2, 3)))[..., 1:, 2:], conv(x)[..., :-1, :-2], atol=1e-13)


def test_fully_connected_is_a_convolution_of_full_size(rng):
    """Section 7: filters as large as the image give one place, and Dense's formula."""
    x, dense, full = rng.normal(size=(4, 3, 5, 6)), Dense(90, 7, rng=rng), Conv2D(3, 7, (5, 6), rng=rng)
    full.W, full.b = dense.W.T.reshape(7, 3, 5, 6), rng.normal(size=7)
    dense.b = full.b
    net, dr = Sequential(Flatten(), dense), rng.normal(size=(4, 7))
    np.testing.assert_allclose(full(x)[:, :, 0, 0], net(x), rtol=1e-12)
    np.testing.assert_allclose(full.backward(dr[:, :, None, None]), net.backward(dr), rtol=1e-12)
    np.testing.assert_allclose(full.dW.reshape(7, 90).T, dense.dW, rtol=1e-12)


def test_dense_on_each_pixel_is_a_convolution_of_size_1(rng):
    x, dense, single = rng.normal(size=(2, 3, 4, 5)), Dense(3, 6, rng=rng), Conv2D(3, 6, 1, rng=rng)
    single.W = dense.W.T[:, :, None, None]
    expected = dense(x.transpose(0, 2, 3, 1).reshape(-1, 3)).reshape(2, 4, 5, 6).transpose(0, 3, 1, 2)
    np.testing.assert_allclose(single(x), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: Conv2D(1, 1, 2), TypeError, r"Conv2D\(1, 1\): rng must be a Generator"),
        (lambda: Conv2D(0, 1, 2), ValueError, "Conv2D: c_in must be at least 1, got 0"),
        (lambda: Conv2D(1, 1, (2, 0)), ValueError, r"Conv2D\(1, 1\): size must be at least 1"),
        (lambda: Conv2D(1, 1, 2, stride=0), ValueError, "stride must be at least 1"),
        (lambda: Conv2D(1, 1, 2, dilation="2"), TypeError, "dilation must be a whole number, got '2'"),
        (lambda: Conv2D(1, 1, 2, rng=np.random.default_rng(0), dtype=int), TypeError, "dtype must be"),
        (lambda: Conv2D(1, 1, 2, padding="full"), ValueError, "a pair of them or \"same\", got 'full'"),
        (lambda: Conv2D(1, 1, 3, stride=2, padding="same"), ValueError, 'padding="same" needs stride 1, got 2'),
    ],
)
def test_bad_options(call, error, message):
    with pytest.raises(error, match=message):
        call()


@pytest.fixture(params=[lambda rng: Conv2D(2, 3, 2, rng=rng), lambda rng: AvgPool2D(2), lambda rng: MaxPool2D(2)])
def layer(request, rng):
    return request.param(rng)


@pytest.mark.parametrize(
    ("x", "error", "message"),
    [
        (None, TypeError, "x must be an array of float.*, got None"),
        (np.zeros((1, 2, 4, 4), dtype=int), TypeError, "got an array .* int64"),
        (
            np.zeros((2, 4, 4)),
            ValueError,
            r"x must have shape \(n, .*, height, width\) and not be empty, got \(2, 4, 4\)",
        ),
        (np.zeros((0, 2, 4, 4)), ValueError, r"not be empty, got \(0, 2, 4, 4\)"),
        (np.zeros((1, 2, 4, 0)), ValueError, "not be empty"),
        (np.zeros((1, 2, 4, 1)), ValueError, r"2\): the window reaches over 2 × 2 pixels, but the image .* has 4 × 1"),
    ],
)
def test_bad_input(layer, x, error, message):
    with pytest.raises(error, match=message):
        layer(x)


def test_bad_input_to_a_convolution(rng):
    conv, x = Conv2D(2, 3, 2, rng=rng), np.zeros((1, 2, 4, 4))
    conv(x)
    with pytest.raises(TypeError, match=r"must be an array of float64, got .* float32"):
        conv(x.astype(np.float32))
    with pytest.raises(
        ValueError, match=r"x must have shape \(n, 2, height, width\) and not be empty, got \(1, 1, 4, 4\)"
    ):
        conv(x[:, :1])
    x[0, 1, 2, 3] = np.inf
    with pytest.raises(ValueError, match=r"x must be finite, got inf at index \(0, 1, 2, 3\)"):
        conv(x)
    with pytest.raises(RuntimeError, match="backward needs a forward pass before it"):
        conv.backward(np.zeros((1, 3, 3, 3)))


def test_bad_gradients(layer, rng):
    with pytest.raises(RuntimeError, match="backward needs a forward pass before it"):
        layer.backward(np.zeros((1, 2, 2, 2)))
    dh = np.ones_like(layer(rng.normal(size=(2, 2, 4, 4))))
    for bad, error in ((dh[:1], ValueError), (dh.astype(np.float32), TypeError), (None, TypeError)):
        with pytest.raises(error, match="gradient passed back must"):
            layer.backward(bad)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_types_are_kept(dtype, rng):
    net = Sequential(Conv2D(2, 3, 2, rng=rng, dtype=dtype), AvgPool2D(2, 1), MaxPool2D(2))
    z = net(rng.normal(size=(3, 2, 6, 6)).astype(dtype))
    for array in (z, net.backward(np.ones_like(z)), *net.gradients()):
        assert array.dtype == dtype


def network(rng, first=()):
    return Sequential(
        *first,
        Conv2D(2, 3, 2, padding=1, rng=rng), Tanh(), AvgPool2D(2),
        Conv2D(3, 4, 2, stride=(1, 2), rng=rng), Tanh(), MaxPool2D((2, 1)),
        Flatten(), Dense(4, 3, rng=rng), Tanh(), Dense(3, 2, rng=rng),
    )  # fmt: skip


@pytest.mark.parametrize("first", [(), (Tanh,), (MaxPool2D, ReLU)])
def test_network(first, rng):
    """Memory that layers use again holds nothing that another one needs, nor what was returned."""
    net = network(rng, [make(1) if make is MaxPool2D else make() for make in first])
    x = rng.normal(size=(5, 2, 6, 5))
    x.flags.writeable = False
    assert gradcheck(net, None, x) < 1e-7
    by_hand, alone = x, copy.deepcopy(net)
    for one in alone.layers:
        by_hand = one(by_hand)
    z = net(x)
    np.testing.assert_allclose(z, by_hand, rtol=1e-14)
    dz = rng.normal(size=z.shape)
    dz.flags.writeable = False
    dx, by_hand = net.backward(dz), dz
    for one in reversed(alone.layers):
        by_hand = one.backward(by_hand)
    np.testing.assert_allclose(dx, by_hand, rtol=1e-12, atol=1e-15)
    z_kept, dx_kept = z.copy(), dx.copy()
    for n in (5, 2, 5):
        net.backward(net(-2 * x[:n]))
    assert (z == z_kept).all() and (dx == dx_kept).all()


@pytest.mark.parametrize("last", [(), (Flatten,), (Tanh,), (Tanh, Flatten), (Flatten, Flatten)])
def test_what_is_returned_is_never_overwritten(last, rng):
    net = Sequential(Tanh(), AvgPool2D(1), Conv2D(1, 2, 2, rng=rng), AvgPool2D(2, 1), *(make() for make in last))
    x = rng.normal(size=(2, 1, 4, 4))
    z = net(x)
    dx = net.backward(np.ones_like(z))
    kept = z.copy(), dx.copy()
    net.backward(net(2 * x))
    assert (z == kept[0]).all() and (dx == kept[1]).all()


def test_any_order_in_memory(rng):
    net = network(rng)
    x = rng.normal(size=(5, 2, 6, 5))
    z = net(x)
    for other in (
        np.asfortranarray(x),
        x.transpose(2, 3, 1, 0).copy().transpose(3, 2, 0, 1),
        np.flip(np.flip(x).copy()),
    ):
        np.testing.assert_allclose(net(other), z, rtol=1e-13)


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))])
def test_copies_are_independent(copied, rng):
    net, x = network(rng), rng.normal(size=(5, 2, 6, 5))
    z = net(x)
    other = copied(net)
    other.theta = np.zeros(other.count_parameters())
    assert (net(x) == z).all() and (other(x) == 0).all()


def test_start_is_seeded():
    make = lambda seed: Conv2D(8, 16, 5, rng=np.random.default_rng(seed))  # noqa: E731
    W, limit = make(1).W, np.sqrt(6 / (24 * 25))
    assert (W == make(1).W).all() and (W != make(2).W).any()
    assert np.abs(W).max() <= limit and W.std() == pytest.approx(limit / np.sqrt(3), rel=0.05)
    assert (make(1).b == 0).all()


def test_repr(rng):
    assert repr(Conv2D(1, 6, 5, padding=2, rng=rng)) == "Conv2D(1, 6, 5, padding=2)"
    full = Conv2D(1, 6, (5, 3), stride=2, padding=(0, 1), dilation=3, rng=rng, dtype=np.float32)
    assert repr(full) == "Conv2D(1, 6, (5, 3), stride=2, padding=(0, 1), dilation=3, dtype=np.float32)"
    assert repr(Conv2D(1, 6, 4, padding="same", rng=rng)) == "Conv2D(1, 6, 4, padding='same')"


def test_loss_reaches_the_filters(rng):
    """A filter of four weights is found again from what it puts out."""
    conv, truth, loss = Conv2D(1, 1, 2, rng=rng), Conv2D(1, 1, 2, rng=rng), SquaredError()
    x = rng.normal(size=(20, 1, 5, 5))
    for _ in range(200):
        loss(conv(x), truth(x))
        conv.backward(loss.backward())
        conv.theta = conv.theta - 0.02 * np.concatenate([conv.dW.ravel(), conv.db])
    np.testing.assert_allclose(conv.W, truth.W, atol=1e-6)


def test_options_may_change_between_passes(rng):
    """A backward pass belongs to the forward pass before it; the next one has the new options, and no old borders."""
    conv, x = Conv2D(2, 3, 3, padding=1, rng=rng), rng.normal(size=(2, 2, 6, 6))
    dr = rng.normal(size=conv(x).shape)
    dx, dW = conv.backward(dr), conv.dW.copy()
    conv(x)
    conv.padding = (2, 2)
    np.testing.assert_array_equal(conv.backward(dr), dx)
    np.testing.assert_array_equal(conv.dW, dW)
    for padding, stride, dilation in (((2, 2), 1, 1), (2, 2, 1), ("same", 1, 2), (0, 1, 2), (1, 1, 1)):
        conv.stride, conv.padding, conv.dilation = stride, padding, dilation
        np.testing.assert_allclose(conv(x), convolution(x, conv.W, conv.b, stride, padding, dilation), atol=1e-13)
    with pytest.raises(ValueError, match=r"Conv2D\(2, 3, 3, padding=1\): padding must be at least 0, got -1"):
        conv.padding = -1
    with pytest.raises(AttributeError):
        conv.size = 2  # the filters have theirs
    assert conv.padding == (1, 1) and conv(x).shape == (2, 3, 6, 6)


@pytest.mark.parametrize("size", [1, 2])
def test_results_belong_to_the_caller(size, rng):
    """Writing into what came out, or into what went in, changes nothing that the layer keeps."""
    conv, x = Conv2D(2, 3, size, rng=rng), rng.normal(size=(4, 2, 5, 5))
    r = conv(x)
    dr = rng.normal(size=r.shape)
    dx = conv.backward(dr)
    expected = r.copy(), dx.copy(), conv.dW.copy(), dr.copy()
    spoiled, x = x, x.copy()
    again = conv(spoiled)
    spoiled -= 1
    again -= 1
    np.testing.assert_array_equal(conv.backward(dr), expected[1])
    np.testing.assert_array_equal(conv.dW, expected[2])
    dx[...] = 0
    np.testing.assert_array_equal(conv(x), expected[0])
    np.testing.assert_array_equal(conv.backward(dr), expected[1])
    np.testing.assert_array_equal(dr, expected[3])


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((IMAGE.tolist(), FILTER, BIAS), TypeError, "convolution: x must be an array of float64"),
        ((IMAGE, FILTER.astype(int), BIAS), TypeError, "convolution: W must be an array of float64 or float32"),
        ((IMAGE, FILTER, BIAS.astype(np.float32)), TypeError, "convolution: b must be an array of float64"),
        ((IMAGE, FILTER[0], BIAS), ValueError, r"W must have shape \(c_out, c_in, height, width\)"),
        ((IMAGE[:, :1], FILTER, BIAS), ValueError, r"x must have shape \(n, 2, height, width\)"),
        ((IMAGE, FILTER, BIAS[:2]), ValueError, r"b must have shape \(3\)"),
        ((IMAGE[..., :1], FILTER, BIAS), ValueError, "convolution: the window reaches over 2 × 2 pixels"),
        ((IMAGE, FILTER, BIAS, 0), ValueError, "convolution: stride must be at least 1"),
        ((IMAGE, FILTER, BIAS + np.nan), ValueError, "convolution: b must be finite, got nan at index 0"),
    ],
)
def test_bad_input_to_the_formula(arguments, error, message):
    with pytest.raises(error, match=message):
        convolution(*arguments)


def test_bad_gradient_of_the_formula():
    with pytest.raises(ValueError, match=r"convolution_backward: .* output's shape \(1, 3, 3, 3\), got \(1, 3, 2, 3\)"):
        convolution_backward(np.zeros((1, 3, 2, 3)), IMAGE, FILTER)
