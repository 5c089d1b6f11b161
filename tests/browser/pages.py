"""Chromium, a server on localhost, and pages whose every fault fails the test.

No page can reach another host (chromium.ARGUMENTS), and to try is a fault. So are console errors and warnings, uncaught
exceptions and missing files. `problems` collects them; a test that expects one takes it out of the list.

With SLOW_FRAMES=1 in the environment a frame takes 60 ms: a test that reads a picture before it is drawn fails then.
"""

import functools
import http.server
import os
import threading
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from chromium import ARGUMENTS, find_chromium
from playwright.sync_api import Error, expect, sync_playwright

expect.set_options(timeout=10_000)

SLOW_FRAMES = """
  window.requestAnimationFrame = (draw) => setTimeout(() => draw(performance.now()), 60);
  window.cancelAnimationFrame = clearTimeout;
"""


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


@pytest.fixture
def problems():
    """What went wrong on the pages of this test, in words; must be empty at its end."""
    found = []
    yield found
    assert not found, "\n".join(found)


@pytest.fixture(scope="session")
def idle(browser):
    """Pages that no test uses now: opening one costs more than all else that most tests do."""
    pages = {False: [], True: []}
    yield pages
    for page in (*pages[False], *pages[True]):
        page.context.close()


def open_page(browser, **options):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **options)
    if os.environ.get("SLOW_FRAMES"):
        context.add_init_script(SLOW_FRAMES)
    return context.new_page()


def watch(page, address, problems):
    """Collects the faults of a page at an address; returns a function that ends this."""
    own = urlsplit(address)[:2]

    def asked(request):
        if urlsplit(request.url)[:2] != own and not request.url.startswith(("blob:", "data:")):
            problems.append(f"request to another host: {request.url}")

    listeners = {
        "request": asked,
        "console": lambda m: m.type in ("error", "warning") and problems.append(f"console {m.type}: {m.text}"),
        "pageerror": lambda error: problems.append(f"exception: {error}"),
        "requestfailed": lambda r: problems.append(f"failed: {r.url} {r.failure}"),
        "response": lambda r: r.status >= 400 and problems.append(f"status {r.status}: {r.url}"),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    return lambda: [page.remove_listener(event, listener) for event, listener in listeners.items()]


def leave(page):
    """Makes the page as good as new: nothing stored, no button held, no pointer on it. False where that fails."""
    try:
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.goto("about:blank")
        page.mouse.up()
        page.mouse.move(-1, -1)
        page.emulate_media(media="null")
    except Error:
        return False
    return True


@contextmanager
def visits(browser, idle, problems):
    """visit(address, width=…, dark=…, touch=…, scripts=…) → a page there, its faults collected in `problems`."""
    lent = []

    def go(address, *, width=1280, height=900, dark=False, touch=False, scripts=True, reduced_motion="no-preference"):
        others = idle[touch] if scripts else None
        page = others.pop() if others else open_page(browser, has_touch=touch, java_script_enabled=scripts)
        lent.append((page, others, watch(page, address, problems)))
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion=reduced_motion)
        page.goto(address)
        return page

    yield go
    for page, others, unwatch in lent:
        unwatch()
        if others is None or not leave(page):
            page.context.close()
        else:
            others.append(page)


@pytest.fixture
def visit(browser, idle, problems):
    """The pages of one test."""
    with visits(browser, idle, problems) as go:
        yield go


@pytest.fixture(scope="session")
def stay(browser, idle):
    """stay() is a context: visit(…) for a page that several tests ask, each of which leaves it as good as it was."""

    @contextmanager
    def go():
        problems = []
        with visits(browser, idle, problems) as visit:
            yield visit
        assert not problems, "\n".join(problems)

    return go
