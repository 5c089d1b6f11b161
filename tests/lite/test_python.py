"""Python in JupyterLite, with a Pyodide of the site's own, as `make lite PYODIDE=folder` has it; but without NumPy."""

import json
import shutil
from importlib.metadata import version

import jupyterlite
import nbformat
import pytest
from gestures import drag, grip, value
from playwright.sync_api import expect
from pyodide_core import release
from site_in_browser import MINUTE, open_notebook, outside, settings
from widget_pages import NOT_READ

from nnlib.widgets import SoftSteps

# Whether the place of the step that Python has heard of last is where the handle stands.
AGREE = """(handle) => {
  const label = [...document.querySelectorAll(".widget-label")].find(({ textContent }) => /^heard/.test(textContent));
  const theta = JSON.parse(label?.textContent.replace("heard", "") ?? "[]");
  return Math.abs(-theta[3] / theta[0] - handle.ariaValueNow) < 1e-5;
}"""


@pytest.fixture(scope="module")
def pyodide(tmp_path_factory):
    """The folder of the release."""
    return release(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def offline(tmp_path_factory, serve, pyodide):
    """The site's address."""
    folder = tmp_path_factory.mktemp("lite")
    jupyterlite.build(folder / "work", folder / "site", pyodide)
    assert settings(folder / "site")[1]["pyodideUrl"] == "./static/pyodide/pyodide.mjs"
    return serve(folder / "site")


def cells():
    """A notebook whose kernel can run without NumPy: a widget of the book, with its state but not its Python class."""
    widget = SoftSteps()
    state = {name: value for name, value in widget.get_state().items() if name not in NOT_READ}
    state |= {"_esm": widget._esm, "_css": widget._css}
    return [
        "import sys\nsys.platform",
        "%pip install -q ipywidgets anywidget",
        "import piplite\nawait piplite.install('nnlib', deps=False)",
        "from importlib.metadata import version\nversion('nnlib')",
        f"""
import json, anywidget, ipywidgets, traitlets
state = json.loads({json.dumps(state)!r})
traits = {{name: traitlets.Any(value).tag(sync=True) for name, value in state.items()}}
widget = type("Widget", (anywidget.AnyWidget,), traits)()
heard = ipywidgets.Label("nothing")
widget.observe(lambda change: setattr(heard, "value", "heard " + json.dumps(change.new)), "theta")
widget
""",
        "heard",
    ]


def test_python_starts_and_a_widget_reports_to_it(browser, offline):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells()])
    notebook.metadata = {"kernelspec": jupyterlite.KERNEL, "language_info": {"name": "python"}}
    page = browser.new_page(service_workers="block")
    asked = outside(page, offline)
    page.route("**/files/index.ipynb*", lambda route: route.fulfill(body=nbformat.writes(notebook)))
    open_notebook(page, offline, "index.ipynb")
    # What is run before there is a kernel is dropped without a word.
    expect(page.get_by_text("Python (Pyodide) | Idle")).to_be_visible(timeout=2 * MINUTE)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    expect(page.locator(".jp-OutputArea-output").filter(has_text="emscripten")).to_be_visible(timeout=4 * MINUTE)
    expect(page.locator(".jp-OutputArea-output").filter(has_text=version("nnlib"))).to_be_visible(timeout=2 * MINUTE)
    handle = page.get_by_role("slider", name="Position of step φ₁", exact=True).first
    expect(page.get_by_text("nothing", exact=True)).to_be_visible(timeout=MINUTE)
    handle.scroll_into_view_if_needed()
    stood = value(handle)
    drag(page, grip(handle), 40, 0)
    expect(handle).not_to_have_attribute("aria-valuenow", repr(stood).removesuffix(".0"))
    page.wait_for_function(AGREE, arg=handle.element_handle(), timeout=MINUTE)
    assert asked == []
    page.close()


def test_a_folder_that_lacks_a_file_is_refused_with_its_name(tmp_path, pyodide):
    with pytest.raises(SystemExit, match=r"has no pyodide-lock\.json: unpack pyodide-"):
        jupyterlite.copy_pyodide(tmp_path, tmp_path / "copy")
    folder = shutil.copytree(pyodide, tmp_path / "release")
    (folder / "python_stdlib.zip").unlink()
    with pytest.raises(SystemExit, match=r"which https://cdn\.jsdelivr\.net/.* has:\n  python_stdlib\.zip$"):
        jupyterlite.copy_pyodide(folder, tmp_path / "copy")
