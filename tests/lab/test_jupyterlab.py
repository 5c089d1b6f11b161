"""The notebooks in a real JupyterLab: all cells run, and widgets and Python share one state."""

import pytest
from bare_page import ROOT
from gestures import grip, settle, value
from playwright.sync_api import expect
from sight import dark_pictures, is_dark

NOTEBOOKS = sorted(
    path.name for path in (ROOT / "book").glob("*.ipynb") if "nnlib.widgets" in path.read_text(encoding="utf-8")
)

# What is dragged, how far to the right and down, and where it then stands by the network that the widget gives Python.
HANDLES = {
    "DecisionBoundary": (
        "Line of hidden unit 1",
        (0, 40),
        "-first.b[0] / (first.W[0, 0] ** 2 + first.W[1, 0] ** 2) ** 0.5",
    ),
    "SoftSteps": ("Position of step φ₁", (40, 0), "-first.b[0] / first.W[0, 0]"),
}


def picture(widget):
    settle(widget.page)
    return widget.locator(".hero path").evaluate_all("paths => paths.map((path) => path.getAttribute('d'))")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_runs_with_its_widgets_alive(open_notebook, name):
    notebook = open_notebook(name)
    notebook.run_all()
    shown = notebook.python("[type(each).__name__ for each in widgets]")
    assert shown
    for place, kind in enumerate(shown):
        expect(notebook.show(place)).to_have_attribute("data-widget", kind)
        if kind in HANDLES:
            check_both_ways(notebook, place, *HANDLES[kind])
    expect(notebook.page.locator("[data-widget]")).to_have_count(len(shown))
    if name == "index.ipynb":
        check_the_dark_theme(notebook)


def check_the_dark_theme(notebook):
    """It reaches the widgets, and leaves them again."""
    page, widget = notebook.page, notebook.show(0)
    for theme, dark in (("Light", False), ("Dark", True), ("Light", False)):
        notebook.choose("Settings", "Theme", f"JupyterLab {theme}")
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(not dark).lower())
        settle(page)
        assert is_dark(widget) == dark
        assert set(dark_pictures(page)) == {dark}


def check_both_ways(notebook, place, label, way, expression):
    """A drag reaches Python, and what Python sets reaches the picture."""
    widget = notebook.show(place)
    notebook.run(f"widget = widgets[{place}]")
    standing = f"(lambda first: float({expression}))(widget.network().layers[0])"
    handle = widget.get_by_role("slider", name=label, exact=True).first
    theta, stood, drawn = notebook.python("widget.theta"), value(handle), picture(widget)
    assert notebook.python(standing) == pytest.approx(stood, abs=1e-5)

    notebook.reach(handle)
    x, y = grip(handle)
    mouse = notebook.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + way[0], y + way[1])  # at once: no state in between, on which both could agree too early
    mouse.up()
    moved = notebook.becomes(standing, lambda stands: abs(stands - stood) > 0.05 and abs(stands - value(handle)) < 1e-5)
    assert abs(value(handle) - moved) < 1e-5
    assert picture(widget) != drawn
    assert notebook.python("widget.theta") != theta
    assert notebook.python("widget.network().theta.tolist() == widget.theta")

    notebook.run(f"widget.theta = {theta}")
    expect(handle).to_have_attribute("aria-valuenow", repr(stood).removesuffix(".0"))
    assert picture(widget) == drawn


def test_text_and_pictures_read_as_on_the_page_before_anything_runs(open_notebook):
    page = open_notebook("02-feed-forward-networks.ipynb").page
    expect(page.locator(".jp-OutputArea img").first).to_be_visible()
    cell = page.locator(".jp-MarkdownCell", has_text="hold exactly this many numbers")
    expect(cell).to_contain_text("has 37 parameters and")

    exercise = page.locator("blockquote", has_text="Exercise 2.1 (Count by hand)")
    solution = page.locator("details").first
    solution.scroll_into_view_if_needed()
    expect(exercise).to_be_visible()
    expect(solution.locator("p").first).to_be_hidden()
    solution.locator("summary").click()
    expect(solution.locator("p").first).to_be_visible()
