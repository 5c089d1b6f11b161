"""How smoothly a line is dragged in DecisionBoundary, with the largest network on its page: 2-16-16-1."""

import math
import statistics
import time
from pathlib import Path

from playwright.sync_api import Error

from .browser import served_book

from gestures import grip  # isort: skip - found by way of .browser

TITLE = "Dragging a unit's line in DecisionBoundary, 2-16-16-1, for 4 s by mouse: milliseconds"
SECONDS = 4
MEDIAN, SLOW = 16.7, 33
CASES = {"tanh": "activation=tanh", "ReLU": "activation=relu", "ReLU and logistic side by side": "compare=1"}


def percentile(values, share):
    return sorted(values)[math.ceil(share * len(values)) - 1]


def free_grip(page):
    """A place where the line of some unit lies free: among sixteen lines most are covered in places."""
    page.locator("[data-widget]").scroll_into_view_if_needed()
    for unit in range(1, 17):
        try:
            return grip(page.get_by_role("slider", name=f"Line of hidden unit {unit}", exact=True).first)
        except Error:
            continue
    raise RuntimeError("every line is covered")


def drag(page):
    """Moves the pointer with a line up and down, as fast as the browser takes it."""
    x, y = free_grip(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 10)
    page.evaluate("startFrames()")
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        page.mouse.move(x, y - 60, steps=60)
        page.mouse.move(x, y + 60, steps=60)
    recorded = page.evaluate("recordedFrames()")
    page.mouse.up()
    return recorded


def row(what, value, target=None):
    value = round(value, 1)
    return what, f"{value:.1f}", f"≤ {target}" if target else "", value <= target if target else None


def rows(browser):
    with served_book() as address:
        for name, query in CASES.items():
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_init_script(path=Path(__file__).with_suffix(".js"))
            page = context.new_page()
            page.goto(f"{address}/index.html#decision-boundary?hidden=16,16&{query}")
            page.locator("[data-ready]").wait_for()
            frames = drag(page)
            context.close()
            intervals = [frame["interval"] for frame in frames]
            busy = [frame["busy"] for frame in frames]
            yield row(f"{name}: from frame to frame, median of {len(frames)}", statistics.median(intervals), MEDIAN)
            yield row(f"{name}: from frame to frame, 95th percentile", percentile(intervals, 0.95), SLOW)
            yield row(f"{name}: handlers and drawing, median", statistics.median(busy))
            yield row(f"{name}: handlers and drawing, 95th percentile", percentile(busy, 0.95))
