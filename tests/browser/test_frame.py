"""What a frame draws: the picture at once, what stands beside it soon after, and nothing that did not change."""

import json
import re

import pytest
from every_widget import NAMES, opened
from gestures import grip

from nnlib import widgets
from nnlib.widgets import DeadReLU, DecisionBoundary, DeepTraining, SoftSteps

# frame(ms) draws one, so many milliseconds after the last.
FRAMES = """() => {
  let [due, now, last] = [new Map(), performance.now() + 1000, 0];
  window.requestAnimationFrame = (draw) => (due.set(++last, draw), last);
  window.cancelAnimationFrame = (id) => due.delete(id);
  window.frame = (ms) => {
    const drawn = [...due.values()];
    [due, now] = [new Map(), now + ms];
    for (const draw of drawn) draw(now);
  };
}"""
# How often each of what the selectors find is another one from frame to frame.
CHANGES = """([selectors, count, ms]) => {
  const look = () => selectors.map((each) => document.querySelector(each).outerHTML);
  const changes = selectors.map(() => 0);
  for (let [k, before] = [0, look()]; k < count; k++) {
    frame(ms);
    const now = look();
    now.forEach((each, i) => (changes[i] += each !== before[i]));
    before = now;
  }
  return changes;
}"""
PRESS = "document.querySelector('.trainer .primary').click()"  # Train, or Pause


def training(visit_widgets, widget):
    page = opened(visit_widgets, widget)
    page.evaluate(FRAMES)
    page.evaluate(PRESS)
    page.evaluate("for (let k = 0; k < 9; k++) frame(16)")  # a movement begins after a few
    return page


def test_while_the_picture_moves_the_numbers_beside_it_follow_with_every_third_frame(visit_widgets):
    page = training(visit_widgets, DecisionBoundary())
    assert page.evaluate(CHANGES, [[".boundary-line", ".counter"], 30, 16]) == [30, 10]


def test_what_is_pressed_answers_in_the_next_frame_and_nothing_is_left_behind(visit_widgets):
    page = training(visit_widgets, DecisionBoundary())
    for frames in (1, 2, 3):
        page.evaluate(f"for (let k = 0; k < {frames}; k++) frame(16)")
        page.evaluate(PRESS)
        page.evaluate("frame(16)")
        steps = re.search(r"steps=(\d+)", page.evaluate("document.querySelector('.nn-widget').link()")).group(1)
        assert page.locator(".counter").text_content().split()[1] == steps
        page.evaluate(PRESS)
        page.evaluate("frame(16)")


def test_a_number_dragged_beside_the_picture_follows_the_hand_at_once(visit_widgets):
    page = opened(visit_widgets, DecisionBoundary())
    edge = page.locator(".diagram .edge").nth(3)
    x, y = grip(edge)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 8)
    page.evaluate(FRAMES)
    for k in range(1, 7):
        before = edge.get_attribute("aria-valuetext")
        page.mouse.move(x, y - 8 - 6 * k)
        page.evaluate("frame(16)")
        assert edge.get_attribute("aria-valuetext") != before
    page.mouse.up()


def test_where_frames_come_slowly_the_gradients_wait_for_the_fit(visit_widgets):
    page = training(visit_widgets, DeadReLU())
    asked = [".fitted-curve", ".gradient-row"]
    assert page.evaluate(CHANGES, [asked, 30, 16]) == [30, 30]
    page.evaluate("for (let k = 0; k < 3; k++) frame(50)")
    assert page.evaluate(CHANGES, [asked, 30, 50]) == [30, 10]


def test_where_frames_come_slowly_each_takes_two_steps_of_training_or_draws(visit_widgets):
    page = training(visit_widgets, DeepTraining())
    page.evaluate("for (let k = 0; k < 3; k++) frame(50)")
    steps = "Number(document.querySelector('.nn-widget').readings().steps)"
    before = page.evaluate(steps)
    assert page.evaluate(CHANGES, [[".counter"], 30, 50]) == [10]
    assert page.evaluate(steps) == before + 2 * 20


@pytest.mark.parametrize("ms", [16, 50])
def test_the_words_about_two_networks_in_training_are_of_one_moment(visit_widgets, ms):
    page = training(visit_widgets, DeepTraining())
    widget = DeepTraining()
    for _ in range(7):
        page.evaluate(f"frame({ms})")
        headings = page.locator(".picture-caption").all_text_contents()
        widget.steps = int(page.locator(".counter").text_content().split()[1])
        readings = widget.readings()
        loss, gradient = ([readings[f"{name}_{side}"] for side in ("left", "right")] for name in ("loss", "gradient"))
        said = page.locator(".readout").text_content().replace("−", "-")
        assert f"after {widget.steps} steps" in said
        assert [float(each.split()[-1]) for each in headings] == pytest.approx(loss, rel=6e-3)
        assert [float(each) for each in re.findall(r"([\d.]+) \(", said)] == pytest.approx(loss, rel=6e-3)
        assert [float(each) for each in said.split(": ")[-1].split(", ")] == pytest.approx(gradient, rel=6e-3)


@pytest.mark.parametrize("steps", [282, 291, 300])  # which come to their end in another of three frames
def test_no_words_say_that_a_run_which_is_taken_up_again_is_there(visit_widgets, steps):
    page = opened(visit_widgets, DeepTraining())
    page.evaluate(FRAMES)
    page.evaluate("let clock = performance.now(); performance.now = () => (clock += 1);")
    page.evaluate("(link) => (location.hash = link)", DeepTraining(depth=40, steps=steps).link())
    page.wait_for_function(f"document.querySelector('.nn-widget').readings().steps === {steps}", polling=10)
    page.evaluate("frame(16)")
    assert f"on the way to {steps} steps" in page.locator(".readout").text_content()
    page.evaluate("while (document.querySelector('.deep-pair[aria-busy]')) frame(16)")
    page.evaluate("for (let k = 0; k < 3; k++) frame(16)")
    assert f"after {steps} steps" in page.locator(".readout").text_content()


def test_a_handle_pulses_in_view_and_at_rest_for_a_few_seconds(visit_widgets):
    page = training(visit_widgets, SoftSteps())
    pulses = """document.querySelector('.pulse').getAnimations().length"""
    assert page.evaluate(pulses) == 0
    page.evaluate(PRESS)
    page.wait_for_function(f"{pulses} === 1")
    assert page.evaluate("document.getAnimations().at(-1).effect.getComputedTiming().endTime") < 5000  # WCAG 2.2.2
    page.locator("main").evaluate("(main) => (main.style.marginTop = '3000px')")
    page.wait_for_function(f"{pulses} === 0")


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("DeepTraining", "LeNetDigits")])
def test_a_drag_lays_out_no_more_than_what_changes(name, browser, visit_widgets):
    """Words stand in places of their own size, and no drawing is an item of a grid: then the page rests."""
    page = opened(visit_widgets, getattr(widgets, name)(), width=390, height=844)
    handle = page.locator(".hero .handle:visible").first
    handle.scroll_into_view_if_needed()
    x, y = grip(handle)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 6, y + 6, steps=3)
    browser.start_tracing(page=page, categories=["devtools.timeline", "disabled-by-default-devtools.timeline"])
    for k in range(1, 9):
        page.mouse.move(x + 5 * k, y + 5 * k)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    page.mouse.up()
    layouts = [each["args"]["beginData"] for each in events if each["name"] == "Layout" and "beginData" in each["args"]]
    whole = [each for each in layouts if not each["partialLayout"]]
    assert len(whole) <= len(layouts) / 2


# The words that stick out of a place whose size is its own: by how much they are wider, and higher, than it.
STICKING_OUT = """() => [...document.querySelectorAll('.nn-widget *')]
  .filter((each) => each.matches('p, span') && getComputedStyle(each).contain.includes('size'))
  .filter((each) => each.checkVisibility())
  .flatMap((each) => {
    const [words, place] = [document.createRange(), each.getBoundingClientRect()];
    words.selectNodeContents(each);
    const box = words.getBoundingClientRect();
    const over = [box.width - place.width, box.height - place.height].map(Math.round);
    return Math.max(...over) > 1 && getComputedStyle(each).overflow === 'visible' ? [[each.textContent, ...over]] : [];
  })"""


@pytest.mark.parametrize("name", NAMES)
def test_words_fit_the_places_whose_size_is_their_own(name, visit_widgets):
    page = opened(visit_widgets, getattr(widgets, name)(), width=390, height=844)
    assert page.evaluate(STICKING_OUT) == []
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.locator(".nn-widget").press("f")
    page.locator(".nn-widget.full").wait_for()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate(STICKING_OUT) == []
