"""The PDF of the book: all of it, in order, its links alive."""

import re

import pytest
import yaml
from bare_page import ROOT
from bs4 import BeautifulSoup
from built import parsed
from pypdf import PdfReader

PDF = ROOT / "_build" / "book.pdf"
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
SECTIONS, BACK = ([chapter["file"] for chapter in part["chapters"]] for part in TOC["parts"])
CHAPTERS = [*SECTIONS, *BACK]


def title(name):
    return parsed(f"{name}.html").h1.get_text().removesuffix("#")


TITLES = ["Preface", *map(title, SECTIONS), "Solutions", *map(title, BACK)]


@pytest.fixture(scope="module")
def pdf():
    assert PDF.exists(), "the PDF is not made: run `make pdf`"
    return PdfReader(PDF)


def chapters(pdf):
    """(title, index of the first page) of each entry of the outline's first level."""
    entries = (entry for entry in pdf.outline if not isinstance(entry, list))
    return [(entry.title, pdf.get_destination_page_number(entry)) for entry in entries]


def links(page):
    return [link for link in (each.get_object() for each in page.get("/Annots", ())) if link["/Subtype"] == "/Link"]


def test_it_holds_every_chapter_in_order(pdf):
    assert [name for name, _ in chapters(pdf)] == ["Contents", *TITLES]
    first = [page for _, page in chapters(pdf)]
    assert first == sorted(set(first))
    assert 60 <= len(pdf.pages) <= 400
    for name, page in chapters(pdf):
        assert name in pdf.pages[page].extract_text()


def test_the_contents_tell_the_pages(pdf):
    (_, contents), (_, preface), *_ = chapters(pdf)
    text = "\n".join(page.extract_text() for page in pdf.pages[contents:preface])
    told = dict(re.findall(r"^(\S.*?)\s*\n?(\d+)$", text, flags=re.MULTILINE))
    for name, page in chapters(pdf)[1:]:
        assert int(told[name]) == page + 1


def test_its_links_lead_somewhere(pdf):
    places = pdf.named_destinations
    inside = [link["/Dest"] for page in pdf.pages for link in links(page) if "/Dest" in link]
    outside = [link["/A"]["/URI"] for page in pdf.pages for link in links(page) if "/A" in link]
    assert len(inside) > 300
    assert set(inside) <= set(places)
    assert all(address.startswith(("https://", "mailto:")) for address in outside)


def test_no_page_is_blank(pdf):
    of_header_and_number = 35  # letters
    for page in pdf.pages:
        shown = page.get_contents().get_data().count(b" Tj\n")
        assert shown > of_header_and_number or len(page.images) > 0


def test_what_is_printed_is_whole_and_without_an_error():
    html = BeautifulSoup((ROOT / "_build" / "print.html").read_text(encoding="utf-8"), "html.parser")
    views = sum(len(parsed(f"{name}.html").select(".widget-view")) for name in [TOC["root"], *CHAPTERS])
    assert len(html.select(".widget-view > img")) == views
    assert not html.select("script, button, details")
    numbers = sum(len(parsed(f"{name}.html").select("article .eqno")) for name in CHAPTERS)
    assert len(html.select(".eqno")) == numbers > 30
    assert "Traceback" not in html.get_text()


def test_solutions_stand_together_behind_the_sections():
    html = BeautifulSoup((ROOT / "_build" / "print.html").read_text(encoding="utf-8"), "html.parser")
    solutions = html.select("div.solution")
    assert len(solutions) == sum(len(parsed(f"{name}.html").select("div.solution")) for name in SECTIONS) > 40
    assert {each.find_parent("article")["id"] for each in solutions} == {"solutions"}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_worksheet_has_the_exercises_and_the_scenes_and_no_solution(section):
    sheet = PdfReader(ROOT / "_build" / "worksheets" / f"{section}.pdf")
    text = "\n".join(page.extract_text() for page in sheet.pages)
    page = parsed(f"{section}.html")
    assert len(re.findall(r"^Exercise \d+\.\d+", text, flags=re.MULTILINE)) == len(page.select("div.exercise"))
    assert len(re.findall(r"^ ?\d\. ", text, flags=re.MULTILINE)) >= len(page.select(".widget-scenes > li"))
    assert "Solution" not in text


def test_an_address_becomes_a_code_to_scan(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "scripts")
    from pdf import qr_code

    address = "https://example.org/book/04-backpropagation.html"
    code = BeautifulSoup(qr_code(address), "html.parser").svg
    modules = int(code["viewbox"].split()[-1])
    assert modules > 20 and code.path["d"].count("M") > modules
    assert qr_code(address) != qr_code(address + "#backprop")
