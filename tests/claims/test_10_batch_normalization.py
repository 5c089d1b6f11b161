"""What section 10 says beyond the scenes of its widget."""

import numpy as np
import pytest
from glued import glued

from nnlib import (
    SGD,
    BatchNorm,
    Dense,
    Logistic,
    LogisticNLL,
    Sequential,
    Tanh,
    datasets,
    gradcheck,
    widgets,
)
from nnlib.widgets.deep_training import X, Y, start

SECTION = glued("10-batch-normalization")
SIZES = (30, 20, 10, 5)
PLANE = np.stack(np.meshgrid(*[np.linspace(-3, 3, 121)] * 2), axis=-1).reshape(-1, 2)


@pytest.fixture(scope="module")
def x():
    """The widget's thirty points."""
    return widgets.BatchNorm().inputs()


@pytest.fixture(scope="module")
def raw():
    """The same as they come."""
    return widgets.BatchNorm(raw=True).inputs()


@pytest.fixture(scope="module")
def blurs():
    return {B: widgets.BatchNorm(size=B).blur() for B in (*SIZES, 2)}


@pytest.fixture(scope="module")
def trained():
    """The widget after 1,500 steps, its γ and β learnt, held, and without the layer."""
    found = {}
    for name, traits in (("learnt", {}), ("held", {"affine": False}), ("none", {"norm": False})):
        found[name] = widgets.BatchNorm(view="boundary", **traits)
        found[name].train(1500)
    return found


def drawn(x, B, seed=2):
    return x[np.random.default_rng(seed).permutation(len(x))[:B]]


def test_with_all_points_in_the_batch_nothing_moves_and_the_blur_grows_as_batches_shrink(blurs):
    assert blurs[30] < 1e-12
    assert blurs[20] < blurs[10] < blurs[5] < blurs[2]
    for B in (20, 10, 5):
        assert SECTION[f"blur-{B}"] == pytest.approx(blurs[B], abs=0.005)


def test_after_one_batch_predictions_are_far_off_and_after_fifty_more_they_have_arrived(x, raw):
    rng, layer, off = np.random.default_rng(0), BatchNorm(2), []
    for _ in range(51):
        layer.train()(raw[rng.permutation(30)[:10]])
        off.append(np.abs(layer.eval()(raw) - x).max())
    assert off[0] > 2
    assert off[-1] < 0.5


@pytest.fixture
def three_units():
    rng = np.random.default_rng(0)
    return np.column_stack([rng.normal(5, 3, 200), rng.uniform(-20, 0, 200), np.full(200, 12.0)])


def test_the_lines_of_numpy_are_what_the_layer_computes(three_units):
    h, layer = three_units, BatchNorm(3)
    layer.gamma, layer.beta = [2, 1, 0.5], [-1, 0, 3]
    expected = layer.gamma * (h - h.mean(axis=0)) / np.sqrt(h.var(axis=0) + layer.eps) + layer.beta
    np.testing.assert_allclose(layer(h), expected, rtol=1e-12)


def test_after_the_layer_each_unit_has_mean_0_and_variance_1_and_a_constant_one_is_0(three_units):
    layer = BatchNorm(3)
    out, variance = layer(three_units), three_units.var(axis=0)[:2]
    np.testing.assert_allclose(out.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(out[:, :2].var(axis=0), variance / (variance + layer.eps), rtol=1e-12)
    assert (out[:, 2] == 0).all()


def test_gamma_and_beta_are_the_new_spread_and_mean(three_units):
    layer = BatchNorm(3)
    layer.gamma, layer.beta = [2, 1, 1], [-1, 0, 0]
    assert layer(three_units)[:, 0].mean() == pytest.approx(-1)
    assert layer(three_units)[:, 0].std() == pytest.approx(2, rel=1e-5)


def test_with_gamma_sigma_and_beta_mu_the_unit_is_as_before(three_units):
    layer = BatchNorm(3)
    layer.gamma, layer.beta = np.sqrt(three_units.var(axis=0) + layer.eps), three_units.mean(axis=0)
    np.testing.assert_allclose(layer(three_units), three_units, atol=1e-12)


def test_the_layer_does_not_care_about_the_scale_of_what_comes_in(x):
    np.testing.assert_allclose(BatchNorm(2)(1000 * x + 50), BatchNorm(2)(x), atol=1e-4)


def test_a_bias_directly_before_it_has_no_effect(x):
    dense, norm = Dense(2, 4, rng=np.random.default_rng(1)), BatchNorm(4)
    before = norm(dense(x))
    dense.b = dense.b + [10, -3, 0.5, 1]
    np.testing.assert_allclose(norm(dense(x)), before, atol=1e-12)


def test_features_scaled_to_mean_0_and_variance_1_make_training_easier(x, raw):
    y = np.array(widgets.BatchNorm().points)[:, 2:]
    final = []
    for inputs in (raw, x):
        line, loss = Dense(2, 1, rng=np.random.default_rng(0)), LogisticNLL()
        descent = SGD(line, 0.5)
        for _ in range(30):
            loss(line(inputs), y)
            line.backward(loss.backward())
            descent.step()
        final.append(loss(line(inputs), y))
    assert final[1] < 0.9 * final[0]


@pytest.mark.parametrize("seed", range(3))
def test_after_twenty_logistic_layers_nothing_is_left_of_the_points_differences_nor_of_the_gradient(seed):
    rng, layers, inputs = np.random.default_rng(seed), [], 2
    for _ in range(20):
        layers += [Dense(inputs, 12, rng=rng), Logistic()]
        inputs = 12
    net, X = Sequential(*layers), datasets.circles(64, rng=np.random.default_rng(0))[0]
    assert layers[0](X).std(axis=0).mean() > 0.1
    assert net(X).std(axis=0).max() < 1e-10
    assert np.abs(net.backward(np.ones((64, 12)))).max() < 1e-6


def test_twenty_logistic_layers_learn_with_it_and_not_without():
    assert SECTION["deep-left"] == pytest.approx(np.log(2), abs=0.005)
    assert SECTION["deep-right"] < 0.05


def losses(net, rate=0.3, steps=50):
    """By `nnlib` alone, which rounds no gradient."""
    loss, descent, found = LogisticNLL(), SGD(net, rate), []
    for _ in range(steps):
        found.append(loss(net(X), Y))
        net.backward(loss.backward())
        descent.step()
    return np.array(found)


def test_larger_steps_do_less_harm():
    assert losses(start("batch norm", 5, "relu", 1), rate=3)[-1] < 0.01
    assert losses(start("plain", 5, "relu", 1), rate=3)[-1] > 0.6


@pytest.mark.parametrize(("kind", "side"), [("batch norm", "left"), ("both", "right")])
def test_before_forty_layers_the_gradient_has_grown_and_with_skips_not(kind, side):
    net, loss = start(kind, 40, "relu", 1), LogisticNLL()
    loss(net(X), Y)
    net.backward(loss.backward())
    size = np.sqrt((net.layers[0].layers[0].dW ** 2).mean())
    assert SECTION[f"forty-{side}"] == pytest.approx(size, abs=0.05)
    assert size > 50 if kind == "batch norm" else size < 0.5


@pytest.mark.parametrize(("kind", "grows"), [("batch norm", True), ("both", False)])
def test_forty_layers_are_chaotic_with_it_alone_and_calm_with_skips_as_well(kind, grows):
    one, other = (start(kind, 40, "relu", 1) for _ in range(2))
    W = other.layers[0].layers[0].W
    W[0, 0] = np.nextafter(W[0, 0], np.inf)  # another last digit in one weight
    first, second = losses(one), losses(other)
    assert (np.abs(first - second).max() > 0.01) == grows
    assert first[-1] > 0.3 if grows else first[-1] < 0.01


@pytest.mark.parametrize("point", [[0.3, -1.2], [500.0, 2.0]])
def test_one_point_would_always_be_mapped_to_zero_and_the_layer_refuses_it(point):
    h, layer = np.array([point]), BatchNorm(2)
    assert ((h - h.mean(axis=0)) / np.sqrt(h.var(axis=0) + layer.eps) == 0).all()
    with pytest.raises(ValueError, match="one row has no variance"):
        layer(h)


def test_the_start_of_a_running_average_is_forgotten_as_a_power(raw):
    layer = BatchNorm(2, momentum=0.1)
    for step in range(1, 61):
        layer(raw)
        np.testing.assert_allclose(layer.running_mean, (1 - 0.9**step) * raw.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(np.sqrt(layer.running_var), raw.std(axis=0), rtol=0.02)


def test_momentum_1_is_locking(raw):
    lock = BatchNorm(2, momentum=1)
    for seed in range(3):
        batch = drawn(raw, 5, seed)
        lock(batch)
        np.testing.assert_allclose(lock.running_mean, batch.mean(axis=0))
        np.testing.assert_allclose(lock.running_var, batch.var(axis=0))


def test_a_small_momentum_is_calm_and_a_large_one_nervous(raw):
    rng, unrest = np.random.default_rng(2), {}
    for momentum in (1, 0.1, 0.01):
        layer, means = BatchNorm(2, momentum=momentum), []
        for _ in range(3000):
            layer(raw[rng.permutation(30)[:5]])
            means.append(layer.running_mean[0])
        unrest[momentum] = np.std(means[1000:])
    assert unrest[1] > 2 * unrest[0.1] > 4 * unrest[0.01]


@pytest.fixture
def settled(raw):
    """A layer that has seen two hundred batches of ten."""
    norm, rng = BatchNorm(2), np.random.default_rng(2)
    for _ in range(200):
        norm(raw[rng.permutation(30)[:10]])
    return norm


def test_on_a_batch_training_and_prediction_differ_by_little_but_not_by_zero(settled, raw):
    apart = np.abs(settled.train()(raw[:10]) - settled.eval()(raw[:10])).mean() / settled.eval()(raw[:10]).std()
    assert 0 < apart < 0.25
    assert SECTION["apart"] == pytest.approx(100 * apart, abs=0.5)


def test_for_prediction_it_can_be_multiplied_into_the_next_layer(settled, raw):
    dense, folded = (Dense(2, 3, rng=np.random.default_rng(seed)) for seed in range(2))
    scale = settled.gamma / np.sqrt(settled.running_var + settled.eps)
    folded.W = scale[:, None] * dense.W
    folded.b = dense.b + (settled.beta - scale * settled.running_mean) @ dense.W
    np.testing.assert_allclose(folded(raw), dense(settled.eval()(raw)), atol=1e-12)


def test_its_gradient_is_the_numerical_one(x):
    rng = np.random.default_rng(3)
    assert gradcheck(BatchNorm(2), None, x[:8]) < 1e-6
    net = Sequential(Dense(2, 4, rng=rng), BatchNorm(4), Tanh(), Dense(4, 1, rng=rng))
    assert gradcheck(net, None, x[:8]) < 1e-6


def test_the_first_output_depends_on_all_points_of_its_batch_and_at_prediction_on_one(x):
    layer, first = BatchNorm(2), np.zeros((8, 2))
    first[0] = 1
    layer(x[:8])
    assert (layer.backward(first) != 0).all()
    layer.eval()(x[:8])
    assert (layer.backward(first)[1:] == 0).all()


def test_a_change_that_shifts_or_stretches_the_whole_batch_is_removed_from_the_gradient(x):
    layer, first = BatchNorm(2), np.zeros((8, 2))
    first[0] = 1
    out = layer(x[:8])
    dx = layer.backward(first)
    np.testing.assert_allclose(dx.sum(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose((dx * out).sum(axis=0), 0, atol=1e-4)


@pytest.mark.parametrize("B", [2, 5, 10, 20])
def test_the_variance_of_a_batch_mean(x, B):
    rng, m = np.random.default_rng(4), len(x)
    means = np.array([x[rng.permutation(m)[:B]].mean(axis=0) for _ in range(8_000)])
    np.testing.assert_allclose(means.var(axis=0), (m - B) / (B * (m - 1)) * x.var(axis=0), rtol=0.06)


def test_the_blur_shrinks_like_the_root_of_1_over_B_minus_1_over_m(blurs):
    constants = [blurs[B] / np.sqrt(1 / B - 1 / 30) for B in (5, 10, 20)]
    assert max(constants) < 1.15 * min(constants)


def slopes(widget):
    readings = widget.readings()
    return [readings[f"slope_{B}"] for B in SIZES]


def test_for_B_30_a_layer_whose_gamma_and_beta_are_held_changes_nothing(trained):
    assert slopes(trained["held"])[0] == pytest.approx(slopes(trained["none"])[0], rel=1e-3)


def test_the_slope_falls_with_the_batch_size_with_the_layer_and_hardly_without(trained):
    for name in ("learnt", "held"):
        found = slopes(trained[name])
        assert found == sorted(found, reverse=True)
        assert found[0] > 2.5 * found[-1]
    bare = slopes(trained["none"])
    assert max(bare) < 1.15 * min(bare)


def test_a_learnt_gamma_goes_further(trained):
    assert (np.abs(trained["learnt"].network(30).layers[0].gamma) > 1).all()
    assert slopes(trained["learnt"])[0] > 1.5 * slopes(trained["held"])[0]


def test_the_numbers_of_the_comparison_are_the_widgets(trained):
    for name, widget in trained.items():
        readings = widget.readings()
        for B in (30, 5):
            assert SECTION[f"slope-{name}-{B}"] == pytest.approx(readings[f"slope_{B}"], abs=0.051)
            assert SECTION[f"loss-{name}-{B}"] == pytest.approx(readings[f"loss_{B}"], abs=0.0051)


def test_on_held_out_points_B_5_gains_over_B_30_and_the_more_the_longer_one_trains(trained):
    assert SECTION["loss-learnt-5"] < 0.8 * SECTION["loss-learnt-30"]
    early, late = (SECTION[f"{when}-held-30"] - SECTION[f"{when}-held-5"] for when in ("loss", "later"))
    assert 0 < early < 0.05 < 0.1 < late


def classes(net):
    return (net(PLANE)[:, 0] > 0).reshape(121, 121)


def boundary_length(net):
    """How long the boundary is, measured in steps along a grid of 0.05."""
    f = classes(net)
    return 0.05 * ((f[1:] != f[:-1]).sum() + (f[:, 1:] != f[:, :-1]).sum())


def test_for_B_30_the_boundary_turns_between_single_points_and_for_B_5_it_is_calmer(trained):
    assert SECTION["wrong-30"] == trained["learnt"].readings()["wrong_30"] <= 1
    assert SECTION["wrong-5"] == trained["learnt"].readings()["wrong_5"] >= 4
    large, small = (trained["learnt"].network(B) for B in (30, 5))
    assert boundary_length(large) > 1.25 * boundary_length(small)


def test_without_the_layer_the_batch_size_hardly_moves_the_boundary(trained):
    large, small = (trained["none"].network(B) for B in (30, 5))
    assert boundary_length(large) < 1.3 * boundary_length(small)
    assert (classes(large) == classes(small)).mean() > 0.9


def test_with_B_2_only_the_order_of_the_values_is_left():
    pair = BatchNorm(2)(np.array([[0.3, 4.0], [0.9, -90.0]]))
    np.testing.assert_allclose(pair, [[-1, 1], [1, -1]], atol=1e-4)


def test_averages_that_lag_behind_predict_nonsense(x, raw):
    lagging = BatchNorm(2, momentum=0.01)
    lagging(raw)
    assert np.abs(lagging.eval()(raw) - x).max() > 1


def test_a_batch_of_one_class_loses_what_distinguishes_the_class(x):
    y = np.array(widgets.BatchNorm().points)[:, 2]
    means = [BatchNorm(2)(x[y == label])[:, 0].mean() for label in (0, 1)]
    assert np.abs(means).max() < 1e-12 < 0.5 < np.abs(x[y == 1, 0].mean() - x[y == 0, 0].mean())


def test_a_running_variance_is_too_small_by_one_degree_of_freedom():
    variances = np.random.default_rng(7).normal(size=(50_000, 5)).var(axis=1)
    assert variances.mean() == pytest.approx(1 - 1 / 5, abs=0.01)
    spread = np.sqrt(1 / variances.mean())
    assert spread == pytest.approx(np.sqrt(5 / 4), rel=0.01)
    assert SECTION["too-spread"] == pytest.approx(100 * (spread - 1), abs=1)


def test_the_weight_of_the_batch_k_batches_ago():
    memory, batches = BatchNorm(1, momentum=0.1), np.random.default_rng(7).normal(size=(50, 8, 1))
    for batch in batches:
        memory(batch)
    ago = np.arange(50)[::-1]
    np.testing.assert_allclose(memory.running_mean, 0.1 * 0.9**ago @ batches.mean(axis=1), rtol=1e-9)


def test_the_start_is_forgotten_to_a_hundredth_from_the_44th_batch_on():
    assert 0.9**44 <= 0.01 < 0.9**43


def test_before_the_activation_it_keeps_the_logistic_steep_and_relu_units_alive():
    saturated = np.random.default_rng(7).normal(-8, 2, (200, 10, 6))  # six units' responses in 200 batches of ten
    norm, slope = BatchNorm(6), Logistic().slope
    normal = np.array([norm(batch) for batch in saturated])
    assert slope(saturated).mean() < 0.02
    assert slope(normal).mean() > 0.15
    assert (saturated > 0).any(axis=1).mean() < 0.01
    assert (normal > 0).any(axis=1).all()


def test_a_hundred_units_have_200_parameters_and_200_numbers_more():
    layer = BatchNorm(100)
    assert layer.count_parameters() == layer.running_mean.size + layer.running_var.size == 200


def test_two_points_get_no_gradient():
    two = BatchNorm(1, eps=1e-12)
    two(np.array([[0.2], [0.9]]))
    np.testing.assert_allclose(two.backward(np.array([[1.0], [5.0]])), 0, atol=1e-9)
