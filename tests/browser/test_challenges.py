"""In a challenge the points stay: what separates them is moved."""

import pytest
from every_widget import state
from gestures import press, settle
from playwright.sync_api import expect

from nnlib.widgets import DecisionBoundary, SoftSteps


@pytest.mark.parametrize("widget", [DecisionBoundary, SoftSteps])
def test_the_points_of_a_challenge_stay(widget, visit_widgets):
    page = visit_widgets(widget(challenge=2))
    before = state(page)
    point = page.get_by_role("slider", name="Point 1,").first
    for key in ("ArrowRight", "f", "Delete", "Enter"):
        point.press(key)
        settle(page)
        assert state(page) == before, key
        expect(page.locator(".notice")).to_contain_text("In a challenge the points stay as they are.")
    press(page, "Leave challenge")
    point.press("ArrowRight")
    settle(page)
    assert state(page) != before
    expect(page.locator(".score")).to_be_hidden()


@pytest.mark.parametrize("widget", [DecisionBoundary, SoftSteps])
def test_a_locked_challenge_keeps_its_points_whatever_is_pressed(widget, visit_widgets):
    page = visit_widgets(widget(challenge=2, locked=True))
    before = state(page)
    page.locator(".nn-widget").focus()
    for key in "1234":
        page.keyboard.press(key)
        settle(page)
        assert state(page) == before, key
    page.get_by_role("button", name="More", exact=False).last.click()
    sheets = page.locator(".sheets label:visible").all_text_contents()
    assert sheets and not {"Data", "Challenge"} & set(sheets)
