"""A Pyodide release without its compiled wheels, from the registries that tests may ask: what a kernel needs to start.

npm has Pyodide's core and PyPI its pure Python packages. NumPy, Matplotlib and the like, built for the browser, are on
Pyodide's own host alone: in their place stand empty files.
"""

import hashlib
import json
import subprocess
import sys
import tarfile

import jupyterlite

PURE = "-none-any.whl"


def pack(place):
    """Pyodide's core out of its npm package."""
    command = ["npm", "pack", "--silent", f"pyodide@{jupyterlite.PYODIDE_VERSION}"]
    name = subprocess.run(command, cwd=place, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(place / name) as archive:
        for file in jupyterlite.CORE:
            (place / file).write_bytes(archive.extractfile(f"package/{file}").read())
    (place / name).unlink()


def release(place):
    """Makes the folder of the release, and returns it."""
    pack(place)
    lock = json.loads((place / "pyodide-lock.json").read_text(encoding="utf-8"))
    files = [name for name in jupyterlite.pyodide_files(place) if name.endswith(".whl")]
    packages = [package for package in lock["packages"].values() if package["file_name"] in files]
    pure = [f"{each['name']}=={each['version']}" for each in packages if each["file_name"].endswith(PURE)]
    any_platform = ("--only-binary=:all:", "--platform=any", f"--python-version={jupyterlite.PYODIDE_PYTHON_VERSION}")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *any_platform, "--dest", place, *pure]
    subprocess.run(command, check=True)
    for package in packages:
        file = place / package["file_name"]
        if not package["file_name"].endswith(PURE):
            file.touch()
        # Pyodide packs anew, without tests, what it takes from PyPI.
        package["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    (place / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    return place
