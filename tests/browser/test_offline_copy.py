"""The offline copy as it opens from a stick: unpacked, by file://."""

import base64
import re
import shutil

import nbformat
import pytest
from bare_page import ROOT
from playwright.sync_api import expect

ARCHIVE = ROOT / "_build" / "neural-networks.zip"
NOTEBOOKS = sorted((ROOT / "book").glob("*.ipynb"))


@pytest.fixture(scope="module")
def stick(tmp_path_factory):
    shutil.unpack_archive(ARCHIVE, folder := tmp_path_factory.mktemp("stick"))
    return folder / "neural-networks"


def test_everything_is_in_one_folder(stick):
    assert (stick / "book.pdf").read_bytes().startswith(b"%PDF")
    assert [path.stem for path in sorted((stick / "worksheets").iterdir())] == [
        path.stem for path in NOTEBOOKS if path.stem != "index"
    ]
    assert [path.name for path in sorted((stick / "notebooks").iterdir())] == [path.name for path in NOTEBOOKS]
    assert not (stick / "pages" / "lite").exists()


def test_the_first_page_leads_to_the_book_the_pdf_and_the_worksheets(stick, visit):
    page = visit((stick / "start.html").as_uri())
    links = page.get_by_role("link").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert all((stick / link).is_file() for link in links)
    assert len(links) == 2 + len(list((stick / "worksheets").iterdir()))
    page.get_by_role("link", name="Open the book").click()
    page.locator("[data-ready]").first.wait_for()
    expect(page.get_by_role("button", name="Run in the browser")).to_have_count(0)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_page_carries_its_notebook(stick, notebook):
    page = (stick / "pages" / f"{notebook.stem}.html").read_text(encoding="utf-8")
    carries = r'href="data:application/x-ipynb\+json;base64,([^"]*)" download="([^"]*)"'
    ((content, name),) = re.findall(carries, page)
    assert name == notebook.name
    carried = nbformat.reads(base64.b64decode(content).decode(), as_version=4)
    assert carried.cells == nbformat.read(notebook, as_version=4).cells


def test_download_saves_the_notebook(stick, visit):
    notebook = NOTEBOOKS[0]
    page = visit((stick / "pages" / f"{notebook.stem}.html").as_uri())
    page.get_by_role("button", name="Download this page").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=".ipynb").click()
    assert download.value.suggested_filename == notebook.name
    assert nbformat.read(download.value.path(), as_version=4).cells == nbformat.read(notebook, as_version=4).cells
