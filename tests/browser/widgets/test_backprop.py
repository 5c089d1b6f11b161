"""Backprop as a reader uses it; its prompts' promises; every number against nnlib."""

import math
import re
from itertools import combinations

import numpy as np
import pytest
from gestures import (
    assert_reached,
    close,
    copied_link,
    drag,
    grip,
    middle,
    more,
    number,
    press,
    readout,
    refuses,
    settle,
    slider,
    swipe,
    tab,
    typed,
    value,
)
from playwright.sync_api import expect
from sight import ON_TOP

from nnlib import SGD, SquaredError
from nnlib.widgets import Backprop


def rows(page):
    """The table's rows by symbol: value, derivative, measured, relative difference, each as a number or None."""
    more(page, "Table")
    read = "(rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))"
    table = page.locator(".derivatives:not([hidden]) tbody tr").evaluate_all(read)
    more(page)
    return {symbol: [number(text) if text else None for text in cells] for symbol, *cells in table}


def typed_in(page, sheet, name, text):
    """Types a value on one of More's sheets."""
    more(page, sheet)
    typed(page, name, text)
    more(page)


def in_sheet(page, sheet, button):
    """Presses a button on one of More's sheets."""
    more(page, sheet)
    press(page, button)
    more(page)


def chosen(page, sheet, name):
    """Chooses one of a few on one of More's sheets."""
    more(page, sheet)
    page.get_by_role("radio", name=name, exact=True).check(force=True)
    more(page)


def symbols(widget):
    """The parameters' symbols in the order of θ, for one hidden layer."""
    low = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
    n, m, K = widget.sizes
    names = []
    for letter, inputs, outputs in (("w", n, m), ("β", m, K)):
        names += [f"{letter}{i}{j}" for i in range(1, inputs + 1) for j in range(1, outputs + 1)]
        names += [f"{letter}0{j}" for j in range(1, outputs + 1)]
    return [name.translate(low) for name in names]


def assert_derivatives(page, widget):
    table = rows(page)
    for name, theta, gradient in zip(symbols(widget), widget.theta, widget.gradient(), strict=True):
        shown, derivative, measured, difference = table[name]
        close(shown, theta)
        close(derivative, gradient)
        close(measured, gradient) if abs(gradient) > 1e-9 else None
        assert difference < 1e-6


def factors(page, line=0):
    """The symbols of a formula and its number on the left, and the right side's numbers worked out."""
    settle(page)
    parts = page.locator(".equation").nth(line).locator(".factor")
    above, below = (parts.locator(row).all_text_contents() for row in ("i", "b"))
    right = " ".join(below[2:]).replace("−", "-").replace("·", "*")
    right = re.sub(r"(?<=\d)\(", "*(", right)
    return "".join(above), number(below[0]), eval(right, {"__builtins__": {}})


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"sizes": [2, 3, 2], "y": [1, -0.5], "output": "identity"},
        {"sizes": [1, 4, 3], "activation": "tanh", "output": "tanh"},
        {"activation": "leaky relu", "x": [-1.3, 2.0]},
        {"loss": "nll", "activation": "relu", "sizes": [3, 4, 2], "y": [1, 0]},
    ],
)
def test_every_derivative_is_nnlibs_and_the_measured_one(shared, state):
    widget = Backprop(**state)
    page = shared(widget)
    assert all(derivative is None for _, derivative, _, _ in rows(page).values())
    press(page, "All")
    assert_derivatives(page, widget)
    close(number(page.locator(".loss-box .value").text_content()), widget.J())
    layers = widget.network().layers
    r = layers[0](np.array([widget.x]))[0]
    boxes = page.locator(".node-box")
    for j, r_j in enumerate(r):
        sum_, out = map(number, boxes.nth(j).locator(".value").all_text_contents())
        close(sum_, r_j)
        close(out, float(layers[1].f(np.array(r_j))))


def test_two_hidden_layers(shared):
    widget = Backprop(sizes=[2, 3, 2, 1], activation="tanh")
    page = shared(widget)
    press(page, "All")
    gradient = widget.gradient()
    table = rows(page)
    close(table["w₁,₂,₃"][1], gradient[5])
    close(table["w₂,₀,₁"][1], gradient[15])
    close(table["β₂₁"][1], gradient[18])
    assert max(row[3] for row in table.values()) < 1e-6
    slider(page, "Weight w₁,₂,₃").focus()
    text, left, right = factors(page)
    assert text.startswith("∂J/∂w₁,₂,₃=∂J/∂r₂,₁·w₂,₃,₁+∂J/∂r₂,₂·w₂,₃,₂".replace("=", "=("))
    assert right == pytest.approx(left, rel=0.02)


def test_messages_go_back_one_by_one(shared):
    widget = Backprop(sizes=[2, 3, 2], y=[1, 0])
    page = shared(widget, reduced_motion="reduce")
    (_, _), (beta, _) = ((dense.W, dense.b) for dense in widget.network().layers[::2])
    to_sums = widget.gradient()[-2:]
    first = page.locator(".node-box").first.locator(".derivative")
    outputs = page.locator(".node-box").nth(3).locator(".derivative")
    press(page, "Next", 1)
    assert "J sends ∂J/∂f₁" in readout(page)
    assert outputs.all_text_contents()[0] == ""
    press(page, "Next", 4)
    close(number(outputs.first.text_content()), to_sums[0])
    expect(first.nth(1)).not_to_be_empty()
    close(number(first.nth(1).text_content()), to_sums[0] * beta[0, 0])
    press(page, "Next layer")
    close(number(first.nth(1).text_content()), to_sums @ beta[0])
    expect(first.first).to_be_empty()
    assert sum(row[1] is not None for row in rows(page).values()) == 8
    press(page, "Next layer")
    expect(page.locator(".count")).to_have_text("24 of 24")
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_disabled()
    press(page, "Back")
    expect(page.locator(".count")).to_have_text("23 of 24")
    press(page, "None")
    expect(page.locator(".message:not(.forward)")).to_have_count(0)


def test_steps_by_keys_and_slider(shared):
    page = shared(Backprop())
    edge = slider(page, "Weight β₁₁")
    edge.focus()
    for key, count in (("n", "1"), ("n", "2"), ("b", "1"), ("N", "2")):
        page.keyboard.press(key)
        expect(page.locator(".count")).to_have_text(f"{count} of 18")
    shown = page.get_by_role("slider", name="Steps of the backward pass shown")
    shown.press("End")
    expect(page.locator(".count")).to_have_text("18 of 18")
    press(page, "Undo")
    expect(page.locator(".count")).to_have_text("2 of 18")


def test_play_runs_to_the_end_and_stops(shared):
    page = shared(Backprop(sizes=[1, 1, 1], shown=5))
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Play", exact=True).press("p")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    expect(page.locator(".count")).to_have_text("7 of 7")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_a_weight_is_dragged_by_mouse_touch_and_keys(visit_widgets):
    widget = Backprop(shown=18)
    page = visit_widgets(widget)
    edge = slider(page, "Weight β₁₁")
    drag(page, grip(edge), 0, -25)
    assert value(edge) > 1.5
    edge.press("Backspace")
    assert value(edge) == 1
    edge.press("Shift+ArrowDown")
    edge.press("ArrowDown")
    assert value(edge) == pytest.approx(-0.1)
    widget.theta = [*widget.theta[:9], -0.1, *widget.theta[10:]]
    assert_derivatives(page, widget)
    edge.press("ArrowRight")
    assert value(edge) == pytest.approx(0)
    edge.press("PageDown")
    expect(slider(page, "Weight β₂₁")).to_be_focused()
    press(page, "Reset")
    assert value(edge) == 1
    typed_in(page, "Table", "w₁₂, number", "0.75")
    assert value(slider(page, "Weight w₁₂")) == 0.75
    phone = visit_widgets(Backprop(), width=360, touch=True)
    edge = slider(phone, "Weight w₂₃")
    edge.scroll_into_view_if_needed()
    swipe(phone, grip(edge), 0, -30)
    assert value(edge) > -0.5


def test_input_and_target_are_dragged_and_typed(shared):
    widget = Backprop(shown=18)
    page = shared(widget)
    x, y = slider(page, "Input x₂"), slider(page, "Target y₁")
    drag(page, middle(x), 0, -50)
    assert value(x) > 0.3
    y.press("Shift+ArrowUp")
    assert value(y) == 1
    typed_in(page, "Data", "Input x₁, number", "-2")
    assert value(slider(page, "Input x₁")) == -2
    widget.x, widget.y = [-2, value(x)], [1]
    assert_derivatives(page, widget)


def test_the_forward_pass_carries_weight_times_value(shared):
    widget = Backprop()
    page = shared(widget)
    w, b = (np.array(each) for each in (widget.network().layers[0].W, widget.network().layers[0].b))
    carried = [number(text) for text in page.locator(".edge-chips .carried").all_text_contents()]
    expected = np.vstack([b, w * np.array(widget.x)[:, None]])
    assert sorted(carried)[:2] == sorted(expected.ravel())[:2] == [-1, -0.75]
    assert all(np.isclose(carried, each).any() for each in expected.ravel())
    slider(page, "Weight w₂₃").focus()
    text, left, right = factors(page)
    assert (text, left, right) == ("=w₂₃·x₂", 0.5, 0.5)
    page.mouse.move(*middle(page.locator(".node-box").nth(1)))
    text, left, right = factors(page)
    assert (text, left, right) == ("r₂=w₀₂·x₀+w₁₂·x₁+w₂₂·x₂", -1.25, -1.25)
    assert page.locator(".equation").nth(1).locator("b").all_text_contents() == ["0.223", "=", "σ(−1.25)"]


def test_each_arrow_back_has_the_message_that_arrives_and_each_edge_its_weight(shared):
    widget = Backprop(sizes=[2, 3, 2], y=[1, 0], shown=24)
    page = shared(widget)
    beta, ds = widget.network().layers[2].W, widget.gradient()[-2:]
    arrived = [number(text) for text in page.locator(".messages text").all_text_contents() if text]
    f = widget.network()(np.array([widget.x]))[0]
    expected = [*(-2 * (np.array(widget.y) - f)), *(beta * ds).ravel()]
    assert sorted(arrived) == pytest.approx(sorted(expected), rel=6e-3)
    for chip, known in ((".weight", widget.theta), (".derivative", widget.gradient())):
        shown = [number(text) for text in page.locator(f".edge-chips {chip}").all_text_contents()]
        assert sorted(shown) == pytest.approx(sorted(known), rel=6e-3, abs=5e-5)  # −0.00202 has room for two digits


SCREENS = [(1280, 720, False), (1024, 768, True), (1366, 768, True), (1920, 1080, True)]


@pytest.mark.parametrize("width, height, stage", SCREENS)
@pytest.mark.parametrize("shown", [0, 6, 18])
def test_every_number_stands_free_on_its_own_edge(shared, width, height, stage, shown):
    page = shared(Backprop(shown=shown, stage=stage), width=width, height=height, reduced_motion="reduce")
    seen = page.evaluate(ON_TOP)
    # 13 weights; with each what it adds, or the derivatives known so far; the messages to f and to h
    assert seen == {"count": {0: 26, 6: 13 + 4 + 4, 18: 13 + 13 + 4}[shown], "faults": []}
    expect(page.get_by_text("Point at edges for more.")).to_be_hidden()


@pytest.mark.parametrize("sizes, shown", [([2, 3, 2], 24), ([3, 4, 3], 3), ([2, 3, 2, 1], 20), ([3, 4, 4, 3], 60)])
@pytest.mark.parametrize("width, height, stage", [(390, 844, False), *SCREENS])
def test_what_has_no_room_is_left_away(shared, width, height, stage, sizes, shown):
    widget = Backprop(sizes=sizes, y=[1, 0, 1][: sizes[-1]], shown=shown, stage=stage)
    page = shared(widget, width=width, height=height, reduced_motion="reduce")
    page.locator(".node-box").first.hover()  # no edge is looked at
    settle(page)
    assert page.evaluate(ON_TOP)["faults"] == []


def test_a_phone_has_every_weight_of_the_network_and_all_numbers_of_the_edge_looked_at(shared):
    widget = Backprop(shown=18)
    page = shared(widget, width=390, height=844, touch=True, reduced_motion="reduce")
    page.locator(".node-box").first.hover()
    settle(page)
    seen = page.evaluate(ON_TOP)
    assert seen["faults"] == []
    shown = [number(text) for text in page.locator(".edge-chips .weight").all_text_contents() if text]
    assert sorted(shown) == sorted(weight for place, weight in enumerate(widget.theta) if place not in (6, 7, 8, 12))
    slider(page, "Weight w₂₃").focus()
    settle(page)
    derivatives = [number(text) for text in page.locator(".edge-chips .derivative").all_text_contents() if text]
    assert any(each == pytest.approx(widget.gradient()[5], rel=6e-3) for each in derivatives)


@pytest.mark.parametrize("width", [660, 1000])
@pytest.mark.parametrize("shown", [0, 18])
def test_no_number_lies_on_another(shared, width, shown):
    page = shared(Backprop(shown=shown), width=width)
    settle(page)
    texts = page.locator(".graph text").filter(has_text=re.compile(r"\S"))
    boxes = texts.evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().toJSON())")
    assert len(boxes) > 30
    for a, b in combinations(boxes, 2):
        beside = a["right"] <= b["left"] + 1 or b["right"] <= a["left"] + 1
        assert beside or a["bottom"] <= b["top"] + 4 or b["bottom"] <= a["top"] + 4, (a, b)


def test_a_formula_has_its_numbers_put_in(shared):
    page = shared(Backprop(sizes=[2, 3, 2], y=[1, 0], shown=1))
    slider(page, "Weight β₃₂").focus()
    text, left, right = factors(page)
    assert text == "∂J/∂β₃₂=−2(y₂ − f₂)·a₂′(s₂)·h₃"
    assert right == pytest.approx(left, rel=0.02)
    assert page.locator(".factor-note").all_text_contents() == ["To the weight β₃₂", "To the node h₃"]
    text, left, right = factors(page, 1)
    assert text.endswith("=−2(y₂ − f₂)·a₂′(s₂)·β₃₂")
    assert right == pytest.approx(left, rel=0.02)
    slider(page, "Weight w₀₁").focus()
    text, left, right = factors(page)
    assert text == "∂J/∂w₀₁=(−2(y₁ − f₁)·a₂′(s₁)·β₁₁+−2(y₂ − f₂)·a₂′(s₂)·β₁₂)·a₁′(r₁)·x₀"
    assert right == pytest.approx(left, rel=0.02)
    expect(page.locator(".check")).to_contain_text("Measured, by moving w₀₁")
    page.mouse.move(*middle(page.locator(".node-box").nth(1)))
    assert factors(page)[0].startswith("∂J/∂h₂=(")
    assert factors(page, 1)[0] == "∂J/∂r₂=∂J/∂h₂·a₁′(r₂)"


def test_under_the_nll_the_slope_cancels(shared):
    widget = Backprop(output="tanh")
    page = shared(widget)
    chosen(page, "Data", "NLL")
    more(page, "Network")
    expect(page.get_by_label("Linear")).to_be_disabled()
    more(page)
    press(page, "Next", 2)
    text, left, right = factors(page)
    assert text == "∂J/∂f₁=(f₁ − y₁) / (f₁(1 − f₁))"
    assert right == pytest.approx(left, rel=0.02)
    widget.loss = "nll"
    f = 1 / (1 + math.exp(-widget.network()(np.array([widget.x]))[0, 0]))
    close(factors(page, 1)[1], f)
    target = slider(page, "Target y₁")
    target.press("ArrowUp")
    assert value(target) == 1
    close(factors(page, 1)[1], f - 1)


def test_a_step_of_gradient_descent_is_nnlibs(shared):
    widget = Backprop(rate=0.5)
    page = shared(widget)
    net, loss, x, y = widget.network(), SquaredError(), np.array([widget.x]), np.array([widget.y])
    optimizer, before = SGD(net, 0.5), widget.J()
    for _ in range(3):
        loss(net(x), y)
        net.backward(loss.backward())
        optimizer.step()
        press(page, "Descend")
    widget.theta = net.theta
    assert_derivatives(page, widget)
    fall = page.locator(".fall").text_content()
    assert re.fullmatch(r"J fell from [\d.]+ to [\d.]+\.", fall)
    close(number(fall.split()[-1].rstrip(".")), widget.J())
    in_sheet(page, "Training", "Same start")
    close(number(page.locator(".loss-box .value").text_content()), before)
    for _ in range(2):
        more(page, "Training")
        press(page, "Train")
        page.wait_for_function("Number(document.querySelector('.counter').textContent.match(/\\d+/)[0]) > 20")
        press(page, "Pause")
        more(page)
        press(page, "Undo")
        close(number(page.locator(".loss-box .value").text_content()), before)


def test_the_shape_is_edited_and_undone(shared):
    page = shared(Backprop())
    start = rows(page)
    typed_in(page, "Network", "Units in layer 0", "3")
    typed_in(page, "Network", "Units in layer 1", "4")
    typed_in(page, "Network", "Units in layer 2", "3")
    expect(page.locator(".count")).to_have_text("0 of 41")  # 3-4-3: 31 weights, 7 nodes, 3 outputs
    more(page, "Network")
    press(page, "+ layer")
    expect(page.get_by_role("button", name="+ layer")).to_be_disabled()
    more(page)
    press(page, "All")
    assert max(row[3] for row in rows(page).values()) < 1e-5
    in_sheet(page, "Network", "− layer")
    in_sheet(page, "Training", "New start")
    once = rows(page)
    in_sheet(page, "Training", "New start")
    assert rows(page) != once
    typed_in(page, "Training", "Seed of the start", "2")
    assert rows(page) == once
    press(page, "Reset")
    assert rows(page) == start


def test_backprop_prompts(shared):
    page = shared(Backprop())
    press(page, "Next", 6)
    table = rows(page)
    assert [name for name, row in table.items() if row[1] is not None] == ["β₀₁", "β₁₁", "β₂₁", "β₃₁"]
    assert max(table[name][3] for name in ("β₀₁", "β₁₁", "β₂₁", "β₃₁")) < 1e-8
    press(page, "All")
    assert max(row[3] for row in rows(page).values()) < 1e-8

    typed_in(page, "Table", "β₂₁, number", "0")
    assert [rows(page)[name][1] for name in ("w₀₂", "w₁₂", "w₂₂")] == [0, 0, 0]
    expect(page.locator(".message.zero")).to_have_count(4)

    press(page, "Reset")
    press(page, "Descend")
    expect(page.locator(".fall")).to_have_text("J fell from 0.525 to 0.334.")
    press(page, "Reset")
    chosen(page, "Network", "Linear")
    press(page, "Descend")
    expect(page.locator(".fall")).to_have_text("J rose from 0.936 to 9.37. The step was too long: lower the rate.")
    in_sheet(page, "Training", "Same start")
    typed(page, "Rate, number", "0.3")
    press(page, "Descend")
    expect(page.locator(".fall")).to_have_text("J fell from 0.936 to 0.106.")

    press(page, "Reset")
    chosen(page, "Network", "ReLU")
    press(page, "All")
    assert [rows(page)[name][1] for name in ("w₀₂", "w₁₂", "w₂₂")] == [0, 0, 0]
    typed_in(page, "Table", "w₀₂, number", "1.75")
    _, derivative, measured, difference = rows(page)["w₀₂"]
    assert (derivative, difference) == (0, 1)
    close(measured, -0.2018)


def test_links_open_the_state(visit_widgets):
    change = {
        "sizes": [1, 2, 2],
        "x": [0.3],
        "y": [1, 0],
        "loss": "nll",
        "shown": 7,
        "theta": [0.5] * 10,
        "start": [0.5] * 10,
    }
    page = visit_widgets(Backprop(), fragment=Backprop(**change).link())
    expect(page.locator(".notice").first).to_be_empty()
    opened = readout(page)
    assert opened == readout(visit_widgets(Backprop(**change)))
    copy = copied_link(page)
    assert readout(visit_widgets(Backprop(), fragment="#" + copy.split("#")[1])) == opened


def test_hostile_links_change_nothing(shared):
    page = shared(Backprop())
    opening = readout(page)
    wrong = ["theta=1,2", "sizes=2,9,1", "sizes=4,3,1", "x=1", "loss=nll&y=0.5", "shown=-1", "rate=NaN", "a=<img>"]
    for query in wrong:
        refuses(page, f"#backprop?{query}")
        assert readout(page) == opening


def test_a_link_may_name_the_sizes_alone(visit_widgets):
    page = visit_widgets(Backprop(), fragment="#backprop?sizes=3,2,2&seed=5")
    expect(page.locator(".notice").first).to_be_empty()
    expect(page.locator(".count")).to_have_text("0 of 20")


def test_everything_is_reached_by_tab_and_page_down(visit_widgets):
    page = visit_widgets(Backprop(shown=5), width=1280)
    assert_reached(page, "Weight w₀₁", "Input x₁", "Steps of the backward pass shown", "Rate")
    slider(page, "Input x₁").press("PageDown")
    page.keyboard.press("PageDown")
    expect(slider(page, "Target y₁")).to_be_focused()
    more(page, "Table")
    assert_reached(page, "β₀₁, number", "w₀₁, number")
    phone = visit_widgets(Backprop(shown=5), width=390)
    assert_reached(phone, "Weight w₀₁", "Input x₁", "Steps of the backward pass shown")
    tab(phone, "Descent")
    assert_reached(phone, "Rate")


def test_a_kink_is_reached_by_hand_and_the_measure_stands_beside_the_formula(shared):
    page = shared(Backprop(activation="relu", shown=18))
    bias = slider(page, "Weight w₀₂")
    drag(page, grip(bias), 0, -25)
    assert value(bias) == 1.75
    expect(page.locator(".edge-chips text", has_text="≠")).to_have_text("0.00 ≠ −0.202")
    assert page.evaluate("document.querySelector('.nn-widget').readings().disagree") == 3


def test_a_class_that_is_typed_again_stays(shared):
    page = shared(Backprop(loss="nll", y=[1]))
    for text, expected in (("1", 1), ("0", 0), ("0", 0), ("1", 1)):
        typed_in(page, "Data", "Target y₁, number", text)
        assert value(slider(page, "Target y₁")) == expected


def test_no_button_moves_under_the_pointer(shared):
    page = shared(Backprop(), width=900, reduced_motion="reduce")
    place = middle(page.get_by_role("button", name="Next", exact=True))
    for count in range(1, 7):
        page.mouse.click(*place)
        expect(page.locator(".count")).to_have_text(f"{count} of 18")
