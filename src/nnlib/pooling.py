"""Pooling of images, (n, channels, height, width) (section 7).

Results lie batch-last in memory, (height, width, channel, n), as those of `Conv2D` do.
"""

import math

import numpy as np

from . import checks
from .layer import Layer
from .window import batch_last, cropped, images, option, padded, short, window_of

IMAGES = ("n", "channels", "height", "width")


class Pooling(Layer):
    """What average and max pooling share: the windows, and what `outside` the image counts as."""

    outside = 0.0
    size, stride, padding = option("size"), option("stride"), option("padding")

    def __init__(self, size, stride=None, *, padding=0):
        where = type(self).__name__
        self._window = window_of(size, size if stride is None else stride, padding, 1, where)
        check_padding(self._window, where)

    def _entries(self, x):
        """The window, and views of the padded images, one for each entry (u, v): its value in every window."""
        self._kept = None
        checks.floats(x, IMAGES, None, self)
        window = self._window
        check_padding(window, self)
        window.places(x.shape[2:], self)
        return window, window.entries(padded(x, window, self.outside))

    def _dx(self, gradients, x_shape, window, dtype):
        """dJ/dx from those of the windows' entries: added up where windows overlap, elsewhere each is the only one."""
        n, channels, height, width = x_shape
        (top, bottom), (left, right) = window.sides
        dx = images(np.zeros((top + height + bottom, left + width + right, channels, n), dtype))
        alone = all(step >= size for step, size in zip(window.stride, window.size, strict=True))
        for entry, gradient in zip(window.entries(dx), gradients, strict=True):
            if alone:
                entry[...] = gradient
            else:
                entry += gradient
        return cropped(dx, window)

    def __repr__(self):
        size, stride, padding = short(self.size), short(self.stride), short(self.padding)
        text = f"{type(self).__name__}({size}" + ("" if stride == size else f", stride={stride}")
        return text + ("" if padding == 0 else f", padding={padding}") + ")"


class AvgPool2D(Pooling):
    """Average pooling: the mean of each channel over windows of `size`, placed `stride` apart (section 7).

    `size`, `stride` and `padding` are whole numbers or pairs (height, width); stride is size if None. Rows and columns
    that do not fill a window are left out; the image gets `padding` zeros on each side, at most half of `size`, which
    count in the mean. It is a convolution of each channel by itself, all its weights 1 / (height · width).

    `forward` takes x (n, channels, h, w) of float64 or float32 and gives h (n, channels, h_out, w_out), a new array
    (`output_size`). Raises TypeError (other type of number) or ValueError (shape, a window larger than the image, more
    padding than half a window).

    >>> AvgPool2D(2)(np.array([[[[1.0, 2.0, 5.0], [3.0, 6.0, 5.0]]]]))
    array([[[[3.]]]])
    """

    def forward(self, x):
        """h = Σ x / (height · width) over each window."""
        window, entries = self._entries(x)
        h = new_batch_last(entries[0])
        for entry in entries[1:]:
            h += entry
        h *= 1 / len(entries)
        self._keep((x.shape, window), h)
        return h

    def backward(self, dh):
        """Each entry of a window gets dh / (height · width)."""
        x_shape, window = self._kept_for(dh)
        count = math.prod(window.size)
        return self._dx([dh * (1 / count)] * count, x_shape, window, dh.dtype)


class MaxPool2D(Pooling):
    """Max pooling: the largest value of each channel in windows of `size`, placed `stride` apart (section 7).

    All else is as in `AvgPool2D`, but padding is never the largest. The gradient goes to the selected entry, the first
    of equal ones (row by row).

    >>> MaxPool2D(2)(np.array([[[[1.0, 2.0, 5.0], [3.0, 6.0, 5.0]]]]))
    array([[[[6.]]]])
    """

    outside = -np.inf

    def forward(self, x):
        """h = max x over each window; and which entry it is."""
        window, entries = self._entries(x)
        h = new_batch_last(entries[0])
        selected = np.zeros_like(h, np.min_scalar_type(len(entries)))
        for i, entry in enumerate(entries[1:], start=1):
            np.copyto(selected, i, where=entry > h)
            np.maximum(h, entry, out=h)
        self._keep((x.shape, window, selected), h)
        return h

    def backward(self, dh):
        """The selected entry of a window gets dh, the others 0."""
        x_shape, window, selected = self._kept_for(dh)
        each = (dh * (selected == i) for i in range(math.prod(window.size)))
        return self._dx(each, x_shape, window, dh.dtype)


def check_padding(window, where):
    """No window may stand on padding alone."""
    (top, bottom), (left, right) = window.sides
    height, width = window.size
    if 2 * max(top, bottom) > height or 2 * max(left, right) > width:
        raise ValueError(f"{where}: padding must be at most half of size {window.size}, got {window.padding}")


def new_batch_last(x):
    """A copy of the images x that lies batch-last in memory."""
    return images(batch_last(x).copy())
