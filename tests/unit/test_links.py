"""The check of outside links, against a server on localhost that answers as hosts do."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import links
import pytest


class Host(BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self):
        type(self).asked += 1
        status = int(self.path.removeprefix("/"))
        if status == 302:
            self.send_response(302)
            self.send_header("Location", "/200")
        else:
            self.send_response(503 if status == 200 and self.asked == 1 else status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def host():
    Host.asked = 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "fault", "asked"),
    [
        (200, "", 2),
        (302, "", 2),
        (403, "", 1),
        (404, "404 Not Found", 1),
        (500, "500 Internal Server Error", links.TRIES),
    ],
)
def test_an_address_is_there_or_a_fault_says_why(host, status, fault, asked):
    assert links.fault(f"{host}/{status}", wait=0) == fault
    assert Host.asked == asked


def test_a_host_that_is_not_there_is_a_fault():
    assert "refused" in links.fault("http://127.0.0.1:9/", wait=0)


def test_addresses_are_found_in_text_without_the_sentence_about_them():
    text = "See [Binder](https://mybinder.org/v2/gh) or https://example.org/a.html, `http://b.example/c`."
    assert links.ADDRESS.findall(text) == [
        "https://mybinder.org/v2/gh",
        "https://example.org/a.html",
        "http://b.example/c",
    ]
