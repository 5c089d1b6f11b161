"""Runs every test of the project, step by step, and says in one line at the end how it went.

python scripts/test.py dropout   runs only the tests and doctests of a widget or module of that name;
python scripts/test.py lint      the steps whose name holds the word, where no tests are called so.
"""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests" / "browsers"))

import installed  # noqa: E402 - which browsers are to be tested

REPORTS = ROOT / "_build" / "reports"
PYTHON = sys.executable


def python(*arguments):
    return [PYTHON, *arguments]


def pytest(*arguments):
    own = [] if "--nbval" in arguments else ["-p", "no:nbval"]  # its import takes seconds, in each process
    return python("-m", "pytest", "-q", *own, *arguments)


# Each of pytest's tests counts; a step that is not pytest's counts as one test.
BROWSERS = {
    "Chromium": python("tests/browser/chromium.py"),
    "Firefox and WebKit": python("tests/browsers/installed.py"),
}
SOURCES = {
    "lint: ruff": python("-m", "ruff", "check", "."),
    "lint: spelling": python("-m", "codespell_lib"),
    "lint: JavaScript, workflows": python("scripts/javascript.py"),
    "unit tests": pytest("-n", "2", "tests/unit", "tests/claims", "--doctest-modules", "src/nnlib"),
    "notebooks: clean form": python("scripts/notebooks.py", "check"),
    "notebooks: outputs": pytest("-n", "2", "--dist", "loadfile", "--nbval", "--nbval-current-env", "book"),
}
BUILD = {
    "book: build": ["make", "--no-print-directory", "html"],
    "book: PDF": python("scripts/pdf.py"),
    "book: offline copy": python("scripts/offline_copy.py"),
    "JupyterLite: build": ["make", "--no-print-directory", "lite"],
}
READERS = {
    "book: browser": pytest("-n", "3", "--dist", "worksteal", "tests/browser"),
    "book: Firefox and WebKit": pytest("-n", "4", "tests/browsers"),
    "JupyterLite: Python in the browser": pytest("-n", "2", "--dist", "loadfile", "tests/lite"),
    "JupyterLab": pytest("-n", "2", "--dist", "worksteal", "tests/lab"),
}
if not installed.wanted():
    del BROWSERS["Firefox and WebKit"], READERS["book: Firefox and WebKit"]
# One after the other; those that stand together, beside each other: one builds on one processor, one tests on the rest.
STEPS = [[BROWSERS], [SOURCES, BUILD], [READERS]]


def run(name, command, **output):
    """Runs a step; returns how many tests passed, failed and were skipped."""
    report = REPORTS / f"{name.replace(': ', '-').replace(' ', '-')}.xml"
    report.unlink(missing_ok=True)
    by_pytest = "pytest" in command
    status = subprocess.run([*command, f"--junitxml={report}"] if by_pytest else command, cwd=ROOT, **output).returncode
    if not (by_pytest and report.exists()):
        return int(status == 0), int(status != 0), 0
    suites = ElementTree.parse(report).getroot().findall("testsuite")
    total, failed, skipped = (
        sum(int(suite.get(key)) for suite in suites for key in keys)
        for keys in (("tests",), ("failures", "errors"), ("skipped",))
    )
    if status != 0:
        failed = max(failed, 1)
    return max(total - failed - skipped, 0), failed, skipped


def timed(steps, beside):
    """Runs steps one after the other; returns of each its name, its counts and its seconds.

    Beside others what a step prints is printed whole, once it has ended.
    """
    results = []
    for name, command in steps.items():
        start = time.perf_counter()
        with tempfile.TemporaryFile("w+") if beside else nullcontext() as printed:
            if not beside:
                print(f"\n{name}", flush=True)
            counts = run(name, command, stdout=printed, stderr=printed)
            if beside:
                printed.seek(0)
                print(f"\n{name}\n{printed.read()}", end="", flush=True)
        results.append((name, counts, time.perf_counter() - start))
    return results


def together(lanes):
    """Runs lanes of steps beside each other; returns what `timed` returns of them all."""
    with ThreadPoolExecutor(len(lanes)) as pool:
        return [each for results in pool.map(lambda steps: timed(steps, len(lanes) > 1), lanes) for each in results]


def called(name):
    """The tests of a widget, module or section (by its name or number), and the source, whose doctests run too."""
    patterns = [f"test_{name}.py", f"test_[0-9][0-9]_{name}.py", *([f"test_{name}_*.py"] if name.isdigit() else [])]
    tests = sorted(path for pattern in patterns for path in (ROOT / "tests").rglob(pattern))
    sources = [ROOT / "src" / "nnlib" / f"{name}.py", ROOT / "src" / "nnlib" / "widgets" / name]
    return [str(path.relative_to(ROOT)) for path in [*tests, *(path for path in sources if path.exists())]]


def chosen(word):
    if files := called(word):
        return {f"tests of {word}": pytest("-n", "2", "--dist", "worksteal", *files)}
    every = {name: command for lanes in STEPS for steps in lanes for name, command in steps.items()}
    return {name: command for name, command in every.items() if word.lower() in name.lower()}


def main():
    REPORTS.mkdir(parents=True, exist_ok=True)
    os.environ["PYTHONUNBUFFERED"] = "1"
    steps = [[chosen(sys.argv[1])]] if sys.argv[1:] else STEPS
    if steps == [[{}]]:
        sys.exit(f"no tests are called test_{sys.argv[1]}.py, and no step has that name")
    start, results = time.perf_counter(), [each for lanes in steps for each in together(lanes)]
    print()
    for name, (_, failed, skipped), seconds in results:
        print(f"  {'failed' if failed or skipped else 'passed'}  {seconds:6.1f} s  {name}")
    print(f"          {time.perf_counter() - start:6.1f} s  in all")
    passed, failed, skipped = (sum(each) for each in zip(*(counts for _, counts, _ in results), strict=True))
    # A skipped test tested nothing.
    print(f"{passed} passed, {failed + skipped} failed", flush=True)
    sys.exit(1 if failed or skipped or not passed else 0)


if __name__ == "__main__":
    main()
