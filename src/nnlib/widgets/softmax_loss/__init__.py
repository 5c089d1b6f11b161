"""SoftmaxLoss: logits to drag, the probabilities they give, the loss, and its gradient (section 5)."""

import numpy as np
import traitlets

from ...losses import SoftmaxNLL, softmax
from ..base import Widget
from ..traits import Number, Numbers
from .story import STORY

MOST_CLASSES = 5


class SoftmaxLoss(Widget):
    """One data point with linear outputs `logits` z_c and true class `target`: f = softmax(z / T), J = −log f_y.

    `temperature` is T; 1 is the softmax of the book. Setting fewer `logits` than the target needs raises
    `traitlets.TraitError` and keeps the last good state.

    >>> widget = SoftmaxLoss(logits=[0.0, 0.0], target=1)
    >>> widget.probabilities(), round(widget.loss(), 4)
    (array([0.5, 0.5]), 0.6931)
    """

    STORY = STORY

    logits = Numbers([2.0, 1.0, -1.0], -6, 6, shortest=2, longest=MOST_CLASSES)
    target = Number(1, 0, MOST_CLASSES - 1, whole=True)
    temperature = Number(1, 0.1, 10)

    @traitlets.validate("target", "logits")
    def _check_target(self, proposal):
        news = {"target": self.target, "logits": self.logits, proposal["trait"].name: proposal["value"]}
        if news["target"] >= len(news["logits"]):
            raise traitlets.TraitError(
                f"SoftmaxLoss.{proposal['trait'].name}: class {news['target']} needs more than "
                f"{len(news['logits'])} logits, got {proposal['value']!r}"
            )
        return proposal["value"]

    def _scaled(self):
        return np.array([self.logits]) / self.temperature

    def probabilities(self):
        """f, one probability a class."""
        return softmax(self._scaled())[0]

    def loss(self):
        """J = −log f_y."""
        return SoftmaxNLL()(self._scaled(), np.array([self.target]))

    def gradient(self):
        """∂J/∂z_c = (f_c − 1[c = y]) / T."""
        loss = SoftmaxNLL()
        loss(self._scaled(), np.array([self.target]))
        return loss.backward()[0] / self.temperature

    def readings(self):
        """`loss`; the probability of the `true` class, the `spread` of all; the `mean` logit; how many `classes`."""
        f = self.probabilities()
        return {
            "loss": float(self.loss()),
            "true": float(f[self.target]),
            "spread": float(np.ptp(f)),
            "mean": float(np.mean(self.logits)),
            "classes": len(self.logits),
        }

    def draw(self, figure):
        names = [f"class {c}" + (" (true)" if c == self.target else "") for c in range(len(self.logits))]
        panels = [
            ("z", self.logits, "#1B1E23"),
            ("f", self.probabilities(), "#0072B2"),
            ("∂J/∂z", self.gradient(), "#A4568A"),
        ]
        for ax, (title, values, colour) in zip(figure.subplots(len(panels), sharex=True), panels, strict=True):
            ax.bar(names, values, color=colour, width=0.5)
            ax.axhline(0, color="0.4", linewidth=1)
            ax.set_ylabel(title)
