"""What the plots draw."""

import re

import dark_pictures
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from bare_page import ROOT
from matplotlib.colors import to_hex, to_rgb

from nnlib import History, Logistic, ReLU, Sequential, datasets, mlp, plot


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


@pytest.fixture
def net(rng):
    net = mlp([2, 3, 1], ReLU, rng=rng)
    net.theta = datasets.triangle_theta()
    return net


def curves(ax):
    return [line for line in ax.lines if line.get_linestyle() not in ("None", "")]


def test_points_have_the_colour_and_the_shape_of_their_class(ax):
    X, y = datasets.triangle()
    assert plot.points(X, y, ax=ax) is ax
    for line, label, colour, marker in zip(ax.lines, (0, 1), ("#d55e00", "#0072b2"), ("s", "o"), strict=True):
        assert to_hex(line.get_color()) == colour and line.get_marker() == marker
        np.testing.assert_array_equal(line.get_xydata(), X[y == label])


def test_points_of_a_line_lie_on_the_axis(ax):
    x, y = datasets.three_changes()
    plot.points(x, y, ax=ax)
    assert (np.concatenate([line.get_ydata() for line in ax.lines]) == 0).all()


def test_boundary_is_where_the_output_is_zero(net, ax):
    X, y = datasets.triangle()
    net.train()
    assert plot.decision_boundary(net, X, y, ax=ax) is ax and net.training
    (boundary,) = [c for c in ax.collections if len(c.get_paths())]
    line = np.concatenate([path.vertices for path in boundary.get_paths()])
    on_line = net(np.ascontiguousarray(line))[:, 0]
    assert len(line) > 100 and np.abs(on_line).max() < 0.6 < np.abs(net(X)).min()
    assert boundary.get_linewidth() == 2
    assert ax.get_xlim() == (-1.2, 1.2) == ax.get_ylim()
    assert ax.get_xlabel() == "$x_1$" and ax.get_ylabel() == "$x_2$"


def test_shading_is_blue_inside_vermilion_outside_and_nothing_at_one_half(net, ax):
    plot.decision_boundary(net, *datasets.triangle(), ax=ax)
    shade = ax.images[0].get_array()
    middle, corner = shade[plot.GRID // 2, plot.GRID // 2], shade[0, 0]
    assert to_hex(middle[:3]) == "#0072b2" and to_hex(corner[:3]) == "#d55e00"
    assert 0.1 < middle[3] < corner[3] <= plot.WASH
    net.theta = np.zeros(13)
    plot.decision_boundary(net, *datasets.triangle(), ax=ax)
    assert (ax.images[1].get_array()[..., 3] == 0).all()


def test_boundary_without_points_or_without_a_crossing(net, ax):
    plot.decision_boundary(net, np.empty((0, 2)), np.empty(0, dtype=int), ax=ax)
    assert len(ax.collections) == 1
    net.layers[2].b, net.layers[2].W = [100], np.zeros((3, 1))
    plot.decision_boundary(net, np.empty((0, 2)), np.empty(0, dtype=int), ax=ax)
    assert len(ax.collections) == 1


def test_boundary_of_a_float32_network(rng, ax):
    plot.decision_boundary(mlp([2, 3, 1], rng=rng, dtype=np.float32), *datasets.triangle(), ax=ax)


def test_points_far_out_stay_in_view(net, ax):
    plot.decision_boundary(net, [[3.0, -2.0]], [1], ax=ax)
    assert ax.get_xlim()[1] > 3


def test_unit_lines_are_where_each_unit_is_zero(net, ax):
    plot.decision_boundary(net, *datasets.triangle(), ax=ax)
    limits = ax.axis()
    assert plot.unit_lines(net, ax=ax) is ax and ax.axis() == limits
    lines = ax.lines[-3:]
    for j, (line, colour) in enumerate(zip(lines, plot.UNIT_COLOURS, strict=False)):
        for point in (np.array(line.get_xy1()), np.array(line.get_xy2())):
            assert net.layers[0](point[None])[0, j] == pytest.approx(0, abs=1e-12)
        assert to_hex(line.get_color()) == colour.lower()


def test_a_unit_without_weights_has_no_line(net, ax):
    net.layers[0].W[:, 1] = 0
    assert len(plot.unit_lines(net.layers[0], ax=ax).lines) == 2


def test_features_are_the_hidden_values(rng, ax):
    net = mlp([1, 3, 1], Logistic, rng=rng)
    net.theta = [5, 5, 5, 5, -5, -10, 1, 1, 1, 0]
    assert plot.features(net, -3, 4, symbol=r"\varphi", ax=ax) is ax
    for j, line in enumerate(curves(ax)):
        x, h = line.get_data()
        np.testing.assert_allclose(h, Sequential(*net.layers[:2])(x[:, None])[:, j], rtol=1e-13)
    assert [text.get_text() for text in ax.texts] == [rf"$\varphi_{{{j}}}$" for j in (1, 2, 3)]
    for text, change in zip(ax.texts, (-1, 1, 2), strict=True):
        assert text.xy[0] == pytest.approx(change, abs=0.02)


def colours(ax):
    """The colour of each cell of what is drawn."""
    (drawn,) = ax.images
    return [[to_hex(colour) for colour in row] for row in drawn.to_rgba(drawn.get_array())]


def test_ink_is_dark_and_paper_white(ax):
    assert plot.image(np.array([[0.0, 1.0]]), ax=ax) is ax
    assert colours(ax) == [["#ffffff", "#1b1e23"]]


@pytest.mark.parametrize("options", [{}, {"largest": 2}])
def test_a_channel_is_blue_above_zero_and_vermilion_below(options, ax):
    assert plot.channel(np.array([[-2.0], [0.0], [2.0]]), ax=ax, **options) is ax
    assert [row[0] for row in colours(ax)[::2]] == ["#d55e00", "#0072b2"]
    assert np.allclose(to_rgb(colours(ax)[1][0]), 1, atol=0.01)


def test_a_channel_of_zeros_is_white(ax):
    plot.channel(np.zeros((2, 2)), ax=ax)
    assert np.allclose([to_rgb(colour) for row in colours(ax) for colour in row], 1, atol=0.01)


def test_losses(ax):
    history = History()
    history.losses, history.validation = [1.0, 0.5, 0.25], [1.1, 0.7, 0.6]
    assert plot.losses(history, ax=ax) is ax
    (training, validation), texts = ax.lines, ax.texts
    assert training.get_ydata().tolist() == history.losses and validation.get_ydata().tolist() == history.validation
    assert training.get_xdata().tolist() == [1, 2, 3] and training.get_linestyle() != validation.get_linestyle()
    assert [text.get_text() for text in texts] == ["training", "validation"] and ax.get_yscale() == "linear"
    history.losses = [1.0, 0.01, 0.001]
    assert plot.losses(history, ax=ax).get_yscale() == "log"


def test_new_axes_when_none_are_given(net):
    try:
        assert plot.points([[0.0]], [1]).figure is plt.gcf()
    finally:
        plt.close("all")


def test_they_all_draw_without_a_warning(net, ax, tmp_path):
    plot.unit_lines(net, ax=plot.decision_boundary(net, *datasets.triangle(), ax=ax))
    ax.figure.savefig(tmp_path / "figure.png")
    assert (tmp_path / "figure.png").stat().st_size > 5000


def test_refusals(net, rng, ax):
    with pytest.raises(ValueError, match=r"plot.points: expected X \(n, 1\) or \(n, 2\) and y \(n,\), got \(3, 3\)"):
        plot.points(np.zeros((3, 3)), np.zeros(3), ax=ax)
    with pytest.raises(ValueError, match="y must hold classes 0 and 1 only, got 2"):
        plot.points(np.zeros((2, 2)), [0, 2], ax=ax)
    with pytest.raises(ValueError, match="expected a network of one output, got 2 outputs"):
        plot.decision_boundary(mlp([2, 2], rng=rng), *datasets.triangle(), ax=ax)
    with pytest.raises(ValueError, match=r"begins with Dense\(2, …\)"):
        plot.unit_lines(mlp([1, 2], rng=rng), ax=ax)
    with pytest.raises(ValueError, match="low must be less than high, got 1 and 1"):
        plot.features(mlp([1, 2], rng=rng), 1, 1, ax=ax)
    with pytest.raises(TypeError, match="expected a Sequential network"):
        plot.features(Logistic(), 0, 1, ax=ax)
    with pytest.raises(ValueError, match=r"expected \(height, width\), got the shape \(3,\)"):
        plot.channel(np.ones(3), ax=ax)
    with pytest.raises(ValueError, match="the history has no epoch"):
        plot.losses(History(), ax=ax)


def test_a_graph_shows_its_texts_and_one_arrow_for_each_message(ax):
    nodes = {"a": (0, 0, "input", ""), "b": (1, 1, "node", "derivative"), "c": (2, 0, "loss", "")}
    plot.graph(nodes, [("a", "b", "edge", "back", 0.3), ("b", "c", "", "")], ax=ax)
    ax.figure.canvas.draw()
    texts = {text.get_text() for text in ax.findobj(plt.Text)}
    assert {"input", "node", "derivative", "loss", "edge", "back"} <= texts
    assert len(ax.patches) == 3


def widgets_colours(theme):
    """{name: colour} of the widgets' style in the light or the dark."""
    css = (ROOT / "src/nnlib/widgets/kit/page.css").read_text(encoding="utf-8")
    light, dark = css.split('html[data-theme="dark"] .nn-widget', 1)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light if theme == "light" else dark.split("}", 1)[0]))


def test_figures_have_the_widgets_colours():
    light = widgets_colours("light")
    assert [light[name].upper() for name in ("negative", "positive")] == list(plot.CLASS_COLOURS)
    assert [light[f"unit-{j}"].upper() for j in range(5)] == list(plot.UNIT_COLOURS)
    assert (light["gradient"].upper(), light["ink"].upper()) == (plot.GRADIENT_COLOUR, plot.INK)


def test_no_figure_has_a_colour_of_its_own():
    code = [path.read_text(encoding="utf-8") for path in (ROOT / "src/nnlib/widgets").glob("*/__init__.py")]
    for notebook in (ROOT / "book").glob("*.ipynb"):
        cells = nbformat.read(notebook, 4).cells
        code += ["\n".join(cell.source for cell in cells if cell.cell_type == "code")]
    used = {colour.lower() for text in code for colour in re.findall(r"#[0-9A-Fa-f]{6}\b", text)}
    assert used - set(widgets_colours("light").values()) - {"#e5f0f8"} == set()  # a pale wash of blue


def test_in_the_dark_figures_have_the_widgets_dark_colours():
    light, dark = widgets_colours("light"), widgets_colours("dark")
    for colour, twin in dark_pictures.PALETTE.items():
        assert twin in {dark[name] for name in dark if light[name] == colour}
    pixels = np.array([[dark_pictures.rgb(colour) for colour in dark_pictures.PALETTE]])
    shown = dark_pictures.darkened(pixels.astype(np.uint8))[0]
    assert [to_hex(pixel / 255) for pixel in shown] == list(dark_pictures.PALETTE.values())
    half = dark_pictures.darkened(np.uint8([[255, 255, 255], [127, 184, 216], [141, 142, 144]]))
    assert to_hex(half[0] / 255) == dark_pictures.GROUND
    for mixed, whole in zip(half[1:], ("#56b4e9", "#eceef0"), strict=True):
        assert mixed == pytest.approx((dark_pictures.rgb(whole) + dark_pictures.rgb(dark_pictures.GROUND)) / 2, abs=2)
