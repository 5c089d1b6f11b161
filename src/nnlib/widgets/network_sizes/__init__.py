"""NetworkSizes: a network's parameters counted term by term, and what a random one of its shape draws (section 2)."""

from itertools import pairwise, product

import numpy as np
import traitlets

from ...layers import Dense, Sequential
from ...networks import mlp
from ..base import Widget
from ..traits import Choice, Flag, Number, Numbers, Rows
from .bends import regions, turns
from .growing import ACTIVATIONS, growing_theta
from .story import STORY

WIDEST, MOST_HIDDEN, MOST_INPUTS, MOST_OUTPUTS = 16, 5, 2, 4
LIMIT = 40
LINE, SIDE = np.linspace(-1, 1, 801), np.linspace(-1, 1, 81)
MOST_PARAMETERS = (MOST_INPUTS + 1) * WIDEST + (WIDEST + 1) * (WIDEST * (MOST_HIDDEN - 1) + MOST_OUTPUTS)


class NetworkSizes(Widget):
    """A network `inputs` → `hidden` sizes → `outputs`, its parameter count, and the function it computes.

    The weights are drawn from `seed`, so that a unit that is added leaves the others' weights alone; `weights` holds
    those that were changed since, as rows (l, i, j, value) for w_lij and b_lj (i = 0) of section 2, all counted
    from 1. `activation` is that of the hidden units, `shown` the output in the picture of a network with two inputs,
    `biases` whether bias nodes are drawn.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range, a weight
    that the network does not have, or an output that it does not have.

    >>> NetworkSizes(inputs=2, hidden=[3]).network().count_parameters()
    13
    """

    STORY = STORY

    inputs = Number(2, 1, MOST_INPUTS, whole=True)
    hidden = Numbers([4, 3], 1, WIDEST, longest=MOST_HIDDEN, whole=True)
    outputs = Number(1, 1, MOST_OUTPUTS, whole=True)
    shown = Number(1, 1, MOST_OUTPUTS, whole=True)
    activation = Choice("tanh", list(ACTIVATIONS))
    biases = Flag(True)
    seed = Number(30, 0, 9999, whole=True)
    weights = Rows(
        [],
        [(1, MOST_HIDDEN + 1, True), (0, WIDEST, True), (1, WIDEST, True), (-LIMIT, LIMIT, False)],
        longest=MOST_PARAMETERS,
    )

    def sizes(self):
        """The sizes H_0 = n, H_1, …, H_L = K."""
        return [self.inputs, *self.hidden, self.outputs]

    def _has(self, row):
        sizes = self.sizes()
        layer, i, j, _ = row
        return layer < len(sizes) and i <= sizes[layer - 1] and j <= sizes[layer]

    @traitlets.validate("weights")
    def _check_weights(self, proposal):
        for row in proposal["value"]:
            if not self._has(row):
                shape = "-".join(map(str, self.sizes()))
                raise traitlets.TraitError(
                    f"NetworkSizes.weights: a network {shape} has no weight l, i, j = {', '.join(map(str, row[:3]))}"
                )
        return proposal["value"]

    @traitlets.validate("shown")
    def _check_shown(self, proposal):
        if proposal["value"] > self.outputs:
            raise traitlets.TraitError(
                f"NetworkSizes.shown: expected an output from 1 to {self.outputs}, got {proposal['value']}"
            )
        return proposal["value"]

    @traitlets.observe("inputs", "hidden", "outputs")
    def _keep_what_fits(self, change):
        self.weights = [row for row in self.weights if self._has(row)]
        self.shown = min(self.shown, self.outputs)

    def network(self):
        """The `nnlib` network on the screen."""
        net = mlp(self.sizes(), hidden=ACTIVATIONS[self.activation], rng=np.random.default_rng(0))
        net.theta = growing_theta(self.sizes(), self.activation, self.seed)
        dense = [each for each in net.layers if each.parameters()]
        for layer, i, j, value in self.weights:
            if i == 0:
                dense[layer - 1].b[j - 1] = value
            else:
                dense[layer - 1].W[i - 1, j - 1] = value
        return net

    def readings(self):
        """`parameters`, hidden `layers`, weights `changed` by hand; of the output that is shown, how often its curve
        `turns` over one input, into how many `regions` its sign cuts the square of two (0 where it is the other).
        """
        net = self.network()
        side = LINE if self.inputs == 1 else SIDE
        x = np.stack(np.meshgrid(*[side] * self.inputs), axis=-1).reshape(-1, self.inputs)
        f = net(x)[:, self.shown - 1]
        return {
            "parameters": net.count_parameters(),
            "layers": len(self.hidden),
            "changed": len(self.weights),
            "turns": turns(f) if self.inputs == 1 else 0,
            "regions": regions(f.reshape(len(SIDE), len(SIDE)) > 0) if self.inputs == 2 else 0,
        }

    def draw(self, figure):
        left, right = figure.subplots(1, 2)
        self._draw_diagram(left)
        self._draw_function(right)

    def _draw_diagram(self, ax):
        from ...plot import CLASS_COLOURS, INK

        net = self.network()
        heights = [(size - 1) / 2 - np.arange(size) for size in self.sizes()]
        nodes = [np.column_stack([np.full(len(y), layer), y]) for layer, y in enumerate(heights)]
        weights = [layer.W for layer in net.layers if layer.parameters()]
        for W, (before, after) in zip(weights, pairwise(nodes), strict=True):
            for w, (start, end) in zip(W.flat, product(before, after), strict=True):
                style = {"color": CLASS_COLOURS[int(w > 0)], "linestyle": "-" if w > 0 else "--"}
                ax.plot(*zip(start, end, strict=True), linewidth=0.3 + 0.7 * np.log2(1 + abs(w)), zorder=1, **style)
        x, y = np.concatenate(nodes).T
        ax.scatter(x, y, s=60, facecolor="white", edgecolor=INK, zorder=2)
        ax.axis("off")
        ax.set_title(f"{'-'.join(map(str, self.sizes()))}: {net.count_parameters()} parameters", fontsize=10)

    def _draw_function(self, ax):
        from ...plot import decision_boundary, styled, unit_colour

        net = self.network()
        if self.inputs == 2:
            last, k = net.layers[-1], self.shown - 1
            one = Dense(last.W.shape[0], 1, rng=np.random.default_rng(0))
            one.W, one.b = last.W[:, k : k + 1], last.b[k : k + 1]
            decision_boundary(Sequential(*net.layers[:-1], one), np.empty((0, 2)), np.empty(0), ax=ax)
            ax.set(xlim=(-1, 1), ylim=(-1, 1))
            return
        x = np.linspace(-1, 1, 401)
        styled(ax)
        for k, f in enumerate(net(x[:, None]).T):
            ax.plot(x, f, color=unit_colour(k), linewidth=2)
        ax.set(xlabel="$x$", ylabel="$f(x)$", xlim=(-1, 1))
