"""What the browser tests share: fixtures of pages.py, the built book, bare pages that hold widgets, the engine."""

import zlib

import pytest
from bare_page import ROOT, bare_page
from built import BUILT
from pages import browser, idle, problems, serve, visit


@pytest.fixture(scope="session")
def book(serve):
    """The address of the built book."""
    return serve(BUILT)


@pytest.fixture(scope="session")
def scratch(serve, tmp_path_factory):
    """A served folder for bare pages: (folder, address)."""
    folder = tmp_path_factory.mktemp("pages")
    return folder, serve(folder)


@pytest.fixture
def visit_widgets(visit, scratch, request):
    """visit_widgets(widget, …, fragment="") → a bare page that holds the widgets, ready."""
    folder, address = scratch
    name = f"{zlib.crc32(request.node.nodeid.encode())}.html"

    def go(*widgets, fragment="", **options):
        (folder / name).write_text(bare_page(*widgets), encoding="utf-8")
        page = visit(f"{address}/{name}{fragment}", **options)
        for view in range(len(widgets)):
            page.locator("[data-ready]").nth(view).wait_for()
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
