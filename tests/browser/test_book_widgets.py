"""The widgets on the book's own pages are those that the widgets' own tests know: they move, and links carry them."""

import functools
import re
from itertools import groupby

import pytest
from built import BUILT, pages, parsed, views, widget_state
from gestures import copied_link, drag, follow, middle, press, settle, swipe, tool, value, widgets
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def kept_page(stay, book):
    """kept_page(name) → a page of the book that tests follow links on; any state of its widgets may be met there."""
    with stay() as visit:
        yield functools.cache(lambda name: visit(f"{book}/{name}"))


@pytest.fixture
def index(visit, book):
    """index(…) → the first page, its widget drawn."""

    def go(fragment="", address=book, **options):
        page = visit(f"{address}/index.html{fragment}", **options)
        widgets(page)
        return page

    return go


def line(page):
    return page.get_by_role("slider", name="Line of hidden unit 1", exact=True)


def point(page):
    return page.get_by_role("slider", name=re.compile("^Point 1, class"))


def picture(page):
    settle(page)
    return page.locator(".boundary-line").first.get_attribute("d")


def test_a_line_is_dragged_by_mouse(index):
    page = index()
    before, drawn = value(line(page)), picture(page)
    _, y = middle(line(page).locator(".ink"))
    box = page.locator(".plane").first.bounding_box()
    drag(page, (box["x"] + 0.2 * box["width"], y), 0, 40)
    assert abs(value(line(page)) - before) > 0.1
    assert picture(page) != drawn


def test_a_point_is_dragged_by_touch(index):
    page = index(width=360, height=640, touch=True)
    point(page).scroll_into_view_if_needed()
    before = value(point(page))
    swipe(page, middle(point(page)), 40, 0)
    assert value(point(page)) > before + 0.1


def test_a_line_is_moved_by_keys(index):
    page = index()
    before, drawn = value(line(page)), picture(page)
    for _ in range(10):
        line(page).press("Shift+ArrowUp")
    assert value(line(page)) == pytest.approx(before - 1, abs=1e-6)
    assert picture(page) != drawn


@pytest.mark.parametrize("place", ["server", "disk"])
def test_a_link_carries_what_was_done(index, book, visit, place):
    page = index(address=book if place == "server" else BUILT.as_uri())
    opening = picture(page)
    for _ in range(5):
        line(page).press("Shift+ArrowUp")
    link = copied_link(page)
    copy = visit(link)
    widgets(copy)
    assert value(line(copy)) == pytest.approx(value(line(page)), abs=1e-5)
    assert picture(copy) == picture(page)
    press(copy, "Reset")
    assert picture(copy) == opening
    tool(copy, "Reset to the link")
    assert picture(copy) == picture(page)


def test_a_hostile_link_gives_the_opening_state_and_a_notice(index):
    opening = value(line(index()))
    page = index("#decision-boundary?theta=NaN&rate=<img src=x onerror=alert(1)>")
    expect(page.get_by_text("This link cannot be used:")).to_be_visible()
    assert value(line(page)) == opening


@pytest.mark.parametrize("name", [page for page in pages() if views(page)])
def test_each_widget_of_a_page_has_a_name_of_its_own(name):
    names = [model["state"]["name"] for model in widget_state(name).values()]
    assert len(set(names)) == len(names)
    assert set(views(name)) == set(widget_state(name))


def test_the_links_for_a_class_open_what_they_say(kept_page):
    links = sorted(link["href"] for link in parsed("teach.html").select('article a[href*="?"][href*="#"]'))
    assert len([link for link in links if "challenge=" in link]) > 4
    for name, group in groupby(links, key=lambda link: link.partition("#")[0]):
        page = kept_page(name)
        names = [widget_state(name)[model]["state"]["name"] for model in views(name)]
        for fragment in (link.partition("#")[2] for link in group):
            page.evaluate("fragment => { location.hash = fragment; }", fragment)
            target = page.locator(".widget-view").nth(names.index(fragment.partition("?")[0])).locator("[data-widget]")
            expect(target).to_have_attribute("data-controls", "picture" if "controls=picture" in fragment else "all")
            expect(target.locator(".notice").first).to_have_text("")
            expect(target.locator(".title")).to_be_in_viewport()
            if "challenge=" in fragment:
                expect(target.locator(".story")).to_contain_text("Challenge.")
                expect(target.locator(".solved")).to_be_hidden()
            else:  # no other question beside the teacher's
                expect(target.locator(".goal")).to_have_text(re.compile("^Story of"))


# What of the widget is covered by something else.
COVERED = """(root) => [...root.querySelectorAll(".tools button, .title, .story button, .panel button")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => {
    const { left, top, width, height } = each.getBoundingClientRect();
    return !root.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  }).map((each) => each.textContent)"""


@pytest.mark.parametrize("name", [page for page in pages() if views(page)])
def test_alone_in_the_window_nothing_lies_over_it(kept_page, name):
    page = kept_page(name)
    page.set_viewport_size({"width": 1366, "height": 768})
    for state in widget_state(name).values():
        follow(page, f"#{state['state']['name']}?stage=1")
        root = page.locator("[data-widget].full[data-ready]")
        expect(root).to_have_attribute("data-widget", state["widget"].rpartition(".")[2])
        assert root.bounding_box() == {"x": 0, "y": 0, "width": 1366, "height": 768}
        assert root.evaluate(COVERED) == []


def test_alone_in_the_window_it_has_the_keys_and_gives_way_to_another(visit, book):
    page = visit(f"{book}/05-activation-functions.html#dead-re-lu?stage=1", width=1366, height=768)
    first = page.locator("[data-widget=DeadReLU]")
    expect(first).to_have_class(re.compile(r"\bfull\b"))
    page.keyboard.press("ArrowRight")
    expect(first).to_have_attribute("data-scene", "2")
    page.evaluate("() => { location.hash = '#decision-boundary?stage=1'; }")
    expect(page.locator("[data-widget=DecisionBoundary]")).to_have_class(re.compile(r"\bfull\b"))
    expect(first).not_to_have_class(re.compile(r"\bfull\b"))
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-widget=DecisionBoundary]")).to_have_attribute("data-scene", "2")
