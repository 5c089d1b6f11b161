"""Staircase: steps that add up to any curve, and towers that add up to any landscape (section 3)."""

import math

import numpy as np
import traitlets

from ...activations import Logistic
from ...approximation import discretize, evaluate, staircase, steps, towers
from ...layers import Dense, Sequential
from ...losses import SquaredError
from ...optim import SGD
from ..base import Widget
from ..traits import Choice, Flag, Number, Numbers, Rows, of_length
from .soft_start import soft_start
from .story import IN_A_PLANE, ON_A_LINE

PLACES = np.linspace(0, 1, 51)
HIGHEST = 1.2
MOST_STEPS = 64
MARGIN = 0.1
TARGETS = {
    "wave": lambda x: np.sin(2 * np.pi * x),
    "line": lambda x: x,
    "bump": lambda x: np.exp(-(((x - 0.5) / 0.15) ** 2)),
    "root": np.sqrt,
    "corner": lambda x: np.abs(2 * x - 1),
    "chirp": lambda x: np.sin(5 * np.pi * x**2),
}
SURFACES = {
    "hill": lambda x1, x2: np.exp(-((x1 - 0.5) ** 2 + (x2 - 0.5) ** 2) / 0.08),
    "saddle": lambda x1, x2: 4 * (x1 - 0.5) * (x2 - 0.5),
    "ripple": lambda x1, x2: np.cos(9 * np.hypot(x1 - 0.5, x2 - 0.5)),
}
BUILT = ["ridge", "cross", "tower", "all"]
LIMIT = 1e4
MOMENTUM = 0.95
TRAINED_AT = np.arange(129) / 128
SEEN_AT = np.arange(2049) / 2048
GRID = np.arange(61) / 60


class Staircase(Widget):
    """The construction of section 3 on [0, 1], its steps free to be moved, beside a trained network of its width.

    `target` names f*. If it is "own", f* runs straight between the values `curve` at 51 even places, which `follow(f)`
    or `Staircase(f)` takes from a Python function. `eps` and `sharpness` (R; `hard` for R = ∞) give the staircase until
    `steps` replaces it by steps set by hand, rows (μ, level) of which the first stands at 0. `theta` are the parameters
    of the trained network, [] before training. `challenge` = [m, error] asks for that error with at most m steps.

    With `view="plane"`: `towers`, rows (a₁, b₁, a₂, b₂, height), and how far they are built up, `built`. Setting
    `surface` or `grid` covers the square with grid × grid towers of that surface's heights.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range or that do
    not fit each other, and TypeError or ValueError for a function that does not give finite numbers within ±1.2.

    >>> widget = Staircase(eps=0.5, hard=True)
    >>> widget.network()
    Sequential(Dense(1, 3), Step(), Dense(3, 1))
    >>> widget.network().knots.round(3)
    array([0.083, 0.5  , 0.583])
    """

    STORY = ON_A_LINE

    view = Choice("line", ["line", "plane"])
    target = Choice("wave", [*TARGETS, "own"])
    curve = Numbers(np.round(TARGETS["wave"](PLACES), 4), -HIGHEST, HIGHEST, shortest=len(PLACES), longest=len(PLACES))
    eps = Number(0.25, 0.02, 1)
    sharpness = Number(200, 5, 5000)
    hard = Flag(False)
    steps = Rows([], [(0, 1, False), (-HIGHEST, HIGHEST, False)], longest=MOST_STEPS + 1)
    compare = Flag(False)
    theta = Numbers([], -LIMIT, LIMIT, longest=3 * MOST_STEPS + 1)
    seed = Number(1, 0, 9999, whole=True)
    rate = Number(0.05, 0.001, 1)
    trained = Number(0, 0, 1e9, whole=True)
    challenge = Numbers([], 0, MOST_STEPS, longest=2)
    towers = Rows(
        [[0.25, 0.6, 0.3, 0.7, 0.8]], [(-MARGIN, 1 + MARGIN, False)] * 4 + [(-HIGHEST, HIGHEST, False)], longest=64
    )
    built = Choice("ridge", BUILT)
    surface = Choice("own", [*SURFACES, "own"])
    grid = Number(4, 1, 8, whole=True)
    turn = Number(30, 0, 360)

    def __init__(self, f=None, story=None, **state):
        if f is not None:
            state |= {"target": "own", "curve": sampled(f)}
        if story is None and state.get("view") == "plane":
            story = IN_A_PLANE
        super().__init__(story, **state)

    def follow(self, f):
        """Makes the Python function `f` the curve to follow, as 51 of its values."""
        curve = sampled(f)
        with self.hold_trait_notifications():
            self.target, self.curve = "own", curve

    def function(self):
        """f*, as a function of an array."""
        return (lambda x: np.interp(x, PLACES, self.curve)) if self.target == "own" else TARGETS[self.target]

    def count_steps(self):
        """m, the number of steps on the screen; 0 where f* stays within the first band."""
        if self.steps:
            return len(self.steps) - 1
        levels = discretize(self.function(), self.eps, 0.0, 1.0)[1]
        return 0 if levels[0] == levels[1] else len(levels) - 1

    def network(self):
        """The `nnlib` network on the screen: the staircase, or the towers (as far as they stand, all of them)."""
        sharpness = math.inf if self.hard else self.sharpness
        if self.view == "plane":
            rows = np.array(self.towers).reshape(-1, 5)
            return towers(rows[:, :4], rows[:, 4], sharpness)
        if len(self.steps) > 1:
            rows = np.array(self.steps)
            return steps(rows[1:, 0], rows[:, 1], sharpness)
        return staircase(self.function(), self.eps, sharpness=sharpness)

    def trained_network(self):
        """The network that is trained: logistic hidden units, linear output; before training, as `seed` starts it.

        Raises ValueError where there is no step, and so no hidden unit.
        """
        m, rng = self.count_steps(), np.random.default_rng(0)
        if m == 0:
            raise ValueError("Staircase: f* stays within its first band, there is no step and no unit to train")
        net = Sequential(Dense(1, m, rng=rng), Logistic(), Dense(m, 1, rng=rng))
        net.theta = self.theta or soft_start(m, self.seed)
        return net

    def train(self, steps):
        """Takes so many steps of gradient descent with momentum on the trained network, as *Train* does in the page."""
        net, loss = self.trained_network(), SquaredError()
        optimizer = SGD(net, lr=self.rate, momentum=MOMENTUM)
        x, y = TRAINED_AT[:, None], self.function()(TRAINED_AT)[:, None]
        for _ in range(steps):
            loss(net(x), y)
            net.backward(loss.backward(), dx=False)
            optimizer.step()
        self.set_state({"theta": net.theta.tolist(), "trained": self.trained + steps})

    def readings(self):
        """On a line: `steps`, `parameters`, `eps`, the largest `error`; of the trained network `trained_error` and
        `trained_width`, the median width of its steps, 4 / |w|, from 12 % of the rise to 88 %.

        In the plane: `towers`, how far they are `built` (1 to 4); the largest `error` if they stand under a landscape.
        """
        if self.view == "plane":
            towered = {"towers": len(self.towers), "built": BUILT.index(self.built) + 1}
            covers = self.surface != "own" and self.built == "all"
            return towered | ({"error": self._landscape_error()} if covers else {})
        m, shown = self.count_steps(), {}
        if self.compare and 0 < m <= MOST_STEPS:
            net = self.trained_network()
            trained = net(SEEN_AT[:, None])[:, 0]
            shown = {
                "trained_error": float(np.abs(trained - self.function()(SEEN_AT)).max()),
                "trained_width": float(np.median(4 / np.abs(net.layers[0].W))),
            }
        return {"steps": m, "parameters": 3 * m + 1, "eps": self.eps, "error": self._largest_error()} | shown

    def _largest_error(self):
        """Of |f − f*|, seen at 2,049 even places and on both sides of each knot."""
        if self.count_steps() == 0:
            level = self.steps[0][1] if self.steps else float(self.function()(0.0))
            return float(np.abs(level - self.function()(SEEN_AT)).max())
        net = self.network()
        knots = net.knots
        x = np.concatenate([SEEN_AT, knots, np.nextafter(knots, 0) if self.hard else knots])
        at = np.concatenate([SEEN_AT, knots, knots])
        return float(np.abs(net(x[:, None])[:, 0] - self.function()(at)).max())

    def _landscape_error(self):
        places = np.array(np.meshgrid(GRID, GRID)).reshape(2, -1).T
        f = self.network()(places)[:, 0] if self.towers else np.zeros(len(places))
        return float(np.abs(f - SURFACES[self.surface](*places.T)).max())

    @traitlets.observe("target", "curve", "eps", "steps")
    def _forget_other_widths(self, change):
        if self.theta and len(self.theta) != 3 * self.count_steps() + 1:
            with self.hold_trait_notifications():
                self.theta, self.trained = [], 0

    @traitlets.observe("surface", "grid")
    def _cover(self, change):
        if self.surface != "own":
            self.towers = covering(SURFACES[self.surface], self.grid)

    @traitlets.validate("steps")
    def _check_steps(self, proposal):
        knots = [row[0] for row in proposal["value"]]
        if knots and (knots[0] != 0 or knots != sorted(knots)):
            raise traitlets.TraitError(f"Staircase.steps: expected knots from 0 upwards, got {knots[:8]}")
        return proposal["value"]

    @traitlets.validate("theta")
    def _check_theta(self, proposal):
        return of_length(proposal, 3 * self.count_steps() + 1, or_none=True)

    @traitlets.validate("challenge")
    def _check_challenge(self, proposal):
        value = proposal["value"]
        if value and not (len(value) == 2 and value[0] >= 1 and value[0].is_integer() and 0.01 <= value[1] <= 1):
            raise traitlets.TraitError(
                f"Staircase.challenge: expected [steps, error], a whole number from 1 and an error from 0.01 to 1, "
                f"got {value}"
            )
        return value

    @traitlets.validate("towers")
    def _check_towers(self, proposal):
        for a1, b1, a2, b2, _ in proposal["value"]:
            if not (a1 < b1 and a2 < b2):
                raise traitlets.TraitError(f"Staircase.towers: expected a < b, got the box {[a1, b1, a2, b2]}")
        return proposal["value"]

    def draw(self, figure):
        ax = figure.add_subplot()
        if self.view == "plane":
            x = np.linspace(0, 1, 101)
            places = np.array(np.meshgrid(x, x)).reshape(2, -1).T
            f = self.network()(places).reshape(101, 101) if self.towers else np.zeros((101, 101))
            ax.imshow(f, origin="lower", extent=(0, 1, 0, 1), cmap="RdBu", vmin=-HIGHEST, vmax=HIGHEST)
            if self.surface != "own":
                ax.contour(x, x, SURFACES[self.surface](*places.T).reshape(101, 101), colors="#1B1E23", linewidths=1)
            ax.set(xlabel="$x_1$", ylabel="$x_2$")
            return
        x = np.linspace(0, 1, 1001)
        target = self.function()(x)
        ax.fill_between(x, target - self.eps, target + self.eps, color="0.9", label=r"$f^* \pm \epsilon$")
        ax.plot(x, target, color="#1B1E23", label="$f^*$")
        ax.plot(x, self.network()(x[:, None])[:, 0], color="#0072B2", label=f"$f$, {self.count_steps()} steps")
        if self.compare and 0 < self.count_steps() <= MOST_STEPS:
            ax.plot(x, self.trained_network()(x[:, None])[:, 0], "--", color="#8A6508", label="trained")
        ax.set(xlabel="$x$")
        ax.legend(frameon=False)


def sampled(f):
    """51 values of the Python function `f`, seen to be fit for `curve`."""
    if not callable(f):
        raise TypeError(f"Staircase: f must be a function, got {f!r}")
    values = evaluate(f, PLACES)
    if np.abs(values).max() > HIGHEST:
        at = int(np.abs(values).argmax())
        raise ValueError(f"Staircase: f must stay within ±{HIGHEST}, got f({PLACES[at]:g}) = {values[at]:g}")
    return values.tolist()


def covering(surface, k):
    """k × k towers that cover the unit square, each as high as `surface` in its middle; the outer ones reach beyond."""
    edges = np.arange(k + 1) / k
    middles = (edges[:-1] + edges[1:]) / 2
    edges[[0, -1]] = -MARGIN, 1 + MARGIN
    return [
        [edges[i], edges[i + 1], edges[j], edges[j + 1], round(float(surface(middles[i], middles[j])), 4)]
        for j in range(k)
        for i in range(k)
    ]
