"""BatchNorm as a reader uses it: batches, blur, running averages and predictions against nnlib; training; links."""

import re

import numpy as np
import pytest
from gestures import (
    copied_link,
    drag,
    middle,
    more,
    press,
    readout,
    refuses,
    settle,
    slider,
    swipe,
    train_to,
    typed,
    value,
)
from playwright.sync_api import expect

from nnlib import LogisticNLL
from nnlib.widgets import BatchNorm

PIXELS = re.compile(r"translate\(([\d.-]+) ([\d.-]+)\)")


def numbers(text):
    return [float(each) for each in re.findall(r"-?\d+\.\d+", text)]


def members(page):
    """The points of the mini-batch, from 0."""
    settle(page)
    inside = page.locator(".inputs .point").evaluate_all(
        "(all) => all.map((each) => !each.classList.contains('outside'))"
    )
    return [p for p, is_in in enumerate(inside) if is_in]


def outputs(page):
    """Where the layer puts points, in data units, sorted."""
    settle(page)
    plane = page.locator("svg.inside").first
    width, height = (float(plane.get_attribute(side)) for side in ("width", "height"))
    places = page.locator("g.outputs path").evaluate_all("(all) => all.map((each) => each.getAttribute('transform'))")
    pixels = np.array([[float(each) for each in PIXELS.match(place).groups()] for place in places])
    return np.array(sorted(((pixels - [width / 2, height / 2]) * [1, -1] * 6.4 / height).tolist()))


def blur(page):
    return float(re.search(r"Blur (\d+\.\d+) at B = ", readout(page))[1])


def test_a_mini_batch_is_normalised_as_by_nnlib(shared):
    widget = BatchNorm(gamma=[0.8, 1.1], beta=[0.3, -0.2], size=7)
    page = shared(widget)
    batch = members(page)
    assert len(batch) == 7
    layer, x = widget.layer(), widget.inputs()[batch]
    np.testing.assert_allclose(outputs(page), sorted(layer(x).tolist()), atol=0.01)
    shown = numbers(readout(page))[1:]
    assert shown == pytest.approx([*x.mean(axis=0), *x.std(axis=0)], abs=0.006)
    press(page, "Resample")
    assert members(page) != batch
    press(page, "Undo")
    assert members(page) == batch


def test_try_smaller_batches_blur_more(visit_widgets):
    page = visit_widgets(BatchNorm())
    blurs = []
    for key in "12345":
        page.get_by_role("button", name="Resample").press(key)
        blurs.append(blur(page))
    assert blurs[0] < 0.005
    assert blurs == sorted(blurs)
    assert 1.2 < blurs[3] / blurs[2] < 2.0
    assert page.locator(".measured circle").count() == 5
    assert page.locator(".measured circle.now").count() == 1


def test_blur_is_that_of_nnlib(shared):
    widget = BatchNorm(size=5)
    page = shared(widget)
    rng, x = np.random.default_rng(0), widget.inputs()
    full = widget.layer()(x)
    batches = [rng.permutation(30)[:5] for _ in range(2000)]
    squares = [((widget.layer()(x[each]) - full[each]) ** 2).sum(axis=1).mean() for each in batches]
    assert blur(page) == pytest.approx(np.sqrt(np.mean(squares)), rel=0.06)


def test_a_point_is_followed(shared):
    page = shared(BatchNorm(size=5))
    point = slider(page, "Point 12, class 1")
    point.focus()
    settle(page)
    more(page, "Batches")
    assert slider(page, "Point to follow").get_attribute("aria-valuenow") == "12"
    more(page)
    for _ in range(4):
        press(page, "50 more")
    settle(page)
    text = page.locator(".pane .quiet").text_content()
    count, drawn = map(int, re.findall(r"in (\d+) of (\d+)", text)[0])
    assert drawn == 201
    assert count == pytest.approx(201 / 6, abs=15)
    small = float(re.search(r"±(\d+\.\d+)", text)[1])
    typed(page, "Batch size B, number", "20")
    large = float(re.search(r"±(\d+\.\d+)", page.locator(".pane .quiet").text_content())[1])
    assert large < small / 1.5
    assert page.locator(".landings").get_attribute("d").count("M") > 80


def test_try_one_point_alone(shared):
    widget = BatchNorm(raw=True, batches=200, size=20)
    page = shared(widget)
    more(page, "Batches")
    page.get_by_role("checkbox", name="Only the followed point").check()
    more(page)
    assert outputs(page) == pytest.approx(np.zeros((1, 2)), abs=0.01)
    assert "It comes out at β = (0.00, 0.00)" in readout(page)
    point = slider(page, "Point 1, class 0")
    drag(page, middle(point), 60, -60)
    assert outputs(page) == pytest.approx(np.zeros((1, 2)), abs=0.01)
    page.get_by_label("prediction", exact=True).check()
    place = value(point)
    assert outputs(page)[0, 0] == pytest.approx(place, abs=0.25)
    assert abs(outputs(page)[0, 0]) > 0.1


def test_running_averages_are_nnlibs_and_converge(shared):
    widget = BatchNorm(raw=True, size=30, mode="predict", batches=3, momentum=0.5)
    page = shared(widget)
    layer = widget.layer()
    for _ in range(3):
        layer(widget.inputs())
    shown = numbers(readout(page))
    assert shown == pytest.approx([*layer.running_mean, *np.sqrt(layer.running_var)], abs=0.006)
    far = np.abs(outputs(page)).max()
    press(page, "50 more")
    assert numbers(readout(page)) == pytest.approx([1.5, -1, 0.5, 2], abs=0.011)
    assert np.abs(outputs(page)).max() != pytest.approx(far, abs=0.05)
    places = sorted(row[:2] for row in widget.points)
    assert outputs(page) == pytest.approx(np.array(places), abs=0.03)


def test_try_raw_inputs_at_prediction(shared):
    """After one batch the averages are far from the data, after 50 more they are there; with momentum 1 at once."""
    widget = BatchNorm()
    page = shared(widget)
    page.get_by_label("prediction", exact=True).check()
    more(page, "Data")
    page.get_by_role("checkbox", name="inputs arrive raw").check()
    more(page)
    target = np.array(sorted(widget.inputs().tolist()))
    assert np.abs(outputs(page) - target).max() > 2
    press(page, "50 more")
    assert np.abs(outputs(page) - target).max() < 0.6
    more(page, "Averages")
    typed(page, "Momentum, number", "1")
    more(page)
    seen = []
    for _ in range(3):
        press(page, "Resample")
        seen.append(numbers(readout(page)))
        assert np.abs(outputs(page) - target).max() < 2
    assert len({tuple(each) for each in seen}) == 3


def test_scale_and_shift_are_dragged_by_mouse_touch_and_keys(shared):
    page = shared(BatchNorm(), touch=True)
    before = outputs(page)
    scale, shift = slider(page, "Scale γ₁"), slider(page, "Shift β")
    drag(page, middle(scale.locator(".knob")), 50, 0)
    gamma = value(scale)
    assert gamma > 1.2
    np.testing.assert_allclose(outputs(page)[:, 0], gamma * before[:, 0], atol=0.03)
    swipe(page, middle(shift.locator(".knob")), 40, 0)
    assert value(shift) > 0.2
    shift.press("Backspace")
    scale.press("Backspace")
    settle(page)
    np.testing.assert_allclose(outputs(page), before, atol=0.011)
    slider(page, "Scale γ₂").press("ArrowUp")
    assert value(slider(page, "Scale γ₂")) == pytest.approx(1.05)


def losses(page):
    settle(page)
    text = " ".join(page.locator(".picture-caption").all_text_contents())
    return [[float(each) for each in re.findall(rf"{name} (\d+\.\d+)", text)] for name in ("held out", "slope")]


def nets(page, **state):
    """The four networks on the page, as `nnlib` has them."""
    settle(page)
    numbers = re.search(r"trained=([^&]+)", copied_link(page))[1].split(",")
    widget = BatchNorm(view="boundary", trained=[float(each) for each in numbers], **state)
    return {size: widget.network(size) for size in (30, 20, 10, 5)}


def classes(net):
    side = np.linspace(-3, 3, 121)
    plane = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    return (net(plane)[:, 0] > 0).reshape(121, 121)


def boundary_length(net):
    f = classes(net)
    return 0.05 * ((f[1:] != f[:-1]).sum() + (f[:, 1:] != f[:, :-1]).sum())


def test_try_networks_trained_with_each_batch_size(shared):
    """With all points in each batch the boundary winds round single points, with five it is smooth; without all alike.

    Smooth: shorter by a third or more, and some points are left on the wrong side.
    """
    page = shared(BatchNorm(view="boundary"))
    start = losses(page)
    assert len({*start[0]}) == 1
    train_to(page, 2000)
    held_out, slopes = losses(page)
    assert slopes == sorted(slopes, reverse=True)
    assert slopes[0] > 4 * slopes[3]
    assert held_out[0] > 1.4 * held_out[3]
    trained, rows = nets(page), np.array(BatchNorm().points)
    assert boundary_length(trained[30]) > 1.5 * boundary_length(trained[5])
    wrong = {B: ((net(rows[:, :2])[:, 0] > 0) != (rows[:, 2] == 1)).sum() for B, net in trained.items()}
    assert wrong[30] <= 1 and wrong[5] >= 4
    press(page, "Undo")
    assert losses(page) == start
    more(page, "Layer")
    page.get_by_role("checkbox", name="Batch normalization of the inputs").uncheck()
    train_to(page, 2000)
    bare = losses(page)[1]
    assert max(bare) < 1.35 * min(bare)
    trained = nets(page, norm=False)
    assert all((classes(net) == classes(trained[30])).mean() > 0.9 for net in trained.values())
    more(page, "Training")
    press(page, "Same start")
    assert "after 0 steps" in readout(page)


def test_numbers_of_the_trained_networks_are_nnlibs(visit_widgets):
    page = visit_widgets(BatchNorm(view="boundary", rate=0.5))
    for _ in range(3):
        press(page, "One step")
    settle(page)
    page.evaluate("async () => { navigator.clipboard.writeText = async (text) => (window.copied = text); }")
    press(page, "Copy link")
    link = page.evaluate("window.copied")
    trained = [float(each) for each in re.search(r"trained=([^&]+)", link)[1].split(",")]
    widget = BatchNorm(view="boundary", trained=trained, steps=3)
    held = np.array(widget._held)
    expected = [LogisticNLL()(widget.network(size)(held[:, :2]), held[:, 2:].astype(int)) for size in (30, 20, 10, 5)]
    assert losses(page)[0] == pytest.approx(expected, abs=0.006)
    opened = visit_widgets(BatchNorm(view="boundary"), fragment=link[link.index("#") :])
    assert losses(opened)[0] == pytest.approx(expected, abs=0.006)


def test_links_open_the_state_and_hostile_ones_do_not(visit_widgets):
    changed = BatchNorm(size=4, batches=12, followed=3, gamma=[0.5, 2], raw=True, momentum=0.5)
    page = visit_widgets(BatchNorm(), fragment=changed.link())
    expect(page.locator(".notice").first).to_be_empty()
    opened = (readout(page), outputs(page).tolist())
    page = visit_widgets(changed)
    assert (readout(page), outputs(page).tolist()) == opened
    for query in ("size=1", "size=2.5", "points=0,0,1", "gamma=1", "trained=1,2", "mode=<img>", "seed=-1"):
        refuses(page, f"#batch-norm?{query}")


def test_the_slider_of_B_reaches_both_ends(shared):
    page = shared(BatchNorm())
    size = page.get_by_role("slider", name="Batch size B", exact=True)
    for key, shown in (("End", 30), ("ArrowLeft", 29), ("Home", 2), ("ArrowRight", 3)):
        size.press(key)
        assert f"{shown} of 30 points" in readout(page)


def test_a_press_on_the_ground_adds_a_point_only_when_told_to(shared):
    page = shared(BatchNorm())
    box = page.locator(".plane").first.bounding_box()
    ground = (box["x"] + 0.6 * box["width"], box["y"] + 0.1 * box["height"])
    page.mouse.click(*ground)
    assert "of 30 points" in readout(page)
    more(page, "Data")
    page.get_by_label("■ class 0", exact=True).check()
    page.mouse.click(*ground)
    assert "of 31 points" in readout(page)
    expect(slider(page, "Point 31, class 0")).to_be_visible()


def test_a_scale_past_the_edge_is_taken_at_the_edge(shared):
    page = shared(BatchNorm(beta=[3, 0], gamma=[3, 1]), width=390)
    plane = page.locator(".hero .plane > svg").first.bounding_box()
    scale = slider(page, "Scale γ₁")
    box = scale.locator(".knob").bounding_box()
    assert box["x"] + box["width"] / 2 <= plane["x"] + plane["width"] + 0.5
    drag(page, middle(scale.locator(".knob")), -40, 0)
    assert value(scale) < 0
