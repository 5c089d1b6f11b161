"""Builds JupyterLite, a JupyterLab whose Python runs in the browser: python scripts/jupyterlite.py [PYODIDE]

It stands in _build/html/lite, beside the pages, opens the book's notebooks with nnlib, and needs no server but one of
files. Its Python is Pyodide, which a reader's browser loads from Pyodide's own host when a notebook is opened; or from
the site itself, where PYODIDE is the folder of a Pyodide release. Pages that are notebooks get the button that opens
them there.
"""

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import nbformat
from run_in_browser import FROM_PYODIDE, add_buttons

ROOT = Path(__file__).resolve().parent.parent
INSTALLED = ROOT / ".venv" / "lite"
sys.path.append(str(INSTALLED))

from jupyterlite_core.constants import JUPYTERLITE_JSON  # noqa: E402
from jupyterlite_pyodide_kernel.constants import (  # noqa: E402
    PYODIDE_CDN_URL,
    PYODIDE_KERNEL_PLUGIN_ID,
    PYODIDE_PYTHON_VERSION,
    PYODIDE_VERSION,
)

BOOK, HTML, WORK = ROOT / "book", ROOT / "_build" / "html", ROOT / "_build" / "lite"

# Beside nnlib, in the versions that are installed here; all else comes from Pyodide.
WHEELS = ("anywidget", "comm", "ipywidgets", "jupyterlab-widgets", "psygnal")
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget", "@jupyterlite/pyodide-kernel-extension")
PACKAGES = ("ipython", "jedi", "matplotlib", "micropip", "numpy", "tqdm", "typing-extensions")  # what these need, too
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
KERNEL = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
INSTALL = """\
# In the browser: nnlib and its widgets, from this site.
%pip install -q "nnlib[widgets,progress]\""""


def pip(*arguments):
    subprocess.run([sys.executable, "-m", "pip", *arguments, "--quiet", "--no-deps"], cwd=ROOT, check=True)


def make_wheels(folder):
    pip("wheel", "--wheel-dir", folder, ".")
    any_platform = ("--only-binary=:all:", "--platform=any", f"--python-version={PYODIDE_PYTHON_VERSION}")
    pip("download", "--dest", folder, *any_platform, *(f"{name}=={version(name)}" for name in WHEELS))


def in_browser(path):
    """The notebook as the browser runs it: nnlib is fetched first."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata.kernelspec = KERNEL
    cells = [cell for cell in notebook.cells if cell.id != "colab"]
    notebook.cells = [cells[0], nbformat.v4.new_code_cell(INSTALL, id="browser"), *cells[1:]]
    return notebook


def write_contents(folder):
    folder.mkdir()
    for path in BOOK.glob("*.ipynb"):
        nbformat.write(in_browser(path), folder / path.name)
    for path in BOOK.glob("*.md"):
        shutil.copy(path, folder)


def extension(name):
    """The folder of a JupyterLab extension, of those installed for the book or for JupyterLite."""
    places = [place / "share" / "jupyter" / "labextensions" / name for place in (Path(sys.prefix), INSTALLED)]
    return next(str(place) for place in places if place.exists())


def pyodide_files(folder):
    """The names of the files of a Pyodide release that the notebooks load."""
    lock = folder / "pyodide-lock.json"
    if not lock.exists():
        sys.exit(f"{folder} has no {lock.name}: unpack pyodide-{PYODIDE_VERSION}.tar.bz2, and give the folder in it.")
    packages, found, wanted = json.loads(lock.read_text(encoding="utf-8"))["packages"], set(), list(PACKAGES)
    while wanted:
        name = wanted.pop().lower().replace("_", "-")
        if name not in found:
            found.add(name)
            wanted += packages[name]["depends"]
    return [*CORE, *sorted(packages[name]["file_name"] for name in found)]


def copy_pyodide(folder, place):
    names = pyodide_files(folder)
    if missing := [name for name in names if not (folder / name).is_file()]:
        sys.exit(f"{folder} lacks these files, which {PYODIDE_CDN_URL}/ has:\n  " + "\n  ".join(missing))
    place.mkdir(parents=True)
    for name in names:
        shutil.copy(folder / name, place)


def write_settings(work, site, pyodide):
    kernel = {"disablePyPIFallback": True, "pyodideUrl": f"{pyodide}/pyodide.mjs"}
    settings = {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Neural networks you can touch",
            "litePluginSettings": {PYODIDE_KERNEL_PLUGIN_ID: kernel},
        },
    }
    build = {
        "LiteBuildConfig": {
            "apps": ["lab"],
            "contents": ["contents"],
            "federated_extensions": [extension(name) for name in EXTENSIONS],
            "ignore_sys_prefix": True,
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "output_dir": str(site),
        },
        "PipliteAddon": {"piplite_urls": ["wheels"]},
    }
    for name, content in ((JUPYTERLITE_JSON, settings), ("jupyter_lite_config.json", build)):
        (work / name).write_text(json.dumps(content, indent=2), encoding="utf-8")


def build(work, site, pyodide=None):
    """Builds the site, with what goes into it in the folder `work`; `pyodide` is the folder of a Pyodide release."""
    for folder in (work, site):
        shutil.rmtree(folder, ignore_errors=True)
    work.mkdir(parents=True)
    if pyodide:
        copy_pyodide(pyodide, work / "static" / "pyodide")
    make_wheels(work / "wheels")
    write_contents(work / "contents")
    write_settings(work, site, "./static/pyodide" if pyodide else PYODIDE_CDN_URL)
    command, places = [sys.executable, "-m", "jupyterlite_core", "build"], os.environ | {"PYTHONPATH": str(INSTALLED)}
    made = subprocess.run(command, cwd=work, env=places, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if made.returncode:
        sys.exit(made.stdout)


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main():
    pyodide = Path(sys.argv[1]).resolve() if sys.argv[1:] else None
    site = HTML / "lite"
    build(WORK, site, pyodide)
    add_buttons(HTML, f"{size(site / 'static'):.0f} MB, from this site" if pyodide else FROM_PYODIDE)
    print(f"{site.relative_to(ROOT)}: {size(site):.0f} MB")


if __name__ == "__main__":
    main()
