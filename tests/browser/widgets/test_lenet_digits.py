"""LeNetDigits as a reader uses it: drawing, picking, pointing; every number shown against nnlib's."""

import re

import numpy as np
import pytest
from canvas import shares
from every_widget import opened, state
from gestures import copied_link, middle, more, press, refuses, settle, swipe
from playwright.sync_api import expect

from nnlib.widgets import LeNetDigits
from nnlib.widgets.lenet_digits import LAYERS

FOUR = [[(0.35, 0.2), (0.3, 0.55), (0.72, 0.55)], [(0.62, 0.25), (0.6, 0.85)]]
SEVEN = [[(0.3, 0.3), (0.7, 0.3), (0.45, 0.8)]]


def drawn(page, strokes):
    box = page.locator(".pad").bounding_box()
    for stroke in strokes:
        places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
        page.mouse.move(*places[0])
        page.mouse.down()
        for place in places[1:]:
            page.mouse.move(*place, steps=8)
        page.mouse.up()
    settle(page)


def in_link(page):
    """The widget in Python that the page's link makes."""
    query = copied_link(page).partition("?")[2]
    state = dict(part.split("=") for part in query.split("&") if part)
    rows = [[int(number) for number in row.split(",")] for row in state.get("strokes", "").split(";") if row]
    widget = LeNetDigits(**({"strokes": rows} if rows else {}))
    if "digit" in state:
        widget.digit = int(state["digit"])
    return widget


def bars(page):
    settle(page)
    texts = page.locator(".probabilities .probability").all()
    pairs = [each.locator("span").all_text_contents() for each in texts]
    return np.array([[float(number.replace("−", "-")) for number in pair] for pair in pairs]).T


def layer(page, name):
    return shares(page.locator(f".maps:has(svg[aria-label='{name}']) canvas"))


def agrees(page, widget):
    """Probabilities, outputs and the channels of every layer are nnlib's."""
    f, z = bars(page)
    np.testing.assert_allclose(f, widget.probabilities(), atol=6e-4)
    np.testing.assert_allclose(z, widget.logits(), atol=0.06)
    for name in list(LAYERS)[:-1]:
        values = widget.channels(name)
        share = layer(page, name)
        got = np.sort(share[~np.isnan(share)])
        assert len(got) == values.size
        strong = np.abs(np.sort(values.ravel())) > 0.1
        np.testing.assert_allclose(got[strong], np.sort(values.ravel())[strong], atol=0.02)


def test_a_drawing_goes_through_every_layer(shared):
    page = shared(LeNetDigits())
    drawn(page, FOUR)
    widget = in_link(page)
    assert widget.logits().argmax() == 4
    agrees(page, widget)
    expect(page.locator(".readout")).to_contain_text("Read as 4 with probability 1.00.")
    np.testing.assert_allclose(layer(page, "Input of the network"), widget.image(), atol=0.12)


def test_drawn_by_touch_then_undone_and_cleared(visit_widgets):
    page = visit_widgets(LeNetDigits(), width=360, touch=True)
    sheet = page.locator(".pad")
    sheet.scroll_into_view_if_needed()
    x, y = middle(sheet)
    swipe(page, (x, y - 40), 0, 80)
    expect(page.locator(".readout")).to_contain_text("Read as 1 with")
    press(page, "Undo")
    expect(page.locator(".readout")).to_contain_text("It is a 3.")
    page.locator(".nn-widget").focus()
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(".readout")).to_contain_text("Read as 1 with")
    press(page, "Clear")
    expect(page.locator(".readout")).to_contain_text("The sheet is empty.")
    press(page, "Reset")
    expect(page.locator(".readout")).to_contain_text("It is a 3.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("x", [34, 60, 95, 300, 330])
def test_a_swipe_beside_the_sheet_scrolls_and_draws_nothing(x, visit_widgets):
    page = opened(visit_widgets, LeNetDigits(), width=390, height=844, touch=True)
    page.evaluate("document.body.style.paddingBlock = '900px 1500px'")
    pad = page.get_by_role("group", name="Sheet to draw a digit on")
    for part in (0.1, 0.5, 0.9):
        pad.evaluate("(pad) => scrollTo(0, scrollY + pad.getBoundingClientRect().top - 400)")
        settle(page)
        before, at, box = state(page), page.evaluate("scrollY"), pad.bounding_box()
        swipe(page, (x, box["y"] + part * box["height"]), 0, -240)
        page.wait_for_function("(at) => scrollY > at + 100", arg=at)
        assert state(page) == before
    assert min(box["x"], 390 - box["x"] - box["width"]) >= 40


def test_drawn_by_keys(visit_widgets):
    page = visit_widgets(LeNetDigits())
    pen = page.get_by_role("slider", name="Pen")
    for _ in range(2):
        pen.press("Shift+ArrowLeft")
    pen.press(" ")
    expect(pen).to_have_attribute("aria-valuetext", re.compile("pen down"))
    for key, times in (("Shift+ArrowRight", 4), ("ArrowDown", 3), ("ArrowLeft", 1)):
        for _ in range(times):
            pen.press(key)
    for _ in range(9):
        pen.press("ArrowDown")
    pen.press("Enter")
    widget = in_link(page)
    assert len({row[0] for row in widget.strokes}) == 1 and len(widget.strokes) >= 15
    assert widget.logits().argmax() == 7
    agrees(page, widget)
    pen.press("Backspace")
    expect(page.locator(".readout")).to_contain_text("The sheet is empty.")


def test_prompt_size_and_place_do_not_matter(shared):
    """A digit drawn small in a corner is scaled and centred: the outputs hardly change."""
    page = shared(LeNetDigits())
    drawn(page, SEVEN)
    large = bars(page)[1]
    press(page, "Clear")
    drawn(page, [[(0.4 * x, 0.4 * y) for x, y in SEVEN[0]]])
    assert bars(page)[1].argmax() == large.argmax() == 7
    np.testing.assert_allclose(bars(page)[1], large, atol=1.5)


def test_held_out_digits_are_picked(shared):
    page = shared(LeNetDigits())
    digits = page.locator(".thumbnails").get_by_role("radio")
    for number in (0, 14, 19):
        digits.nth(number).check(force=True)
        agrees(page, LeNetDigits(digit=number))
    digits.nth(19).press("ArrowRight")
    widget = LeNetDigits(digit=20)
    truth = widget._labels[20]
    expect(page.locator(".readout")).to_contain_text(f"Read as {widget.logits().argmax()} with")
    expect(page.locator(".readout")).to_contain_text(f"It is a {truth}.")
    assert truth != widget.logits().argmax()
    for digit, words in ((7, "It is a 7."), (8, "It is an 8.")):
        page.keyboard.press(str(digit))
        expect(page.locator(".readout")).to_contain_text(f"Read as {digit} with")
        expect(page.locator(".readout")).to_contain_text(words)


def test_prompt_units_are_pointed_at_pinned_and_moved_by_keys(shared):
    """A unit of C1 sees 5 × 5 pixels, of S2 6 × 6, of C3 14 × 14, of S4 16 × 16; from F5 on all of them."""
    page = shared(LeNetDigits())
    widget, panel = LeNetDigits(), page.locator(".unit-words")
    fields = {"C1": "5 × 5", "S2": "6 × 6", "C3": "14 × 14", "S4": "16 × 16", "F5": "28 × 28", "output": "28 × 28"}
    for name, field in fields.items():
        maps = page.locator(f".maps svg[aria-label='{name}']")
        maps.scroll_into_view_if_needed()
        box = maps.bounding_box()
        first = {"C1": 28, "S2": 14, "C3": 10, "S4": 5}.get(name)
        cell = box["height"] / (first or 1) if first and box["height"] < box["width"] / 5 else 9
        page.mouse.click(box["x"] + (2.5 * cell if first else 4), box["y"] + (2.5 * cell if first else 4))
        expect(panel).to_contain_text(f"Depends on {field} pixels")
        expect(panel.locator(".unit-title")).to_have_text(re.compile(f"^{name}"))
        title = panel.locator(".unit-title").text_content()
        shape = LAYERS[name][0]
        place = [int(number) for number in re.findall(r"(?:unit|channel|row|column) (\d+)", title)]
        place = [each - (name != "output") for each in place] + [0] * (3 - len(place))
        assert all(0 <= at < size for at, size in zip(place, shape, strict=True))
        shown = panel.locator(".unit-formula").text_content()
        number = re.findall(r"−?[\d.]+(?:e−?\d+)?", shown.split(", the mean")[0])[-1].replace("−", "-")
        assert float(number) == pytest.approx(widget.channels(name)[tuple(place)], abs=6e-3)
    cursor = page.get_by_role("slider", name="Cell of C3")
    cursor.press("Home")
    for key in ("Shift+ArrowRight", "Shift+ArrowRight", "ArrowRight", "ArrowDown"):
        cursor.press(key)
    expect(panel.locator(".unit-title")).to_have_text("C3, channel 2, row 2, column 2")
    expect(page.locator(".lenet svg[aria-label=S2] .met")).to_have_count(6)
    expect(page.locator(".sight-lines path")).to_have_count(6)
    more(page, "Weights")
    expect(page.locator(".unit-weights")).to_contain_text("150 weights")
    cursor.press("PageUp")
    expect(page.get_by_role("slider", name="Cell of S2")).to_be_focused()


def test_the_ledger_is_nnlibs(shared):
    page = shared(LeNetDigits())
    more(page, "Layers")
    net = LeNetDigits().network()
    counts = [layer.count_parameters() for layer in net.layers if layer.parameters() or "Pool" in repr(layer)]
    rows = page.locator(".ledger tbody tr").all()
    shown = [each.locator("td").all_text_contents() for each in rows]
    assert [int(row[2].replace(",", "")) for row in shown] == counts
    for (shape, text, count), (channels, height, width) in zip(
        shown, (each for each, _ in LAYERS.values()), strict=True
    ):
        assert shape == (f"{channels} × {height} × {width}" if height > 1 else str(channels))
        if text:
            assert eval(text.replace("·", "*").replace(",", "")) == int(count.replace(",", ""))
    expect(page.locator(".ledger tfoot td").last).to_have_text("61,706")


def test_two_widgets_share_the_weights(visit_widgets):
    page = visit_widgets(LeNetDigits(), LeNetDigits(name="second"))
    texts, buffers = page.evaluate(
        """() => {
          const { state, texts } = JSON.parse(document.querySelector('script[type*="widget-state"]').textContent);
          const places = Object.values(state).map(({ buffers }) => buffers.map(({ data }) => data));
          return [texts.map((text) => text.length), places];
        }"""
    )
    assert buffers[0] == buffers[1] and len(set(buffers[0])) == 2
    assert 160_000 < max(texts[place] for place in buffers[0]) < 170_000
    assert page.locator("[data-widget=LeNetDigits]").count() == 2


def test_links_carry_the_state(visit_widgets, visit):
    page = visit_widgets(LeNetDigits(), fragment=LeNetDigits(digit=25, unit=[5, 30, 0, 0]).link())
    expect(page.locator(".notice").first).to_be_empty()
    expect(page.locator(".unit-title")).to_have_text("F6, unit 31")
    agrees(page, LeNetDigits(digit=25))
    drawn(page, FOUR)
    copy = visit(copied_link(page))
    copy.locator("[data-ready]").wait_for()
    np.testing.assert_array_equal(bars(copy), bars(page))
    expect(copy.locator(".unit-title")).to_have_text("F6, unit 31")


HOSTILE = [
    "digit=30",
    "unit=0,6,0,0",
    "unit=9,0,0,0",
    "strokes=0,300,1",
    "strokes=" + ";".join(["0,1,1"] * 1501),
    "source=<img src=x onerror=alert(1)>",
    "_weights=00",
    "strokes=0,1,1;nonsense",
]


def test_hostile_links_give_the_opening_state_and_a_notice(shared):
    page = shared(LeNetDigits())
    for query in HOSTILE:
        refuses(page, f"#lenet-digits?{query}")
        expect(page.locator(".readout")).to_contain_text("It is a 3.")


def test_a_stroke_that_is_cancelled_leaves_nothing(shared):
    page = shared(LeNetDigits(), width=390, touch=True)
    page.locator(".pad").scroll_into_view_if_needed()
    x, y = middle(page.locator(".pad"))
    client = page.context.new_cdp_session(page)
    client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y - 30}]})
    client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y + 30}]})
    expect(page.locator(".readout")).to_contain_text("Read as 1")
    client.send("Input.dispatchTouchEvent", {"type": "touchCancel", "touchPoints": []})
    expect(page.locator(".readout")).to_contain_text("It is a 3.")
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
