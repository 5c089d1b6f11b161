"""What section 7 says of filters, sizes, pooling, LeNet, what it learns and what it cannot read."""

import numpy as np
import pytest
from glued import glued

from nnlib import (
    SGD,
    AvgPool2D,
    Conv2D,
    Dense,
    Flatten,
    MaxPool2D,
    ReLU,
    Sequential,
    SoftmaxNLL,
    Tanh,
    cosine_decay,
    datasets,
    lenet5,
    output_size,
    softmax,
    train,
)
from nnlib.widgets import Convolution, LeNetDigits
from nnlib.widgets.convolution import PRESETS

SECTION = glued("07-convolutional-networks")
EVEN = [np.zeros((1, 1, 9, 9)), np.ones((1, 1, 9, 9))]


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.fixture(scope="module")
def digits():
    return datasets.mnist5k()


@pytest.fixture(scope="module")
def X(digits):
    return digits[0][0]


@pytest.fixture(scope="module")
def held(digits):
    return digits[1]


def detector(name, **options):
    layer = Conv2D(1, 1, 3, rng=np.random.default_rng(0), **options)
    layer.W = np.array([[PRESETS[name]]])
    return layer


def right(net, images, y):
    """The share of images read rightly."""
    return (net(images.astype(net.theta.dtype)).argmax(axis=1) == y).mean()


def moved(images, down, across):
    """Images shifted by whole pixels; what leaves them is gone, and paper comes in."""
    result, (height, width) = np.zeros_like(images), images.shape[2:]
    rows, columns = np.arange(height) - down, np.arange(width) - across
    here = np.ix_((rows >= 0) & (rows < height), (columns >= 0) & (columns < width))
    there = np.ix_(rows[(rows >= 0) & (rows < height)], columns[(columns >= 0) & (columns < width)])
    result[:, :, *here] = images[:, :, *there]
    return result


# A filter slides over an image


def test_a_filter_of_nine_numbers_meets_a_7_of_28_by_28():
    opened = Convolution()
    assert opened.image == "7"
    assert opened.input().shape == (1, 28, 28)
    assert len(opened.weights) == 9


def test_ink_is_1_and_paper_is_0(X):
    assert X.min() == 0
    assert X.max() == 1
    assert np.median(X) == 0  # most of a sheet is paper


def test_the_upper_edge_of_the_bar_is_blue_its_lower_edge_vermilion():
    opened = Convolution()
    bar = opened.network().layers[0](opened.input()[None])[0, 0, :, 12]
    assert bar.argmax() < bar.argmin()
    assert bar.max() > 1
    assert bar.min() < -1


def test_padding_1_keeps_the_size_stride_2_halves_it_and_pooling_halves_it_again():
    sides = [Convolution(padding=1, stride=stride, pooling="none").output().shape[1] for stride in (1, 2)]
    assert sides == [28, 14]
    assert Convolution(padding=1, stride=2).output().shape == (1, 7, 7)


def test_the_output_is_the_sum_over_the_channels_of_the_photograph():
    options = {"image": "photograph", "activation": "identity", "pooling": "none"}
    one, nothing = np.ravel(PRESETS["as it is"]).tolist(), [0.0] * 9
    x = datasets.photograph()[:, 1:-1, 1:-1]
    np.testing.assert_allclose(Convolution(weights=one * 3, **options).output()[0], x.sum(axis=0), atol=1e-12)
    np.testing.assert_allclose(Convolution(weights=one + 2 * nothing, **options).output()[0], x[0])


def test_red_less_green_finds_the_saucer_and_not_the_white_cup():
    red, green, _ = datasets.photograph()
    cup, saucer = (4, 6), (17, 23)
    assert abs(red[cup] - red[saucer]) < 0.3  # red alone finds both
    assert (red - green)[cup] < 0.1
    assert (red - green)[saucer] > 0.5


# Local units that share their weights


def test_the_layer_is_the_formula_at_every_place(X, rng):
    conv, x = Conv2D(3, 6, 5, rng=rng), X[:3].reshape(1, 3, 28, 28)
    conv.b = rng.normal(size=6)
    r = conv(x)
    assert r.shape == (1, 6, 24, 24)
    for c, i, j in ((1, 10, 7), (0, 0, 0), (5, 23, 23)):
        total = conv.b[c]
        for d in range(3):
            for u in range(5):
                for v in range(5):
                    total += conv.W[c, d, u, v] * x[0, d, i + u, j + v]
        assert r[0, c, i, j] == pytest.approx(total)


def test_a_convolution_in_the_strict_sense_lays_the_filter_on_turned(X, rng):
    row = Conv2D(1, 1, (1, 3), rng=rng)
    turned = np.convolve(X[0, 0, 14], row.W[0, 0, 0, ::-1], mode="valid")
    np.testing.assert_allclose(row(X[:1])[0, 0, 14], turned, atol=1e-12)


@pytest.mark.parametrize("side", [6, 28])
def test_a_matrix_does_what_a_convolution_does_and_holds_nine_numbers_over_and_over(side, rng):
    conv = Conv2D(1, 1, 3, rng=rng)
    matrix = conv(np.eye(side**2).reshape(-1, 1, side, side)).reshape(side**2, -1)
    assert matrix.shape == (side**2, (side - 2) ** 2)
    np.testing.assert_allclose(np.unique(matrix[matrix != 0]), np.sort(conv.W.ravel()))
    assert (np.count_nonzero(matrix, axis=0) == 9).all()
    images = rng.normal(size=(3, 1, side, side))
    np.testing.assert_allclose(conv(images).reshape(3, -1), images.reshape(3, -1) @ matrix, atol=1e-12)
    if side == 28:
        assert matrix.size == 529_984
        assert SECTION["dense-zeros"] == pytest.approx(100 * (1 - 9 / 784), abs=0.5)
    else:
        assert matrix.size == 36 * 16


def test_shift_the_digit_and_the_channel_is_shifted(X, rng):
    conv = Conv2D(1, 1, 3, padding=1, rng=rng)
    shifted = np.roll(X[:5], 4, axis=3)
    np.testing.assert_allclose(conv(shifted)[..., 5:-1], conv(X[:5])[..., 1:-5], atol=1e-12)


@pytest.mark.parametrize("name", list(PRESETS))
def test_the_channel_is_mirrored_or_turned_along_only_if_the_filter_stays_as_it_is(name, held):
    w, conv = np.array(PRESETS[name]), detector(name, padding=1)
    seven = held[0][held[1] == 7][:1]
    for way in (np.fliplr, lambda a: np.rot90(a, -1)):
        moved = np.array([[way(seven[0, 0])]])
        follows = np.allclose(conv(moved)[0, 0], way(conv(seven)[0, 0]), atol=1e-12)
        assert follows == np.allclose(way(w), w)


def test_mirrored_the_channel_of_left_edges_has_its_signs_swapped(held):
    conv, seven = detector("vertical edges", padding=1), held[0][held[1] == 7][:1]
    np.testing.assert_allclose(conv(seven[..., ::-1]), -conv(seven)[..., ::-1], atol=1e-12)


# Stride, padding, and how large the output is


def test_the_formula_of_the_size_is_right_for_whatever_numbers(rng):
    tried = 0
    for _ in range(200):
        n, k, s, p, d = (int(rng.integers(*ends)) for ends in ((5, 20), (1, 6), (1, 4), (0, 4), (1, 4)))
        places = len(range(-p, n + p - d * (k - 1), s))  # where the first entry can lie, the last being inside
        if places:
            tried += 1
            assert (n + 2 * p - (d * (k - 1) + 1)) // s + 1 == places
            assert output_size(n, k, s, p, d) == (places, places)
            layer = Conv2D(1, 1, k, stride=s, padding=p, dilation=d, rng=rng)
            assert layer(np.zeros((1, 1, n, n))).shape[2:] == (places, places)
    assert tried > 100


def test_the_pictured_rows_have_5_7_4_and_3_outputs():
    options = ({}, {"padding": 1}, {"padding": 1, "stride": 2}, {"dilation": 2})
    assert [output_size(7, 3, **each)[0] for each in options] == [5, 7, 4, 3]


@pytest.mark.parametrize("k", [1, 3, 5, 7])
def test_padding_by_half_the_filter_keeps_the_size(k):
    assert output_size(28, k, padding=(k - 1) // 2) == (28, 28)


def test_a_filter_too_wide_fits_nowhere_until_padding_makes_room():
    with pytest.raises(ValueError, match="37 × 37 pixels, but the image with its padding has 28 × 28"):
        output_size(28, 7, dilation=6)
    assert output_size(28, 7, padding=5, dilation=6) == (2, 2)


def test_the_parameters_do_not_depend_on_stride_or_padding_and_are_few(X, rng):
    layer = Conv2D(1, 6, 5, padding=2, rng=rng)
    nodes = layer(X[:1]).size
    assert layer.count_parameters() == (5 * 5 * 1 + 1) * 6 == SECTION["first-parameters"] == 156
    assert nodes == SECTION["first-nodes"] == 4704
    assert SECTION["first-dense"] == pytest.approx((28 * 28 + 1) * nodes / 1e6, abs=0.05)
    for stride in (1, 2, 3):
        other = Conv2D(1, 6, 5, stride=stride, rng=rng)
        assert other.count_parameters() == 156
        assert other(X[:1]).size < nodes


# Filters are detectors


@pytest.mark.parametrize("name", ["vertical edges", "horizontal edges", "outline", "upper left corners"])
@pytest.mark.parametrize("even", EVEN, ids=["paper", "ink"])
def test_even_regions_give_exactly_0_ink_or_paper(name, even):
    assert not detector(name)(even).any()


def test_turned_by_90_degrees_the_vertical_filter_is_the_horizontal_one(held):
    turned = np.rot90(held[0], -1, axes=(2, 3))
    expected = np.rot90(detector("vertical edges")(held[0]), -1, axes=(2, 3))
    np.testing.assert_allclose(detector("horizontal edges")(turned), expected, atol=1e-12)


@pytest.fixture
def square():
    """Ink from row and column 4 to 8."""
    ink = np.zeros((1, 1, 12, 12))
    ink[..., 4:9, 4:9] = 1
    return ink


def test_vertical_edges_are_positive_where_ink_begins_and_negative_where_it_ends(square):
    assert detector("vertical edges")(square)[0, 0, 5].tolist() == [0, 0, 3, 3, 0, 0, 0, -3, -3, 0]


def test_outline_answers_at_the_rim_and_not_within(square):
    lines = detector("outline")(square)[0, 0]
    assert not lines[4:7, 4:7].any()
    assert (lines[3:8, 3:8] > 0).sum() == 16


def test_a_corner_filter_answers_most_to_the_upper_left_corner(square):
    corners = detector("upper left corners")(square)[0, 0]
    assert np.argwhere(corners == corners.max()).tolist() == [[3, 3]]


def test_among_patches_of_one_length_the_one_most_like_the_filter_excites_it_most(held):
    filters = detector("vertical edges").W[0, 0]
    windows = np.lib.stride_tricks.sliding_window_view(held[0][:, 0], (3, 3), axis=(1, 2)).reshape(-1, 9)
    length = np.linalg.norm(windows, axis=1)
    patches = windows[length > 0.5] / length[length > 0.5, None]
    response = patches @ filters.ravel()
    alike = response / np.linalg.norm(filters)
    best = patches[response.argmax()].reshape(3, 3)
    assert alike[response.argmax()] == alike.max() > 0.7
    assert (best[filters == 1] > 0.5).all()  # ink where the weights are positive
    assert (best[filters == -1] < 0.05).all()  # paper where they are negative


# Pooling


def test_average_pooling_is_a_fixed_convolution(held, rng):
    h = ReLU()(Conv2D(1, 6, 5, padding=2, rng=rng)(held[0][:50]))
    fixed = Conv2D(6, 6, 2, stride=2, rng=rng)
    fixed.W = np.eye(6)[:, :, None, None] * np.full((2, 2), 1 / 4)
    np.testing.assert_allclose(AvgPool2D(2)(h), fixed(h), atol=1e-12)
    assert AvgPool2D(2).count_parameters() == 0


def test_max_pooling_selects_and_its_gradient_goes_to_what_was_selected(held, rng):
    h = ReLU()(Conv2D(1, 6, 5, padding=2, rng=rng)(held[0][:50]))
    pool = MaxPool2D(2)
    pooled = pool(h)
    dh = pool.backward(np.ones_like(pooled))
    assert np.isin(pooled, h).all()
    assert set(np.unique(dh)) == {0, 1}
    assert dh.sum() == pooled.size
    np.testing.assert_array_equal(np.sort(h[dh == 1]), np.sort(pooled.ravel()))
    assert (pooled >= AvgPool2D(2)(h)).all()


def test_the_gradient_of_a_mean_goes_evenly_to_all_four():
    pool = AvgPool2D(2)
    assert (pool.backward(np.ones_like(pool(np.ones((1, 1, 4, 4))))) == 1 / 4).all()


def test_non_maximum_suppression_keeps_less_than_half_of_the_responses_the_strongest_among_them(held):
    response = ReLU()(detector("outline", padding=1)(held[0][:30]))
    around = MaxPool2D(3, stride=1)(np.pad(response, ((0, 0), (0, 0), (1, 1), (1, 1))))
    kept = (response == around) & (response > 0)
    assert kept.sum() < (response > 0).sum() / 2
    strongest = response == response.max(axis=(2, 3), keepdims=True)
    assert kept[strongest].all()


def test_pooling_over_larger_windows_changes_less_under_a_small_shift(held):
    def change(pool):
        net = Sequential(detector("horizontal edges", padding=1), ReLU(), pool)
        before, after = net(held[0][:200]), net(np.roll(held[0][:200], 1, axis=3))
        return 100 * np.linalg.norm(after - before) / np.linalg.norm(before)

    for name, kind in (("max", MaxPool2D), ("mean", AvgPool2D)):
        changes = [change(kind(k)) for k in (1, 2, 4)]
        assert changes == sorted(changes, reverse=True)
        assert [SECTION[f"{name}-{k}"] for k in (1, 2, 4)] == pytest.approx(changes, abs=0.5)


# Fully connected layers are convolutions too


def test_a_dense_layer_is_a_convolution_of_full_size_and_one_by_one_after_it(rng):
    h = rng.normal(size=(8, 16, 5, 5))
    first, second = Dense(400, 120, rng=rng), Dense(120, 84, rng=rng)
    full_size, one_by_one = Conv2D(16, 120, 5, rng=rng), Conv2D(120, 84, 1, rng=rng)
    full_size.W, full_size.b = first.W.T.reshape(120, 16, 5, 5), first.b
    one_by_one.W, one_by_one.b = second.W.T.reshape(84, 120, 1, 1), second.b
    as_convolutions = one_by_one(full_size(h))
    np.testing.assert_allclose(as_convolutions[:, :, 0, 0], second(first(Flatten()(h))), atol=1e-12)
    assert first.count_parameters() == full_size.count_parameters() == 48_120


def test_a_filter_of_one_by_one_is_a_dense_layer_at_each_pixel(rng):
    one_by_one, dense = Conv2D(120, 84, 1, rng=rng), Dense(120, 84, rng=rng)
    one_by_one.W, one_by_one.b = dense.W.T.reshape(84, 120, 1, 1), dense.b
    larger = rng.normal(size=(8, 120, 4, 4))
    np.testing.assert_allclose(one_by_one(larger)[:, :, 2, 1], dense(larger[:, :, 2, 1].copy()), atol=1e-12)


# LeNet


def test_lenet_has_these_shapes_and_61706_parameters(X, rng):
    net, x, shapes, counts = lenet5(rng=rng), X[:1], [], []
    for layer in net.layers:
        x = layer(x)
        if not isinstance(layer, Tanh):
            shapes.append(x.shape[1:])
            counts.append(layer.count_parameters())
    assert shapes[:5] == [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), (400,)]
    assert shapes[5:] == [(120,), (84,), (10,)]
    assert counts == [156, 0, 2416, 0, 0, 48_120, 10_164, 850]
    assert sum(counts) == net.count_parameters() == SECTION["lenet-parameters"] == 61_706
    assert SECTION["fully-share"] == pytest.approx(100 * sum(counts[5:]) / sum(counts), abs=0.5)


def test_there_are_400_digits_of_each_kind_to_learn_from_and_100_held_out(digits):
    for (_, y), each in zip(digits, (400, 100), strict=True):
        assert (np.bincount(y) == each).all()


def fitted(net, rng, digits):
    (X, y), _ = digits
    descent = SGD(net, lr=0.06, momentum=0.9, weight_decay=0.001)
    options = {"epochs": 8, "batch_size": 32, "rng": rng, "schedule": cosine_decay(8), "progress": False}
    train(net, SoftmaxNLL(), descent, X.astype(np.float32), y, **options)
    return net


@pytest.fixture(scope="module")
def lenet(digits):
    rng = np.random.default_rng(0)
    return fitted(lenet5(rng=rng, dtype=np.float32), rng, digits)


@pytest.fixture(scope="module")
def plain(digits):
    """The fully connected network of about as many parameters."""
    rng = np.random.default_rng(0)
    first, last = (Dense(*sizes, rng=rng, dtype=np.float32) for sizes in ((784, 77), (77, 10)))
    return fitted(Sequential(Flatten(), first, Tanh(), last), rng, digits)


def test_32_bits_take_half_the_memory(X):
    assert 2 * X.astype(np.float32).nbytes == X.nbytes


def test_trained_here_it_reads_more_than_96_per_cent_of_new_digits_and_most_of_each_kind(lenet, held):
    X, y = held
    assert right(lenet, X, y) >= 0.96
    assert SECTION["mistakes"] == pytest.approx(1000 * (1 - right(lenet, X, y)), abs=8)
    assert all(right(lenet, X[y == digit], digit) >= 0.88 for digit in range(10))


def test_a_fully_connected_network_of_as_many_parameters_makes_about_twice_the_mistakes(plain, held):
    assert plain.count_parameters() == SECTION["plain-parameters"]
    assert SECTION["plain-parameters"] == pytest.approx(SECTION["lenet-parameters"], rel=0.01)
    mistakes = 1000 * (1 - right(plain, *held))
    assert SECTION["plain-mistakes"] == pytest.approx(mistakes, abs=10)
    assert mistakes > 1.7 * SECTION["mistakes"]


def test_some_mistakes_have_a_probability_above_0_9(lenet, held):
    f = softmax(lenet(held[0].astype(np.float32)))
    wrong = f.argmax(axis=1) != held[1]
    assert (f[wrong].max(axis=1) > 0.9).sum() >= 2


def test_each_filter_is_like_the_patches_that_excite_it_most(lenet, held):
    first = lenet.layers[0]
    r = first(held[0].astype(np.float32))
    padded = np.pad(held[0][:, 0], ((0, 0), (2, 2), (2, 2)))
    for c, W in enumerate(first.W[:, 0]):
        patches = []
        for n in r[:, c].max(axis=(1, 2)).argsort()[::-1][:9]:
            i, j = np.unravel_index(r[n, c].argmax(), (28, 28))
            patches.append(padded[n, i : i + 5, j : j + 5])
        assert np.corrcoef(W.ravel(), np.mean(patches, axis=0).ravel())[0, 1] > 0
        assert np.mean(patches, axis=0)[W > 0].mean() > np.mean(patches, axis=0)[W < 0].mean()


def as_convolutions(net):
    """LeNet for images of any size."""
    layers, rng = [], np.random.default_rng(0)
    for layer in net.layers:
        if isinstance(layer, Dense):
            n_in, n_out = layer.W.shape
            c_in, size = (16, 5) if n_in == 400 else (n_in, 1)
            conv = Conv2D(c_in, n_out, size, rng=rng, dtype=np.float32)
            conv.W, conv.b = layer.W.T.reshape(n_out, c_in, size, size), layer.b
            layers.append(conv)
        elif not isinstance(layer, Flatten):
            layers.append(layer)
    return Sequential(*layers)


def test_as_convolutions_it_is_the_same_network_and_reads_a_line_of_digits_in_one_go(lenet, held):
    reader, (X, y) = as_convolutions(lenet), held
    images = X[:20].astype(np.float32)
    np.testing.assert_allclose(reader(images)[:, :, 0, 0], lenet(images), atol=1e-4)
    line, written = np.zeros((1, 1, 28, 148), np.float32), (7, 3, 5, 8, 1, 4)
    for n, digit in enumerate(written):
        place = line[..., 24 * n : 24 * n + 28]
        place[...] = np.maximum(place, X[y == digit][0])
    z = reader(line)
    assert z.shape == (1, 10, 1, 31)  # a column for every fourth pixel: 28 + 4 · 30 = 148
    f = softmax(z[0, :, 0].T)
    assert tuple(f.argmax(axis=1)[::6]) == written
    assert (f.max(axis=1)[::6] > 0.9).all()
    between = np.arange(31) % 6 != 0
    assert (f.max(axis=1)[between] > 0.9).any()


# Draw for it


def test_a_cell_of_c1_s2_c3_s4_sees_5_6_14_and_16_pixels_a_side_and_f5_all():
    sides = [LeNetDigits(unit=[layer, 2, 2, 2]).field() for layer in range(1, 4)]
    assert LeNetDigits(unit=[0, 2, 13, 13]).field() == (5, 5)
    assert sides == [(6, 6), (14, 14), (16, 16)]
    assert LeNetDigits(unit=[4, 0, 0, 0]).field() == (28, 28)


def test_a_7_half_as_large_in_a_corner_is_nearly_the_same_to_it():
    seven = np.array([[0, 80, 80], [0, 200, 80], [0, 130, 230]])
    large, small = (LeNetDigits(strokes=rows.tolist()) for rows in (seven, seven // [1, 2, 2]))
    assert large.logits().argmax() == small.logits().argmax() == 7
    np.testing.assert_allclose(small.logits(), large.logits(), atol=1.5)


def test_a_drawing_fills_a_box_of_20_by_20_with_its_centre_of_mass_in_the_middle():
    ink = LeNetDigits(strokes=[[0, 40, 40], [0, 100, 40], [0, 65, 115]]).image()
    assert max(np.ptp(np.argwhere(ink > 0.5), axis=0)) + 1 == 20
    np.testing.assert_allclose(np.argwhere(ink >= 0).T @ ink.ravel() / ink.sum(), 13.5, atol=0.1)


def test_the_widgets_network_reads_at_least_97_5_per_cent(held):
    assert right(LeNetDigits().network(), *held) >= 0.975


def test_the_digits_to_pick_are_held_out_and_the_last_ten_are_read_wrongly_often_surely(held):
    listed, sure = LeNetDigits(), []
    for number in range(len(listed._labels)):
        listed.digit = number
        assert np.abs(held[0][:, 0] - listed.image()).max(axis=(1, 2)).min() < 1e-6
        if number >= len(listed._labels) - 10:
            assert listed.logits().argmax() != listed._labels[number]
            sure.append(listed.probabilities().max())
    assert sum(p > 0.8 for p in sure) >= 3


def test_what_is_no_digit_is_called_one_all_the_same():
    cross = [[0, 40, 140], [0, 240, 140], [1, 40, 60], [1, 240, 220], [2, 140, 20], [2, 140, 260]]
    assert LeNetDigits(strokes=cross).probabilities().sum() == pytest.approx(1)


# What can go wrong


def shifted(net, held, shift):
    """The per cent read rightly, over shifts in four directions."""
    ways = ((0, shift), (0, -shift), (shift, 0), (-shift, 0))
    return 100 * np.mean([right(net, moved(held[0], *way), held[1]) for way in ways])


def test_pooling_helps_a_little_against_shifts_and_shifted_copies_help_far_more(lenet, plain, held):
    copies = LeNetDigits().network()
    at_2 = [shifted(net, held, 2) for net in (plain, lenet, copies)]
    assert at_2[0] + 5 < at_2[1] < at_2[2] - 10
    assert [SECTION[f"{name}-at-2"] for name in ("plain", "lenet", "copies")] == pytest.approx(at_2, abs=5)
    assert shifted(copies, held, 1) > 97
    assert shifted(copies, held, 3) > 94


def test_at_six_pixels_all_have_failed(lenet, plain, held):
    copies = shifted(LeNetDigits().network(), held, 6)
    assert SECTION["copies-at-6"] == pytest.approx(copies, abs=2)
    assert copies < 50
    assert all(shifted(net, held, 6) < 25 for net in (lenet, plain))


def test_of_white_ink_on_black_it_reads_no_more_than_by_guessing(held):
    share = 100 * right(LeNetDigits().network(), 1 - held[0], held[1])
    assert share < 15
    assert SECTION["inverted"] == pytest.approx(share, abs=1)


def test_without_padding_the_seventh_layer_refuses():
    sides = [28]
    while sides[-1] >= 5:
        sides.append(output_size(sides[-1], 5)[0])
    assert sides == [28, 24, 20, 16, 12, 8, 4]
    with pytest.raises(ValueError, match="5 × 5 pixels, but the image with its padding has 4 × 4"):
        output_size(sides[-1], 5)


def test_a_stride_larger_than_the_filter_leaves_pixels_without_gradient(X, rng):
    skipping = Conv2D(1, 1, 2, stride=3, rng=rng)
    dx = skipping.backward(np.ones_like(skipping(X[:1])))
    share = np.mean(dx == 0)
    assert share == pytest.approx(1 - (18 / 28) ** 2)  # nine places of two pixels each way
    assert SECTION["skipped"] == pytest.approx(100 * share, abs=0.5)


# Exercises


def test_sizes_by_hand(rng):
    assert [output_size(*numbers)[0] for numbers in ((32, 5, 1, 2), (32, 2, 2), (16, 3, 2))] == [32, 16, 7]
    assert [Conv2D(*sizes, rng=rng).count_parameters() for sizes in ((3, 8, 5), (8, 16, 3))] == [608, 1168]


def test_a_filter_for_falling_diagonals(held):
    diagonal = np.array([[2, -1, -1], [-1, 2, -1], [-1, -1, 2]])
    assert diagonal.sum() == 0
    assert (diagonal * np.eye(3)).sum() == 6
    assert (diagonal * np.eye(3)[::-1]).sum() == 0
    falling, turned = (
        Convolution(weights=w.ravel().tolist(), pooling="none").output() for w in (diagonal, diagonal[:, ::-1])
    )
    foot = (slice(None), slice(14, 26), slice(None))  # of the 7 that the widget opens with
    assert turned[foot].max() > 1.5 * falling[foot].max()


def test_two_small_filters_are_one_large_one_unless_something_bends_in_between(X, rng):
    small, large = [Conv2D(1, 1, 3, rng=rng) for _ in range(2)], Conv2D(1, 1, 5, rng=rng)
    large.W = np.zeros((1, 1, 5, 5))
    for u in range(3):
        for v in range(3):
            large.W[0, 0, u : u + 3, v : v + 3] += small[1].W[0, 0, u, v] * small[0].W[0, 0]
    np.testing.assert_allclose(large(X[:5]), Sequential(*small)(X[:5]), atol=1e-12)
    assert (2 * small[0].W.size, large.W.size) == (18, 25)
    bent = Sequential(small[0], ReLU(), small[1])
    assert not np.allclose(bent(X[:5]) + bent(-X[:5]), 0)  # as for no single filter without a bias


def test_stride_is_forgetting(X, rng):
    every, other = Conv2D(1, 4, 5, rng=rng), Conv2D(1, 4, 5, stride=2, rng=rng)
    other.W = every.W
    np.testing.assert_allclose(other(X[:5]), every(X[:5])[:, :, ::2, ::2], atol=1e-12)
    assert every(X[:5]).size == 4 * other(X[:5]).size


def test_the_price_of_the_fully_connected_end(X, rng):
    left = 156 + 2416 + Dense(16, 120, rng=rng).count_parameters() + 10_164 + 850
    assert left == 15_626
    assert round(61_706 / left) == 4
    conv, room = Conv2D(1, 4, 5, rng=rng), np.pad(X[:5], ((0, 0), (0, 0), (8, 8), (8, 8)))
    at, moved_on = (ReLU()(conv(np.roll(room, shift, axis=3))).mean(axis=(2, 3)) for shift in (0, 6))
    np.testing.assert_allclose(moved_on, at)
