"""The side of worker.py that works: python -m benchmarks.speed.serve LIBRARY

Requests and answers are lines of JSON: `{"task": 2, "calls": 100}` is answered by seconds per call, and without calls
by the numbers worked out.
"""

import importlib
import json
import os
import sys
import time

from .tasks import TASKS


def timed(run, calls):
    """Seconds of processor time per call; unlike those of the clock, other programs do not lengthen them."""
    start = time.process_time()
    for _ in range(calls):
        run()
    return (time.process_time() - start) / calls


def serve(library):
    """Answers requests until there are no more."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    module = importlib.import_module(f".in_{library.lower().replace('-', '_')}", __package__)
    ready = {}
    for line in sys.stdin:
        request = json.loads(line)
        index = request["task"]
        if index not in ready:
            task = TASKS[index]
            ready[index] = getattr(module, task.kind)(*task.arguments())
        run, result = ready[index]
        answer = timed(run, request["calls"]) if "calls" in request else [array.tolist() for array in result()]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    serve(sys.argv[1])
