"""Where filters and pooling windows stand on an image, and its padding (section 7)."""

from typing import NamedTuple

import numpy as np

from . import checks


def output_size(size, window, stride=1, padding=0, dilation=1):
    """(height, width) of what a convolution or pooling puts out: ⌊(h + 2 padding − reach) / stride⌋ + 1 for the height,
    where the window reaches over dilation · (window − 1) + 1 rows; likewise for the width (section 7).

    Each argument is a whole number or a pair (height, width); padding may be "same", as in `Conv2D`. Raises TypeError
    or ValueError where they are not, and ValueError where the window is larger than the padded image.

    >>> output_size(28, 5, padding=2), output_size((14, 10), 5), output_size(7, 3, stride=2)
    ((28, 28), (10, 6), (3, 3))
    """
    size = checks.pair(size, "size", "output_size")
    return window_of(window, stride, padding, dilation, "output_size", "window").places(size, "output_size")


class Window(NamedTuple):
    """Where a filter or a pooling window stands and which pixels it meets: pairs (height, width).

    `padding` may be "same", too; `sides` is what it comes to, ((top, bottom), (left, right)).
    """

    size: tuple
    stride: tuple
    padding: tuple | str
    dilation: tuple
    sides: tuple

    def places(self, image, where=""):
        """(h_out, w_out) on an image (height, width) without its padding."""
        (top, bottom), (left, right) = self.sides
        height, width = top + image[0] + bottom, left + image[1] + right
        over = tuple(gap * (size - 1) + 1 for gap, size in zip(self.dilation, self.size, strict=True))
        if over[0] > height or over[1] > width:
            reach, image = f"{over[0]} × {over[1]}", f"{height} × {width}"
            raise ValueError(
                f"{where}: the window reaches over {reach} pixels, but the image with its padding has {image}"
            )
        return (height - over[0]) // self.stride[0] + 1, (width - over[1]) // self.stride[1] + 1

    def rows(self, x, u):
        """The rows of the padded images x (…, height, width) that the window's u-th row meets from place to place."""
        return self._along(0, u, x.shape[-2])

    def columns(self, x, v):
        """The same of columns."""
        return self._along(1, v, x.shape[-1])

    def _along(self, axis, u, length):
        size, gap = self.size[axis], self.dilation[axis]
        return slice(u * gap, length - (size - 1 - u) * gap, self.stride[axis])

    def met_by(self, x, u, v):
        """The pixels of the padded images x that the entry (u, v) meets, a view (…, h_out, w_out)."""
        return x[..., self.rows(x, u), self.columns(x, v)]

    def entries(self, x):
        """The same for all entries, row by row."""
        columns = [self.columns(x, v) for v in range(self.size[1])]
        return [x[..., rows, each] for rows in (self.rows(x, u) for u in range(self.size[0])) for each in columns]


def window_of(size, stride, padding, dilation, where, name="size"):
    """A `Window` of options as a reader gives them."""
    size, stride = checks.pair(size, name, where), checks.pair(stride, "stride", where)
    dilation = checks.pair(dilation, "dilation", where)
    if not isinstance(padding, str):
        padding = checks.pair(padding, "padding", where, least=0)
        return Window(size, stride, padding, dilation, tuple((zeros, zeros) for zeros in padding))
    if padding != "same":
        raise ValueError(f'{where}: padding must be a whole number, a pair of them or "same", got {padding!r}')
    if stride != (1, 1):
        raise ValueError(f'{where}: padding="same" needs stride 1, got {short(stride)}')
    spare = [gap * (side - 1) for gap, side in zip(dilation, size, strict=True)]
    return Window(size, stride, padding, dilation, tuple((zeros // 2, zeros - zeros // 2) for zeros in spare))


def option(name):
    """An option of a layer's `_window`. Assigning to it makes another window, for the passes to come."""

    def write(layer, value):
        *options, _ = layer._window._replace(**{name: value})
        layer._window = window_of(*options, layer)

    return property(lambda layer: getattr(layer._window, name), write)


def padded(x, window, value=0.0):
    """x with the window's padding round each image, of that value; x itself if there is none."""
    (top, bottom), (left, right) = window.sides
    if not (top or bottom or left or right):
        return x
    n, channels, height, width = x.shape
    new = images(np.full((top + height + bottom, left + width + right, channels, n), value, x.dtype))
    cropped(new, window)[...] = x
    return new


def cropped(x, window):
    """The images of x without the window's padding, a view."""
    (top, bottom), (left, right) = window.sides
    return x[:, :, top : x.shape[2] - bottom, left : x.shape[3] - right]


def batch_last(x):
    """(n, channels, height, width) seen as (height, width, channels, n)."""
    return x.transpose(2, 3, 1, 0)


def images(x):
    """(height, width, channels, n) seen as (n, channels, height, width)."""
    return x.transpose(3, 2, 0, 1)


def short(pair):
    """A pair of equal numbers as one."""
    return pair[0] if isinstance(pair, tuple) and pair[0] == pair[1] else pair
