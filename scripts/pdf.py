"""Makes one PDF of the built book, _build/book.pdf, through Chromium's print: python scripts/pdf.py

The text of all pages goes into one HTML file, in the order of _toc.yml, with ids and links made one document's. It is
printed twice: the first PDF tells the pages of the headings, which the contents of the second one give.
"""

import re
import sys
from html import escape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "_build"
HTML = BUILD / "html"
PRINTED = BUILD / "print.html"
PDF = BUILD / "book.pdf"
sys.path.append(str(ROOT / "tests" / "browser"))

from chromium import ARGUMENTS, HELP, find_chromium  # noqa: E402

PREFACE = "Preface"
NOT_PRINTED = "script, style, details, a.headerlink, div.toctree-wrapper, .katex-mathml"
FIT = """() => {
  for (const line of document.querySelectorAll(".katex-display")) {
    const wide = line.scrollWidth / line.clientWidth;
    if (wide > 1) line.style.fontSize = `${Math.floor(99 / wide)}%`;
  }
  return document.fonts.ready.then(() => document.images.length);
}"""


def contents():
    """[(caption, [page, …]), …] as _toc.yml has them; the first page comes without a caption."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    parts = [(part["caption"], [chapter["file"] for chapter in part["chapters"]]) for part in toc["parts"]]
    return [("", [toc["root"]]), *parts]


def parse(page):
    return BeautifulSoup((HTML / f"{page}.html").read_text(encoding="utf-8"), "html.parser")


def address_of(html):
    """Where the page lives on the network, or "" where the build did not know."""
    canonical = html.find("link", rel="canonical")
    return canonical["href"] if canonical else ""


class Chapter:
    """A page of the site as a chapter of the PDF."""

    def __init__(self, page, pages):
        self.page = page
        html = parse(page)
        self.address = address_of(html)
        self.article = html.find("article", class_="bd-article")
        for element in self.article.select(NOT_PRINTED):
            element.decompose()
        for element in self.article.find_all(id=True):
            element["id"] = f"{page}--{element['id']}"
        for image in self.article.find_all("img"):
            image["src"] = f"html/{image['src']}"
        for link in self.article.find_all("a", href=True):
            self.lead(link, pages)
        for view in self.article.select("div.widget-view"):
            self.caption(view)
        for formula in self.article.select(".katex-html"):
            del formula["aria-hidden"]  # it is the only form that is left
        for formula in self.article.select("span.math"):
            keep_punctuation(formula)
        self.title = self.article.h1.get_text() if page != pages[0] else PREFACE
        if page == pages[0]:
            self.article.h1.string = PREFACE
        self.article.attrs = {"id": page, "style": f"page: {name_of(page)}"}
        self.headings = [(section["id"], section.h2.get_text()) for section in self.article.select("section:has(> h2)")]

    def lead(self, link, pages):
        """Leads a link to its place in the PDF, or to the live page, or takes it away."""
        url = urlsplit(link["href"])
        target = url.path.removesuffix(".html") or self.page
        live = "?" in link["href"] or target not in pages
        if url.scheme:
            return
        if not live:
            link["href"] = f"#{target}--{url.fragment}" if url.fragment else f"#{target}"
        elif self.address:
            link["href"] = urljoin(self.address, link["href"])
        else:
            link.unwrap()

    def caption(self, view):
        """Says beside a still picture where it moves."""
        page = f"{self.page}.html"
        where = (
            f'<a href="{escape(self.address)}">{escape(self.address)}</a>' if self.address else f"the live book, {page}"
        )
        view.append(BeautifulSoup(f"<p>A still picture. It moves, and can be moved, in {where}.</p>", "html.parser"))


def keep_punctuation(formula):
    """Moves a point or comma after a formula into its last part, or a line could begin with it."""
    after = formula.next_sibling
    point = re.match(r"[.,:;?!)]+", after) if isinstance(after, str) else None
    if point:
        formula.select(".katex-base")[-1].append(point[0])
        after.replace_with(after[point.end() :])


def name_of(page):
    """A page's name as a name in CSS."""
    return "chapter-" + re.sub(r"\W", "-", page)


def table_of_contents(parts, chapters, numbers):
    """The contents with the pages that `numbers` gives."""
    lines = []
    for caption, pages in parts:
        lines.append(f'<p class="caption">{escape(caption)}</p>' if caption else "")
        for page in pages:
            chapter = chapters[page]
            inner = " · ".join(f'<a href="#{anchor}">{escape(text)}</a>' for anchor, text in chapter.headings)
            lines.append(
                f'<p class="entry"><a href="#{page}">{escape(chapter.title)}</a><i></i>'
                f'<a href="#{page}">{numbers.get(page, "")}</a></p>'
                + (f'<p class="inner">{inner}</p>' if inner else "")
            )
    return f'<nav id="contents"><h1>Contents</h1>{"".join(lines)}</nav>'


def document(parts, chapters, numbers):
    """The one HTML file that is printed."""
    root = parts[0][1][0]
    site = parse(root)
    address = chapters[root].address
    cover = chapters[root].article.select_one("img.widget-still")
    running = "".join(
        f"@page {name_of(page)} {{ @top-left {{ content: {css_text(chapter.title)} }} }}\n"
        for page, chapter in chapters.items()
    )
    style = Path(__file__).with_name("pdf.css").read_text(encoding="utf-8") + running
    title = site.title.get_text()
    live = (
        f'The live book: <a href="{escape(address)}">{escape(address)}</a>'
        if address
        else "The live book is the folder of pages that this PDF was made from."
    )
    return f"""<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8">
<title>{escape(title)}</title>
<link rel="stylesheet" href="html/_static/katex/katex.min.css"><link rel="stylesheet" href="html/_static/pygments.css">
<style>{style}</style></head><body>
<header><img class="logo" src="html/_static/logo.svg" alt=""><p class="title">{escape(title)}</p>
<p class="subtitle">The whole book on paper: its pictures stand still, its solutions are unfolded</p>
<img class="cover" src="{cover["src"]}" alt=""><p class="live">{live}</p>
{site.select_one(".extra_footer") or ""}</header>
{table_of_contents(parts, chapters, numbers)}
{"".join(str(chapter.article) for chapter in chapters.values())}</body></html>"""


def css_text(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def dead_links(html):
    """The anchors that links in the document name and nothing in it has."""
    html = BeautifulSoup(html, "html.parser")
    ids = {element["id"] for element in html.find_all(id=True)}
    return sorted({link["href"] for link in html.select('a[href^="#"]') if link["href"][1:] not in ids})


def print_to(page, html):
    PRINTED.write_text(html, encoding="utf-8")
    page.goto(PRINTED.as_uri())
    page.evaluate(FIT)
    page.pdf(path=PDF, prefer_css_page_size=True, print_background=True, outline=True, tagged=True)


def page_numbers(chapters):
    """The page on which each chapter begins."""
    reader = PdfReader(PDF)
    places = reader.named_destinations
    return {
        page: reader.get_destination_page_number(places[f"/{page}" if f"/{page}" in places else page]) + 1
        for page in chapters
    }


def main():
    if not (HTML / "index.html").exists():
        sys.exit("There is no book to print yet: run make html first.")
    executable = find_chromium()
    if not executable:
        sys.exit(HELP)
    parts = contents()
    pages = [page for _, group in parts for page in group]
    chapters = {page: Chapter(page, pages) for page in pages}
    dead = dead_links(document(parts, chapters, {}))
    if dead:
        sys.exit(f"Links to places that are not in the book: {', '.join(dead)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        page = browser.new_page()
        print_to(page, document(parts, chapters, {}))
        print_to(page, document(parts, chapters, page_numbers(chapters)))
        browser.close()
    print(f"{PDF.relative_to(ROOT)}: {len(PdfReader(PDF).pages)} pages, {PDF.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
