"""Dropout as a reader uses it: masks by hand and by chance, averages against nnlib, training, links."""

import re

import numpy as np
import pytest
from gestures import drag, middle, more, press, readout, refuses, settle, swipe, train_to, typed, value
from playwright.sync_api import expect

from nnlib.widgets import Dropout

PLACES = np.linspace(-1, 1, 121)
P = "Dropped with probability p, number"


def unit(page, j):
    return page.get_by_role("switch", name=re.compile(rf"^Hidden unit {j},"))


def table(page):
    """Of each row: f(x) and, but for the mean of all masks, its largest distance from that."""
    settle(page)
    rows = page.locator(".mask-values tbody tr").all()
    return {
        row.get_attribute("class")[3:]: [
            float(cell.replace("−", "-")) for cell in row.locator("td").all_text_contents() if cell
        ]
        for row in rows
    }


def curve(page, kind):
    settle(page)
    return page.locator(f".plane .dropout-curve.{kind}").get_attribute("d")


def kept(page):
    settle(page)
    return [int(each.get_attribute("aria-checked") == "true") for each in page.get_by_role("switch").all()]


@pytest.mark.parametrize(
    "state",
    [{}, {"p": 0.5, "scaled": False}, {"p": 0.6, "output": "tanh"}],
    ids=["scaled", "unscaled", "bent"],
)
def test_numbers_are_nnlibs(state, shared):
    widget = Dropout(**state)
    page = shared(widget)
    shown, at = table(page), np.array([widget.x])
    mean = widget.average(PLACES)[0]
    for kind, f in (("mask", widget.masked), ("net", lambda x: widget.network()(x[:, None])[:, 0])):
        assert shown[kind] == pytest.approx([f(at)[0], np.abs(f(PLACES) - mean).max()], abs=6e-4)
    assert shown["exact"] == pytest.approx([widget.average(at)[0][0]], abs=6e-4)


def test_the_band_is_one_standard_deviation_of_all_masks(shared):
    widget = Dropout()
    page = shared(widget)

    def heights(path):
        return np.array([float(point.split()[1]) for point in re.split("[ML]", path.rstrip("Z"))[1:]])

    net, both = heights(curve(page, "net")), heights(page.locator(".spread-band").get_attribute("d"))
    count = len(net)
    x = np.linspace(-1, 1, count)
    mean, sd = widget.average(x)
    slope, offset = np.polyfit(widget.network()(x[:, None])[:, 0], net, 1)
    np.testing.assert_allclose(both[:count], slope * (mean + sd) + offset, atol=0.15)
    np.testing.assert_allclose(both[:count:-1], (slope * (mean - sd) + offset)[:-1], atol=0.15)


def test_units_are_dropped_by_click_touch_and_keys_and_the_function_jumps(shared):
    page = shared(Dropout())
    before, curve_before = kept(page), curve(page, "mask")
    unit(page, 1).click()
    assert kept(page)[0] == 1 - before[0]
    assert curve(page, "mask") != curve_before
    press(page, "Undo")
    assert (kept(page), curve(page, "mask")) == (before, curve_before)
    x, y = middle(unit(page, 4))
    page.mouse.click(x, y)
    unit(page, 4).press("ArrowRight")
    expect(unit(page, 5)).to_be_focused()
    page.keyboard.press(" ")
    assert kept(page)[3:5] == [1 - before[3], 1 - before[4]]
    more(page, "Masks")
    press(page, "Keep all")
    assert kept(page) == [1] * 10
    assert "10 of 10 units kept" in readout(page)
    press(page, "Reset")
    assert (kept(page), curve(page, "mask")) == (before, curve_before)


def test_try_redraw_and_average(shared):
    page = shared(Dropout())
    curves = []
    for _ in range(3):
        press(page, "Redraw")
        curves.append(curve(page, "mask"))
    assert len(set(curves)) == 3
    few = table(page)
    assert few["net"][1] == 0
    for _ in range(4):
        press(page, "100 more")
    many = table(page)
    assert many["mean"][1] < few["mean"][1] / 2
    more(page, "Masks")
    press(page, "Back to one")
    more(page)
    assert table(page)["mean"] == table(page)["mask"]


def test_try_without_the_factor_and_with_a_bent_output(shared):
    page = shared(Dropout())
    survivors = page.get_by_role("checkbox", name="Survivors")
    more(page, "Layer")
    survivors.uncheck()
    page.keyboard.press("4")
    more(page)
    half = table(page)
    bias = Dropout().theta[-1]
    assert half["exact"][0] - bias == pytest.approx((half["net"][0] - bias) / 2, abs=2e-3)
    more(page, "Layer")
    survivors.check()
    more(page)
    assert table(page)["net"][1] == 0
    more(page, "Layer")
    page.get_by_label("tanh", exact=True).check()
    more(page)
    assert 0.005 < table(page)["net"][1] < 0.2


def test_p_moves_by_keys_and_the_mask_with_it(shared):
    page = shared(Dropout())
    typed(page, P, "0")
    assert kept(page) == [1] * 10
    shown = table(page)
    assert shown["mask"][1] == shown["mean"][1] == shown["net"][1] == 0
    typed(page, P, "0.9")
    assert sum(kept(page)) < 5


def test_place_and_points_are_dragged_by_mouse_keys_and_touch(shared):
    page = shared(Dropout(), touch=True)
    place = page.get_by_role("slider", name="The place x of the table")
    drag(page, middle(place.locator(".knob")), -80, 0)
    assert value(place) < 0.3
    place.press("End")
    assert value(place) == 1
    assert table(page)["net"][0] == pytest.approx(Dropout().network()(np.array([[1.0]]))[0, 0], abs=6e-4)
    point = page.get_by_role("slider", name="Point 3", exact=True)
    before = value(point)
    swipe(page, middle(point), 0, -40)
    assert value(point) > before + 0.1
    point.press("Delete")
    expect(page.get_by_role("slider", name="Point 16", exact=True)).to_have_count(0)


def test_try_training_with_and_without(shared):
    widget = Dropout(view="training")
    page = shared(widget)
    held = f"{widget.held_out_error():.3f} with p, {widget.held_out_error(widget.plain):.3f} without"
    assert f"Held out: {held}" in readout(page)
    opened = readout(page)
    more(page, "Training")
    press(page, "Same start")
    more(page)
    assert "after 0 steps" in readout(page)
    assert curve(page, "net") == curve(page, "plain")
    train_to(page, 8000)
    with_p, without = map(float, re.findall(r"([\d.]+) with p, ([\d.]+) without", readout(page))[0])
    assert with_p < 0.35 < 0.45 < without
    assert readout(page) == opened
    press(page, "Undo")
    assert "after 0 steps" in readout(page)
    typed(page, "Rate, number", "1")
    press(page, "Train")
    expect(page.locator(".notice")).to_contain_text("lower the rate")


def test_training_with_too_large_a_p_never_comes_to_rest(shared):
    errors = {}
    for p in (0.2, 0.8):
        page = shared(Dropout(view="training", p=p))
        more(page, "Training")
        press(page, "Same start")
        page.evaluate(
            """() => {
              window.seen = [];
              const counter = document.querySelector(".counter");
              const seen = () => window.seen.push(counter.textContent);
              new MutationObserver(seen).observe(counter, { childList: true, subtree: true, characterData: true });
            }"""
        )
        train_to(page, 8000)
        seen = [re.fullmatch(r"step (\d+) loss ([\d.]+)", text).groups() for text in page.evaluate("window.seen")]
        errors[p] = [float(loss) for step, loss in seen if int(step) >= 4000]
    assert max(errors[0.2]) < min(errors[0.8])
    assert np.ptp(errors[0.8]) > 10 * np.ptp(errors[0.2])


def test_steps_from_the_same_start_are_the_same(shared):
    page = shared(Dropout(view="training"))
    more(page, "Training")
    curves = []
    for _ in range(2):
        press(page, "Same start")
        for _ in range(3):
            press(page, "One step")
        curves.append(curve(page, "net"))
    assert curves[0] == curves[1] != curve(page, "plain")


def test_links_open_the_state_and_hostile_ones_do_not(visit_widgets):
    changed = Dropout(p=0.5, masks=30, mask=[0, 1] * 5, output="tanh", x=-0.5)
    page = visit_widgets(Dropout(), fragment=changed.link())
    expect(page.locator(".notice").first).to_be_empty()
    opened = (table(page), kept(page), readout(page))
    page = visit_widgets(changed)
    assert (table(page), kept(page), readout(page)) == opened
    for query in ("p=1", "mask=1,1", "mask=0.5", "masks=1e9", "theta=1", "output=<img>", "_held=1"):
        refuses(page, f"#dropout?{query}")


def test_a_press_on_the_ground_adds_a_point_only_when_the_switch_says_so(shared):
    page = shared(Dropout())
    points = page.get_by_role("slider", name=re.compile(r"^Point \d+$"))
    box = page.locator(".plane").first.bounding_box()
    ground = (box["x"] + 0.2 * box["width"], box["y"] + 0.1 * box["height"])
    page.mouse.click(*ground)
    settle(page)
    expect(points).to_have_count(16)
    more(page, "Points")
    page.get_by_role("checkbox", name="A press on the ground adds a point").check()
    page.mouse.click(*ground)
    expect(points).to_have_count(17)
