"""GradientFlow as a reader uses it: its numbers against nnlib's, and what the prompts on its page promise."""

import re

import numpy as np
import pytest
from gestures import drag, middle, press, refuses, settle, slider, swipe, tool, typed, value
from playwright.sync_api import expect

from nnlib.widgets import GradientFlow

NUMBER = r"([−\d.e]+)"
SAYS = re.compile(rf"left: {NUMBER}, with skip {NUMBER} layer 1 .* signal {NUMBER}, with skip {NUMBER}$")


def depth_end(page):
    return slider(page, "Number of layers")


def scale_knob(page):
    return slider(page, "Weight scale, the slope of the grey line")


def numbers(page):
    """The gradient's ratios without and with skip, and the last signals without and with."""
    settle(page)
    found = SAYS.search(page.locator(".readout").text_content())
    return [float(each.replace("−", "-")) for each in found.groups()]


def check(page, **state):
    """Compares the numbers on the page with nnlib's in this state, and gives them."""
    widget = GradientFlow(**state)
    gradients = [widget.gradients(skip) for skip in (False, True)]
    expected = [each[0] / each[-1] for each in gradients] + [widget.signals(skip)[-1] for skip in (False, True)]
    assert numbers(page) == pytest.approx(expected, rel=6e-3)
    return numbers(page)


def places(line):
    """The points of a drawn line, in pixels."""
    settle(line.page)
    return [[float(each) for each in point.split()] for point in re.split("[ML]", line.get_attribute("d"))[1:]]


def path(page, panel, way):
    return places(page.locator(f".flow.{way}").nth(panel))


def test_depth_is_dragged_by_mouse_and_set_by_keys(shared):
    page = shared(GradientFlow())
    check(page)
    drag(page, middle(depth_end(page).locator(".knob")), -90, 0)
    depth = int(value(depth_end(page)))
    assert depth < 18
    check(page, depth=depth)
    assert [len(path(page, panel, "with")) for panel in (0, 1)] == [depth + 1, depth]
    for key, layers in (("Home", 1), ("End", 40), ("Shift+ArrowLeft", 35), ("ArrowUp", 36)):
        depth_end(page).press(key)
        assert value(depth_end(page)) == layers
    check(page, depth=36)
    depth_end(page).press("Backspace")
    check(page)


def test_the_weight_scale_is_the_slope_of_the_grey_line(shared):
    page = shared(GradientFlow())
    drag(page, middle(scale_knob(page).locator(".knob")), 0, -25)
    scale = value(scale_knob(page))
    assert scale > 0.6
    check(page, weight_scale=scale)
    x, y = map(float, re.findall(r"[\d.]+", scale_knob(page).get_attribute("transform")))
    (x0, y0), (x1, y1) = places(page.locator(".scale-line"))
    top = float(page.locator(".depth-end .stem").get_attribute("d").split()[1].split("V")[0])
    assert y - top == pytest.approx(y0 + (y1 - y0) * (x - x0) / (x1 - x0), abs=0.3)
    scale_knob(page).press("End")
    check(page, weight_scale=5)
    scale_knob(page).press("Backspace")
    check(page)


def test_depth_and_scale_are_dragged_by_touch_on_a_phone(shared):
    page = shared(GradientFlow(), width=360, height=740, touch=True)
    swipe(page, middle(depth_end(page).locator(".knob")), 60, 0)
    depth = int(value(depth_end(page)))
    assert depth > 24
    swipe(page, middle(scale_knob(page).locator(".knob")), 0, -20)
    scale = value(scale_knob(page))
    assert scale > 0.55
    check(page, depth=depth, weight_scale=scale)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360


@pytest.mark.parametrize("activation", ["logistic", "tanh", "relu", "leaky relu"])
def test_every_layer_is_drawn_where_nnlib_has_it(shared, activation):
    state = {"activation": activation, "weight_scale": 1.2, "skip_scale": 0.7, "l2": 0.5, "width": 7, "seed": 3}
    page = shared(GradientFlow(**state))
    widget = GradientFlow(**state)
    for panel, sizes in ((0, widget.signals), (1, widget.gradients)):
        drawn = [y for way in ("with", "without") for _, y in path(page, panel, way)]
        logs = [each for skip in (True, False) for each in sizes(skip)]
        slope, offset = np.polyfit(np.log10(logs), drawn, 1)
        np.testing.assert_allclose(slope * np.log10(logs) + offset, drawn, atol=0.15)
    check(page, **state)


def test_prompt_1_twice_the_depth(shared):
    page = shared(GradientFlow())
    without, with_skip, *_ = numbers(page)
    assert without < 1e-4 and 0.3 < with_skip < 3
    depth_end(page).press("End")
    without, with_skip, *_ = check(page, depth=40)
    assert without < 1e-10 and 0.3 < with_skip < 3


def test_prompt_2_no_scale_helps_the_logistic(shared):
    page = shared(GradientFlow())
    typed(page, "Scale s, number", "1")
    (_, left), (_, right) = places(page.locator(".scale-line"))
    assert left == right
    assert check(page, weight_scale=1)[0] > 0.01
    page.get_by_role("radio", name="logistic").check()
    assert check(page, weight_scale=1, activation="logistic")[0] < 1e-10
    for _ in range(10):
        scale_knob(page).press("Shift+ArrowUp")
        assert numbers(page)[0] < 1e-3


def test_prompt_3_relu_explodes_and_alpha_tames_it(shared):
    page = shared(GradientFlow())
    page.get_by_role("radio", name="ReLU", exact=True).check()
    typed(page, "Scale s, number", "1.41")
    *_, without, with_skip = check(page, activation="relu", weight_scale=1.41)
    assert 0.3 < without < 3 and with_skip > 1000
    typed(page, "Skip: α, number", "0.2")
    assert check(page, activation="relu", weight_scale=1.41, skip_scale=0.2)[3] < 10


def test_prompt_4_l2_leaves_zero_or_the_identity(shared):
    page = shared(GradientFlow())
    slider(page, "L2 strength λ, number").press("End")
    check(page, l2=50)
    line = path(page, 2, "with")
    (x0, y0), (x1, y1) = places(page.locator(".guide-line"))
    assert all(abs(y - (y0 + (y1 - y0) * (x - x0) / (x1 - x0))) < 2 for x, y in line)
    zero = float(page.locator(".flow-function .level").get_attribute("d").split()[1].split("H")[0])
    assert all(abs(y - zero) < 1 for _, y in path(page, 2, "without"))
    expect(page.get_by_text("L2 leaves 2 % of the weights")).to_be_visible()


def test_one_of_the_two_is_shown_alone_and_a_new_start_draws_anew(shared):
    page = shared(GradientFlow())
    page.get_by_role("radio", name="with skip").check()
    settle(page)
    assert page.locator(".flow.without").first.is_hidden()
    assert page.locator(".flow.with").first.is_visible()
    press(page, "New start")
    check(page, seed=2)
    press(page, "Undo")
    press(page, "Undo")
    check(page)
    assert page.locator(".flow.without").first.is_visible()


def test_links_open_the_state_and_hostile_ones_do_not(visit_widgets):
    state = {"depth": 7, "width": 3, "activation": "leaky relu", "weight_scale": 2.0, "skip_scale": 0.5, "seed": 9}
    page = visit_widgets(GradientFlow(), fragment=GradientFlow(**state).link())
    check(page, **state)
    drag(page, middle(depth_end(page).locator(".knob")), 80, 0)
    tool(page, "Reset to the link")
    check(page, **state)
    for query in (
        "depth=0",
        "depth=2.5",
        "width=99",
        "activation=step",
        "weight_scale=NaN",
        "l2=-1",
        "theta=1",
        "seed=<b>",
    ):
        refuses(page, f"#gradient-flow?{query}")
        check(page)


def test_the_scales_stay_and_what_leaves_them_is_told(shared):
    page = shared(GradientFlow())
    marks = page.locator(".stack .axes")
    before = marks.all_text_contents()
    expect(page.locator(".flow-beyond:visible")).to_have_count(0)
    page.get_by_role("radio", name="logistic").check()
    depth_end(page).press("End")
    settle(page)
    assert marks.all_text_contents() == before
    gradient = GradientFlow(activation="logistic", depth=40).gradients(skip=False)
    lowest = str(round(-np.log10(gradient.min()))).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    expect(page.locator(".flow-beyond:visible")).to_have_text(f"↓ 10⁻{lowest}")


@pytest.mark.parametrize("state", [{}, {"depth": 40}, {"depth": 1}, {"activation": "relu", "weight_scale": 1.5}])
def test_no_curve_strikes_a_name(shared, state):
    page = shared(GradientFlow(**state))
    for panel in range(3):
        names = [page.locator(f".flow-name.{way}").nth(panel).bounding_box() for way in ("with", "without")]
        for way in ("with", "without"):
            curve = page.locator(f".flow.{way}").nth(panel).bounding_box()
            assert all(name["x"] > curve["x"] + curve["width"] for name in names)
        upper, lower = sorted(names, key=lambda box: box["y"])
        assert lower["y"] - upper["y"] > 12
