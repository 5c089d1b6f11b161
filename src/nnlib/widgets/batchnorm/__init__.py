"""BatchNorm: what mini-batches do to the points in them, to running averages and to boundaries."""

import numpy as np
import traitlets

from ...activations import Tanh
from ...batchnorm import BatchNorm as BatchNormLayer
from ...layers import Dense, Sequential
from ...losses import LogisticNLL
from ...optim import SGD
from ..base import Widget
from ..random_numbers import Random, started_theta
from ..traits import Choice, Flag, Number, Numbers, Rows, of_length
from .story import STORY

RANGE = 3.2
LIMIT = 1e4
COUNT, HELD_OUT = 30, 200
SIZES = [30, 20, 10, 5]
UNITS, SPREAD = 12, 2
MOST_BATCHES, MEASURED, STRIDE = 500, 200, 100_000
OF_EACH = 2 * 2 + 4 * UNITS + 1 + 4
RAW_MEAN, RAW_SD = np.array([1.5, -1.0]), np.array([0.5, 2.0])


def _data():
    """Two overlapping clouds, normalised by the moments of the first 30 points."""
    rng = np.random.default_rng(5)
    label = np.arange(COUNT + HELD_OUT) % 2
    X = np.where(label[:, None] == 1, [0.56, 0.35], [-0.56, -0.35]) + rng.normal(0, 0.75, (len(label), 2))
    X = ((X - X[:COUNT].mean(axis=0)) / X[:COUNT].std(axis=0)).clip(-RANGE, RANGE).round(3)
    rows = [[*map(float, x), int(y)] for x, y in zip(X, label, strict=True)]
    return rows[:COUNT], rows[COUNT:]


POINTS, HELD = _data()


class BatchNorm(Widget):
    """A batch normalization layer on points of the plane with two classes, 30 of them and normalised.

    `view` is "blur", one layer, or "boundary", four networks trained with batches of 30, 20, 10 and 5 points. `points`
    are rows (x₁, x₂, class). `size` is B, `batches` how many mini-batches were drawn from `seed`, `followed` the point
    whose places are kept. `mode` is "train" or "predict"; `alone` gives the layer the followed point only; with `raw`
    the features come with means 1.5 and −1 and standard deviations 0.5 and 2. `momentum` is that of the running
    averages. `trained` holds, for each of the networks, θ in `nnlib`'s order, running means and variances; [] before
    training, of which `steps` were taken, with the layer if `norm` is true, whose γ and β are learnt if `affine` is.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range.

    >>> BatchNorm().layer()
    BatchNorm(2, momentum=0.1, eps=1e-05)
    """

    STORY = STORY

    view = Choice("blur", ["blur", "boundary"])
    points = Rows(POINTS, [(-RANGE, RANGE, False)] * 2 + [(0, 1, True)], shortest=4, longest=60)
    size = Number(10, 2, COUNT, whole=True)
    batches = Number(1, 1, MOST_BATCHES, whole=True)
    followed = Number(0, 0, 59, whole=True)
    mode = Choice("train", ["train", "predict"])
    alone = Flag(False)
    raw = Flag(False)
    momentum = Number(0.1, 0.01, 1)
    gamma = Numbers([1, 1], -3, 3, shortest=2, longest=2)
    beta = Numbers([0, 0], -3, 3, shortest=2, longest=2)
    seed = Number(1, 0, 9999, whole=True)
    norm = Flag(True)
    affine = Flag(True)
    rate = Number(0.2, 0.01, 2)
    steps = Number(0, 0, 1e9, whole=True)
    trained = Numbers([], -LIMIT, LIMIT, longest=len(SIZES) * OF_EACH)
    _held = traitlets.List(HELD).tag(sync=True)
    _sizes = traitlets.List(SIZES).tag(sync=True)
    _units = traitlets.Int(UNITS).tag(sync=True)
    _raw = traitlets.Dict({"mean": RAW_MEAN.tolist(), "sd": RAW_SD.tolist()}).tag(sync=True)

    @traitlets.validate("trained")
    def _check_trained(self, proposal):
        return of_length(proposal, len(SIZES) * OF_EACH, or_none=True)

    def inputs(self):
        """What arrives at the layer, (n, 2)."""
        X = np.array(self.points)[:, :2]
        return RAW_MEAN + RAW_SD * X if self.raw else X

    def layer(self):
        """A new `nnlib` layer with the momentum, γ and β of the screen, its running averages at their start."""
        layer = BatchNormLayer(2, momentum=self.momentum)
        layer.gamma, layer.beta = self.gamma, self.beta
        return layer

    def orders(self, batches):
        """The points in the order in which these mini-batches, from 1, take them: a row for each."""
        seeds = np.uint64(STRIDE * self.seed) + np.asarray(batches, dtype=np.uint64)
        return Random(seeds).permutation(len(self.points))

    def batch(self):
        """The points, from 0, that arrive at the layer: those of the mini-batch, all at prediction, or one alone."""
        n = len(self.points)
        if self.alone:
            return np.array([min(self.followed, n - 1)])
        return self.orders([self.batches])[0, : self.size] if self.mode == "train" else np.arange(n)

    def output(self):
        """Where the layer puts the points of `batch()`; at prediction by the running averages of all mini-batches."""
        layer, x, batch = self.layer(), self.inputs(), self.batch()
        if self.mode == "train":
            return layer(x[batch]) if len(batch) > 1 else np.array([self.beta])
        for order in self.orders(range(1, self.batches + 1)):
            layer(x[order[: self.size]])
        return layer.eval()(x[batch])

    def blur(self):
        """Root of the mean squared distance between where mini-batches of `size` put a point and where all would, for
        γ = 1: measured over 200 of them.
        """
        x, layer = self.inputs(), BatchNormLayer(2)
        full, orders = layer(x), self.orders(MOST_BATCHES + np.arange(1, MEASURED + 1))[:, : self.size]
        squares = [((layer(x[batch]) - full[batch]) ** 2).sum(axis=1).mean() for batch in orders]
        return float(np.sqrt(np.mean(squares)))

    def network(self, size):
        """The `nnlib` network trained with batches of `size` = 30, 20, 10 or 5, in evaluation mode; before training it
        is the start of all four.

        Raises ValueError for another size.
        """
        return self._net(size).eval()

    def _net(self, size):
        if size not in SIZES:
            raise ValueError(f"BatchNorm: expected one of the sizes {SIZES}, got {size}")
        rng = np.random.default_rng(0)
        layer, dense = BatchNormLayer(2), [Dense(2, UNITS, rng=rng), Tanh(), Dense(UNITS, 1, rng=rng)]
        net = Sequential(layer, *dense)
        if self.trained:
            numbers = np.split(np.array(self.trained), len(SIZES))[SIZES.index(size)]
            net.theta = numbers[:-4]
            layer.running_mean, layer.running_var = numbers[-4:-2], numbers[-2:]
        else:
            Sequential(*dense).theta = started_theta([2, UNITS, 1], self.seed, SPREAD)
        return net if self.norm else Sequential(*dense)

    def train(self, steps):
        """Takes so many steps of gradient descent with each of the four networks, as the page does."""
        rows, loss = np.array(self.points), LogisticNLL()
        orders = self.orders(self.steps + np.arange(1, steps + 1))
        trained = []
        for size in SIZES:
            net = self._net(size)
            optimizer = SGD(net, self.rate)
            for order in orders:
                batch = rows[order[:size]]
                loss(net(batch[:, :2]), batch[:, 2:])
                net.backward(loss.backward())
                optimizer.step()
                if self.norm and not self.affine:
                    net.layers[0].gamma, net.layers[0].beta = [1, 1], [0, 0]
            trained += self._numbers(net)
        self.set_state({"trained": trained, "steps": self.steps + steps})

    def _numbers(self, net):
        if not self.norm:
            return [1, 1, 0, 0, *net.theta.tolist(), 0, 0, 1, 1]
        layer = net.layers[0]
        return np.concatenate([net.theta, layer.running_mean, layer.running_var]).tolist()

    def readings(self):
        """Of one layer: how far the points have `moved` (root of the mean square), the `blur` of mini-batches of this
        size, how many `landings` the followed point has had, and how far the outputs lie `from_beta`. Of the networks:
        `steps`, and for each size points `wrong`, held-out `loss`, and mean `slope` |∇z| at the held-out points.
        """
        if self.view == "boundary":
            return {"steps": self.steps} | {k: v for size in SIZES for k, v in self._judged(size).items()}
        out, places = self.output(), np.array(self.points)[self.batch(), :2]
        members = self.orders(range(1, self.batches + 1))[:, : self.size]
        return {
            "moved": float(np.sqrt(((out - places) ** 2).sum(axis=1).mean())),
            "blur": self.blur(),
            "landings": int((members == min(self.followed, len(self.points) - 1)).sum()),
            "from_beta": float(np.sqrt(((out - self.beta) ** 2).sum(axis=1).mean())),
        }

    def _judged(self, size):
        rows, held, net = np.array(self.points), np.array(self._held), self.network(size)
        wrong = (net(rows[:, :2])[:, 0] > 0) != (rows[:, 2] == 1)
        loss = LogisticNLL()(net(held[:, :2]), held[:, 2:])
        slopes = np.linalg.norm(net.backward(np.ones((len(held), 1))), axis=1)
        return {f"wrong_{size}": int(wrong.sum()), f"loss_{size}": float(loss), f"slope_{size}": float(slopes.mean())}

    def draw(self, figure):
        from ...plot import decision_boundary, points

        rows = np.array(self.points)
        if self.view == "boundary" and self.trained:
            for ax, size in zip(figure.subplots(2, 2).flat, SIZES, strict=True):
                decision_boundary(self.network(size), rows[:, :2], rows[:, 2].astype(int), ax=ax)
                ax.set(title=f"B = {size}", xlabel="", ylabel="")
            return
        ax = figure.add_subplot(aspect="equal")
        batch = np.random.default_rng(self.seed).permutation(len(rows))[: self.size]
        moved = self.layer()(self.inputs()[batch])
        for start, end in zip(rows[batch, :2], moved, strict=True):
            ax.plot(*np.transpose([start, end]), color="0.6", linewidth=1)
        ax.plot(rows[:, 0], rows[:, 1], "o", color="0.6", markerfacecolor="white", markersize=6)
        points(moved, rows[batch, 2].astype(int), ax=ax)
        ax.set(xlabel="$h_1$", ylabel="$h_2$", xlim=(-RANGE, RANGE), ylim=(-RANGE, RANGE), title=f"B = {self.size}")
