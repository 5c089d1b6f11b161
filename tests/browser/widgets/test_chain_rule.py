"""ChainRule as a reader uses it; its prompts' promises; every number against nnlib."""

import re
from itertools import combinations

import pytest
from gestures import (
    assert_reached,
    close,
    copied_link,
    drag,
    middle,
    more,
    number,
    press,
    readout,
    slider,
    swipe,
    tab,
    typed,
    value,
)
from playwright.sync_api import expect
from sight import ON_TOP

from nnlib.widgets import ChainRule


def lines(page):
    """The chain rule's lines that have their value: [what becomes known, its formula, its value]."""
    rows = page.locator(".chain-lines tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))"
    )
    return [[name, formula, number(value[2:])] for name, formula, value in rows if "…" not in value]


def known(page):
    """Every value and derivative that is known, by symbol: from the boxes and the lines."""
    boxes = page.locator(".value-box").evaluate_all(
        "(boxes) => boxes.map((box) => [...box.querySelectorAll('text')].map((text) => text.textContent))"
    )
    values = {name[0]: number(value) for name, value, *_ in boxes if value}
    return values | {name: value for name, _, value in lines(page) if name.startswith("∂J")}


def assert_values(page, widget):
    v = widget.values()
    names = {"g": "g", "h": "h", "f": "f", "J": "J", "∂J/∂f": "dJ/df", "∂J/∂g": "dJ/dg", "∂J/∂h": "dJ/dh"}
    shown = known(page)
    for symbol, name in {**names, "∂J/∂θ": "dJ/dtheta"}.items():
        close(shown[symbol], v[name])


def test_values_come_forwards_and_messages_backwards_one_by_one(visit_widgets):
    page = visit_widgets(ChainRule(shown=0), reduced_motion="reduce")
    assert list(known(page)) == ["θ"]
    for count, symbol in enumerate(["g", "h", "f", "J", "∂J/∂f", "∂J/∂g", "∂J/∂h", None, None, "∂J/∂θ"], start=1):
        before = set(known(page))
        press(page, "Next")
        assert set(known(page)) - before == ({symbol} if symbol else set())
        expect(page.locator(".message")).to_have_count(min(5, max(0, count - 4)))
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_disabled()
    press(page, "Forward pass")
    expect(page.locator(".message")).to_have_count(0)


@pytest.mark.parametrize("functions", ["by hand", "two soft steps", "cancelling"])
def test_chain_rule_numbers_are_pythons(visit_widgets, functions):
    widget = ChainRule(functions=functions, theta=0.625, y=-1.5, shown=10)
    page = visit_widgets(widget)
    assert_values(page, widget)
    widget.theta = 2.375
    typed(page, "θ, number", "2.375")
    assert_values(page, widget)


def test_theta_is_dragged_by_mouse_touch_and_keys(visit_widgets):
    widget = ChainRule(shown=10)
    page = visit_widgets(widget)
    dot, box = slider(page, "θ on the curve"), slider(page, "θ in the graph")
    drag(page, middle(dot), 60, -30)
    assert value(dot) == value(box) > 1.1
    drag(page, middle(box), -100, 0)
    assert value(box) < 1.1
    box.press("End")
    box.press("Shift+ArrowLeft")
    assert value(dot) == 2.5
    widget.theta = 2.5
    assert_values(page, widget)
    phone = visit_widgets(ChainRule(shown=10), width=360, touch=True)
    dot = slider(phone, "θ on the curve")
    dot.scroll_into_view_if_needed()
    swipe(phone, middle(dot), 40, 0)
    assert value(dot) > 1.2
    press(phone, "Undo")
    assert value(dot) == 1


def test_chain_rule_prompts(visit_widgets):
    page = visit_widgets(ChainRule())
    press(page, "Next", 6)
    assert {name: known(page)[name] for name in ("∂J/∂g", "∂J/∂h", "∂J/∂θ")} == {"∂J/∂g": 4, "∂J/∂h": 2, "∂J/∂θ": 6}
    assert "θ adds the two messages up: ∂J/∂θ = 8.00 + (-2.00) = 6.00." in readout(page)
    assert lines(page)[-1] == ["∂J/∂θ", "8.00 + (−2.00)", 6]
    expect(page.locator(".tangent-name")).to_have_text("slope ∂J/∂θ = 6.00")
    typed(page, "θ, number", "2")
    assert "= 24.0 + (-24.0) = 0.00." in readout(page)
    assert known(page)["J"] == 9
    more(page, "Functions")
    page.get_by_label("two soft steps").check(force=True)
    more(page)
    typed(page, "θ, number", "3")
    close(known(page)["J"], 9, rel=1e-3)
    assert 0 < abs(known(page)["∂J/∂θ"]) < 0.01
    more(page, "Functions")
    page.get_by_label("cancelling").check(force=True)
    more(page)
    for theta in ("-0.5", "1", "2.2"):
        typed(page, "θ, number", theta)
        assert known(page)["J"] == 1
        assert known(page)["∂J/∂θ"] == 0
        assert abs(known(page)["∂J/∂g"]) > 0


def sent(page, name):
    page.locator("fieldset", has_text="Send").get_by_label(name).check(force=True)


def test_a_nudge_goes_forwards_is_multiplied_and_added_and_comes_near_to_what_happens(visit_widgets):
    widget = ChainRule(sweep="forward", theta=0.5)
    page = visit_widgets(widget, reduced_motion="reduce")
    for count in range(1, 6):
        press(page, "Next")
        expect(page.locator(".message.forward")).to_have_count(count)
    press(page, "Next")
    changes = widget.changes()
    shown = {name: value for name, _, value in lines(page)}
    for name in ("g", "h", "f", "J"):
        close(shown[f"Δ{name}"], changes[name])
    expect(page.locator(".message:not(.forward)")).to_have_count(0)
    slopes = ["× −0.750", "× 2.50", "× 0.250", "× 1.00", "× −1.00"]
    expect(page.locator(".graph-edges text")).to_have_text(slopes)
    rise, slope = map(number, re.findall(r"[-−\d.]+\d", page.locator(".nudge-name").text_content()))
    close(rise, widget.readings()["rise"])
    close(slope, widget.readings()["rise_by_slope"])
    nudge = slider(page, "Nudge Δθ on the curve")
    drag(page, middle(nudge), 30, 0)
    assert value(nudge) > 0.2
    nudge.press("Backspace")
    assert value(nudge) == 0.1
    sent(page, "Messages back")
    expect(nudge).to_be_hidden()


def test_both_sweeps_find_one_number_and_one_of_them_costs_a_sweep_for_each_parameter(visit_widgets):
    page = visit_widgets(ChainRule(sweep="both", shown=10))
    expect(page.locator(".message")).to_have_count(10)
    boxes = page.locator(".value-box")
    assert "∂J/∂θ = 6.00" in boxes.first.text_content()
    assert "∂J/∂θ = 6.00" in boxes.last.text_content()
    expect(page.locator(".sweep-name.forward")).to_have_text("forwards: 1 sweep")
    parameters = slider(page, "Number of parameters")
    drag(page, middle(parameters), 200, 0)
    assert value(parameters) > 10
    parameters.press("End")
    expect(page.locator(".sweep-name.forward")).to_have_text("forwards: 100,000 sweeps")
    expect(page.locator(".sweep-name.back")).to_have_text("back: 1 sweep")
    parameters.press("Home")
    parameters.press("ArrowRight")
    assert value(parameters) == 2


def test_links_open_the_state(visit_widgets):
    change = {"functions": "two soft steps", "theta": 0.4, "shown": 8}
    page = visit_widgets(ChainRule(), fragment=ChainRule(**change).link())
    expect(page.locator(".notice").first).to_be_empty()
    opened = readout(page)
    assert opened == readout(visit_widgets(ChainRule(**change)))
    copy = copied_link(page)
    assert readout(visit_widgets(ChainRule(), fragment="#" + copy.split("#")[1])) == opened


def test_everything_is_reached_by_tab(visit_widgets):
    page = visit_widgets(ChainRule(shown=5), width=1280)
    assert_reached(page, "θ in the graph", "θ on the curve", "θ", "Target y", "Steps shown")
    phone = visit_widgets(ChainRule(shown=5), width=390)
    assert_reached(phone, "θ in the graph", "θ on the curve", "Steps shown")
    tab(phone, "Values")
    assert_reached(phone, "θ", "Target y")


def test_space_plays_and_a_dot_takes_one_step(visit_widgets):
    page = visit_widgets(ChainRule(shown=7), reduced_motion="reduce")
    page.locator(".title").click()
    page.keyboard.press(".")
    expect(page.locator(".count")).to_have_text("8 of 10")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator(".count")).to_have_text("10 of 10")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


FUNCTIONS = ["by hand", "two soft steps", "cancelling"]


@pytest.mark.parametrize("functions", FUNCTIONS)
@pytest.mark.parametrize("width", [390, 1280])
def test_no_text_lies_on_another(shared, functions, width):
    for theta, sweep in ((-0.9, "back"), (0.4, "back"), (2.6, "back"), (0.4, "forward"), (-0.9, "both")):
        page = shared(ChainRule(functions=functions, theta=theta, sweep=sweep, shown=10), width=width, height=844)
        texts = page.locator(".hero svg text").evaluate_all(
            """(all) => all.filter((each) => each.textContent.trim())
              .map((each) => [each.textContent, each.getBoundingClientRect().toJSON()])"""
        )
        for (one, a), (other, b) in combinations(texts, 2):
            beside = a["right"] <= b["left"] + 1 or b["right"] <= a["left"] + 1
            assert beside or a["bottom"] <= b["top"] + 5 or b["bottom"] <= a["top"] + 5, (theta, sweep, one, other)


@pytest.mark.parametrize("functions", FUNCTIONS)
@pytest.mark.parametrize(
    "width, height, stage",
    [(360, 780, False), (390, 844, False), (1280, 720, False), (1024, 768, True), (1366, 768, True)],
)
def test_every_number_stands_free_and_every_name_within_its_box(shared, functions, width, height, stage):
    for theta, shown, sweep in ((-0.9, 10, "back"), (0.4, 9, "back"), (2.6, 10, "forward"), (2.6, 10, "both")):
        widget = ChainRule(functions=functions, theta=theta, shown=shown, sweep=sweep, stage=stage)
        page = shared(widget, width=width, height=height, reduced_motion="reduce")
        assert page.locator(".nn-widget.full").count() == stage
        assert page.evaluate(ON_TOP)["faults"] == []
        margins = page.locator(".value-box").evaluate_all(
            """(boxes) => boxes.flatMap((box) => {
              const frame = box.querySelector(".outline").getBoundingClientRect();
              return [...box.querySelectorAll("text")].filter((text) => text.textContent).map((text) => {
                const { left, right } = text.getBoundingClientRect();
                return Math.min(left - frame.left, frame.right - right);
              });
            })"""
        )
        assert min(margins) >= 2


def test_a_phone_shows_the_formulas_that_have_room(visit_widgets):
    page = visit_widgets(ChainRule(), width=360, height=780)
    names = page.locator(".value-box .name")
    expect(names).to_have_text(["θ", "g = θ²", "h = 3 − θ", "f = g h", "J = (y − f)²"])
    more(page, "Functions")
    page.get_by_label("two soft steps").check(force=True)
    more(page)
    expect(names).to_have_text(["θ", "g", "h", "f", "J = (y − f)²"])


# Takes six steps; after each, by how much the read-out is cut off and which of the lines is the newest.
SIX_STEPS = """async () => {
  const root = document.querySelector(".nn-widget");
  const next = [...root.querySelectorAll("button")].find((each) => each.textContent === "Next");
  const said = root.querySelector(".readout");
  const steps = [];
  for (let n = 0; n < 6; n++) {
    next.click();
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const lines = [...root.querySelectorAll(".chain-lines tbody tr")];
    steps.push([said.scrollWidth - said.clientWidth, lines.findIndex((line) => line.matches(".newest"))]);
  }
  const cells = [...root.querySelectorAll(".chain-lines td")];
  const panel = root.querySelector(".panel");
  return {
    steps,
    over: cells.map((each) => each.scrollWidth - each.clientWidth),
    heights: cells.map((each) => each.offsetHeight),
    hidden: panel.scrollHeight - panel.clientHeight,
  };
}"""


@pytest.mark.parametrize("sweep", ["back", "forward", "both"])
@pytest.mark.parametrize("width, height, stage", [(1280, 720, False), (1024, 768, True), (1920, 1080, True)])
def test_each_step_is_one_line_and_nothing_said_is_cut_off(shared, sweep, width, height, stage):
    for functions in FUNCTIONS:
        widget = ChainRule(functions=functions, theta=-0.9, shown=4, sweep=sweep, stage=stage)
        seen = shared(widget, width=width, height=height, reduced_motion="reduce").evaluate(SIX_STEPS)
        assert all(cut_off <= 0 for cut_off, _ in seen["steps"])
        assert [newest for _, newest in seen["steps"]] == list(range(6))
        assert set(seen["over"]) == {0}
        assert max(seen["heights"]) - min(seen["heights"]) <= 1
        assert seen["hidden"] == 0


def test_the_lines_have_the_values_of_their_formulas(visit_widgets):
    widget = ChainRule(theta=0.625, y=-1.5, shown=10)
    page, v = visit_widgets(widget), widget.values()
    found = {name: value for name, _, value in lines(page)}
    close(found["over g"] + found["over h"], v["dJ/dtheta"], rel=1e-2)
    assert [formula for _, formula, _ in lines(page)][:2] == ["−2(y − f)", "∂J/∂f · ∂f/∂g"]


def test_figures_of_formulas_are_not_in_the_font_of_symbols(visit_widgets):
    page = visit_widgets(ChainRule(functions="two soft steps", shown=10), width=1280)
    fonts = page.locator(".value-box .name, .graph-edges text").evaluate_all(
        """(texts) => texts.flatMap((text) => [...text.childNodes]).filter((node) => /[0-9]/.test(node.textContent))
          .map((node) => getComputedStyle(node.nodeType === Node.TEXT_NODE ? node.parentElement : node).fontFamily)"""
    )
    assert len(fonts) > 5
    assert all(font.startswith("KaTeX_Main") for font in fonts)  # KaTeX_Math has old-style figures
