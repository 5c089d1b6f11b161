"""Every page of the built book as readers open it: on a screen of any size, light or dark, from a disk, on paper."""

import pytest
from built import BUILT, documents, pages, views
from gestures import settle, widgets
from playwright.sync_api import expect
from sight import PAINTED, SCROLLED, dark_pictures, fits, is_dark

PAGES, DOCUMENTS = pages(), documents()
WIDGET_PAGES = [page for page in PAGES if views(page)]

PHONE, LAPTOP, PROJECTOR = 360, 1280, 1920


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("place", "width", "dark"),
    [("server", LAPTOP, False), ("server", PHONE, True), ("disk", LAPTOP, True), ("disk", PHONE, False)],
    ids=["server-laptop-light", "server-phone-dark", "disk-laptop-dark", "disk-phone-light"],
)
def test_every_page_opens_whole_and_alive(visit, book, name, place, width, dark):
    page = visit(f"{book if place == 'server' else BUILT.as_uri()}/{name}", width=width, dark=dark)
    assert len(widgets(page)) == len(views(name))
    settle(page)
    fits(page, width)
    if width == LAPTOP:
        assert page.evaluate(SCROLLED) == []
    expect(page.locator("html")).to_have_attribute("data-theme", "dark" if dark else "light")
    assert {is_dark(part) for part in page.locator("body, [data-widget]").all()} == {dark}


# Punctuation that begins a line though it follows a formula.
ORPHANS = """() => [...document.querySelectorAll("article .math")].filter(({ nextSibling: next, lastElementChild }) => {
  if (next?.nodeType !== Node.TEXT_NODE || !/^[,.;:!?)\\]]/.test(next.data)) return false;
  const range = document.createRange();
  range.setStart(next, 0);
  range.setEnd(next, 1);
  const [mark, formula] = [range, [...lastElementChild.querySelectorAll(".base")].at(-1)].map(
    (each) => each.getBoundingClientRect());
  return mark.width > 0 && mark.left < formula.left;
}).map(({ textContent, nextSibling }) => textContent + nextSibling.data.slice(0, 9))"""


@pytest.mark.parametrize("width", [LAPTOP, 390])
def test_no_line_begins_with_the_comma_after_a_formula(visit, book, width):
    orphans = {}
    for name in ["01-soft-step-features.html", "05-activation-functions.html", "notation.html"]:
        page = visit(f"{book}/{name}", width=width)
        orphans[name] = page.evaluate(ORPHANS)
        page.close()
    assert not any(orphans.values()), orphans


@pytest.mark.parametrize("name", PAGES)
def test_a_projector_shows_it_large(visit, book, name):
    page = visit(f"{book}/{name}", width=PROJECTOR, height=1080)
    for widget in widgets(page):
        assert widget.locator(".hero").bounding_box()["width"] > 500
    settle(page)
    fits(page, PROJECTOR)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_paper_is_light_and_holds_nothing_to_click(visit, book, name):
    page = visit(f"{book}/{name}", dark=True)
    shown = widgets(page)
    page.evaluate(f"() => matchMedia('print').addEventListener('change', () => (window.printed ??= ({PAINTED})()))")
    assert page.pdf().startswith(b"%PDF")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    assert page.evaluate("window.printed") == pytest.approx(page.evaluate(PAINTED), abs=0.02)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")

    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("nav, button:not(.term), select, input, .bd-sidebar").filter(visible=True)).to_have_count(0)
    for widget in shown:
        expect(widget.locator(".hero")).to_be_visible()
    assert not any(is_dark(part) for part in page.locator("body, [data-widget]").all())


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
