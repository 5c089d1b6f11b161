"""What section 6 says, checked by calculation."""

import itertools

import numpy as np
import pytest
from glued import glued

from nnlib import (
    SGD,
    Dense,
    LeakyReLU,
    Logistic,
    LogisticNLL,
    ReLU,
    Residual,
    Sequential,
    SquaredError,
    Tanh,
    ZeroExtension,
    datasets,
    train,
)
from nnlib.widgets import DeepTraining, GradientFlow
from nnlib.widgets.deep_training import X, Y, start

SECTION = glued("06-residual-networks")


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def ratios(**state):
    """The gradient at layer 1 over that at the last, without and with skip."""
    widget = GradientFlow(**state)
    return [float(each[0] / each[-1]) for each in (widget.gradients(skip=False), widget.gradients())]


# The widget


def test_without_skip_twice_the_layers_square_what_is_left_and_with_skip_it_stays():
    opening, forty = ratios(), ratios(depth=40)
    assert opening[0] < 1e-4
    assert forty[0] < 1e-10
    assert all(0.3 < each[1] < 3 for each in (opening, forty))


def test_tanh_survives_with_weights_of_the_right_size_and_the_logistic_with_none():
    level, logistic = ratios(weight_scale=1), ratios(activation="logistic", weight_scale=1)
    assert level[0] > 1000 * ratios()[0]
    assert logistic[0] < 1e-10
    scales = np.geomspace(0.1, 5, 30)
    assert max(ratios(activation="logistic", weight_scale=float(s))[0] for s in scales) < 1e-3


def test_relu_keeps_its_size_without_skip_and_explodes_with_it_until_alpha_tames_it():
    relu = {"activation": "relu", "weight_scale": 1.41}
    without, with_skip = (GradientFlow(**relu).signals(skip)[-1] for skip in (False, True))
    assert 0.3 < without < 3
    assert with_skip > 1000
    assert GradientFlow(**relu, skip_scale=0.2).signals()[-1] < 10


def test_l2_leaves_zero_without_skip_and_the_identity_with_it():
    x, strong = np.linspace(-2, 2, 41), GradientFlow(l2=50)
    assert np.abs(strong.function(x, skip=False)).max() < 0.01
    assert np.abs(strong.function(x) - x).max() < 0.05


def test_the_widgets_weights_have_the_size_s_over_root_h():
    W = np.concatenate([layer.W.ravel() for layer in GradientFlow().network(skip=False).layers[:-1:2]])
    np.testing.assert_allclose(W.std(), 0.5 / np.sqrt(12), rtol=0.03)


# The block


@pytest.mark.parametrize("scale", [1, 0.3])
def test_a_block_adds_and_its_gradient_is_a_sum(scale, rng):
    layers = Dense(3, 5, rng=rng), Tanh(), Dense(5, 3, rng=rng), Tanh()
    block, standard = Residual(*layers, scale=scale), Sequential(*layers)
    x, dh = rng.normal(size=(2, 4, 3))
    np.testing.assert_allclose(block(x), x + scale * standard(x))
    block(x)
    np.testing.assert_allclose(block.backward(dh), dh + scale * standard.backward(dh))


def test_a_skip_costs_no_parameter(rng):
    layers = Dense(3, 5, rng=rng), Tanh(), Dense(5, 3, rng=rng), Tanh()
    assert Residual(*layers).count_parameters() == Sequential(*layers).count_parameters()


# L2


@pytest.fixture(scope="module")
def moons():
    return datasets.moons(200, noise=0.1, rng=np.random.default_rng(3))


def fit(block, moons, l2):
    X, y = moons
    output = Dense(2, 1, rng=np.random.default_rng(1))
    net, loss = Sequential(block, output), LogisticNLL()
    parts = SGD(block, 0.1, 0.9, weight_decay=l2), SGD(output, 0.1, 0.9)
    for _ in range(1500):
        loss(net(X), y[:, None])
        net.backward(loss.backward())
        for part in parts:
            part.step()
    return net


def hidden_layers():
    rng = np.random.default_rng(2)
    return Dense(2, 16, rng=rng), Tanh(), Dense(16, 2, rng=rng), Tanh()


def test_strong_l2_takes_the_standard_block_to_zero_which_says_the_same_of_every_point(moons):
    net = fit(Sequential(*hidden_layers()), moons, l2=1)
    assert np.abs(net.layers[0](moons[0])).max() < 0.01
    assert np.ptp(net(moons[0])) < 0.01


def test_strong_l2_takes_the_residual_block_to_the_identity_and_its_network_to_the_linear_classifier(moons, rng):
    X, y = moons
    net = fit(Residual(*hidden_layers()), moons, l2=1)
    assert np.abs(net.layers[0](X) - X).max() < 0.05
    linear = Sequential(Dense(2, 1, rng=np.random.default_rng(1)))
    options = {"epochs": 1500, "batch_size": 200, "rng": rng, "progress": False}
    train(linear, LogisticNLL(), SGD(linear, 0.1, 0.9), X, y[:, None], **options)
    assert ((net(X) > 0) == (linear(X) > 0)).mean() > 0.98


@pytest.mark.parametrize("activation", [Tanh, ReLU])
def test_without_weights_a_standard_block_is_zero_and_a_residual_one_the_identity(activation, moons, rng):
    X = moons[0]
    none = Sequential(Dense(2, 2, rng=rng), activation(), Dense(2, 2, rng=rng), activation())
    none.theta = np.zeros(12)
    assert (none(X) == 0).all()
    assert (Residual(*none.layers)(X) == X).all()


def test_without_weights_logistic_blocks_are_off_by_a_half(moons, rng):
    X = moons[0]
    half = Sequential(Dense(2, 2, rng=rng), Logistic())
    half.theta = np.zeros(6)
    assert (half(X) == 0.5).all()
    assert (Residual(*half.layers)(X) == X + 0.5).all()


# The gradient


def test_slopes_are_at_most_1_and_the_logistics_a_quarter():
    r = np.linspace(-20, 20, 4001)
    assert Logistic().slope(r).max() == 0.25
    assert all(kind().slope(r).max() <= 1 for kind in (Logistic, Tanh, ReLU, LeakyReLU))


@pytest.mark.parametrize("n", [10, 100, 1000])
def test_a_sum_of_n_random_numbers_has_the_size_root_n_which_weights_of_1_over_root_n_level(n, rng):
    assert rng.normal(size=(2000, n)).sum(axis=1).std() / np.sqrt(n) == pytest.approx(1, abs=0.1)
    assert 0.5 < (rng.normal(size=(2000, n)) @ rng.normal(size=(n, 1)) / np.sqrt(n)).std() < 1.5


def gradient_ratio(activation, span, depth=20, width=16):
    rng = np.random.default_rng(4)
    inner = [layer for _ in range(depth) for layer in (Dense(width, width, rng=rng), activation())]
    if span:
        inner = [Residual(*inner[start : start + 2 * span]) for start in range(0, 2 * depth, 2 * span)]
    net, loss = Sequential(*inner, Dense(width, 1, rng=rng)), SquaredError()
    loss(net(rng.normal(size=(64, width))), rng.normal(size=(64, 1)))
    net.backward(loss.backward())
    sizes = [np.sqrt((dW**2).mean()) for dW in net.gradients()[:-2:2]]
    return sizes[0] / sizes[-1]


def test_twenty_logistic_layers_shrink_the_gradient_by_about_4_to_the_20():
    assert 0.1 < gradient_ratio(Logistic, 0) / 4.0**-20 < 10
    assert 0.9e-12 < 4.0**-20 < 1.1e-12


@pytest.mark.parametrize("span", [1, 2])
def test_a_skip_over_one_layer_or_two_keeps_it(span):
    assert gradient_ratio(Logistic, span) > 0.01


def test_tanh_with_weights_of_this_size_does_not_vanish():
    assert gradient_ratio(Tanh, 0) > 0.3


# Learning


def last_loss(kind, depth, rate, steps, activation="relu", seed=1):
    """Of a network as the widget starts it, trained by `nnlib` alone, which rounds no gradient."""
    net, loss = start(kind, depth, activation, seed), LogisticNLL()
    descent = SGD(net, rate)
    for _ in range(steps):
        loss(net(X), Y)
        net.backward(loss.backward())
        descent.step()
    return loss(net(X), Y)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_twenty_plain_layers_guess_where_twenty_and_forty_with_skips_learn_and_five_plain_ones(seed):
    assert last_loss("plain", 20, 0.3, 150, seed=seed) == pytest.approx(np.log(2), abs=0.005)
    assert max(last_loss("skip", depth, 0.3, 150, seed=seed) for depth in (20, 40)) < 0.1
    assert last_loss("plain", 5, 0.3, 150, seed=seed) < 0.1


def test_its_points_lie_close_and_its_gradient_is_small_at_the_start():
    opening = DeepTraining().readings()
    for side in ("left", "right"):
        for name in ("spread", "gradient"):
            assert SECTION[f"{name}-{side}"] == pytest.approx(opening[f"{name}_{side}"], rel=0.5)


def test_once_every_relu_is_off_no_gradient_is_left():
    broken = DeepTraining(rates=[[0, 0.3], [100, 10]])
    broken.train(130)
    spread, gradients = broken.sizes("right")
    assert spread[-1].max() < 1e-12
    assert not any(dW.any() for dW in gradients[1:])


def test_with_skips_logistic_blocks_need_the_larger_rate():
    slow, fast = (last_loss("skip", 20, rate, 300, activation="logistic") for rate in (0.3, 6))
    assert fast < 0.1 < 0.5 < slow


def test_of_ten_starts_fewer_plain_networks_learn_the_deeper_they_are():
    learnt = {}
    for depth in (5, 10, 15):
        learnt[depth] = sum(last_loss("plain", depth, 0.3, 300, seed=seed) < 0.1 for seed in range(1, 11))
        assert SECTION[f"learnt-{depth}"] == pytest.approx(learnt[depth], abs=2)
    assert learnt[5] == 10
    assert 0 < learnt[10] < 7
    assert learnt[15] == 0


@pytest.mark.parametrize(("depth", "slow", "fast"), [(20, "1-5", "3"), (40, "0-5", "1-5")])
def test_the_deeper_the_smaller_the_rates_that_skips_stand(depth, slow, fast):
    for name, learns in ((slow, True), (fast, False)):
        assert (SECTION[f"rate-{name}-{depth}"] < 0.1) == learns
        assert (last_loss("skip", depth, float(name.replace("-", ".")), 300) < 0.1) == learns


# Sizes that differ


def test_zero_extension_appends_zeros_and_has_no_parameters(rng):
    x, larger = rng.normal(size=(4, 3)), (Dense(3, 5, rng=rng), Tanh())
    extended = Residual(*larger, skip=ZeroExtension(5))
    np.testing.assert_allclose(extended(x), np.concatenate([x, np.zeros((4, 2))], axis=1) + Sequential(*larger)(x))
    assert extended.count_parameters() == Sequential(*larger).count_parameters()


@pytest.mark.parametrize("size", [2, 5])
def test_a_projection_multiplies_by_a_matrix_that_is_learnt(size, rng):
    x, dh = rng.normal(size=(4, 3)), rng.normal(size=(4, size))
    F, W_s = (Dense(3, size, rng=rng), Tanh()), Dense(3, size, rng=rng)
    projected = Residual(*F, skip=W_s)
    np.testing.assert_allclose(projected(x), x @ W_s.W + Sequential(*F)(x))
    projected(x)
    np.testing.assert_allclose(projected.backward(dh), dh @ W_s.W.T + Sequential(*F).backward(dh))
    assert any(each is W_s.W for each in projected.parameters())


def test_sizes_that_do_not_fit_are_named(rng):
    with pytest.raises(ValueError, match=r"shape \(4, 5\)"):
        Residual(Dense(3, 5, rng=rng))(rng.normal(size=(4, 3)))


# What can go wrong


def test_logistic_and_relu_blocks_drift_upwards_and_tanh_does_not(rng):
    h = rng.normal(size=(64, 16))
    level = []
    for _ in range(20):
        W = rng.normal(size=(16, 16)) / 4
        assert all((kind()(h @ W) >= 0).all() for kind in (Logistic, ReLU))
        level.append([kind()(h @ W).mean() for kind in (Logistic, ReLU, Tanh)])
    logistic, relu, tanh = np.abs(np.sum(level, axis=0))
    assert logistic > 9
    assert relu > 7
    assert tanh < 1


def test_a_dead_block_passes_its_input_on_and_does_not_learn(rng):
    h, dead = rng.normal(size=(64, 16)), (Dense(16, 16, rng=rng), ReLU())
    dead[0].b = np.full(16, -100.0)
    passing = Residual(*dead)
    assert (passing(h) == h).all()
    assert (passing.backward(h) == h).all()
    assert not any(each.any() for each in passing.gradients())


# Exercises


def test_linear_blocks_vanish_or_explode_by_alpha_w_and_tend_to_e_to_the_w():
    w = 0.7
    assert abs((1 + w / 10_000) ** 10_000 - np.exp(w)) < 1e-3
    for product in (-2.2, -1.8, -0.5, 0.1):
        after = abs(1 + product) ** 1000
        assert after < 1e-9 if -2 < product < 0 else after > 1e9


def test_a_residual_network_is_a_sum_over_paths_of_all_lengths(rng):
    slopes = rng.normal(size=(5, 3, 3)) / 2
    chosen = list(itertools.product((False, True), repeat=5))
    paths = [np.linalg.multi_dot([np.eye(3), np.eye(3), *slopes[np.flatnonzero(each)[::-1]]]) for each in chosen]
    product = np.linalg.multi_dot([np.eye(3) + F for F in slopes[::-1]])
    np.testing.assert_allclose(sum(paths), product, atol=1e-12)
    assert np.bincount([sum(each) for each in chosen]).tolist() == [1, 5, 10, 10, 5, 1]
    assert len(paths) == 2**5


def test_relu_cuts_off_half_of_the_square(rng):
    r = 3 * rng.normal(size=200_000)
    assert abs((ReLU().f(r) ** 2).mean() / (r**2).mean() - 1 / 2) < 0.01


def growth(L, alpha, activation=ReLU, s=2**0.5, width=64):
    """By how much L random blocks multiply the mean square of the signal."""
    rng = np.random.default_rng(0)
    start = h = rng.normal(size=(64, width))
    for _ in range(L):
        h = h + alpha * activation().f(h @ rng.normal(0, s / np.sqrt(width), (width, width)))
    return (h**2).mean() / (start**2).mean()


def test_relu_blocks_need_alpha_of_1_over_L_and_tanh_blocks_1_over_root_L():
    assert growth(20, 1) > 2**20
    root, linear = ({L: growth(L, L**-power) for L in (20, 80, 320)} for power in (0.5, 1))
    assert root[20] > np.e
    assert root[320] > 100 * root[80] > 100 * 100 * root[20]
    assert max(linear.values()) < np.exp(2)
    assert max(growth(L, L**-0.5, Tanh, s=1) for L in (20, 80, 320)) < 1.1 * np.e


def test_the_second_widgets_relu_layers_multiply_the_mean_square_by_about_20_and_more_where_they_are_deeper():
    def growths(depth):
        for seed in range(1, 11):
            first, *blocks, _ = start("skip", depth, "relu", seed).layers
            h = first(X)
            yield (Sequential(*blocks)(h) ** 2).mean() / (h**2).mean()

    assert 12 < min(growths(20)) < np.median(list(growths(20))) < 32
    assert min(growths(40)) > max(growths(20))


def test_a_plain_networks_gradients_of_w_are_level_though_what_comes_back_fades():
    widget = DeepTraining()
    _, gradients = widget.sizes("left")
    sizes = [np.sqrt((dW**2).mean()) for dW in gradients[:-1]]
    assert max(sizes) < 3 * min(sizes)
    net, loss, h, inputs = widget.network("left"), LogisticNLL(), X, []
    for layer in net.layers[:-1]:
        inputs.append(np.abs(h).max())
        h = layer(h)
    assert inputs[-1] < 0.01 * inputs[0]
    loss(net(X), Y)
    net.backward(loss.backward())
    back = [np.sqrt((layer.layers[0].db ** 2).mean()) for layer in net.layers[:16]]
    assert back[0] < 0.05 * back[-1]


def test_a_standard_tanh_block_is_never_the_identity_and_a_linear_last_layer_comes_close():
    places = np.linspace(-1, 1, 201)
    assert np.abs(np.tanh(0.1 * places) / 0.1 - places).max() < 0.004
    assert all(np.abs(Tanh().f(w * Tanh().f(0.1 * places))).max() < 1 for w in (1, 10, 100))
    assert (np.diff(Tanh().slope(places[100:])) < 0).all()


def test_what_the_projection_costs(rng):
    F = Dense(3, 8, rng=rng), Tanh(), Dense(8, 5, rng=rng)
    assert Residual(*F, skip=ZeroExtension(5)).count_parameters() == 77
    assert Residual(*F, skip=Dense(3, 5, rng=rng)).count_parameters() == 77 + 15 + 5  # Dense has biases, too
