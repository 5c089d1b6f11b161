"""Staircase: steps that add up to any curve, and towers that add up to any landscape (section 3, Example 6-3)."""

import math

import numpy as np
import traitlets

from ...activations import Logistic
from ...approximation import discretize, evaluate, staircase, steps, towers
from ...layers import Dense, Sequential
from ..base import Widget
from ..traits import Choice, Flag, Number, Numbers, Rows, of_length

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
LIMIT = 1e4


class Staircase(Widget):
    """The construction of Example 6-3 on [0, 1], its steps free to be moved, beside a trained network of its width.

    `target` names f*. If it is "own", f* runs straight between the values `curve` at 51 even places, which `follow(f)`
    or `Staircase(f)` takes from a Python function. `eps` and `sharpness` (R; `hard` for R = ∞) give the staircase until
    `steps` replaces it by steps set by hand, rows (μ, level) of which the first stands at 0. `theta` are the parameters
    of the trained network, [] before training. `challenge` = [m, error] asks for that error with at most m steps.

    With `view="plane"`: `towers`, rows (a₁, b₁, a₂, b₂, height), and how far they are built up, `stage`. Setting
    `surface` or `grid` covers the square with grid × grid towers of that surface's heights.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range or that do
    not fit each other, and TypeError or ValueError for a function that does not give finite numbers within ±1.2.

    >>> widget = Staircase(eps=0.5, hard=True)
    >>> widget.network()
    Sequential(Dense(1, 3), Step(), Dense(3, 1))
    >>> widget.network().knots.round(3)
    array([0.083, 0.5  , 0.583])
    """

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
    stage = Choice("cross", ["ridge", "cross", "tower", "all"])
    surface = Choice("own", [*SURFACES, "own"])
    grid = Number(4, 1, 8, whole=True)
    turn = Number(30, 0, 360)

    def __init__(self, f=None, **state):
        if f is not None:
            state |= {"target": "own", "curve": sampled(f)}
        super().__init__(**state)

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
        """The trained network: logistic hidden units, linear output. Raises ValueError before training."""
        if not self.theta:
            raise ValueError("Staircase: the network has not been trained yet, theta is empty")
        rng, m = np.random.default_rng(0), len(self.theta) // 3
        net = Sequential(Dense(1, m, rng=rng), Logistic(), Dense(m, 1, rng=rng))
        net.theta = self.theta
        return net

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
            ax.set(xlabel="$x_1$", ylabel="$x_2$")
            return
        x = np.linspace(0, 1, 1001)
        target = self.function()(x)
        ax.fill_between(x, target - self.eps, target + self.eps, color="0.9", label=r"$f^* \pm \epsilon$")
        ax.plot(x, target, color="#1F2328", label="$f^*$")
        ax.plot(x, self.network()(x[:, None])[:, 0], color="#0072B2", label=f"$f$, {self.count_steps()} steps")
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
