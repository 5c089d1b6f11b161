"""Data sets of the book. X is (n, d), a row a point; labels y are (n,) whole numbers 0 and 1; targets of a regression
are (n, 1). Whatever is drawn comes from the `rng` given.

`LogisticNLL` takes labels of its outputs' shape, `y[:, None]`.
"""

from .examples import three_changes, triangle, triangle_theta
from .lookups import lookups
from .mnist import load_idx, mnist5k
from .photograph import photograph
from .toys import blobs, bumps, circles, moons, sine, spirals, xor

__all__ = [
    "blobs",
    "bumps",
    "circles",
    "load_idx",
    "lookups",
    "mnist5k",
    "moons",
    "photograph",
    "sine",
    "spirals",
    "three_changes",
    "triangle",
    "triangle_theta",
    "xor",
]
