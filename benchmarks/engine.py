"""The widgets' engine in headless Chromium: what fits in one frame, and how far the shading is from exact.

Times are medians over RUNS runs, each in a page of its own with warm code.
"""

import statistics
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENGINE = HERE.parent / "src" / "nnlib" / "widgets" / "engine"

RUNS = 7
FRAME = 1000 / 60
TITLE = f"Engine: medians of {RUNS} runs (range), frames of {FRAME:.1f} ms"
GRIDS = 6
STEPS = 2300
ERROR = 1e-5
ACTIVATIONS = ("tanh", "logistic", "relu")
SCALES = (1, 3, 10)


def measure(page, call):
    """What a call of engine.js gives, in a fresh page."""
    page.goto("http://benchmark/")
    return page.evaluate(f"async () => {{ const b = await import('/engine.js'); return b.{call}; }}")


def answer(route):
    """Serves this benchmark and the engine from their files."""
    path = route.request.url.removeprefix("http://benchmark/")
    if not path:
        route.fulfill(body="<!doctype html><title>Benchmark</title>", content_type="text/html")
    else:
        file = ENGINE / path.removeprefix("engine/") if path.startswith("engine/") else HERE / path
        route.fulfill(body=file.read_text(encoding="utf-8"), content_type="text/javascript")


def rate(page, call, target, what):
    """A row: how many calls fit in a frame, median and range over the runs."""
    counts = sorted(FRAME / measure(page, call) for _ in range(RUNS))
    median = statistics.median(counts)
    return what, f"{median:,.1f} ({counts[0]:,.1f}–{counts[-1]:,.1f})", f"≥ {target:,}", median >= target


def error(value, target, what):
    return what, f"{value:.1e}", f"≤ {target:.0e}" if target else "", value <= target if target else None


def rows(browser):
    page = browser.new_page()
    page.route("**/*", answer)
    for name in ACTIVATIONS:
        yield rate(page, f"grid('{name}')", GRIDS, f"grids of 100×100 a frame, 2-16-16-1 {name}")
    for name in ACTIVATIONS:
        yield rate(page, f"step('{name}')", STEPS, f"exact steps a frame, 2-8-1 {name}, 30 points")
    yield rate(page, "lenet()", 1, "passes of LeNet-5 a frame, one image")
    tanh, logistic, exact = measure(page, "functionErrors()")
    yield error(tanh, ERROR, "error of the shading's tanh")
    yield error(logistic, ERROR, "error of the shading's logistic")
    yield error(exact, 1e-14, "relative error of the exact tanh against Math.tanh")
    for scale in SCALES:
        worst = max(measure(page, f"shadingError('{name}', {scale})") for name in ACTIVATIONS)
        yield error(worst, ERROR, f"error of a shaded value, weights × {scale}")
    page.close()
