"""Dropout: a trained network that loses hidden units at random, and the mean of all it can become (section 9)."""

import itertools

import numpy as np
import traitlets

from ... import datasets
from ...activations import Tanh
from ...dropout import Dropout as DropoutLayer
from ...layer import Layer
from ...layers import Dense, Sequential
from ...losses import SquaredError
from ...optim import SGD
from ..base import Widget
from ..random_numbers import Random
from ..traits import Choice, Flag, Number, Numbers, Rows
from .story import START, STORY

UNITS = 10
HIGHEST = 2.4
LIMIT = 1e4
NOISE = 0.4
COUNT, HELD_OUT = 16, 100
PARAMETERS = 3 * UNITS + 1
PLACES = np.linspace(-1, 1, 121)
STEP_SEEDS = 100_000


def _data():
    rng = np.random.default_rng(2)
    for n in (COUNT, HELD_OUT):
        x, y = datasets.sine(n, NOISE, rng=rng)
        yield np.column_stack([x, y]).clip(-HIGHEST, HIGHEST).round(3).tolist()


POINTS, HELD = _data()
# Where 8,000 steps of the widget's training take START with p = 0.2, and with p = 0.
THETA = [
    -5.5328, 7.282, 5.1592, 7.379, -7.1231, -7.1552, -5.1168, -4.432, -7.7072, 6.2307, -4.459, 5.8228, 0.7237,
    0.3233, -0.3269, -0.326, 2.1498, 1.8162, 6.0653, -5.302, 0.0732, -0.1734, 0.1692, 0.2297, -0.1495, -0.1771,
    -0.116, -0.1157, -0.0109, -0.0164, 0.2262,
]  # fmt: skip
PLAIN = [
    -4.9396, 6.5658, 4.7702, 6.816, -7.6816, -9.0713, -6.0675, -4.759, -8.5198, 6.5134, -4.5624, 6.1905, 2.3757,
    2.2639, 1.1261, 2.2121, 2.2932, 1.9828, 5.169, -4.9173, 0.5939, -0.9374, 0.3959, -0.0589, -2.2712, 3.5515,
    -2.2323, -1.2688, 1.7777, -0.7799, 0.227,
]  # fmt: skip


class Censored(Layer):
    """Multiplies each value by its entry of `mask`, which training sets anew before each step."""

    def forward(self, x):
        h = x * self.mask
        self._keep(self.mask, h)
        return h

    def backward(self, dh):
        return dh * self._kept_for(dh)


class Dropout(Widget):
    """A network 1-10-1 with tanh units, dropout on its hidden layer, and noisy points of one wave to train it on.

    `view` is "masks" or "training". `mask` has a 1 for each hidden unit that is kept; `masks` says how many were drawn
    from `seed`. `scaled=False` leaves out the factor 1 / (1 − p) of training. `output` is the output unit's
    activation. `theta` are the parameters trained with `p`, `plain` those of the same network trained without dropout,
    `start` those that both began from, `steps` ago; all in `nnlib`'s order. `x` is the place of the table.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range.

    >>> Dropout(p=0.5).network()
    Sequential(Dense(1, 10), Tanh(), Dropout(0.5), Dense(10, 1))
    """

    STORY = STORY

    view = Choice("masks", ["masks", "training"])
    p = Number(0.2, 0, 0.9)
    scaled = Flag(True)
    output = Choice("linear", ["linear", "tanh"])
    mask = Numbers([1, 0, 1, 1, 0, 1, 1, 1, 1, 1], 0, 1, shortest=UNITS, longest=UNITS, whole=True)
    masks = Number(1, 1, 500, whole=True)
    x = Number(0.4, -1, 1)
    points = Rows(POINTS, [(-1, 1, False), (-HIGHEST, HIGHEST, False)], shortest=1, longest=60)
    theta = Numbers(THETA, -LIMIT, LIMIT, shortest=PARAMETERS, longest=PARAMETERS)
    plain = Numbers(PLAIN, -LIMIT, LIMIT, shortest=PARAMETERS, longest=PARAMETERS)
    start = Numbers(START, -LIMIT, LIMIT, shortest=PARAMETERS, longest=PARAMETERS)
    seed = Number(2, 0, 9999, whole=True)
    rate = Number(0.1, 0.001, 1)
    steps = Number(8000, 0, 1e9, whole=True)
    _held = traitlets.List(HELD).tag(sync=True)

    def network(self, theta=None):
        """The `nnlib` network on the screen, its dropout off (evaluation mode); with other parameters if given."""
        rng = np.random.default_rng(self.seed)
        layers = [Dense(1, UNITS, rng=rng), Tanh(), DropoutLayer(self.p, rng=rng), Dense(UNITS, 1, rng=rng)]
        net = Sequential(*layers, *([Tanh()] if self.output == "tanh" else [])).eval()
        net.theta = self.theta if theta is None else theta
        return net

    @property
    def _factor(self):
        return 1 / (1 - self.p) if self.scaled else 1

    def drawn(self):
        """The masks that were drawn from `seed`, (masks, 10)."""
        random = Random(self.seed)
        uniforms = [random.uniform() for _ in range(self.masks * UNITS)]
        return (np.reshape(uniforms, (self.masks, UNITS)) >= self.p).astype(int)

    def masked(self, x, masks=None):
        """f at places x (n,) with the hidden units that a mask (10,) keeps, or each of masks (k, 10), as in training.

        The present mask if None. Returns (n,), or (k, n).
        """
        first, activation, _, *rest = self.network().layers
        kept = np.array(self.mask if masks is None else masks, dtype=float)[..., None, :]
        values = activation(first(np.asarray(x, dtype=float)[:, None])) * kept * self._factor
        for layer in rest:
            values = layer(values)
        return values[..., 0]

    def average(self, x):
        """Mean and standard deviation of f at places x (n,) over all 2¹⁰ masks, each with its probability."""
        every = list(itertools.product((0, 1), repeat=UNITS))
        kept = np.sum(every, axis=1)
        weights = (1 - self.p) ** kept * self.p ** (UNITS - kept)
        f = self.masked(x, every)
        mean = weights @ f
        return mean, np.sqrt(weights @ (f - mean) ** 2)

    def held_out_error(self, theta=None):
        """Mean squared error of the prediction on the held-out points."""
        return self.error(self._held, theta)

    def error(self, points, theta=None):
        """Mean squared error of the prediction on rows (x, y)."""
        points = np.array(points)
        return float(((self.network(theta)(points[:, :1])[:, 0] - points[:, 1]) ** 2).mean())

    def readings(self):
        """Of the masks: how many units are `kept`, how many `masks` were drawn, and how far the present mask, the mean
        of those drawn and the prediction are off the mean of all, at most (`off_mask`, `off_mean`, `off`). Of the
        training: `steps`, the `loss` on the points and the `held_out` error, with p, and `held_out_plain` without.
        """
        if self.view == "training":
            return {
                "steps": self.steps,
                "loss": self.error(self.points),
                "held_out": self.held_out_error(),
                "held_out_plain": self.held_out_error(self.plain),
            }
        exact, _ = self.average(PLACES)
        mean = self.masked(PLACES, self.drawn()).mean(axis=0)
        prediction = self.network()(PLACES[:, None])[:, 0]
        return {
            "kept": sum(self.mask),
            "masks": self.masks,
            **{
                name: float(np.abs(f - exact).max())
                for name, f in (("off_mask", self.masked(PLACES)), ("off_mean", mean), ("off", prediction))
            },
        }

    def train(self, steps):
        """Takes so many steps of gradient descent from `theta` with dropout and from `plain` without, as the page does;
        each point has its own mask in each step.
        """
        points = np.array(self.points)
        x, y = points[:, :1], points[:, 1:]
        draws = Random(np.arange(self.steps, self.steps + steps, dtype=np.uint64) + np.uint64(STEP_SEEDS * self.seed))
        survives = np.array([draws.uniform() for _ in range(UNITS * len(x))]) >= self.p
        masks = survives.T.reshape(steps, UNITS, len(x)).transpose(0, 2, 1) * self._factor
        trained = [self._descended(self.theta, x, y, masks), self._descended(self.plain, x, y, np.ones_like(masks))]
        self.set_state({"theta": trained[0], "plain": trained[1], "steps": self.steps + steps})

    def _descended(self, theta, x, y, masks):
        first, activation, _, *rest = self.network(theta).train().layers
        censored, loss = Censored(), SquaredError()
        net = Sequential(first, activation, censored, *rest)
        optimizer = SGD(net, self.rate)
        for censored.mask in masks:
            loss(net(x), y)
            net.backward(loss.backward())
            optimizer.step()
        return net.theta.tolist()

    def draw(self, figure):
        ax, x = figure.add_subplot(), np.linspace(-1, 1, 121)
        points = np.array(self.points)
        ax.plot(points[:, 0], points[:, 1], "o", color="#1B1E23", markersize=5)
        ax.set(xlabel="$x$", ylabel="$f$", ylim=(-HIGHEST, HIGHEST))
        if self.view == "training":
            ax.plot(x, self.network(self.plain)(x[:, None]), "--", color="#D55E00", label="trained with $p$ = 0")
        else:
            mean, spread = self.average(x)
            ax.fill_between(x, mean - spread, mean + spread, color="0.9")
            ax.plot(x, self.masked(x), color="#A4568A", label="this mask")
        ax.plot(x, self.network()(x[:, None]), color="#0072B2", label=f"prediction, trained with $p$ = {self.p:g}")
        if self.view == "masks":
            ax.plot(x, mean, "--", color="#1B1E23", label="mean of all masks")
        ax.legend(frameon=False)
