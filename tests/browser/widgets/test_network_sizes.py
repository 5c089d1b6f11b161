"""NetworkSizes as a reader uses it: the count and its edges, sizes, a weight and what it changes, against nnlib."""

import re

import numpy as np
import pytest
from gestures import copied_link, drag, grip, middle, more, press, refuses, settle, swipe, tab, tool, value
from playwright.sync_api import expect

from nnlib.widgets import NetworkSizes
from nnlib.widgets.network_sizes.bends import regions, turns
from nnlib.widgets.network_sizes.growing import DRAWS, growing_theta

GRID = np.linspace(-1, 1, 81)
LINE = np.linspace(-1, 1, 801)[:, None]


@pytest.fixture
def widget():
    return NetworkSizes()


def term(page, row, part):
    """The term of a layer (from 0; −1 for all) and a part: weights, biases or parameters."""
    column = ["weights", "biases", "parameters"].index(part)
    return page.locator(".count-table tbody tr").nth(row).locator("button").nth(column)


def edge(page, name):
    return page.get_by_role("slider", name=f"Weight {name}", exact=True)


def size(page, name):
    return page.locator(".size-fields").get_by_role("slider", name=name, exact=True)


def counted(page):
    settle(page)
    return page.locator(".edge.counted").count()


def caption(page):
    return page.locator(".drawn-function .bends")


def is_as_drawn(page):
    settle(page)
    return page.get_by_text("as drawn", exact=True).is_hidden()


def theta(page):
    """θ as the diagram's edges show it, in nnlib's order."""
    settle(page)
    edges = page.locator(".edge").evaluate_all(
        "edges => edges.map((e) => [e.getAttribute('aria-label'), Number(e.getAttribute('aria-valuenow'))])"
    )
    digits = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")

    def place(name):
        indices = [int(each) for each in name[len("Weight w") :].translate(digits).split(",")]
        return (indices[0], name[7] == "b", indices[1:])

    return np.array([shown for _, shown in sorted(edges, key=lambda each: place(each[0]))])


@pytest.mark.parametrize(
    "shape",
    [
        {},
        {"inputs": 1, "hidden": [5], "activation": "logistic", "seed": 3},
        {"hidden": [], "outputs": 3},
        {"hidden": [3, 3, 3], "activation": "relu", "outputs": 2, "weights": [[2, 0, 1, 1.5], [1, 2, 3, -2]]},
    ],
)
def test_weights_and_count_are_nnlibs(shape, shared):
    widget = NetworkSizes(**shape)
    page = shared(widget)
    net = widget.network()
    assert theta(page) == pytest.approx(net.theta, rel=1e-5, abs=1e-6)
    arrays = net.parameters()
    for row in range(len(arrays) // 2):
        W, b = arrays[2 * row : 2 * row + 2]
        expect(term(page, row, "weights")).to_have_text(f"{W.shape[0]}·{W.shape[1]} = {W.size}")
        expect(term(page, row, "biases")).to_have_text(str(b.size))
        expect(term(page, row, "parameters")).to_have_text(f"({W.shape[0]} + 1)·{b.size} = {W.size + b.size}")
    expect(term(page, -1, "parameters")).to_have_text(str(net.count_parameters()))
    expect(page.locator(".readout")).to_contain_text(f"{net.count_parameters()} parameters")


@pytest.mark.parametrize("activation", ["tanh", "logistic", "relu", "leaky relu", "identity"])
def test_the_drawn_curve_is_nnlibs(activation, shared):
    widget = NetworkSizes(inputs=1, hidden=[6, 5], activation=activation)
    page = shared(widget)
    settle(page)
    f = widget.network()(LINE)[:, 0]
    plane = page.locator(".drawn-function .plane").first
    d = plane.locator(".drawn-curve").get_attribute("d")
    width, height = (float(plane.locator("svg.inside").get_attribute(side)) for side in ("width", "height"))
    pixels = np.array(re.findall(r"[ML]([-\d.]+) ([-\d.]+)", d), dtype=float)
    assert len(pixels) == len(LINE)
    np.testing.assert_allclose(pixels[:, 0], (LINE[:, 0] + 1) / 2 * width, atol=0.06)
    top = abs(f).max()
    scale = height / 2 - pixels[:, 1]
    largest = abs(scale).max()
    np.testing.assert_allclose(scale / largest, f / top, atol=0.1 / largest)
    count = turns(f)
    expect(caption(page)).to_have_text(
        {0: "f never turns", 1: "f turns once", 2: "f turns twice"}.get(count, f"f turns {count} times")
    )


def test_the_line_in_the_plane_is_where_nnlib_says(widget, shared):
    page = shared(widget)
    settle(page)
    plane = page.locator(".drawn-function .plane").nth(1)
    d = plane.locator(".boundary-line:not(.before)").get_attribute("d")
    side = float(plane.locator("svg.inside").get_attribute("width"))
    pixels = np.array(re.findall(r"[ML]([-\d.]+) ([-\d.]+)", d), dtype=float)
    places = np.column_stack([pixels[:, 0] / side, 1 - pixels[:, 1] / side]) * 2 - 1
    net = widget.network()
    f = net(places)[:, 0]
    nearby = [net(places + step)[:, 0] for step in ([0.025, 0], [0, 0.025], [-0.025, 0], [0, -0.025])]
    assert (np.abs(f) <= np.abs(nearby - f).max(axis=0)).all()
    assert len(pixels) > 50


def test_the_engine_draws_the_same_weights(engine):
    for activation in DRAWS:
        for sizes, seed in (([2, 3, 1], 8), ([1, 16, 16, 4], 9999), ([2, 4], 0)):
            theta = engine(
                """const net = new E.Network(a.sizes, a.activation, "identity");
                   E.drawGrowing(net, a.activation, a.seed);
                   return Array.from(net.theta);""",
                {"sizes": sizes, "activation": activation, "seed": seed},
            )
            np.testing.assert_allclose(theta, growing_theta(sizes, activation, seed), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("shape", [{}, {"hidden": [16] * 5}, {"hidden": [4, 4], "seed": 25, "activation": "relu"}])
def test_the_regions_are_those_of_nnlibs_values(shape, shared):
    widget = NetworkSizes(**shape)
    page = shared(widget)
    grid = np.stack(np.meshgrid(GRID, GRID), axis=-1).reshape(-1, 2)
    count = regions(widget.network()(grid).reshape(81, 81) > 0)
    words = "f has one sign on the whole square" if count == 1 else f"f = 0 cuts the square into {count} regions"
    expect(caption(page)).to_have_text(words)


def test_a_term_lights_exactly_the_edges_it_counts(widget, shared):
    page = shared(widget)
    sizes = widget.sizes()
    for row in range(len(sizes) - 1):
        n_in, n_out = sizes[row : row + 2]
        for part, expected in (("weights", n_in * n_out), ("biases", n_out), ("parameters", (n_in + 1) * n_out)):
            term(page, row, part).hover()
            assert counted(page) == expected
            names = [each.get_attribute("aria-label") for each in page.locator(".edge.counted").all()]
            kinds = {name[7] for name in names}
            assert kinds == {"weights": {"w"}, "biases": {"b"}, "parameters": {"w", "b"}}[part]
            assert {name[8] for name in names} == {"₁₂₃"[row]}
    term(page, -1, "parameters").hover()
    assert counted(page) == 31
    page.locator(".title").hover()
    assert counted(page) == 0


def test_terms_by_keyboard_and_pinned(widget, shared):
    page = shared(widget)
    term(page, 0, "weights").focus()
    assert counted(page) == 8
    page.keyboard.press("ArrowDown")
    assert counted(page) == 12
    page.keyboard.press("ArrowRight")
    assert counted(page) == 3
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Reset").focus()
    assert counted(page) == 3
    expect(term(page, 1, "biases")).to_have_attribute("aria-pressed", "true")
    term(page, 1, "biases").click()
    page.locator(".title").hover()
    page.evaluate("document.activeElement.blur()")
    assert counted(page) == 0


def test_without_bias_nodes_the_biases_light_their_units(widget, shared):
    page = shared(widget)
    more(page, "Shapes")
    page.get_by_label("Draw the bias nodes").uncheck(force=True)
    more(page)
    expect(page.locator(".edge")).to_have_count(8 + 12 + 3)
    term(page, 1, "biases").hover()
    assert counted(page) == 0
    expect(page.locator(".node.counted")).to_have_count(3)
    expect(term(page, -1, "parameters")).to_have_text("31")


def test_an_edge_lights_its_term_and_what_it_changes(widget, shared):
    page = shared(widget)
    edge(page, "w₁,₁,₂").focus()
    settle(page)
    expect(page.locator(".term.lit")).to_have_count(1)
    expect(term(page, 0, "weights")).to_have_class("bare term lit")
    expect(page.locator(".edge.downstream")).to_have_count(3 + 3)
    expect(page.locator(".node.downstream")).to_have_count(1 + 3 + 1)
    expect(page.locator(".readout")).to_contain_text("It changes h₁,₂, and through it every unit of layer 2 and f.")
    edge(page, "b₂,₃").focus()
    expect(term(page, 1, "biases")).to_have_class("bare term lit")
    expect(page.locator(".edge.downstream")).to_have_count(1)
    expect(page.locator(".readout")).to_contain_text("It changes h₂,₃, and through it f.")
    page.keyboard.press("Escape")
    expect(page.locator(".edge.dim")).to_have_count(0)
    page.mouse.click(*grip(edge(page, "b₂,₃")))
    page.locator(".title").hover()
    more(page, "One weight")
    expect(page.locator(".reach")).to_have_text("It changes h₂,₃, and through it f.")
    press(page, "Let go")
    expect(page.locator(".edge.dim")).to_have_count(0)


def test_a_weight_is_dragged_and_moves_the_function(widget, shared):
    page = shared(widget)
    name = "w₁,₁,₂"
    before, line = value(edge(page, name)), page.locator(".boundary-line:not(.before)")
    drawn = line.get_attribute("d")
    drag(page, grip(edge(page, name)), 0, 50)
    after = value(edge(page, name))
    assert after == pytest.approx(before - 2.5, abs=0.05)
    assert line.get_attribute("d") != drawn
    assert page.locator(".boundary-line.before").get_attribute("d") == drawn
    assert not is_as_drawn(page)
    changed = NetworkSizes(weights=[[1, 1, 2, after]])
    assert theta(page) == pytest.approx(changed.network().theta, rel=1e-5, abs=1e-5)
    edge(page, name).press("ArrowUp")
    assert value(edge(page, name)) == pytest.approx(after + 0.1, abs=1e-4)
    press(page, "Undo")
    press(page, "Undo")
    assert value(edge(page, name)) == before
    expect(page.locator(".boundary-line.before")).to_have_attribute("d", "")


def test_a_weight_is_typed_and_returns_to_its_start(widget, shared):
    page = shared(widget)
    edge(page, "b₃,₁").focus()
    start = value(edge(page, "b₃,₁"))
    more(page, "One weight")
    field = page.get_by_role("slider", name="Chosen weight", exact=True)
    field.press("Enter")
    page.keyboard.type("-1,5")
    page.keyboard.press("Enter")
    assert value(edge(page, "b₃,₁")) == -1.5
    field.press("Backspace")
    assert value(edge(page, "b₃,₁")) == start
    assert is_as_drawn(page)


def test_sizes_are_dragged_typed_and_stepped(widget, shared):
    page = shared(widget)
    first = size(page, "Units in hidden layer 1")
    first.press("ArrowUp")
    expect(term(page, 0, "parameters")).to_have_text("(2 + 1)·5 = 15")
    drag(page, middle(first), 9, 0)
    expect(term(page, 0, "parameters")).to_have_text("(2 + 1)·8 = 24")
    first.press("Enter")
    page.keyboard.type("16")
    page.keyboard.press("Enter")
    expect(page.locator(".edge")).to_have_count(3 * 16 + 17 * 3 + 4)
    press(page, "One more: Hidden layers")
    expect(page.locator(".edge")).to_have_count(3 * 16 + 17 * 3 + 4 * 3 + 4)
    size(page, "Outputs K").press("End")
    size(page, "Inputs n").press("Home")
    expect(term(page, 3, "parameters")).to_have_text("(3 + 1)·4 = 16")
    expect(page.locator(".drawn-curve")).to_have_count(4)
    assert theta(page) == pytest.approx(
        NetworkSizes(inputs=1, hidden=[16, 3, 3], outputs=4).network().theta, rel=1e-5, abs=1e-6
    )
    for _ in range(4):
        press(page, "Undo")
    expect(page.locator(".edge")).to_have_count(3 * 8 + 9 * 3 + 4)


def test_the_function_comes_back_with_the_shape(widget, shared):
    page = shared(widget)
    line = page.locator(".boundary-line:not(.before)")
    settle(page)
    drawn = line.get_attribute("d")
    first = size(page, "Units in hidden layer 1")
    first.press("ArrowUp")
    settle(page)
    assert line.get_attribute("d") != drawn
    first.press("ArrowDown")
    settle(page)
    assert line.get_attribute("d") == drawn
    press(page, "Draw another")
    settle(page)
    assert line.get_attribute("d") != drawn


def test_touch_drags_a_size_and_a_swipe_on_the_ground_scrolls(widget, visit_widgets):
    page = visit_widgets(widget, width=360, height=640, touch=True)
    page.evaluate("document.body.style.paddingBlock = '900px'")
    first = size(page, "Units in hidden layer 1")
    first.scroll_into_view_if_needed()
    swipe(page, middle(first), 30, 0)
    expect(first).to_have_attribute("aria-valuenow", re.compile(r"^1[0-6]$"))
    plane = page.locator(".drawn-function .plane").nth(1)
    plane.scroll_into_view_if_needed()
    scrolled = page.evaluate("scrollY")
    swipe(page, middle(plane), 0, -120)
    page.wait_for_function("before => scrollY > before + 40", arg=scrolled)
    page.wait_for_function("() => new Promise((at) => setTimeout(at, 100, scrollY)).then((y) => scrollY === y)")
    tab(page, "Count")
    term(page, 0, "biases").tap()
    assert counted(page) > 0


def test_prompt_the_terms_of_the_example(widget, shared):
    """First prompt of section 2: the 12 of layer 1 are 8 edges from x₁ and x₂ and 4 from the grey node."""
    page = shared(widget)
    for part, expected in (("parameters", 12), ("weights", 8), ("biases", 4)):
        term(page, 0, part).hover()
        assert counted(page) == expected


def test_prompt_one_weight_moves_all_behind_it(widget, shared):
    """Second prompt: a weight of layer 1 reaches one unit of layer 1 and all behind; one of layer 3 only f."""
    page = shared(widget)
    edge(page, "w₁,₂,₁").focus()
    expect(page.locator(".node.downstream")).to_have_count(1 + 3 + 1)
    edge(page, "w₃,₁,₁").focus()
    expect(page.locator(".node.downstream")).to_have_count(1)
    expect(page.locator(".readout")).to_contain_text("It changes f and nothing else.")


def test_prompt_doubling_the_width_and_the_depth(shared):
    """Third prompt: 4, 4 twice as wide and twice as deep."""
    page = shared(NetworkSizes(hidden=[4, 4]))
    more(page, "Shapes")
    press(page, "Twice as wide")
    expect(page.locator(".doubled")).to_have_text("Twice as wide: 37 → 105 parameters, 2.84 times as many.")
    press(page, "Twice as wide")
    expect(page.locator(".doubled")).to_have_text("Twice as wide: 105 → 337 parameters, 3.21 times as many.")
    press(page, "Twice as deep")
    expect(page.locator(".doubled")).to_have_text("Twice as deep: 337 → 881 parameters, 2.61 times as many.")


def test_prompt_without_a_bend_there_is_only_a_line(widget, shared):
    """Fourth prompt: with no activation every shape cuts the square once at most, by a straight line."""
    page = shared(NetworkSizes(hidden=[8, 8, 8]))
    page.get_by_label("none", exact=True).check(force=True)
    for _ in range(6):
        expect(caption(page)).to_have_text(re.compile("one sign|into 2 regions"))
        press(page, "Draw another")


def test_prompt_width_and_depth_over_one_input(shared):
    """Prompts under the second picture: how often f turns with seed 8."""
    page = shared(NetworkSizes(inputs=1, hidden=[4], seed=8))
    expect(caption(page)).to_have_text("f never turns")
    more(page, "Shapes")
    press(page, "Wide: 16")
    expect(caption(page)).to_have_text("f turns 4 times")
    press(page, "Deep: 4, 4, 4")
    expect(caption(page)).to_have_text("f turns 3 times")


def test_link_carries_the_state_and_resets_go_to_the_book_and_to_the_link(widget, shared, visit):
    page = shared(widget)
    press(page, "One more: Hidden layers")
    edge(page, "w₂,₁,₁").press("ArrowUp")
    link = copied_link(page)
    assert "#network-sizes?" in link
    copy = visit(link)
    copy.locator("[data-ready]").wait_for()
    assert theta(copy) == pytest.approx(theta(page), rel=1e-5)
    edge(copy, "b₁,₁").press("Home")
    press(copy, "Reset")
    assert theta(copy) == pytest.approx(widget.network().theta, rel=1e-5, abs=1e-6)
    tool(copy, "Reset to the link")
    assert theta(copy) == pytest.approx(theta(page), rel=1e-5)


def test_pythons_link_opens_the_same_state(visit_widgets):
    wanted = NetworkSizes(inputs=1, hidden=[], outputs=2, activation="relu", biases=False, weights=[[1, 1, 2, 3]])
    page = visit_widgets(NetworkSizes(), fragment=wanted.link())
    expect(page.locator(".edge")).to_have_count(2)
    assert value(edge(page, "w₁,₁,₂")) == 3
    expect(page.locator(".notice").first).to_be_empty()


HOSTILE = [
    "hidden=17",
    "hidden=4,4,4,4,4,4",
    "shown=2",
    "weights=1,3,1,0",
    "weights=1,1,1,1e999",
    "hidden=&weights=2,1,1,1",
    "activation=%3Cscript%3E",
    "__proto__=1",
    "weights=" + ";".join(["1,1,1,1"] * 4000),
]


def test_hostile_links_give_the_opening_state_and_a_notice(widget, shared):
    page = shared(widget)
    for query in HOSTILE:
        refuses(page, f"#network-sizes?{query}")
        assert theta(page) == pytest.approx(widget.network().theta, rel=1e-5, abs=1e-6)


def test_output_of_the_plane_is_chosen(shared):
    widget = NetworkSizes(outputs=3)
    page = shared(widget)
    more(page, "Weights")
    grid = np.stack(np.meshgrid(GRID, GRID), axis=-1).reshape(-1, 2)
    f = widget.network()(grid)
    for k in (1, 2):
        page.get_by_label(f"f{'₁₂₃'[k]}", exact=True).check(force=True)
        settle(page)
        one_sign = (f[:, k] > 0).all() or (f[:, k] <= 0).all()
        expect(caption(page)).to_contain_text(f"f{'₁₂₃'[k]} has one sign" if one_sign else f"f{'₁₂₃'[k]} = 0 cuts")
    size(page, "Outputs K").press("Home")
    expect(page.get_by_text("Output in the picture")).to_be_hidden()


def test_two_views_of_one_model_move_together_and_presets_by_key(widget, visit_widgets):
    page = visit_widgets(widget, widget)
    first, second = page.locator("[data-widget=NetworkSizes]").all()
    first.locator(".edge").first.focus()
    page.keyboard.press("2")
    second.scroll_into_view_if_needed()
    expect(second.locator(".edge")).to_have_count(3 * 16 + 17)


def test_a_shape_of_a_link_keeps_the_changed_weights_that_it_has(visit_widgets):
    """As Python does when a shape is set."""
    widget = NetworkSizes(weights=[[1, 1, 1, 2], [3, 1, 1, 5]])
    page = visit_widgets(widget, fragment="#network-sizes?hidden=4")
    expect(page.locator(".notice").first).to_be_empty()
    assert value(edge(page, "w₁,₁,₁")) == 2
    kept = NetworkSizes(hidden=[4], weights=[[1, 1, 1, 2]])
    assert theta(page) == pytest.approx(kept.network().theta, rel=1e-5, abs=1e-6)


def test_backspace_brings_a_size_back_to_the_books(widget, shared):
    page = shared(widget)
    second = size(page, "Units in hidden layer 2")
    second.press("End")
    assert value(second) == 16
    second.press("Backspace")
    assert value(second) == 3
