"""Every widget in Firefox and WebKit in a reader's hands: dragged, typed into, trained, undone; its story, its link.

The stories are told in the dark, so that light and dark take about as long.
"""

import pytest
from every_widget import EVERY, TOLD
from reader import drag, keys, press, sees, settle

ROOT = "document.querySelector('[data-widget]')"
HANDLE = ".hero .handle:not(.number)"
NUMBER = ".number[role=slider]"
TRAIN = ".trainer .primary"
# The link that makes a widget show the network it trains, where it does not open with it.
TO_TRAIN = {
    "BatchNorm": "#batch-norm?view=boundary",
    "Dropout": "#dropout?view=training",
    "Staircase": "#staircase?compare=1",
}
TRAINED = {*TO_TRAIN, "Backprop", "DeadReLU", "DecisionBoundary", "DeepTraining", "SoftSteps"}
NOT_DRAGGED = {"DeepTraining"}
NOT_TYPED_INTO = {"LeNetDigits"}

# How much of the panel has to be scrolled to.
HIDDEN = "(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(document.querySelector('.panel'))"

# Gives the keys to the first number that is seen.
TO_NUMBER = """(css) => {
  const isSeen = (each) => each.checkVisibility({ visibilityProperty: true });
  window.number = [...document.querySelectorAll(css)].find(isSeen);
  number.focus();
  return { low: number.ariaValueMin, now: number.ariaValueNow, high: number.ariaValueMax };
}"""


# Gives the keys to the widget and notes where they go from there: a name, or what it is that has none. The last button
# keeps them from going on to the browser's own.
NOTE_STOPS = """() => {
  window.stops = [];
  const words = (each) => (each instanceof SVGElement ? "" : each.labels?.[0]?.textContent || each.textContent);
  const last = document.body.appendChild(Object.assign(document.createElement("button"), { textContent: "last" }));
  last.addEventListener("keydown", (event) => event.preventDefault());
  document.querySelector("[data-widget]").focus();
  addEventListener("focusin", ({ target: each }) =>
    stops.push((each.ariaLabel || words(each)).trim() || each.outerHTML.slice(0, 80)));
}"""


# What a page says of the scene that it shows.
SCENE = f"((root) => [root.dataset.scene, root.dataset.reached, root.readings()])({ROOT})"


def openings(engine, bare):
    """opened(widget, fragment="") → a page with the widget; what goes wrong there fails the test."""

    def opened(widget, fragment=""):
        engine.open(bare(engine, widget) + fragment)
        engine.wait("document.querySelector('[data-ready]') !== null")
        return engine

    yield opened
    assert engine.faults() == []


@pytest.fixture
def opened(light, bare):
    yield from openings(light, bare)


@pytest.fixture
def opened_in_the_dark(dark, bare):
    yield from openings(dark, bare)


def link(page):
    return page.evaluate(f"{ROOT}.link()").partition("#")[2]


def is_undone(page, before):
    """Something was done; one press of Undo takes it back."""
    assert link(page) != before
    press(page, "button", "Undo")
    assert link(page) == before


def is_whole(page):
    """It is as high as on every screen, and nothing in its panel must be scrolled to."""
    assert page.evaluate(f"{ROOT}.offsetHeight") <= 640
    assert page.evaluate(HIDDEN) == 0


def finds(page, css):
    """Opens the sheets of More, one after the other, until what is meant is seen; whether it is."""
    if not sees(page, css) and sees(page, ".more-button"):
        if not sees(page, ".sheets"):
            press(page, ".more-button")
        for n in range(page.evaluate("document.querySelectorAll('.sheets label:not([hidden])').length")):
            press(page, f".sheets label:nth-child({n + 1} of :not([hidden]))")
            is_whole(page)
            if sees(page, css):
                return True
    return sees(page, css)


@pytest.mark.parametrize("name", [cls.__name__ for cls in EVERY])
def test_it_is_reached_by_tab_dragged_typed_into_trained_and_each_is_undone(opened, name):
    page = opened(TOLD[name]())
    is_whole(page)
    page.evaluate(NOTE_STOPS)
    keys(page, *["Tab"] * 30)
    stops = page.evaluate("window.stops")
    assert len(stops) > 3 and stops[-1] == "last"
    assert [stop for stop in stops if stop.startswith("<")] == []
    before = link(page)
    assert sees(page, HANDLE) == (name not in NOT_DRAGGED)
    for pointer in page.pointers if sees(page, HANDLE) else ():
        drag(page, HANDLE, 40, 30, by=pointer)
        if link(page) == before:  # it stood at its end
            drag(page, HANDLE, -40, -30, by=pointer)
        is_undone(page, before)
    assert finds(page, NUMBER) == (name not in NOT_TYPED_INTO)
    if sees(page, NUMBER):
        number = page.evaluate(TO_NUMBER, NUMBER)
        wanted = number["high"] if number["now"] == number["low"] else number["low"]
        keys(page, "Enter", *wanted, "Enter")
        assert page.evaluate("window.number.ariaValueNow") == wanted
        is_undone(page, before)
    if name in TO_TRAIN:
        page.evaluate("(link) => { location.hash = link; }", TO_TRAIN[name])
        page.wait(f"(link) => {ROOT}.link().endsWith(link)", TO_TRAIN[name])
        before = link(page)
    assert finds(page, TRAIN) == (name in TRAINED)
    if sees(page, TRAIN):
        press(page, "button", "Train")
        page.wait("parseInt(document.querySelector('.trainer .counter b').textContent) > 20")
        press(page, "button", "Pause")
        is_undone(page, before)


@pytest.mark.parametrize("told", TOLD)
def test_its_story_holds_what_it_promises_and_a_link_opens_its_end(opened_in_the_dark, told):
    widget = TOLD[told]()
    page = opened_in_the_dark(widget)
    scenes = widget.story
    for number, scene in enumerate(scenes, start=1):
        if number > 1:
            press(page, "button", "Next scene")
        if scene.ask:
            press(page, ".answer", scene.ask.answers[scene.ask.right])
        if scene.do or scene.train:
            press(page, "button", "Show me")
            page.wait(f"{ROOT}.dataset.showing === undefined")
            settle(page)
        shown, reached, readings = page.evaluate(SCENE)
        assert shown == str(number)
        if scene.goal:
            assert reached == "" and scene.goal.holds(readings), f"scene {number}: {reached}, {readings}"
    end = link(page)
    page = opened_in_the_dark(widget, f"#{end}")
    assert page.evaluate(f"{ROOT}.dataset.scene") == str(len(scenes))
    assert page.evaluate("document.querySelector('.notice').textContent") == ""
    assert link(page) == end
