"""A notebook's text as JupyterLab shows it, against the built page: the same names and numbers, and no MyST left."""

import json
import re

import pytest
from bare_page import ROOT
from built import parsed

NOTEBOOKS = sorted((ROOT / "book").glob("*.ipynb"))
READ = """async ([code, cells, file]) => {
  const { plain, readNames } = await import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  const names = readNames(cells, file);
  const texts = cells.filter((cell) => cell.cell_type === "markdown").map((cell) => plain(cell.source.join(""), names));
  return { text: texts.join("\\n\\n"), ...names };
}"""


@pytest.fixture(scope="module")
def read(browser):
    """read(notebook, cells) → its text in plain Markdown, and what its cells name."""
    page = browser.new_page()
    code = (ROOT / "labextension" / "static" / "markdown.js").read_text(encoding="utf-8")
    yield lambda notebook, cells: page.evaluate(READ, [code, cells, notebook.name])
    page.close()


def cells_of(notebook):
    return json.loads(notebook.read_text(encoding="utf-8"))["cells"]


def texts(elements):
    return [" ".join(element.get_text().split()).replace("’", "'") for element in elements]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_jupyterlab_shows_what_the_page_does(read, notebook):
    page, cells = parsed(f"{notebook.stem}.html"), cells_of(notebook)
    source = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    shown = read(notebook, cells)
    text = shown["text"]
    assert re.findall(r"\{[\w:]+\}`|^\([\w-]+\)=$|^:\w+:|\$\$ \(", text, re.MULTILINE) == []
    assert [text.count(word) for word in ("…", "undefined")] == [source.count(word) for word in ("…", "undefined")]

    titles = texts(page.select(":is(.exercise, .proof, .note) > .admonition-title"))
    assert re.findall(r"<blockquote>\n\n\*\*(.*)\*\*\n", text) == titles
    solved = [title.partition(" (")[0] for title in texts(page.select(".solution > .admonition-title"))]
    assert [f"Solution to {name}" for name in re.findall(r"<summary>Solution of (.*)</summary>", text)] == solved
    numbers = [element.find(string=True) for element in page.select(".eqno")]
    assert [f"({number})" for number in shown["equations"].values()] == numbers


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_the_numbers_of_cells_stand_in_the_text(read, notebook):
    cells = cells_of(notebook)
    outputs = [(cell, output) for cell in cells for output in cell.get("outputs", ()) if output.get("metadata")]
    timed = {
        output["metadata"]["scrapbook"]["name"]
        for cell, output in outputs
        if "nbval-ignore-output" in cell["metadata"].get("tags", ())
    }
    roles = re.findall(r"\{glue:text\}`([^`]+)`", "".join("".join(cell["source"]) for cell in cells))
    line = {"cell_type": "markdown", "source": ["|".join(f"{{glue:text}}`{role}`" for role in roles)]}
    here = [text for text in read(notebook, [*cells, line])["text"].rpartition("\n\n")[2].split("|") if text]
    on_page = texts(parsed(f"{notebook.stem}.html").select(".pasted-text"))
    assert [text for role, text in zip(roles, here, strict=True) if role not in timed] == [
        text for role, text in zip(roles, on_page, strict=True) if role not in timed
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("About {glue:text}`share` by {eq}`eq-none`, {ref}`far-away`.", "About … by (…), far away."),
        ("{glue:text}`toString` {glue:text}`two\nlines`", "… …"),
        ("{cite}`a2000,,b` {doc}`elsewhere`", "[A 2000; ; B] [Elsewhere](elsewhere.ipynb)"),
        ("```{note}\nnever closed", "```{note}\nnever closed"),
        ("```python\nx = {1: 2}\n```", "```python\nx = {1: 2}\n```"),
        ("````{aside}\n````", "<blockquote>\n\n**Aside**\n\n\n\n</blockquote>"),
        ("$$\nx\n$$ and $$\ny\n$$", "$$\nx\n$$ and $$\ny\n$$"),
    ],
)
def test_what_a_notebook_does_not_name_does_no_harm(read, source, text):
    assert read(NOTEBOOKS[0], [{"cell_type": "markdown", "source": [source]}])["text"].strip() == text
