"""Every page of the built book as readers open it: on a screen of any size, light or dark, from a disk, on paper."""

from dataclasses import dataclass

import pytest
from axe import check, unfold
from built import BUILT, pages, views
from gestures import settle, widgets
from playwright.sync_api import Locator, Page, expect
from sight import BELOW, PAINTED, REACHED, SCROLLED, dark_pictures, fits, is_dark

PAGES = pages()
WIDGET_PAGES = [page for page in PAGES if views(page)]

PHONE, LAPTOP, PROJECTOR = 360, 1280, 1920


@dataclass
class Opened:
    name: str
    page: Page
    widgets: list[Locator]


def every_page(place, width, dark):
    """Each page as it is opened there at a width, light or dark; opened once for all tests that ask for it."""

    @pytest.fixture(scope="module", params=PAGES)
    def opened(request, book, stay):
        with stay() as visit:
            address = f"{book if place == 'server' else BUILT.as_uri()}/{request.param}"
            page = visit(address, width=width, dark=dark)
            yield Opened(request.param, page, widgets(page))

    return opened


served = every_page("server", LAPTOP, dark=False)
from_disk = every_page("disk", PHONE, dark=True)


# The theme lets the keys reach what scrolls, a moment after the screen has changed.
REACHABLE = """() => [...document.querySelectorAll("pre")]
  .every((text) => text.scrollWidth <= text.clientWidth || text.tabIndex === 0)"""


def turn(page, width, dark):
    """The same page on another screen."""
    page.set_viewport_size({"width": width, "height": 900})
    theme = "dark" if dark else "light"
    page.emulate_media(color_scheme=theme)
    page.wait_for_function("theme => document.documentElement.dataset.theme === theme", arg=theme)
    page.wait_for_function(REACHABLE)
    widgets(page)


def check_whole_and_alive(opened, width, dark):
    page = opened.page
    assert len(opened.widgets) == len(views(opened.name))
    settle(page)
    fits(page, width)
    if width == LAPTOP:
        assert page.evaluate(SCROLLED) == []
    expect(page.locator("html")).to_have_attribute("data-theme", "dark" if dark else "light")
    assert {is_dark(part) for part in page.locator("body, [data-widget]").all()} == {dark}
    assert [widget.locator(".hero").evaluate(BELOW) for widget in opened.widgets] == [[] for _ in opened.widgets]


def test_every_page_opens_whole_and_alive_on_a_laptop_and_turned_narrow_and_dark(served):
    check_whole_and_alive(served, LAPTOP, dark=False)
    turn(served.page, PHONE, dark=True)
    check_whole_and_alive(served, PHONE, dark=True)
    turn(served.page, LAPTOP, dark=False)


# Punctuation that begins a line though it follows a formula; where it is part of the formula it cannot.
ORPHANS = """() => [...document.querySelectorAll("article .math")]
  .map(({ textContent, nextSibling }) => [textContent, nextSibling?.data ?? ""])
  .filter(([, after]) => /^[,.;:!?)\\]]/.test(after))"""


def test_no_line_begins_with_the_comma_after_a_formula(served):
    assert served.page.evaluate(ORPHANS) == []


def test_no_style_of_the_page_reaches_into_a_widget(served):
    assert served.page.evaluate(REACHED) == []


def test_axe_finds_nothing_serious(served):
    unfold(served.page)
    check(served.page)


def test_every_page_opens_whole_and_alive_from_disk_on_a_phone_and_turned_wide_and_light(from_disk):
    check_whole_and_alive(from_disk, PHONE, dark=True)
    turn(from_disk.page, LAPTOP, dark=False)
    check_whole_and_alive(from_disk, LAPTOP, dark=False)


def test_a_projector_shows_it_large(from_disk):
    page = from_disk.page
    page.set_viewport_size({"width": PROJECTOR, "height": 1080})
    for widget in widgets(page):
        assert widget.locator(".hero").bounding_box()["width"] > 500
    fits(page, PROJECTOR)


def test_paper_is_light_and_holds_nothing_to_click(from_disk):
    page = from_disk.page
    turn(page, LAPTOP, dark=True)
    page.evaluate(f"() => matchMedia('print').addEventListener('change', () => (window.printed ??= ({PAINTED})()))")
    assert page.pdf().startswith(b"%PDF")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    assert page.evaluate("window.printed") == pytest.approx(page.evaluate(PAINTED), abs=0.02)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")

    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    clickable = page.locator("nav, button:not(.term), select, input, .bd-sidebar").filter(visible=True)
    assert clickable.count() == (from_disk.name == "search.html")  # where one searches, one searches
    for widget in from_disk.widgets:
        expect(widget.locator(".hero")).to_be_visible()
    assert not any(is_dark(part) for part in page.locator("body, [data-widget]").all())
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="null")


def test_axe_finds_nothing_serious_on_a_phone_in_the_dark(from_disk):
    turn(from_disk.page, PHONE, dark=True)
    unfold(from_disk.page)
    check(from_disk.page, again=True)


@pytest.mark.parametrize("name", WIDGET_PAGES)
def test_without_scripts_the_still_pictures_are_seen(visit, book, name):
    page = visit(f"{book}/{name}", scripts=False)
    stills = page.locator(".widget-view > img").all()
    assert len(stills) == len(views(name))
    for still in stills:
        expect(still).to_be_visible()
        assert still.evaluate("(image) => image.naturalWidth") > 500
    fits(page, LAPTOP)


def test_the_readers_own_theme_reaches_the_widgets(visit, book):
    page = visit(f"{book}/index.html")
    widget = widgets(page)[0]
    seen = {is_dark(widget)}
    for _ in range(2):
        page.locator(".theme-switch-button").first.click()
        settle(page)
        assert is_dark(page.locator("body")) == is_dark(widget)
        seen.add(is_dark(widget))
        assert set(dark_pictures(page)) == {is_dark(widget)}
    assert seen == {False, True}


@pytest.mark.parametrize("place", ["server", "disk"])
def test_the_search_finds_pages(visit, book, place):
    page = visit(f"{book if place == 'server' else BUILT.as_uri()}/search.html?q=activation")
    found = page.locator("#search-results li a")
    found.first.wait_for()
    page.wait_for_load_state("networkidle")  # the pages found are fetched for their summaries
    found.first.click()
    expect(page.locator("h1").first).to_be_visible()


@pytest.mark.parametrize("term", ["causal mask", "dead unit", "permutation equivariance"])
def test_the_search_finds_the_terms_of_the_glossary(visit, book, term):
    page = visit(f"{book}/search.html?q={term}")
    entry = page.locator(f'#search-results a[href*="glossary.html#term-{term.replace(" ", "-")}"]')
    entry.first.wait_for()
    page.wait_for_load_state("networkidle")
    entry.first.click()
    expect(page.locator("dt:target")).to_contain_text(term)


def test_the_front_page_has_a_card_with_a_picture_for_each_section(visit, book):
    page = visit(f"{book}/index.html")
    cards = page.locator(".section-card")
    assert cards.count() == 10
    for number, each in enumerate(cards.all(), start=1):
        assert each.locator("img").evaluate("(image) => image.naturalWidth") > 400
        assert each.get_by_role("link").get_attribute("href").startswith(f"{number:02}-")
