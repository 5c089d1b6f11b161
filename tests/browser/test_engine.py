"""The engine against nnlib: the same numbers in, the same numbers out, to 1e-9, in the browser that readers use."""

import math

import numpy as np
import pytest

import nnlib
from nnlib import (
    SGD,
    Dense,
    LeakyReLU,
    Logistic,
    LogisticNLL,
    ReLU,
    Residual,
    Sequential,
    SoftmaxNLL,
    SquaredError,
    Step,
    Tanh,
    attention,
    mlp,
)
from nnlib.widgets import Backprop, ChainRule, LookUp
from nnlib.widgets.backprop import backward_steps
from nnlib.widgets.random_numbers import Random

CLASSES = {"logistic": Logistic, "tanh": Tanh, "relu": ReLU, "leaky relu": LeakyReLU, "step": Step}
SHAPES = [[2, 1], [1, 3, 1], [2, 8, 1], [2, 16, 16, 1], [3, 5, 4, 2], [7, 9, 6, 5, 3]]

GOLDEN_BITS = [320109293, 3224430430, 4147295401, 1245837001]
GOLDEN_ORDER = [7, 4, 3, 1, 0, 5, 6, 2]


def network(sizes, hidden, seed=0):
    rng = np.random.default_rng(seed)
    net = mlp(sizes, hidden=CLASSES[hidden], rng=rng)
    net.theta = rng.normal(size=net.count_parameters())
    return net, rng


def featurewise(rows):
    return np.asarray(rows, dtype=float).T.ravel().tolist()


def close(got, expected, tolerance=1e-9):
    np.testing.assert_allclose(got, expected, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("sizes", SHAPES, ids=str)
@pytest.mark.parametrize("hidden", CLASSES)
def test_forward_and_backward(engine, sizes, hidden):
    net, rng = network(sizes, hidden)
    X = rng.normal(size=(13, sizes[0]))
    z = net(X)
    dz = rng.normal(size=z.shape)
    dX = net.backward(dz)
    got = engine(
        """const net = new E.Network(a.sizes, a.hidden, "identity");
           net.theta.set(a.theta);
           const z = Array.from(net.forward(Float64Array.from(a.X), a.n));
           const dX = Array.from(net.backward(Float64Array.from(a.dz)));
           return { z, dX, gradient: Array.from(net.gradient), count: E.countParameters(a.sizes) };""",
        {
            "sizes": sizes,
            "hidden": hidden,
            "theta": net.theta.tolist(),
            "X": featurewise(X),
            "n": 13,
            "dz": featurewise(dz),
        },
    )
    close(got["z"], featurewise(z))
    close(got["dX"], featurewise(dX))
    close(got["gradient"], np.concatenate([each.ravel() for each in net.gradients()]))
    assert got["count"] == net.count_parameters()


@pytest.mark.parametrize("hidden", ["tanh", "logistic", "relu", "leaky relu"])
@pytest.mark.parametrize(("depth", "width", "alpha"), [(1, 3, 1.0), (5, 4, 0.3), (40, 7, -0.1)])
def test_residual_blocks_forward_and_backward(engine, depth, width, alpha, hidden):
    rng = np.random.default_rng(depth)
    blocks = [Residual(Dense(width, width, rng=rng), CLASSES[hidden](), scale=alpha) for _ in range(depth)]
    net = Sequential(*blocks, Dense(width, 1, rng=rng))
    X, dz = rng.normal(size=(9, width)), rng.normal(size=(9, 1))
    z, dX = net(X), net.backward(dz)
    h = X
    for block in blocks:
        h = block(h)
    got = engine(
        """const block = () => new E.Residual(new E.Network([a.width, a.width], a.hidden, a.hidden), a.alpha);
           const blocks = Array.from({ length: a.depth }, block);
           const net = new E.Sequential(...blocks, new E.Network([a.width, 1], "identity", "identity"));
           net.write(a.theta);
           net.forward(new Float64Array(2 * a.width), 2);
           const z = Array.from(net.forward(Float64Array.from(a.X), 9));
           const dX = Array.from(net.backward(Float64Array.from(a.dz)));
           const gradient = net.layers.flatMap((layer) => Array.from(layer.gradient));
           return { z, dX, h: Array.from(blocks[a.depth - 1].h), gradient };""",
        {
            "depth": depth,
            "width": width,
            "alpha": alpha,
            "hidden": hidden,
            "theta": net.theta.tolist(),
            "X": featurewise(X),
            "dz": featurewise(dz),
        },
    )
    close(got["z"], featurewise(z))
    close(got["h"], featurewise(h))
    close(got["dX"], featurewise(dX))
    close(got["gradient"], np.concatenate([each.ravel() for each in net.gradients()]))


def test_buffers_follow_the_number_of_points(engine):
    net, rng = network([2, 5, 1], "tanh")
    batches = [rng.normal(size=(n, 2)) for n in (4, 9, 4)]
    got = engine(
        """const net = new E.Network([2, 5, 1], "tanh", "identity");
           net.theta.set(a.theta);
           return a.batches.map((X) => Array.from(net.forward(Float64Array.from(X), X.length / 2)));""",
        {"theta": net.theta.tolist(), "batches": [featurewise(each) for each in batches]},
    )
    for outputs, X in zip(got, batches, strict=True):
        close(outputs, featurewise(net(X)))


LOSSES = {"squaredError": SquaredError, "logisticNLL": LogisticNLL, "softmaxNLL": SoftmaxNLL}


@pytest.mark.parametrize("scale", [1, 1000])
@pytest.mark.parametrize("name", LOSSES)
def test_losses(engine, name, scale):
    rng = np.random.default_rng(3)
    z = rng.normal(size=(6, 3)) * scale
    y = {
        "squaredError": rng.normal(size=(6, 3)),
        "logisticNLL": rng.integers(0, 2, (6, 3)),
        "softmaxNLL": rng.integers(0, 3, 6),
    }[name]
    loss = LOSSES[name]()
    J = loss(z, y)
    got = engine(
        """const [z, y] = [Float64Array.from(a.z), Float64Array.from(a.y)];
           return [E[a.name].value(z, y, 3, 6), Array.from(E[a.name].slope(z, y, 3, 6))];""",
        {"name": name, "z": featurewise(z), "y": y.tolist() if name == "softmaxNLL" else featurewise(y)},
    )
    close(got[0], J)
    close(got[1], featurewise(loss.backward()))


@pytest.mark.parametrize("options", [{}, {"momentum": 0.9}, {"momentum": 0.5, "weight_decay": 0.01}], ids=str)
@pytest.mark.parametrize("hidden", ["tanh", "logistic", "relu"])
def test_a_training_run_of_200_steps(engine, hidden, options):
    net, rng = network([2, 8, 1], hidden)
    start, X, y = net.theta.tolist(), rng.normal(size=(30, 2)), rng.integers(0, 2, (30, 1))
    loss, optimizer = LogisticNLL(), SGD(net, 0.1, **options)
    for _ in range(200):
        J = loss(net(X), y)
        net.backward(loss.backward())
        optimizer.step()
    got = engine(
        """const net = new E.Network([2, 8, 1], a.hidden, "identity");
           net.theta.set(a.theta);
           const sgd = new E.SGD(net, { rate: 0.1, momentum: a.momentum, weightDecay: a.decay });
           const [X, y] = [Float64Array.from(a.X), Float64Array.from(a.y)];
           let J = 0;
           for (let step = 0; step < 200; step++) {
             const z = net.forward(X, 30);
             J = E.logisticNLL.value(z, y, 1, 30);
             net.backward(E.logisticNLL.slope(z, y, 1, 30));
             sgd.step();
           }
           return { J, theta: Array.from(net.theta) };""",
        {
            "hidden": hidden,
            "theta": start,
            "X": featurewise(X),
            "y": featurewise(y),
            "momentum": options.get("momentum", 0),
            "decay": options.get("weight_decay", 0),
        },
    )
    close(got["J"], J)
    close(got["theta"], net.theta)


def test_exact_tanh_and_logistic_are_exact(engine):
    r = np.concatenate([np.linspace(-40, 40, 4001), np.geomspace(1e-300, 1, 400), -np.geomspace(1e-12, 1, 200)])
    got = engine("return [a.map(E.tanh), a.map(E.logistic)];", r.tolist())
    np.testing.assert_allclose(got[0], [math.tanh(each) for each in r], rtol=3e-14)
    np.testing.assert_allclose(got[1], Logistic().f(r), rtol=3e-14)


@pytest.mark.parametrize("name", [*CLASSES, "identity"])
def test_plain_functions_and_slopes(engine, name):
    r = [-3.0, -0.5, 0.0, 0.001, 0.7, 5.0]
    layer = nnlib.Identity() if name == "identity" else CLASSES[name]()
    got = engine(
        "const { f, slope } = E.activations[a.name]; return [a.r.map(f), a.r.map(slope)];", {"name": name, "r": r}
    )
    close(got[0], layer.f(np.array(r)))
    close(got[1], layer.slope(np.array(r)))


def test_softmax_is_stable_and_blind_to_shifts(engine):
    z = np.array([[1000.0, 1001.0, 999.0], [0.0, 1.0, -1.0]])
    got = engine("return Array.from(E.softmax(Float64Array.from(a), 3, 2));", featurewise(z))
    close(got, featurewise(nnlib.softmax(z)))
    close(got[0::2], got[1::2])


def test_shading_is_within_1e_5_of_the_exact_value(engine):
    sweep = np.linspace(-20, 20, 40_001)
    rough = engine("return [a.map(E.roughTanh), a.map(E.roughLogistic)];", sweep.tolist())
    assert np.abs(np.array(rough[0]) - np.tanh(sweep)).max() < 1e-6
    assert np.abs(np.array(rough[1]) - Logistic().f(sweep)).max() < 1e-6
    xs, ys = np.linspace(-1.2, 1.2, 30), np.linspace(-1, 1, 20)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    for hidden in ("tanh", "logistic", "relu", "leaky relu"):
        net, _ = network([2, 16, 16, 1], hidden)
        got = engine(
            """const net = new E.Network([2, 16, 16, 1], a.hidden, "identity");
               net.theta.set(a.theta);
               return [true, false].map((squash) => {
                 const out = new Float64Array(600);
                 new E.Shading({ squash }).evaluate(net, Float64Array.from(a.xs), Float64Array.from(a.ys), out);
                 return Array.from(out);
               });""",
            {"hidden": hidden, "theta": net.theta.tolist(), "xs": xs.tolist(), "ys": ys.tolist()},
        )
        z = net(grid)[:, 0]
        assert np.abs(np.array(got[0]) - Logistic().f(z)).max() < 1e-5
        assert np.abs(np.array(got[1]) - z).max() < 1e-5


def test_random_numbers_are_these_on_every_machine(engine):
    got = engine(
        """const random = new E.Random(6);
           return [Array.from({ length: 4 }, () => random.bits()), random.permutation(8), random.integer(1)];"""
    )
    assert got == [GOLDEN_BITS, GOLDEN_ORDER, 0]


def test_python_draws_the_same_random_numbers(engine):
    got = engine("const random = new E.Random(a); return Array.from({ length: 1000 }, () => random.normal());", 12)
    random = Random(12)
    close(got, [random.normal() for _ in range(1000)])


def test_random_numbers_have_their_distributions(engine):
    got = engine(
        """const random = new E.Random(1);
           const many = (draw) => Array.from({ length: 40000 }, draw);
           return [many(() => random.uniform(-1, 3)), many(() => random.normal()), many(() => random.integer(5))];"""
    )
    uniform, normal, whole = map(np.array, got)
    assert uniform.min() >= -1 and uniform.max() < 3
    assert uniform.mean() == pytest.approx(1, abs=0.03)
    assert uniform.var() == pytest.approx(16 / 12, abs=0.03)
    assert normal.mean() == pytest.approx(0, abs=0.02)
    assert normal.var() == pytest.approx(1, abs=0.03)
    assert (normal**4).mean() == pytest.approx(3, abs=0.15)
    np.testing.assert_allclose(np.bincount(whole) / len(whole), 0.2, atol=0.01)


def test_seeds_differ_and_repeat(engine):
    first = engine("return [0, 1, 2, -1].map((seed) => new E.Random(seed).uniform());")
    assert len(set(first)) == 4
    assert first == engine("return [0, 1, 2, -1].map((seed) => new E.Random(seed).uniform());")


@pytest.mark.parametrize("sizes", [[1, 6, 1], [2, 16, 1]], ids=str)
def test_a_start_cuts_through_the_data(engine, sizes):
    theta = engine(
        """const net = new E.Network(a, "tanh", "identity");
           E.initialise(net, new E.Random(4), 2);
           return Array.from(net.theta);""",
        sizes,
    )
    n, m = sizes[:2]
    W, b = np.array(theta[: n * m]).reshape(n, m), np.array(theta[n * m : (n + 1) * m])
    distance = np.abs(b) / np.linalg.norm(W, axis=0)
    assert (distance <= 0.7 * 2 * math.sqrt(n)).all()
    assert distance.std() > 0


@pytest.mark.parametrize("loss", ["squared error", "nll"])
@pytest.mark.parametrize("sizes", [[1, 1, 1], [2, 3, 1], [3, 4, 4, 3]], ids=str)
@pytest.mark.parametrize("activation", ["logistic", "tanh", "relu", "leaky relu"])
def test_both_passes_of_one_data_point(engine, activation, sizes, loss):
    targets = [1, 0, 1] if loss == "nll" else [0.5, -1, 2]
    widget = Backprop(sizes=sizes, activation=activation, output="tanh", y=targets[: sizes[-1]], loss=loss)
    got = engine(
        """const pass = new E.PointPass(a.sizes, a.activation, "tanh", a.loss);
           const [x, y] = [a.x, a.y].map((each) => Float64Array.from(each));
           pass.net.theta.set(a.theta);
           pass.run(x, y);
           const gradient = Array.from(pass.net.gradient);
           const [estimate, differences] = [0, 1].map(() => new Float64Array(gradient.length));
           E.numericalGradient(() => pass.lossAt(x, y), pass.net.theta, estimate);
           E.relativeDifferences(gradient, estimate, differences);
           const { steps } = E.backwardPlan(a.sizes);
           return {
             J: pass.J, gradient, theta: Array.from(pass.net.theta), differences: Array.from(differences),
             steps: steps.map(({ kind, l, i, j }) => (kind === "edge" ? [kind, l, i, j] : [kind, l, j])),
             layers: pass.layers.map(({ h, slope, dh, dr }) => [h, slope, dh, dr].map((each) => Array.from(each))),
           };""",
        {name: getattr(widget, name) for name in ("sizes", "activation", "loss", "theta", "x", "y")},
    )
    close(got["J"], widget.J())
    close(got["gradient"], widget.gradient())
    assert got["theta"] == widget.theta
    assert max(got["differences"]) < 1e-6
    assert [tuple(step) for step in got["steps"]] == backward_steps(sizes)
    for (h, slope, dh, dr), dense in zip(got["layers"], widget.network().layers[::2], strict=True):
        close(np.multiply(slope, dh), dr)
        assert len(h) == len(dense.b)
    z = widget.network()(np.array([widget.x]))[0]
    close(got["layers"][-1][0], 1 / (1 + np.exp(-z)) if loss == "nll" else z)


@pytest.mark.parametrize("functions", ["by hand", "two soft steps", "cancelling"])
def test_both_passes_of_the_chain(engine, functions):
    names = ["g", "h", "f", "J", "df/dg", "df/dh", "dg/dtheta", "dh/dtheta", "dJ/df", "dJ/dg", "dJ/dh", "dJ/dtheta"]
    for theta, y in ((-0.9, -2.0), (0.3, 1.0), (2.7, 3.5)):
        got = engine(
            """const v = E.chainPass(E.chains[a.functions], a.theta, a.y);
               const { g, h, f, J } = E.nudged(v, 0.2);
               return [
                 [v.g, v.h, v.f, v.J, v.dfg, v.dfh, v.dgt, v.dht, v.dJf, v.toG, v.toH, v.dJt], [g, h, f, J],
               ];""",
            {"functions": functions, "theta": theta, "y": y},
        )
        widget = ChainRule(functions=functions, theta=theta, y=y, nudge=0.2)
        v, changes = widget.values(), widget.changes()
        close(got[0], [v[name] for name in names])
        close(got[1], [changes[name] for name in "ghfJ"])


@pytest.mark.parametrize(("n", "d"), [(1, 1), (5, 2), (8, 3)])
@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("size", [1, 40])
def test_attention(engine, n, d, causal, size):
    rng = np.random.default_rng(n)
    Q, K, V = size * rng.normal(size=(n, d)), rng.normal(size=(n, d)), rng.normal(size=(n, d))
    mask = np.tri(n, dtype=bool) if causal else None
    got = engine(
        """const [Q, K, V] = [a.Q, a.K, a.V].map((M) => Float64Array.from(M));
           const { S, A, H } = E.attention(Q, K, V, a.n, a.d, { looks: a.causal ? E.causalMask : undefined });
           const scores = Array.from(S, (s) => (Number.isFinite(s) ? s : null));
           return { S: scores, A: Array.from(A), H: Array.from(H) };""",
        {"Q": featurewise(Q), "K": featurewise(K), "V": featurewise(V), "n": n, "d": d, "causal": causal},
    )
    scores = Q @ K.T / math.sqrt(d)
    assert [each is None for each in got["S"]] == (np.zeros(n * n, bool) if mask is None else ~mask.ravel()).tolist()
    close([each for each in got["S"] if each is not None], scores[mask] if causal else scores.ravel())
    close(got["H"], featurewise(attention(Q, K, V, mask=mask)))
    close(np.reshape(got["A"], (n, n)) @ V, attention(Q, K, V, mask=mask))


@pytest.mark.parametrize("pairs", [[[2, 2]], [[2, 2], [0, 5], [4, 3], [1, 0]], [[3, 1]] * 6])
def test_looking_up(engine, pairs):
    widget = LookUp(pairs=pairs, question=3, steps=60)
    theta, look = widget.network().theta, widget.network().layers[0]
    got = engine(
        """const theta = Float64Array.from(a.theta);
           const { q, products, scores, weights, votes, outputs } = E.lookUp(theta, a.pairs, 3);
           const sums = products.map((each) => each.reduce((sum, value) => sum + value, 0) / Math.sqrt(12));
           return [q, scores, sums, weights, votes.flatMap((each) => [...each]), outputs, E.letterScores(theta)]
             .map((each) => Array.from(each));""",
        {"theta": theta.tolist(), "pairs": pairs},
    )
    scores = widget.scores()
    expected = [widget.inputs()[0, -1] @ look.W_Q + look.b_Q, scores, scores, widget.weights(), widget.votes().ravel()]
    expected += [widget.outputs(), ((look.W_Q[:6] + look.b_Q) @ (look.W_K[:6] + look.b_K).T / math.sqrt(12)).ravel()]
    for one, other in zip(got, expected, strict=True):
        close(one, other)


def test_a_matrix_gives_way_by_the_least_change(engine):
    rng = np.random.default_rng(5)
    X, W, y = rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)
    got = engine(
        """const Q = E.project(Float64Array.from(a.X), a.W, 4, 3, 2);
           return [Array.from(Q), E.leastChange(a.W, a.x, a.y), E.leastChange(a.W, [0, 0, 0], a.y)];""",
        {"X": featurewise(X), "W": W.ravel().tolist(), "x": X[1].tolist(), "y": y.tolist()},
    )
    close(got[0], featurewise(X @ W))
    changed = np.reshape(got[1], (3, 2))
    close(X[1] @ changed, y)
    close(changed - W, np.linalg.pinv(X[1:2]) @ (y - X[1] @ W)[None])
    close(got[2], W.ravel())


def test_dropout_with_a_given_mask(engine):
    rng = np.random.default_rng(5)
    layer, x, dh = nnlib.Dropout(0.3, rng=rng), rng.normal(size=(7, 4)), rng.normal(size=(7, 4))
    h, dx = layer(x), layer.backward(dh)
    got = engine(
        """const dropout = new E.Dropout();
           const before = dropout.forward(Float64Array.from(a.x))[0];
           dropout.mask = Float64Array.from(a.mask);
           const h = Array.from(dropout.forward(Float64Array.from(a.x)));
           return [before, h, Array.from(dropout.backward(Float64Array.from(a.dh)))];""",
        {"x": featurewise(x), "mask": featurewise(layer.mask), "dh": featurewise(dh)},
    )
    assert got[0] == x[0, 0]
    close(got[1], featurewise(h))
    close(got[2], featurewise(dx))


def test_dropout_draws_masks_of_probability_p(engine):
    got = engine("const d = new E.Dropout(); d.draw(new E.Random(3), 40000, 0.2); return Array.from(d.mask);")
    mask = np.array(got)
    assert sorted(set(mask)) == [0, 1 / (1 - 0.2)]
    assert (mask == 0).mean() == pytest.approx(0.2, abs=0.01)


def test_training_with_masks_is_nnlibs(engine):
    rng = np.random.default_rng(6)
    first, activation, last = nnlib.Dense(1, 5, rng=rng), Tanh(), nnlib.Dense(5, 1, rng=rng)
    X, y, loss = rng.normal(size=(9, 1)), rng.normal(size=(9, 1)), SquaredError()
    start = [*first.theta, *last.theta]
    got = engine(
        """const dropout = new E.Dropout();
           const [front, back] = [new E.Network([1, 5], "tanh", "tanh"), new E.Network([5, 1], "identity", "identity")];
           const net = new E.Sequential(front, dropout, back);
           net.write(a.start);
           const masks = [];
           for (let step = 0; step < 50; step++) {
             dropout.draw(new E.Random(step), 45, 0.4);
             masks.push(Array.from(dropout.mask));
             const f = net.forward(Float64Array.from(a.X), 9);
             net.backward(E.squaredError.slope(f, Float64Array.from(a.y), 1, 9));
             net.descend(0.1);
           }
           return { masks, theta: net.read(), size: net.size };""",
        {"start": start, "X": featurewise(X), "y": featurewise(y)},
    )
    for mask in np.array(got["masks"]).reshape(50, 5, 9):
        loss(last(activation(first(X)) * mask.T), y)
        first.backward(activation.backward(last.backward(loss.backward()) * mask.T))
        for layer in (first, last):
            layer.theta = layer.theta - 0.1 * np.concatenate([each.ravel() for each in layer.gradients()])
    close(got["theta"], [*first.theta, *last.theta])
    assert got["size"] == len(start)


@pytest.mark.parametrize("training", [True, False])
def test_batch_norm_forward_backward_and_running_averages(engine, training):
    rng = np.random.default_rng(8)
    layer = nnlib.BatchNorm(3, momentum=0.3)
    layer.gamma, layer.beta = [2.0, -0.5, 1.0], [0.1, 0.0, -3.0]
    batches = [rng.normal(1, 2, size=(m, 3)) for m in (6, 4, 4, 2)]
    for x in batches[:-1]:
        layer(x)
    (layer.train if training else layer.eval)()
    x, dh = batches[-1], rng.normal(size=(2, 3))
    h, dx = layer(x), layer.backward(dh)
    got = engine(
        """const layer = new E.BatchNorm(3, { momentum: 0.3 });
           layer.theta.set(a.theta);
           for (const x of a.batches) layer.forward(Float64Array.from(x), x.length / 3);
           layer.training = a.training;
           const h = Array.from(layer.forward(Float64Array.from(a.x), 2));
           const dx = Array.from(layer.backward(Float64Array.from(a.dh)));
           return [h, dx, ...[layer.gradient, layer.runningMean, layer.runningVar].map((each) => Array.from(each))];""",
        {
            "theta": layer.theta.tolist(),
            "batches": [featurewise(each) for each in batches[:-1]],
            "training": training,
            "x": featurewise(x),
            "dh": featurewise(dh),
        },
    )
    expected = [featurewise(h), featurewise(dx), [*layer.dgamma, *layer.dbeta], layer.running_mean, layer.running_var]
    for ours, theirs in zip(got, expected, strict=True):
        close(ours, theirs)


def test_training_with_batch_norm_is_nnlibs(engine):
    rng = np.random.default_rng(9)
    net = nnlib.Sequential(
        nnlib.BatchNorm(2), nnlib.Dense(2, 5, rng=rng), Tanh(), nnlib.BatchNorm(5), nnlib.Dense(5, 1, rng=rng)
    )
    start, X, y = net.theta.tolist(), rng.normal(size=(12, 2)), rng.integers(0, 2, (12, 1))
    loss, optimizer = LogisticNLL(), SGD(net, 0.1)
    for _ in range(50):
        loss(net(X), y)
        net.backward(loss.backward())
        optimizer.step()
    got = engine(
        """const [one, two] = [new E.BatchNorm(2), new E.BatchNorm(5)];
           const [front, back] = [new E.Network([2, 5], "tanh", "tanh"), new E.Network([5, 1], "tanh", "identity")];
           const net = new E.Sequential(one, front, two, back);
           net.write(a.start);
           const [X, y] = [Float64Array.from(a.X), Float64Array.from(a.y)];
           for (let step = 0; step < 50; step++) {
             net.backward(E.logisticNLL.slope(net.forward(X, 12), y, 1, 12));
             net.descend(0.1);
           }
           return [net.read(), [...one.runningMean, ...two.runningMean, ...one.runningVar, ...two.runningVar]];""",
        {"start": start, "X": featurewise(X), "y": featurewise(y)},
    )
    close(got[0], net.theta)
    first, second = net.layers[0], net.layers[3]
    close(got[1], [*first.running_mean, *second.running_mean, *first.running_var, *second.running_var])
