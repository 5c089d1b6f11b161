"""Strokes of a pen as a grey picture of 28 × 28 pixels, as MNIST's digits were made."""

import numpy as np

SIDE = 28
UNITS = 10
BOX = 20
PEN = 1.3


def picture(strokes):
    """The picture of `strokes`, rows (stroke, x, y) in tenths of a pixel, where they are: (28, 28), 0 to 1."""
    strokes = np.array(strokes, dtype=float).reshape(-1, 3)
    return _ink(strokes[:, 0], strokes[:, 1:] / UNITS)


def normalised(strokes):
    """The picture as MNIST's were made: the ink scaled to fit a box of 20 × 20 pixels, then moved so that its centre of
    mass is the middle of the 28 × 28. The pen is as broad as if it had drawn the scaled strokes.

    >>> dot = normalised([[0, 5, 250]])
    >>> dot.shape, dot[13:15, 13:15].round(2).tolist()
    ((28, 28), [[1.0, 1.0], [1.0, 1.0]])
    """
    strokes = np.array(strokes, dtype=float).reshape(-1, 3)
    if len(strokes) == 0:
        return np.zeros((SIDE, SIDE))
    number, points = strokes[:, 0], strokes[:, 1:]
    low, high = points.min(axis=0), points.max(axis=0)
    longest = (high - low).max()
    scale = (BOX - 2 * PEN) / longest if longest > 0 else 1 / UNITS
    points = (points - (low + high) / 2) * scale + SIDE / 2
    image = _ink(number, points)
    middles = np.arange(SIDE) + 0.5
    mass = np.array([image.sum(axis=0) @ middles, image.sum(axis=1) @ middles]) / image.sum()
    return _ink(number, points + SIDE / 2 - mass)


def _ink(number, points):
    """Each pixel is as dark as the pen covers it, judged by the distance of its centre from the nearest piece."""
    places = np.stack(np.meshgrid(np.arange(SIDE) + 0.5, np.arange(SIDE) + 0.5), axis=-1)
    image = np.zeros((SIDE, SIDE))
    for n, end in enumerate(points):
        start = points[n - 1] if n > 0 and number[n - 1] == number[n] else end
        along = end - start
        square = along @ along
        share = np.clip((places - start) @ along / square, 0, 1) if square > 0 else np.zeros((SIDE, SIDE))
        distance = np.linalg.norm(places - start - share[..., None] * along, axis=-1)
        image = np.maximum(image, np.clip(PEN + 0.5 - distance, 0, 1))
    return image
