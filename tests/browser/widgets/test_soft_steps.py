"""SoftSteps as a reader uses it: mouse, touch, keys, training, undo, links; its numbers against nnlib."""

import re

import numpy as np
import pytest
from every_widget import state as whole_state
from gestures import (  # fmt: skip
    copied_link,
    drag,
    grip,
    middle,
    more,
    press,
    readout,
    refuses,
    settle,
    slider,
    swipe,
    tool,
    train_to,
    value,
)
from playwright.sync_api import expect

from nnlib import Dense, LogisticNLL
from nnlib.widgets import SoftSteps
from nnlib.widgets.soft_steps import started_theta

PANELS = {"features": 0, "r": 1, "f": 2, "line": 3}
TWO_STEPS = [1.0, 10.0, -0.5, -10.0, 10.0, -6.4, -1.8]
X_OF_POINTS = [-2.35, -1.9, -1.45, -0.55, -0.1, 0.45, 1.35, 1.6, 2.45, 2.8, 3.3]


@pytest.fixture
def widget():
    return SoftSteps()


def place(page, i):
    return slider(page, f"Position of step φ{'₀₁₂₃₄₅₆'[i]}")


def lever(page, i):
    return slider(page, f"Sharpness of step φ{'₀₁₂₃₄₅₆'[i]}")


def height(page, i):
    name = "₀₁₂₃₄₅₆"[i]
    return slider(page, f"Height β{name} of step φ{name}")


def point(page, number=1):
    return page.get_by_role("slider", name=re.compile(rf"^Point {number}, class"))


def knob(handle):
    """The middle of the circle that grabs the handle."""
    return middle(handle.locator("circle.grab").first)


def in_formula(page, names):
    """The numbers of these names in the formula."""
    more(page, "Features")
    shown = page.locator(".sheets ~ * [role=slider]:visible").evaluate_all(
        "(all) => all.map((each) => [each.ariaLabel, Number(each.ariaValueNow)])"
    )
    more(page)
    return [dict(shown)[name] for name in names]


def theta(page, hidden=3):
    """θ as the formula shows it, in nnlib's order."""
    names = [f"{symbol}{'₁₂₃₄₅₆'[i]}" for symbol in "wbβ" for i in range(hidden)] + ["β₀"]
    return in_formula(page, names)


def coefficients(page, names="β₁β₂β₃β₀"):
    return in_formula(page, [names[i : i + 2] for i in range(0, len(names), 2)])


def choose(page, features):
    more(page, "Features")
    page.get_by_role("radio", name=features).check(force=True)
    more(page)


def says(page, wrong):
    expect(page.locator(".readout")).to_have_text(re.compile(rf"^{wrong} of "))


def loss_shown(page):
    return float(re.search(r"loss ([\d.e-]+)", readout(page))[1])


def borders(page):
    """The x at which the class changes, from the picture."""
    settle(page)
    width = float(page.locator("svg.inside").first.get_attribute("width"))
    pixels = [
        float(d[1:].split(" ")[0])
        for d in page.locator(".class-border").evaluate_all("p => p.map(e => e.getAttribute('d'))")
    ]
    return [-3 + 7 * pixel / width for pixel in pixels]


def curve(page, panel, selector):
    """A curve of the picture as data coordinates (x, y); `panel` gives the bounds of its y axis."""
    settle(page)
    low, high = panel
    inside = page.locator(".stack svg.inside", has=page.locator(selector)).first
    width, tall = (float(inside.get_attribute(side)) for side in ("width", "height"))
    pixels = np.array(re.findall(r"[ML]([-\d.]+) ([-\d.]+)", page.locator(selector).first.get_attribute("d")), float)
    return -3 + 7 * pixels[:, 0] / width, high - (high - low) * pixels[:, 1] / tall


def judge(widget):
    x, labels = np.array(widget.points).T
    r = widget.response(x)
    return int(((r > 0) != (labels == 1)).sum()), LogisticNLL()(r[:, None], labels[:, None])


STATES = [
    {},
    {"factor": 3},
    {"family": "hard step"},
    {"family": "polynomial", "coefficients": [-1.2, -5, 8.8, 0.7]},
    {"hidden": 6, "dataset": "five changes"},
    {"hidden": 2, "theta": TWO_STEPS, "start": TWO_STEPS},
    {"dataset": "two changes", "theta": [-2, 0.5, 30, 1, 2, 3, 4, -5, 6, -0.7]},
]


@pytest.mark.parametrize("state", STATES, ids=str)
def test_errors_and_loss_are_nnlibs(state, shared):
    widget = SoftSteps(**state)
    page = shared(widget)
    wrong, loss = judge(widget)
    says(page, wrong)
    assert loss_shown(page) == pytest.approx(loss, rel=6e-3)


@pytest.mark.parametrize("state", STATES, ids=str)
def test_the_picture_is_nnlibs(state, shared):
    """Curves and class borders, taken back to data coordinates."""
    widget = SoftSteps(**state)
    page = shared(widget)
    x, f = curve(page, (-0.08, 1.08), ".output-curve")
    slack = np.abs(widget.response(x + 0.02) - widget.response(x - 0.02))
    np.testing.assert_array_less(np.abs(f - 1 / (1 + np.exp(-widget.response(x)))), 0.012 + slack / 4)
    fine = np.linspace(-3, 4, 70001)
    r = widget.response(fine) > 0
    np.testing.assert_allclose(borders(page), fine[1:][r[1:] != r[:-1]], atol=0.012)


def test_opens_on_three_changes(widget, shared):
    page = shared(widget)
    says(page, 0)
    assert theta(page) == widget.theta
    assert borders(page) == pytest.approx([-1, 1, 2], abs=0.02)
    assert [value(place(page, i)) for i in (1, 2, 3)] == [-1, 1, 2]
    said = page.locator(".readout")
    expect(said).to_contain_text("class 0 to −1.00, 1 to 1.01, 0 to 1.99, then 1; 10 parameters")
    assert said.evaluate("(each) => each.scrollWidth - each.clientWidth") <= 0


def test_a_triangle_moves_its_step_and_nothing_else(widget, shared):
    page = shared(widget)
    drawn = page.locator(".feature").nth(1).get_attribute("d")
    width = float(page.locator("svg.inside").first.get_attribute("width"))
    drag(page, knob(place(page, 2)), -0.5 * width / 7, 0)
    assert value(place(page, 2)) == pytest.approx(0.5, abs=0.02)
    after = theta(page)
    assert after[4] == pytest.approx(-5 * value(place(page, 2)), abs=1e-3)
    np.testing.assert_allclose(np.delete(after, 4), np.delete(widget.theta, 4))
    assert page.locator(".feature").nth(1).get_attribute("d") != drawn


def test_a_step_is_also_taken_by_the_middle_of_its_curve(widget, shared):
    page = shared(widget)
    drag(page, middle(place(page, 1).locator(".named-disc")), 40, 0)
    assert value(place(page, 1)) > -0.7


def test_a_lever_sharpens_and_turns_its_step_about_its_place(widget, shared):
    page = shared(widget)
    x, y = knob(lever(page, 1))
    drag(page, (x, y), -12, -10)
    sharper = value(lever(page, 1))
    assert sharper > 6
    assert value(place(page, 1)) == pytest.approx(-1, abs=1e-4)
    drag(page, knob(lever(page, 1)), -40, 20)
    assert value(lever(page, 1)) < -0.2
    assert value(place(page, 1)) == pytest.approx(-1, abs=1e-4)
    expect(lever(page, 1)).to_have_attribute("aria-valuetext", re.compile("on to the left"))


def test_a_height_follows_the_pointer(widget, shared):
    page = shared(widget)
    tall = float(page.locator("svg.inside").nth(PANELS["r"]).get_attribute("height"))
    drag(page, knob(height(page, 3)), 0, tall / 6)  # the panel reaches from −3 to 3
    assert value(height(page, 3)) == pytest.approx(3, abs=0.06)
    level = slider(page, "Level β₀ without any step")
    drag(page, knob(level), 0, -tall / 6)
    assert value(level) == pytest.approx(-1, abs=0.06)
    assert theta(page)[9] == pytest.approx(value(level))


def test_steps_by_keyboard(widget, shared):
    page = shared(widget)
    place(page, 2).press("ArrowRight")
    assert value(place(page, 2)) == pytest.approx(1.05)
    place(page, 2).press("Shift+ArrowLeft")
    assert value(place(page, 2)) == pytest.approx(0.55)
    place(page, 2).press("End")
    assert value(place(page, 2)) == 5
    place(page, 2).press("Backspace")
    assert value(place(page, 2)) == 1
    lever(page, 2).press("ArrowUp")
    assert value(lever(page, 2)) == pytest.approx(5.5)
    lever(page, 2).press("f")
    assert value(lever(page, 2)) == pytest.approx(-5.5)
    assert value(place(page, 2)) == pytest.approx(1)
    lever(page, 2).press("End")
    assert value(lever(page, 2)) == 50
    height(page, 1).press("ArrowUp")
    assert value(height(page, 1)) == pytest.approx(4.03)
    height(page, 1).press("Backspace")
    assert value(height(page, 1)) == 4


def test_tab_walks_points_then_steps_then_heights(widget, visit_widgets):
    page = visit_widgets(widget)
    point(page, 1).focus()
    walked = []
    for key in ("Tab", "PageDown", "PageDown", "PageUp", "Tab", "PageDown"):
        page.keyboard.press(key)
        walked.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert walked == [
        "Sharpness of step φ₁", "Position of step φ₁", "Sharpness of step φ₂", "Position of step φ₁",
        "Level β₀ without any step", "Height β₁ of step φ₁",
    ]  # fmt: skip


def test_steps_are_added_without_changing_f_and_removed(widget, shared):
    page = shared(widget)
    drawn = page.locator(".output-curve").get_attribute("d")
    expect(page.locator(".class-border")).to_have_count(3)
    loss = loss_shown(page)
    place(page, 1).press("Enter")
    expect(page.locator(".step")).to_have_count(4)
    assert loss_shown(page) == loss
    assert value(height(page, 4)) == 0
    for _ in range(2):
        press(page, "One more: Steps")
    expect(page.get_by_role("button", name="One more: Steps")).to_be_disabled()
    place(page, 6).press("Delete")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Position of step φ₅"
    place(page, 1).press("Delete")
    expect(page.locator(".step")).to_have_count(4)
    assert [value(place(page, i)) for i in (1, 2)] == [1, 2]
    for _ in range(5):
        press(page, "Undo")
    expect(page.locator(".output-curve")).to_have_attribute("d", drawn)
    for _ in range(2):
        press(page, "One less: Steps")
    expect(page.get_by_role("button", name="One less: Steps")).to_be_disabled()


def test_points_are_moved_added_flipped_and_removed(widget, shared):
    page = shared(widget)
    points = page.locator(".point")
    opening = point(page).get_attribute("aria-valuetext")
    assert opening == "−2.35"
    x, y = knob(point(page))
    drag(page, (x, y), 25, -60)
    assert knob(point(page)) == pytest.approx((x + 25, y), abs=1)
    box = page.locator(".plane").nth(PANELS["line"]).bounding_box()
    page.mouse.click(box["x"] + 44, box["y"] + 20)
    expect(points).to_have_count(12)
    more(page, "Data")
    page.get_by_role("radio", name="■ class 0").check(force=True)
    page.mouse.click(box["x"] + box["width"] - 20, box["y"] + 20)
    expect(point(page, 13)).to_have_accessible_name("Point 13, class 0")
    page.mouse.click(*middle(page.locator(".plane").nth(PANELS["r"])))
    expect(points).to_have_count(13)
    point(page).press("F")
    expect(point(page)).to_have_accessible_name("Point 1, class 1")
    page.mouse.click(*knob(point(page)))
    expect(point(page)).to_have_accessible_name("Point 1, class 0")
    point(page).press("Delete")
    expect(points).to_have_count(12)
    point(page).press("Enter")
    expect(points).to_have_count(13)
    press(page, "Remove point")
    expect(points).to_have_count(12)
    expect(page.locator("select")).to_have_value("own")
    press(page, "Reset")
    expect(points).to_have_count(11)
    expect(point(page)).to_have_attribute("aria-valuetext", opening)
    press(page, "Clear all")
    expect(points).to_have_count(0)
    expect(page.locator(".readout")).to_contain_text("0 of 0 points wrong loss 0.00")
    press(page, "One step")
    assert theta(page) == widget.theta


def test_touch_drags_a_step_and_a_swipe_on_the_ground_scrolls(widget, visit_widgets):
    page = visit_widgets(widget, width=360, height=640, touch=True)
    page.evaluate("document.body.style.paddingBlock = '900px'")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator(".stack").scroll_into_view_if_needed()
    swipe(page, knob(place(page, 1)), 40, 0)
    assert value(place(page, 1)) > -0.6
    count = page.locator(".point").count()
    box = page.locator(".plane").nth(PANELS["line"]).bounding_box()
    scrolled = page.evaluate("scrollY")
    swipe(page, (box["x"] + 46, box["y"] + 12), 0, -150)
    page.wait_for_function("before => scrollY > before + 50", arg=scrolled)
    assert page.locator(".point").count() == count


def test_soft_to_hard_keeps_places_and_weights(widget, shared):
    page = shared(widget)
    range_ = page.get_by_role("slider", name="Soft → hard", exact=True)
    range_.fill("500")
    expect(slider(page, "Soft → hard, number")).to_have_text("× 10")
    assert theta(page) == widget.theta
    says(page, 0)
    _, loss = judge(SoftSteps(factor=10))
    assert loss_shown(page) == pytest.approx(loss, rel=6e-3)
    range_.press("End")
    more(page, "Features")
    expect(page.get_by_role("radio", name="hard steps")).to_be_checked()
    more(page)
    expect(slider(page, "Soft → hard, number")).to_have_text("× ∞")
    assert borders(page) == pytest.approx([-1, 1, 2], abs=2e-3)
    choose(page, "soft steps")
    expect(slider(page, "Soft → hard, number")).to_have_text("× 10")
    assert theta(page) == widget.theta


def test_a_hard_step_turns_round_without_losing_its_weight(shared):
    page = shared(SoftSteps(family="hard step"))
    drag(page, knob(lever(page, 1)), -40, 0)
    assert theta(page)[0] == -5
    assert value(place(page, 1)) == -1


def test_knobs_of_the_polynomial_hold_each_other_still(shared):
    page = shared(SoftSteps(family="polynomial", coefficients=[-1.2, -5, 8.8, 0.7]))
    names = ["r at x = −2.50", "r at x = −0.50", "r at x = 1.50", "r at x = 3.50"]
    before = [value(slider(page, name)) for name in names]
    drag(page, knob(slider(page, names[2])), 0, -30)
    after = [value(slider(page, name)) for name in names]
    assert after[2] > before[2] + 1
    assert after[:2] + after[3:] == pytest.approx(before[:2] + before[3:], abs=1e-4)
    shown = coefficients(page)
    now = SoftSteps(family="polynomial", coefficients=shown)
    np.testing.assert_allclose(now.response([-2.5, -0.5, 1.5, 3.5]), after, atol=1e-3)
    expect(page.locator(".diagram")).to_be_hidden()


def test_another_degree_keeps_the_coefficients_there_are(shared):
    page = shared(SoftSteps(family="polynomial", coefficients=[-1.2, -5, 8.8, 0.7]))
    slider(page, "Degree").press("ArrowRight")
    assert coefficients(page, "β₁β₂β₃β₄β₀") == [-1.2, -5, 8.8, 0, 0.7]
    slider(page, "Degree").press("Home")
    more(page, "Features")
    expect(page.locator(".sum-formula .terms p")).to_have_count(1)


# What the section's prompts promise


def test_prompt_the_gap_closes_when_the_second_step_passes_the_third(widget, shared):
    page = shared(widget)
    place(page, 2).press("Shift+ArrowRight")
    place(page, 2).press("Shift+ArrowRight")
    place(page, 2).press("Shift+ArrowRight")
    assert value(place(page, 2)) == pytest.approx(2.5)
    says(page, 2)
    assert len(borders(page)) == 1


def test_prompt_without_the_third_height_the_right_end_changes_class(widget, shared):
    page = shared(widget)
    more(page, "Features")
    field = slider(page, "β₃")
    field.press("Enter")
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    says(page, 3)
    assert borders(page) == pytest.approx([-1, 1], abs=0.02)


def test_prompt_a_line_cannot_and_a_cubic_can(widget, shared):
    page = shared(widget)
    choose(page, "powers")
    slider(page, "Degree").press("Home")
    train_to(page, 1000)
    says(page, 4)
    degree = slider(page, "Degree")
    degree.press("ArrowRight")
    degree.press("ArrowRight")
    train_to(page, 1000)
    says(page, 0)


@pytest.mark.parametrize(("seed", "wrong"), [(1, 0), (6, 0), (7, 0), (3, 2), (4, 3)])
def test_prompt_training_finds_the_steps_from_half_of_the_starts(seed, wrong, shared):
    page = shared(SoftSteps(seed=seed - 1))
    press(page, "New start")
    more(page, "Training")
    expect(slider(page, "Seed of the start")).to_have_text(str(seed))
    more(page)
    expect(page.locator(".readout")).not_to_have_text(re.compile("^0 of"))
    train_to(page, 1000)
    says(page, wrong)


def test_two_soft_steps_of_different_sharpness_change_class_three_times(shared):
    page = shared(SoftSteps(hidden=2, theta=TWO_STEPS, start=TWO_STEPS))
    says(page, 0)
    assert len(borders(page)) == 3
    choose(page, "hard steps")
    expect(page.locator(".class-border")).to_have_count(1)


def test_five_steps_can_be_placed_by_hand_for_five_changes(shared):
    places = [-1.67, -0.33, 0.9, 2.02, 2.62]
    w, beta = [20.0] * 5, [4.0, -4.0, 4.0, -4.0, 4.0]
    theta = [*w, *(-20 * place for place in places), *beta, -2.0]
    page = shared(SoftSteps(dataset="five changes", hidden=5, theta=theta, start=theta))
    says(page, 0)
    assert borders(page) == pytest.approx(places, abs=0.02)


# Training


def one_step(widget, count=1):
    """The parameters after gradient descent in nnlib; w and b reach the network multiplied by the factor."""
    x, labels = np.array(widget.points).T
    loss = LogisticNLL()
    if widget.family == "polynomial":
        net, inputs, factor = Dense(widget.degree, 1, rng=np.random.default_rng(0)), widget.features(x), np.ones(1)
        net.theta = widget.coefficients
    else:
        net, inputs = widget.network(), x[:, None]
        c = widget.factor if widget.family == "soft step" else 1
        factor = np.array([c] * 2 * widget.hidden + [1] * (widget.hidden + 1), float)
    parameters = net.theta / factor
    for _ in range(count):
        net.theta = parameters * factor
        loss(net(inputs), labels[:, None])
        net.backward(loss.backward())
        gradient = np.concatenate([each.ravel() for each in net.gradients()])
        parameters = parameters - widget.rate * factor * gradient
    return parameters


@pytest.mark.parametrize(
    "state",
    [{}, {"factor": 3}, {"family": "hard step"}, {"family": "polynomial", "coefficients": [-1.2, -5, 8.8, 0.7]}],
    ids=str,
)
def test_ten_steps_are_nnlibs(state, shared):
    widget = SoftSteps(rate=0.5, **state)
    page = shared(widget)
    for _ in range(10):
        press(page, "One step")
    expect(page.locator(".counter")).to_contain_text("step 10 ")
    shown = coefficients(page) if widget.family == "polynomial" else theta(page)
    np.testing.assert_allclose(shown, one_step(widget, 10), rtol=2e-5, atol=1e-6)


def test_hard_steps_stay_where_they_are_and_only_heights_are_trained(shared):
    widget = SoftSteps(family="hard step")
    page = shared(widget)
    train_to(page, 300)
    after = theta(page)
    assert after[:6] == widget.theta[:6]
    assert after[6] > 4.5
    more(page, "Features")
    expect(page.get_by_text("Hard steps have slope 0")).to_be_visible()


def test_training_starts_again_exactly_from_what_the_hand_had_left(widget, shared):
    page = shared(widget)
    place(page, 2).press("Shift+ArrowLeft")
    start = theta(page)
    for _ in range(5):
        press(page, "One step")
    first = theta(page)
    assert first != start
    more(page, "Training")
    press(page, "Same start")
    more(page)
    assert theta(page) == start
    for _ in range(5):
        press(page, "One step")
    assert theta(page) == first
    train_to(page, 500)
    press(page, "Undo")
    assert theta(page) == first
    press(page, "Reset")
    assert theta(page) == widget.theta


def test_training_lowers_the_loss_and_draws_its_curve(widget, shared):
    page = shared(widget)
    before = loss_shown(page)
    train_to(page, 1000)
    assert loss_shown(page) < before / 5
    assert len(re.findall(r"[ML]", page.locator(".sparkline .curve").get_attribute("d"))) > 5


def test_a_polynomial_starts_again_from_zero(shared):
    page = shared(SoftSteps(family="polynomial"))
    press(page, "One step")
    more(page, "Training")
    press(page, "Same start")
    more(page)
    assert coefficients(page) == [0] * 4
    expect(page.get_by_role("button", name="New start")).to_be_disabled()


def test_a_diverging_run_stops_and_says_so(shared):
    theta = [1.0, 0.0, -9999.0, 0.0]
    page = shared(SoftSteps(hidden=1, rate=10, dataset="two changes", theta=theta, start=theta))
    press(page, "Train")
    expect(page.locator(".notice")).to_have_text("The loss became infinite: lower the rate.")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible()


# State


def test_a_preset_by_key_keeps_the_steps(widget, shared):
    page = shared(widget)
    place(page, 1).press("4")
    more(page, "Data")
    expect(page.locator("select")).to_have_value("five changes")
    more(page)
    assert theta(page) == widget.theta
    says(page, judge(SoftSteps(dataset="five changes"))[0])


def test_a_weight_of_the_diagram_and_a_number_of_the_formula_are_the_same(widget, shared):
    page = shared(widget)
    edge = slider(page, "Weight w₂")
    edge.focus()
    drag(page, grip(edge), 0, -25)
    turned = value(edge)
    assert turned == pytest.approx(6.25, abs=0.05)
    assert value(lever(page, 2)) == turned
    more(page, "Features")
    assert value(slider(page, "w₂")) == turned


def test_hovering_a_step_lights_it_everywhere(widget, shared):
    page = shared(widget)
    page.mouse.move(*knob(height(page, 2)))
    for part in (".feature.unit-1", ".step.unit-1", ".upright.unit-1", ".node.unit-1"):
        expect(page.locator(part)).to_have_class(re.compile("lit"))
    more(page, "Features")
    page.mouse.move(*knob(height(page, 2)))
    expect(page.locator(".sum-formula .unit-1")).to_have_class(re.compile("lit"))
    expect(page.locator(".lit.unit-0")).to_have_count(0)


def test_link_carries_the_state_and_resets_go_to_the_book_and_to_the_link(widget, shared, visit):
    page = shared(widget)
    lever(page, 1).press("f")
    place(page, 3).press("Shift+ArrowRight")
    point(page).press("f")
    link = copied_link(page)
    assert "#soft-steps?" in link
    copy = visit(link)
    copy.locator("[data-ready]").wait_for()
    assert theta(copy) == pytest.approx(theta(page), rel=1e-5)
    expect(point(copy)).to_have_accessible_name("Point 1, class 1")
    height(copy, 1).press("Home")
    press(copy, "Reset")
    assert theta(copy) == widget.theta
    tool(copy, "Reset to the link")
    assert theta(copy) == pytest.approx(theta(page), rel=1e-5)


def test_pythons_link_opens_the_same_state(visit_widgets):
    wanted = SoftSteps(dataset="two changes", hidden=2, theta=TWO_STEPS, start=TWO_STEPS, factor=2)
    page = visit_widgets(SoftSteps(), fragment=wanted.link())
    assert theta(page, 2) == TWO_STEPS
    says(page, judge(wanted)[0])
    expect(page.locator(".notice").first).to_be_empty()


def test_short_links_written_by_hand(widget, visit_widgets):
    page = visit_widgets(widget, fragment="#soft-steps?hidden=5&dataset=five%20changes&controls=picture")
    expect(page.locator(".step")).to_have_count(5)
    expect(page.locator(".panel")).to_be_hidden()
    page = visit_widgets(widget, fragment="#soft-steps?family=polynomial&degree=5")
    more(page, "Features")
    expect(page.locator(".sum-formula .terms p")).to_have_count(5)


HOSTILE = [
    "theta=1,2,3",
    "theta=NaN",
    "theta=" + ",".join(["1"] * 5000),
    "hidden=0",
    "hidden=7",
    "degree=3&coefficients=1,2",
    "points=1;2",
    "points=9,1",
    "factor=Infinity",
    "rate=<img src=x onerror=alert(1)>",
    "family=%3Cscript%3Ealert(1)%3C/script%3E",
    "dataset=__proto__",
    "__proto__=1",
    "nonsense",
    "theta=%E0%A4%A",
    "x=" + "9" * 30_000,
]


def test_hostile_links_give_the_opening_state_and_a_notice(widget, shared):
    page = shared(widget)
    assert theta(page) == widget.theta
    opening = whole_state(page)
    for query in HOSTILE:
        refuses(page, f"#soft-steps?{query}")
        assert whole_state(page) == opening
        says(page, 0)


EXTREMES = {
    "all zero": [0.0] * 10,
    "no slope": [0.0, 0.0, 0.0, 1.0, -1.0, 0.0, 4.0, -4.0, 4.0, -2.0],
    "all large": [1e4] * 10,
    "mixed": [-1e-9, 1e4, -1e4, 5.0, 5.0, 5.0, 1.0, 2.0, 3.0, 0.0],
}


@pytest.mark.parametrize("extreme", EXTREMES)
def test_extreme_parameters_are_drawn_and_can_be_taken_back(extreme, shared):
    widget = SoftSteps(theta=EXTREMES[extreme], start=EXTREMES[extreme])
    page = shared(widget)
    says(page, judge(widget)[0])
    assert "NaN" not in page.locator(".stack").evaluate("stack => stack.outerHTML")
    place(page, 1).press("ArrowRight")
    place(page, 1).press("ArrowLeft")
    assert abs(value(place(page, 1))) <= 5
    assert "NaN" not in page.locator(".stack").evaluate("stack => stack.outerHTML")


def test_two_views_of_one_model_move_together(widget, visit_widgets):
    page = visit_widgets(widget, widget)
    first, second = page.locator("[data-widget=SoftSteps]").all()
    first.get_by_role("slider", name="Position of step φ₁", exact=True).press("Home")
    second.scroll_into_view_if_needed()
    expect(second.get_by_role("slider", name="Position of step φ₁", exact=True)).to_have_attribute(
        "aria-valuenow", "-4"
    )


def test_full_screen_and_dark(widget, shared):
    page = shared(widget, dark=True)
    press(page, "Full screen")
    page.wait_for_function("() => document.querySelector('.stack').getBoundingClientRect().bottom <= innerHeight")
    says(page, 0)
    press(page, "Leave full screen")
    expect(page.get_by_role("button", name="Full screen", exact=True)).to_be_visible()


def test_challenges_are_solved_by_hand_alone(widget, visit_widgets):
    page = visit_widgets(widget)
    more(page, "Challenge")
    press(page, "Example, 2 steps")
    expect(page.locator(".sentence")).to_contain_text("with at most 2 steps, by hand")
    expect(page.locator(".score")).to_have_text("6 of 11 wrong")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_disabled()
    expect(page.get_by_role("button", name="New start")).to_be_hidden()
    more(page)
    press(page, "One more: Steps")
    expect(page.locator(".score")).to_have_text("3 steps: 1 too many")
    solved = SoftSteps(hidden=2, theta=TWO_STEPS, start=TWO_STEPS, challenge=2)
    page = visit_widgets(widget, fragment=solved.link())
    expect(page.locator(".solved")).to_be_visible()
    press(page, "Leave challenge")
    expect(page.get_by_role("button", name="New start")).to_be_visible()


# Faults that were seen


def test_a_height_shows_its_own_number_and_where_it_is_zero(widget, shared):
    """The disc of β₂ stands at the sum's height; its number and the mark at its stem's foot say what it is."""
    page = shared(widget)
    settle(page)
    disc = height(page, 2)
    expect(disc.locator(".upright-value")).to_have_text("−4.00")
    foot = disc.locator(".foot-mark").bounding_box()["y"]
    drag(page, knob(disc), 0, foot - knob(disc)[1])
    assert value(disc) == pytest.approx(0, abs=0.1)
    says(page, 2)


def seen_on_top(text):
    """Whether the middle of a text is under nothing else that is drawn and takes the pointer away."""
    return text.evaluate(
        """(text) => {
          text.style.pointerEvents = "all";
          const { left, top, width, height } = text.getBoundingClientRect();
          const above = document.elementFromPoint(left + width / 2, top + height / 2);
          text.style.pointerEvents = "";
          return text.contains(above);
        }"""
    )


def held_at(page, handle, dx, dy=0):
    """Drags the handle and does not let it go."""
    x, y = knob(handle)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy)
    settle(page)


def test_the_place_of_the_step_that_is_held_is_read_above_its_neighbours(widget, shared):
    page = shared(widget)
    held_at(page, place(page, 2), knob(place(page, 3))[0] - knob(place(page, 2))[0] - 30)
    number = page.locator(".step-value.place")
    expect(number).to_have_text(f"x = {value(place(page, 2)):.2f}")
    assert seen_on_top(number)
    page.mouse.up()


def test_a_lever_shows_its_sharpness_while_it_is_held(widget, shared):
    page = shared(widget)
    number = page.locator(".step-value.sharpness")
    held_at(page, place(page, 1), 10)
    expect(number).to_be_empty()
    page.mouse.up()
    held_at(page, lever(page, 1), 12, 10)
    expect(number).to_have_text(f"w = {value(lever(page, 1)):.2f}")
    expect(number).to_be_visible()
    assert seen_on_top(number)
    page.mouse.up()
    page.mouse.move(1, 1)
    expect(number).to_be_hidden()


def test_a_step_can_be_dragged_off_the_data(widget, shared):
    page = shared(widget)
    x, y = knob(place(page, 3))
    drag(page, (x, y), 400, 0)
    assert value(place(page, 3)) == 5
    waiting = page.locator(".step-place.outside .named-disc .knob")
    expect(waiting).to_have_count(1)
    box, picture = waiting.bounding_box(), page.locator(".hero").bounding_box()
    assert box["x"] + box["width"] <= picture["x"] + picture["width"]
    changed = list(widget.theta)
    changed[5] = -25
    says(page, judge(SoftSteps(theta=changed))[0])
    drag(page, knob(place(page, 3)), -200, 0)
    assert value(place(page, 3)) < 4


def test_no_two_of_six_steps_share_a_colour(shared):
    page = shared(SoftSteps(hidden=6))
    settle(page)
    colours = page.locator(".step .named-disc .knob").evaluate_all(
        "all => all.map((each) => getComputedStyle(each).fill)"
    )
    nodes = page.locator(".node.hidden circle").evaluate_all("all => all.map((each) => getComputedStyle(each).stroke)")
    assert len(set(colours)) == 6
    assert nodes == colours


def test_the_page_and_python_draw_the_same_start(visit_widgets):
    page = visit_widgets(SoftSteps(), fragment="#soft-steps?hidden=5&seed=9")
    assert theta(page, 5) == pytest.approx(started_theta(5, 9), rel=1e-5)
