"""How long `import nnlib` takes above `import numpy`, and how long each notebook runs."""

import os
import statistics
import subprocess
import sys
import time

import nbformat
from nbclient import NotebookClient

from .browser import ROOT

TITLE = "nnlib and the notebooks"
RUNS = 15
IMPORT, NOTEBOOK = 10, 10
TIMED = "import numpy, time; start = time.perf_counter(); import nnlib; print(time.perf_counter() - start)"
# As for any reader, compiled modules are kept.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def import_milliseconds():
    ran = subprocess.run([sys.executable, "-c", TIMED], env=ENVIRONMENT, capture_output=True, check=True)
    return 1000 * float(ran.stdout)


def notebook_seconds(path):
    notebook = nbformat.read(path, as_version=4)
    start = time.perf_counter()
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": path.parent}}).execute()
    return time.perf_counter() - start


def rows(browser):
    import_milliseconds()
    took = statistics.median(import_milliseconds() for _ in range(RUNS))
    what = f"import nnlib, above import numpy, median of {RUNS}"
    yield what, f"{took:.1f} ms", f"≤ {IMPORT} ms", took <= IMPORT
    for path in sorted((ROOT / "book").glob("*.ipynb")):
        took = notebook_seconds(path)
        yield f"{path.name}, its kernel's start included", f"{took:.1f} s", f"≤ {NOTEBOOK} s", took <= NOTEBOOK
