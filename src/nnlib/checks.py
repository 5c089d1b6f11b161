"""The checks of what comes in, in one place. Every message says where, what was expected and what came.

The checks on the way of each training step compare tuples and make no arrays, so that they cost a fraction of a
microsecond; what is slow runs only once something is wrong.
"""

import math
import operator
from numbers import Real

import numpy as np


class NonFiniteError(ValueError):
    """A value is infinite or not a number."""


def described(value):
    """What came, in a few words."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape} and type {value.dtype}"
    text = repr(value)
    return text if len(text) <= 60 else text[:60] + "…"


def generator(rng, where):
    """`rng` must be a `numpy.random.Generator`: randomness is never global and never unseeded by accident."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"{where}: rng must be a Generator such as np.random.default_rng(0), got {described(rng)}")
    return rng


def whole(value, name, where, least=1):
    """A whole number of at least `least`, as a Python int."""
    try:
        number = None if isinstance(value, bool | np.bool_) else operator.index(value)
    except TypeError:
        number = None
    if number is None:
        raise TypeError(f"{where}: {name} must be a whole number, got {described(value)}")
    if number < least:
        raise ValueError(f"{where}: {name} must be at least {least}, got {number}")
    return number


def pair(value, name, where, least=1):
    """A whole number, or two of them for (height, width); always given back as two."""
    values = value if isinstance(value, tuple | list) else (value, value)
    if len(values) != 2:
        raise ValueError(f"{where}: {name} must be a whole number or a pair (height, width), got {described(value)}")
    return tuple(whole(number, name, where, least) for number in values)


def real(value, name, where, low=0.0, high=math.inf, *, low_itself=True, high_itself=False):
    """A finite number from `low` to `high`, each itself included or not, as a Python float."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        raise TypeError(f"{where}: {name} must be a number, got {described(value)}")
    number = float(value)
    above = low <= number if low_itself else low < number
    below = number <= high if high_itself else number < high
    if not (math.isfinite(number) and above and below):
        bounds = f"{'at least' if low_itself else 'greater than'} {low:g}"
        bounds += f" and {'at most' if high_itself else 'less than'} {high:g}" if high < math.inf else " and finite"
        raise ValueError(f"{where}: {name} must be {bounds}, got {value}")
    return number


def float_type(dtype, where):
    """float64 or float32, as a `numpy.dtype`."""
    if dtype not in (np.float64, np.float32, "float64", "float32"):
        raise TypeError(f"{where}: dtype must be np.float64 or np.float32, got {described(dtype)}")
    return np.dtype(dtype)


def features(x, width, dtype, where):
    """`x` must be a finite array (n, …, `width`) of `dtype`, and not empty."""
    if not isinstance(x, np.ndarray) or x.dtype != dtype:
        raise TypeError(
            f"{where}: x must be an array of {dtype}, got {described(x)}; convert it by np.asarray(x, np.{dtype})"
        )
    if x.size == 0 and x.ndim >= 2:
        raise ValueError(f"{where}: x has no rows or no columns, its shape is {x.shape}")
    if x.ndim < 2 or x.shape[-1] != width:
        raise ValueError(f"{where}: x must have shape (n, {width}), got {x.shape}")
    finite(x, "x", where)


def floats(x, shape, dtype, where, name="x"):
    """`x`, called `name`, must be an array of `dtype` (float64 or float32 if that is None), of `shape` and not empty.

    `shape` names what it leaves open: ("n", 3, "height", "width"). None stands for any shape.
    """
    if not isinstance(x, np.ndarray) or (x.dtype.char not in "df" if dtype is None else x.dtype != dtype):
        kind = dtype or "float64 or float32"
        raise TypeError(f"{where}: {name} must be an array of {kind}, got {described(x)}")
    if x.size and (shape is None or (x.ndim == len(shape) and all(map(fits, x.shape, shape)))):
        return
    form = ", ".join(map(str, shape or ("n", "…")))
    raise ValueError(f"{where}: {name} must have shape ({form}) and not be empty, got {x.shape}")


def fits(size, expected):
    """Whether an axis may have this size; a name leaves it open."""
    return size == expected or type(expected) is str


def matches(dy, shape, dtype, where):
    """The gradient `dy` that reaches a layer must have the shape and type of what the layer put out."""
    if isinstance(dy, np.ndarray) and dy.shape == shape and dy.dtype == dtype:
        return
    if not isinstance(dy, np.ndarray) or dy.dtype != dtype:
        raise TypeError(f"{where}: the gradient passed back must be an array of {dtype}, got {described(dy)}")
    raise ValueError(f"{where}: the gradient passed back must have the output's shape {shape}, got {dy.shape}")


def finite(array, name, where):
    """`array` must be finite; the message names the first entry that is not.

    It is on the way of each step: the sum of squares shows that all are finite, unless it overflows.
    """
    values = array.ravel("K")
    if math.isfinite(np.vdot(values, values)) or np.isfinite(values).all():
        return
    at = tuple(map(int, np.argwhere(~np.isfinite(array))[0]))
    raise NonFiniteError(f"{where}: {name} must be finite, got {array[at]} at index {at if len(at) > 1 else at[0]}")


def fill(array, values, where, name):
    """Writes `values` into `array`, which is `where.name`, all or nothing: they must be finite and have its shape."""
    try:
        new = np.asarray(values, dtype=array.dtype)
    except (TypeError, ValueError):
        raise TypeError(f"{where}.{name}: expected numbers of shape {array.shape}, got {described(values)}") from None
    if new.shape != array.shape:
        raise ValueError(f"{where}.{name}: expected shape {array.shape}, got {new.shape}")
    if not np.isfinite(new).all():
        finite(new, "each value", f"{where}.{name}")
    array[...] = new
