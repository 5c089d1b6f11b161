"""A process in which one library does the tasks (its side: serve.py), with nnlib as it is now or as it was."""

import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOW = ROOT / "src"
ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
    "JAX_PLATFORMS": "cpu",
}


class Worker:
    """A library's process. `source` holds the nnlib that it imports; `settings`: the Makefile's of memory apply."""

    def __init__(self, library, source=NOW, settings=True):
        self.library = library
        # Kernels are those that NumPy chooses for this processor.
        dropped = ("OPENBLAS_",) if settings else ("OPENBLAS_", "MALLOC_")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", f"{__package__}.serve", library],
            cwd=ROOT,
            env=environment | ONE_THREAD | {"PYTHONPATH": str(source)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def result(self, task):
        """The arrays that the library works out in the task of that number, as lists."""
        return self.ask(task=task)

    def seconds(self, task, calls):
        """Processor time per call, over so many calls."""
        return self.ask(task=task, calls=calls)

    def ask(self, **request):
        print(json.dumps(request), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.library} stopped at {request}; its error stands above")
        return json.loads(answer)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.stdin.close()
        self.process.wait()


def checked_out(commit):
    """The folder with the library's source as it was in that commit."""
    full = subprocess.run(["git", "rev-parse", f"{commit}^{{commit}}"], cwd=ROOT, check=True, capture_output=True)
    folder = ROOT / "_build" / "before" / full.stdout.decode().strip()
    if not folder.exists():
        archive = subprocess.run(["git", "archive", folder.name, "src"], cwd=ROOT, check=True, capture_output=True)
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
            files.extractall(folder, filter="data")
    return folder / "src"
