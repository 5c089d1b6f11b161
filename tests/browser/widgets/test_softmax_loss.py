"""SoftmaxLoss as a reader uses it; its prompts' promises; its numbers against nnlib."""

import re

import numpy as np
import pytest
from gestures import drag, middle, number, press, readout, refuses, settle, slider, swipe, typed, value
from playwright.sync_api import expect

from nnlib.widgets import SoftmaxLoss


def bars(page, panel):
    settle(page)
    return [number(text) for text in page.locator(f".{panel}-bar text").all_text_contents()]


def test_logits_are_dragged_and_the_numbers_are_nnlibs(shared):
    widget = SoftmaxLoss()
    page = shared(widget)
    logit = slider(page, "Logit z₁ of class 1")
    drag(page, middle(logit.locator(".knob")), 0, -40)
    widget.logits = [2.0, value(logit), -1.0]
    assert bars(page, "f") == pytest.approx(widget.probabilities(), rel=6e-3)
    assert bars(page, "slope") == pytest.approx(widget.gradient(), rel=6e-3)
    shown = re.search(r"J = -log f₁ = ([\d.]+)", readout(page))
    assert float(shown[1]) == pytest.approx(widget.loss(), rel=6e-3)
    assert widget.loss() < SoftmaxLoss().loss()


def test_a_constant_changes_nothing_but_the_logits(shared):
    page = shared(SoftmaxLoss())
    before, logits = bars(page, "f"), bars(page, "z")
    press(page, "Add 1 to all")
    assert bars(page, "z") == pytest.approx([each + 1 for each in logits])
    assert bars(page, "f") == before
    shift = slider(page, "All logits together, their mean")
    drag(page, middle(shift.locator(".knob")), 0, 30)
    assert bars(page, "z")[0] < 3
    assert bars(page, "f") == before


def test_two_classes_are_the_logistic_and_temperature_evens_out(shared):
    page = shared(SoftmaxLoss())
    typed(page, "Temperature T, number", "10")
    hot = bars(page, "f")
    assert np.ptp(hot) < 0.15
    typed(page, "Temperature T, number", "1")
    press(page, "One less: Classes")
    expect(page.get_by_text("f₁ = σ(z₁ − z₀) = σ(−1.00) = 0.269")).to_be_visible()
    assert bars(page, "f")[1] == 0.269
    expect(page.get_by_role("button", name="One less: Classes")).to_be_disabled()
    expect(page.get_by_label("2", exact=True)).to_be_hidden()
    typed(page, "Temperature T, number", "2")
    expect(page.get_by_text("f₁ = σ((z₁ − z₀) / T) = σ(−0.500) = 0.378")).to_be_visible()
    assert bars(page, "f")[1] == 0.378


def test_the_table_takes_the_softmax_step_by_step(shared):
    widget = SoftmaxLoss(logits=[1.0, -2.0, 0.5, 3.0], target=2, temperature=2)
    page = shared(widget)
    settle(page)
    rows = [row.locator("td").all_text_contents() for row in page.locator(".softmax-steps tbody tr").all()]
    scaled = np.array(widget.logits) / 2
    columns = np.array([[number(text) for text in row[1:]] for row in rows]).T
    for shown, expected in zip(columns, (scaled, np.exp(scaled), widget.probabilities()), strict=True):
        assert shown == pytest.approx(expected, rel=6e-3)
    assert number(page.locator(".softmax-steps tfoot td").nth(2).text_content()) == pytest.approx(
        np.exp(scaled).sum(), rel=6e-3
    )
    assert [row[0] for row in rows] == ["0", "1", "2 = y", "3"]


def test_a_class_that_comes_and_goes_keeps_the_true_one(shared):
    page = shared(SoftmaxLoss(target=2))
    press(page, "One more: Classes")
    assert bars(page, "z") == [2, 1, -1, 0]
    press(page, "One less: Classes", 2)
    assert bars(page, "z") == [2, 1]
    assert "f₁" in readout(page)
    press(page, "Undo", 3)
    assert "f₂" in readout(page)
    assert bars(page, "z") == [2, 1, -1]


def test_the_logits_are_one_stop_of_tab(shared):
    page = shared(SoftmaxLoss())
    slider(page, "Logit z₀ of class 0").focus()
    page.keyboard.press("PageDown")
    expect(slider(page, "Logit z₁ of class 1")).to_be_focused()
    page.keyboard.press("Tab")
    expect(slider(page, "All logits together, their mean")).to_be_focused()


@pytest.mark.parametrize("state", [{}, {"logits": [6, -6, 2, 0.2, -3], "target": 3}, {"temperature": 0.1}])
@pytest.mark.parametrize("width", [1280, 390])
def test_numbers_and_names_do_not_cover_each_other(state, width, shared):
    page = shared(SoftmaxLoss(**state), width=width, height=844)
    settle(page)
    for panel in (1, 2):
        plane = page.locator(".stack .plane").nth(panel)
        name = plane.locator(".axis-name").last.bounding_box()
        for text in plane.locator(".bar text").all():
            box = text.bounding_box()
            apart = box["y"] + 2 >= name["y"] + name["height"] or box["x"] >= name["x"] + name["width"]
            assert apart, (text.text_content(), box, name)


def test_a_cold_gradient_has_an_axis_to_read_it_on(shared):
    page = shared(SoftmaxLoss(temperature=0.1))
    assert page.locator(".stack .axes").nth(2).locator("text").all_text_contents()[:3] == ["−10", "0", "10"]


def test_a_finger_drags_what_the_mouse_does(shared):
    page = shared(SoftmaxLoss(), width=360, height=640, touch=True)
    handle = slider(page, "Logit z₁ of class 1")
    handle.scroll_into_view_if_needed()
    before = value(handle)
    swipe(page, middle(handle.locator(".knob")), 0, -40)
    assert value(handle) > before + 0.1
    press(page, "Undo")
    assert value(handle) == before


def test_links_open_the_state(visit_widgets):
    change = {"logits": [0.5, -1.0], "target": 0}
    page = visit_widgets(SoftmaxLoss(), fragment=SoftmaxLoss(**change).link())
    expect(page.locator(".notice").first).to_be_empty()
    assert readout(page) == readout(visit_widgets(SoftmaxLoss(**change)))


HOSTILE = ["logits=1,2;3", "target=4&logits=1,2", "temperature=0", "x=<img>"]


def test_hostile_links_are_refused(shared):
    page = shared(SoftmaxLoss())
    for query in HOSTILE:
        refuses(page, f"#softmax-loss?{query}")
