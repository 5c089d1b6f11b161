"""Finds a Chromium for the browser tests; run as a script it installs one where none is found.

First an installed one, then Playwright's own, then, for root on Debian or Ubuntu, the system's package. The headless
shell, Chromium without a window of its own, opens pages in a third of the time, so it is taken where there is one.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no host but this one
]
HELP = """No Chromium was found and none could be installed.
Install one (Debian, Ubuntu: apt install chromium; elsewhere: Google Chrome), or run
.venv/bin/python -m playwright install chromium, then try again."""


def find_chromium():
    """The path of a Chromium that can be run, or None."""
    from playwright.sync_api import sync_playwright

    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def attempts():
    yield [sys.executable, "-m", "playwright", "install", "chromium"]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        yield ["apt-get", "update", "-qq"]
        yield ["apt-get", "install", "-y", "-qq", "chromium-headless-shell"]
        yield ["apt-get", "install", "-y", "-qq", "chromium"]


def main():
    for command in attempts():
        if path := find_chromium():
            print(f"Chromium: {path}")
            return
        print("No Chromium yet; trying", *command, flush=True)
        subprocess.run(command, check=False)
    if not find_chromium():
        sys.exit(HELP)
    print(f"Chromium: {find_chromium()}")


if __name__ == "__main__":
    main()
