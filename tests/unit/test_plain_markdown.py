"""The notebooks as readers without the book's build show them: plain text, links that lead somewhere, pictures."""

import base64
import io
import re
import sys
from functools import cache
from types import ModuleType, SimpleNamespace

import nbformat
import notebooks
import plain_markdown
import pytest
import stored_pictures
from bare_page import ROOT
from bs4 import BeautifulSoup
from IPython.core.inputtransformer2 import TransformerManager
from nbconvert import HTMLExporter
from PIL import Image

BOOK = ROOT / "book"
PAGES = sorted([*BOOK.glob("*.ipynb"), *BOOK.glob("*.md")], key=lambda page: page.name)
NOTEBOOKS = [page for page in PAGES if page.suffix == ".ipynb"]
MADE_AT_BUILD = {
    "bibliography.md": "bibliography",
    "exercises.md": "exercise-list",
    "links.md": "widget-links",
    "wall.md": "wall",
}
RAW = re.compile(r"\{[\w:]+\}`|`{3,}\{|^\([\w-]+\)=|^:\w+:|\$\$ \(|\[\?\]|>\?<|\\tag\{\?\}|\*\*\w+ \?", re.MULTILINE)


def named(pages):
    return pytest.mark.parametrize("page", pages, ids=lambda page: page.stem)


def text_of(page):
    return "\n\n".join(plain_markdown.markdown(page))


@cache
def rendered(page):
    """What nbconvert makes of a notebook, as HTML."""
    html, _ = HTMLExporter(template_name="basic").from_filename(str(page))
    return BeautifulSoup(html, "html.parser")


@named(PAGES)
def test_no_role_or_directive_stands_raw_and_every_number_is_filled_in(page):
    text = text_of(page).replace(f"```{{{MADE_AT_BUILD.get(page.name)}}}\n```\n", "")
    assert RAW.findall(text) == []


@named(PAGES)
def test_every_link_leads_somewhere(page):
    for words, file, anchor in plain_markdown.LINK.findall(text_of(page)):
        there = BOOK / (file or page.name)
        assert words and there.exists(), f"[{words}]({file}#{anchor})"
        if anchor and file == "glossary.md":
            assert anchor in plain_markdown.terms(), anchor
        elif anchor and file == "bibliography.md":
            assert anchor in plain_markdown.citations(), anchor
        elif anchor:
            assert f'id="{anchor}"' in text_of(there), f"{file}#{anchor}"


@named(NOTEBOOKS)
def test_nbconvert_shows_text_formulas_solutions_and_a_picture_for_each_widget(page):
    html, cells = rendered(page), nbformat.read(page, 4).cells
    words = html.get_text()
    assert RAW.findall(words) == []
    exercises, solutions = html.select('blockquote[id^="exercise-"]'), html.select("details")
    assert len(exercises) == len(solutions) == text_of(page).count("<details>")
    for block in (*exercises, *solutions):
        assert block.find("p"), block  # its Markdown was read as such
    pictures = [output for cell in cells for output in cell.get("outputs", ()) if "image/png" in output.get("data", ())]
    drawn = [cell for cell in cells if any(re.match(r"\w+\('[\w-]+'\)$", output.get("data", {}).get("text/plain", ""))
                                           for output in cell.get("outputs", ()))]  # fmt: skip
    assert drawn and len(html.select("img")) == len(pictures) >= len(drawn)


@named(NOTEBOOKS)
def test_stored_pictures_are_small_and_stay(page):
    for cell in nbformat.read(page, 4).cells:
        for data in notebooks.pictures(cell):
            picture = data["image/png"]
            assert stored_pictures.small(picture) == picture
            assert len(picture) < 60_000, f"{len(picture)} bytes in the cell {cell.id}"


def png(image):
    file = io.BytesIO()
    image.save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def test_a_picture_is_stored_anew_only_where_it_visibly_changes():
    ground = Image.effect_noise((300, 200), 60).convert("RGB")
    rounded = ground.point(lambda value: min(value + 1, 255))
    changed = ground.copy()
    changed.paste("black", (100, 100, 110, 110))
    assert stored_pictures.look_the_same(png(ground), png(rounded))
    assert not stored_pictures.look_the_same(png(ground), png(changed))
    assert not stored_pictures.look_the_same(png(ground), png(ground.resize((150, 100))))


@pytest.mark.parametrize(
    ("plain", "myst"),
    [
        ("[soft steps](glossary.md#soft-step)", "{term}`soft steps <soft step>`"),
        ("[Section 4](04-backpropagation.ipynb)", "{ref}`Section 4 <backpropagation>`"),
        ("[(2.1)](02-feed-forward-networks.ipynb#eq-network)", "{eq}`eq-network`"),
        ("[Exercise 1.1](#exercise-beta)", "{ref}`exercise-beta`"),
        ("([A, 1989](bibliography.md#a1989), [B, 1991](bibliography.md#b1991))", "{cite}`a1989,b1991`"),
        ('<data value="share:.2f">0.25</data>', "{glue:text}`share:.2f`"),
        ('There are <kbd id="answer-paths">…</kbd>.', "There are\u00a0{answer}`paths`."),
        ('<a id="eq-x"></a>\n\n$$\nx = 1 \\tag{1.1}\n$$', "$$\nx = 1\n$$ (eq-x)"),
        (
            '<blockquote id="exercise-x">\n\n**Exercise 1.1 (By hand)**\n\nDo.\n\n</blockquote>\n\n'
            "<details><summary>Solution</summary>\n\nDone.\n\n</details>",
            "````{exercise} By hand\n:label: exercise-x\n\nDo.\n````\n\n"
            "````{solution} exercise-x\n:label: solution-x\n:class: dropdown\n\nDone.\n````",
        ),
        ("[elsewhere](https://example.org)", "[elsewhere](https://example.org)"),
    ],
)
def test_the_build_reads_plain_markdown_as_myst(plain, myst):
    assert plain_markdown.myst(plain) == myst


def test_the_first_cell_installs_nnlib_on_colab_from_the_address(monkeypatch):
    notebook = notebooks.with_colab(nbformat.read(NOTEBOOKS[0], 4), "https://github.com/someone/networks")
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    code, ran = TransformerManager().transform_cell(first.source), []
    shell = SimpleNamespace(run_line_magic=lambda *magic: ran.append(magic))
    exec(code, {"get_ipython": lambda: shell})
    assert ran == []  # elsewhere it does nothing

    colab = ModuleType("google.colab")
    colab.output = SimpleNamespace(enable_custom_widget_manager=lambda: ran.append("widgets"))
    monkeypatch.setitem(sys.modules, "google", ModuleType("google"))
    monkeypatch.setitem(sys.modules, "google.colab", colab)
    exec(code, {"get_ipython": lambda: shell})
    source = '"nnlib[widgets,progress] @ git+https://github.com/someone/networks"'
    assert ran == [("pip", f"install --quiet {source}"), "widgets"]
    assert notebooks.with_colab(notebook, "").cells[1].id != "colab"


@named(NOTEBOOKS)
def test_notebooks_import_nothing_but_nnlib_and_what_comes_with_it(page):
    code = "\n".join(cell.source for cell in nbformat.read(page, 4).cells if cell.cell_type == "code")
    imported = set(re.findall(r"^\s*(?:import|from) (\w+)", code, re.MULTILINE))
    assert imported - set(sys.stdlib_module_names) <= {"nnlib", "numpy", "matplotlib"}
