"""Drives Firefox by WebDriver BiDi, the protocol that it speaks itself: nothing stands in between."""

import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from bare_page import ROOT
from engine import PATIENCE, Engine
from installed import find_firefox
from websocket import create_connection

CLOSED = 9  # no page can reach another host: this port takes no call
PREFERENCES = {
    "ui.prefersReducedMotion": 1,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": CLOSED,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": CLOSED,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
}
EVENTS = ["log.entryAdded", "network.beforeRequestSent", "network.responseCompleted"]
SPURIOUS = "Invalid markup: Incorrect number of children for <"  # of sound MathML that is still being read


class Firefox(Engine):
    pointers = ("mouse", "touch")

    def __init__(self, dark):
        home = ROOT / "_build"  # a Firefox that is a snap sees no /tmp
        home.mkdir(exist_ok=True)
        self.profile = Path(tempfile.mkdtemp(prefix="firefox-", dir=home))
        preferences = PREFERENCES | {"ui.systemUsesDarkTheme": int(dark)}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items()]
        (self.profile / "user.js").write_text("".join(lines), encoding="utf-8")
        self.process = subprocess.Popen(
            [find_firefox(), "--headless", "--no-remote", "--profile", self.profile, "--remote-debugging-port", "0"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.socket = create_connection(f"{self.address()}/session", timeout=PATIENCE, suppress_origin=True)
        self.sent = 0
        self.own = ()
        self.found = []
        self.send("session.new", capabilities={})
        # Unlike the first window, a new one has the focus.
        self.context = self.send("browsingContext.create", type="window")["context"]
        self.send("session.subscribe", events=EVENTS)

    def address(self):
        """Where Firefox listens, as it writes into its profile."""
        file = self.profile / "WebDriverBiDiServer.json"
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                where = json.loads(file.read_text(encoding="utf-8"))
                return f"ws://{where['ws_host']}:{where['ws_port']}"
            except (OSError, ValueError):  # not yet, or not yet whole
                assert self.process.poll() is None, f"Firefox ended with {self.process.returncode}"
                time.sleep(0.02)
        raise AssertionError("Firefox did not start")

    def send(self, method, **parameters):
        self.sent += 1
        self.socket.send(json.dumps({"id": self.sent, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message["type"] == "event":
                self.happened(message["method"], message["params"])
            elif message["id"] == self.sent:
                assert message["type"] == "success", f"{method}: {message['error']}: {message['message']}"
                return message["result"]

    def happened(self, event, what):
        if event == "log.entryAdded":
            ours = what["source"].get("context") and SPURIOUS not in (what["text"] or "")
            if ours and what["level"] in ("warn", "error"):
                self.found.append(f"{what['type']} {what['level']}: {what['text']}")
        elif what["context"]:  # Firefox's own requests have none
            url = what["request"]["url"]
            if urlsplit(url)[:2] != self.own and not url.startswith(("about:", "blob:", "data:")):
                self.found.append(f"request to another host: {url}")
            elif event == "network.responseCompleted" and what["response"]["status"] >= 400:
                self.found.append(f"status {what['response']['status']}: {url}")

    def open(self, address, width=1280, height=900):
        self.send("browsingContext.navigate", context=self.context, url="about:blank", wait="complete")
        self.own = urlsplit(address)[:2]
        self.resize(width, height)
        self.send("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def run(self, function, argument):
        said = self.send(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": argument}],
            awaitPromise=True,
            target={"context": self.context},
        )
        assert said["type"] == "success", said["exceptionDetails"]["text"]
        return said["result"]["value"]

    def act(self, *sources):
        self.send("input.performActions", context=self.context, actions=list(sources))

    def resize(self, width, height):
        self.send("browsingContext.setViewport", context=self.context, viewport={"width": width, "height": height})

    def faults(self):
        self.evaluate("true")  # what happened before is told before
        found, self.found = self.found, []
        return found

    def close(self):
        self.send("browser.close")
        self.socket.close()
        self.process.wait(PATIENCE)
        shutil.rmtree(self.profile, ignore_errors=True)
