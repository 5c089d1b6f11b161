"""DecisionBoundary as a reader uses it: mouse, touch, keys, training, undo, links; its numbers against nnlib."""

import re

import numpy as np
import pytest
from gestures import copied_link, drag, grip, middle, more, press, refuses, settle, swipe, tool, train_to, value
from playwright.sync_api import expect

from nnlib import LogisticNLL
from nnlib.widgets import DecisionBoundary


@pytest.fixture
def widget():
    return DecisionBoundary()


def caption(page, place=0):
    return page.locator(".picture-caption").nth(place)


def says(page, wrong):
    expect(page.locator(".readout")).to_have_text(re.compile(rf"^{wrong} of "))


def loss(page):
    settle(page)
    return float(page.locator(".counter").text_content().rpartition(" ")[2])


def line(page, unit=1):
    return page.get_by_role("slider", name=f"Line of hidden unit {unit}", exact=True).first


def arrow(page, unit=1):
    return page.get_by_role("slider", name=f"Direction and steepness of hidden unit {unit}", exact=True).first


def weight(page, name):
    return page.get_by_role("slider", name=f"Weight {name}", exact=True)


def point(page, number=1):
    return page.get_by_role("slider", name=re.compile(rf"^Point {number}, class"))


def theta(page):
    """θ as the diagram's edges show it, in nnlib's order for 2-3-1."""
    settle(page)
    names = ["w₁₁", "w₁₂", "w₁₃", "w₂₁", "w₂₂", "w₂₃", "b₁", "b₂", "b₃", "β₁", "β₂", "β₃", "β₀"]
    return [float(weight(page, name).get_attribute("aria-valuenow")) for name in names]


def test_opens_on_the_examples_theta_with_nothing_wrong(widget, shared):
    page = shared(widget)
    says(page, 0)
    assert theta(page) == pytest.approx(widget.theta, abs=1e-6)


@pytest.mark.parametrize("activation", ["relu", "logistic", "tanh", "leaky relu"])
def test_loss_and_errors_are_nnlibs(activation, shared):
    widget = DecisionBoundary(activation=activation, dataset="moons")
    page = shared(widget)
    points = np.array(widget.points)
    z = widget.network()(points[:, :2])
    wrong = int(((z[:, 0] > 0) != (points[:, 2] == 1)).sum())
    says(page, wrong)
    assert loss(page) == pytest.approx(LogisticNLL()(z, points[:, 2:]), rel=6e-3)


def test_a_line_is_moved_by_mouse(widget, shared):
    page = shared(widget)
    before, theta_before = value(line(page)), theta(page)
    picture = page.locator(".boundary-line").first.get_attribute("d")
    x, y = middle(line(page).locator(".ink"))
    box = line(page).locator(".ink").bounding_box()
    drag(page, (x, box["y"] + 0.9 * box["height"]) if box["width"] < 4 else (x, y), 0, 40)
    expect(page.locator(".boundary-line").first).not_to_have_attribute("d", picture)
    assert value(line(page)) != pytest.approx(before, abs=0.01)
    after = theta(page)
    assert after[6] != pytest.approx(theta_before[6], abs=1e-3)
    np.testing.assert_allclose(np.delete(after, 6), np.delete(theta_before, 6), atol=1e-6)


def test_an_arrow_turns_its_line_about_the_middle_of_what_is_seen(widget, shared):
    page = shared(widget)
    before = value(arrow(page))
    start = middle(arrow(page).locator(".knob"))
    drag(page, start, 30, 20)
    assert abs(value(arrow(page)) - before) > 5


def test_an_arrow_stays_under_the_pointer_while_it_turns_its_line(widget, shared):
    page = shared(widget)
    knob = arrow(page, 3).locator(".knob")
    x, y = middle(knob)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 24, y - 18)
    assert middle(knob) == pytest.approx((x + 24, y - 18), abs=1)
    page.mouse.up()


@pytest.mark.parametrize("direction", [-1, 1])
def test_a_disc_goes_with_its_line_out_of_view_and_back_without_a_leap(direction, widget, shared):
    page = shared(widget)
    x, y = grip(line(page, 2))
    page.mouse.move(x, y)
    page.mouse.down()
    places = [middle(arrow(page, 2).locator(".knob"))]
    for step in [*range(1, 41), *reversed(range(40))]:
        page.mouse.move(x + direction * 12 * step, y)
        places.append(middle(arrow(page, 2).locator(".knob")))
    page.mouse.up()
    leaps = np.linalg.norm(np.diff(places, axis=0), axis=1)
    assert 4 < leaps.max() < 25
    assert places[-1] == pytest.approx(places[0], abs=1)


def test_lines_and_arrows_by_keyboard(widget, shared):
    page = shared(widget)
    line(page).focus()
    before = value(line(page))
    page.keyboard.press("ArrowUp")  # this unit's arrow points down, so up is away from it
    assert value(line(page)) == pytest.approx(before - 0.02, abs=1e-6)
    page.keyboard.press("Shift+ArrowUp")
    assert value(line(page)) == pytest.approx(before - 0.12, abs=1e-6)
    page.keyboard.press("Backspace")
    assert value(line(page)) == before
    arrow(page).focus()
    angle = value(arrow(page))
    page.keyboard.press("ArrowRight")
    assert value(arrow(page)) == pytest.approx(angle - 2, abs=1e-3)


def test_a_weight_is_dragged_on_its_edge_and_stepped_by_keys(widget, shared):
    page = shared(widget)
    edge = weight(page, "β₂")
    before = value(edge)
    edge.hover()
    drag(page, middle(edge.locator(".ink")), 0, -25)
    assert value(edge) == pytest.approx(before + 1.25, abs=0.05)
    page.keyboard.press("ArrowDown")
    assert value(edge) == pytest.approx(before + 1.15, abs=0.05)
    page.keyboard.press("End")
    expect(edge).to_have_attribute("aria-valuenow", "20")
    page.keyboard.press("ArrowLeft")
    expect(edge).to_have_attribute("aria-valuenow", "19.9")
    page.keyboard.press("PageDown")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Weight β₃"


def test_points_are_moved_added_flipped_and_removed(widget, shared):
    page = shared(widget)
    handles = page.locator(".point")
    count = handles.count()
    opening = point(page).get_attribute("aria-valuetext")
    x, y = middle(point(page))
    drag(page, (x, y), 25, 0)
    assert middle(point(page))[0] == pytest.approx(x + 25, abs=1.5)
    page.locator(".plane").first.click(position={"x": 10, "y": 40})
    expect(page.locator(".notice")).to_have_text("Points lie between −1.2 and 1.2.")
    expect(handles).to_have_count(count)
    page.locator(".plane").first.click(position={"x": 300, "y": 40})
    expect(handles).to_have_count(count + 1)
    point(page).press("f")
    expect(point(page)).to_have_accessible_name(re.compile("class 1"))
    point(page).press("Delete")
    expect(handles).to_have_count(count)
    assert "Point 1" in page.evaluate("document.activeElement.getAttribute('aria-label')")
    point(page).press("Enter")
    expect(handles).to_have_count(count + 1)
    for _ in range(5):
        press(page, "Undo")
    expect(handles).to_have_count(count)
    expect(point(page)).to_have_attribute("aria-valuetext", opening)


@pytest.mark.parametrize("down", [-1, 1])
def test_a_point_at_the_edge_of_the_plane_is_drawn_whole(down, widget, shared):
    page = shared(widget)
    plane = page.locator(".boundary-plane .plane").first.bounding_box()
    drag(page, middle(point(page)), 0, 900 * down)
    reached = "1.20" if down < 0 else "−1.20"
    expect(point(page)).to_have_attribute("aria-valuetext", re.compile(f", {reached}"))
    mark = point(page).locator(".point-mark").bounding_box()
    assert plane["y"] <= mark["y"]
    assert mark["y"] + mark["height"] <= plane["y"] + plane["height"]


def test_touch_drags_a_point_and_a_swipe_on_the_ground_scrolls(widget, visit_widgets):
    page = visit_widgets(widget, width=360, height=640, touch=True)
    page.evaluate("document.body.style.paddingBottom = '600px'")
    point(page).scroll_into_view_if_needed()

    x, y = middle(point(page))
    before = value(point(page))
    swipe(page, (x, y), 40, 0)
    assert value(point(page)) > before + 0.1
    count = page.locator(".point").count()
    plane = page.locator(".plane").first.bounding_box()
    scrolled = page.evaluate("scrollY")
    swipe(page, (plane["x"] + 60, plane["y"] + 30), 0, -150)
    page.wait_for_function("before => scrollY > before + 50", arg=scrolled)
    assert page.locator(".point").count() == count


def test_in_a_low_window_two_planes_stand_side_by_side_each_a_fair_height(shared):
    page = shared(DecisionBoundary(compare=True), width=640, height=360)
    first, second = [plane.bounding_box() for plane in page.locator(".hero .plane").all()]
    assert first["x"] + first["width"] < second["x"]
    assert second["x"] + second["width"] <= page.locator(".panel").bounding_box()["x"]
    assert min(first["height"], second["height"]) >= 160


def test_side_by_side_shows_both_activations_on_the_same_weights(shared):
    page = shared(DecisionBoundary(compare=True))
    expect(caption(page, 0)).to_contain_text("ReLU: 0 of 17 wrong")
    expect(caption(page, 1)).to_contain_text("Logistic: 0 of 17 wrong")
    line(page).focus()
    for _ in range(12):
        page.keyboard.press("Shift+ArrowUp")
    expect(caption(page, 0)).not_to_have_text(re.compile(": 0 of"))
    expect(caption(page, 1)).not_to_have_text(re.compile(": 0 of"))


def test_side_by_side_it_is_said_which_of_the_two_is_trained_and_that_can_be_changed(visit_widgets):
    page = visit_widgets(DecisionBoundary(compare=True, dataset="moons"))
    for place, name in enumerate(("ReLU", "Logistic")):
        page.get_by_role("radio", name=name).click()
        settle(page)
        said = caption(page, place).text_content().removesuffix("Train acts here")
        expect(caption(page, place).get_by_text("Train acts here")).to_be_visible()
        expect(caption(page, 1 - place).get_by_text("Train acts here")).to_be_hidden()
        wrong = said.partition(",")[0]
        assert wrong.startswith(f"{name}: ")
        expect(page.locator(".readout b")).to_have_text(wrong)
        before = float(said.rpartition(" ")[2])
        train_to(page, 200)
        assert loss(page) < before
        assert caption(page, place).text_content().startswith(f"{name}: ")
        press(page, "Reset")


def test_a_relu_that_is_off_at_every_point_is_marked_dead_in_picture_diagram_and_words(widget, shared):
    page = shared(widget)
    marked = page.locator(".unit.dead")
    expect(marked).to_have_count(0)
    line(page).focus()
    page.keyboard.press("Home")
    settle(page)
    expect(marked).to_have_count(0)
    page.keyboard.press("End")
    expect(marked).to_have_count(1)
    expect(marked.locator(".word")).to_be_visible()
    expect(marked.locator(".word")).to_have_text("dead")
    expect(page.locator(".node.dead")).to_have_text(["h₁"])
    words = page.locator(".readout b")
    expect(words).to_have_text(re.compile(r"wrong, 1 unit dead$"))
    place = page.locator(".readout").bounding_box()
    assert words.bounding_box()["width"] <= place["width"]  # not cut by the formula beside it
    for each in (line(page), arrow(page)):
        expect(each).to_have_attribute("aria-valuetext", re.compile("dead: off at every point$"))
    page.get_by_role("radio", name="Leaky").check(force=True)
    expect(marked).to_have_count(0)
    expect(page.locator(".node.dead")).to_have_count(0)


def test_side_by_side_a_unit_is_dead_in_the_relus_picture_only(shared):
    page = shared(DecisionBoundary(compare=True))
    line(page).focus()
    page.keyboard.press("End")
    expect(page.locator(".boundary-plane").nth(0).locator(".unit.dead")).to_have_count(1)
    expect(page.locator(".boundary-plane").nth(1).locator(".unit.dead")).to_have_count(0)
    expect(caption(page, 0)).to_contain_text("1 unit dead")
    expect(caption(page, 1)).not_to_contain_text("dead")


def test_lines_off_the_plane_leave_the_triangle_without_a_wall(widget, shared):
    """The index page's first prompt."""
    page = shared(widget)
    line(page).focus()
    page.keyboard.press("End")
    expect(page.locator(".readout")).not_to_have_text(re.compile("^0 of"))
    press(page, "Reset")
    says(page, 0)


def test_training_lowers_the_loss_and_starts_again_exactly(widget, shared):
    page = shared(widget)
    press(page, "New start")
    weight(page, "β₁").press("ArrowUp")
    start = theta(page)
    counter = page.locator(".counter")

    def ten_steps():
        for _ in range(10):
            press(page, "One step")
        expect(counter).to_contain_text("step 10 ")
        return theta(page)

    first = ten_steps()
    assert first != start
    more(page, "Training")
    press(page, "Same start")
    more(page)
    assert theta(page) == start
    assert ten_steps() == first
    before = loss(page)
    press(page, "Train")
    page.wait_for_function("() => Number(document.querySelector('.counter').textContent.match(/step (\\d+)/)[1]) > 300")
    press(page, "Pause")
    assert loss(page) < before
    press(page, "Undo")
    assert theta(page) == first


@pytest.mark.parametrize(("activation", "seed", "left"), [("relu", 2, 0), ("relu", 3, 4), ("logistic", 3, 0)])
def test_prompt_a_new_start_is_trained(activation, seed, left, shared):
    """The index page's second prompt, and the last of section 5: ReLU may get stuck where the logistic does not."""
    page = shared(DecisionBoundary(activation=activation, seed=seed - 1))
    press(page, "New start")
    expect(page.locator(".readout")).not_to_have_text(re.compile("^0 of"))
    train_to(page, 3000)
    says(page, left)


def test_one_step_is_nnlibs(widget, shared):
    page = shared(widget)
    press(page, "One step")
    net, nll = widget.network(), LogisticNLL()
    points = np.array(widget.points)
    nll(net(points[:, :2]), points[:, 2:])
    net.backward(nll.backward())
    expected = net.theta - widget.rate * np.concatenate([each.ravel() for each in net.gradients()])
    expect(page.locator(".counter")).to_contain_text("step 1 ")
    np.testing.assert_allclose(theta(page), expected, rtol=1e-5)


def test_a_diverging_run_stops_and_says_so(shared):
    theta = [20.0] * 21
    page = shared(DecisionBoundary(rate=10, hidden=[2, 2, 2], theta=theta, start=theta))
    press(page, "Train")
    expect(page.locator(".notice")).to_have_text("The loss became infinite: lower the rate.")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    edges = page.locator(".edge").evaluate_all("edges => edges.map((edge) => edge.getAttribute('aria-valuenow'))")
    assert edges == ["20"] * 21


def test_training_rests_while_out_of_view(widget, visit_widgets):
    page = visit_widgets(widget)
    page.evaluate("document.body.style.paddingBottom = '5000px'")
    press(page, "Train")
    page.evaluate("scrollTo(0, 4500)")
    page.wait_for_function("() => scrollY > 4000")
    read = "() => document.querySelector('.counter').textContent"
    page.wait_for_function(
        """() => new Promise((done) => {
          const now = document.querySelector('.counter').textContent;
          setTimeout(() => done(now === document.querySelector('.counter').textContent), 200);
        })"""
    )
    resting = page.evaluate(read)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function("(before) => document.querySelector('.counter').textContent !== before", arg=resting)


def test_two_views_of_one_model_move_together(widget, visit_widgets):
    page = visit_widgets(widget, widget)
    first, second = page.locator("[data-widget=DecisionBoundary]").all()
    edge = "Weight β₁"
    first.get_by_role("slider", name=edge, exact=True).press("Home")
    second.scroll_into_view_if_needed()
    expect(second.get_by_role("slider", name=edge, exact=True)).to_have_attribute("aria-valuenow", "-20")


def test_a_new_shape_and_a_preset_by_key(widget, shared):
    page = shared(widget)
    more(page, "Network")
    press(page, "+ layer")
    units = page.get_by_role("slider", name="Layer 2", exact=True)
    units.press("Enter")
    page.keyboard.type("16")
    page.keyboard.press("Enter")
    more(page, "Data")
    line(page).press("3")
    expect(page.locator("select")).to_have_value("circles")
    more(page)
    expect(page.locator(".edge")).to_have_count((2 + 1) * 3 + (3 + 1) * 16 + 17)


def test_a_number_is_typed_dragged_and_refused_when_it_is_none(widget, shared):
    page = shared(widget)
    field = page.get_by_role("slider", name="Chosen unit, bias", exact=True)
    field.press("Enter")
    page.keyboard.type("-1,5")
    page.keyboard.press("Enter")
    expect(weight(page, "b₁")).to_have_attribute("aria-valuenow", "-1.5")
    field.press("Enter")
    page.keyboard.type("<b>")
    page.keyboard.press("Enter")
    expect(weight(page, "b₁")).to_have_attribute("aria-valuenow", "-1.5")
    field.press("Enter")
    page.keyboard.type("21")
    page.keyboard.press("Enter")
    expect(weight(page, "b₁")).to_have_attribute("aria-valuenow", "-1.5")
    expect(page.locator(".notice")).to_have_text("Chosen unit, bias: expected a number from −20.0 to 20.0, got “21”.")
    drag(page, middle(field), 30, 0)
    assert value(weight(page, "b₁")) == pytest.approx(-1, abs=0.01)


def test_link_carries_the_state_and_resets_go_to_the_book_and_to_the_link(widget, shared, visit):
    page = shared(widget)
    weight(page, "β₁").press("End")
    more(page, "Network")
    page.get_by_label("two classes").check(force=True)
    more(page)
    link = copied_link(page)
    assert "#decision-boundary?" in link
    copy = visit(link)
    copy.locator("[data-ready]").wait_for()
    assert theta(copy) == pytest.approx(theta(page), rel=1e-5)
    more(copy, "Network")
    expect(copy.get_by_label("two classes")).to_be_checked()
    more(copy)
    weight(copy, "β₂").press("Home")
    press(copy, "Reset")
    assert theta(copy) == pytest.approx(widget.theta, rel=1e-5)
    tool(copy, "Reset to the link")
    assert theta(copy) == pytest.approx(theta(page), rel=1e-5)


def test_the_address_follows_the_state_so_that_reload_keeps_it(widget, visit_widgets):
    page = visit_widgets(widget)
    visits = page.evaluate("history.length")
    weight(page, "β₁").press("End")
    page.wait_for_function("() => location.hash.includes('theta=')")
    assert page.evaluate("history.length") == visits
    before = theta(page)
    page.reload()
    page.locator("[data-ready]").wait_for()
    assert theta(page) == pytest.approx(before, rel=1e-5)


def test_pythons_link_opens_the_same_state(visit_widgets):
    wanted = DecisionBoundary(dataset="xor", hidden=[2], activation="tanh")
    page = visit_widgets(DecisionBoundary(), fragment=wanted.link())
    expect(page.locator(".edge")).to_have_count(9)
    expect(page.get_by_role("radio", name="tanh")).to_be_checked()
    expect(page.locator(".point")).to_have_count(32)
    expect(page.locator(".notice").first).to_be_empty()


def test_a_short_link_written_by_hand(widget, visit_widgets):
    page = visit_widgets(widget, fragment="#decision-boundary?dataset=xor&hidden=4&controls=picture")
    expect(page.locator(".point")).to_have_count(32)
    expect(page.locator(".panel")).to_be_hidden()


HOSTILE = [
    "theta=1,2,3",
    "theta=NaN",
    "theta=1e999",
    "theta=" + ",".join(["1"] * 5000),
    "hidden=99",
    "hidden=3.5",
    "hidden=",
    "points=1;2",
    "points=9,9,1",
    "rate=-1",
    "rate=<img src=x onerror=alert(1)>",
    "activation=%3Cscript%3Ealert(1)%3C/script%3E",
    "dataset=__proto__",
    "__proto__=1",
    "constructor=1",
    "nonsense",
    "theta=%E0%A4%A",
    "x=" + "9" * 30_000,
]


def test_hostile_links_give_the_opening_state_and_a_notice(widget, shared):
    page = shared(widget)
    for query in HOSTILE:
        refuses(page, f"#decision-boundary?{query}")
        assert theta(page) == pytest.approx(widget.theta, abs=1e-6)
        says(page, 0)


def test_links_of_other_widgets_and_plain_anchors_are_left_alone(widget, visit_widgets):
    page = visit_widgets(widget, fragment="#soft-steps?theta=1")
    expect(page.locator(".notice").first).to_be_empty()


def test_the_boundary_is_where_nnlib_says(widget, shared):
    """The drawn line f = ½, taken back to data coordinates, lies on z = 0 of the network."""
    page = shared(widget)
    settle(page)
    d = page.locator(".boundary-line").first.get_attribute("d")
    width, height = (float(page.locator("svg.inside").first.get_attribute(side)) for side in ("width", "height"))
    pixels = np.array(re.findall(r"[ML]([-\d.]+) ([-\d.]+)", d), dtype=float)
    reach = np.array([1.2 * width / height, 1.2])
    places = (np.column_stack([pixels[:, 0] / width, 1 - pixels[:, 1] / height]) * 2 - 1) * reach
    net = widget.network()
    z = net(places)[:, 0]
    nearby = np.abs(np.stack([net(places + step)[:, 0] for step in ([0.03, 0], [0, 0.03], [-0.03, 0], [0, -0.03])]) - z)
    assert (np.abs(z) <= nearby.max(axis=0)).all()
    assert len(pixels) > 100


def test_read_out_and_full_screen_and_clean_up(widget, shared):
    page = shared(widget)
    expect(page.locator(".readout")).to_contain_text("0 of 17 points wrong loss 0.0549, 13 parameters")
    expect(page.locator("p.spoken")).to_contain_text("13 parameters")
    press(page, "Full screen")
    expect(page.get_by_role("button", name="Leave full screen")).to_be_visible()
    press(page, "Leave full screen")
    expect(page.get_by_role("button", name="Full screen", exact=True)).to_be_visible()


SQUARE = [10, -10, 0, 0, 0, 0, 10, -10, -6, -6, -6, -6, -1, -1, -1, -1, 0.5]


@pytest.mark.parametrize(
    ("dataset", "theta"),
    [("xor", [1, -1, -1, 1, 0, 0, 4, 4, -2.6]), ("circles", SQUARE)],
)
def test_challenges_are_solved_by_hand_alone(dataset, theta, visit_widgets):
    units = (len(theta) - 1) // 4
    page = visit_widgets(DecisionBoundary())
    more(page, "Challenge")
    press(page, {"xor": "XOR, 2 units", "circles": "Circle, 4 units"}[dataset])
    story = page.locator(".story")
    expect(story).to_contain_text(f" points on their own sides with at most {units} units, by hand.")
    expect(page.locator(".score")).to_contain_text(" wrong")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_disabled()
    more(page, "Network")
    press(page, "+ layer")
    expect(page.locator(".score")).to_have_text(f"{units + 4} units: 4 too many")
    solved = DecisionBoundary(dataset=dataset, hidden=[units], theta=theta, challenge=units)
    page = visit_widgets(DecisionBoundary(), fragment=solved.link())
    expect(page.locator(".solved")).to_be_visible()
    expect(page.locator(".score")).to_contain_text("0 of ")


def test_the_two_side_by_side_take_any_activation_and_go_on(shared):
    page = shared(DecisionBoundary(compare=True))
    page.get_by_role("button", name="Train", exact=True).click()
    page.get_by_role("button", name="Pause").click()
    settle(page)
    words = page.locator(".counter").text_content().split()  # however many steps it came in the meantime
    press(page, "One step")
    expect(page.locator(".counter")).to_contain_text(f"step {int(words[1]) + 1} ")


def test_copy_as_python_rebuilds_the_network(widget, shared):
    page = shared(DecisionBoundary(dataset="xor", hidden=[3, 2], activation="tanh"))
    tool(page, "Copy as Python")
    code = page.evaluate("navigator.clipboard.readText()")
    names = {}
    exec(code, names)
    copy, expected = names["net"], DecisionBoundary(dataset="xor", hidden=[3, 2], activation="tanh").network()
    assert repr(copy) == repr(expected)
    np.testing.assert_allclose(copy.theta, expected.theta, rtol=1e-9)


def test_a_result_says_how_a_challenge_was_solved_and_a_locked_one_is_not_left(visit_widgets):
    """A solution that comes with the link is not by hand; one gesture later it is the reader's own."""
    theta = [1, -1, -1, 1, 0, 0, 4, 4, -2.6]
    solved = DecisionBoundary(dataset="xor", hidden=[2], theta=theta, challenge=2, locked=True)
    page = visit_widgets(DecisionBoundary(), fragment=solved.link())
    expect(page.get_by_role("button", name="Leave challenge")).to_be_hidden()
    page.locator(".more-button").click()
    expect(page.get_by_role("radio", name="Challenge")).to_be_hidden()
    more(page)
    press(page, "Copy result")
    result = page.evaluate("navigator.clipboard.readText()")
    assert result.startswith("Put all 32 points on their own sides with at most 2 units, by hand. ")
    assert "Solved as it was opened, not by hand. Code " in result
    weight(page, "β₁").press("ArrowUp")
    press(page, "Copied")
    again = page.evaluate("navigator.clipboard.readText()")
    assert "Solved by hand, in 1 move. Code " in again
    assert re.search(r"Code (\w{6})\.", result)[1] != re.search(r"Code (\w{6})\.", again)[1]
    press(page, "Reset")
    expect(page.locator(".story")).to_contain_text("Challenge.")
