"""Launch buttons stand on every notebook page when the repository's address is known, and on none when it is not."""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest
import yaml
from bare_page import ROOT
from bs4 import BeautifulSoup
from built import documents, parsed
from repository import address

CONFIG = (ROOT / "_config.yml").read_text(encoding="utf-8")
NOTEBOOKS = [page for page in documents() if (ROOT / "book" / page).with_suffix(".ipynb").exists()]


def launches(html):
    """Where the launch menu leads, by its entries' words."""
    return {link.get_text(strip=True): link["href"] for link in html.select(".dropdown-launch-buttons a")}


@pytest.fixture(scope="module")
def one_page(tmp_path_factory):
    """The page of a book of one notebook, built like this book but on GitHub Actions and with a JupyterHub."""
    folder = tmp_path_factory.mktemp("book")
    for name in ("_ext", "_static", "_templates"):
        shutil.copytree(ROOT / "book" / name, folder / "book" / name)
    shutil.copy(ROOT / "book" / "references.bib", folder / "book")
    config = CONFIG.replace('jupyterhub_url: ""', "jupyterhub_url: https://hub.example.org")
    (folder / "_config.yml").write_text(config, encoding="utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A page", id="title")])
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
    return BeautifulSoup((folder / "_build" / "html" / "index.html").read_text(encoding="utf-8"), "html.parser")


def test_the_address_that_the_environment_gives_is_used(one_page):
    assert launches(one_page) == {
        "Binder": "https://mybinder.org/v2/gh/someone/networks/main?urlpath=lab/tree/book/index.ipynb",
        "JupyterHub": "https://hub.example.org/hub/user-redirect/git-pull?repo=https%3A//github.com/someone/networks"
        "&urlpath=lab/tree/networks/book/index.ipynb&branch=main",
        "Colab": "https://colab.research.google.com/github/someone/networks/blob/main/book/index.ipynb",
    }
    assert one_page.find("a", href="https://github.com/someone/networks")


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_this_book_has_them_where_its_address_is_known(page):
    known = yaml.safe_load(CONFIG)["repository"]["url"] or address()
    assert bool(launches(parsed(page))) == bool(known)
    assert known or not parsed(page).select('a[href*="mybinder.org"], a[href*="github.com"]')


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_each_notebook_can_be_downloaded(page):
    assert parsed(page).find("a", href=f"_sources/{page.removesuffix('.html')}.ipynb")
