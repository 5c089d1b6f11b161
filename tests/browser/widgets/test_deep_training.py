"""DeepTraining as a reader uses it: runs against nnlib's, rates that change on the way, steps taken back, links."""

import re

import numpy as np
import pytest
from canvas import shares
from gestures import copied_link, press, readout, refuses, settle, slider, typed
from playwright.sync_api import expect

from nnlib.widgets import DeepTraining
from nnlib.widgets.deep_training import KINDS, X, rms


def read(page):
    settle(page)
    page.locator(".deep-pair:not([aria-busy])").wait_for()
    return page.evaluate("document.querySelector('.nn-widget').readings()")


def like(widget):
    return pytest.approx(widget.readings(), rel=1e-9, abs=1e-9)


def after(steps, **state):
    widget = DeepTraining(**state)
    widget.train(steps)
    return widget


def heights(page, line):
    """The places of a drawn line, in pixels from the top of its plane."""
    settle(page)
    path = page.locator(".sizes-line").nth(line).get_attribute("d")
    return [float(point.split()[1]) for point in re.split("[ML]", path)[1:]]


@pytest.mark.parametrize("activation", ["relu", "tanh", "logistic"])
def test_a_chaotic_run_is_nnlibs_and_is_drawn_as_it_is(visit_widgets, activation):
    state = {"depth": 12, "activation": activation, "left": "batch norm", "right": "both", "rates": [[0, 0.3], [90, 2]]}
    widget = after(120, **state)
    page = visit_widgets(DeepTraining(), fragment=widget.link())
    assert read(page) == like(widget)
    for side in (0, 1):
        for panel, layers in enumerate(widget.sizes(("left", "right")[side])):
            drawn, logs = heights(page, 2 * side + panel), np.log10([rms(each) for each in layers])
            slope, offset = np.polyfit(logs, drawn, 1)
            np.testing.assert_allclose(slope * logs + offset, drawn, atol=0.15)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_network_decides_is_drawn_as_nnlib_says(visit_widgets, kind):
    """The shading, pixel by pixel: the same class, and as deep a colour."""
    widget = after(40, depth=6, activation="tanh", left=kind, right=next(each for each in KINDS if each != kind))
    page = visit_widgets(DeepTraining(), fragment=widget.link())
    read(page)
    shaded = shares(page.locator(".deep-network canvas").first)
    rows, columns = shaded.shape
    high = 1.3
    box = page.locator(".deep-network canvas").first.bounding_box()
    across = high * box["width"] / box["height"]
    plane = np.stack(np.meshgrid(np.linspace(-across, across, columns), np.linspace(high, -high, rows)), axis=-1)
    z = widget.network("left").eval()(plane.reshape(-1, 2)).reshape(rows, columns)
    signed = np.tanh(z / 2)
    clear = np.abs(signed) > 0.1
    assert clear.mean() > 0.2
    np.testing.assert_array_equal(np.sign(shaded[clear]), np.sign(signed[clear]))
    for side in (-1, 1):
        its = clear & (np.sign(signed) == side)
        depth = np.abs(signed[its]) ** 0.8
        assert np.corrcoef(depth, np.abs(shaded[its]))[0, 1] > 0.99


def test_a_network_whose_output_cannot_be_told_from_0_is_drawn_undecided(shared):
    widget = after(150, depth=40)
    assert np.abs(widget.network("left")(X)).max() < 1e-6
    page = shared(widget)
    read(page)
    expect(page.locator(".picture-caption").first).to_have_text("Plain, undecided, loss 0.693")
    expect(page.locator(".picture-caption").last).to_contain_text("Skips, 0 wrong")
    assert page.locator(".boundary-line").first.get_attribute("d") == ""
    assert np.ptp(shares(page.locator(".deep-network canvas").first)) == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_a_name_at_the_end_of_its_curve_is_clear_of_the_axis(shared, width):
    page = shared(after(460), width=width)
    read(page)
    name = page.locator(".history-name", has_text="Skips").bounding_box()
    axis = page.locator(".chart .axis-name", has_text="steps").bounding_box()
    assert name["x"] < axis["x"] + axis["width"] and axis["x"] < name["x"] + name["width"]
    assert name["y"] + name["height"] <= axis["y"]


@pytest.mark.parametrize("width", [390, 1280])
def test_low_curves_have_their_names_at_their_ends(shared, width):
    page = shared(after(120, depth=5), width=width)
    assert max(read(page)[f"loss_{side}"] for side in ("left", "right")) < 0.1
    curve, name = (page.locator(each).first.bounding_box() for each in (".history", ".history-name"))  # the lower one
    end = curve["y"] + curve["height"]
    assert 0 < end - name["y"] - name["height"] / 2 <= 12


def test_a_rate_that_is_changed_on_the_way_holds_from_there_on(shared):
    page = shared(DeepTraining(depth=4))
    press(page, "One step", 3)
    typed(page, "Rate, number", "2")
    press(page, "One step", 2)
    assert read(page) == like(after(5, depth=4, rates=[[0, 0.3], [3, 2]]))
    assert "rates=0,0.3;3,2" in copied_link(page)
    typed(page, "Rate, number", "1")
    typed(page, "Rate, number", "0.5")
    assert "rates=0,0.3;3,2;5,0.5" in copied_link(page)


def test_steps_are_taken_back_and_again(shared):
    page = shared(DeepTraining(depth=4))
    seen = [read(page)]
    for _ in range(3):
        press(page, "One step")
        seen.append(read(page))
    for before in reversed(seen[:-1]):
        press(page, "Undo")
        assert read(page) == before
    press(page, "Redo", 3)
    assert read(page) == seen[-1]


def test_another_network_begins_anew_at_the_same_rate(shared):
    page = shared(after(150, depth=4, rates=[[0, 0.3], [100, 0.7]]))
    slider(page, "Layers").press("ArrowRight")
    assert read(page) == like(DeepTraining(depth=5, rates=[[0, 0.7]]))
    press(page, "Undo")
    assert read(page)["steps"] == 150
    page.get_by_role("radio", name="tanh").check(force=True)
    assert read(page) == like(DeepTraining(depth=4, activation="tanh", rates=[[0, 0.7]]))


def test_a_kind_that_the_other_side_has_changes_places_with_it(shared):
    page = shared(DeepTraining(depth=4))
    names = page.locator(".deep-network b")
    expect(names).to_have_text(["Plain", "Skips"])
    page.get_by_role("combobox", name="Left").select_option("Both")
    expect(names).to_have_text(["Both", "Skips"])
    page.get_by_role("combobox", name="Right").select_option("Both")
    expect(names).to_have_text(["Skips", "Both"])
    assert read(page) == like(DeepTraining(depth=4, left="skip", right="both"))


def test_training_ends_after_1000_steps(shared):
    page = shared(after(996, depth=2))
    press(page, "Train")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_disabled()
    assert read(page)["steps"] == 1000
    assert "after 1000 steps" in readout(page)


def test_hostile_links_change_nothing(visit_widgets):
    page = visit_widgets(DeepTraining(depth=3))
    for query in ("depth=99", "left=<b>", "rates=1,0.3", "rates=0,0.3;9,1;4,2", "rates=0,NaN", "steps=5000"):
        refuses(page, f"#deep-training?{query}")
        assert read(page) == like(DeepTraining(depth=3))
