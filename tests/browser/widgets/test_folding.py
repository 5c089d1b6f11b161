"""Folding as a reader uses it: creases and their copies, layer after layer, pressed together; wide; against nnlib."""

from itertools import combinations

import numpy as np
import pytest
from every_widget import opened
from gestures import drag, middle, more, number, press, readout, settle, slider, swipe, tool, value
from playwright.sync_api import expect

from nnlib.widgets import Folding
from nnlib.widgets.folding.pieces import knots


def readings(page):
    settle(page)
    return page.evaluate("document.querySelector('.nn-widget').readings()")


def dots(page, name):
    """Where the copies of a crease stand on the screen, from the left."""
    return places(slider(page, name).locator("path.copies"))


def places(path):
    """Where the dots of a path stand on the screen."""
    settle(path.page)
    return path.evaluate(
        """(path) => path.getAttribute("d").slice(1).split("M").map((each) => {
          const [x, y] = each.split("h")[0].split(" ");
          const { a, d, e, f } = path.getScreenCTM();
          return [a * x + e, d * y + f];
        })"""
    )


def drawn(page):
    """What the lowest row draws: its sheets, each from x, y to x, y on the screen, from the left."""
    settle(page)
    paths = page.locator(".folds > g").last.locator("path")
    ds = paths.evaluate_all("(paths) => paths.map((path) => path.getAttribute('d'))")
    sheets = [sheet for d in ds for sheet in d.split("M")[1:]]
    return sorted([float(each) for each in sheet.replace("L", " ").split()] for sheet in sheets)


def test_the_sheets_on_the_screen_are_nnlibs(visit_widgets):
    state = {"width": 3, "layers": 3, "kinks": [0.2, 0.5, 0.4, 0.8, 0.3, 0.45, 0.5, 0.7]}
    widget = Folding(**state)
    sheets = drawn(visit_widgets(widget))
    xs = knots(widget.network())
    f = widget.network()(xs[:, None])[:, 0]
    assert len(sheets) == len(xs) - 1 == 27
    xs_drawn = np.array([sheet[0] for sheet in sheets] + [sheets[-1][2]])
    ys_drawn = np.array([sheet[1] for sheet in sheets] + [sheets[-1][3]])
    np.testing.assert_allclose(xs_drawn / xs_drawn[-1], xs, atol=2e-3)
    np.testing.assert_allclose((ys_drawn.max() - ys_drawn) / np.ptp(ys_drawn), f, atol=1e-2)


def test_a_peak_takes_its_copies_along_in_mirrored_pairs_and_stays_under_the_pointer(shared):
    page = shared(Folding(layers=4))
    shallower, before, deeper = (dots(page, f"Crease {layer}") for layer in (2, 3, 4))
    drag(page, before[1], -30, 0)
    after = dots(page, "Crease 3")
    assert after[1][0] == pytest.approx(before[1][0] - 30, abs=1)
    moved = [there[0] - here[0] for here, there in zip(before, after, strict=True)]
    np.testing.assert_allclose(moved, [30, -30, 30, -30], atol=1)
    assert dots(page, "Crease 2") == shallower
    assert dots(page, "Crease 4") != deeper
    assert value(slider(page, "Crease 3")) == pytest.approx(0.5 + 30 / (before[1][0] - before[0][0]), abs=0.01)
    press(page, "Undo")
    assert dots(page, "Crease 3") == before


def test_a_disc_moves_its_crease_up_and_down_and_keys_move_it_between_its_neighbours(shared):
    page = shared(Folding(width=3, layers=2))
    crease = slider(page, "Crease 1 of layer 2")
    drag(page, middle(crease.locator(".named-disc")), 0, 200)
    assert value(crease) == 0.1
    crease.press("ArrowUp")
    assert value(crease) == pytest.approx(0.11)
    crease.press("End")
    assert value(crease) == pytest.approx(2 / 3 - 0.1, abs=1e-3)
    crease.press("Backspace")
    assert value(crease) == pytest.approx(1 / 3, abs=1e-3)


def test_each_step_adds_a_layer_doubles_the_pieces_and_is_one_undo(shared):
    page = shared(Folding(layers=0), reduced_motion="reduce")
    for layers in range(1, 7):
        press(page, "Next")
        assert len(drawn(page)) == 2**layers
        assert page.locator(".counts .count").all_text_contents()[-1] == str(2**layers)
    assert page.get_by_role("button", name="Next", exact=True).is_disabled()
    assert "6 layers of 2: 64 pieces 37 parameters" in readout(page)
    press(page, "Undo")
    assert readings(page)["layers"] == 5


def test_a_new_layer_folds_before_the_readers_eyes(shared):
    page = shared(Folding(layers=1))
    page.get_by_role("button", name="Next", exact=True).click()
    folding = drawn(page)
    assert any(len(sheet) > 4 for sheet in folding)  # on their way the sheets are bent
    page.wait_for_function("() => document.querySelector('.folds > g:last-child path').getAttribute('d').length < 80")
    assert len(drawn(page)) == 4


def test_the_strip_is_pressed_together_by_its_end_and_its_place_stays_behind_it(visit_widgets):
    page = visit_widgets(Folding(layers=3))
    wide = drawn(page)[-1][2]
    expect(page.locator(".laid-out")).to_have_attribute("d", "")
    drag(page, middle(slider(page, "Right end of the strip")), -0.75 * wide, 0)
    pulled = readings(page)["pulled"]
    assert pulled == pytest.approx(0.25, abs=0.01)
    assert drawn(page)[-1][2] == pytest.approx(pulled * wide, abs=1)
    assert page.locator(".laid-out").get_attribute("d").count("L") == 1 + 2 + 4 + 8
    crease = slider(page, "Crease 3")
    drag(page, middle(crease.locator(".named-disc")), 0, 20)
    assert value(crease) < 0.5


def test_a_kink_of_the_wide_network_moves_alone(shared):
    page = shared(Folding(layers=6, shape="wide"))
    kinks = page.locator(".bend")
    assert kinks.count() == 12
    before = [value(each) for each in kinks.all()]
    drag(page, middle(slider(page, "Kink 3")), 12, 0)
    after = [value(each) for each in kinks.all()]
    assert [k for k in range(12) if abs(after[k] - before[k]) > 1e-3] == [2]
    slider(page, "Kink 3").press("End")
    assert value(kinks.nth(2)) == pytest.approx(before[3] - 0.01, abs=2e-3)
    more(page, "Creases")
    press(page, "Even again")
    assert readings(page)["off"] < 1e-9


def test_a_dot_of_the_chart_is_a_network_to_go_to_and_width_keeps_what_fits(shared):
    page = shared(Folding(layers=6))
    chart = page.get_by_role("img", name="Pieces against parameters, on log axes")
    expect(chart).to_contain_text("190")
    page.mouse.click(*places(page.locator(".pieces-chart .dots").nth(1))[3])
    assert {name: readings(page)[name] for name in ("width", "layers", "pieces")} == {
        "width": 3, "layers": 4, "pieces": 81,
    }  # fmt: skip
    page.get_by_role("button", name="One more: Units in a layer").click()
    assert (readings(page)["layers"], readings(page)["pieces"]) == (3, 64)


def test_the_formulas_are_the_tents_of_the_layers(shared):
    page = shared(Folding(layers=2, kinks=[0.25, 0.5, 0.5, 0.5, 0.5, 0.5]))
    more(page, "Formulas")
    first, second = page.locator(".layer-formulas li").all_text_contents()
    assert second == "2.00 max(0, g) − 4.00 max(0, g − 0.500)"
    factors = [number(each.split(" max")[0]) for each in first.split(" − ", 1)]
    assert factors == pytest.approx([4, 4 + 4 / 3], abs=1e-2)


@pytest.mark.parametrize("shape", ["deep", "wide"])
def test_copy_as_python_gives_the_network_on_the_screen(shape, shared):
    widget = Folding(width=3, layers=2, kinks=[0.2, 0.7, 0.3, 0.5, 0.4, 0.6, 0.4, 0.6], shape=shape)
    page = shared(widget)
    tool(page, "Copy as Python")
    names = {}
    exec(page.evaluate("navigator.clipboard.readText()"), names)
    np.testing.assert_allclose(names["net"].theta, widget.network().theta, rtol=1e-9, atol=1e-9)


def test_a_thumb_drags_a_peak_and_a_disc(visit_widgets):
    page = opened(visit_widgets, Folding(layers=6), width=390, height=844, touch=True)
    crease = slider(page, "Crease 2")
    crease.scroll_into_view_if_needed()
    swipe(page, dots(page, "Crease 2")[0], -25, 0)
    after = value(crease)
    assert after < 0.45
    swipe(page, middle(crease.locator(".named-disc")), 0, -15)
    assert value(crease) > after


FALLING = "width=3&kinks=" + "0.6,0.4," * 3 + "0.6,0.4"


@pytest.mark.parametrize("query", ["layers=9", "kinks=0.5,0.5", "width=4&layers=6", "bends=0.5", FALLING])
def test_links_of_what_cannot_be_are_refused(query, visit_widgets):
    page = visit_widgets(Folding(), fragment=f"#folding?{query}")
    expect(page.locator(".notice").first).to_contain_text("This link cannot be used")


NAMED = [
    ({"layers": 2}, ["crease", "pieces", "rising", "falling", "copies", "push"]),
    ({"layers": 6}, ["crease", "pieces", "rising", "falling", "push"]),
    ({"width": 4, "layers": 2}, ["creases", "pieces", "push"]),
    ({"layers": 4, "shape": "wide"}, ["pieces", "kinks", "push"]),
    ({"layers": 0}, ["pieces", "push"]),
]


@pytest.mark.parametrize("width", [390, 1280])
def test_all_that_is_seen_has_its_name_and_no_name_lies_on_another(shared, width):
    for state, names in NAMED:
        page = shared(Folding(**state), width=width, height=844, reduced_motion="reduce")
        settle(page)
        things = page.locator(".thing-name")
        assert set(names) <= set(things.all_text_contents())
        texts = page.locator(".thing-name, .counts text, .axes text").evaluate_all(
            """(all) => all.filter((each) => each.textContent.trim())
              .map((each) => [each.textContent, each.getBoundingClientRect().toJSON()])"""
        )
        for (one, a), (other, b) in combinations(texts, 2):
            beside = a["right"] <= b["left"] + 1 or b["right"] <= a["left"] + 1
            assert beside or a["bottom"] <= b["top"] + 5 or b["bottom"] <= a["top"] + 5, (state, one, other)
