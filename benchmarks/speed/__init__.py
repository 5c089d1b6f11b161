"""nnlib's speed against other libraries' and against an earlier commit of this repository, on one core.

Every library works in a process of its own (worker.py), and they take turns: what else the computer does meets all of
them. New processes take over now and then, since one may lie luckily in memory. Times are of the processor, ratios
medians over all rounds. Needs benchmarks/requirements.txt.
"""

import importlib.util
import os
import statistics
from contextlib import ExitStack

import numpy as np

from .tasks import TASKS
from .worker import Worker, checked_out

TITLE = "nnlib's speed, float32, one core: medians of rounds in which libraries take turns"
MODULES = {"PyTorch": "torch", "JAX": "jax", "scikit-learn": "sklearn"}
BEFORE = os.environ.get("BEFORE")
ROUND, ROUNDS, VISITS = 0.01, 8, 5
SLOWER, SLOWER_PLAIN = 1.05, 1.5


def rows(browser):
    """`make bench BEFORE=8dffa4a` compares with that commit too, with the Makefile's settings of memory and without."""
    missing = [name for name, module in MODULES.items() if importlib.util.find_spec(module) is None]
    if missing:
        yield f"left out: no {', '.join(missing)}; pip install -r benchmarks/requirements.txt", "", "", None
        return
    rounds = [[] for _ in TASKS]
    for _ in range(VISITS):
        with ExitStack() as stack:
            workers = {name: stack.enter_context(worker) for name, worker in open_workers().items()}
            for index, task in enumerate(TASKS):
                rounds[index] += measured(index, task, workers)
    for task, times in zip(TASKS, rounds, strict=True):
        yield from compared(task, times)


def open_workers():
    """A process for each library, and for nnlib as it was; "plain" ones have the C library's own way with memory."""
    workers = {name: Worker(name) for name in ("nnlib", *MODULES)}
    if BEFORE:
        before = checked_out(BEFORE)
        workers["before"] = Worker("nnlib", before)
        workers["nnlib, plain"] = Worker("nnlib", settings=False)
        workers["before, plain"] = Worker("nnlib", before, settings=False)
        workers["PyTorch, plain"] = Worker("PyTorch", settings=False)
    return workers


def measured(index, task, workers):
    """Rounds of seconds per call, by worker, after all of them were seen to work out the same."""
    workers = {name: worker for name, worker in workers.items() if worker.library in task.libraries}
    check(task, {name: worker.result(index) for name, worker in workers.items()})
    calls = {name: max(1, round(ROUND / worker.seconds(index, 3))) for name, worker in workers.items()}
    return [{name: worker.seconds(index, calls[name]) for name, worker in workers.items()} for _ in range(ROUNDS)]


def check(task, results):
    """All results must agree to the precision of float32, which sums have relative to the largest of an array."""
    for name, arrays in results.items():
        for array, expected in zip(arrays, results["nnlib"], strict=True):
            atol = 1e-5 * max(1, np.abs(expected).max())
            np.testing.assert_allclose(array, expected, rtol=1e-3, atol=atol, err_msg=f"{task.what}: {name}")


def compared(task, rounds):
    """The task's lines of the table; the first has the fastest round of each library, in microseconds."""

    def ratio(one, other):
        return statistics.median(times[one] / times[other] for times in rounds)

    def fastest(name):
        return f"{1e6 * min(times[name] for times in rounds):,.0f}"

    took = ", ".join(f"{name} {fastest(name)}" for name in task.libraries)
    to_torch = ratio("nnlib", "PyTorch")
    target = f"≤ {task.must:.2f}, better {task.stretch:.2f}"
    yield f"{task.what} ({took} µs): to PyTorch", f"{to_torch:.2f}", target, to_torch <= task.must
    if not BEFORE:
        return
    for settings, most in (("", SLOWER), (", plain", SLOWER_PLAIN)):
        to_before = ratio(f"nnlib{settings}", f"before{settings}")
        what = f"    to {BEFORE}{settings} ({fastest(f'before{settings}')} µs)"
        yield what, f"{to_before:.2f}", f"≤ {most:.2f}", to_before <= most
    yield "    to PyTorch, plain", f"{ratio('nnlib, plain', 'PyTorch, plain'):.2f}", "", None
