"""What the tests of Firefox and WebKit share: the browsers, each started once in light and in dark, and the pages."""

import pytest
from bare_page import bare_page
from built import BUILT
from every_widget import COLUMN
from firefox import Firefox
from installed import wanted
from pages import serve
from webkit import WebKit
from xdist.scheduler import LoadScopeScheduling

ENGINES = {"firefox": Firefox, "webkit": WebKit}


class ByBrowser(LoadScopeScheduling):
    """Keeps the tests of one browser together: each process that ran some of them would start it once more."""

    def _split_scope(self, nodeid):
        return "-".join(nodeid.rpartition("[")[2].split("-")[:2])  # as in test_…[firefox-light-index.html]


# Instead of xdist_group: xdist 3.8 writes groups where pytest 9.2 does not read them.
@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return ByBrowser(config, log)


def started(dark):
    """Each browser, for a reader who likes it light or dark."""
    theme = "dark" if dark else "light"

    @pytest.fixture(scope="session", params=wanted(), ids=lambda name: f"{name}-{theme}")
    def engine(request):
        engine = ENGINES[request.param](dark)
        yield engine
        engine.close()

    return engine


light = started(False)
dark = started(True)


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """book(engine) → the folder of the built book, as the engine is to see it."""
    copies = {}

    def of(engine):
        kind = type(engine)
        if kind not in copies:
            copies[kind] = engine.watched(BUILT, tmp_path_factory.mktemp("copies") / "book")
        return copies[kind]

    return of


@pytest.fixture(scope="session")
def bare(serve, tmp_path_factory):
    """bare(engine, widget) → the address of a bare page that holds the widget, in a column like the book's."""
    folder = tmp_path_factory.mktemp("pages")
    address = serve(folder)

    def of(engine, widget):
        name = f"{type(engine).__name__}-{widget.name}.html"
        text = bare_page(widget).replace("</head>", f"<style>{COLUMN}</style></head>", 1)
        (folder / name).write_text(engine.watch(text), encoding="utf-8")
        return f"{address}/{name}"

    return of
