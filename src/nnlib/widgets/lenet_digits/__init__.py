"""LeNetDigits: draw a digit and see every channel of every layer of a trained LeNet-5 (section 7)."""

from functools import cache

import numpy as np
import traitlets

from ...conv import Conv2D
from ...datasets import mnist5k
from ...layers import Dense
from ...losses import softmax
from ...pooling import AvgPool2D
from ..base import Widget
from ..strokes import SIDE, UNITS, normalised
from ..trained_lenet import trained_lenet5, weights
from ..traits import Choice, Number, Numbers, Rows
from .story import STORY

EACH = 2
MOST_WRONG = 10
LAYERS = {  # what each layer puts out, (channels, height, width), and where it ends in `lenet5`
    "C1": ((6, 28, 28), 2),
    "S2": ((6, 14, 14), 3),
    "C3": ((16, 10, 10), 5),
    "S4": ((16, 5, 5), 6),
    "F5": ((120, 1, 1), 9),
    "F6": ((84, 1, 1), 11),
    "output": ((10, 1, 1), 12),
}


@cache
def shown_digits():
    """Held-out digits to pick from, images (n, 28, 28) in bytes and labels (n,): two of each, then wrong ones."""
    _, (X, y) = mnist5k(np.float32)
    read = trained_lenet5()(X.astype(float)).argmax(axis=1)
    right = [np.flatnonzero((y == digit) & (read == digit))[:EACH] for digit in range(10)]
    chosen = np.concatenate([*right, np.flatnonzero(read != y)[:MOST_WRONG]])
    return np.rint(255 * X[chosen, 0]).astype(np.uint8), y[chosen]


class LeNetDigits(Widget):
    """A trained LeNet-5 on a digit that is drawn, `strokes`, or on one that it has never seen, number `digit`.

    `strokes` are rows (stroke, x, y) in tenths of a pixel of a sheet of 28 × 28; they are scaled and centred as MNIST's
    digits were. `unit` [layer, channel, row, column] is the one whose weights and receptive field are shown.

    Raises `traitlets.TraitError`, naming the trait and keeping the last good state, for values out of range.

    >>> widget = LeNetDigits(digit=14)
    >>> widget.network()
    Sequential(Conv2D(1, 6, 5, padding=2), Tanh(), AvgPool2D(2), Conv2D(6, 16, 5), Tanh(), AvgPool2D(2), Flatten(),
               Dense(400, 120), Tanh(), Dense(120, 84), Tanh(), Dense(84, 10))
    >>> int(widget.logits().argmax())
    7
    """

    STORY = STORY

    source = Choice("digit", ["digit", "drawn"])
    digit = Number(6, 0, 10 * EACH + MOST_WRONG - 1, whole=True)
    strokes = Rows([], [(0, 999, True), (0, UNITS * SIDE, True), (0, UNITS * SIDE, True)], longest=1500)
    unit = Numbers([2, 2, 4, 3], 0, 120, shortest=4, longest=4, whole=True)
    _weights = traitlets.Bytes().tag(sync=True)
    _images = traitlets.Bytes().tag(sync=True)
    _labels = traitlets.List().tag(sync=True)

    @traitlets.default("name")
    def _default_name(self):
        return "lenet-digits"

    @traitlets.default("_weights")
    def _default_weights(self):
        return weights().tobytes()

    @traitlets.default("_images")
    def _default_images(self):
        return shown_digits()[0].tobytes()

    @traitlets.default("_labels")
    def _default_labels(self):
        return shown_digits()[1].tolist()

    @traitlets.validate("digit")
    def _check_digit(self, proposal):
        if proposal["value"] >= len(self._labels):
            raise traitlets.TraitError(
                f"LeNetDigits.digit: there are {len(self._labels)} digits, got number {proposal['value']}"
            )
        return proposal["value"]

    @traitlets.validate("unit")
    def _check_unit(self, proposal):
        layer, *place = proposal["value"]
        shapes = [shape for shape, _ in LAYERS.values()]
        if layer >= len(shapes) or any(at >= size for at, size in zip(place, shapes[layer], strict=True)):
            raise traitlets.TraitError(
                f"LeNetDigits.unit: expected [layer, channel, row, column] of a unit, got {proposal['value']}"
            )
        return proposal["value"]

    @traitlets.observe("strokes")
    def _show_strokes(self, change):
        if change["new"]:
            self.source = "drawn"

    def image(self):
        """What the network gets, (28, 28), from 0 (paper) to 1 (ink)."""
        if self.source == "drawn":
            return normalised(self.strokes)
        return np.frombuffer(self._images, np.uint8).reshape(-1, SIDE, SIDE)[self.digit] / 255

    def network(self):
        """The trained `nnlib` network, images (n, 1, 28, 28) to linear outputs (n, 10)."""
        return trained_lenet5()

    def logits(self):
        """The ten linear outputs."""
        return self.network()(self.image()[None, None])[0]

    def probabilities(self):
        """f, the softmax of the linear outputs."""
        return softmax(self.logits()[None])[0]

    def channels(self, layer):
        """What the layer "C1", "S2", "C3", "S4", "F5", "F6" or "output" puts out, (channels, height, width)."""
        if layer not in LAYERS:
            raise ValueError(f"LeNetDigits.channels: expected one of {', '.join(LAYERS)}, got {layer!r}")
        (shape, end), x = LAYERS[layer], self.image()[None, None]
        for each in self.network().layers[:end]:
            x = each(x)
        return x.reshape(shape)

    def field(self):
        """How many rows and columns of the input the chosen unit depends on."""
        layer, _, *place = self.unit
        _, end = list(LAYERS.values())[layer]
        low, high = np.array(place), np.array(place)
        for each in reversed(self.network().layers[:end]):
            if isinstance(each, Dense):
                return SIDE, SIDE
            if isinstance(each, (Conv2D, AvgPool2D)):
                corner, stride = np.array(each.padding), np.array(each.stride)
                low, high = low * stride - corner, high * stride - corner + np.array(each.size) - 1
        rows, columns = np.minimum(high, SIDE - 1) - np.maximum(low, 0) + 1
        return int(rows), int(columns)

    def readings(self):
        f, drawn = self.probabilities(), self.source == "drawn"
        strokes = np.array(self.strokes if drawn and self.strokes else [[0, 0, 0]])
        read = int(f.argmax())
        rows, columns = self.field()
        return {
            "read": read,
            "sure": float(f[read]),
            "right": int(not drawn and read == self._labels[self.digit]),
            "drawn": int(drawn),
            "side": float(np.ptp(strokes[:, 1:], axis=0).max()) / UNITS,
            "pixels": rows * columns,
        }

    def draw(self, figure):
        from ...plot import channel, image

        first, *maps = figure.add_gridspec(2, 4).subplots().flat
        image(self.image(), ax=first)
        for c, ax in enumerate(maps[:6]):
            channel(self.channels("C1")[c], largest=1, ax=ax)
            ax.set_title(f"C1, channel {c + 1}", fontsize=9)
        maps[6].bar(range(10), self.probabilities(), color="#0072B2")
        maps[6].set(xticks=range(10), ylim=(0, 1), title="f")
