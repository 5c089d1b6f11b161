"""A colour photograph that comes with the package: a white cup of coffee on a red saucer."""

import os

import numpy as np

FILE = os.path.join(os.path.dirname(__file__), "photograph.npz")


def photograph():
    """Its red, green and blue channel, (3, 28, 28), from 0 (no light) to 1 (full light) (section 7).

    Source and licence (CC0) stand in photograph.txt beside the data.

    >>> photograph().shape
    (3, 28, 28)
    """
    with np.load(FILE, allow_pickle=False) as file:
        return file["image"] / 255
