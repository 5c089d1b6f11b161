"""Makes the book for paper from the built pages, through Chromium's print: python scripts/pdf.py

_build/book.pdf: the text of all pages goes into one HTML file, in the order of _toc.yml, with ids and links made one
document's; the solutions stand together at the end. It is printed twice: the first PDF tells the pages on which
chapters begin, which the contents of the second one give.

_build/worksheets/: for each section a sheet to hand out, the scenes of its widgets and its exercises, no solutions.
"""

import json
import sys
from copy import copy
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urljoin, urlsplit

import quickjs
import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
PRINTED = ROOT / "_build" / "print.html"
PDF = ROOT / "_build" / "book.pdf"
WORKSHEETS = ROOT / "_build" / "worksheets"
sys.path.append(str(ROOT / "tests" / "browser"))

from chromium import ARGUMENTS, HELP, find_chromium  # noqa: E402

PREFACE, SOLUTIONS = "Preface", "solutions"
QR_CODE = ROOT / "book" / "_static" / "qrcode" / "qrcode.js"
NOT_PRINTED = "script, style, details, a.headerlink, div.toctree-wrapper, .katex-mathml, .only-dark, .typed-answer > *"
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
            view.append(BeautifulSoup(f'<div class="live">{self.code()}{caption}</div>', "html.parser"))
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

    def code(self):
        """The page's address as a QR code, where the address is known."""
        return qr_code(self.address) if self.address else ""

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


class Solutions(Chapter):
    """The solutions of all chapters, taken out of them, as a chapter of their own."""

    def __init__(self, chapters):
        self.page, self.title, self.address = SOLUTIONS, "Solutions", ""
        self.article = BeautifulSoup(f'<article id="{SOLUTIONS}"><h1>Solutions</h1></article>', "html.parser").article
        self.article["style"] = f"page: {self.style_name()}"
        for chapter in chapters:
            found = chapter.article.select("div.solution")
            if found:
                heading = BeautifulSoup(f"<h2>{escape(chapter.title)}</h2>", "html.parser").h2
                self.article.extend([heading, *(each.extract() for each in found)])

    def entry(self, number):
        return f'<p class="entry"><a href="#{self.page}">Solutions</a><i></i><a href="#{self.page}">{number}</a></p>'


def worksheet(chapter):
    """The chapter's widgets with their scenes, and its exercises with room to write, as a page of their own."""
    heading = f'<article class="worksheet"><h1>{escape(chapter.title)}</h1></article>'
    sheet = BeautifulSoup(heading, "html.parser").article
    sheet.extend(copy(each) for each in chapter.article.select("div.widget-view, div.exercise"))
    for link in sheet.select('a[href^="#"]'):
        link.unwrap()
    return sheet


def qr_code(text):
    """A QR code as SVG, by the coder that the pages use."""
    context = quickjs.Context()
    context.eval(QR_CODE.read_text(encoding="utf-8"))
    # JSON, because the binding cannot return concatenated strings.
    draw = context.eval("""(text) => {
      const code = qrcode(0, "L");
      code.addData(text);
      code.make();
      return JSON.stringify(code.createSvgTag({ scalable: true, margin: 0 }));
    }""")
    return json.loads(draw(text))


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


def print_to_pdf(page, html, path):
    PRINTED.write_text(html, encoding="utf-8")
    page.goto(PRINTED.as_uri())
    page.evaluate(FIT)
    page.pdf(path=path, prefer_css_page_size=True, print_background=True, outline=True, tagged=True)
    return PdfReader(path)


def print_worksheets(page, chapters):
    style = Path(__file__).with_name("pdf.css").read_text(encoding="utf-8")
    frame = Template(Path(__file__).with_name("worksheet.html").read_text(encoding="utf-8"))
    WORKSHEETS.mkdir(exist_ok=True)
    for chapter in chapters:
        html = frame.substitute(title=escape(chapter.title), style=style, sheet=worksheet(chapter))
        print_to_pdf(page, html, WORKSHEETS / f"{chapter.page}.pdf")


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
    sections = [chapters[page] for page in parts[0][1]]
    solutions = Solutions(sections)
    after = {page: chapters.pop(page) for _, group in parts[1:] for page in group}
    chapters |= {SOLUTIONS: solutions} | after
    parts.insert(1, ("", [SOLUTIONS]))
    draft = document(parts, chapters, {})
    if dead := dead_links(draft):
        sys.exit(f"Links to places that are not in the book: {', '.join(dead)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        page = browser.new_page()
        print_worksheets(page, sections)
        pdf = print_to_pdf(page, draft, PDF)
        places = pdf.named_destinations
        numbers = {each: pdf.get_destination_page_number(places[f"/{each}"]) + 1 for each in chapters}
        pdf = print_to_pdf(page, document(parts, chapters, numbers), PDF)
        browser.close()
    print(f"{PDF.relative_to(ROOT)}: {len(pdf.pages)} pages, {PDF.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
