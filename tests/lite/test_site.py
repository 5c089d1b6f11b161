"""JupyterLite as `make lite` builds it beside the pages: what stands there, which hosts are asked, and its Python."""

import hashlib
import json
from importlib.metadata import version
from urllib.parse import parse_qs, urlsplit

import jupyterlite
import nbformat
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect
from site_in_browser import MINUTE, open_notebook, outside, settings

SITE = jupyterlite.HTML / "lite"
NOTEBOOKS = sorted(path.name for path in jupyterlite.BOOK.glob("*.ipynb"))


def read(name):
    return json.loads((SITE / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_the_button_of_a_page_names_a_notebook_that_is_there(notebook):
    html = BeautifulSoup((jupyterlite.HTML / notebook).with_suffix(".html").read_text(encoding="utf-8"), "html.parser")
    (button,) = html.select("button.run-in-browser")
    panel = html.find(id=button["popovertarget"])
    link = urlsplit(panel.a["href"])
    assert (jupyterlite.HTML / link.path).is_file()
    assert parse_qs(link.query) == {"path": [notebook]}
    assert "cdn.jsdelivr.net" in panel.text
    assert notebook in [each["path"] for each in read("api/contents/all.json")["content"]]

    there = nbformat.read(SITE / "files" / notebook, as_version=4)
    nbformat.validate(there)
    assert there.metadata.language_info.name == there.metadata.kernelspec.name == "python"
    own = nbformat.read(jupyterlite.BOOK / notebook, as_version=4).cells
    assert there.cells[0] == own[0]
    assert "%pip install" in there.cells[1].source
    assert there.cells[2:] == [cell for cell in own[1:] if cell.id != "colab"]


def test_the_site_has_what_it_names_and_no_more():
    config, kernel = settings(SITE)
    names = [extension["name"] for extension in config["federated_extensions"]]
    assert sorted(names) == sorted(jupyterlite.EXTENSIONS)
    for extension in config["federated_extensions"]:
        assert (SITE / "extensions" / extension["name"] / extension["load"]).is_file()
    assert kernel["pyodideUrl"] == f"https://cdn.jsdelivr.net/pyodide/v{jupyterlite.PYODIDE_VERSION}/full/pyodide.mjs"
    assert kernel["disablePyPIFallback"] is True
    assert not list(SITE.rglob("*.map"))
    assert not [app for app in ("consoles", "edit", "notebooks", "repl", "tree") if (SITE / app).exists()]
    assert jupyterlite.size(SITE) < 30


def test_the_index_of_wheels_has_nnlib_and_what_its_widgets_need_as_it_is_here():
    index, _ = settings(SITE)[1]["pipliteUrls"]
    wheels = read(urlsplit(index).path)
    assert {name: list(each["releases"]) for name, each in wheels.items()} == {
        name: [version(name)] for name in (*jupyterlite.WHEELS, "nnlib")
    }
    for each in wheels.values():
        ((wheel,),) = each["releases"].values()
        content = (SITE / "pypi" / wheel["filename"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == wheel["digests"]["sha256"]


def title(notebook):
    return nbformat.read(jupyterlite.BOOK / notebook, as_version=4).cells[0].source.splitlines()[0].removeprefix("# ")


def test_another_host_is_asked_after_the_press_only_and_for_pyodide_alone(browser, serve):
    address, page = serve(jupyterlite.HTML), browser.new_page()
    asked = outside(page, address)
    page.goto(f"{address}/01-soft-step-features.html")
    page.get_by_role("button", name="Run in the browser").click()
    panel = page.get_by_role("dialog", name="Run in the browser")
    expect(panel).to_contain_text("Pyodide, NumPy and Matplotlib, about 30 MB, from cdn.jsdelivr.net")
    page.wait_for_load_state("networkidle")
    assert asked == []
    with page.context.expect_event("request", lambda each: each.url.startswith("https:"), timeout=MINUTE):
        panel.get_by_role("link", name="Open the notebook").click()
    expect(page.get_by_role("heading", name=title("01-soft-step-features.ipynb"))).to_be_visible(timeout=MINUTE)
    assert set(asked) == {settings(SITE)[1]["pyodideUrl"]}
    page.close()


def test_it_shows_each_notebook(browser, serve):
    page = browser.new_page()
    open_notebook(page, serve(SITE), NOTEBOOKS[0])
    for notebook in NOTEBOOKS:
        page.get_by_role("listitem", name=notebook).dblclick()
        expect(page.get_by_role("heading", level=1, name=title(notebook))).to_be_visible(timeout=MINUTE)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.close()
