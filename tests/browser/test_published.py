"""What pages have where the book's address is known, and only there: launch buttons, previews, a map of the site."""

import os
import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import pytest
import yaml
from bare_page import ROOT
from bs4 import BeautifulSoup
from built import BUILT, documents, parsed
from published import address as site_address
from repository import address, choose_buttons, name_address

CONFIG = (ROOT / "_config.yml").read_text(encoding="utf-8")
SITE, ABOUT = "https://someone.github.io/networks/", "A paragraph that is long enough to be a description."
TEXTS = [page for page in documents() if page != "404.html"]
NOTEBOOKS = [page for page in documents() if (ROOT / "book" / page).with_suffix(".ipynb").exists()]


def launches(html):
    """Where the launch menu leads, by its entries' words."""
    return {link.get_text(strip=True): link["href"] for link in html.select(".dropdown-launch-buttons a")}


def read(file):
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def says(html):
    """What a page's head says to those who preview a link to it."""
    return {meta["property"]: meta["content"] for meta in html.find_all("meta", property=True)}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The pages of a book of one notebook, built like this book but on GitHub Actions and with a JupyterHub."""
    folder = tmp_path_factory.mktemp("book")
    for name in ("_ext", "_static", "_templates"):
        shutil.copytree(ROOT / "book" / name, folder / "book" / name)
    shutil.copy(ROOT / "book" / "references.bib", folder / "book")
    config = CONFIG.replace('jupyterhub_url: ""', "jupyterhub_url: https://hub.example.org")
    (folder / "_config.yml").write_text(config, encoding="utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(f"# A page\n\n{ABOUT}", id="title")])
    notebook.metadata.kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    nbformat.write(notebook, folder / "book" / "index.ipynb")
    build = ["build", "book", "--path-output", ".", "--config", "_config.yml", "--toc", folder / "_toc.yml", "-W", "-n"]
    made = subprocess.run(
        [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", *build],
        cwd=folder,
        env=os.environ | {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "someone/networks"},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return folder / "_build" / "html"


def test_the_address_that_the_environment_gives_is_used(published):
    page = read(published / "index.html")
    assert launches(page) == {
        "Binder": "https://mybinder.org/v2/gh/someone/networks/main?urlpath=lab/tree/book/index.ipynb",
        "JupyterHub": "https://hub.example.org/hub/user-redirect/git-pull?repo=https%3A//github.com/someone/networks"
        "&urlpath=lab/tree/networks/book/index.ipynb&branch=main",
    }
    assert page.find("a", href="https://github.com/someone/networks")


@pytest.mark.parametrize("url", ["", "https://github.com/someone/networks"])
def test_colab_is_offered_where_the_notebooks_know_the_address(url):
    options = {"repository_url": url, "launch_buttons": {"colab_url": "https://colab.research.google.com"}}
    choose_buttons(None, SimpleNamespace(html_theme_options=options))
    assert ("colab_url" in options.get("launch_buttons", {})) == bool(url)


@pytest.mark.parametrize("hub", ["", "https://hub.example.org/"])
def test_the_page_for_teachers_says_the_address_where_it_is_known(hub):
    source = (ROOT / "book" / "teach.md").read_text(encoding="utf-8")

    def said(url):
        options = {"repository_url": url, "launch_buttons": {"jupyterhub_url": hub}}
        text = [source]
        name_address(SimpleNamespace(config=SimpleNamespace(html_theme_options=options)), "teach", text)
        return text[0]

    assert said("") == source
    text = said("https://github.com/someone/networks")
    assert not re.search(r"OWNER|REPOSITORY|\bNAME\b", text)
    assert "https://mybinder.org/v2/gh/someone/networks/main?urlpath=lab/tree/book" in text
    pull = "/hub/user-redirect/git-pull?repo=https://github.com/someone/networks&urlpath=lab/tree/networks/book"
    assert (hub.rstrip("/") or "https://HUB") + pull in text


def test_links_to_a_published_page_have_a_preview(published):
    page = read(published / "index.html")
    assert says(page) == {
        "og:type": "book",
        "og:site_name": "Neural networks you can touch",
        "og:title": "A page",
        "og:description": ABOUT,
        "og:url": f"{SITE}index.html",
        "og:image": f"{SITE}_static/card.png",
    }
    assert page.find("link", rel="canonical")["href"] == f"{SITE}index.html"
    assert (published / "_static" / "card.png").is_file()


def test_a_published_book_has_a_map_and_a_page_for_wrong_addresses(published):
    assert f"<url><loc>{SITE}index.html</loc></url>" in (published / "sitemap.xml").read_text(encoding="utf-8")
    lost = read(published / "404.html")
    assert [link["href"] for link in lost.find_all("a")] == [f"{SITE}index.html", f"{SITE}search.html"]
    assert not lost.find_all(["img", "link", "script"], src=True)


@pytest.mark.parametrize("page", TEXTS)
def test_this_book_names_its_site_only_where_it_is_known(page):
    known = yaml.safe_load(CONFIG)["html"]["baseurl"] or site_address()
    assert ("og:image" in says(parsed(page))) == (parsed(page).find("link", rel="canonical") is not None) == bool(known)
    assert says(parsed(page))["og:title"] in parsed(page).h1.get_text()
    assert (BUILT / "sitemap.xml").exists() == bool(known)


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_this_book_has_them_where_its_address_is_known(page):
    known = yaml.safe_load(CONFIG)["repository"]["url"] or address()
    assert bool(launches(parsed(page))) == bool(known)
    assert known or not parsed(page).select('a[href*="mybinder.org"], a[href*="github.com"]')


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_each_notebook_can_be_downloaded(page):
    assert parsed(page).find("a", href=f"_sources/{page.removesuffix('.html')}.ipynb")
