"""Networks that approximate a function by construction, without training (section 3)."""

import math
from numbers import Real

import numpy as np

from . import checks
from .activations import Logistic, Step
from .layers import Dense, Sequential

SAMPLES = 2**14
CUTS = 32
WIDEST = 10_000
TIE = 1e-9


def staircase(f, eps, interval=(0, 1), sharpness=math.inf):
    """A two-layer network that stays within `eps` of the scalar function f* = `f` on `interval`.

    `f` takes an array of places (n,) and gives as many values. The knot μ^(0) is the interval's left end, and
    μ^(j+1) is where f* leaves the band f*(μ^(j)) ± eps. Hidden unit j is a step at its knot, h_j = σ(R (x − μ^(j)))
    with R = `sharpness`, or the hard step 1[x ≥ μ^(j)] for R = ∞. Its height is the jump
    β_j = f*(μ^(j)) − f*(μ^(j−1)); the output's bias is β_0 = f*(μ^(0)). `net.knots` holds μ^(1), …, μ^(m).

    With hard steps |f − f*| ≤ eps. If f* is continuous and δ is the smallest distance between knots, a finite
    R ≥ 2 ln 3 / δ gives |f − f*| ≤ 2 eps (section 3). f* is looked at in 16,385 places: what it does between two of
    them must not leave the range of their values by much. Where f* never leaves the first band, m = 1 and β_1 = 0.

    Raises TypeError or ValueError unless eps > 0, the interval is (a, b) with a < b, R > 0, and f gives finite real
    numbers in its argument's shape; ValueError if more than 10,000 steps are needed.

    >>> net = staircase(np.square, 0.25)
    >>> net
    Sequential(Dense(1, 3), Step(), Dense(3, 1))
    >>> net.knots.round(3)
    array([0.5  , 0.707, 0.866])
    >>> net(np.array([[0.0], [0.6], [1.0]])).round(3)
    array([[0.  ],
           [0.25],
           [0.75]])
    """
    if not callable(f):
        raise TypeError(f"staircase: f must be a function, got {checks.described(f)}")
    eps = checks.real(eps, "eps", "staircase", low_itself=False)
    steps_of(sharpness, "staircase")
    return steps(*discretize(f, eps, *ends(interval)), sharpness)


def steps(knots, levels, sharpness=math.inf):
    """The two-layer network with steps at `knots` (m,), between the m + 1 values `levels`.

    >>> steps(np.array([0.5]), np.array([1.0, 3.0]))(np.array([[0.2], [0.5]]))
    array([[1.],
           [3.]])
    """
    step, R = steps_of(sharpness, "steps")
    rng = np.random.default_rng(0)
    net = Sequential(Dense(1, len(knots), rng=rng), step(), Dense(len(knots), 1, rng=rng))
    hidden, _, output = net.layers
    hidden.W, hidden.b = np.full((1, len(knots)), R), -R * knots
    output.W, output.b = np.diff(levels)[:, None], levels[:1]
    net.knots = knots
    return net


def discretize(f, eps, low, high):
    """The knots μ^(1), …, μ^(m) of the construction and the levels f*(μ^(0)), …, f*(μ^(m)), m ≥ 1."""
    grid = np.linspace(low, high, SAMPLES + 1)
    values = evaluate(f, grid)
    too_many = ValueError(f"staircase: f needs more than {WIDEST} steps to stay within eps = {eps:g}; raise eps")
    if np.ptp(values) > 2 * eps * (WIDEST + 1):  # each level covers values within ± eps
        raise too_many
    knots, levels = [], [values[0]]
    i = 0
    # TIE: rounding must not decide whether an f* that just reaches the edge of the band has left it.
    while (outside := np.abs(values[i:] - levels[-1]) > eps * (1 + TIE)).any():
        if len(knots) == WIDEST:
            raise too_many
        i += int(np.argmax(outside))
        start = max([grid[i - 1], *knots[-1:]])
        knots.append(first_outside(f, levels[-1], eps, start, grid[i]))
        levels.append(evaluate(f, np.array(knots[-1:]))[0])
    return (np.array(knots), np.array(levels)) if knots else (np.array([high]), values[[0, 0]])


def first_outside(f, level, eps, inside, outside):
    """The first number at which f* is outside level ± eps: cuts the bracket in CUTS parts until nothing is between."""
    while np.nextafter(inside, outside) < outside:
        x = np.linspace(inside, outside, CUTS + 1)
        is_outside = np.abs(evaluate(f, x[1:-1]) - level) > eps
        first = 1 + int(np.argmax(np.append(is_outside, True)))
        inside, outside = x[first - 1], x[first]
    return float(outside)


def towers(boxes, heights, sharpness=math.inf):
    """A network of two hidden layers that has height `heights[t]` on box t of the plane and 0 outside all boxes.

    `boxes` (T, 4) are rows (a_1, b_1, a_2, b_2); box t is a_1 ≤ x_1 < b_1, a_2 ≤ x_2 < b_2. In the first hidden layer
    each box has four steps, at a_1, b_1, a_2 and b_2. Their sum with signs +, −, +, − is 2 on the box, at most 1
    outside, and in the second hidden layer a step at 3/2 turns it into the tower (section 3). All steps have
    R = `sharpness`. Where boxes overlap, heights add up.

    Raises TypeError or ValueError for other shapes, values that are not finite, a box without area, and R ≤ 0.

    >>> net = towers([[0.2, 0.6, 0.3, 0.7]], [5.0])
    >>> net
    Sequential(Dense(2, 4), Step(), Dense(4, 1), Step(), Dense(1, 1))
    >>> net(np.array([[0.4, 0.5], [0.4, 0.9], [0.9, 0.9]]))
    array([[5.],
           [0.],
           [0.]])
    """
    boxes, heights = (np.asarray(each, dtype=float) for each in (boxes, heights))
    if boxes.ndim != 2 or boxes.shape[1] != 4 or heights.shape != boxes.shape[:1] or not len(boxes):
        raise ValueError(f"towers: expected boxes (T, 4) and heights (T,), got {boxes.shape} and {heights.shape}")
    checks.finite(boxes, "boxes", "towers")
    checks.finite(heights, "heights", "towers")
    if not (boxes[:, ::2] < boxes[:, 1::2]).all():
        raise ValueError("towers: expected a_1 < b_1 and a_2 < b_2 in each box (a_1, b_1, a_2, b_2)")
    step, R = steps_of(sharpness, "towers")
    T, rng = len(boxes), np.random.default_rng(0)
    first, second, output = Dense(2, 4 * T, rng=rng), Dense(4 * T, T, rng=rng), Dense(T, 1, rng=rng)
    first.W, first.b = np.tile(np.repeat(np.eye(2), 2, axis=1) * R, T), -R * boxes.ravel()
    second.W, second.b = np.kron(np.eye(T), R * np.array([[1.0], [-1.0], [1.0], [-1.0]])), np.full(T, -1.5 * R)
    output.W, output.b = heights[:, None], [0.0]
    return Sequential(first, step(), second, step(), output)


def evaluate(f, x):
    """f*(x) for places x (n,), once seen to be a finite real number each."""
    try:
        with np.errstate(all="ignore"):
            y = f(x.copy())
    except TypeError as error:
        raise TypeError(f"staircase: f must take an array of places, as np.sin does; it raised: {error}") from error
    array = np.asarray(y)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"staircase: f must return an array of real numbers, got {checks.described(y)}")
    if array.shape != x.shape:
        raise ValueError(
            f"staircase: f must return one value for each place: given shape {x.shape}, it returned {array.shape}"
        )
    array = array.astype(float)
    if not np.isfinite(array).all():
        at = int(np.argmin(np.isfinite(array)))
        raise ValueError(f"staircase: f must be finite on the interval, got f({x[at]:g}) = {array[at]}")
    return array


def ends(interval):
    """The interval's two ends, as floats."""
    try:
        low, high = interval
    except (TypeError, ValueError):
        raise TypeError(f"staircase: interval must be a pair (a, b), got {checks.described(interval)}") from None
    if not all(isinstance(end, Real) and math.isfinite(end) for end in (low, high)) or not low < high:
        raise ValueError(f"staircase: interval must be (a, b) with finite a < b, got {checks.described(interval)}")
    return float(low), float(high)


def steps_of(sharpness, where):
    """The activation that makes steps of this sharpness, and the weight R it needs."""
    if isinstance(sharpness, float) and sharpness == math.inf:
        return Step, 1.0
    return Logistic, checks.real(sharpness, "sharpness", where, low_itself=False)
