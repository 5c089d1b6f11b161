"""Makes one PDF of the built book, _build/book.pdf, through Chromium's print: python scripts/pdf.py

The text of all pages goes into one HTML file, in the order of _toc.yml, with ids and links made one document's. It is
printed twice: the first PDF tells the pages on which chapters begin, which the contents of the second one give.
"""

import re
import sys
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urljoin, urlsplit

import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
PRINTED = ROOT / "_build" / "print.html"
PDF = ROOT / "_build" / "book.pdf"
sys.path.append(str(ROOT / "tests" / "browser"))

from chromium import ARGUMENTS, HELP, find_chromium  # noqa: E402

PREFACE = "Preface"
NOT_PRINTED = "script, style, details, a.headerlink, div.toctree-wrapper, .katex-mathml"
FIT = """() => {
  for (const line of document.querySelectorAll(".katex-display")) {
    const wide = line.scrollWidth / line.clientWidth;
    if (wide > 1) line.style.fontSize = `${Math.floor(99 / wide)}%`;
  }
  return document.fonts.ready.then(() => {});
}"""


class Chapter:
    """A page of the site as a chapter of the PDF; `pages` are the names of all, the first page's first."""

    def __init__(self, page, pages):
        self.page = page
        self.html = BeautifulSoup((HTML / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
        self.article = self.html.find("article", class_="bd-article")
        canonical = self.html.find("link", rel="canonical")
        self.address = canonical["href"] if canonical else ""
        if page == pages[0]:
            self.article.h1.string = PREFACE
        for element in self.article.select(NOT_PRINTED):
            element.decompose()
        for element in self.article.find_all(id=True):
            element["id"] = f"{page}--{element['id']}"
        for image in self.article.find_all("img"):
            image["src"] = f"html/{image['src']}"
        for link in self.article.find_all("a", href=True):
            self.lead(link, pages)
        for view in self.article.select("div.widget-view"):
            caption = f"<p>A still picture. It moves, and can be moved, in the live book: {self.place()}.</p>"
            view.append(BeautifulSoup(caption, "html.parser"))
        for formula in self.article.select("span.math"):
            keep_punctuation(formula)
        for formula in self.article.select(".katex-html"):
            del formula["aria-hidden"]  # it is the only form of the formula that is left
        self.article.attrs = {"id": page, "style": f"page: {self.style_name()}"}
        self.title = self.article.h1.get_text()

    def lead(self, link, pages):
        """Leads a link to its place in the PDF, else to the live book; without either it is plain text."""
        url = urlsplit(link["href"])
        if url.scheme:
            return
        target = url.path.removesuffix(".html") or self.page
        if target in pages and "?" not in url.fragment:
            link["href"] = f"#{target}--{url.fragment}" if url.fragment else f"#{target}"
        elif self.address:
            link["href"] = urljoin(self.address, link["href"])
        else:
            link.unwrap()

    def place(self):
        """Where the page is alive: its address, or where that is unknown its name."""
        if self.address:
            return f'<a href="{escape(self.address)}">{escape(self.address)}</a>'
        return f"{self.page}.html"

    def style_name(self):
        return f"chapter-{self.page}"

    def running_title(self):
        text = self.title.replace("\\", "\\\\").replace('"', '\\"')
        return f'@page {self.style_name()} {{ @top-left {{ content: "{text}" }} }}\n'

    def entry(self, number):
        """The chapter's lines in the contents; those of numbered chapters name their parts."""
        title = f'<a href="#{self.page}">{escape(self.title)}</a><i></i><a href="#{self.page}">{number}</a>'
        parts = self.article.select("section:has(> h2)") if self.article.h1.find(class_="section-number") else []
        links = " · ".join(f'<a href="#{part["id"]}">{escape(part.h2.get_text())}</a>' for part in parts)
        return f'<p class="entry">{title}</p><p class="inner">{links}</p>'


def keep_punctuation(formula):
    """Moves a point or comma after a formula into its last part, or a line could begin with it."""
    after = formula.next_sibling
    point = re.match(r"[.,:;?!)]+", after) if isinstance(after, str) else None
    if point:
        formula.select(".katex-base")[-1].append(point[0])
        after.replace_with(after[point.end() :])


def document(parts, chapters, numbers):
    """The one HTML file that is printed; `numbers` are the pages on which the chapters begin."""
    first = next(iter(chapters.values()))
    contents = first.entry(numbers.get(first.page, ""))
    for caption, pages in parts:
        contents += f'<p class="caption">{escape(caption)}</p>'
        contents += "".join(chapters[page].entry(numbers.get(page, "")) for page in pages)
    style = Path(__file__).with_name("pdf.css").read_text(encoding="utf-8")
    return Template(Path(__file__).with_name("pdf.html").read_text(encoding="utf-8")).substitute(
        title=escape(first.html.title.get_text()),
        style=style + "".join(chapter.running_title() for chapter in chapters.values()),
        cover=first.article.select_one("img.widget-still")["src"],
        place=first.place(),
        licence=first.html.select_one(".extra_footer"),
        contents=contents,
        chapters="".join(str(chapter.article) for chapter in chapters.values()),
    )


def dead_links(html):
    """The anchors that links in the document name and nothing in it has."""
    html = BeautifulSoup(html, "html.parser")
    ids = {element["id"] for element in html.find_all(id=True)}
    return sorted({link["href"] for link in html.select('a[href^="#"]') if link["href"][1:] not in ids})


def print_to_pdf(page, html):
    PRINTED.write_text(html, encoding="utf-8")
    page.goto(PRINTED.as_uri())
    page.evaluate(FIT)
    page.pdf(path=PDF, prefer_css_page_size=True, print_background=True, outline=True, tagged=True)
    return PdfReader(PDF)


def main():
    if not (HTML / "index.html").exists():
        sys.exit("There is no book to print yet: run make html first.")
    executable = find_chromium()
    if not executable:
        sys.exit(HELP)
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    parts = [(part["caption"], [chapter["file"] for chapter in part["chapters"]]) for part in toc["parts"]]
    pages = [toc["root"], *(page for _, group in parts for page in group)]
    chapters = {page: Chapter(page, pages) for page in pages}
    draft = document(parts, chapters, {})
    if dead := dead_links(draft):
        sys.exit(f"Links to places that are not in the book: {', '.join(dead)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        page = browser.new_page()
        pdf = print_to_pdf(page, draft)
        places = pdf.named_destinations
        numbers = {each: pdf.get_destination_page_number(places[f"/{each}"]) + 1 for each in pages}
        pdf = print_to_pdf(page, document(parts, chapters, numbers))
        browser.close()
    print(f"{PDF.relative_to(ROOT)}: {len(pdf.pages)} pages, {PDF.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
