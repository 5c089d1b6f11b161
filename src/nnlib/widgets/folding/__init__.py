"""Folding: each layer folds the interval once more, so that pieces double where parameters only add up (section 2)."""

from itertools import pairwise

import numpy as np
import traitlets

from ...activations import ReLU
from ...networks import mlp
from ..base import Widget
from ..traits import Choice, Number, Numbers, of_length
from .pieces import knots
from .story import STORY

MOST_LAYERS = {2: 6, 3: 4, 4: 3}
APART, WIDE_APART = 0.1, 0.01
MOST_KINKS, MOST_BENDS = 9, 17


def _rising(values, apart):
    """Whether values are as far apart as they must be, from 0 and from 1 too."""
    return all(b - a >= apart - 1e-9 for a, b in pairwise([0, *values, 1]))


class Folding(Widget):
    """The interval from 0 to 1, folded by `layers` hidden layers of `width` ReLU units each, one after the other.

    A layer of `width` units folds what it gets into `width` sheets at its creases and stretches each sheet from 0 to 1:
    for two units a tent. `kinks` are the creases, width − 1 of each layer, for as many layers as there can be: 6, 4 or
    3 of width 2, 3 or 4. `network="wide"` shows a network of one hidden layer with at most as many parameters instead;
    `bends` are the places where its units switch, none for evenly spread ones. `pulled` is how far the folded strip
    is pulled apart: 1 draws functions of x, less presses the sheets together.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range, more
    layers than there can be, creases closer than 0.1 or bends closer than 0.01, or another number of them.

    >>> Folding(layers=6).network().count_parameters()
    37
    """

    STORY = STORY

    layers = Number(2, 0, max(MOST_LAYERS.values()), whole=True)
    width = Number(2, min(MOST_LAYERS), max(MOST_LAYERS), whole=True)
    kinks = Numbers([0.5] * 6, APART, 1 - APART, longest=MOST_KINKS)
    pulled = Number(1, 0.03, 1)
    shape = Choice("deep", ["deep", "wide"])
    bends = Numbers([], WIDE_APART, 1 - WIDE_APART, longest=MOST_BENDS)

    @traitlets.validate("layers")
    def _check_layers(self, proposal):
        most = MOST_LAYERS[self.width]
        if proposal["value"] > most:
            raise traitlets.TraitError(
                f"Folding.layers: expected 0 to {most} layers of width {self.width}, got {proposal['value']}"
            )
        return proposal["value"]

    @traitlets.validate("kinks")
    def _check_kinks(self, proposal):
        value = of_length(proposal, self._count_kinks(), f"{MOST_LAYERS[self.width]} layers of width {self.width}")
        if not all(_rising(creases, APART) for creases in self._by_layer(value)):
            raise traitlets.TraitError(f"Folding.kinks: expected rising creases {APART} apart, got {value}")
        return value

    @traitlets.validate("bends")
    def _check_bends(self, proposal):
        value = of_length(proposal, self.wide_units(), f"a network of {self._count_deep()} parameters", or_none=True)
        if not _rising(value, WIDE_APART):
            raise traitlets.TraitError(f"Folding.bends: expected rising places {WIDE_APART} apart, got {value}")
        return value

    @traitlets.observe("layers", "width")
    def _keep_what_fits(self, change):
        self.layers = min(self.layers, MOST_LAYERS[self.width])
        if len(self.kinks) != self._count_kinks():
            self.kinks = even(self.width - 1) * MOST_LAYERS[self.width]
        if len(self.bends) != self.wide_units():
            self.bends = []

    def _count_kinks(self):
        return (self.width - 1) * MOST_LAYERS[self.width]

    def _by_layer(self, kinks):
        each = self.width - 1
        return [kinks[start : start + each] for start in range(0, len(kinks), each)]

    def _count_deep(self):
        return _sizes_count([1, *[self.width] * self.layers, 1])

    def wide_units(self):
        """How many hidden units a network of one layer has with at most as many parameters, 3 m + 1."""
        return (self._count_deep() - 1) // 3

    def network(self):
        """The `nnlib` network on the screen."""
        if self.shape == "wide":
            places = self.bends or even(self.wide_units())
            return _chain([places] if places else [])
        return _chain([[0, *creases] for creases in self._by_layer(self.kinks)[: self.layers]])

    def readings(self):
        """Of the network on the screen its hidden `layers`, their `width`, its `parameters` and in how many straight
        `pieces` it cuts the interval; how far the strip is `pulled` apart, and how far `off` an even place a crease, or
        a bend, is at most.
        """
        net = self.network()
        wide = self.shape == "wide"
        places = self.bends if wide else self.kinks
        evenly = even(len(places)) if wide else even(self.width - 1) * MOST_LAYERS[self.width]
        return {
            "layers": int(self.wide_units() > 0) if wide else self.layers,
            "width": self.wide_units() if wide else self.width,
            "parameters": net.count_parameters(),
            "pieces": len(knots(net)) - 1,
            "pulled": self.pulled,
            "off": float(np.abs(np.subtract(places, evenly)).max(initial=0)),
        }

    def draw(self, figure):
        from ...plot import CLASS_COLOURS, styled

        rows = [self.network()] if self.shape == "wide" else self._rows()
        for ax, net in zip(figure.subplots(len(rows), sharex=True, squeeze=False)[:, 0], rows, strict=True):
            x = knots(net)
            f = net(x[:, None])[:, 0]
            for k, (start, end) in enumerate(pairwise(f)):
                ax.plot(x[k : k + 2], f[k : k + 2], color=CLASS_COLOURS[int(end >= start)], linewidth=1.5)
            styled(ax).set(xlim=(0, 1), yticks=[0, 1])
            count = len(x) - 1
            ax.text(1.02, 0.5, f"{count} piece{'s' * (count > 1)}", transform=ax.transAxes, va="center")
        ax.set(xlabel="$x$")

    def _rows(self):
        """The networks that end after 0, 1, … hidden layers."""
        creases = self._by_layer(self.kinks)
        return [_chain([[0, *each] for each in creases[:layer]]) for layer in range(self.layers + 1)]


def even(count):
    """Places from 0 to 1 that cut it into equal parts.

    >>> even(3)
    [0.25, 0.5, 0.75]
    """
    return [(k + 1) / (count + 1) for k in range(count)]


def _sizes_count(sizes):
    return sum((before + 1) * after for before, after in pairwise(sizes))


def _chain(places):
    """A ReLU network of one input and output, of which layer l's units switch at `places[l]` of what layer l − 1 draws:
    a zigzag between 0 and 1, which begins with a flat piece or without.
    """
    net = mlp([1, *map(len, places), 1], hidden=ReLU, rng=np.random.default_rng(0))
    dense = net.layers[::2]
    coming = np.ones(1)
    for layer, switches in zip(dense, places, strict=False):
        layer.W = np.repeat(coming[:, None], len(switches), axis=1)
        layer.b = -np.array(switches, dtype=float)
        slopes = (-1) ** np.arange(len(switches)) / np.diff([*switches, 1])
        coming = np.diff(slopes, prepend=0)
    dense[-1].W, dense[-1].b = coming[:, None], np.zeros(1)
    return net
