"""What the browser tests share: fixtures of pages.py, the built book, bare pages that hold widgets, the engine."""

import functools
import zlib
from contextlib import contextmanager
from itertools import count

import pytest
from bare_page import ROOT, bare_page
from built import BUILT
from gestures import as_new
from pages import browser, idle, problems, serve, stay, visit

from nnlib import widgets


@pytest.fixture(scope="session")
def book(serve):
    """The address of the built book."""
    return serve(BUILT)


@pytest.fixture(scope="session")
def scratch(serve, tmp_path_factory):
    """A served folder for bare pages: (folder, address)."""
    folder = tmp_path_factory.mktemp("pages")
    return folder, serve(folder)


def visitor(visit, scratch, name):
    """visit_widgets(widget, …, fragment="") → a bare page of this name that holds the widgets, ready."""
    folder, address = scratch

    def go(*widgets, fragment="", **options):
        (folder / name).write_text(bare_page(*widgets), encoding="utf-8")
        page = visit(f"{address}/{name}{fragment}", **options)
        for view in range(len(widgets)):
            page.locator("[data-ready]").nth(view).wait_for()
        return page

    return go


@pytest.fixture
def visit_widgets(visit, scratch, request):
    """Bare pages of one test."""
    return visitor(visit, scratch, f"{zlib.crc32(request.node.nodeid.encode())}.html")


@pytest.fixture(scope="session")
def stay_at_widgets(stay, scratch):
    """stay_at_widgets() is a context: visit_widgets(…) for a page that several tests ask."""

    numbers = count()

    @contextmanager
    def go():
        with stay() as visit:
            yield visitor(visit, scratch, f"{next(numbers)}.html")  # an address of its own: browsers keep pages

    return go


@pytest.fixture(scope="module")
def kept(stay_at_widgets):
    """kept(name, **options) → the page with this widget that the tests of a file share."""
    with stay_at_widgets() as visit_widgets:
        yield functools.cache(lambda name, **options: visit_widgets(getattr(widgets, name)(), **options))


@pytest.fixture
def shared(kept):
    """shared(widget, **options) → the file's page as good as new, its widget in this one's state.

    It is sooner there than a page of one's own, visit_widgets; what is told of the page, as its colours, stays.
    """

    def go(widget, *, width=1280, height=900, **options):
        page = kept(type(widget).__name__, **options)
        page.set_viewport_size({"width": width, "height": height})
        as_new(page, widget.link())
        return page

    return go


@pytest.fixture(scope="session")
def engine(browser, serve):
    """engine(body, argument) runs a function body with the engine's exports in `E` and the argument in `a`."""
    folder = ROOT / "src" / "nnlib" / "widgets" / "engine"
    page = browser.new_page()
    page.goto(f"{serve(folder)}/random.js")
    page.evaluate(
        """async (modules) => {
          window.engine = {};
          for (const name of modules) Object.assign(window.engine, await import(`/${name}`));
        }""",
        sorted(path.name for path in folder.glob("*.js")),
    )
    yield lambda body, argument=None: page.evaluate(f"(a) => {{ const E = window.engine; {body} }}", argument)
    page.close()
