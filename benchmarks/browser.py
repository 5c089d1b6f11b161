"""The browser that the tests use, and the built book on localhost as `make book` serves it."""

import sys
import threading
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT / "tests" / "browser"), str(ROOT / "scripts")]

from chromium import ARGUMENTS, HELP, find_chromium  # noqa: E402
from serve import open_server  # noqa: E402


@contextmanager
def open_browser():
    executable = find_chromium()
    if not executable:
        sys.exit(HELP)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def served_book():
    """The address of the built book."""
    server = open_server([0])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
