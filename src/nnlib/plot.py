"""Plots of data, decision boundaries, hidden features and losses; each takes an Axes (or makes one) and returns it.

Colours mean the same as in the widgets: class 1 blue and ●, class 0 vermilion and ■, hidden units green, purple, sky, …
Ink is dark, paper white; numbers with a sign are blue above 0, vermilion below.
Networks are evaluated in evaluation mode and left in their own; they keep the forward pass of the plot.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.offsetbox import AnnotationBbox, TextArea, VPacker
from matplotlib.patches import FancyArrowPatch
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator

from . import checks
from .activations import Logistic
from .layers import Dense, Sequential

CLASS_COLOURS = ("#D55E00", "#0072B2")
GRADIENT_COLOUR = "#A4568A"
CLASS_MARKERS = ("s", "o")
UNIT_COLOURS = ("#007F5C", "#A4568A", "#2477A6", "#8A6508", "#666666")
INK = "#1B1E23"
INK_COLOURS = LinearSegmentedColormap.from_list("ink", ("white", INK))
SIGNED_COLOURS = LinearSegmentedColormap.from_list("signed", (CLASS_COLOURS[0], "white", CLASS_COLOURS[1]))
WASH = 0.18  # how strong the shading of a plane is at f = 0 and f = 1
GRID = 201


def points(X, y, *, ax=None):
    """Draws labelled points of a line, X (n, 1), or of the plane, X (n, 2), with y (n,) of 0 and 1.

    Points of a line lie on the axis, at height 0. Raises ValueError for other shapes or labels.
    """
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    if X.ndim != 2 or X.shape[1] not in (1, 2) or y.shape != X.shape[:1]:
        raise ValueError(f"plot.points: expected X (n, 1) or (n, 2) and y (n,), got {X.shape} and {y.shape}")
    if not np.isin(y, (0, 1)).all():
        raise ValueError(f"plot.points: y must hold classes 0 and 1 only, got {y[~np.isin(y, (0, 1))][0]}")
    ax = styled(ax)
    heights = X[:, 1] if X.shape[1] == 2 else np.zeros(len(X))
    for label, (colour, marker) in enumerate(zip(CLASS_COLOURS, CLASS_MARKERS, strict=True)):
        of_class = y == label
        if not of_class.any():
            continue
        ax.plot(
            X[of_class, 0], heights[of_class], marker, color=colour, markersize=7, markeredgecolor="white",
            markeredgewidth=1, label=f"class {label}", zorder=4, clip_on=False,
        )  # fmt: skip
    return ax


def decision_boundary(net, X, y, *, ax=None):
    """Shades f = σ(z) over the plane, z the one linear output of `net`, and draws the line f = 1/2 and the points.

    X (n, 2) and y (n,) may be empty. Raises ValueError unless the network maps two features to one output.
    """
    X = np.asarray(X, dtype=float).reshape(-1, 2)
    ax = points(X, y, ax=ax)
    half = max(1.2, 1.1 * np.abs(X).max(initial=0))
    along = np.linspace(-half, half, GRID)
    plane = np.stack(np.meshgrid(along, along), axis=-1).reshape(-1, 2)
    z = evaluated(net, plane)
    if z.shape != (GRID**2, 1):
        raise ValueError(f"plot.decision_boundary: expected a network of one output, got {z.shape[1]} outputs")
    z = z.reshape(GRID, GRID)
    f = Logistic().f(z)
    shade = np.empty((GRID, GRID, 4))
    shade[..., :3] = np.where(f[..., None] < 0.5, to_rgb(CLASS_COLOURS[0]), to_rgb(CLASS_COLOURS[1]))
    shade[..., 3] = WASH * np.abs(2 * f - 1) ** 0.8
    ax.imshow(shade, extent=(-half, half, -half, half), origin="lower", interpolation="bilinear", zorder=1)
    if z.min() < 0 < z.max():
        ax.contour(along, along, z, levels=[0], colors=INK, linewidths=2, zorder=3)
    ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    return ax


def unit_lines(net, *, ax=None):
    """Draws the line r_j = 0 of each unit of the first layer of a network on the plane, within the Axes' limits."""
    first = net.layers[0] if isinstance(net, Sequential) else net
    if not isinstance(first, Dense) or first.W.shape[0] != 2:
        raise ValueError(f"plot.unit_lines: expected a network that begins with Dense(2, …), got {net!r}")
    ax = styled(ax)
    limits = ax.axis()
    for j, ((w_1, w_2), b) in enumerate(zip(first.W.T, first.b, strict=True)):
        if w_1 or w_2:
            foot = -b * np.array([w_1, w_2]) / (w_1**2 + w_2**2)
            ax.axline(foot, foot + (-w_2, w_1), color=unit_colour(j), linewidth=2, linestyle=(0, (5, 2)), zorder=2)
    ax.axis(limits)
    return ax


def features(net, low, high, *, symbol="h", ax=None):
    """Draws the values h_j(x) of the first hidden layer, `net.layers[:2]`, for x from `low` to `high`.

    Raises ValueError unless the network takes one feature and low < high.
    """
    if not checks.real(low, "low", "plot.features", -np.inf) < checks.real(high, "high", "plot.features", -np.inf):
        raise ValueError(f"plot.features: low must be less than high, got {low} and {high}")
    if not isinstance(net, Sequential):
        raise TypeError(f"plot.features: expected a Sequential network, got {checks.described(net)}")
    ax = styled(ax)
    x = np.linspace(low, high, 401)
    for j, h in enumerate(evaluated(Sequential(*net.layers[:2]), x[:, None]).T):
        ax.plot(x, h, color=unit_colour(j), linewidth=2)
        middle = np.abs(h - (h.min() + h.max()) / 2).argmin()
        label = rf"${symbol}_{{{j + 1}}}$"
        ax.annotate(label, (x[middle], h[middle]), (6, -4), textcoords="offset points", color=unit_colour(j))
    ax.set(xlabel="$x$", ylabel=rf"${symbol}_j(x)$", xlim=(low, high))
    return ax


def graph(nodes, edges, *, ax=None):
    """Draws a computation as a graph, and the messages that go back along its edges, in purple (section 4).

    `nodes` maps each name to (x, y, text, derivative): its place, and what stands in its box, a forward value in ink
    above a derivative in purple. Each of `edges` is (from, to, text, message) or (from, to, text, message, at): the
    names of two nodes, what stands beside the edge, and what stands on the arrow that goes back, both `at` that part
    of the way, or half way; without a message there is no arrow. Texts may be empty.
    """
    ax = plt.gca() if ax is None else ax
    ax.axis("off")
    ax.set_aspect("equal")
    boxes = {}
    for name, (x, y, text, derivative) in nodes.items():
        rows = [
            TextArea(row, textprops={"color": colour, "fontsize": 9})
            for row, colour in ((text, INK), (derivative, GRADIENT_COLOUR))
            if row
        ]
        packed = VPacker(children=rows, align="center", pad=0, sep=3)
        frame = {"boxstyle": "round,pad=0.3", "edgecolor": INK}
        boxes[name] = ax.add_artist(AnnotationBbox(packed, (x, y), bboxprops=frame, zorder=1)).patch
        ax.plot(x, y, linestyle="none")
    for start, end, text, message, *part in edges:
        a, b = np.array(nodes[start][:2], dtype=float), np.array(nodes[end][:2], dtype=float)
        left = np.array([a[1] - b[1], b[0] - a[0]]) / np.hypot(*(b - a))
        place = a + (part[0] if part else 0.5) * (b - a)
        there, back = (boxes[start], boxes[end]), (boxes[end], boxes[start])
        ax.add_patch(between(a, b, there, arrowstyle="-", color=INK, zorder=2))
        beside(ax, text, place, left, color=INK)
        if message:
            style = {"arrowstyle": "-|>", "color": GRADIENT_COLOUR, "linewidth": 1.5, "mutation_scale": 12}
            ax.add_patch(between(b - 0.05 * left, a - 0.05 * left, back, zorder=3, **style))
            beside(ax, message, place - 0.05 * left, np.zeros(2), color=GRADIENT_COLOUR)
    ax.margins(0.15)
    return ax


def between(a, b, boxes, **style):
    """A straight arrow from a to b, which lie in the two boxes, outside of these."""
    return FancyArrowPatch(a, b, patchA=boxes[0], patchB=boxes[1], **style)


def beside(ax, text, place, direction, **style):
    """A text that begins or ends a little way from a place on a line, in a direction across it; on it for (0, 0)."""
    ha, va = (
        names[0] if abs(part) < 0.3 else names[1 if part > 0 else 2]
        for part, names in zip(direction, (("center", "left", "right"), ("center", "bottom", "top")), strict=True)
    )
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
    offset = {"xytext": 3 * direction, "textcoords": "offset points"}
    ax.annotate(text, place, ha=ha, va=va, fontsize=9, zorder=4, bbox=ground, **offset, **style)


def image(x, *, ax=None):
    """Draws an image x (height, width), from 0, paper, to 1, ink (section 7)."""
    return cells(x, cmap=INK_COLOURS, vmin=0, vmax=1, ax=ax)


def channel(r, *, largest=None, ax=None):
    """Draws a channel or filter r (height, width): above 0 blue, below vermilion, in full colour at ±`largest`, or at
    the largest number of r (section 7).
    """
    largest = np.abs(r).max() or 1 if largest is None else largest
    return cells(r, cmap=SIGNED_COLOURS, vmin=-largest, vmax=largest, ax=ax)


def cells(values, *, ax, **options):
    """A cell for each of `values` (height, width), in a thin frame."""
    if np.ndim(values) != 2:
        raise ValueError(f"plot: expected (height, width), got the shape {np.shape(values)}")
    ax = plt.gca() if ax is None else ax
    ax.imshow(values, interpolation="nearest", **options)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set(color="0.8", linewidth=1)
    return ax


def losses(history, *, ax=None):
    """Draws a `History`: the loss of each epoch and the validation loss, each labelled at its end.

    The axis is logarithmic where the losses span more than a factor of 20. Raises ValueError if there is no epoch.
    """
    if not history.losses:
        raise ValueError("plot.losses: the history has no epoch")
    ax = styled(ax)
    epochs = np.arange(1, len(history.losses) + 1)
    curves = [("training", history.losses, CLASS_COLOURS[1], "-"), ("validation", history.validation, INK, "--")]
    for name, values, colour, dashes in curves:
        if values:
            ax.plot(epochs, values, dashes, color=colour, linewidth=2)
            ax.annotate(name, (epochs[-1], values[-1]), (4, 0), textcoords="offset points", color=colour, va="center")
    every = [*history.losses, *history.validation]
    if min(every) > 0 and max(every) > 20 * min(every):
        if max(every) > 1e100:  # training has diverged; a margin would overflow
            ax.set_ylim(min(every), max(every))
        ax.set_yscale("log")
        ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        ax.yaxis.set_major_formatter("{x:g}")
        ax.yaxis.set_minor_locator(NullLocator())
    else:
        ax.yaxis.set_major_locator(MaxNLocator(5))
        ax.set_ylim(bottom=0)
    ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.set(xlabel="epoch", ylabel="loss $J$")
    return ax


def styled(ax):
    """`ax`, or new Axes, with the look of the book: few ticks, thin axes, no box."""
    ax = plt.gca() if ax is None else ax
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set(color=INK, linewidth=1)
    ax.tick_params(color=INK, labelcolor=INK, width=1)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(5))
        axis.label.set_color(INK)
    return ax


def unit_colour(j):
    """The colour of hidden unit j; units beyond the fourth are grey."""
    return UNIT_COLOURS[min(j, len(UNIT_COLOURS) - 1)]


def evaluated(net, X):
    """net(X) in evaluation mode, X converted to the network's type."""
    training = net.training
    try:
        return net.eval()(X.astype(net.theta.dtype))
    finally:
        (net.train if training else net.eval)()
