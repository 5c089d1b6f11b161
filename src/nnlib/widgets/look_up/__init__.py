"""LookUp: a trained attention layer looks up a letter's digit, every step of it in sight (section 8)."""

import math

import numpy as np
import traitlets

from ...datasets.lookups import KINDS
from ..base import Widget
from ..trained_look_up import MOST_PAIRS, STEPS, answered_rightly, trained_look_up, weights
from ..traits import Number, Rows
from .story import PAIRS, STORY

LETTERS = "ABCDEF"


class LookUp(Widget):
    """The look-up network of section 8 on a list of `pairs`, rows (letter, digit) from 0 to 5, and a `question`.

    `steps` says after how many steps of its training: 0, 20, 40, 60, 80 or 1600.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range.

    >>> widget = LookUp(pairs=[[2, 2], [0, 5], [4, 5], [1, 0]], question=0)
    >>> widget.written(), int(widget.outputs().argmax())
    ('C2 A5 E5 B0 A?', 5)
    """

    STORY = STORY

    pairs = Rows(PAIRS, [(0, KINDS - 1, True)] * 2, shortest=1, longest=MOST_PAIRS)
    question = Number(0, 0, KINDS - 1, whole=True)
    steps = Number(STEPS[-1], 0, STEPS[-1], whole=True)
    _moments = traitlets.List(STEPS).tag(sync=True)
    _weights = traitlets.Bytes().tag(sync=True)
    _right = traitlets.List().tag(sync=True)

    @traitlets.default("_weights")
    def _default_weights(self):
        return weights().tobytes()

    @traitlets.default("_right")
    def _default_right(self):
        return answered_rightly().tolist()

    @traitlets.validate("steps")
    def _check_steps(self, proposal):
        if proposal["value"] not in STEPS:
            raise traitlets.TraitError(f"LookUp.steps: expected one of {STEPS}, got {proposal['value']}")
        return proposal["value"]

    def written(self):
        """The list as the section writes it."""
        return "".join(f"{LETTERS[letter]}{digit} " for letter, digit in self.pairs) + f"{LETTERS[self.question]}?"

    def network(self):
        """The `nnlib` network, lists (n, tokens, 12) to an output for each digit (n, 6)."""
        return trained_look_up(self.steps)

    def inputs(self):
        """The list as `network()` takes it, (1, tokens, 12)."""
        one_of = np.eye(KINDS)
        listed = [np.r_[one_of[letter], one_of[digit]] for letter, digit in self.pairs]
        return np.array([[*listed, np.r_[one_of[self.question], np.zeros(KINDS)]]])

    def outputs(self):
        """f, one output for each digit; the largest is the answer."""
        return self.network()(self.inputs())[0]

    def weights(self):
        """With which weights the question looks at each token, itself last."""
        net = self.network()
        net(self.inputs())
        return net.layers[0].A[0, 0, -1]

    def scores(self):
        """q · k / √12 of the question with each token."""
        look, x = self.network().layers[0], self.inputs()[0]
        return (x @ look.W_K + look.b_K) @ (x[-1] @ look.W_Q + look.b_Q) / math.sqrt(x.shape[1])

    def votes(self):
        """What the outputs would be if all weight lay on one token, (tokens, 6); f is their mean by the weights."""
        look, _, dense = self.network().layers
        values = self.inputs()[0] @ look.W_V + look.b_V
        return dense(values @ look.W_O + look.b_O)

    def readings(self):
        """`answer`, whether it is `right`; how many pairs are `found` that have the letter; most of the pairs' weights
        and `at` which pair; the question's weight on `itself`."""
        f, a = self.outputs(), self.weights()
        digits = [digit for letter, digit in self.pairs if letter == self.question]
        answer = int(f.argmax())
        return {
            "answer": answer,
            "right": int(answer in digits),
            "found": len(digits),
            "pairs": len(self.pairs),
            "steps": self.steps,
            "most": float(a[:-1].max()),
            "at": int(a[:-1].argmax()) + 1,
            "itself": float(a[-1]),
        }

    def draw(self, figure):
        names, a, f, digits = self.written().split(), self.weights(), self.outputs(), range(KINDS)
        panels = figure.subplots(2, 2, height_ratios=[3, 2], width_ratios=[2, 3])
        (weights, votes), (empty, outputs) = panels
        weights.barh(names, a, color="#0072B2")
        weights.invert_yaxis()
        weights.set(xlim=(0, 1), title=f"where {names[-1]} looks")
        votes.imshow(self.votes(), cmap="RdBu", vmin=-2, vmax=2, aspect="auto")
        votes.set(xticks=digits, yticks=range(len(names)), yticklabels=names, title="votes for the digits")
        outputs.bar(digits, f, color="#0072B2")
        outputs.axhline(0, color="0.4", linewidth=1)
        outputs.set(xticks=digits, xlim=votes.get_xlim(), title=f"their mean by these weights: {f.argmax()}")
        empty.axis("off")
