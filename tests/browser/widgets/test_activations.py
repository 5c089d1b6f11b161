"""Activations as a reader uses it; its prompts' promises; its numbers against nnlib."""

import pytest
from gestures import drag, middle, number, press, readout, refuses, settle, slider, swipe, typed, value
from playwright.sync_api import expect

from nnlib.widgets import Activations


def cells(page, row):
    settle(page)
    return page.locator(".values tr", has_text=row).first.locator("td").all_text_contents()


def test_the_place_r_moves_by_mouse_and_keys_and_the_table_is_nnlibs(shared):
    widget = Activations()
    page = shared(widget)
    place = slider(page, "The place r")
    drag(page, middle(place.locator(".knob")), 80, 0)
    assert value(place) > -1.9
    place.press("End")
    place.press("ArrowLeft")
    widget.r = 5.9
    for name, (a, slope) in {"Logistic": widget.values()["logistic"], "tanh": widget.values()["tanh"]}.items():
        shown = [number(each) for each in cells(page, name)]
        assert shown == pytest.approx([a, slope, slope**10], rel=6e-2)
        assert shown[:2] == pytest.approx([a, slope], rel=6e-3)


def test_activation_prompts(shared):
    page = shared(Activations())
    typed(page, "Weighted sum r, number", "0")
    assert cells(page, "Logistic") == ["0.500", "0.250", "9.5e−7"]
    assert cells(page, "tanh")[1] == "1.00"
    typed(page, "Weighted sum r, number", "5")
    assert float(cells(page, "Logistic")[1]) < 0.01
    assert float(cells(page, "tanh")[1]) < 0.01
    typed(page, "Weighted sum r, number", "-5")
    assert cells(page, "ReLU")[1] == "0.00"
    assert cells(page, "Leaky ReLU")[1] == "0.100"
    knob = slider(page, "Slope ε of the leaky ReLU")
    drag(page, middle(knob), 0, 30)
    assert value(knob) > 0.15
    page.get_by_role("checkbox", name="Leaky ReLU").uncheck(force=True)
    expect(knob).to_be_hidden()
    assert cells(page, "Leaky ReLU") == ["", "", ""]


def covers(box, x):
    return box["x"] <= x <= box["x"] + box["width"]


@pytest.mark.parametrize("r", [-6, -5.4, -4, -3, -2.9, -2.4, 0, 1, 1.5, 2.3, 6])
def test_the_line_at_r_strikes_no_name(r, shared):
    page = shared(Activations(r=r))
    settle(page)
    stem = page.locator(".place .stem").bounding_box()
    for name in page.locator(".unit-name").all():
        assert not covers(name.bounding_box(), stem["x"]), name.text_content()


def test_the_steepest_leaky_slope_keeps_its_disc_in_its_panel(shared):
    page = shared(Activations(epsilon=0.5))
    plane = page.locator(".stack .plane").first.bounding_box()
    _, y = middle(slider(page, "Slope ε of the leaky ReLU"))
    assert plane["y"] < y < plane["y"] + plane["height"]


def test_a_press_on_the_ground_moves_r_and_can_be_undone_but_a_drag_does_nothing(shared):
    page = shared(Activations())
    place, plane = slider(page, "The place r"), page.get_by_role("group", name="Their slopes", exact=True)
    x, y = middle(plane)
    before = value(place)
    drag(page, (x, y), 40, 60)
    assert value(place) == before
    page.mouse.click(x, y)
    assert abs(value(place)) < 0.3
    press(page, "Undo")
    assert value(place) == before


def test_a_finger_drags_what_the_mouse_does(shared):
    page = shared(Activations(), width=360, height=640, touch=True)
    handle = slider(page, "The place r")
    handle.scroll_into_view_if_needed()
    before = value(handle)
    swipe(page, middle(handle.locator(".knob")), 60, 0)
    assert value(handle) > before + 0.1
    press(page, "Undo")
    assert value(handle) == before


def test_links_open_the_state(visit_widgets):
    change = {"r": 2.5, "tanh": False}
    page = visit_widgets(Activations(), fragment=Activations(**change).link())
    expect(page.locator(".notice").first).to_be_empty()
    assert readout(page) == readout(visit_widgets(Activations(**change)))


HOSTILE = ["r=99", "r=NaN", "tanh=2", "x=<img>"]


def test_hostile_links_are_refused(shared):
    page = shared(Activations())
    for query in HOSTILE:
        refuses(page, f"#activations?{query}")


def test_figures_in_formulas_and_names_of_axes_are_not_in_the_font_of_symbols(shared):
    page = shared(Activations(), width=1280)
    fonts = page.locator(".values .m, .axis-name").evaluate_all(
        """(all) => all.flatMap((each) => [...each.childNodes]).filter((node) => /[0-9]/.test(node.textContent))
          .map((node) => getComputedStyle(node.nodeType === Node.TEXT_NODE ? node.parentElement : node).fontFamily)"""
    )
    assert len(fonts) > 4
    assert all(font.startswith("KaTeX_Main") for font in fonts)  # KaTeX_Math has old-style figures
