"""JavaScript and CSS of the built pages are those of the files: no notebook runs, and no page is made, for an edit."""

import json
import subprocess
import sys

import pytest
from bare_page import ROOT, bare_page
from built import documents, parsed
from widget_pages import STATE, scripts

from nnlib.widgets import Dropout, SoftSteps

EXTENSION = ROOT / "book" / "_ext" / "widget_pages.py"
WITH_WIDGETS = [page for page in documents() if parsed(page).find("script", type=STATE)]


def models(html):
    """Each model's class, and the texts of its module and its style."""
    stored = json.loads(html.split(f'<script type="{STATE}">')[1].partition("</script>")[0])
    texts = stored["texts"]
    return {
        model["widget"]: ([texts[part] for part in model["module"]], texts[model["style"]])
        for model in stored["state"].values()
    }


@pytest.mark.parametrize("page", WITH_WIDGETS)
def test_pages_hold_the_files_as_they_are(page):
    for widget, texts in models(str(parsed(page))).items():
        assert texts == scripts(widget)


def test_built_pages_are_renewed(tmp_path):
    page, fresh = tmp_path / "page.html", bare_page(Dropout(), SoftSteps())
    stale = fresh.replace("const $", "const $old_").replace(".nn-widget", ".old-widget")
    assert models(stale) != models(fresh)
    page.write_text(stale, encoding="utf-8")
    (tmp_path / "text.html").write_text("<p>no widget</p>", encoding="utf-8")
    subprocess.run([sys.executable, EXTENSION, tmp_path], check=True)
    assert models(page.read_text(encoding="utf-8")) == models(fresh)
    assert (tmp_path / "text.html").read_text(encoding="utf-8") == "<p>no widget</p>"


def what_make_would_do(*options):
    make = ["make", "--dry-run", *options, "html"]
    commands = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return "rm -rf _build/.jupyter_cache" in commands, "jupyter_book.cli" in commands


@pytest.mark.parametrize(
    ("file", "executes", "writes"),
    [
        ("src/nnlib/widgets/dropout/widget.js", False, False),
        ("src/nnlib/widgets/kit/page.css", False, False),
        ("book/_static/book.css", False, False),
        ("book/glossary.md", False, True),
        ("src/nnlib/layers.py", True, True),
    ],
)
def test_make_executes_notebooks_and_writes_pages_only_for_what_they_come_from(file, executes, writes):
    already = what_make_would_do()  # where the book that is built is an older one
    assert what_make_would_do("--what-if", file) == (executes or already[0], writes or already[1])
