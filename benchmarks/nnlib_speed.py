"""nnlib's speed against other libraries', on one core (nnlib_tasks.py), and the table of it.

`python -m benchmarks.nnlib_speed` measures; it runs in a process of its own, so that every library has one thread. It
needs benchmarks/requirements.txt.
"""

import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TITLE = "nnlib / PyTorch (eager), float32, one core: medians of rounds in which the libraries take turns"
NEEDED = ("torch", "jax", "sklearn")
ROUND, ROUNDS = 0.01, 40
ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
    "JAX_PLATFORMS": "cpu",
    "PYTHONPATH": str(ROOT / "src"),
}


def rows(browser):
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        yield f"left out: no {', '.join(missing)}; pip install -r benchmarks/requirements.txt", "", "", None
        return
    command = [sys.executable, "-m", "benchmarks.nnlib_speed"]
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | ONE_THREAD, stdout=subprocess.PIPE, text=True
    ) as measuring:
        for line in measuring.stdout:
            yield row(**json.loads(line))
    if measuring.returncode:
        raise subprocess.CalledProcessError(measuring.returncode, command)


def row(what, must, stretch, ratio, seconds):
    """A line of the table: the ratio, and the fastest round of each library."""
    times = ", ".join(f"{name} {1e6 * time:,.0f}" for name, time in seconds.items())
    return f"{what} ({times} µs)", f"{ratio:.2f}", f"≤ {must:.2f}, better {stretch:.2f}", ratio <= must


def measure(task):
    """Checks that all libraries work out the same, then times them in turn: (ratio to PyTorch, seconds of each)."""
    check(task)
    calls = {name: max(1, round(ROUND / timed(run, 3))) for name, run in task.runs.items()}
    rounds = [{name: timed(run, calls[name]) for name, run in task.runs.items()} for _ in range(ROUNDS)]
    ratio = statistics.median(times["nnlib"] / times["PyTorch"] for times in rounds)
    return ratio, {name: min(times[name] for times in rounds) for name in task.runs}


def timed(run, calls):
    """Seconds of processor time per call; unlike those of the clock, other programs do not lengthen them."""
    start = time.process_time()
    for _ in range(calls):
        run()
    return (time.process_time() - start) / calls


def check(task):
    """All libraries' results must agree to the precision of float32."""
    results = {name: run() for name, run in (task.checked or task.runs).items()}
    for name, arrays in results.items():
        for array, expected in zip(arrays, results["nnlib"], strict=True):
            np.testing.assert_allclose(
                np.asarray(array), expected, rtol=1e-3, atol=1e-5, err_msg=f"{task.what}: {name}"
            )


if __name__ == "__main__":
    import numpy as np
    import torch

    from .nnlib_tasks import tasks

    torch.set_num_threads(1)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for task in tasks():
        ratio, seconds = measure(task)
        line = {"what": task.what, "must": task.must, "stretch": task.stretch, "ratio": ratio, "seconds": seconds}
        print(json.dumps(line), flush=True)
