"""Shows widgets by themselves, without the book.

python scripts/look.py Dropout [PORT]   serves a page that holds one, made anew at each reload
python scripts/look.py                  makes _build/look/index.html: all widgets, wide and narrow, light and dark
"""

import sys
import traceback
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHEET = ROOT / "_build" / "look"
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "browser")]

import anywidget  # noqa: E402, F401 - takes longest to import, and once is enough
from chromium import ARGUMENTS, HELP, find_chromium  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

OWN = ("nnlib", "bare_page", "widget_pages")
STYLE = "<style>:root { color-scheme: light dark; font-family: sans-serif }</style></head>"
HEIGHTS = {1280: 720, 390: 844}
VIEWS = [(width, theme) for width in HEIGHTS for theme in ("light", "dark")]
HEAD = """<!doctype html><meta charset="utf-8"><title>All widgets</title><style>
body { font: 16px sans-serif; margin: 1rem }
p { display: grid; grid-template-columns: 3fr 3fr 1fr 1fr; gap: 1rem; align-items: start }
img { width: 100%; outline: 1px solid gray }
</style>"""


def names():
    return import_module("nnlib.widgets").__all__


def page_with(name):
    widget = getattr(import_module("nnlib.widgets"), name)
    return import_module("bare_page").bare_page(widget()).replace("</head>", STYLE, 1)


class Fresh(BaseHTTPRequestHandler):
    """Answers /Dropout with a page made of the files as they are now."""

    def do_GET(self):
        for name in [name for name in sys.modules if name.split(".")[0] in OWN]:
            del sys.modules[name]
        try:
            status, kind, text = 200, "html", page_with(self.path.strip("/"))
        except Exception:
            status, kind, text = 500, "plain", traceback.format_exc()
        self.send_response(status)
        self.send_header("Content-Type", f"text/{kind}; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args):
        """Says nothing: the terminal keeps the address."""


def serve(name, port):
    if name not in names():
        sys.exit(f"There is no widget {name}; there are {', '.join(names())}.")
    server = HTTPServer(("127.0.0.1", port), Fresh)
    print(f"{name} is at http://127.0.0.1:{server.server_port}/{name} (Ctrl+C stops)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()


def picture(name, width, theme):
    return f"{name}-{width}-{theme}.png"


def make_sheet():
    SHEET.mkdir(parents=True, exist_ok=True)
    executable = find_chromium() or sys.exit(HELP)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        for width, theme in VIEWS:
            page = browser.new_page(viewport={"width": width, "height": HEIGHTS[width]}, color_scheme=theme)
            for name in names():
                page.set_content(page_with(name))
                page.locator("[data-ready]").wait_for()
                page.locator("main").screenshot(path=SHEET / picture(name, width, theme))
        browser.close()
    sheet = HEAD
    for name in names():
        files = [picture(name, *view) for view in VIEWS]
        pictures = "".join(f'<a href="{file}"><img src="{file}" alt="{file}"></a>' for file in files)
        sheet += f"<h2>{name}</h2><p>{pictures}</p>"
    (SHEET / "index.html").write_text(sheet, encoding="utf-8")
    print(SHEET.relative_to(ROOT) / "index.html")


if __name__ == "__main__":
    chosen = sys.argv[1:]
    if chosen:
        serve(chosen[0], int(chosen[1]) if chosen[1:] else 0)
    else:
        make_sheet()
