"""Convolution as a reader uses it; its prompts' promises; every number shown against nnlib's."""

import re

import numpy as np
import pytest
from canvas import READ, shares
from gestures import copied_link, drag, grip, middle, more, press, refuses, settle, slider, swipe, typed, value
from playwright.sync_api import expect

from nnlib import datasets
from nnlib.widgets import Convolution
from nnlib.widgets.convolution import PRESETS, lenet_filters


def numbers(page, place):
    settle(page)
    return [float(text.replace("−", "-")) for text in page.locator(place).all_text_contents()]


def grids(page):
    """The numbers of patch, filter and products, and r as it is written out."""
    patch, filter_, products = (numbers(page, f".cell-grid:nth-child({n}) .entry") for n in (1, 3, 5))
    return patch, filter_, products, float(page.locator(".conv-sum").text_content().split()[-1].replace("−", "-"))


def output(page, n):
    """The picture number n: 0 of x, 1 of r, 2 of what follows."""
    return shares(page.locator(".maps canvas").nth(n))


def chosen(page):
    """The output cell that is shown, from the cursor's own words: (channel, row, column), counted from 0."""
    settle(page)
    words = slider(page, "Cell of output r").get_attribute("aria-valuetext")
    return tuple(int(number) - 1 for number in re.findall(r"(?:channel|row|column) (\d+)", words))


def test_the_sum_that_is_shown_is_nnlibs(shared):
    widget = Convolution(stride=2, padding=1, bias=[0.5])
    page = shared(widget)
    window = slider(page, "Window of the filter on the input")
    window.press("Home")
    assert chosen(page) == (0, 0, 0)
    for key in ("ArrowDown", "ArrowDown", "Shift+ArrowDown", "Shift+ArrowRight", "ArrowLeft", "ArrowUp"):
        window.press(key)
    assert chosen(page) == (0, 6, 4)
    d, i, j = chosen(page)
    padded = np.pad(widget.input()[0], 1)
    patch = padded[2 * i : 2 * i + 3, 2 * j : 2 * j + 3].ravel()
    shown = grids(page)
    assert shown[0] == pytest.approx(patch, abs=6e-3)
    assert shown[1] == widget.weights
    assert shown[2] == pytest.approx(patch * widget.weights, abs=6e-3)
    r = widget.network().layers[0](widget.input()[None])[0]
    assert shown[3] == pytest.approx(r[d, i, j], abs=6e-3)
    share = output(page, 1)
    np.testing.assert_allclose(share, r[0] / np.abs(r).max(), atol=0.02)
    pooled = widget.output()[0]
    np.testing.assert_allclose(output(page, 2), pooled / pooled.max(), atol=0.02)
    expect(page.locator(".size-formula").first).to_have_text("⌊(28 + 2 · 1 − 3) / 2⌋ + 1 = 14")
    more(page, "Pooling")
    expect(page.locator(".size-formula").last).to_have_text("⌊(14 − 2) / 2⌋ + 1 = 7")


def test_the_window_and_the_output_are_dragged_pointed_at_and_pinned(shared):
    page = shared(Convolution())
    start = chosen(page)
    drag(page, grip(slider(page, "Window of the filter on the input")), 45, 18)
    pinned = chosen(page)
    assert pinned[1] > start[1] and pinned[2] > start[2]
    box = page.locator("svg[aria-label='output r']").bounding_box()
    place = box["x"] + 0.1 * box["width"], box["y"] + 0.9 * box["height"]
    page.mouse.move(*place)
    pointed = chosen(page)
    assert pointed[1] > 20 and pointed[2] < 4
    page.mouse.move(box["x"] - 5, box["y"] - 5)
    assert chosen(page) == pinned
    page.mouse.click(*place)
    page.mouse.move(box["x"] - 5, box["y"] - 5)
    assert chosen(page) == pointed
    press(page, "Undo")
    assert chosen(page) == pinned


def test_numbers_of_the_filter_by_drag_wheel_keys_and_typing(shared):
    page = shared(Convolution())
    cell = slider(page, "Filter 1, cell 5 of channel 1")
    drag(page, middle(cell), 60, 0)
    assert value(cell) == pytest.approx(1)
    page.mouse.move(*middle(cell))
    page.mouse.wheel(0, -100)
    assert value(cell) == pytest.approx(1.05)
    cell.press("Shift+ArrowRight")
    assert value(cell) == pytest.approx(1.55)
    typed(page, "Filter 1, cell 5 of channel 1", "-2,25")
    assert value(cell) == -2.25
    weights = [-1, -1, -1, 0, -2.25, 0, 1, 1, 1]
    r = Convolution(weights=weights).network().layers[0](Convolution().input()[None])[0, 0]
    np.testing.assert_allclose(output(page, 1), r / np.abs(r).max(), atol=0.02)
    expect(page.locator("select").first).to_have_value("own")
    cell.press("Backspace")
    expect(page.locator("select").first).to_have_value("horizontal edges")
    typed(page, "Bias of the filter", "1.5")
    assert grids(page)[3] == pytest.approx(r_at(Convolution(bias=[1.5])), abs=6e-3)


def r_at(widget):
    d, i, j = map(int, widget.cell)
    return widget.network().layers[0](widget.input()[None])[0, d, i, j]


def test_a_number_is_dragged_and_an_image_drawn_by_touch(visit_widgets):
    page = visit_widgets(Convolution(), width=360, touch=True)
    cell = slider(page, "Filter 1, cell 1 of channel 1")
    cell.scroll_into_view_if_needed()
    swipe(page, middle(cell), 60, 0)
    assert value(cell) > -0.9
    press(page, "Draw")
    sheet = page.locator(".pad")
    sheet.scroll_into_view_if_needed()
    swipe(page, middle(sheet), 30, 20)
    settle(page)
    assert output(page, 0).max() > 0.8
    press(page, "Clear")
    assert output(page, 0).max() < 0.2
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_presets_keys_and_lenets_six(shared):
    page = shared(Convolution())
    slider(page, "Cell of output r").press("2")
    expect(page.locator("select").first).to_have_value("blur")
    assert grids(page)[1] == pytest.approx(np.ravel(PRESETS["blur"]), abs=6e-3)
    page.locator("select").first.select_option("LeNet's filter 3")
    W, b = lenet_filters()
    assert grids(page)[1] == pytest.approx(W[2].ravel(), abs=6e-3)
    more(page, "Filters")
    press(page, "LeNet’s six")
    expect(page.locator(".readout")).to_contain_text("The output is 6 × 28 × 28, pooled 6 × 14 × 14.")
    expect(page.locator(".more-sheet")).to_contain_text(["(5 · 5 · 1 + 1) · 6 = 156 parameters", ""])
    page.get_by_role("radio", name="4", exact=True).check(force=True)
    assert grids(page)[1] == pytest.approx(W[3].ravel(), abs=6e-3)
    widget = Convolution(size=5, weights=W.ravel().tolist(), bias=b.tolist(), padding=2, cell=[3, 8, 12])
    assert grids(page)[3] == pytest.approx(r_at(widget), abs=6e-3)


def test_prompt_edges_blur_and_sign(shared):
    """Horizontal edges: blue above the bar of the 7, vermilion below it; turned round, the colours change places."""
    page = shared(Convolution())
    share = output(page, 1)
    column = share[:, 12]
    assert column.argmax() < column.argmin()
    for n in (1, 2, 3):
        typed(page, f"Filter 1, cell {n} of channel 1", "1")
        typed(page, f"Filter 1, cell {n + 6} of channel 1", "-1")
    np.testing.assert_allclose(output(page, 1), -share, atol=0.01)
    page.locator("select").first.select_option("vertical edges")
    assert np.abs(output(page, 1) - share).max() > 0.5


def test_the_channels_of_the_photograph_are_summed(shared):
    """With the filter's numbers of two channels zero, the sum shows the third alone."""
    page = shared(Convolution())
    page.locator("select").first.select_option("as it is")
    press(page, "Photograph")
    x = datasets.photograph()
    together = x.sum(axis=0)[1:-1, 1:-1]
    np.testing.assert_allclose(output(page, 1), together / together.max(), atol=0.02)
    _, i, j = chosen(page)
    parts = re.findall(r"[\d.]+", page.locator(".conv-sum").text_content())[:3]
    assert [float(part) for part in parts] == pytest.approx(x[:, i + 1, j + 1], abs=6e-3)
    for name in ("green", "blue"):
        page.get_by_role("radio", name=name).check(force=True)
        press(page, "Zero")
    np.testing.assert_allclose(output(page, 1), x[0, 1:-1, 1:-1] / x[0, 1:-1, 1:-1].max(), atol=0.02)
    assert len(grids(page)[1]) == 9
    more(page, "Filters")
    expect(page.locator(".more-sheet").first).to_contain_text("(3 · 3 · 3 + 1) · 1 = 28 parameters")


def test_what_r_follows_is_seen_beside_it(shared):
    """Shifted with the image; mirrored with it only after the filter has been made one that is its own mirror image."""
    page = shared(Convolution(weights=np.ravel(PRESETS["vertical edges"]).tolist()))
    r = output(page, 1)
    page.get_by_role("radio", name="shifted").check(force=True)
    np.testing.assert_allclose(output(page, 1)[:, 4:], r[:, :-4], atol=0.01)
    np.testing.assert_allclose(output(page, 2)[:, 4:], r[:, :-4], atol=0.01)
    expect(page.locator(".readout")).to_contain_text("r is the old r, shifted.")
    page.get_by_role("radio", name="mirrored").check(force=True)
    np.testing.assert_allclose(output(page, 1), -r[:, ::-1], atol=0.01)
    np.testing.assert_allclose(output(page, 2), r[:, ::-1], atol=0.01)
    expect(page.locator(".readout")).to_contain_text("r is not the old r, mirrored: it differs by up to")
    press(page, "Turn")
    expect(page.locator(".readout")).to_contain_text("r is the old r, mirrored.")
    page.get_by_role("radio", name="turned").check(force=True)
    expect(page.locator(".readout")).to_contain_text("r is not the old r, turned")
    page.locator("select").first.select_option("outline")
    expect(page.locator(".readout")).to_contain_text("r is the old r, turned.")


def test_prompt_padding_keeps_the_size_and_stride_halves_it(shared):
    page = shared(Convolution())
    typed(page, "Padding", "1")
    expect(page.locator(".readout")).to_contain_text("The output is 28 × 28, pooled 14 × 14.")
    typed(page, "Stride", "2")
    expect(page.locator(".readout")).to_contain_text("The output is 14 × 14, pooled 7 × 7.")
    more(page, "Filters")
    typed(page, "Dilation", "3")
    more(page)
    expect(page.locator(".size-formula").first).to_have_text(
        "⌊(28 + 2 · 1 − 7) / 2⌋ + 1 = 12, where 7 = 3 · (3 − 1) + 1"
    )


def test_a_window_that_does_not_fit_says_why_and_comes_back(shared):
    page = shared(Convolution())
    typed(page, "Size", "7")
    more(page, "Filters")
    typed(page, "Dilation", "6")
    more(page)
    expect(page.locator(".problem")).to_contain_text(
        "reaches over 37 × 37 pixels, but the image with its padding has only"
    )
    expect(page.locator(".maps").nth(1)).to_be_hidden()
    typed(page, "Padding", "5")
    expect(page.locator(".problem")).to_be_empty()
    expect(page.locator(".readout")).to_contain_text("The output is 2 × 2, pooled 1 × 1.")
    more(page, "Pooling")
    typed(page, "Window, number", "3")
    expect(page.locator(".problem")).to_contain_text("The pooling window has 3 × 3 cells, but r has only 2 × 2")
    page.locator("fieldset", has_text="Pooling").get_by_label("none").check(force=True)
    expect(page.locator(".problem")).to_be_empty()
    press(page, "Reset")
    expect(page.locator(".readout")).to_contain_text("The output is 26 × 26, pooled 13 × 13.")
    press(page, "Undo")
    expect(page.locator(".readout")).to_contain_text("The output is 2 × 2.")


def test_pooling_is_nnlibs(shared):
    page = shared(Convolution(pooling="average", window=3, pool_stride=2))
    widget = Convolution(pooling="average", window=3, pool_stride=2)
    more(page, "Pooling")
    for kind in ("average", "max"):
        page.locator("fieldset", has_text="Pooling").get_by_label(kind).check(force=True)
        widget.pooling = kind
        pooled = widget.output()[0]
        np.testing.assert_allclose(output(page, 2), pooled / pooled.max(), atol=0.02)


def test_links_carry_the_state_and_python_writes_the_same(shared, visit):
    page = shared(Convolution())
    press(page, "Photograph")
    more(page, "Filters")
    press(page, "One more: Output channels")
    more(page)
    page.locator("select").first.select_option("outline")
    typed(page, "Stride", "2")
    copy = visit(copied_link(page))
    copy.locator("[data-ready]").wait_for()
    for n in range(3):
        np.testing.assert_array_equal(output(copy, n), output(page, n))
    more(copy, "Filters")
    press(copy, "One less: Output channels")
    more(copy)
    press(copy, "More tools")
    press(copy, "Reset to the link")
    np.testing.assert_array_equal(output(copy, 1), output(page, 1))
    wanted = Convolution(size=2, image="4", weights=[1, -1, 0.5, 0], bias=[0.25], dilation=2)
    page.evaluate("link => { location.hash = link; }", wanted.link())
    expect(page.locator(".readout")).to_contain_text("The output is 26 × 26")
    assert grids(page)[3] == pytest.approx(r_at(wanted), abs=6e-3)
    page.evaluate("location.hash = '#convolution?size=5'")
    settle(page)
    assert len(grids(page)[1]) == 25
    assert sum(map(abs, grids(page)[1])) == 6


HOSTILE = [
    "weights=1,2,3&size=9&image=%3Cscript%3E",
    "weights=1,2,3",
    "size=7&weights=" + ",".join(["1"] * 9),
    "bias=",
    "cell=1,2",
    "strokes=" + ";".join(["0,1,1"] * 1501),
    "image=<img src=x onerror=alert(1)>",
    "window=NaN",
]


def test_hostile_links_give_the_opening_state_and_a_notice(shared):
    page = shared(Convolution())
    for query in HOSTILE:
        refuses(page, f"#convolution?{query}")
        assert grids(page)[1] == Convolution().weights


def test_the_window_slides_by_itself_and_stops_where_it_is(shared):
    page = shared(Convolution())
    start, whole = chosen(page), output(page, 1)
    press(page, "Slide")
    page.wait_for_function("() => document.querySelector('.readout').textContent.includes('in row 4,')")
    press(page, "Stop")
    stopped = chosen(page)
    settle(page)
    assert chosen(page) == stopped and stopped[1] >= 3
    np.testing.assert_array_equal(output(page, 1), whole)
    press(page, "Undo")
    assert chosen(page) == start


def test_a_filter_is_turned_mirrored_and_negated(shared):
    page = shared(Convolution(bias=[0, 0], weights=[*range(9), *range(9)], cell=[1, 8, 12]))
    press(page, "Turn")
    press(page, "Negate")
    assert grids(page)[1] == (-np.rot90(np.arange(9).reshape(3, 3), -1)).ravel().tolist()
    press(page, "Mirror")
    assert grids(page)[1] == (-np.rot90(np.arange(9).reshape(3, 3), -1))[:, ::-1].ravel().tolist()
    more(page, "Filters")
    page.get_by_role("radio", name="1", exact=True).check(force=True)
    assert grids(page)[1] == list(range(9))


def test_the_scale_stays_and_channels_have_their_colours(shared):
    page = shared(Convolution())
    size = "(n) => { const it = document.querySelectorAll('.maps canvas')[n]; return it.offsetWidth / it.width; }"
    cells = [page.evaluate(size, n) for n in range(3)]
    assert len(set(cells)) == 1
    for name, text in (("Padding", "1"), ("Stride", "2"), ("Size", "5")):
        typed(page, name, text)
        settle(page)
        assert [page.evaluate(size, n) for n in range(3)] == cells
    typed(page, "Padding", "0")
    press(page, "Photograph")
    settle(page)
    pixels = np.reshape(page.locator(".maps canvas").first.evaluate(READ), (28, -1, 4))[..., :3]
    whole, *channels = (pixels[:, at : at + 28] for at in (0, 30, 60, 90))
    np.testing.assert_allclose(whole, np.rint(255 * np.moveaxis(datasets.photograph(), 0, 2)), atol=1)
    for c, (shown, x) in enumerate(zip(channels, datasets.photograph(), strict=True)):
        assert shown[..., c].max() == shown.max()
        np.testing.assert_allclose(shown[..., c] / shown[..., c].max(), x / x.max(), atol=0.02)
