"""NetworkSizes seen from Python: its traits agree with each other, its weights stay while it grows."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.figure import Figure
from traitlets import TraitError

from nnlib.widgets import NetworkSizes
from nnlib.widgets.network_sizes.bends import regions, turns
from nnlib.widgets.network_sizes.growing import DRAWS, growing_theta


@pytest.fixture
def widget():
    return NetworkSizes()


@pytest.mark.parametrize("hidden", [[], [1], [16] * 5, [4, 3]])
@pytest.mark.parametrize("inputs", [1, 2])
@pytest.mark.parametrize("outputs", [1, 4])
def test_network_has_the_sizes_and_the_count(hidden, inputs, outputs):
    widget = NetworkSizes(inputs=inputs, hidden=hidden, outputs=outputs)
    sizes = [inputs, *hidden, outputs]
    assert widget.sizes() == sizes
    expected = sum((before + 1) * after for before, after in pairwise(sizes))
    assert widget.network().count_parameters() == expected


def weights(sizes, seed=3, activation="tanh"):
    theta, layers = growing_theta(sizes, activation, seed), []
    for before, after in pairwise(sizes):
        W, b, theta = np.split(theta, [before * after, (before + 1) * after])
        layers.append((W.reshape(before, after), b))
    return layers


def test_a_unit_that_is_added_leaves_the_others_alone():
    small, wide = weights([2, 3, 1]), weights([2, 5, 1])
    np.testing.assert_array_equal(wide[0][0][:, :3], small[0][0])
    np.testing.assert_array_equal(wide[0][1][:3], small[0][1])
    np.testing.assert_allclose(wide[1][0][:3] * np.sqrt(5), small[1][0] * np.sqrt(3))


@pytest.mark.parametrize("activation", list(DRAWS))
def test_no_random_network_hides_above_or_below_zero(activation):
    for seed in range(6):
        for hidden in ([], [4], [16, 16]):
            assert NetworkSizes(hidden=hidden, activation=activation, seed=seed).readings()["regions"] > 1


def test_larger_networks_draw_more():
    """Over many seeds a larger shape has more regions, and more turns."""
    for activation, inputs, reading in (("tanh", 2, "regions"), ("tanh", 1, "turns"), ("relu", 1, "turns")):
        means = [
            np.mean(
                [
                    NetworkSizes(inputs=inputs, hidden=hidden, activation=activation, seed=seed).readings()[reading]
                    for seed in range(16)
                ]
            )
            for hidden in ([2], [8, 8], [16, 16, 16])
        ]
        assert means[0] < means[1] < means[2], (activation, reading, means)


def test_turns_and_regions_of_known_functions():
    x = np.linspace(-1, 1, 401)
    assert turns(x) == 0
    assert turns(np.sin(4 * np.pi * x)) == 8
    assert turns(np.zeros(5)) == 0
    X, Y = np.meshgrid(x[::5], x[::5])
    assert regions(X > 0.1) == 2
    assert regions(X**2 + Y**2 > 0.25) == 2
    assert regions(np.sin(np.pi * X) * np.sin(np.pi * Y) > 0) == 3
    assert regions(X > 2) == 1


def test_the_story_holds():
    assert NetworkSizes().check() == "5 scenes hold"


def test_a_layer_that_is_added_leaves_the_others_alone():
    shallow, deep = weights([2, 3, 3, 1]), weights([2, 3, 3, 3, 1])
    for i, j in ((0, 0), (1, 1), (2, 3)):
        np.testing.assert_array_equal(shallow[i][0], deep[j][0])
        if j < 3:
            np.testing.assert_array_equal(shallow[i][1], deep[j][1])


def test_seeds_differ_and_repeat():
    np.testing.assert_array_equal(growing_theta([2, 3, 1], "relu", 5), growing_theta([2, 3, 1], "relu", 5))
    assert (growing_theta([2, 3, 1], "relu", 5) != growing_theta([2, 3, 1], "relu", 6)).all()


@pytest.mark.parametrize("activation", list(DRAWS))
def test_weights_can_all_be_dragged(activation):
    """No drawn number lies beyond the bounds of the trait that holds the changed ones."""
    for seed in range(20):
        assert np.abs(growing_theta([2, 16, 16, 4], activation, seed)).max() <= 40


def test_changed_weights_are_those_of_equation_6_1(widget):
    before = widget.network()
    widget.weights = [[1, 2, 4, 0.5], [2, 0, 3, -7]]
    after = widget.network()
    assert after.layers[0].W[1, 3] == 0.5
    assert after.layers[2].b[2] == -7
    assert (before.theta != after.theta).sum() == 2


def test_shape_and_weights_can_be_given_together():
    widget = NetworkSizes(inputs=1, hidden=[5, 5, 5], weights=[[3, 5, 5, 1]])
    assert widget.network().layers[4].W[4, 4] == 1
    widget.set_state({"hidden": [2], "weights": [[2, 2, 1, 3]]})
    assert widget.weights == [[2, 2, 1, 3]]


def test_a_smaller_shape_keeps_the_weights_it_has(widget):
    widget.weights = [[1, 1, 1, 2], [1, 1, 4, 2], [3, 1, 1, 2]]
    widget.hidden = [3]
    assert widget.weights == [[1, 1, 1, 2]]
    widget.outputs = 3
    widget.shown = 3
    widget.outputs = 2
    assert widget.shown == 2


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("inputs", 0),
        ("inputs", 3),
        ("hidden", [17]),
        ("hidden", [0]),
        ("hidden", [4] * 6),
        ("hidden", [2.5]),
        ("hidden", "44"),
        ("outputs", 5),
        ("shown", 2),
        ("activation", "sigmoid"),
        ("biases", 1),
        ("seed", -1),
        ("weights", [[1, 3, 1, 0]]),
        ("weights", [[4, 1, 1, 0]]),
        ("weights", [[1, 1, 5, 0]]),
        ("weights", [[1, 1, 1, float("nan")]]),
        ("weights", [[1, 1, 1, 41]]),
        ("weights", [[1, 1, 1]]),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(widget, trait, value):
    names = ["inputs", "hidden", "outputs", "shown", "activation", "biases", "seed", "weights"]
    before = widget.get_state(names)
    with pytest.raises(TraitError, match=f"NetworkSizes.{trait}"):
        setattr(widget, trait, value)
    assert widget.get_state(names) == before


def test_link_holds_the_state(widget):
    widget.hidden, widget.weights = [2], [[1, 0, 2, 1.5]]
    link = widget.link()
    assert link.startswith("#network-sizes?")
    assert "hidden=2&" in link
    assert link.endswith("weights=1,0,2,1.5")


@pytest.mark.parametrize("shape", [{}, {"inputs": 1, "outputs": 4}, {"outputs": 3, "shown": 2}, {"hidden": []}])
def test_still_picture_is_a_png_and_follows_the_state(shape):
    widget = NetworkSizes(**shape)
    first = widget.still()
    assert first.startswith(b"\x89PNG")
    widget.seed += 1
    assert widget.still() != first


def test_still_picture_gives_both_pictures_room(widget):
    figure = Figure(figsize=(6.4, 4.0), layout="constrained")
    widget.draw(figure)
    figure.draw_without_rendering()
    assert all(ax.get_position().width > 0.3 for ax in figure.axes)
