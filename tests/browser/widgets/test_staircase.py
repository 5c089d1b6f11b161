"""Staircase as a reader uses it: mouse, touch, keys, drawing, training, challenge, towers, links; against nnlib."""

import re
from itertools import pairwise

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
    tool,
    typed,
    value,
)
from playwright.sync_api import expect

import nnlib
from nnlib.approximation import towers
from nnlib.widgets import Staircase, story
from nnlib.widgets.staircase import SURFACES, TARGETS, covering
from nnlib.widgets.staircase.story import IN_A_PLANE

X = np.linspace(0, 1, 2049)


@pytest.fixture
def widget():
    return Staircase()


def shown(page):
    """(steps, largest error) as the read-out says."""
    found = re.search(r"^(\d+) steps?, largest error ([\d.e-]+)", readout(page))
    return int(found[1]), float(found[2].replace("−", "-"))


def knots(page):
    settle(page)
    return [float(each.get_attribute("aria-valuenow")) for each in page.locator(".riser").all()]


def levels(page):
    settle(page)
    return [float(each.get_attribute("aria-valuenow")) for each in page.locator(".tread").all()]


def largest_error(net, f):
    x = np.concatenate([X, net.knots])
    return np.abs(net(x[:, None])[:, 0] - f(x)).max()


# The engine


@pytest.mark.parametrize("eps", [0.02, 0.1, 0.25, 0.73])
@pytest.mark.parametrize("target", TARGETS)
def test_knots_and_values_are_nnlibs(engine, target, eps):
    xs = np.sort(np.random.default_rng(0).random(301))  # none on a knot, where the last bit decides
    for R in (5, 200, 5000, np.inf):
        got = engine(
            """const target = new E.Target(E.targets[a.target]);
               const stairs = E.discretize(target, a.eps);
               const out = new Float64Array(a.xs.length);
               E.evaluateStaircase(stairs, a.R ?? Infinity, Float64Array.from(a.xs), out);
               const { error } = E.largestStaircaseError(target, stairs, a.R ?? Infinity);
               return { ...stairs, f: Array.from(out), error };""",
            {"target": target, "eps": eps, "xs": xs.tolist(), "R": None if R == np.inf else R},
        )
        net = nnlib.staircase(TARGETS[target], eps, sharpness=R)
        np.testing.assert_allclose(got["f"], net(xs[:, None])[:, 0], atol=1e-9)
        if got["knots"]:
            np.testing.assert_allclose(got["knots"], net.knots, atol=1e-9)
            np.testing.assert_allclose(np.diff(got["levels"]), net.layers[2].W[:, 0], atol=1e-9)
        if R == np.inf:
            assert got["error"] <= eps * (1 + 1e-8)
        else:
            assert got["error"] == pytest.approx(largest_error(net, TARGETS[target]), abs=1e-9)


def test_own_curves_run_straight_between_their_values(engine):
    curve = np.random.default_rng(0).uniform(-1, 1, 51)
    widget = Staircase(target="own", curve=curve, eps=0.3)
    got = engine("return E.discretize(new E.Target(E.straightBetween(a)), 0.3).knots", curve.tolist())
    np.testing.assert_allclose(got, widget.network().knots, atol=1e-9)


@pytest.mark.parametrize("R", [40, 200, None])
def test_towers_are_nnlibs(engine, R):
    rows = covering(SURFACES["ripple"], 5)
    xs = np.linspace(0, 1, 23)
    got = engine(
        """const xs = Float64Array.from(a.xs);
           const out = E.evaluateTowers(a.rows, "all", a.R ?? Infinity, xs, xs, new Float64Array(xs.length ** 2));
           return { f: Array.from(out), rows: E.covering(E.surfaces.ripple, 5, 0.1) };""",
        {"rows": rows, "xs": xs.tolist(), "R": R},
    )
    table = np.array(rows)
    net = towers(table[:, :4], table[:, 4], np.inf if R is None else R)
    np.testing.assert_allclose(got["f"], net(np.array(np.meshgrid(xs, xs)).reshape(2, -1).T)[:, 0], atol=1e-9)
    np.testing.assert_allclose(got["rows"], table, atol=1e-4)


# The line


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_shown_is_nnlibs(target, shared):
    widget = Staircase(target=target, eps=0.2)
    page = shared(widget)
    net = widget.network()
    steps, error = shown(page)
    assert steps == len(net.knots)
    assert error == pytest.approx(largest_error(net, TARGETS[target]), rel=6e-3)
    assert knots(page) == pytest.approx(net.knots, rel=1e-5)
    more(page, "Steps")
    row = page.locator(".weights tbody tr").first.locator("td").all_text_contents()
    wanted = [net.knots[0], 200, net.layers[0].b[0], net.layers[2].W[0, 0]]
    assert [float(each.replace("−", "-")) for each in row[1:]] == pytest.approx(wanted, rel=6e-3, abs=6e-4)


def test_hard_steps_stay_within_eps_and_a_smaller_eps_takes_more_of_them(widget, shared):
    """The first prompt: hard steps stay in the band; half of ε takes about twice the steps."""
    page = shared(widget)
    page.get_by_role("radio", name="hard").check(force=True)
    steps, error = shown(page)
    assert (steps, error) == (11, 0.25)
    eps = slider(page, "Tolerance ε, in the picture")
    eps.press("Home")
    most, error = shown(page)
    assert error == pytest.approx(0.02)
    assert 0.95 * 4 / 0.02 < most <= 4 / 0.02
    assert page.locator(".riser").count() == 0
    more(page, "Steps")
    expect(page.locator(".weights .more")).to_have_text(f"… and {most - 100} more")


def test_a_small_R_leaves_the_band(widget, shared):
    page = shared(widget)
    assert shown(page)[1] == pytest.approx(0.25, rel=0.02)
    slider(page, "Sharpness R, number").press("Home")
    assert shown(page)[1] > 0.5


def test_eps_by_mouse_in_the_picture(widget, shared):
    page = shared(widget)
    eps = slider(page, "Tolerance ε, in the picture")
    drag(page, middle(eps.locator(".knob")), 0, -40)
    assert value(eps) > 0.4
    assert shown(page)[0] < 11
    typed(page, "Tolerance ε, number", "0.1")
    assert shown(page)[0] == 35


def test_risers_and_treads_by_mouse(shared):
    page = shared(Staircase(eps=0.5))
    before, levels_before = knots(page), levels(page)
    drag(page, middle(slider(page, "Step 2, position").locator(".knob")), 35, 0)
    after = knots(page)
    assert after[1] > before[1] + 0.03
    assert np.delete(after, 1) == pytest.approx(np.delete(before, 1))
    assert levels(page) == pytest.approx(levels_before)
    drag(page, middle(slider(page, "Level after step 1").locator(".knob")), 0, -30)
    assert levels(page)[1] > levels_before[1] + 0.1
    assert "set by hand" in readout(page)
    more(page, "Steps")
    press(page, "Rebuild from ε")
    assert knots(page) == pytest.approx(before)
    press(page, "Undo")
    assert knots(page) == pytest.approx(after)


def test_risers_and_treads_by_keyboard(shared):
    page = shared(Staircase(eps=0.5))
    riser, tread = slider(page, "Step 2, position"), slider(page, "Level after step 2")
    at = value(riser)
    riser.press("ArrowRight")
    assert value(riser) == pytest.approx(at + 0.005, abs=1e-6)
    riser.press("End")
    assert value(riser) == value(slider(page, "Step 3, position"))
    level = value(tread)
    tread.press("Shift+ArrowUp")
    assert value(tread) == pytest.approx(level + 0.2, abs=1e-6)
    riser.press("Delete")
    expect(page.locator(".riser")).to_have_count(2)


def test_what_is_set_by_hand_is_nnlibs_network(shared):
    rows = [[0, 0.2], [0.3, 0.9], [0.55, -0.4], [0.9, 0]]
    widget = Staircase(steps=rows, sharpness=80)
    page = shared(widget)
    assert shown(page)[1] == pytest.approx(largest_error(widget.network(), TARGETS["wave"]), rel=6e-3)
    assert knots(page) == [0.3, 0.55, 0.9]


def test_steps_are_added_by_a_click_and_by_a_button_and_removed(shared):
    page = shared(Staircase(eps=1, target="line"))
    expect(page.locator(".riser")).to_have_count(0)
    plane = page.locator(".plane").first.bounding_box()
    place_on_ground = plane["x"] + 0.6 * plane["width"], plane["y"] + 40
    page.mouse.click(*place_on_ground)
    settle(page)
    expect(page.locator(".riser")).to_have_count(0)
    more(page, "Steps")
    page.get_by_label("A click in the picture adds a step").check(force=True)
    page.mouse.click(*place_on_ground)
    expect(page.locator(".riser")).to_have_count(1)
    place = value(slider(page, "Step 1, position"))
    assert value(slider(page, "Level after step 1")) == pytest.approx(place, abs=1e-6)
    more(page)
    press(page, "Add a step")
    expect(page.locator(".riser")).to_have_count(2)
    assert shown(page)[1] < place
    more(page, "Steps")
    press(page, "Remove step")
    expect(page.locator(".riser")).to_have_count(1)


def test_the_chosen_step_is_edited_as_numbers(shared):
    page = shared(Staircase(eps=0.5))
    more(page, "Steps")
    slider(page, "Chosen step").press("ArrowRight")
    slider(page, "Chosen step, position").press("Enter")
    page.keyboard.type("0.4")
    page.keyboard.press("Enter")
    assert knots(page)[1] == pytest.approx(0.4)
    slider(page, "Chosen step, height").press("Enter")
    page.keyboard.type("-0.75")
    page.keyboard.press("Enter")
    assert levels(page)[2] - levels(page)[1] == pytest.approx(-0.75)
    page.locator(".weights tbody tr").nth(2).click()
    expect(slider(page, "Chosen step")).to_have_attribute("aria-valuenow", "3")


def test_a_curve_is_drawn_with_the_pointer(widget, shared):
    page = shared(widget)
    before = page.locator(".truth-curve").get_attribute("d")
    press(page, "Draw")
    expect(page.locator(".curve-place")).to_have_count(51)
    first = slider(page, "f* at x = 0.00")
    assert value(first) == 0
    plane = page.locator(".plane").first.bounding_box()
    drag(page, (plane["x"] + 0.3 * plane["width"], plane["y"] + 0.5 * plane["height"]), 0.4 * plane["width"], 0)
    settle(page)
    places = [float(each.get_attribute("aria-valuenow")) for each in page.locator(".curve-place").all()]
    flat = places[17:33]
    assert np.ptp(flat) < 1e-9
    assert page.locator(".truth-curve").get_attribute("d") != before
    press(page, "Stop drawing")
    more(page, "Curve")
    expect(page.get_by_role("combobox", name="f*")).to_have_value("own")
    own = Staircase(target="own", curve=places)
    assert shown(page)[0] == own.count_steps()
    press(page, "Undo")
    expect(page.locator(".readout")).not_to_have_text("")


def test_a_curve_is_drawn_with_the_keys(widget, shared):
    page = shared(widget)
    press(page, "Draw")
    slider(page, "f* at x = 0.00").focus()
    for _ in range(5):
        page.keyboard.press("Shift+ArrowRight")
    place = slider(page, "f* at x = 0.50")
    expect(place).to_be_focused()
    before = value(place)
    page.keyboard.press("Shift+ArrowUp")
    assert value(place) == pytest.approx(before + 0.25)
    assert value(slider(page, "f* at x = 0.52")) - np.sin(2 * np.pi * 0.52) == pytest.approx(0.1875, abs=1e-3)
    assert value(slider(page, "f* at x = 0.56")) == pytest.approx(np.sin(2 * np.pi * 0.56), abs=1e-4)


def test_touch_moves_a_riser_and_a_swipe_on_the_ground_scrolls(visit_widgets):
    page = visit_widgets(Staircase(eps=0.5), width=360, height=640, touch=True)
    riser = slider(page, "Step 2, position")
    before = value(riser)
    swipe(page, middle(riser.locator(".knob")), 20, 0)
    assert value(riser) > before + 0.03
    count = page.locator(".riser").count()
    plane = page.locator(".plane").first.bounding_box()
    swipe(page, (plane["x"] + 0.9 * plane["width"], plane["y"] + 0.3 * plane["height"]), 0, -150)
    page.wait_for_function("() => scrollY > 50")
    assert page.locator(".riser").count() == count
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_error_is_drawn_against_the_width_as_one_goes(widget, shared):
    page = shared(widget)
    dots = page.locator(".chart .built circle")
    expect(dots).to_have_count(2)
    eps = slider(page, "Tolerance ε, in the picture")
    for key in ("Home", "ArrowUp", "ArrowUp", "Shift+ArrowUp"):
        eps.press(key)
        settle(page)
    assert dots.count() == 6
    expect(page.locator(".trend-name").first).to_have_text("4.00 / m")
    more(page, "Curve")
    page.get_by_role("combobox", name="f*").select_option("line")
    more(page)
    expect(dots).to_have_count(2)
    expect(page.locator(".trend-name").first).to_have_text("1.00 / m")


def test_training_beats_the_staircase_of_the_same_width_and_starts_again_exactly(widget, shared):
    """The prompt on training: within 400 steps the trained network's largest error is below the staircase's."""
    page = shared(widget)
    page.get_by_label("Train a network of the same width").check(force=True)
    settle(page)
    counter = page.locator(".counter")
    start = page.locator(".learnt-curve").get_attribute("d")

    def ten_steps():
        for _ in range(10):
            press(page, "One step")
        expect(counter).to_contain_text("step 10 ")
        settle(page)
        return page.locator(".learnt-curve").get_attribute("d"), counter.text_content()

    first = ten_steps()
    assert first[0] != start
    more(page, "Training")
    press(page, "Same start")
    more(page)
    settle(page)
    assert page.locator(".learnt-curve").get_attribute("d") == start
    assert ten_steps() == first
    press(page, "Train")
    page.get_by_role("button", name="Train", exact=True).wait_for()
    expect(counter).to_contain_text("step 400 of 400 ")
    settle(page)
    trained = float(re.search(r"trained: largest error ([\d.]+)", readout(page))[1])
    assert trained < 0.5 * shown(page)[1]
    press(page, "Undo")
    settle(page)
    assert page.locator(".learnt-curve").get_attribute("d") == first[0]
    press(page, "New start")
    settle(page)
    assert page.locator(".learnt-curve").get_attribute("d") != start


def test_the_trained_network_is_nnlibs(engine, shared):
    """One step from a given θ is SGD with momentum 0.95 on the mean squared error at 129 places."""
    theta = engine("return E.softStart(4, new E.Random(3))")
    rows = [[0, 0], [0.2, 0.5], [0.4, 0.2], [0.6, -0.5], [0.8, 0.1]]
    widget = Staircase(compare=True, steps=rows, theta=theta, rate=0.1)
    net, loss = widget.trained_network(), nnlib.SquaredError()
    places = np.linspace(0, 1, 129)[:, None]
    optimizer = nnlib.SGD(net, lr=0.1, momentum=0.95)
    page = shared(widget)
    for _ in range(3):
        press(page, "One step")
        loss(net(places), TARGETS["wave"](places))
        net.backward(loss.backward())
        optimizer.step()
    expect(page.locator(".counter")).to_contain_text("step 3 ")
    expected = np.abs(net(X[:, None])[:, 0] - TARGETS["wave"](X)).max()
    shown_error = float(re.search(r"trained: largest error ([\d.]+)", readout(page))[1])
    assert shown_error == pytest.approx(expected, rel=6e-3)


def test_a_diverging_run_stops_and_says_so(shared):
    page = shared(Staircase(compare=True, eps=0.06, rate=1))
    press(page, "Train")
    expect(page.locator(".notice")).to_have_text("The loss became infinite: lower the rate.")


def test_too_many_steps_to_train_says_so(shared):
    page = shared(Staircase(compare=True, eps=0.03))
    expect(page.locator(".trainer")).to_be_hidden()
    expect(page.get_by_text("From 1 to 64 steps can be trained here")).to_be_visible()


def test_the_challenge_is_solved_by_levels_in_the_middle(shared, visit):
    """The prompt on the challenge: the line in 3 steps to 0.13, with each level in the middle of its piece."""
    page = shared(Staircase(target="line", eps=0.25, hard=True, challenge=[3, 0.13]))
    score, solved = page.locator(".score"), page.locator(".solved")
    expect(page.locator(".story")).to_contain_text("Follow f* to within 0.13 with at most 3 steps, set by hand.")
    expect(score).to_have_text("error 0.250, score 52")
    expect(solved).to_be_hidden()
    for j in range(4):
        name = f"Level after step {j}" if j else "Level before the first step"
        for _ in range(6):
            slider(page, name).press("ArrowUp")
    expect(solved).to_be_visible()
    expect(score).to_have_text("error 0.130, score 100")
    copy = visit(copied_link(page))
    expect(copy.locator(".solved")).to_be_visible()
    press(page, "Add a step")
    expect(score).to_have_text("4 steps: 1 too many")
    expect(solved).to_be_hidden()


def test_a_challenges_link_ends_the_drawing_so_that_the_steps_can_be_set(widget, shared):
    page = shared(widget)
    press(page, "Draw")
    expect(page.locator(".curve-place")).to_have_count(51)
    page.evaluate("location.hash = '#staircase?target=line&hard=1&challenge=3,0.13'")
    expect(page.locator(".curve-place")).to_have_count(0)
    expect(page.locator(".riser")).to_have_count(3)
    expect(page.get_by_role("button", name="Draw", exact=True)).to_be_hidden()


def test_a_teacher_sets_a_challenge(widget, shared):
    page = shared(widget)
    expect(page.locator(".score")).to_be_hidden()
    more(page, "Challenge")
    page.get_by_role("checkbox", name="Challenge").check(force=True)
    expect(page.locator(".score")).to_be_visible()
    slider(page, "Challenge, most steps").press("Enter")
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    expect(page.locator(".score")).to_have_text("11 steps: 5 too many")
    more(page)
    press(page, "Leave challenge")
    expect(page.locator(".score")).to_be_hidden()
    expect(page.locator(".story")).to_contain_text("A step wherever")


def corners(path):
    """The corners of a path of horizontal and vertical lines, in pixels."""
    found, (x, y) = [], (0, 0)
    for kind, rest in re.findall(r"([MHV])([\d.\- ]+)", path):
        numbers = [float(each) for each in rest.split()]
        x, y = numbers if kind == "M" else (numbers[0], y) if kind == "H" else (x, numbers[0])
        found.append((x, y))
    return found


def test_handles_stand_on_a_line_when_the_steps_are_soft(shared):
    page = shared(Staircase(eps=0.5, sharpness=5))
    settle(page)
    line = corners(page.locator(".limit-curve").get_attribute("d"))
    pieces = [((ax + bx) / 2, (ay + by) / 2) for (ax, ay), (bx, by) in pairwise(line)]
    knobs = page.locator(".stair .knob").all()
    assert len(knobs) == len(pieces)
    for knob, middle_of_piece in zip(knobs, pieces, strict=True):
        place = [float(knob.get_attribute(each)) for each in ("cx", "cy")]
        assert place == pytest.approx(middle_of_piece, abs=0.2)


@pytest.mark.parametrize("state", [{"eps": 0.125}, {"eps": 0.15, "hard": True}, {"target": "chirp"}], ids=str)
def test_no_disc_lies_over_the_name_of_the_largest_error(state, shared):
    page = shared(Staircase(**state))
    boxes = "all => all.map((each) => each.getBoundingClientRect().toJSON())"
    [name] = page.locator(".curve-name.gap").evaluate_all(boxes)
    discs = page.locator(".stair .knob, .epsilon .knob").evaluate_all(boxes)
    sides = [("left", "right"), ("top", "bottom")]
    covering = [disc for disc in discs if all(disc[a] < name[b] and name[a] < disc[b] for a, b in sides)]
    assert discs and not covering


def test_the_read_out_says_the_largest_error_in_tolerances(shared):
    page = shared(Staircase(eps=0.02))
    assert readout(page).startswith("195 steps, largest error 0.0370 = 1.85 ε")
    slider(page, "Tolerance ε").press("End")
    assert "= 1.00 ε" in readout(page)
    page = shared(Staircase(steps=[[0, 0.5], [0.5, -0.5]]))
    assert "=" not in readout(page).partition(";")[0].partition(" at ")[0]


def test_the_trained_networks_own_steps_are_drawn_beside_the_built_ones(engine, shared):
    """Both from their heights at x = 0, on one scale, and nothing on them looks like a handle."""
    theta = engine("return E.softStart(3, new E.Random(3))")
    rows = [[0, 0], [0.2, 0.5], [0.4, 0.2], [0.6, -0.5]]
    page = shared(Staircase(compare=True, steps=rows, theta=theta, sharpness=5))
    settle(page)
    weights, biases, heights = np.array(theta[:9]).reshape(3, 3)

    def added(weights, biases, heights):
        return heights * (1 / (1 + np.exp(-(weights + biases))) - 1 / (1 + np.exp(-biases)))

    row = page.locator(".units-row")
    built, trained = row.locator(".plane").all()
    places = np.array([0.2, 0.4, 0.6])
    values = [*added(5.0, -5 * places, np.array([0.5, -0.3, -0.7])), *added(weights, biases, heights)]
    paths = [*built.locator(".unit-curve:not(.chosen)").all()[:3], *trained.locator(".unit-curve").all()]
    pixels = [float(re.split("[ L]", each.get_attribute("d"))[-1]) for each in paths]
    slope, offset = np.polyfit(values, pixels, 1)
    np.testing.assert_allclose(slope * np.array(values) + offset, pixels, atol=0.2)
    assert row.locator("circle").count() == 0
    assert built.bounding_box()["width"] == pytest.approx(trained.bounding_box()["width"], abs=1)
    page.get_by_label("Train a network of the same width").uncheck(force=True)
    settle(page)
    assert not trained.is_visible()
    assert not row.get_by_text("from its height at x = 0").is_visible()
    assert built.bounding_box()["width"] == pytest.approx(row.bounding_box()["width"], abs=1)


@pytest.mark.parametrize("width", [1280, 390])
def test_train_stops_at_the_400_steps_of_the_scene_and_the_lesson_is_seen_whole(width, visit_widgets):
    page = visit_widgets(Staircase(), width=width, fragment="#staircase?scene=5")
    page.locator(".answer").first.click()
    press(page, "One step")
    for end in (400, 800):
        press(page, "Train")
        page.get_by_role("button", name="Train", exact=True).wait_for()
        expect(page.locator(".counter")).to_contain_text(f"step {end} of {end} ")
        if end == 400:
            expect(page.locator("[data-widget]")).to_have_attribute("data-reached", "")
            lesson = [page.get_by_text(words) for words in ("built: steps 0.020 wide", "trained: steps 0.48 wide")]
            for words in [*lesson, page.locator(".readout")]:
                expect(words).to_be_visible()
                assert words.evaluate("(each) => each.scrollWidth - each.clientWidth") <= 0


# The plane


@pytest.fixture
def plane_page(shared):
    return lambda **state: shared(Staircase(view="plane", **state))


def box(page, number=1):
    return slider(page, f"Tower {number}")


def test_a_tower_is_moved_and_reshaped_by_mouse_and_keys(plane_page):
    page = plane_page()
    before = value(box(page))
    drag(page, middle(box(page).locator("rect")), 30, -20)
    assert value(box(page)) > before + 0.05
    corner = slider(page, "Tower 1, upper right corner")
    right = value(corner)
    drag(page, middle(corner.locator(".knob")), 25, -25)
    assert value(corner) > right + 0.04
    corner.press("ArrowLeft")
    left = value(box(page))
    box(page).press("Shift+ArrowLeft")
    assert value(box(page)) == pytest.approx(left - 0.1, abs=1e-6)
    for _ in range(3):
        press(page, "Undo")
    press(page, "Undo")
    assert value(box(page)) == before


def test_towers_are_added_by_a_click_and_removed(plane_page):
    page = plane_page(built="all")
    plane = page.locator(".plane:visible").first
    plane.click(position={"x": 270, "y": 60})
    expect(page.locator(".box")).to_have_count(1)
    more(page, "Steps")
    page.get_by_label("A click in the map adds a tower").check(force=True)
    plane.click(position={"x": 270, "y": 60})
    more(page)
    expect(page.locator(".box")).to_have_count(2)
    assert readout(page) == "2 towers 8 steps in the first hidden layer, 2 in the second"
    box(page, 2).press("Delete")
    expect(page.locator(".box")).to_have_count(1)
    press(page, "Remove tower")
    expect(page.locator(".box")).to_have_count(0)
    expect(page.locator(".readout")).to_contain_text("0 towers")


def test_a_height_is_dragged_in_the_relief(plane_page):
    page = plane_page(built="all")
    height = slider(page, "Tower 1, height")
    drag(page, middle(height.locator(".knob")), 0, 60)
    assert value(height) < 0.6
    height.press("Home")
    assert value(height) == -1.2


def test_the_relief_turns(plane_page):
    page = plane_page()
    turner = slider(page, "Turn the relief")
    turner.press("ArrowRight")
    assert value(turner) == 35
    drag(page, middle(turner.locator("rect")), 40, 0)
    assert value(turner) == 55


def shade_at(page, x1, x2):
    """The blue minus red of the map's pixel there: more for a higher f."""
    settle(page)
    return page.locator(".plane canvas").first.evaluate(
        """(canvas, [x1, x2]) => {
          const { width, height, data } = canvas.pixels;
          const at = 4 * (Math.round((1 - x2) * (height - 1)) * width + Math.round(x1 * (width - 1)));
          const [r, , b] = data.slice(at, at + 3);
          return b - r;
        }""",
        [x1, x2],
    )


def test_steps_make_a_cross_and_only_a_further_step_makes_a_tower(plane_page):
    """The prompts on towers: the arms of the cross stand at 1, and go when the step at 3/2 is taken."""
    page = plane_page(built="cross")
    on_box, on_arm, outside = (0.4, 0.5), (0.4, 0.9), (0.9, 0.9)
    assert shade_at(page, *on_box) > shade_at(page, *on_arm) > shade_at(page, *outside)
    page.get_by_label("3 tower").check(force=True)
    assert shade_at(page, *on_box) > shade_at(page, *on_arm) == shade_at(page, *outside)
    page.get_by_label("1 ridge").check(force=True)
    assert shade_at(page, *on_box) == shade_at(page, *on_arm) > shade_at(page, *outside)


def test_towers_cover_a_landscape(plane_page):
    page = plane_page()
    page.get_by_label("Landscape f*").select_option("hill")
    errors = []
    for k in (4, 8):
        typed(page, "Towers a side", str(k))
        expect(page.locator(".readout")).to_contain_text(f"{k * k} towers, largest error")
        errors.append(float(re.search(r"largest error ([\d.]+)", readout(page))[1]))
    grid = np.linspace(0, 1, 61)
    places = np.array(np.meshgrid(grid, grid)).reshape(2, -1).T
    for k, error in zip((4, 8), errors, strict=True):
        net = Staircase(view="plane", surface="hill", grid=k, hard=True).network()
        assert error == pytest.approx(np.abs(net(places)[:, 0] - SURFACES["hill"](*places.T)).max(), rel=6e-3)
    assert errors[1] < 0.65 * errors[0]


def test_hard_towers_stand_on_their_boxes(plane_page):
    page = plane_page(surface="hill", grid=4, built="all", hard=True)
    settle(page)
    edges = page.locator(".plane canvas").first.evaluate(
        """(canvas) => {
          const { width, height, words } = canvas;
          const { left, width: wide } = canvas.getBoundingClientRect();
          const row = Array.from(words.slice(width * Math.floor(height * 0.4)).slice(0, width));
          return row.flatMap((each, i) => (i && each !== row[i - 1] ? [left + (i / width) * wide] : []));
        }"""
    )
    rows = [page.locator(".box rect.area").nth(i).bounding_box() for i in range(8, 12)]
    assert edges == pytest.approx([rows[1]["x"], rows[3]["x"]], abs=1)


@pytest.mark.parametrize("turn", [0, 100, 200, 300])
@pytest.mark.parametrize("sharpness", [30, 5000])
def test_the_relief_is_painted_from_every_side(sharpness, turn, plane_page):
    page = plane_page(built="all", towers=[[0.2, 0.8, 0.2, 0.8, 0.9]], sharpness=sharpness, turn=turn)
    settle(page)
    painted = page.locator(".relief canvas").evaluate(
        """(canvas) => {
          const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
          copy.drawImage(canvas, 0, 0);
          const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
          let count = 0;
          for (let k = 3; k < data.length; k += 4) count += data[k] > 0;
          return count / (canvas.width * canvas.height);
        }"""
    )
    assert painted > 0.1


def test_the_landscape_that_is_approximated_is_drawn(plane_page):
    def drawn(**state):
        page = plane_page(towers=covering(SURFACES["hill"], 4), built="all", hard=True, **state)
        settle(page)
        expect(page.locator(".built-words:visible")).to_contain_text("added up")
        return page.locator(".relief canvas").evaluate("canvas => canvas.toDataURL()")

    assert drawn(surface="own") == drawn(surface="own")
    assert drawn(surface="own") != drawn(surface="hill")


@pytest.mark.parametrize(("height", "is_dark"), [(0.2, True), (1.2, False)])
def test_the_landscape_is_dark_above_the_towers_and_faint_within_them(height, is_dark, shared):
    """A hill that rises to 1, over one flat block: above it the net of lines is ink, within it a shade of the block."""
    widget = Staircase(view="plane", surface="hill", built="all", hard=True)
    widget.towers = [[-0.1, 1.1, -0.1, 1.1, height]]
    page = shared(widget)
    settle(page)
    darkest = page.locator(".relief canvas").evaluate(
        """(canvas) => {
          const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
          copy.drawImage(canvas, 0, 0);
          const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
          let least = 255;
          for (let k = 0; k < data.length; k += 4) if (data[k + 3] === 255) least = Math.min(least, data[k + 2]);
          return least;
        }"""
    )
    assert (darkest < 80) == is_dark


# What all widgets do


def test_switching_between_the_pages(widget, shared):
    page = shared(widget)
    page.get_by_role("radio", name="landscape").check(force=True)
    expect(page.locator(".relief")).to_be_visible()
    expect(page.locator(".truth-curve")).to_be_hidden()
    expect(page.locator(".readout")).to_contain_text("1 tower 4 steps")
    page.get_by_role("radio", name="curve").check(force=True)
    expect(page.locator(".truth-curve")).to_be_visible()
    slider(page, "Step 1, position").press("3")
    more(page, "Curve")
    expect(page.get_by_role("combobox", name="f*")).to_have_value("bump")


def test_link_carries_the_state_and_reset_returns_to_it(widget, shared, visit):
    page = shared(widget)
    slider(page, "Tolerance ε, in the picture").press("ArrowUp")
    slider(page, "Step 2, position").press("ArrowRight")
    slider(page, "Level after step 2").press("ArrowUp")
    link = copied_link(page)
    assert "#staircase?" in link
    copy = visit(link)
    copy.locator("[data-ready]").wait_for()
    assert knots(copy) == pytest.approx(knots(page), rel=1e-5)
    assert levels(copy) == pytest.approx(levels(page), rel=1e-5)
    slider(copy, "Step 2, position").press("Home")
    tool(copy, "Reset to the link")
    assert knots(copy) == pytest.approx(knots(page), rel=1e-5)


def test_pythons_link_opens_the_same_state(visit_widgets):
    wanted = Staircase(target="bump", eps=0.1, hard=True, challenge=[8, 0.1])
    page = visit_widgets(Staircase(), fragment=wanted.link())
    expect(page.locator(".notice").first).to_be_empty()
    assert shown(page) == (wanted.count_steps(), 0.1)
    expect(page.locator(".score")).to_be_visible()


def test_a_link_on_the_page_itself_opens_and_shows_the_state(widget, visit_widgets):
    page = visit_widgets(widget)
    page.evaluate("document.body.style.paddingBottom = '5000px'; scrollTo(0, 4500)")
    page.wait_for_function("() => scrollY > 4000")
    page.evaluate("location.hash = '#staircase?target=line&hard=1&challenge=3,0.13'")
    page.wait_for_function("() => scrollY < 1000")
    expect(page.locator(".score")).to_have_text("error 0.250, score 52")


def test_trained_weights_travel_in_the_link(widget, shared, visit):
    page = shared(widget)
    page.get_by_label("Train a network of the same width").check(force=True)
    press(page, "One step")
    settle(page)
    copy = visit(copied_link(page))
    expect(copy.locator(".counter")).to_contain_text("step 1 ")


HOSTILE = [
    "eps=0",
    "eps=NaN",
    "steps=0.5,0",
    "steps=0,0;0.9,1;0.1,0",
    "steps=0,0;" + ";".join(["0.5,0"] * 99),
    "theta=1,2,3",
    "challenge=2.5,0.1",
    "challenge=3",
    "challenge=3,7",
    "towers=0.9,0.1,0,1,1",
    "curve=1,2",
    "target=__proto__",
    "surface=%3Cscript%3E",
    "grid=<img src=x onerror=alert(1)>",
    "nonsense=1",
    "theta=%E0%A4%A",
    "x=" + "9" * 30_000,
]


def test_hostile_links_give_the_opening_state_and_a_notice(widget, shared):
    page = shared(widget)
    for query in HOSTILE:
        refuses(page, f"#staircase?{query}")
        assert shown(page)[0] == 11


def test_two_views_of_one_model_move_together(widget, visit_widgets):
    page = visit_widgets(widget, widget)
    first, second = page.locator("[data-widget=Staircase]").all()
    slider(first, "Tolerance ε, in the picture").press("End")
    second.scroll_into_view_if_needed()
    expect(slider(second, "Tolerance ε, in the picture")).to_have_attribute("aria-valuenow", "1")


def test_redrawn_in_the_colours_of_a_dark_page(visit_widgets):
    page = visit_widgets(Staircase(view="plane"))
    light = shade_at(page, 0.9, 0.9), page.locator(".plane canvas").nth(1).evaluate("c => c.toDataURL()")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    settle(page)
    assert page.locator(".plane canvas").nth(1).evaluate("c => c.toDataURL()") != light[1]


@pytest.mark.parametrize("number", range(1, len(IN_A_PLANE) + 1))
def test_the_story_of_the_towers_reads_as_nnlib_computes(number, visit_widgets):
    widget = Staircase(view="plane", name="towers")
    moments = [widget.readings() for _ in story.play(widget, widget.story[number - 1])]
    page = visit_widgets(
        Staircase(view="plane", name="towers"), fragment=f"#towers?scene={number}", reduced_motion="reduce"
    )

    def read():
        settle(page)
        return page.evaluate("document.querySelector('.nn-widget').readings()")

    root = page.locator("[data-widget]")
    assert read() == pytest.approx(moments[0], rel=1e-9, abs=1e-9)
    assert root.get_attribute("data-reached") is None
    page.locator(".answer").nth(widget.story[number - 1].ask.right).click()
    press(page, "Show me")
    page.wait_for_function("() => !document.querySelector('[data-showing]')")
    assert read() == pytest.approx(moments[1], rel=1e-9, abs=1e-9)
    expect(root).to_have_attribute("data-reached", "")


@pytest.mark.parametrize(("width", "height", "most"), [(1280, 720, 640), (390, 844, 1000)])
def test_the_towers_fit_one_screen(width, height, most, visit_widgets):
    page = visit_widgets(Staircase(view="plane", surface="hill", built="all"), width=width, height=height)
    page.add_style_tag(content="main { max-width: 960px; margin: 0 auto } body { margin: 8px }")
    settle(page)
    assert page.locator(".nn-widget").bounding_box()["height"] <= most
    hero = page.locator(".hero").bounding_box()
    for picture in (".plane canvas", ".relief canvas", ".built-words"):
        box = page.locator(f"{picture}:visible").first.bounding_box()
        assert box["x"] >= hero["x"] - 1 and box["x"] + box["width"] <= hero["x"] + hero["width"] + 1
        assert box["y"] >= hero["y"] - 1 and box["y"] + box["height"] <= hero["y"] + hero["height"] + 1
    panel = page.locator(".panel")
    assert panel.evaluate("(each) => each.scrollHeight - each.clientHeight") <= 0


def test_towers_are_one_stop_of_tab(shared):
    page = shared(Staircase(view="plane", surface="hill", built="all"))
    slider(page, "Tower 1").focus()
    page.keyboard.press("PageDown")
    page.keyboard.press("Tab")
    expect(slider(page, "Turn the relief")).to_be_focused()


def test_steps_are_one_stop_of_tab(shared):
    page = shared(Staircase(eps=0.5))
    slider(page, "Level before the first step").focus()
    page.keyboard.press("PageDown")
    expect(slider(page, "Step 1, position")).to_be_focused()
    page.keyboard.press("Tab")
    expect(slider(page, "Tolerance ε, in the picture")).to_be_focused()


def test_in_the_plane_no_empty_sheet_is_offered(plane_page):
    page = plane_page()
    more(page, "Steps")
    assert page.locator(".sheets label:visible").all_text_contents() == ["Steps"]
