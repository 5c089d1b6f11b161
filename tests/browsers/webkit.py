"""Drives WebKitGTK by WebDriver, in a window on a screen without a monitor.

Its windows are at least 447 px wide, so a narrower page stands in a frame. Its driver tells no errors, so the pages are
copies that begin with a collector of them; what asks another host comes to a proxy that takes note.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import socketserver
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from engine import PATIENCE, Engine
from installed import find_webkit

NARROWEST = 447
WINDOW = {"width": 1366, "height": 1000}
FRAME = """<!doctype html><html><body style="margin: 0"><script>
  const frame = document.body.appendChild(document.createElement("iframe"));
  [frame.width, frame.height, frame.style.border] = [360, 900, 0];
  frame.src = decodeURIComponent(location.search.slice(1));
</script></body></html>"""
COLLECTOR = """<script>
  window.faults = [];
  for (const kind of ["error", "warn"]) {
    const say = console[kind];
    console[kind] = (...what) => { faults.push(`console ${kind}: ${what.join(" ")}`); say.apply(console, what); };
  }
  const fault = ({ message, target: each }) =>
    each instanceof Element ? `failed: ${each.outerHTML.slice(0, 200)}` : `exception: ${message}`;
  addEventListener("error", (event) => faults.push(fault(event)), true);
  addEventListener("unhandledrejection", ({ reason }) => faults.push(`unhandled rejection: ${reason}`));
</script>"""


class Asked(socketserver.StreamRequestHandler):
    """Takes note of what asks for another host, and gives nothing."""

    def handle(self):
        if line := self.rfile.readline().decode("latin-1").strip():
            self.server.lines.append(line)


class WebKit(Engine):
    pointers = ("mouse",)  # its driver has no touch

    def __init__(self, dark):
        self.home = tempfile.mkdtemp(prefix="webkit-")
        self.proxy = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Asked)
        self.proxy.lines = []
        threading.Thread(target=self.proxy.serve_forever, args=(0.02,), daemon=True).start()
        self.framed = False
        try:
            self.start(dark)
        except (OSError, AssertionError):  # now and then a start hangs; a second is as good as the first
            self.stop()
            self.start(dark)

    def start(self, dark):
        driver, browser, screen = find_webkit()
        settings = Path(self.home, "gtk-3.0", "settings.ini")
        settings.parent.mkdir(exist_ok=True)
        settings.write_text("[Settings]\ngtk-enable-animations=0\n", encoding="utf-8")  # prefers reduced motion
        self.screen = subprocess.Popen(
            [screen, "-displayfd", "1", "-screen", "0", "1400x1100x24", "-nolisten", "tcp"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        environment = os.environ | {
            "DISPLAY": f":{self.screen.stdout.readline().strip()}",
            "GTK_THEME": "Adwaita:dark" if dark else "Adwaita",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",  # the software renderer crashes with it, and is slow
            **dict.fromkeys(("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), self.home),
        }
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.driver = subprocess.Popen(
            [driver, f"--port={self.port}"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # its browser and what that starts end with it
        )
        end = time.monotonic() + PATIENCE
        while not self.answers():
            assert time.monotonic() < end, "WebKit's driver did not start"
            time.sleep(0.02)
        proxy = f"127.0.0.1:{self.proxy.server_address[1]}"
        wanted = {
            "webkitgtk:browserOptions": {"binary": browser, "args": ["--automation"]},
            "proxy": {"proxyType": "manual", "httpProxy": proxy, "sslProxy": proxy, "noProxy": ["127.0.0.1"]},
        }
        session = self.call("POST", "/session", timeout=PATIENCE / 3, capabilities={"alwaysMatch": wanted})
        self.session = f"/session/{session['sessionId']}"
        self.call("POST", f"{self.session}/timeouts", script=1000 * PATIENCE, pageLoad=1000 * PATIENCE)

    def answers(self):
        try:
            return self.call("GET", "/status")
        except OSError:
            return False

    def call(self, method, path, *, timeout=1.2 * PATIENCE, **parameters):
        data = None if method == "GET" else json.dumps(parameters).encode()
        request = Request(f"http://127.0.0.1:{self.port}{path}", method=method, data=data)
        try:
            with urlopen(request, timeout=timeout) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            raise AssertionError(f"{path}: {error.read().decode()[:500]}") from None

    def post(self, command, **parameters):
        return self.call("POST", f"{self.session}/{command}", **parameters)

    def watch(self, text):
        return text.replace("<head>", f"<head>{COLLECTOR}", 1)

    def watched(self, folder, copy):
        shutil.copytree(folder, copy)
        for page in copy.rglob("*.html"):
            page.write_text(self.watch(page.read_text(encoding="utf-8")), encoding="utf-8")
        (copy / "frame.html").write_text(FRAME, encoding="utf-8")
        return copy

    def open(self, address, width=1280, height=900):
        self.post("frame", id=None)
        self.framed = False
        self.post("url", url="about:blank")
        if width >= NARROWEST:
            self.resize(width, height)
            self.post("url", url=address)
            return
        self.post("window/rect", **WINDOW)
        folder, _, page = address.rpartition("/")
        self.post("url", url=f"{folder}/frame.html?{quote(page)}")
        self.post("frame", id=0)
        self.framed = True
        self.resize(width, height)

    def resize(self, width, height):
        if self.framed:
            self.post("frame/parent")
            size = {"width": width, "height": height}
            self.evaluate("size => Object.assign(document.querySelector('iframe'), size)", size)
            self.post("frame", id=0)
            return
        if self.evaluate("[innerWidth, innerHeight]") == [width, height]:
            return
        self.post("window/rect", width=width, height=height)
        bars = height - self.evaluate("innerHeight")
        self.post("window/rect", width=width, height=height + bars)

    def run(self, function, argument):
        script = f"return ({function})(arguments[0]).then((said) => [said], (error) => String(error));"
        said = self.post("execute/sync", script=script, args=[argument])
        assert isinstance(said, list), said
        return said[0]

    def act(self, *sources):
        self.post("actions", actions=list(sources))

    def faults(self):
        found = self.evaluate("() => window.faults.splice(0)")
        asked, self.proxy.lines[:] = list(self.proxy.lines), []
        return found + [f"request to another host: {line}" for line in asked]

    def close(self):
        with contextlib.suppress(OSError, AssertionError):
            self.call("DELETE", self.session)
        self.stop()
        self.proxy.shutdown()
        self.proxy.server_close()
        shutil.rmtree(self.home, ignore_errors=True)

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.driver.pid, signal.SIGTERM)
        self.screen.terminate()
        self.screen.stdout.close()
        for process in (self.driver, self.screen):
            process.wait()
