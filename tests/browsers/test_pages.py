"""Every page of the built book in Firefox and WebKit: from a server and a disk, light and dark, wide and narrow."""

import pytest
from built import pages, views, widget_state
from reader import press, sees, settle
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


# What a link to the last widget has opened: its scene, and whether its title is in view.
LINKED = """() => {
  const last = [...document.querySelectorAll("[data-widget]")].at(-1);
  const { top, bottom } = last.querySelector(".title").getBoundingClientRect();
  return [last.dataset.scene, top >= 0 && bottom <= innerHeight, last.querySelector(".notice").textContent];
}"""


def draws(page, name):
    """Every widget of the page is drawn."""
    page.wait("count => document.querySelectorAll('[data-ready]').length === count", len(views(name)))
    settle(page)


def is_whole(page, width, dark):
    """Nothing makes the page scroll sideways, and all of it is dark, or all is light."""
    fits(page, width)
    assert page.evaluate("document.documentElement.dataset.theme") == ("dark" if dark else "light")
    assert {luminance < 0.05 for luminance in page.evaluate(GROUNDS)} == {dark}


@pytest.mark.parametrize("name", pages())
def test_from_a_server_by_a_link_wide_and_light_then_switched_to_dark(light, book, serve, name):
    address = serve(book(light))  # its own, so that no other page's switch is remembered
    last = widget_state(name)[views(name)[-1]]["state"]["name"] if views(name) else "none"
    light.open(f"{address}/{name}#{last}?scene=2", width=WIDE)
    draws(light, name)
    if views(name):
        assert light.evaluate(LINKED) == ["2", True, ""]
    light.evaluate(SEEN)
    is_whole(light, WIDE, dark=False)
    if sees(light, ".theme-switch-button"):  # the page of what is not found has none
        while light.evaluate("document.documentElement.dataset.mode") != "dark":
            press(light, ".theme-switch-button")  # every widget is drawn anew, in view or not
        is_whole(light, WIDE, dark=True)
    assert light.faults() == []


@pytest.mark.parametrize("name", pages())
def test_from_a_disk_narrow_and_dark(dark, book, name):
    dark.open(f"{book(dark).as_uri()}/{name}", width=NARROW)
    draws(dark, name)
    dark.evaluate(SEEN)
    is_whole(dark, NARROW, dark=True)
    assert dark.faults() == []
