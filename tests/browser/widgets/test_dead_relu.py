"""DeadReLU as a reader uses it; its prompts' promises; its run against nnlib's."""

from itertools import pairwise

import numpy as np
import pytest
from gestures import drag, grip, middle, more, press, readout, refuses, settle, slider, swipe, train_to, typed, value
from playwright.sync_api import expect

from nnlib import SGD, SquaredError
from nnlib.widgets import DeadReLU
from nnlib.widgets.dead_relu.start import drawn_theta


def dead(page):
    settle(page)
    return page.locator(".gradient-row.dead").count()


def test_units_die_stay_dead_and_come_back(shared):
    page = shared(DeadReLU())
    assert dead(page) == 0
    typed(page, "Rate, number", "0.5")
    press(page, "One step", 60)
    assert dead(page) >= 3
    lost = dead(page)
    for row in page.locator(".gradient-row.dead").all():
        expect(row.locator("rect.none")).to_have_count(16)
    typed(page, "Rate, number", "0.05")
    press(page, "One step", 20)
    assert dead(page) == lost
    page.get_by_label("Leaky ReLU", exact=True).check(force=True)
    assert dead(page) == 0
    assert f"0 of 6 units dead {lost} off at every point" in readout(page)
    assert page.locator(".gradient-row rect.none").count() == 0
    train_to(page, 400)
    assert page.locator(".gradient-row.off").count() < lost


@pytest.mark.parametrize("width", [1280, 360])
def test_each_cell_stands_under_its_point(shared, width):
    points = [[0, 0.5], [0.3, 1.0], [0.35, -1.0], [1.1, 0.2], [2, -1.2]]
    page = shared(DeadReLU(points=points), width=width)
    cells = page.locator(".gradient-row").first.locator("rect").all()
    for i, cell in enumerate(cells):
        assert middle(cell)[0] == pytest.approx(middle(slider(page, f"Point {i + 1}"))[0], abs=1)
    boxes = [cell.bounding_box() for cell in cells]
    assert all(left["x"] + left["width"] < right["x"] for left, right in pairwise(boxes))
    assert min(box["width"] for box in boxes) >= 4
    name = page.locator(".gradient-row text").first.bounding_box()
    assert boxes[0]["x"] >= name["x"] + name["width"]


def test_no_two_units_share_a_colour(shared):
    page = shared(DeadReLU())
    press(page, "One more: Hidden units", 2)
    fill = "(names) => names.map((name) => getComputedStyle(name).fill)"
    names = page.locator(".gradient-row text").evaluate_all(fill)
    assert len(set(names)) == 8
    assert page.locator(".kink .side").evaluate_all(fill) == names


def test_a_unit_is_pulled_off_the_data_and_back(visit_widgets):
    widget = DeadReLU()
    page = visit_widgets(widget)
    mark = slider(page, "Where h₁ bends")
    assert value(mark) == pytest.approx(-widget.theta[6] / widget.theta[0], rel=1e-5)
    drag(page, grip(mark), 200, 0)
    assert dead(page) == 1
    expect(page.locator(".gradient-row.dead rect.none")).to_have_count(16)
    assert "on to the right, dead" in mark.get_attribute("aria-valuetext")
    mark.press("ArrowLeft")
    mark.press("Shift+ArrowLeft")
    assert dead(page) == 0
    mark.press("Backspace")
    assert value(mark) == pytest.approx(-widget.theta[6] / widget.theta[0], rel=1e-5)
    mark.press("PageDown")
    expect(slider(page, "Where h₂ bends")).to_be_focused()
    phone = visit_widgets(DeadReLU(), width=390, height=844, touch=True)
    mark = slider(phone, "Where h₁ bends")
    swipe(phone, grip(mark), 90, 0)
    assert dead(phone) == 1


@pytest.mark.parametrize("negative", [False, True])
def test_a_start_of_the_page_is_pythons(shared, negative):
    page = shared(DeadReLU(seed=4))
    press(page, "All negative" if negative else "New start")
    theta = drawn_theta(6, seed=4 if negative else 5, negative=negative)
    opened = DeadReLU(theta=theta, start=theta, seed=4 if negative else 5)
    shown = page.evaluate("document.querySelector('.nn-widget').readings()")
    assert shown == pytest.approx(opened.readings(), rel=1e-12)


def test_the_run_is_nnlibs(shared):
    widget = DeadReLU(rate=0.1)
    page = shared(widget)
    press(page, "One step", 5)
    points, net, loss = np.array(widget.points), widget.network(), SquaredError()
    optimizer = SGD(net, 0.1)
    for _ in range(5):
        loss(net(points[:, :1]), points[:, 1:])
        net.backward(loss.backward())
        optimizer.step()
    expected = loss(net(points[:, :1]), points[:, 1:])
    shown = page.evaluate("document.querySelector('.nn-widget').readings()")
    assert (shown["loss"], shown["steps"]) == (pytest.approx(expected, rel=1e-9), 5)


def test_all_negative_is_dead_from_the_start(shared):
    page = shared(DeadReLU())
    press(page, "All negative")
    assert dead(page) == 6
    assert page.locator(".gradient-row rect.none").count() == 6 * 16
    press(page, "One step", 5)
    assert dead(page) == 6
    press(page, "Reset")
    assert dead(page) == 0


def test_a_new_start_stops_training_and_undo_returns_to_what_it_had_reached(shared):
    page = shared(DeadReLU())
    start = page.locator(".fitted-curve").get_attribute("d")
    press(page, "Train")
    page.wait_for_function("Number(document.querySelector('.counter').textContent.match(/\\d+/)[0]) > 20")
    press(page, "New start")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    expect(page.locator(".counter")).to_contain_text("step 0 ")
    more(page, "Training")
    expect(page.locator(".seed")).to_have_text("seed 2")
    drawn = page.locator(".fitted-curve").get_attribute("d")
    press(page, "Undo")
    settle(page)
    assert page.locator(".fitted-curve").get_attribute("d") not in (start, drawn)
    expect(page.locator(".counter")).not_to_contain_text("step 0 ")
    press(page, "Undo")
    settle(page)
    assert page.locator(".fitted-curve").get_attribute("d") == start


def test_points_are_dragged(shared):
    page = shared(DeadReLU())
    curve = page.locator(".fitted-curve").get_attribute("d")
    point = slider(page, "Point 3")
    before = value(point)
    drag(page, middle(point), 0, 40)
    assert value(point) < before - 0.1
    assert page.locator(".fitted-curve").get_attribute("d") == curve
    press(page, "Undo")
    assert value(point) == before


def test_a_finger_drags_what_the_mouse_does(shared):
    page = shared(DeadReLU(), width=360, height=640, touch=True)
    handle = slider(page, "Point 3")
    handle.scroll_into_view_if_needed()
    before = value(handle)
    swipe(page, middle(handle), 0, -40)
    assert value(handle) > before + 0.1
    press(page, "Undo")
    assert value(handle) == before


def test_links_open_the_state(visit_widgets):
    change = {"activation": "leaky relu", "epsilon": 0.3, "rate": 0.2}
    page = visit_widgets(DeadReLU(), fragment=DeadReLU(**change).link())
    expect(page.locator(".notice").first).to_be_empty()
    assert readout(page) == readout(visit_widgets(DeadReLU(**change)))


HOSTILE = ["theta=1,2", "rate=NaN", "activation=tanh", "x=<img>"]


def test_hostile_links_are_refused(shared):
    page = shared(DeadReLU())
    for query in HOSTILE:
        refuses(page, f"#dead-re-lu?{query}")
