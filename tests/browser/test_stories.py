"""Every scene of every widget, played in the page and by nnlib: the same readings, and goals that are reached."""

import pytest
from every_widget import EVERY, TOLD, opened
from gestures import press, settle
from playwright.sync_api import expect

from nnlib.widgets import story

# Of the strip and what stands in it, the room that is left, in pixels.
ROOM = """() => {
  const found = (...names) => names.map((each) => document.querySelector(each));
  const [story, says] = found('.story', '.says');
  const [box, inner] = [story.getBoundingClientRect(), says.getBoundingClientRect()];
  const [side, ...parts] = found('.strip-side', '.scene-nav', '.goal');
  const boxes = parts.map((each) => each.getBoundingClientRect());
  return [
    inner.top - box.top, box.bottom - inner.bottom, says.clientWidth - says.scrollWidth,
    side.clientWidth - side.scrollWidth, 50 - boxes[0].height,
    ...boxes.flatMap((each) => [box.right - each.right, box.bottom - each.bottom]),
    ...boxes.map((each) => Math.max(each.left - inner.right, each.top - inner.bottom)),
  ];
}"""


def read(page):
    settle(page)
    return page.evaluate("document.querySelector('.nn-widget').readings()")


def show(page):
    press(page, "Show me")
    page.wait_for_function("() => !document.querySelector('[data-showing]')")


class Room:
    """What the strip says has room in each window, and the picture stays where it stood at first."""

    def __init__(self, page, *windows):
        self.page = page
        self.windows = windows
        self.tops = {}

    def check(self, number):
        for width, height in self.windows:
            self.page.set_viewport_size({"width": width, "height": height})
            settle(self.page)
            top = self.page.locator(".hero").bounding_box()["y"]
            assert top == pytest.approx(self.tops.setdefault(width, top), abs=0.5), (number, width)
            room = self.page.evaluate(ROOM)
            assert min(room) >= 0, (number, width, room)


def test_every_widget_opens_with_a_story():
    assert {cls.__name__: len(cls.STORY) for cls in EVERY if not 3 <= len(cls.STORY) <= 6} == {}


@pytest.mark.parametrize("told", TOLD)
def test_each_scene_reads_as_nnlib_computes_has_room_and_its_goal_is_reached(told, visit_widgets):
    widget = TOLD[told]()
    page = opened(visit_widgets, TOLD[told](), reduced_motion="reduce", height=720)
    root = page.locator("[data-widget]")
    room = Room(page, (1280, 720))
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
    room = Room(page, (640, 360), (390, 720))
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
