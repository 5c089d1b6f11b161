"""SoftSteps: one to six trainable steps on a line, their weighted sum, and the classes it gives (section 1)."""

import numpy as np
import traitlets

from ... import datasets
from ...activations import Logistic, Step
from ...layers import Dense, Sequential
from ...losses import LogisticNLL
from ..base import Widget
from ..many_starts import ManyStarts
from ..random_numbers import Random
from ..traits import Choice, Number, Numbers, Rows, of_length
from .story import STORY

LOW, HIGH = -3.0, 4.0
LIMIT = 1e4
MOST_STEPS, MOST_POINTS, HIGHEST_DEGREE = 6, 60, 7
SCALE = 3.0
STEEPNESS, FIRST, LAST = 3.0, -2.0, 3.0
CHANGES_SEEN = 1401
LABELLINGS = {
    "three changes": "00011100111",
    "one change": "00000011111",
    "two changes": "00011111000",
    "five changes": "00110011011",
}


def _labelled(labels):
    x, _ = datasets.three_changes()
    return [[float(position), int(label)] for position, label in zip(x[:, 0], labels, strict=True)]


def started_theta(hidden, seed):
    """A start of training, (w, b, β, β₀), as the page draws it: steps of one sharpness at random places.

    >>> len(started_theta(3, seed=1))
    10
    """
    random, limit = Random(seed), np.sqrt(6 / (hidden + 1))
    places = [random.uniform(FIRST, LAST) for _ in range(hidden)]
    beta = [float(random.uniform(-limit, limit)) for _ in range(hidden)]
    return [STEEPNESS] * hidden + [-STEEPNESS * place for place in places] + beta + [0.0]


def _example_theta():
    """σ(5x + 5), σ(5x − 5), σ(5x − 10) of `three changes`, and heights that make r change sign at each of them."""
    w, b, beta, beta_0 = [5, 5, 5], [5, -5, -10], [4, -4, 4], [-2]
    return w + b + beta + beta_0


class SoftSteps(ManyStarts, Widget):
    """A two-layer network 1 → `hidden` → 1 on labelled points of a line: f(x) = σ(r(x)), r(x) = β₀ + Σ βᵢ φᵢ(x).

    `points` are rows (x, class), −3 ≤ x ≤ 4. The `family` is that of the features: "soft step", σ(c (wᵢ x + bᵢ)) with
    c the `factor`; "hard step", its limit 1[wᵢ x + bᵢ ≥ 0]; "polynomial", (x/3)ⁱ up to the `degree`. `theta` is
    (w, b, β, β₀), `nnlib`'s order; `coefficients` (β₁, …, β_d, β₀) are the polynomial's. `start` is the `theta` that
    training began from, `steps` counts its steps. `challenge` = m asks a class to separate the points by hand with at
    most m steps; 0 is no challenge. Setting `hidden` alone draws a new start from `seed`, setting `degree` alone
    coefficients of zero; setting `dataset` alone takes that set's points.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range and for
    parameters whose number does not fit.

    >>> widget = SoftSteps()
    >>> widget.network()
    Sequential(Dense(1, 3), Logistic(), Dense(3, 1))
    >>> widget.response(np.array([-3.0, 0.0, 4.0])).round(2)
    array([-2.  ,  1.95,  2.  ])
    """

    STORY = STORY

    dataset = Choice("three changes", [*LABELLINGS, "own"])
    points = Rows(_labelled(LABELLINGS["three changes"]), [(LOW, HIGH, False), (0, 1, True)], longest=MOST_POINTS)
    family = Choice("soft step", ["soft step", "hard step", "polynomial"])
    hidden = Number(3, 1, MOST_STEPS, whole=True)
    theta = Numbers(_example_theta(), -LIMIT, LIMIT, longest=3 * MOST_STEPS + 1)
    start = Numbers(_example_theta(), -LIMIT, LIMIT, longest=3 * MOST_STEPS + 1)
    factor = Number(1, 1, 100)
    degree = Number(3, 1, HIGHEST_DEGREE, whole=True)
    coefficients = Numbers([0, 0, 0, 0], -LIMIT, LIMIT, longest=HIGHEST_DEGREE + 1)
    seed = Number(1, 0, 9999, whole=True)
    rate = Number(1, 0.001, 10)
    steps = Number(0, 0, 1e9, whole=True)
    challenge = Number(0, 0, MOST_STEPS, whole=True)
    _datasets = traitlets.Dict().tag(sync=True)

    @traitlets.default("_datasets")
    def _default_datasets(self):
        return {name: _labelled(labels) for name, labels in LABELLINGS.items()}

    @traitlets.observe("hidden")
    def _draw_start(self, change):
        if len(self.theta) != 3 * self.hidden + 1:
            theta = self.start_of(self.seed)
            self.set_state({"theta": theta, "start": theta, "steps": 0})
        elif len(self.start) != len(self.theta):
            self.start = self.theta

    @traitlets.observe("degree")
    def _clear_coefficients(self, change):
        if len(self.coefficients) != self.degree + 1:
            self.coefficients = [0] * (self.degree + 1)

    @traitlets.observe("dataset")
    def _take_points(self, change):
        if change["new"] in self._datasets:
            self.points = self._datasets[change["new"]]

    @traitlets.validate("theta", "start", "coefficients")
    def _check_length(self, proposal):
        name = proposal["trait"].name
        if name == "coefficients":
            expected, of = self.degree + 1, f"degree {self.degree}"
        else:
            expected, of = 3 * self.hidden + 1, f"{self.hidden} steps"
        return of_length(proposal, expected, of)

    def start_of(self, seed):
        """θ of the start that *New start* draws from a seed."""
        return started_theta(self.hidden, seed)

    def network(self):
        """The `nnlib` network on the screen, its output r linear (f = σ(r)); the factor is in its first layer.

        Raises ValueError for the polynomial family, which has no hidden layer.
        """
        if self.family == "polynomial":
            raise ValueError("SoftSteps.network: a polynomial is no network of steps; use response(x) or coefficients")
        hard = self.family == "hard step"
        rng = np.random.default_rng(self.seed)
        net = Sequential(Dense(1, self.hidden, rng=rng), Step() if hard else Logistic(), Dense(self.hidden, 1, rng=rng))
        net.theta = self.theta
        if not hard:
            net.layers[0].W *= self.factor
            net.layers[0].b *= self.factor
        return net

    def features(self, x):
        """φᵢ(x) for x (n,), as an array (n, number of features)."""
        x = np.asarray(x, dtype=float)[:, None]
        if self.family == "polynomial":
            return (x / SCALE) ** np.arange(1, self.degree + 1)
        first, activation, _ = self.network().layers
        return activation(first(x))

    def response(self, x):
        """r(x) for x (n,); class 1 where it is positive."""
        *beta, beta_0 = self.coefficients if self.family == "polynomial" else self.theta[2 * self.hidden :]
        return beta_0 + self.features(x) @ np.array(beta)

    def readings(self):
        """`wrong` points, `loss`, how often the class `changes` along the line, `parameters`, training `steps`."""
        x, y = np.array(self.points, dtype=float).reshape(-1, 2).T
        r = self.response(x) if len(x) else x
        above = self.response(np.linspace(LOW, HIGH, CHANGES_SEEN)) > 0
        return {
            "wrong": int(((r > 0) != (y > 0)).sum()),
            "loss": float(LogisticNLL()(r[:, None], y[:, None])) if len(x) else 0.0,
            "changes": int((above[1:] != above[:-1]).sum()),
            "parameters": len(self.coefficients if self.family == "polynomial" else self.theta),
            "steps": self.steps,
        }

    def train(self, steps):
        """Takes so many steps of gradient descent on all points, as *Train* does in the page."""
        x, y = np.array(self.points, dtype=float).reshape(-1, 2).T
        if len(x) == 0:
            return
        if self.family == "polynomial":
            name, net, inputs = "coefficients", Dense(self.degree, 1, rng=np.random.default_rng(0)), self.features(x)
            factor = np.ones(self.degree + 1)
        else:
            name, net, inputs = "theta", self.network(), x[:, None]
            c = 1 if self.family == "hard step" else self.factor
            factor = np.repeat([c, 1], [2 * self.hidden, self.hidden + 1])
            if self.steps == 0:
                self.start = self.theta
        loss, parameters = LogisticNLL(), np.array(getattr(self, name))
        for _ in range(steps):
            net.theta = factor * parameters
            loss(net(inputs), y[:, None])
            net.backward(loss.backward())
            parameters = parameters - self.rate * factor * np.concatenate([each.ravel() for each in net.gradients()])
        self.set_state({name: parameters.tolist(), "steps": self.steps + steps})

    def draw(self, figure):
        from ... import plot

        x = np.linspace(LOW, HIGH, 701)
        phi, r = self.features(x), self.response(x)
        rows = np.array(self.points, dtype=float).reshape(-1, 2)
        axes = figure.subplots(4, 1, sharex=True, height_ratios=[29, 34, 21, 12])
        for ax, name in zip(axes, ("$\\varphi_i(x)$", "$r(x)$", "$f(x)$", ""), strict=True):
            plot.styled(ax).set(ylabel=name, xlim=(LOW, HIGH))
        for i, values in enumerate(phi.T):
            axes[0].plot(x, values, color=plot.unit_colour(i), linewidth=2)
        f = Logistic().f(r)
        for ax, values, level, colour in ((axes[1], r, 0, plot.INK), (axes[2], f, 0.5, plot.CLASS_COLOURS[1])):
            ax.axhline(level, color="0.5", linewidth=1)
            ax.plot(x, values, color=colour, linewidth=2)
        for ax in axes[1:]:
            for where, colour, hatch in zip((r <= 0, r > 0), plot.CLASS_COLOURS, ("////", None), strict=True):
                ax.fill_between(
                    x, 0, 1, where=where, transform=ax.get_xaxis_transform(), color=colour, alpha=0.16, hatch=hatch,
                    linewidth=0,
                )  # fmt: skip
        plot.points(rows[:, :1], rows[:, 1].astype(int), ax=axes[3])
        axes[2].set(ylim=(0, 1), yticks=[0, 0.5, 1])
        axes[3].set(yticks=[], xlabel="$x$", xticks=np.arange(LOW, HIGH + 1))
