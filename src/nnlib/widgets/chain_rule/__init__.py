"""ChainRule: the tiny graph θ → (g, h) → f → J, its values forwards and its messages backwards (section 4)."""

import numpy as np

from ...activations import Logistic
from ..base import Widget
from ..traits import Choice, Number
from .story import STORY

LOW, HIGH = -1, 3
LAST = 10
MOST_PARAMETERS = 100_000


def _by_hand(theta):
    g, h = theta**2, 3 - theta
    return g, h, g * h, h, g, 2 * theta, -1


def _two_soft_steps(theta):
    sigma = Logistic()
    r, s = np.array(5 * theta + 5), np.array(5 * theta - 5)
    g, h = sigma.f(r), sigma.f(s)
    return g, h, 4 * g - 4 * h - 2, 4, -4, 5 * sigma.slope(r), 5 * sigma.slope(s)


def _cancelling(theta):
    sigma, t = Logistic(), np.array(theta)
    g, h = sigma.f(t), sigma.f(-t)
    return g, h, 2 * (g + h), 2, 2, sigma.slope(t), -sigma.slope(-t)


CHAINS = {"by hand": _by_hand, "two soft steps": _two_soft_steps, "cancelling": _cancelling}
NAMES = ["g", "h", "f", "df/dg", "df/dh", "dg/dtheta", "dh/dtheta"]

# For the still picture: each node's place and the steps that show its value and ∂J/∂ of it; each edge's message.
TEX = {"theta": r"\theta", "g": "g", "h": "h", "f": "f", "J": "J"}
NODES = {
    "theta": (0, 0, 0, 10), "g": (1, 0.5, 1, 6), "h": (1, -0.5, 2, 7), "f": (2, 0, 3, 5), "J": (3, 0, 4, LAST + 1),
}  # fmt: skip
EDGES = [("f", "J", 5), ("g", "f", 6), ("h", "f", 7), ("theta", "g", 8), ("theta", "h", 9)]


class ChainRule(Widget):
    """One parameter θ that reaches the loss on two paths: g(θ) and h(θ), then f(g, h), then J = (y − f)².

    `functions` chooses g, h and f: "by hand" has g = θ², h = 3 − θ, f = g h; "two soft steps" has g = σ(5θ + 5),
    h = σ(5θ − 5), f = 4g − 4h − 2; "cancelling" has g = σ(θ), h = σ(−θ), f = 2(g + h). `shown` counts the steps shown:
    four values forwards (g, h, f, J), then six of the sweep.

    `sweep` is what is sent: "back", the messages; "forward", a `nudge` Δθ of θ and what it changes, to first order;
    "both" shows the derivatives by θ and those of J side by side, and what each sweep costs with so many `parameters`.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range.

    >>> values = ChainRule(theta=1.0, y=1.0).values()
    >>> values["J"], values["dJ/df"], values["dJ/dtheta"]
    (1.0, 2.0, 6.0)
    """

    STORY = STORY

    functions = Choice("by hand", list(CHAINS))
    theta = Number(1, LOW, HIGH)
    y = Number(1, -4, 4)
    shown = Number(4, 0, LAST, whole=True)
    sweep = Choice("back", ["back", "forward", "both"])
    nudge = Number(0.1, -0.5, 0.5)
    parameters = Number(1, 1, MOST_PARAMETERS, whole=True)

    def values(self):
        """Every value and local derivative by name, and the derivatives dJ/d… that the messages bring."""
        values = dict(zip(NAMES, map(float, CHAINS[self.functions](self.theta)), strict=True))
        values["J"] = (self.y - values["f"]) ** 2
        values["dJ/df"] = -2 * (self.y - values["f"])
        for name in "gh":
            values[f"dJ/d{name}"] = values["dJ/df"] * values[f"df/d{name}"]
        values["dJ/dtheta"] = sum(values[f"dJ/d{name}"] * values[f"d{name}/dtheta"] for name in "gh")
        return values

    def readings(self):
        """θ, `y`, the values up to `J`, the `slope` ∂J/∂θ with its parts `by_g` and `by_h`; what a `nudge` of θ adds to
        J, in fact, `rise`, and by the slope, `rise_by_slope`; the steps `shown`, and how many `parameters`.
        """
        v = self.values()
        f = float(CHAINS[self.functions](self.theta + self.nudge)[2])
        rise = {"nudge": self.nudge, "rise": (self.y - f) ** 2 - v["J"], "rise_by_slope": v["dJ/dtheta"] * self.nudge}
        values = {name: v[name] for name in ("g", "h", "f", "J")}
        paths = {f"by_{name}": v[f"dJ/d{name}"] * v[f"d{name}/dtheta"] for name in "gh"}
        state = {"theta": self.theta, "y": self.y, "shown": self.shown, "parameters": self.parameters}
        found = {**state, **values, "slope": v["dJ/dtheta"], **paths, **rise}
        return {name: float(value) for name, value in found.items()}

    def changes(self):
        """What the nudge changes of each node, to first order: its derivative by θ, times the nudge."""
        v = self.values()
        by_theta = {"theta": 1, "g": v["dg/dtheta"], "h": v["dh/dtheta"]}
        by_theta["f"] = v["df/dg"] * by_theta["g"] + v["df/dh"] * by_theta["h"]
        by_theta["J"] = v["dJ/df"] * by_theta["f"]
        return {name: self.nudge * slope for name, slope in by_theta.items()}

    def draw(self, figure):
        from ...plot import graph

        v, n, changes = self.values(), self.shown, self.changes()
        is_forward = self.sweep == "forward"
        nodes = {}
        for name, (x, y, forward, backward) in NODES.items():
            value = f" = {v.get(name, self.theta):.3g}" if n >= forward else ""
            change = rf",\ \Delta {TEX[name]} = {changes[name]:.3g}" if is_forward and n >= LAST else ""
            received = rf"$\partial J/\partial {TEX[name]} = {v[f'dJ/d{name}']:.3g}$" if n >= backward else ""
            nodes[name] = (x, y, f"${TEX[name]}{value}{change}$", "" if is_forward else received)
        edges = []
        for start, end, step in EDGES:
            local = v[f"d{end}/d{start}"]
            arriving = 1 if end == "J" else v[f"dJ/d{end}"]
            texts = rf"$\partial {end}/\partial {TEX[start]} = {local:.3g}$", f"${arriving * local:.3g}$"
            edges.append((start, end, *(texts if n >= step else ("", ""))))
        if is_forward:
            edges = [(start, end, text, "") for start, end, text, _ in edges]
        graph(nodes, edges, ax=figure.add_subplot())
