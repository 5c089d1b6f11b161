"""One folder with the whole book that opens from a stick, and the zip of it: python scripts/offline.py

Pages, PDF, worksheets and notebooks. From file:// a browser shows a notebook instead of saving it, so the pages'
*Download* buttons carry their notebooks themselves.
"""

import base64
import shutil
from html import escape
from pathlib import Path
from string import Template

from run_in_browser import pages, remove_buttons

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "_build"
FOLDER = BUILD / "neural-networks"


def carry_notebook(page, notebook):
    """Puts the notebook into the page's *Download* button."""
    link = f'href="_sources/{notebook}" target="_blank"'
    content = base64.b64encode((page.parent / "_sources" / notebook).read_bytes()).decode()
    text = page.read_text(encoding="utf-8")
    if text.count(link) != 1:
        raise ValueError(f"{page.name}: expected one link {link}")
    saved = f'href="data:application/x-ipynb+json;base64,{content}" download="{notebook}"'
    page.write_text(text.replace(link, saved), encoding="utf-8")


def write_start(folder):
    """The page that opens first: what is in the folder."""
    sheets = "".join(
        f'<li><a href="worksheets/{path.name}">{escape(path.stem)}</a></li>\n'
        for path in sorted((folder / "worksheets").iterdir())
    )
    frame = Template(Path(__file__).with_name("offline_copy.html").read_text(encoding="utf-8"))
    (folder / "start.html").write_text(frame.substitute(worksheets=sheets), encoding="utf-8")


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    html = FOLDER / "pages"
    shutil.copytree(BUILD / "html", html, ignore=shutil.ignore_patterns("lite", "404.html", "sitemap.xml"))
    remove_buttons(html)
    (FOLDER / "notebooks").mkdir()
    for page, notebook in pages(html):
        shutil.copy(html / "_sources" / notebook, FOLDER / "notebooks")
        carry_notebook(page, notebook)
    shutil.copytree(BUILD / "worksheets", FOLDER / "worksheets")
    shutil.copy(BUILD / "book.pdf", FOLDER)
    write_start(FOLDER)
    made = Path(shutil.make_archive(FOLDER, "zip", BUILD, FOLDER.name))
    print(f"{made.relative_to(ROOT)}: {made.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
