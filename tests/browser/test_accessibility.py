"""axe-core finds nothing serious in any widget, light or dark (nor on any page: test_book.py)."""

import pytest
from axe import check
from playwright.sync_api import expect

from nnlib import widgets as library


@pytest.mark.parametrize("name", library.__all__)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_widgets_with_a_notice(visit_widgets, name, dark):
    widget = getattr(library, name)()
    page = visit_widgets(widget, fragment=f"#{widget.name}?nonsense", dark=dark)
    expect(page.get_by_text("This link cannot be used:")).to_be_visible()
    check(page, again=dark)


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
