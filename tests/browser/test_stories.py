"""Every scene of every widget, played in the page and by nnlib: the same readings, and goals that are reached."""

import pytest
from every_widget import EVERY, TOLD, opened
from gestures import drag, middle, press, settle, slider, tool, typed
from playwright.sync_api import expect

from nnlib.widgets import Convolution, GradientFlow, LookUp, story

# How far down the picture begins; and of the strip and what stands in it, the room that is left, in pixels.
ROOM = """() => {
  const found = (...names) => names.map((each) => document.querySelector(each));
  const [story, says] = found('.story', '.says');
  const [box, inner] = [story.getBoundingClientRect(), says.getBoundingClientRect()];
  const [side, ...parts] = found('.strip-side', '.scene-nav', '.goal');
  const boxes = parts.map((each) => each.getBoundingClientRect());
  const room = [
    inner.top - box.top, box.bottom - inner.bottom, says.clientWidth - says.scrollWidth,
    side.clientWidth - side.scrollWidth, 50 - boxes[0].height,
    ...boxes.flatMap((each) => [box.right - each.right, box.bottom - each.bottom]),
    ...boxes.map((each) => Math.max(each.left - inner.right, each.top - inner.bottom)),
  ];
  return { top: document.querySelector('.hero').getBoundingClientRect().top, room };
}"""


def read(page):
    settle(page)
    return page.evaluate("document.querySelector('.nn-widget').readings()")


def show(page):
    press(page, "Show me")
    page.wait_for_function("() => !document.querySelector('[data-showing]')")


class Room:
    """What the strip says has room in two windows, and the picture stays where it stood at first in each."""

    def __init__(self, page, *windows):
        self.page = page
        self.windows = windows
        self.tops = {}

    def check(self, number):
        settle(self.page)
        self.measure(number)
        self.windows = self.windows[::-1]  # the window that it ends in is the first of the next check
        self.page.set_viewport_size(dict(zip(("width", "height"), self.windows[0], strict=True)))
        self.measure(number)

    def measure(self, number):
        width, _ = self.windows[0]
        measured = self.page.evaluate(ROOM)
        assert measured["top"] == pytest.approx(self.tops.setdefault(width, measured["top"]), abs=0.5), (number, width)
        assert min(measured["room"]) >= 0, (number, width, measured["room"])


def test_every_widget_opens_with_a_story():
    assert {cls.__name__: len(cls.STORY) for cls in EVERY if not 3 <= len(cls.STORY) <= 6} == {}


@pytest.mark.parametrize("told", TOLD)
def test_each_scene_reads_as_nnlib_computes_has_room_and_its_goal_is_reached(told, visit_widgets):
    widget = TOLD[told]()
    page = opened(visit_widgets, TOLD[told](), reduced_motion="reduce", height=720)
    root = page.locator("[data-widget]")
    room = Room(page, (1280, 720), (800, 720))
    for number, scene in enumerate(widget.story, start=1):
        if number > 1:
            page.get_by_role("button", name="Next scene").click()
        anew = TOLD[told]()
        moments = [anew.readings() for _ in story.play(anew, scene)]
        expect(root).to_have_attribute("data-scene", str(number))
        assert read(page) == pytest.approx(moments[0], rel=1e-9, abs=1e-9), number
        assert root.get_attribute("data-reached") is None, number
        room.check(number)
        if scene.goal:
            expect(page.locator(".goal")).to_have_text("Predict first" if scene.ask else f"Goal: {scene.goal.text}")
        if scene.ask:
            page.locator(".answer").nth(scene.ask.right).click()
            settle(page)
            expect(page.locator(".sentence")).not_to_contain_text("Right.")
            room.check(number)
        if scene.do or scene.train:
            show(page)
            assert read(page) == pytest.approx(moments[1], rel=1e-9, abs=1e-9), number
        if scene.ask:
            expect(page.locator(".sentence")).to_contain_text("Right.")
        if scene.goal:
            expect(root).to_have_attribute("data-reached", "")
        room.check(number)


@pytest.mark.parametrize("told", TOLD)
def test_every_scene_has_room_on_a_phone_and_in_a_low_window(told, visit_widgets):
    widget = TOLD[told]()
    page = opened(visit_widgets, widget, width=390, height=720, touch=True, reduced_motion="reduce")
    room = Room(page, (390, 720), (640, 360))
    for number, scene in enumerate(widget.story, start=1):
        if number > 1:
            page.get_by_role("button", name="Next scene").click()
        room.check(number)
        if scene.ask:
            page.locator(".answer").first.click()
            room.check(number)
            show(page)
            room.check(number)


def test_a_link_opens_its_scene(visit_widgets):
    widget = EVERY[0]()
    page = opened(visit_widgets, widget, fragment=f"#{widget.name}?scene=3")
    expect(page.locator("[data-widget]")).to_have_attribute("data-scene", "3")
    next(story.play(widget, widget.story[2]))
    assert read(page) == pytest.approx(widget.readings(), rel=1e-9, abs=1e-9)


def enter(page, number, answer):
    """Goes to a scene and answers what it asks."""
    press(page, "Next scene", number - 1)
    press(page, answer)


def goal_is(page, text, *, reached=False):
    settle(page)
    expect(page.locator(".goal")).to_have_text(text)
    assert page.locator("[data-widget]").get_attribute("data-reached") == ("" if reached else None)


def test_another_picture_does_not_reach_the_goal_and_the_way_back_is_said(visit_widgets):
    page = visit_widgets(Convolution())
    goal_is(page, "Goal: a vermilion sum")
    page.get_by_role("radio", name="digit 2", exact=True).check(force=True)
    assert read(page)["r"] < -2
    goal_is(page, "Reset for this scene")
    tool(page, "Reset")
    goal_is(page, "Goal: a vermilion sum")
    for _ in range(3):
        slider(page, "Window of the filter on the input").press("ArrowDown")
    goal_is(page, "a vermilion sum", reached=True)
    page.get_by_role("radio", name="digit 2", exact=True).check(force=True)
    goal_is(page, "a vermilion sum", reached=True)


def test_another_control_does_not_reach_the_goal_until_it_is_as_the_scene_has_it(visit_widgets):
    page = visit_widgets(GradientFlow())
    enter(page, 5, "x itself")
    typed(page, "Skip: α, number", "0")
    assert read(page)["from_identity"] == 0
    goal_is(page, "Reset for this scene")
    show(page)
    goal_is(page, "Reset for this scene")
    press(page, "Undo", 2)
    goal_is(page, "Goal: the dotted line: x")
    typed(page, "L2 strength λ, number", "12")
    goal_is(page, "the dotted line: x", reached=True)


def test_the_deed_of_the_scene_is_fixed_without_a_word_of_reset(visit_widgets):
    page = visit_widgets(GradientFlow())
    enter(page, 3, "None")
    typed(page, "Scale s, number", "0.5")
    assert read(page)["left_without"] < 0.001
    goal_is(page, "Goal: left: under 1/1000")
    page.get_by_role("radio", name="logistic", exact=True).check(force=True)
    goal_is(page, "left: under 1/1000", reached=True)


def test_a_goal_waits_for_its_prediction(visit_widgets):
    page = visit_widgets(GradientFlow())
    press(page, "Next scene", 2)
    page.get_by_role("radio", name="logistic", exact=True).check(force=True)
    assert read(page)["left_without"] < 0.001
    goal_is(page, "Predict first")
    press(page, "None")
    goal_is(page, "left: under 1/1000", reached=True)
    expect(page.locator(".sentence")).to_contain_text("Right.")


def test_another_question_does_not_move_the_pair(visit_widgets):
    page = visit_widgets(LookUp())
    enter(page, 2, "Only places")
    question = slider(page, "Letter of the question")
    question.press("c")
    assert read(page)["at"] == 1
    goal_is(page, "Goal: B0 in the first place")
    question.press("b")
    first, last = (middle(slider(page, f"Place of pair {pair}")) for pair in ("1, C2", "4, B0"))
    drag(page, last, 0, first[1] - last[1])
    goal_is(page, "B0 in the first place", reached=True)


def test_a_link_may_leave_the_story_out_and_the_reader_may_begin_it(visit_widgets):
    widget = EVERY[0]()
    page = opened(visit_widgets, widget, fragment=f"#{widget.name}?scene=0")
    root, story_strip = page.locator("[data-widget]"), page.get_by_role("region", name="Story")
    expect(story_strip).to_contain_text(f"Story of {len(widget.story)} scenes")
    expect(story_strip).not_to_contain_text("Goal")
    expect(page.locator(".answer")).to_have_count(0)
    expect(page.locator(".pulse")).to_have_count(0)
    expect(page.get_by_role("button", name="Previous scene")).to_be_disabled()
    page.get_by_role("button", name="Next scene").click()
    expect(root).to_have_attribute("data-scene", "1")
    press(page, "Undo")
    expect(story_strip).to_contain_text(f"Story of {len(widget.story)} scenes")
