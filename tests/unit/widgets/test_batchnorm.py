"""The widget BatchNorm seen from Python: its data, layer and networks, bad traits."""

import numpy as np
import pytest
from traitlets import TraitError

from nnlib.widgets import BatchNorm

TRAINED = [1.0, 1.0, 0.0, 0.0, *np.linspace(-1, 1, 49), 0.5, -0.5, 4.0, 0.25]


def test_the_points_are_thirty_and_normalised():
    X = np.array(BatchNorm().points)[:, :2]
    assert X.shape == (30, 2)
    np.testing.assert_allclose(X.mean(axis=0), 0, atol=1e-3)
    np.testing.assert_allclose(X.std(axis=0), 1, atol=1e-3)


def test_the_layer_gives_the_same_for_raw_inputs():
    plain, raw = BatchNorm(gamma=[2, 1], beta=[0, -1]), BatchNorm(gamma=[2, 1], beta=[0, -1], raw=True)
    np.testing.assert_allclose(raw.inputs().mean(axis=0), [1.5, -1], atol=2e-3)
    np.testing.assert_allclose(plain.layer()(plain.inputs()), raw.layer()(raw.inputs()), atol=1e-3)


def test_networks_are_those_trained():
    widget = BatchNorm(trained=TRAINED * 4, steps=1)
    net = widget.network(10)
    assert not net.training
    assert net.layers[0].running_var.tolist() == [4, 0.25]
    x = np.array([[0.3, -0.2]])
    by_hand = (x - [0.5, -0.5]) / np.sqrt(np.array([4, 0.25]) + 1e-5)
    bare = BatchNorm(trained=TRAINED * 4, norm=False).network(10)
    np.testing.assert_allclose(net(x), bare(by_hand))


def test_networks_need_a_size_of_the_four():
    with pytest.raises(ValueError, match="expected one of the sizes"):
        BatchNorm(trained=TRAINED * 4).network(7)


def test_the_story_holds():
    assert BatchNorm().check() == "6 scenes hold"


def test_with_gamma_and_beta_held_the_layer_changes_nothing_for_all_points_in_a_batch():
    held, without, free = (BatchNorm(view="boundary", **more) for more in ({"affine": False}, {"norm": False}, {}))
    x = np.array(held._held)[:, :2]
    for widget in (held, without, free):
        widget.train(300)
    np.testing.assert_allclose(held.network(30)(x), without.network(30)(x), atol=2e-3)
    assert np.abs(free.network(30)(x) - without.network(30)(x)).max() > 0.1
    assert np.abs(held.network(5)(x) - without.network(5)(x)).max() > 0.1


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        ("size", 1),
        ("size", 31),
        ("size", 2.5),
        ("batches", 0),
        ("points", [[0, 0, 1]] * 3),
        ("points", [[0, 0, 2]] * 5),
        ("points", [[float("nan"), 0, 1]] * 5),
        ("gamma", [1]),
        ("beta", [0, 4]),
        ("momentum", 0),
        ("trained", [0.0] * 5),
        ("mode", "test"),
        ("alone", 1),
    ],
)
def test_bad_traits_are_refused_by_name_and_change_nothing(trait, value):
    widget = BatchNorm()
    before = {name: getattr(widget, name) for name in widget._kinds}
    with pytest.raises(TraitError, match=f"BatchNorm.{trait}"):
        setattr(widget, trait, value)
    assert {name: getattr(widget, name) for name in widget._kinds} == before


def test_still_pictures_follow_the_state():
    stills = [
        BatchNorm().still(),
        BatchNorm(size=3).still(),
        BatchNorm(view="boundary", trained=TRAINED * 4).still(),
    ]
    assert len(set(stills)) == 3
    assert stills[0].startswith(b"\x89PNG")
