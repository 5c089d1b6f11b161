"""What the browser tests share: the fixtures of pages.py, the built book, and bare pages that hold a widget."""

import zlib

import pytest
from bare_page import bare_page
from built import BUILT
from pages import browser, problems, serve, visit


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
