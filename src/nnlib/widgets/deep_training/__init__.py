"""DeepTraining: two deep networks in training, plain, with skips or with batch normalization (sections 6 and 10)."""

import copy
import math
from functools import lru_cache

import numpy as np
import traitlets

from ... import datasets
from ...activations import Logistic, ReLU, Tanh
from ...batchnorm import BatchNorm
from ...layers import Dense, Residual, Sequential
from ...losses import LogisticNLL
from ..base import Widget
from ..random_numbers import Random, glorot
from ..traits import Choice, Number, Rows
from .story import STORY

SHALLOWEST, DEEPEST = 2, 40
WIDTH = 12
POINTS = 64
LONGEST = 1000
SLOWEST, FASTEST = 0.01, 10
LARGEST = 100
SPLIT = 2**41 + 1  # keeps 12 of a number's 53 binary digits (Veltkamp 1968)
KINDS = ["plain", "skip", "batch norm", "both"]
ACTIVATIONS = {"relu": ReLU, "tanh": Tanh, "logistic": Logistic}
LOW, HIGH = -12, 5  # of the scale of sizes, in powers of ten
COLOURS = {"plain": "#8A6508", "skip": "#0072B2", "batch norm": "#007F5C", "both": "#A4568A"}

X, LABELS = datasets.circles(POINTS, rng=np.random.default_rng(0))
Y = LABELS[:, None]


class DeepTraining(Widget):
    """Two networks of `depth` hidden layers of 12 units, trained on the same 64 points from the same start, by gradient
    descent on all points at once.

    `left` and `right` say what each is: "plain", with a "skip" round each layer but the first, h + a(h W + b) / √depth,
    with "batch norm" of each layer's weighted sums, or "both". `rates` are rows (step, learning rate), the rate that is
    used from that step on; `steps` have been taken of at most 1,000. Weights are drawn from `seed` as `Dense` draws
    them. Each step rounds gradients to 12 binary digits and keeps parameters within ±100: then no rounding error grows,
    and a run is the same in the page and here, however chaotic it is.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range, and unless
    the steps in `rates` begin with 0 and grow.

    >>> widget = DeepTraining(depth=2)
    >>> widget.train(100)
    >>> widget.network("right").layers[1]
    Residual(Dense(12, 12), ReLU(), scale=0.707107)
    >>> len(widget.losses("right"))
    101
    """

    STORY = STORY

    depth = Number(20, SHALLOWEST, DEEPEST, whole=True)
    activation = Choice("relu", list(ACTIVATIONS))
    left = Choice("plain", KINDS)
    right = Choice("skip", KINDS)
    rates = Rows([[0, 0.3]], [(0, LONGEST, True), (SLOWEST, FASTEST, False)], shortest=1, longest=LONGEST)
    seed = Number(1, 0, 9999, whole=True)
    steps = Number(0, 0, LONGEST, whole=True)
    _points = traitlets.List([[*map(float, x), int(label)] for x, label in zip(X, LABELS, strict=True)]).tag(sync=True)

    @traitlets.validate("rates")
    def _check_rates(self, proposal):
        steps = [step for step, _ in proposal["value"]]
        if steps[0] != 0 or steps != sorted(set(steps)):
            raise traitlets.TraitError(f"DeepTraining.rates: expected steps that begin with 0 and grow, got {steps}")
        return proposal["value"]

    def network(self, side):
        """The `nnlib` network at the "left" or "right" after `steps` steps: a layer for each hidden layer, and the
        output layer.
        """
        return copy.deepcopy(self._run(side)[0])

    def losses(self, side):
        """The loss before each step and after the last, at the "left" or "right"."""
        return list(self._run(side)[1])

    def train(self, steps):
        """Takes so many steps more, as far as 1,000 go."""
        self.steps = min(LONGEST, self.steps + steps)

    def _run(self, side):
        if side not in ("left", "right"):
            raise ValueError(f"DeepTraining: expected the side 'left' or 'right', got {side!r}")
        rates = tuple(map(tuple, self.rates))
        return run(getattr(self, side), self.depth, self.activation, self.seed, rates, self.steps)

    def sizes(self, side):
        """How far each hidden layer's values lie `spread` about their unit's mean over the points, and each layer's
        `gradient` ∂J/∂W: two lists of arrays, at the "left" or "right".
        """
        net, h, loss, spread = self.network(side), X, LogisticNLL(), []
        for layer in net.layers[:-1]:
            h = layer(h)
            spread.append(h - h.mean(axis=0))
        loss(net(X), Y)
        net.backward(loss.backward())
        return spread, [dense_of(layer).dW for layer in net.layers[:-1]]

    def readings(self):
        """The `depth`, the `rate` now and the `steps`; of each network the `loss`, the `spread` of the values in
        the last hidden layer, and the size of the `gradient` at layer 1, both as the root of a mean square; and how
        many of the 64 points are `wrong`.
        """
        readings = {"depth": self.depth, "rate": self.rates[-1][1], "steps": self.steps}
        for side in ("left", "right"):
            spread, gradient = self.sizes(side)
            readings |= {
                f"loss_{side}": self.losses(side)[-1],
                f"spread_{side}": rms(spread[-1]),
                f"gradient_{side}": rms(gradient[0]),
                f"wrong_{side}": int(((self.network(side)(X) > 0) != Y).sum()),
            }
        return readings

    def draw(self, figure):
        from matplotlib.colors import LinearSegmentedColormap

        from ...plot import decision_boundary

        layer, last = np.arange(1, self.depth + 1), max(300, self.steps)
        names = ["decision", "values", "gradients"]
        rows = [[f"{name} left" for name in names], [f"{name} right" for name in names], ["loss"] * 3]
        axes = figure.subplot_mosaic(rows, height_ratios=[1.3, 1.3, 1])
        for side in ("left", "right"):
            kind = getattr(self, side)
            shades = LinearSegmentedColormap.from_list(kind, ["white", COLOURS[kind]])
            for name, layers in zip(("values", "gradients"), self.sizes(side), strict=True):
                ax, logs = axes[f"{name} {side}"], [np.log10(np.abs(each).clip(10.0**LOW)) for each in layers]
                counts = [np.histogram(each, 4 * (HIGH - LOW), (LOW, HIGH))[0] / each.size for each in logs]
                extent = (0.5, self.depth + 0.5, LOW, HIGH)
                look = {"origin": "lower", "aspect": "auto", "interpolation": "nearest", "vmin": 0, "vmax": 0.8}
                ax.imshow(np.sqrt(counts).T, shades, extent=extent, **look)
                ax.plot(layer, [max(LOW, math.log10(rms(each) or 10.0**LOW)) for each in layers], color=COLOURS[kind])
                ax.set_yticks([LOW, -6, 0], ["0", "$10^{-6}$", "1"])
            ax = decision_boundary(self.network(side), X, LABELS, ax=axes[f"decision {side}"])
            ax.set(title=kind, xlabel="", ylabel="", xticks=[-1, 0, 1], yticks=[-1, 0, 1])
            axes[f"values {side}"].set(title="spread of values")
            axes[f"gradients {side}"].set(title="gradients")
        for name in names[1:]:
            axes[f"{name} right"].set(xlabel="layer")
            axes["loss"].plot(self.losses(side), color=COLOURS[kind])
            axes["loss"].text(1.01 * self.steps, self.losses(side)[-1], kind, color=COLOURS[kind], va="bottom")
        axes["loss"].axhline(math.log(2), color="0.5", linewidth=1, linestyle=":")
        axes["loss"].set(xlabel="step", ylabel="loss", xlim=(0, 1.15 * last), ylim=(0, 1))


@lru_cache(maxsize=16)
def run(kind, depth, activation, seed, rates, steps):
    """The network after so many steps, and its loss before each of them and after the last."""
    net, loss, losses = start(kind, depth, activation, seed), LogisticNLL(), []
    rate_from, rate = dict(rates), rates[0][1]
    for step in range(steps + 1):
        losses.append(float(loss(net(X), Y)))
        if step == steps:
            return net, losses
        rate = rate_from.get(step, rate)
        net.backward(loss.backward(), dx=False)
        for theta, gradient in net.blocks():
            split = SPLIT * gradient
            theta -= rate * (split - (split - gradient))
            theta.clip(-LARGEST, LARGEST, out=theta)


def start(kind, depth, activation, seed):
    """The network before training. The output layer is drawn first, so that it is the same at any depth."""
    random, rng = Random(seed), np.random.default_rng(0)

    def dense(n_in, n_out):
        layer = Dense(n_in, n_out, rng=rng)
        layer.W = glorot(random, n_in, n_out)
        return layer

    def hidden(place):
        layers = [dense(WIDTH if place else 2, WIDTH), ACTIVATIONS[activation]()]
        if kind in ("batch norm", "both"):
            layers.insert(1, BatchNorm(WIDTH, momentum=1))  # every batch is all points: the last one's values hold
        has_skip = kind in ("skip", "both") and place > 0
        return Residual(*layers, scale=1 / math.sqrt(depth)) if has_skip else Sequential(*layers)

    output = dense(WIDTH, 1)
    return Sequential(*(hidden(place) for place in range(depth)), output)


def dense_of(layer):
    return layer.layers[0]


def rms(values):
    return math.sqrt((values**2).mean())
