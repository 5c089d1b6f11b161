"""Every page of the built book in Firefox and WebKit: from a server and a disk, light and dark, wide and narrow."""

import pytest
from built import pages, views
from reader import press, sees
from sight import GROUND, fits

WIDE, NARROW = 1280, 360
# Scrolls to every widget, as it rests until it is known to be in view; what observes later is told later.
SEEN = """async () => {
  for (const widget of document.querySelectorAll("[data-widget]")) {
    widget.scrollIntoView({ block: "center", behavior: "instant" });
    await new Promise((told) => new IntersectionObserver(told).observe(widget));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }
}"""
GROUNDS = f"() => [...document.querySelectorAll('body, [data-widget]')].map({GROUND})"


def is_whole(page, name, width, dark):
    """Every widget is drawn, nothing makes the page scroll sideways, and all of it is dark, or all is light."""
    page.wait("count => document.querySelectorAll('[data-ready]').length === count", len(views(name)))
    page.evaluate(SEEN)
    fits(page, width)
    assert page.evaluate("document.documentElement.dataset.theme") == ("dark" if dark else "light")
    assert {luminance < 0.05 for luminance in page.evaluate(GROUNDS)} == {dark}


@pytest.mark.parametrize("name", pages())
def test_from_a_server_wide_by_day_then_switched_to_dark(light, book, serve, name):
    address = serve(book(light))  # its own, so that no other page's switch is remembered
    light.open(f"{address}/{name}", width=WIDE)
    is_whole(light, name, WIDE, dark=False)
    if sees(light, ".theme-switch-button"):  # the page of what is not found has none
        while light.evaluate("document.documentElement.dataset.mode") != "dark":
            press(light, ".theme-switch-button")
        is_whole(light, name, WIDE, dark=True)
    assert light.faults() == []


@pytest.mark.parametrize("name", pages())
def test_from_a_disk_narrow_by_night_then_wide(dark, book, name):
    dark.open(f"{book(dark).as_uri()}/{name}", width=NARROW)
    is_whole(dark, name, NARROW, dark=True)
    dark.resize(WIDE, 900)
    is_whole(dark, name, WIDE, dark=True)
    assert dark.faults() == []
