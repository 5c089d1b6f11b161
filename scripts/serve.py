"""Serves the built book on localhost: python scripts/serve.py [PORT]. Without PORT, the first free one from 8000."""

import functools
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

BOOK = Path(__file__).resolve().parent.parent / "_build" / "html"


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # a small file would wait 40 ms for the browser's word that its header has come

    def end_headers(self):
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *args):
        """Says nothing: the terminal keeps the address."""


def open_server(ports):
    for port in ports:
        try:
            return ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Handler, directory=BOOK))
        except OSError:
            continue
    sys.exit(f"Port {ports[0]} is taken; choose another: make serve PORT=8080")


def main():
    if not (BOOK / "index.html").exists():
        sys.exit("There is no book to serve yet: run make book, or make html first.")
    chosen = sys.argv[1:]
    server = open_server([int(chosen[0])] if chosen else range(8000, 8100))
    print(f"The book is at http://127.0.0.1:{server.server_port} (Ctrl+C stops)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main()
