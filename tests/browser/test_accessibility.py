"""axe-core finds nothing serious on any page, in any widget, light or dark, folded or unfolded."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from built import pages, views
from gestures import widgets
from playwright.sync_api import expect

from nnlib import widgets as library

UNFOLD = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const button of document.querySelectorAll(".toggle-button-hidden")) button.click();
  const ends = (animation) => animation.effect.getComputedTiming().endTime < Infinity; // a handle to grab pulses on
  return Promise.all(document.getAnimations().filter(ends).map((animation) => animation.finished));
}"""
# Code is many words in few colours, and contrast takes longest: of each kind of word in each kind of block one stays.
THIN_OUT = """() => {
  const seen = new Set();
  for (const word of document.querySelectorAll(".highlight span")) {
    const block = word.closest(".highlight").parentElement;
    const kind = [word, block, block.closest(".admonition, .cell_input, .cell_output")].map((each) => each?.className);
    if (seen.has(kind.join())) word.replaceWith(...word.childNodes);
    seen.add(kind.join());
  }
}"""
OPTIONS = {"resultTypes": ["violations"], "preload": False}
BUT_FORMULAS = {"exclude": [[".katex"]]}  # KaTeX's markup, which a screen reader meets as MathML


def check(page):
    """Fails with what axe-core calls serious or critical, each with its rule and its place."""
    faults = [
        f"{violation['id']} at {node['target']}: {node['failureSummary']}"
        for violation in Axe().run(page, context=BUT_FORMULAS, options=OPTIONS).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", pages())
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)], ids=["laptop-light", "phone-dark"])
def test_pages(visit, book, name, width, dark):
    page = visit(f"{book}/{name}", width=width, dark=dark)
    assert len(widgets(page)) == len(views(name))
    page.evaluate(UNFOLD)
    page.evaluate(THIN_OUT)
    check(page)


@pytest.mark.parametrize("name", library.__all__)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_widgets_with_a_notice(visit_widgets, name, dark):
    widget = getattr(library, name)()
    page = visit_widgets(widget, fragment=f"#{widget.name}?nonsense", dark=dark)
    expect(page.get_by_text("This link cannot be used:")).to_be_visible()
    check(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_two_activations_side_by_side(visit_widgets, dark):
    page = visit_widgets(library.DecisionBoundary(compare=True, hidden=[4, 4]), dark=dark)
    check(page)


def test_the_open_search_and_contents(visit, book):
    page = visit(f"{book}/index.html", width=360)
    page.locator(".search-button").first.click()
    expect(page.locator("#search-input")).to_be_visible()
    check(page)
    page.keyboard.press("Escape")
    page.locator(".primary-toggle").click()
    expect(page.locator(".bd-sidebar-primary")).to_be_visible()
    check(page)
