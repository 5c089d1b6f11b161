"""Keeps the stored notebooks executed and clean: python scripts/notebooks.py execute|clean|check|cache [NOTEBOOK ...]

The clean form holds sources, tags, execution counts and text outputs; pictures, widget views and what changes from run
to run are left out. nbval compares the rest. `cache` executes those whose code has changed for the book's build, as
many at once as there are processors.
"""

import argparse
import sys
import time
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
BOOK, CACHE = ROOT / "book", ROOT / "_build" / ".jupyter_cache"
NOT_STORED = {"application/vnd.jupyter.widget-view+json", "image/png", "image/jpeg"}
TIMEOUT = 300
CELL_METADATA = {"tags", "mystnb"}
OUTPUT_METADATA = {"scrapbook"}  # the name of a glued number
NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


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
                output.metadata = {key: value for key, value in output.metadata.items() if key in OUTPUT_METADATA}
    return notebook


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


def read(path):
    return nbformat.read(path, as_version=4)


def execute(path):
    start = time.perf_counter()
    notebook = read(path)
    place = {"metadata": {"path": path.parent}}
    NotebookClient(notebook, kernel_name="python3", timeout=TIMEOUT, record_timing=False, resources=place).execute()
    path.write_text(text_of(clean(notebook)), encoding="utf-8")
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
    if text_of(clean(notebook)) != path.read_text(encoding="utf-8"):
        yield "not in the clean form"


def fill_cache(paths):
    """Executes for MyST-NB, which executes one by one what it does not find, and says what failed."""
    cache = get_cache(CACHE)
    for path in paths:
        cache.add_nb_to_project(str(path))
    load_executor("local-parallel", cache).run_and_cache(timeout=TIMEOUT)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["execute", "clean", "check", "cache"])
    parser.add_argument("notebooks", nargs="*", type=Path, default=sorted(BOOK.glob("*.ipynb")))
    chosen = parser.parse_args()
    if chosen.action == "cache":
        return fill_cache(chosen.notebooks)
    wrong = 0
    for path in chosen.notebooks:
        if chosen.action == "check":
            found = list(faults(path))
            wrong += len(found)
            print(path.name, "; ".join(found) or "is executed and clean")
        else:
            print(path.name, {"execute": execute, "clean": rewrite}[chosen.action](path), flush=True)
    if wrong:
        sys.exit("make notebooks executes and cleans them.")


if __name__ == "__main__":
    main()
