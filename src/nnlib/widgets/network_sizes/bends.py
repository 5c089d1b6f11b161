"""How much a function bends: how often its curve turns, into how many regions its sign cuts a square."""

import numpy as np

LEAST = 1e-9


def turns(values):
    """How often a curve, given by its values in order, turns from rising to falling or back.

    >>> turns(np.array([0, 1, 2, 1, 1, 3]))
    2
    """
    change = np.diff(values)
    rising = change[np.abs(change) >= LEAST] > 0
    return int((rising[1:] != rising[:-1]).sum())


def regions(above):
    """Into how many connected regions True and False divide a grid (rows, columns).

    >>> regions(np.array([[True, False], [False, False]]))
    2
    """
    left, count = set(np.ndindex(above.shape)), 0
    while left:
        count += 1
        front = [left.pop()]
        while front:
            i, j = front.pop()
            for place in ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)):
                if place in left and above[place] == above[i, j]:
                    left.remove(place)
                    front.append(place)
    return count
