"""Convolution and pooling of images, (n, channels, height, width) (section 7).

In memory the values lie batch-last, (height, width, channel, n), as those between Dense layers do: what a filter meets
at one place is then a matrix with a column for each image. The functions at the end work in this order.
"""

import math

import numpy as np
from numpy.lib.stride_tricks import as_strided

from . import checks
from .layer import Layer, stored

IMAGES = ("n", "channels", "height", "width")
PRODUCTS = 2**18
MANY = 16


class Conv2D(Layer):
    """A convolutional layer, r_d,(i,j) = b_d + Σ_k Σ_l Σ_c w_d,c,k,l x_c,(i+k,j+l) (eq. 6.5): the same filters at every
    place (i, j) of the image. `W` (c_out, c_in, height, width), `b` (c_out,).

    `size` (of the filters), `stride`, `padding` and `dilation` are whole numbers or pairs (height, width). The image
    gets `padding` zeros on each side; places are `stride` apart, and the entries that a filter meets `dilation`. Here k
    and l count from the filter's corner, so that they start at 0.

    `forward` takes x (n, c_in, h, w) and gives r (n, c_out, h_out, w_out), a new array (`output_size`); `backward`
    takes dJ/dr, leaves `dW` and `db`, and gives dJ/dx, but for `dx=False`. Weights start uniform within
    ±√(6 / ((c_in + c_out) · height · width)), as those of `Dense` for as many connections; biases at 0.

    Raises TypeError (no Generator, other type of number) or ValueError (shape, a filter larger than the padded image,
    values not finite).

    >>> conv = Conv2D(1, 1, 2, rng=np.random.default_rng(0))
    >>> conv.W = [[[[1, 2], [3, 4]]]]
    >>> conv(np.array([[[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]]]))
    array([[[[5., 3.],
             [2., 1.]]]])
    """

    makes_new = True
    W = stored("W", "weights w_d,c,k,l, (c_out, c_in, height, width)")
    b = stored("b", "biases b_d, (c_out,)")
    dW = stored("dW", "∂J/∂w_d,c,k,l of the last backward pass")
    db = stored("db", "∂J/∂b_d of the last backward pass")

    def __init__(self, c_in, c_out, size, *, stride=1, padding=0, dilation=1, rng=None, dtype=np.float64):
        c_in, c_out = checks.whole(c_in, "c_in", "Conv2D"), checks.whole(c_out, "c_out", "Conv2D")
        where = f"Conv2D({c_in}, {c_out})"
        self.size, self.stride = checks.pair(size, "size", where), checks.pair(stride, "stride", where)
        self.padding = checks.pair(padding, "padding", where, least=0)
        self.dilation = checks.pair(dilation, "dilation", where)
        checks.generator(rng, where)
        self._allocate(checks.float_type(dtype, where), W=(c_out, c_in, *self.size), b=(c_out,))
        limit = math.sqrt(6 / ((c_in + c_out) * math.prod(self.size)))
        self._W[:] = rng.uniform(-limit, limit, self._W.shape)

    def _tie(self):
        super()._tie()
        self._patches = None

    def forward(self, x, reuse=False):
        """r = W · patch + b at each place, a patch being what the filters meet there."""
        c_out, c_in, *_ = self._W.shape
        checks.floats(x, ("n", c_in, "height", "width"), self._W.dtype, self)
        h_out, w_out = places(x.shape[2:], self.size, self.stride, self.padding, self.dilation, self)
        self._patches = None
        x = self._padded(batch_last(x))
        if not checks.is_finite(x.ravel()):
            checks.finite(images(x), "x", self)
        self._patches = self._patches_of(x, h_out, w_out)
        W = self._W.transpose(0, 3, 2, 1).reshape(c_out, -1)  # rows d, columns (l, k, c)
        r = self._output("r", (h_out, w_out, c_out, x.shape[3]), x.dtype, reuse)
        np.matmul(W, self._patches, out=r)
        per_place(r)[...] += np.repeat(self._b, x.shape[3])
        return images(r)

    def backward(self, dr, reuse=False, dx=True):
        """dW = Σ dr patchᵀ and db = Σ dr over all places; dx = Σ Wᵀ dr over the places whose patch x is in."""
        checks.called_before(self._patches, self)
        (c_out, c_in, kh, kw), (h_out, w_out, _, n) = self._W.shape, self._patches.shape
        checks.matches(dr, (n, c_out, h_out, w_out), self._W.dtype, self)
        dr = np.ascontiguousarray(batch_last(dr))
        self._dW[:] = self._sum_of_products(dr).reshape(kw, kh, c_in, c_out).transpose(3, 2, 1, 0)
        self._db[:] = sum_of_places(dr).reshape(c_out, n).sum(axis=1)
        return images(self._input_gradient(dr, reuse)) if dx else None

    def _padded(self, x):
        """x (height, width, c_in, n) with zeros round the image, in memory in this order."""
        ph, pw = self.padding
        height, width, c_in, n = x.shape
        self._x_shape = height + 2 * ph, width + 2 * pw, c_in, n
        if not (ph or pw):
            return np.ascontiguousarray(x)
        padded = self._memory("x", self._x_shape, x.dtype)
        padded[ph : ph + height, pw : pw + width] = x
        return padded

    def _patches_of(self, x, h_out, w_out):
        """What the filters meet, (h_out, w_out, w · h · c_in, n). Only the rows of x are copied, once for each row of a
        filter, so that a patch lies in one piece; neighbouring patches share memory, unless they are dilated.
        """
        (kh, kw), (sh, sw), (dh, dw) = self.size, self.stride, self.dilation
        _, width, c_in, n = x.shape
        rows = self._memory("rows", (h_out, width, kh, c_in, n), x.dtype)
        for k in range(kh):
            rows[:, :, k] = x[every(k * dh, sh, h_out)]
        return side_by_side(rows, w_out, kw, sw, dw)

    def _sum_of_products(self, dr):
        """Σ patch drᵀ, (w · h · c_in, c_out): the product at each place, of a few rows at a time to spare memory.

        For many channels a copy of drᵀ takes less time than BLAS needs more for a transposed matrix.
        """
        h_out, w_out, size, _ = self._patches.shape
        dr_T = dr.swapaxes(2, 3)
        if dr.shape[2] >= MANY:
            dr_T = self._memory("dr_T", dr_T.shape, dr.dtype)
            dr_T[...] = dr.swapaxes(2, 3)
        few = max(1, PRODUCTS // (w_out * size * dr.shape[2]))
        memory = self._memory("products", (min(few, h_out), w_out, size, dr.shape[2]), dr.dtype)
        total = 0
        for i in range(0, h_out, few):
            patches = self._patches[i : i + few]
            total += sum_of_places(np.matmul(patches, dr_T[i : i + few], out=memory[: len(patches)]))
        return total

    def _input_gradient(self, dr, reuse):
        """dJ/dx, the same two steps the other way: the gradient of the copied rows is a convolution of dr along the
        width with the filters reversed, dr being spread out by the stride; then the copies of a row are added up.
        """
        (c_out, c_in, kh, kw), (sh, sw), (dh, dw) = self._W.shape, self.stride, self.dilation
        (h_out, w_out, _, n), (height, width, *_) = dr.shape, self._x_shape
        (ph, pw), reach = self.padding, (kw - 1) * dw
        spread = self._memory("spread", (h_out, reach + width, c_out, n), dr.dtype)
        spread[:, every(reach, sw, w_out)] = dr
        width -= 2 * pw
        W = self._W[..., ::-1].transpose(2, 1, 3, 0).reshape(kh * c_in, kw * c_out)  # rows (k, c), columns (−l, d)
        drows = self._memory("drows", (h_out, width, kh * c_in, n), dr.dtype)
        np.matmul(W, side_by_side(spread[:, pw:], width, kw, 1, dw), out=drows)
        drows = drows.reshape(h_out, width, kh, c_in, n)
        dx = self._output("dx", (height, width, c_in, n), dr.dtype, reuse)
        dx[...] = 0
        for k in range(kh):
            dx[every(k * dh, sh, h_out)] += drows[:, :, k]
        return dx[ph : height - ph]

    def __repr__(self):
        c_out, c_in, *_ = self._W.shape
        text = f"Conv2D({c_in}, {c_out}, {short(self.size)}"
        for name, usual in (("stride", 1), ("padding", 0), ("dilation", 1)):
            value = short(getattr(self, name))
            text += "" if value == usual else f", {name}={value}"
        return text + (")" if self._W.dtype == np.float64 else f", dtype=np.{self._W.dtype})")


class AvgPool2D(Layer):
    """Average pooling: the mean of each channel over windows of `size`, placed `stride` apart (section 7).

    `size` and `stride` are whole numbers or pairs (height, width); stride is size if None. Rows and columns that do not
    fill a window are left out. It is a convolution of each channel by itself, all its weights 1 / (height · width).

    `forward` takes x (n, channels, h, w) of float64 or float32 and gives h (n, channels, h_out, w_out), a new array
    (`output_size`). Raises TypeError (other type of number) or ValueError (shape, a window larger than the image).

    >>> AvgPool2D(2)(np.array([[[[1.0, 2.0, 5.0], [3.0, 6.0, 5.0]]]]))
    array([[[[3.]]]])
    """

    makes_new = True
    x_shape = None

    def __init__(self, size, stride=None):
        self.size = checks.pair(size, "size", "AvgPool2D")
        self.stride = self.size if stride is None else checks.pair(stride, "stride", "AvgPool2D")

    def forward(self, x, reuse=False):
        """h = Σ x / (height · width) over each window."""
        entries = entries_of_windows(x, self)
        self.x_shape, self.dtype = x.shape, x.dtype
        h = self._output("h", entries[0].shape, x.dtype, reuse)
        h[...] = entries[0]
        for entry in entries[1:]:
            h += entry
        h *= 1 / len(entries)
        return images(h)

    def backward(self, dh, reuse=False):
        """Each entry of a window gets dh / (height · width)."""
        dx, entries, dh, put = window_gradients(dh, self, reuse)
        share = np.multiply(dh, 1 / len(entries), out=self._memory("share", dh.shape, dh.dtype))
        for entry in entries:
            put(entry, share)
        return dx

    def __repr__(self):
        return pool_repr(self)


class MaxPool2D(Layer):
    """Max pooling: the largest value of each channel in windows of `size`, placed `stride` apart (section 7).

    All else is as in `AvgPool2D`. The gradient goes to the selected entry, the first of equal ones (row by row).

    >>> MaxPool2D(2)(np.array([[[[1.0, 2.0, 5.0], [3.0, 6.0, 5.0]]]]))
    array([[[[6.]]]])
    """

    makes_new = True
    x_shape = None

    def __init__(self, size, stride=None):
        self.size = checks.pair(size, "size", "MaxPool2D")
        self.stride = self.size if stride is None else checks.pair(stride, "stride", "MaxPool2D")

    def forward(self, x, reuse=False):
        """h = max x over each window; `selected` keeps which entry it is."""
        entries = entries_of_windows(x, self)
        self.x_shape, self.dtype = x.shape, x.dtype
        h = self._output("h", entries[0].shape, x.dtype, reuse)
        h[...] = entries[0]
        self.selected = np.zeros(h.shape, np.min_scalar_type(len(entries)))
        for i, entry in enumerate(entries[1:], start=1):
            np.copyto(self.selected, i, where=entry > h)
            np.maximum(h, entry, out=h)
        return images(h)

    def backward(self, dh, reuse=False):
        """The selected entry of a window gets dh, the others 0."""
        dx, entries, dh, put = window_gradients(dh, self, reuse)
        for i, entry in enumerate(entries):
            put(entry, dh * (self.selected == i))
        return dx

    def __repr__(self):
        return pool_repr(self)


def output_size(size, window, stride=1, padding=0, dilation=1):
    """(height, width) of what a convolution or pooling puts out: ⌊(h + 2 padding − reach) / stride⌋ + 1 for the height,
    where the window reaches over dilation · (window − 1) + 1 rows; likewise for the width (section 7).

    Each argument is a whole number or a pair (height, width). Raises TypeError or ValueError where they are not, and
    ValueError where the window is larger than the padded image.

    >>> output_size(28, 5, padding=2), output_size((14, 10), 5), output_size(7, 3, stride=2)
    ((28, 28), (10, 6), (3, 3))
    """
    where = "output_size"
    return places(
        checks.pair(size, "size", where),
        checks.pair(window, "window", where),
        checks.pair(stride, "stride", where),
        checks.pair(padding, "padding", where, least=0),
        checks.pair(dilation, "dilation", where),
        where,
    )


def places(size, window, stride, padding, dilation, where):
    """`output_size` of pairs."""
    (h, w), (kh, kw), (sh, sw), (ph, pw), (dh, dw) = size, window, stride, padding, dilation
    spare_h, spare_w = h + 2 * ph - dh * (kh - 1) - 1, w + 2 * pw - dw * (kw - 1) - 1
    if spare_h < 0 or spare_w < 0:
        reach, image = f"{dh * (kh - 1) + 1} × {dw * (kw - 1) + 1}", f"{h + 2 * ph} × {w + 2 * pw}"
        raise ValueError(f"{where}: the window reaches over {reach} pixels, but the image with its padding has {image}")
    return spare_h // sh + 1, spare_w // sw + 1


def batch_last(x):
    """(n, channels, height, width) seen as (height, width, channels, n)."""
    return x.transpose(2, 3, 1, 0)


def images(x):
    """(height, width, channels, n) seen as (n, channels, height, width)."""
    return x.transpose(3, 2, 0, 1)


def per_place(values):
    """(h_out, w_out, …) seen as a row for each place."""
    return values.reshape(values.shape[0] * values.shape[1], -1)


def sum_of_places(values):
    """Σ over i and j, as a product with ones, which is faster than `sum`."""
    rows = per_place(values)
    return np.ones(len(rows), rows.dtype).dot(rows)


def every(start, step, count):
    """The slice of `count` indices from `start` on, `step` apart."""
    return slice(start, start + step * (count - 1) + 1, step)


def side_by_side(rows, count, width, stride, dilation):
    """`count` windows along the second axis of `rows` (h, w, …, n), as (h, count, width · …, n).

    A window that is not dilated is a piece of its row, so that this is a view in which windows overlap.
    """
    h, _, *inner, n = rows.shape
    at_h, at_w, *at_inner, at_n = rows.strides
    shape, strides = (h, count, width, *inner, n), (at_h, stride * at_w, dilation * at_w, *at_inner, at_n)
    return as_strided(rows, shape, strides, writeable=False).reshape(h, count, width * math.prod(inner), n)


def entries_of_windows(x, pool):
    """Views of x, batch-last, one for each entry (k, l) of the pool's windows: its value in every window."""
    checks.floats(x, IMAGES, None, pool)
    h_out, w_out = places(x.shape[2:], pool.size, pool.stride, (0, 0), (1, 1), pool)
    (kh, kw), (sh, sw), x = pool.size, pool.stride, batch_last(x)
    return [x[every(k, sh, h_out), every(m, sw, w_out)] for k in range(kh) for m in range(kw)]


def window_gradients(dh, pool, reuse):
    """dJ/dx; the entries of its windows and dh, batch-last; and what puts a gradient into an entry.

    Where windows overlap, gradients are added; elsewhere each is only written, and what is in no window stays zero.
    """
    checks.called_before(pool.x_shape, pool)
    n, channels, height, width = pool.x_shape
    dx = images(pool._output("dx", (height, width, channels, n), pool.dtype, reuse))
    entries = entries_of_windows(dx, pool)
    checks.matches(dh, images(entries[0]).shape, pool.dtype, pool)
    if pool.stride[0] >= pool.size[0] and pool.stride[1] >= pool.size[1]:
        return dx, entries, batch_last(dh), np.copyto
    dx[...] = 0
    return dx, entries, batch_last(dh), add_to


def add_to(entry, values):
    entry += values


def short(pair):
    """A pair of equal numbers as one."""
    return pair[0] if pair[0] == pair[1] else pair


def pool_repr(pool):
    stride = "" if pool.stride == pool.size else f", stride={short(pool.stride)}"
    return f"{type(pool).__name__}({short(pool.size)}{stride})"
