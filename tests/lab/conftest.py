"""A real JupyterLab on localhost, all its files in a temporary folder, and the book's notebooks open in it."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from bare_page import ROOT
from notebook import Notebook
from pages import browser, open_page, problems, watch
from playwright.sync_api import expect

TOKEN = "test"
PATIENCE = 60
expect.set_options(timeout=1000 * PATIENCE)  # more than a page needs: a kernel and a server work beside this one
# JupyterLab's warnings of a busy machine: plugins take long, cells come when it is idle
SLOW = re.compile(r"did not appear within 10000 ms$|is taking too long to activate|took [\d.]+ms to activate")


@dataclass
class Lab:
    address: str
    notebooks: Path
    runtime: Path

    def ask(self, method, what):
        """What the server's REST interface answers."""
        headers = {"Authorization": f"token {TOKEN}"}
        request = urllib.request.Request(f"{self.address}/api/{what}", method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read() or "null")


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    notebooks, runtime = folder / "notebooks", folder / "runtime"
    notebooks.mkdir()
    for notebook in (ROOT / "book").glob("*.ipynb"):
        shutil.copy(notebook, notebooks)
    settings = folder / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(quiet), encoding="utf-8")
    places = {
        "JUPYTER_CONFIG_DIR": folder / "config",
        "JUPYTER_DATA_DIR": folder / "data",
        "JUPYTER_RUNTIME_DIR": runtime,
        "JUPYTERLAB_SETTINGS_DIR": folder / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": folder / "workspaces",
        "IPYTHONDIR": folder / "ipython",
    }
    options = [f"--ServerApp.root_dir={notebooks}", "--ServerApp.port=0", f"--IdentityProvider.token={TOKEN}"]
    log = folder / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", *options],
            env=os.environ | {name: str(place) for name, place in places.items()},
            stdout=output,
            stderr=output,
        )
    try:
        yield Lab(f"http://127.0.0.1:{port(server, runtime, log)}", notebooks, runtime)
    finally:
        server.terminate()
        server.wait()


def port(server, runtime, log):
    """The port that the server found free, from the file that it writes once it listens there.

    The file is there before its text is; but no part of a JSON object is JSON, so what can be read is whole.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        for file in runtime.glob("jpserver-*.json"):
            with suppress(json.JSONDecodeError):
                return json.loads(file.read_text(encoding="utf-8"))["port"]
        time.sleep(0.02)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def unused():
    """JupyterLabs in which no notebook is open: to load one costs more than to open a notebook in it."""
    return []


@pytest.fixture
def open_notebook(lab, browser, unused, problems):
    """open_notebook(name) → that notebook of the book, as the book has it, open in JupyterLab."""
    page = unused.pop() if unused else open_page(browser, viewport={"width": 1400, "height": 1000})
    unwatch = watch(page, lab.address, problems)
    if page.url == "about:blank":
        own = f"lab/workspaces/{uuid.uuid4()}"  # else the tabs of a test that failed come back
        page.goto(f"{lab.address}/{own}?token={TOKEN}")
    opened = []

    def go(name):
        shutil.copy(ROOT / "book" / name, lab.notebooks)
        opened.append(Notebook(page, lab, name))
        return opened[-1]

    yield go
    for each in opened:
        each.close()
    unwatch()
    unused.append(page)
    problems[:] = [problem for problem in problems if not SLOW.search(problem)]
