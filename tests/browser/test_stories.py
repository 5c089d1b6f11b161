"""Every scene of every widget, played in the page and by nnlib: the same readings, and goals that are reached."""

import pytest
from every_widget import EVERY, TOLD, opened
from gestures import press, settle
from playwright.sync_api import expect

from nnlib.widgets import story

SCENES = [(told, number) for told, make in TOLD.items() for number in range(1, len(make().story) + 1)]


def ids(case):
    return f"{case[0]}-{case[1]}"


def read(page):
    settle(page)
    return page.evaluate("document.querySelector('.nn-widget').readings()")


def test_every_widget_opens_with_a_story():
    assert {cls.__name__: len(cls.STORY) for cls in EVERY if not 3 <= len(cls.STORY) <= 6} == {}


@pytest.mark.parametrize("case", SCENES, ids=ids)
def test_a_scene_reads_as_nnlib_computes_and_its_goal_is_reached(case, visit_widgets):
    told, number = case
    widget = TOLD[told]()
    scene = widget.story[number - 1]
    moments = [widget.readings() for _ in story.play(widget, scene)]
    fragment = f"#{widget.name}?scene={number}"
    page = opened(visit_widgets, TOLD[told](), fragment=fragment, reduced_motion="reduce", height=720)
    root = page.locator("[data-widget]")
    expect(root).to_have_attribute("data-scene", str(number))
    assert read(page) == pytest.approx(moments[0], rel=1e-9, abs=1e-9)
    assert root.get_attribute("data-reached") is None
    if scene.ask:
        page.locator(".answer").nth(scene.ask.right).click()
        settle(page)
        expect(page.locator(".sentence")).not_to_contain_text("Yes.")
    if scene.do or scene.train:
        press(page, "Show me")
        page.wait_for_function("() => !document.querySelector('[data-showing]')")
        assert read(page) == pytest.approx(moments[1], rel=1e-9, abs=1e-9)
    if scene.ask:
        expect(page.locator(".sentence")).to_contain_text("Yes.")
    if scene.goal:
        expect(root).to_have_attribute("data-reached", "")


@pytest.mark.parametrize("told", TOLD)
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 720), (640, 360)])
def test_every_scene_has_room_and_moves_nothing(told, width, height, visit_widgets):
    widget = TOLD[told]()
    page = opened(visit_widgets, widget, width=width, height=height, touch=width < 700, reduced_motion="reduce")
    top = page.locator(".hero").bounding_box()["y"]

    def fits(number):
        settle(page)
        assert page.locator(".hero").bounding_box()["y"] == pytest.approx(top, abs=0.5), number
        room = page.evaluate(
            """() => {
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
        )
        assert min(room) >= 0, (number, room)

    for number, scene in enumerate(widget.story, start=1):
        fits(number)
        if scene.ask:
            page.locator(".answer").first.click()
            fits(number)
            press(page, "Show me")
            page.wait_for_function("() => !document.querySelector('[data-showing]')")
            fits(number)
        if number < len(widget.story):
            page.get_by_role("button", name="Next scene").click()
