"""Chromium, a server on localhost, and pages whose every fault fails the test.

No page can reach another host (chromium.ARGUMENTS), and to try is a fault. So are console errors and warnings, uncaught
exceptions and missing files. `problems` collects them; a test that expects one takes it out of the list.

With SLOW_FRAMES=1 in the environment a frame takes 60 ms: a test that reads a picture before it is drawn fails then.
"""

import functools
import http.server
import os
import threading
from urllib.parse import urlsplit

import pytest
from chromium import ARGUMENTS, find_chromium
from playwright.sync_api import expect, sync_playwright

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


@pytest.fixture
def visit(browser, problems):
    """visit(address, width=…, dark=…, touch=…, scripts=…) → a page there, its faults collected in `problems`."""
    contexts = []

    def go(address, *, width=1280, height=900, dark=False, touch=False, scripts=True, reduced_motion=None):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            has_touch=touch,
            java_script_enabled=scripts,
            reduced_motion=reduced_motion,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        if os.environ.get("SLOW_FRAMES"):
            context.add_init_script(SLOW_FRAMES)
        page = context.new_page()
        own = urlsplit(address)[:2]

        def watch(request):
            if urlsplit(request.url)[:2] != own and not request.url.startswith(("blob:", "data:")):
                problems.append(f"request to another host: {request.url}")

        page.on("request", watch)
        page.on("console", lambda m: m.type in ("error", "warning") and problems.append(f"console {m.type}: {m.text}"))
        page.on("pageerror", lambda error: problems.append(f"exception: {error}"))
        page.on("requestfailed", lambda r: problems.append(f"failed: {r.url} {r.failure}"))
        page.on("response", lambda r: r.status >= 400 and problems.append(f"status {r.status}: {r.url}"))
        page.goto(address)
        return page

    yield go
    for context in contexts:
        context.close()
