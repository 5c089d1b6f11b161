"""Every page of the built book as readers open it: on a screen of any size, light or dark, from a disk, on paper."""

import pytest
from built import BUILT, documents, pages, views
from gestures import settle, widgets
from playwright.sync_api import expect

PAGES, DOCUMENTS = pages(), documents()
WIDGET_PAGES = [page for page in PAGES if views(page)]

PHONE, LAPTOP, PROJECTOR = 360, 1280, 1920

# What of the article reaches beyond the screen and cannot be scrolled to.
CUT_OFF = """() => {
  const clips = (element) => /auto|scroll|hidden/.test(getComputedStyle(element).overflowX);
  const held = (element) => element.matches("article *") && (clips(element) || held(element.parentElement));
  return [...document.querySelectorAll("article *")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !held(element.parentElement))
    .map((element) => element.outerHTML.slice(0, 120));
}"""

# The relative luminance of the ground that an element stands on.
GROUND = """(element) => {
  const channels = (each) => getComputedStyle(each).backgroundColor.match(/[\\d.]+/g).map(Number);
  while (channels(element)[3] === 0) element = element.parentElement;
  const [r, g, b] = channels(element).map((each) => (each / 255) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}"""

# The brightness, from 0 to 1, of what is painted on each canvas that is seen.
PAINTED = """() => {
  const seen = [...document.querySelectorAll("[data-widget] canvas")].filter((canvas) => canvas.checkVisibility());
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  return seen.map((canvas) => {
    context.drawImage(canvas, 0, 0, 1, 1);
    const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
    return (r + g + b) / 765;
  });
}"""


def fits(page, width):
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert page.evaluate(CUT_OFF) == []


def is_dark(part):
    luminance = part.evaluate(GROUND)
    assert luminance < 0.05 or luminance > 0.85
    return luminance < 0.05


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
    expect(page.locator("html")).to_have_attribute("data-theme", "dark" if dark else "light")
    assert {is_dark(part) for part in page.locator("body, [data-widget]").all()} == {dark}


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
    assert all(brightness > 0.5 for brightness in page.evaluate("window.printed"))
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("nav, button, select, input, .bd-sidebar").filter(visible=True)).to_have_count(0)
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
    page = visit(f"{book}/{WIDGET_PAGES[0]}")
    widget = widgets(page)[0]
    seen = {is_dark(widget)}
    for _ in range(2):
        page.locator(".theme-switch-button").first.click()
        settle(page)
        assert is_dark(page.locator("body")) == is_dark(widget)
        seen.add(is_dark(widget))
        painted = page.evaluate(PAINTED)
        assert all((brightness < 0.5) == is_dark(widget) for brightness in painted)
    assert seen == {False, True}


@pytest.mark.parametrize("place", ["server", "disk"])
def test_the_search_finds_pages(visit, book, place):
    page = visit(f"{book if place == 'server' else BUILT.as_uri()}/search.html?q=activation")
    found = page.locator("#search-results li a")
    found.first.wait_for()
    found.first.click()
    expect(page.locator("h1").first).to_be_visible()
