"""What section 2 says, checked by calculation."""

from itertools import pairwise

import numpy as np
import pytest

from nnlib import SGD, Identity, ReLU, Sequential, SquaredError, Tanh, mlp, train
from nnlib.widgets import Folding, NetworkSizes
from nnlib.widgets.folding import MOST_LAYERS
from nnlib.widgets.folding.pieces import knots

side = np.linspace(-1, 1, 41)
square = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)


def made(*sizes, hidden=ReLU, seed=0):
    return mlp(list(sizes), hidden=hidden, rng=np.random.default_rng(seed))


def formula(sizes):
    return sum((before + 1) * after for before, after in pairwise(sizes))


# The widget


def test_the_first_layer_of_the_widget_has_eight_weights_and_four_biases():
    first = NetworkSizes().network().layers[0]
    assert (first.W.size, first.b.size) == (8, 4)


def test_one_weight_of_layer_1_changes_one_unit_all_of_layer_2_and_f():
    drawn, changed = NetworkSizes().network(), NetworkSizes(weights=[[1, 2, 1, 0.0]]).network()
    moved = []
    for end in (1, 3, 5):
        before, after = (Sequential(*net.layers[:end])(square) for net in (drawn, changed))
        moved.append(int((before != after).any(axis=0).sum()))
    assert moved == [1, 3, 1]
    assert ((drawn(square) > 0) != (changed(square) > 0)).any()


def test_a_weight_of_the_last_layer_changes_f_and_nothing_else():
    drawn, last = NetworkSizes().network(), NetworkSizes(weights=[[3, 1, 1, 0.0]]).network()
    np.testing.assert_array_equal(Sequential(*last.layers[:4])(square), Sequential(*drawn.layers[:4])(square))
    assert (last(square) != drawn(square)).any()


# The notation


def test_a_layer_is_one_line_and_a_node_one_sum():
    net = made(2, 4, 3, 1, hidden=Tanh)
    first, _, second, _, third = net.layers
    x = np.random.default_rng(1).normal(size=(5, 2))
    h_1 = np.tanh(x @ first.W + first.b)
    h_2 = np.tanh(h_1 @ second.W + second.b)
    np.testing.assert_allclose(net(x), h_2 @ third.W + third.b)
    r_23 = sum(second.W[i, 2] * h_1[0, i] for i in range(4)) + second.b[2]
    np.testing.assert_allclose(np.tanh(r_23), h_2[0, 2])


# How many parameters


def test_the_arrays_hold_as_many_numbers_as_the_formula_says_whatever_the_shape():
    rng = np.random.default_rng(2)
    for _ in range(200):
        sizes = rng.integers(1, 40, size=rng.integers(2, 9)).tolist()
        net = mlp(sizes, hidden=ReLU, rng=rng)
        allocated = sum(array.size for array in net.parameters())
        assert formula(sizes) == net.count_parameters() == allocated
        assert allocated == sum(array.nbytes for array in net.parameters()) // 8


def test_the_widgets_doublings_grow_on_their_way_to_four_and_depth_stays_below_three():
    counts = [made(2, *hidden, 1).count_parameters() for hidden in ([4, 4], [8, 8], [16, 16], [16] * 4)]
    assert counts == [37, 105, 337, 881]
    assert counts[1] / counts[0] < counts[2] / counts[1] < 4
    assert counts[3] / counts[2] < 3


def test_twice_as_wide_tends_to_four_times_and_twice_as_deep_to_twice_as_many():
    def count(depth, width):
        return made(2, *[width] * (depth - 1), 1).count_parameters()

    assert abs(count(8, 512) / count(8, 256) - 4) < 0.05
    assert abs(count(16, 256) / count(8, 256) - 2) < 0.4
    assert abs(count(128, 64) / count(64, 64) - 2) < 0.05


# What width and depth buy


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_width_and_depth_both_turn_more_and_which_does_more_depends_on_the_activation(activation):
    def mean(*hidden):
        widgets = (NetworkSizes(inputs=1, hidden=hidden, activation=activation, seed=seed) for seed in range(150))
        return np.mean([widget.readings()["turns"] for widget in widgets])

    four, sixteen, three_of_4, three_of_8 = mean(4), mean(16), mean(4, 4, 4), mean(8, 8, 8)
    assert four < min(sixteen, three_of_4) < max(sixteen, three_of_4) < three_of_8
    assert (three_of_4 > sixteen) == (activation == "relu")


def tents(layers):
    net = made(1, *[2] * layers, 1)
    first, *between, last = net.layers[::2]
    first.W, first.b = [[1, 1]], [0, -0.5]
    for layer in between:
        layer.W, layer.b = [[2, 2], [-4, -4]], [0, -0.5]
    last.W = [[2], [-4]]
    return net


@pytest.mark.parametrize("layers", [1, 3, 6])
def test_every_layer_of_tents_doubles_the_pieces(layers):
    f = tents(layers)(np.linspace(0, 1, 2**12 + 1)[:, None])[:, 0]
    assert 1 + (np.abs(np.diff(f, 2)) > 1e-9).sum() == 2**layers


def test_a_tent_rises_from_0_to_1_and_falls_back():
    assert tents(1)(np.array([[0], [0.5], [1]]))[:, 0].tolist() == [0, 1, 0]


def test_64_pieces_take_37_parameters_in_six_layers_and_190_in_one():
    assert tents(6).count_parameters() == 37
    assert formula([1, 63, 1]) == 190


def test_copies_of_a_crease_are_mirror_images_of_their_neighbours_and_double_with_every_layer():
    for layer in (2, 3, 4):
        creases = [[0.5] * (layer - 1) + [c] + [0.5] * (6 - layer) for c in (0.5, 0.4)]
        peaks = [knots(Folding(layers=layer, kinks=each).network())[1::2] for each in creases]
        moved = np.sign(np.subtract(peaks[1], peaks[0]))
        assert moved.tolist() == [-1, 1] * 2 ** (layer - 2)


def test_one_kink_of_the_wide_layer_moves_alone():
    bends = [(k + 1) / 13 for k in range(12)]
    moved = [*bends[:6], bends[6] + 0.03, *bends[7:]]
    even, other = (knots(Folding(layers=6, shape="wide", bends=each).network()) for each in (bends, moved))
    assert np.flatnonzero(np.abs(even - other) > 1e-9).tolist() == [7]


def test_of_at_most_40_parameters_the_narrowest_and_deepest_network_makes_most_pieces():
    most = {}
    for width, highest in MOST_LAYERS.items():
        each = [Folding(width=width, layers=layers).readings() for layers in range(1, highest + 1)]
        most[width] = max((read["pieces"], read["parameters"]) for read in each if read["parameters"] <= 40)
    assert most == {2: (64, 37), 3: (27, 34), 4: (16, 33)}


# What can go wrong


def test_without_a_bend_the_deepest_network_is_linear():
    net = made(2, 16, 16, 16, 1, hidden=Identity)
    dense = [layer for layer in net.layers if layer.parameters()]
    W, b = np.linalg.multi_dot([layer.W for layer in dense]), np.zeros(2)
    for layer in dense:
        b = b @ layer.W + layer.b
    np.testing.assert_allclose(net(square), square @ W + b, atol=1e-12)
    assert W.size + b.size == 3


def test_the_widget_without_activation_is_linear():
    linear = NetworkSizes(hidden=[8, 8, 8], activation="identity")
    values = linear.network()(square).reshape(41, 41)
    for axis in (0, 1):
        assert np.abs(np.diff(values, 2, axis=axis)).max() < 1e-9
    assert linear.readings()["parameters"] == 177


def test_units_that_start_equal_stay_equal_and_are_worth_one():
    x = np.linspace(-1, 1, 65)[:, None]
    losses, spread = {}, {}
    for start in ("equal", "random"):
        rng = np.random.default_rng(0)
        net = mlp([1, 8, 1], hidden=Tanh, rng=rng)
        if start == "equal":
            net.theta = np.full(net.count_parameters(), 0.3)
        options = {"epochs": 500, "batch_size": 65, "rng": rng, "progress": False}
        descent = SGD(net, lr=0.05, momentum=0.9)
        losses[start] = train(net, SquaredError(), descent, x, np.sin(3 * x), **options).losses[-1]
        spread[start] = np.ptp(net.layers[0].W)
    assert spread["equal"] < 1e-12 < spread["random"]
    assert losses["random"] < losses["equal"] / 2


def test_data_of_the_wrong_width_are_refused_at_once():
    with pytest.raises(ValueError, match=r"x must have shape \(n, 2\)"):
        made(2, 4, 1)(np.ones((5, 3)))


# Solutions


def test_counts_by_hand():
    assert formula([784, 100, 100, 10]) == 89_610
    assert formula([784, 50, 50, 10]) == 42_310
    assert 785 * 100 / 89_610 > 0.87
    assert 0.45 < 42_310 / 89_610 < 0.5


def test_a_budget_of_1000_buys_width_249_or_three_times_20():
    assert [formula([2, H, 1]) for H in (249, 250)] == [997, 1001]
    assert [formula([2, H, H, H, 1]) for H in (20, 21)] == [921, 1009]
    assert round(249 / 20) == 12


def test_units_in_another_order_give_the_same_function():
    net, other = (made(2, 4, 3, 1, hidden=Tanh) for _ in range(2))
    order = [2, 0, 3, 1]
    other.layers[0].W, other.layers[0].b = net.layers[0].W[:, order], net.layers[0].b[order]
    other.layers[2].W = net.layers[2].W[order]
    np.testing.assert_allclose(net(square), other(square), atol=1e-12)
    assert (net.theta != other.theta).any()


def test_a_weight_of_layer_1_reaches_f_along_4096_paths():
    ways = np.ones((1, 16))
    for _ in range(3):
        ways = ways @ np.ones((16, 16))
    assert ways[0, 0] == 16**3 == 4096


def test_behind_a_bottleneck_f_is_a_function_of_one_number_and_a_wide_network_can_copy_it():
    narrow, wide = made(2, 16, 1, 16, 1, hidden=Tanh, seed=3), made(2, 16, 16, 16, 1, hidden=Tanh)
    middle = Sequential(*narrow.layers[:4])(square)
    np.testing.assert_array_equal(narrow(square), Sequential(*narrow.layers[4:])(middle))
    for mine, its in zip(wide.layers[::2], narrow.layers[::2], strict=True):
        rows, columns = its.W.shape
        W, b = np.zeros(mine.W.shape), np.zeros(mine.b.shape)
        W[:rows, :columns], b[:columns] = its.W, its.b
        mine.W, mine.b = W, b
    np.testing.assert_allclose(wide(square), narrow(square), atol=1e-12)
