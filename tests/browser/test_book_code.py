"""What code a reader meets on the pages: little, short, and none that only checks."""

import json
import re

import pytest
from bare_page import ROOT
from gestures import settle

SECTIONS = sorted(path.stem for path in (ROOT / "book").glob("[0-9]*.ipynb"))
FOLDED = {"hide-input", "hide-cell", "remove-input", "remove-cell"}
MOST_LINES = 20
MOST_SHARE = 0.15
MACHINERY = re.compile(r"\bassert(\b|_)|\bglue\(|# fmt: skip")

each_section = pytest.mark.parametrize("section", SECTIONS)


def cells(section):
    return json.loads((ROOT / "book" / f"{section}.ipynb").read_text(encoding="utf-8"))["cells"]


def open_code(section):
    """The sources of the code cells that a reader sees unfolded."""
    for cell in cells(section):
        if cell["cell_type"] == "code" and not FOLDED & set(cell["metadata"].get("tags", [])):
            yield "".join(cell["source"])


@each_section
def test_open_cells_are_short_and_show_no_machinery(section):
    shown = list(open_code(section))
    assert [code for code in shown if len(code.splitlines()) > MOST_LINES] == []
    assert [code for code in shown if MACHINERY.search(code)] == []


@each_section
def test_a_section_opens_with_words_and_a_picture_before_any_code(section):
    kinds = ["text" if cell["cell_type"] == "markdown" else "code" for cell in cells(section)]
    assert kinds[0] == "text"
    first = next(cell for cell in cells(section) if cell["cell_type"] == "code")
    assert FOLDED & set(first["metadata"].get("tags", [])) or any(
        "image/png" in output.get("data", {}) for output in first["outputs"]
    ), "".join(first["source"])


@each_section
def test_open_code_takes_at_most_a_seventh_of_the_page(section, book, visit):
    page = visit(f"{book}/{section}.html", width=1280)
    page.locator("article").wait_for()
    settle(page)
    code, whole = page.evaluate(
        """() => [
          [...document.querySelectorAll('article .cell_input')].filter((each) => each.checkVisibility()).reduce(
            (sum, each) => sum + each.getBoundingClientRect().height, 0),
          document.querySelector('article').getBoundingClientRect().height,
        ]"""
    )
    assert code <= MOST_SHARE * whole, f"{100 * code / whole:.0f} %"
