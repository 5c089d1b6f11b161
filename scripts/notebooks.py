"""Keeps the stored notebooks executed and clean: python scripts/notebooks.py execute|clean|check|cache [NOTEBOOK ...]

The clean form holds sources, tags, execution counts, text outputs and small pictures, which every reader of notebooks
shows; widget views and what changes from run to run are left out. A picture stays as it is stored until it visibly
changes. nbval compares the rest. Numbers and references in the text are filled in, in notebooks and pages
(book/_ext/plain_markdown.py). `cache` executes those whose code has changed for the book's build, as many at once as
there are processors.
"""

import argparse
import sys
import time
from pathlib import Path

import nbformat
import yaml
from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor
from nbclient import NotebookClient
from stored_pictures import look_the_same, small

ROOT = Path(__file__).resolve().parent.parent
BOOK, CACHE = ROOT / "book", ROOT / "_build" / ".jupyter_cache"
sys.path.insert(0, str(BOOK / "_ext"))
import plain_markdown  # noqa: E402

NOT_STORED = {"application/vnd.jupyter.widget-view+json"}
PICTURE = "image/png"
TIMEOUT = 300
CELL_METADATA = {"tags", "mystnb"}
OUTPUT_METADATA = {"scrapbook"}  # the name of a glued number
NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


# Where the address of the repository is known, the first code cell makes the notebook run on Colab.
ON_COLAB = """\
# On Google Colab: fetch nnlib, and let its widgets run.
import sys

if "google.colab" in sys.modules:
    %pip install --quiet "nnlib[widgets,progress] @ git+{address}"
    from google.colab import output

    output.enable_custom_widget_manager()"""


def clean(notebook):
    """The notebook's clean form, in place."""
    notebook.metadata = nbformat.from_dict(NOTEBOOK_METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key in CELL_METADATA}
        if cell.metadata.get("mystnb", {}).get("output_stderr") == "remove":  # a progress bar: not on the page either
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
        for output in cell.get("outputs", ()):
            if "data" in output:
                output.data = {kind: value for kind, value in output.data.items() if kind not in NOT_STORED}
                if PICTURE in output.data:
                    output.data[PICTURE] = small(output.data[PICTURE])
                output.metadata = {key: value for key, value in output.metadata.items() if key in OUTPUT_METADATA}
    numbers = plain_markdown.glued(notebook.cells)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = plain_markdown.filled(cell.source, numbers)
    return notebook


def with_colab(notebook, address):
    """The notebook with its cell for Colab, or without where no address is known, in place."""
    source = ON_COLAB.format(address=address) if address else None
    notebook.cells = [cell for cell in notebook.cells if cell.id != "colab" or cell.source == source]
    if source and notebook.cells[1].id != "colab":
        cell = nbformat.v4.new_code_cell(source, id="colab", metadata={"tags": ["remove-cell"]})
        notebook.cells.insert(1, cell)
    return notebook


def keep_pictures(notebook, before):
    """Puts back the pictures that were stored before where the new ones look the same, in place."""
    stored = {cell.id: pictures(cell) for cell in before.cells}
    for cell in notebook.cells:
        for new, old in zip(pictures(cell), stored.get(cell.id, ()), strict=False):
            if look_the_same(new[PICTURE], old[PICTURE]):
                new[PICTURE] = old[PICTURE]
    return notebook


def pictures(cell):
    """The data of a cell's outputs that hold a picture."""
    return [output.data for output in cell.get("outputs", ()) if PICTURE in output.get("data", ())]


def joined(outputs):
    """The outputs, where pieces of one stream that follow one another are one: where it breaks is chance."""
    whole = []
    for output in outputs:
        if whole and output.output_type == "stream" and whole[-1].get("name") == output.name:
            whole[-1].text += output.text
        else:
            whole.append(output)
    return whole


def text_of(notebook):
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def address():
    """The repository's, from the one place that knows it."""
    return yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["repository"]["url"]


def read(path):
    return nbformat.read(path, as_version=4)


def execute(path):
    start = time.perf_counter()
    notebook = with_colab(read(path), address())
    place = {"metadata": {"path": path.parent}}
    NotebookClient(notebook, kernel_name="python3", timeout=TIMEOUT, record_timing=False, resources=place).execute()
    path.write_text(text_of(keep_pictures(clean(notebook), read(path))), encoding="utf-8")
    return f"executed in {time.perf_counter() - start:.1f} s"


def rewrite(path):
    path.write_text(text_of(clean(read(path))), encoding="utf-8")
    return "cleaned"


def faults(path):
    """What keeps a stored notebook from being executed from top to bottom and in the clean form."""
    notebook = read(path)
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    if counts != list(range(1, len(counts) + 1)):
        yield f"execution counts are {counts}, so it was not run from top to bottom"
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.rstrip().endswith(";"):
            yield f"cell {cell.execution_count} ends in ';', which nbval does not honour: write `_ = …`"
    if text_of(with_colab(clean(notebook), address())) != path.read_text(encoding="utf-8"):
        yield "not in the clean form"


def filled_page(path):
    """A page that is no notebook, with its references filled in."""
    return plain_markdown.filled(path.read_text(encoding="utf-8"), {})


def fill_cache(paths):
    """Executes for MyST-NB, which executes one by one what it does not find, and says what failed."""
    cache = get_cache(CACHE)
    for path in paths:
        cache.add_nb_to_project(str(path))
    load_executor("local-parallel", cache).run_and_cache(timeout=TIMEOUT)


def check(path):
    """Says what is wrong with a notebook or page; returns how much."""
    if path.suffix == ".md":
        found = [] if filled_page(path) == path.read_text(encoding="utf-8") else ["its references are not filled in"]
    else:
        found = list(faults(path))
    print(path.name, "; ".join(found) or "is as it should be stored")
    return len(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["execute", "clean", "check", "cache"])
    parser.add_argument("notebooks", nargs="*", type=Path)
    chosen = parser.parse_args()
    notebooks = chosen.notebooks or sorted(BOOK.glob("*.ipynb"))
    pages = [] if chosen.notebooks else sorted(BOOK.glob("*.md"))
    if chosen.action == "cache":
        return fill_cache(notebooks)
    if chosen.action == "check":
        if sum(map(check, [*notebooks, *pages])):
            sys.exit("make notebooks executes and cleans them.")
        return None
    for path in notebooks:
        print(path.name, {"execute": execute, "clean": rewrite}[chosen.action](path), flush=True)
    for path in pages:
        path.write_text(filled_page(path), encoding="utf-8")
    return None


if __name__ == "__main__":
    main()
