"""What the browser tests share: Chromium, a server on localhost, and pages whose every fault fails the test.

A page may talk to the test's own server and to nobody else. Console errors and warnings, uncaught exceptions, missing
files and requests to other hosts are collected in `problems`; a test that expects one takes it out of the list.
"""

import functools
import http.server
import threading
import zlib
from urllib.parse import urlsplit

import pytest
from bare_page import ROOT, bare_page
from chromium import ARGUMENTS, find_chromium
from playwright.sync_api import expect, sync_playwright

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def browser():
    executable = find_chromium()
    assert executable, "no Chromium: run `make test`, which finds or installs one"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def serve():
    """serve(folder) → the address of a server of that folder on localhost."""
    servers = []

    def start(folder):
        handler = functools.partial(Quiet, directory=folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def book(serve):
    """The address of the built book."""
    built = ROOT / "_build" / "html"
    assert (built / "index.html").exists(), "the book is not built: run `make html`"
    return serve(built)


@pytest.fixture
def problems():
    """What went wrong on the pages of this test, in words; must be empty at its end."""
    found = []
    yield found
    assert not found


@pytest.fixture
def visit(browser, problems):
    """visit(address, width=…, dark=…, touch=…) → a page there, its faults collected in `problems`."""
    contexts = []

    def go(address, *, width=1280, height=900, dark=False, touch=False, reduced_motion=None):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            has_touch=touch,
            reduced_motion=reduced_motion,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        own = urlsplit(address)

        def guard(route):
            url = urlsplit(route.request.url)
            if (url.scheme, url.netloc) == (own.scheme, own.netloc) or url.scheme in ("blob", "data"):
                route.continue_()
            else:
                problems.append(f"request to another host: {route.request.url}")
                route.abort()

        context.route("**/*", guard)
        page = context.new_page()
        page.on("console", lambda m: m.type in ("error", "warning") and problems.append(f"console {m.type}: {m.text}"))
        page.on("pageerror", lambda error: problems.append(f"exception: {error}"))
        page.on("requestfailed", lambda r: problems.append(f"failed: {r.url} {r.failure}"))
        page.on("response", lambda r: r.status >= 400 and problems.append(f"status {r.status}: {r.url}"))
        page.goto(address)
        return page

    yield go
    for context in contexts:
        context.close()


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
