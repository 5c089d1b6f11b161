"""A reader's own points, scaled to fit a widget, as the page does with rows that are pasted."""

import numpy as np


def rows_of(X, y, reach):
    """Rows (x…, class) for the trait `points`, from X (n, columns) or (n,) and y (n,) with two different labels.

    Columns that leave ±reach are moved to the middle and shrunk to ±1 by one factor, so that shapes stay; the smaller
    label becomes class 0. Raises ValueError for other shapes, more labels, or numbers that are not finite.

    >>> rows_of([[0, 0], [10, 4]], ["no", "yes"], reach=1.2)
    [[-1.0, -0.4, 0], [1.0, 0.4, 1]]
    """
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    X = X[:, None] if X.ndim == 1 else X
    if X.ndim != 2 or y.shape != X.shape[:1] or len(X) == 0:
        raise ValueError(f"expected X (n, columns) and as many labels y (n,), got {X.shape} and {y.shape}")
    if not np.isfinite(X).all():
        raise ValueError("expected finite numbers in X")
    labels = np.unique(y)
    if len(labels) > 2:
        raise ValueError(f"expected two different labels, got {len(labels)}: {labels[:4].tolist()}")
    if np.abs(X).max() > reach:
        low, high = X.min(axis=0), X.max(axis=0)
        X = np.round((X - (low + high) / 2) / (((high - low) / 2).max() or 1), 4)
    classes = y == labels[-1] if len(labels) == 2 or labels[-1] == 1 else np.zeros(len(y))
    return [[*map(float, x), int(label)] for x, label in zip(X, classes, strict=True)]
