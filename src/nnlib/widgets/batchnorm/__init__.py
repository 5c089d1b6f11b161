"""BatchNorm: what mini-batches do to the points in them, to running averages and to boundaries (Example 6-6)."""

import numpy as np
import traitlets

from ...activations import Tanh
from ...batchnorm import BatchNorm as BatchNormLayer
from ...layers import Dense, Sequential
from ..base import Widget
from ..traits import Choice, Flag, Number, Numbers, Rows, of_length

RANGE = 3.2
LIMIT = 1e4
COUNT, HELD_OUT = 30, 200
SIZES = [30, 20, 10, 5]
UNITS = 12
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
    """A batch normalization layer on points of the plane with two classes, 30 of them and normalised as in Example 6-6.

    `view` is "blur", one layer, or "boundary", four networks trained with batches of 30, 20, 10 and 5 points. `points`
    are rows (x₁, x₂, class). `size` is B, `batches` how many mini-batches were drawn from `seed`, `followed` the point
    whose places are kept. `mode` is "train" or "predict"; `alone` gives the layer the followed point only; with `raw`
    the features come with means 1.5 and −1 and standard deviations 0.5 and 2. `momentum` is that of the running
    averages. `trained` holds, for each of the networks, θ in `nnlib`'s order, running means and variances; [] before
    training, of which `steps` were taken, with the layer if `norm` is true.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range.

    >>> BatchNorm().layer()
    BatchNorm(2, momentum=0.1, eps=1e-05)
    """

    view = Choice("blur", ["blur", "boundary"])
    points = Rows(POINTS, [(-RANGE, RANGE, False)] * 2 + [(0, 1, True)], shortest=4, longest=60)
    size = Number(10, 2, COUNT, whole=True)
    batches = Number(1, 1, 500, whole=True)
    followed = Number(0, 0, 59, whole=True)
    mode = Choice("train", ["train", "predict"])
    alone = Flag(False)
    raw = Flag(False)
    momentum = Number(0.1, 0.01, 1)
    gamma = Numbers([1, 1], -3, 3, shortest=2, longest=2)
    beta = Numbers([0, 0], -3, 3, shortest=2, longest=2)
    seed = Number(1, 0, 9999, whole=True)
    norm = Flag(True)
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

    def network(self, size):
        """The `nnlib` network trained with batches of `size` = 30, 20, 10 or 5, in evaluation mode.

        Raises ValueError for another size and before training.
        """
        if size not in SIZES or not self.trained:
            raise ValueError(f"BatchNorm: expected one of the sizes {SIZES}, after training, got {size}")
        rng = np.random.default_rng(0)
        dense = [Dense(2, UNITS, rng=rng), Tanh(), Dense(UNITS, 1, rng=rng)]
        layer = BatchNormLayer(2)
        numbers = np.split(np.array(self.trained), len(SIZES))[SIZES.index(size)]
        net = Sequential(layer, *dense)
        net.theta = numbers[:-4]
        layer.running_mean, layer.running_var = numbers[-4:-2], numbers[-2:]
        return (net if self.norm else Sequential(*dense)).eval()

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
