"""Activations: activation functions and their slopes side by side (section 5)."""

import numpy as np

from ...activations import LeakyReLU, Logistic, ReLU, Tanh
from ..base import Widget
from ..traits import Flag, Number
from .story import STORY

FLAT = 0.01


class Activations(Widget):
    """The functions a(r) that are switched on, over their slopes a′(r), with one movable place `r`.

    `epsilon` is the leaky ReLU's slope for negative r.

    >>> Activations(r=0.0).values()["logistic"]
    (0.5, 0.25)
    """

    STORY = STORY

    r = Number(-2, -6, 6)
    epsilon = Number(0.1, 0.01, 0.5)
    logistic = Flag(True)
    tanh = Flag(True)
    relu = Flag(True)
    leaky_relu = Flag(True)

    def layers(self):
        """The activations that are switched on, as `nnlib` layers."""
        every = (Logistic(), Tanh(), ReLU(), LeakyReLU(self.epsilon))
        return [layer for layer in every if getattr(self, layer.name.replace(" ", "_"))]

    def values(self):
        """(a(r), a′(r)) of each function that is switched on, by its name."""
        return {layer.name: (float(layer.f(self.r)), float(layer.slope(self.r))) for layer in self.layers()}

    def readings(self):
        """`r`, `epsilon`; the slope of the `logistic` at r; of the functions that are switched on the `least` slope, and
        how many are `flat`, below 1/100.
        """
        slopes = [slope for _, slope in self.values().values()]
        return {
            "r": self.r,
            "epsilon": self.epsilon,
            "logistic": float(Logistic().slope(self.r)),
            "least": min(slopes, default=1.0),
            "flat": sum(slope < FLAT for slope in slopes),
        }

    def draw(self, figure):
        from ...plot import unit_colour

        along = np.linspace(-6, 6, 481)
        above, below = figure.subplots(2, sharex=True)
        for j, layer in enumerate(self.layers()):
            above.plot(along, layer.f(along), color=unit_colour(j), linewidth=2, label=layer.name)
            below.plot(along, layer.slope(along), color=unit_colour(j), linewidth=2)
        above.set(ylabel="a(r)", ylim=(-1.5, 3))
        below.set(xlabel="r", ylabel="a′(r)")
        above.legend(frameon=False)
        for ax in (above, below):
            ax.axvline(self.r, color="0.4", linestyle=":")
