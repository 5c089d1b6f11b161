"""The built book as files: its pages, their parsed HTML, and the widgets they carry."""

import functools
import json
from urllib.parse import urlsplit

from bare_page import ROOT, STATE, VIEW
from bs4 import BeautifulSoup

BUILT = ROOT / "_build" / "html"


def pages():
    """The names of all pages that a reader can come to."""
    names = sorted(
        path.relative_to(BUILT).as_posix()
        for path in BUILT.rglob("*.html")
        if not path.relative_to(BUILT).parts[0].startswith(("_", "lite"))
    )
    assert names, "the book is not built: run `make html`"
    return names


def documents():
    """The pages that are text of the book: all but the search."""
    return [name for name in pages() if name != "search.html"]


@functools.cache
def parsed(page):
    return BeautifulSoup((BUILT / page).read_text(encoding="utf-8"), "html.parser")


def widget_state(page):
    """The models of a page by their ids, as the build stored them."""
    script = parsed(page).find("script", type=STATE)
    return json.loads(script.string)["state"] if script else {}


def views(page):
    """The model id of each widget view on a page, in reading order."""
    return [json.loads(script.string)["model_id"] for script in parsed(page).find_all("script", type=VIEW)]


def own_texts(page):
    """The scripts of our own that a page loads, and its widgets' state, as bytes."""
    scripts = {path.name for path in (ROOT / "book" / "_static").glob("*.js")}
    for script in parsed(page).find_all("script"):
        if script.get("type") == STATE:
            yield script.string.encode()
        elif urlsplit(script.get("src", "")).path.rpartition("/")[2] in scripts:
            yield (BUILT / urlsplit(script["src"]).path).read_bytes()
