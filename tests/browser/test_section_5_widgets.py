"""Activations, DeadReLU and SoftmaxLoss as a reader uses them; their prompts' promises; numbers against nnlib."""

import re

import numpy as np
import pytest
from gestures import drag, middle, press, settle, slider, swipe, typed, value
from playwright.sync_api import expect

from nnlib import SGD, SquaredError
from nnlib.widgets import Activations, DeadReLU, SoftmaxLoss


def cells(page, row):
    settle(page)
    return page.locator(".values tr", has_text=row).first.locator("td").all_text_contents()


# Activations


def test_the_place_r_moves_by_mouse_and_keys_and_the_table_is_nnlibs(visit_widgets):
    widget = Activations()
    page = visit_widgets(widget)
    place = slider(page, "The place r")
    drag(page, middle(place.locator(".knob")), 80, 0)
    assert value(place) > -1.9
    place.press("End")
    place.press("ArrowLeft")
    widget.r = 5.9
    for name, (a, slope) in {"Logistic": widget.values()["logistic"], "tanh": widget.values()["tanh"]}.items():
        shown = [float(each.replace("−", "-").replace("e-", "e-")) for each in cells(page, name)]
        assert shown == pytest.approx([a, slope], rel=6e-3)


def test_activation_prompts(visit_widgets):
    page = visit_widgets(Activations())
    typed(page, "r, number", "0")
    assert cells(page, "Logistic") == ["0.500", "0.250"]
    assert cells(page, "tanh")[1] == "1.00"
    typed(page, "r, number", "5")
    assert float(cells(page, "Logistic")[1]) < 0.01
    assert float(cells(page, "tanh")[1]) < 0.01
    typed(page, "r, number", "-5")
    assert cells(page, "ReLU")[1] == "0.00"
    assert cells(page, "Leaky ReLU")[1] == "0.100"
    knob = slider(page, "Slope ε of the leaky ReLU")
    drag(page, middle(knob), 0, 30)
    assert value(knob) > 0.15
    page.get_by_role("checkbox", name="Leaky ReLU").uncheck()
    expect(knob).to_be_hidden()


def test_a_press_on_the_ground_moves_r_and_can_be_undone_but_a_drag_does_nothing(visit_widgets):
    page = visit_widgets(Activations())
    place, plane = slider(page, "The place r"), page.get_by_role("group", name="Their slopes", exact=True)
    x, y = middle(plane)
    before = value(place)
    drag(page, (x, y), 40, 60)
    assert value(place) == before
    page.mouse.click(x, y)
    assert abs(value(place)) < 0.3
    press(page, "Undo")
    assert value(place) == before


# SoftmaxLoss


def bars(page, panel):
    settle(page)
    return [float(text.replace("−", "-")) for text in page.locator(f".{panel}-bar text").all_text_contents()]


def test_logits_are_dragged_and_the_numbers_are_nnlibs(visit_widgets):
    widget = SoftmaxLoss()
    page = visit_widgets(widget)
    logit = slider(page, "Logit z₁ of class 1")
    drag(page, middle(logit.locator(".knob")), 0, -40)
    widget.logits = [2.0, value(logit), -1.0]
    assert bars(page, "f") == pytest.approx(widget.probabilities(), rel=6e-3)
    assert bars(page, "slope") == pytest.approx(widget.gradient(), rel=6e-3)
    expect(page.locator(".judgement")).to_have_text(re.compile(r"J = −log f₁ = [\d.]+"))
    assert float(page.locator(".judgement").text_content().split()[-1]) == pytest.approx(widget.loss(), rel=6e-3)
    assert widget.loss() < SoftmaxLoss().loss()


def test_a_constant_changes_nothing_but_the_logits(visit_widgets):
    page = visit_widgets(SoftmaxLoss())
    before, logits = bars(page, "f"), bars(page, "z")
    press(page, "Add 1 to all")
    assert bars(page, "z") == pytest.approx([each + 1 for each in logits])
    assert bars(page, "f") == before
    shift = slider(page, "All logits together, their mean")
    drag(page, middle(shift.locator(".knob")), 0, 30)
    assert bars(page, "z")[0] < 3
    assert bars(page, "f") == before


def test_two_classes_are_the_logistic_and_temperature_evens_out(visit_widgets):
    page = visit_widgets(SoftmaxLoss())
    typed(page, "Temperature, number", "10")
    hot = bars(page, "f")
    assert np.ptp(hot) < 0.15
    typed(page, "Temperature, number", "1")
    press(page, "− class")
    expect(page.locator(".side .hint")).to_contain_text("f₁ = σ(z₁ − z₀) = σ(−1.00) = 0.269")
    assert bars(page, "f")[1] == 0.269
    expect(page.get_by_role("button", name="− class")).to_be_disabled()
    expect(page.get_by_label("2", exact=True)).to_be_hidden()
    typed(page, "Temperature, number", "2")
    expect(page.locator(".side .hint")).to_contain_text("f₁ = σ((z₁ − z₀) / T) = σ(−0.500) = 0.378")
    assert bars(page, "f")[1] == 0.378


def test_a_cold_gradient_has_an_axis_to_read_it_on(visit_widgets):
    page = visit_widgets(SoftmaxLoss(temperature=0.1))
    assert page.locator(".stack .axes").nth(2).locator("text").all_text_contents()[:3] == ["−10", "0", "10"]


# DeadReLU


def dead(page):
    settle(page)
    return page.locator(".gradient-row.dead").count()


def steps(page, count):
    for _ in range(count):
        press(page, "One step")
    settle(page)


def test_units_die_stay_dead_and_come_back(visit_widgets):
    page = visit_widgets(DeadReLU())
    assert dead(page) == 0
    typed(page, "Rate, number", "0.5")
    steps(page, 60)
    assert dead(page) >= 3
    lost = dead(page)
    for row in page.locator(".gradient-row.dead").all():
        expect(row.locator("rect.none")).to_have_count(16)
    typed(page, "Rate, number", "0.05")
    steps(page, 20)
    assert dead(page) == lost
    page.get_by_label("Leaky ReLU", exact=True).check()
    settle(page)
    assert page.locator(".gradient-row rect.none").count() == 0
    page.get_by_label("100", exact=True).check()
    press(page, "▶ Train")
    page.wait_for_function("(lost) => document.querySelectorAll('.gradient-row.dead').length < lost", arg=lost)
    press(page, "⏸ Pause")


def test_the_run_is_nnlibs(visit_widgets):
    widget = DeadReLU(rate=0.1)
    page = visit_widgets(widget)
    steps(page, 5)
    points, net, loss = np.array(widget.points), widget.network(), SquaredError()
    optimizer = SGD(net, 0.1)
    for _ in range(5):
        loss(net(points[:, :1]), points[:, 1:])
        net.backward(loss.backward())
        optimizer.step()
    expected = loss(net(points[:, :1]), points[:, 1:])
    assert float(page.locator(".judgement").text_content().split()[-1]) == pytest.approx(expected, rel=6e-3)


def test_all_negative_is_dead_from_the_start(visit_widgets):
    page = visit_widgets(DeadReLU())
    press(page, "All negative")
    assert dead(page) == 6
    assert page.locator(".gradient-row rect.none").count() == 6 * 16
    steps(page, 5)
    assert dead(page) == 6
    press(page, "Reset")
    assert dead(page) == 0


def test_points_are_dragged(visit_widgets):
    page = visit_widgets(DeadReLU())
    curve = page.locator(".fitted-curve").get_attribute("d")
    point = slider(page, "Point 3")
    before = value(point)
    drag(page, middle(point), 0, 40)
    assert value(point) < before - 0.1
    assert page.locator(".fitted-curve").get_attribute("d") == curve
    press(page, "Undo")
    assert value(point) == before


# All three


@pytest.mark.parametrize(
    ("widget", "name", "held", "dx", "dy"),
    [
        (Activations, "The place r", ".knob", 60, 0),
        (SoftmaxLoss, "Logit z₁ of class 1", ".knob", 0, -40),
        (DeadReLU, "Point 3", None, 0, -40),
    ],
)
def test_a_finger_drags_what_the_mouse_does(widget, name, held, dx, dy, visit_widgets):
    page = visit_widgets(widget(), width=360, height=640, touch=True)
    handle = slider(page, name)
    handle.scroll_into_view_if_needed()
    before = value(handle)
    swipe(page, middle(handle.locator(held) if held else handle), dx, dy)
    assert value(handle) > before + 0.1
    press(page, "Undo")
    assert value(handle) == before


@pytest.mark.parametrize(
    ("widget", "change"),
    [
        (Activations, {"r": 2.5, "tanh": False}),
        (SoftmaxLoss, {"logits": [0.5, -1.0], "target": 0}),
        (DeadReLU, {"activation": "leaky relu", "epsilon": 0.3, "rate": 0.2}),
    ],
)
def test_links_open_the_state_and_hostile_ones_do_not(widget, change, visit_widgets):
    page = visit_widgets(widget(), fragment=widget(**change).link())
    expect(page.locator(".notice").first).to_be_empty()
    opened = page.locator(".readout").text_content()
    direct = visit_widgets(widget(**change)).locator(".readout").text_content()
    assert opened == direct
    name = widget().name
    for query in ("r=99", "logits=1,2;3", "target=4&logits=1,2", "theta=1,2", "rate=NaN", "x=<img>"):
        bad = visit_widgets(widget(), fragment=f"#{name}?{query}")
        expect(bad.locator(".notice").first).to_contain_text("This link cannot be used")
