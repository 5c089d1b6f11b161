"""Attention: tokens in the plane, their queries, keys and values to drag, and what each looks at (section 8)."""

import math

import numpy as np
import traitlets

from ...attention import SelfAttention
from ..base import Widget
from ..traits import Choice, Flag, Number, Rows
from .story import QUARTER_TURN, STORY, TOKENS

D = 2
LIMIT = 5
MOST_TOKENS, MOST_HEADS = 8, 4


class Attention(Widget):
    """Self-attention among `tokens`, rows (x₁, x₂) within ±2, by one to four `heads`, whose outputs are averaged.

    Each row of `heads` holds W_Q, W_K and W_V, 2 × 2 and row by row: twelve numbers within ±5. The scores are
    q · k / (T √d), with T = `temperature`, and without √d unless `scaled`. With `causal`, a token looks at itself and
    those before it only. `query` and `head`, from 1, are those that are looked at; `matrix` is what is printed of them.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range or a
    `query` or `head` that is not there.

    >>> widget = Attention(tokens=[[1, 0], [0, 1]], temperature=0.05)
    >>> widget.weights().round(2)
    array([[[0., 1.],
            [0., 1.]]])
    >>> widget.outputs().round(2)
    array([[0., 1.],
           [0., 1.]])
    """

    STORY = STORY

    tokens = Rows(TOKENS, [(-2, 2, False)] * D, longest=MOST_TOKENS)
    heads = Rows([QUARTER_TURN], [(-LIMIT, LIMIT, False)] * 3 * D * D, longest=MOST_HEADS)
    query = Number(1, 1, MOST_TOKENS, whole=True)
    head = Number(1, 1, MOST_HEADS, whole=True)
    scaled = Flag(True)
    temperature = Number(1, 0.05, 20)
    causal = Flag(False)
    matrix = Choice("weights", ["weights", "scores"])

    @traitlets.validate("tokens", "query", "heads", "head")
    def _check_one_of_many(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        for one, many in (("query", "tokens"), ("head", "heads")):
            news = {one: getattr(self, one), many: getattr(self, many), name: value}
            if name in (one, many) and news[one] > len(news[many]):
                raise traitlets.TraitError(
                    f"Attention.{name}: {one} {news[one]} needs at least as many {many}, got {value}"
                )
        return value

    def network(self):
        """The `nnlib` layer on the screen: `SelfAttention(2 h, heads=h)` for h heads.

        Its tokens are the widget's, extended by zeros (`inputs()`); W_O averages the heads into the first two features.
        """
        count = len(self.heads)
        layer = SelfAttention(D * count, heads=count, causal=self.causal, rng=np.random.default_rng(0))
        layer.theta = np.zeros(layer.count_parameters())
        W = np.array(self.heads).reshape(count, 3, D, D)
        for part, name in enumerate(("W_Q", "W_K", "W_V")):
            getattr(layer, name)[:D] = np.concatenate(W[:, part], axis=1)
        layer.W_Q *= (1 if self.scaled else math.sqrt(D)) / self.temperature
        layer.W_O[:, :D] = np.tile(np.eye(D), (count, 1)) / count
        return layer

    def inputs(self):
        """The tokens as `network()` takes them, (1, tokens, 2 h)."""
        x = np.zeros((1, len(self.tokens), D * len(self.heads)))
        x[0, :, :D] = self.tokens
        return x

    def outputs(self):
        """h, the heads' mean output for each token, (tokens, 2)."""
        return self.network()(self.inputs())[0, :, :D]

    def weights(self):
        """The weights a_ij of each head, (heads, tokens, tokens)."""
        layer = self.network()
        layer(self.inputs())
        return layer.A[0]

    def readings(self):
        h, i = self.outputs(), self.query - 1
        turned = self.network()(self.inputs()[:, ::-1])[0, ::-1, :D]
        return {
            "query": self.query,
            "head": self.head,
            "temperature": self.temperature,
            "most": float(self.weights()[self.head - 1, i].max()),
            "h1": float(h[i, 0]),
            "h2": float(h[i, 1]),
            "moved": float(np.abs(turned - h).max()),
        }

    def draw(self, figure):
        from ... import plot

        tokens, h, A = np.array(self.tokens), self.outputs(), self.weights()[self.head - 1]
        i, names = self.query - 1, [f"$x_{j}$" for j in range(1, len(self.tokens) + 1)]
        plane, matrix = figure.subplots(1, 2)
        for j, (x, name) in enumerate(zip(tokens, names, strict=True)):
            plane.plot(*zip(tokens[i], x, strict=True), color="#0072B2", linewidth=12 * A[i, j], alpha=0.4)
            plane.plot(*x, "o", color="#1B1E23")
            plane.annotate(name, x, xytext=(5, 5), textcoords="offset points")
        plane.plot(*h[i], "D", color="#0072B2", label=f"$h_{i + 1}$")
        plane.set(xlim=(-2.2, 2.2), ylim=(-2.2, 2.2), aspect="equal")
        plane.legend(frameon=False)
        matrix.imshow(A, cmap=plot.SIGNED_COLOURS, vmin=-1, vmax=1)
        for (row, column), weight in np.ndenumerate(A):
            colour = "white" if weight > 0.6 else "black"
            matrix.text(column, row, f"{weight:.2f}", ha="center", va="center", color=colour)
        matrix.set(xticks=range(len(tokens)), yticks=range(len(tokens)), xticklabels=names, yticklabels=names)
        matrix.set(xlabel="is looked at", ylabel="looks")
