"""How smoothly a handle is dragged in widgets that hold the largest network they take, or show on their page."""

import math
import re
import statistics
import time
from pathlib import Path

from playwright.sync_api import Error

from .browser import served_book

from gestures import grip  # isort: skip - found by way of .browser

TITLE = "Dragging a handle for 4 s by mouse: milliseconds"
SECONDS = 4
MEDIAN, SLOW = 16.7, 33
LINE, EDGE, POINT = (re.compile(name) for name in (r"^Line of hidden unit \d+$", "^Weight w₁", r"^Point \d+\b"))
TOKENS = "1,0.5;-1.2,0.9;0.7,1.3;-0.9,-0.8;0.6,-1.2;0,0;-0.4,-1.6;1.6,-0.4"
HEADS = ";".join(["0,1.5,-1.5,0,1,0,0,1,1,0,0,1"] * 4)
DEEP = "depth=40&width=16"
CASES = {
    "DecisionBoundary 2-16-16-1, tanh": ("index.html#decision-boundary?hidden=16,16&activation=tanh", LINE),
    "DecisionBoundary 2-16-16-1, ReLU": ("index.html#decision-boundary?hidden=16,16&activation=relu", LINE),
    "DecisionBoundary 2-16-16-1, ReLU and logistic": ("index.html#decision-boundary?hidden=16,16&compare=1", LINE),
    "SoftSteps, three steps": ("01-soft-step-features.html#soft-steps", re.compile("^Position of step φ₁$")),
    "NetworkSizes 2-16-16-16-16-16-4": (
        "02-feed-forward-networks.html#network-sizes?hidden=16,16,16,16,16&outputs=4",
        EDGE,
    ),
    "Staircase, a curve that gets faster": (
        "03-universal-approximation.html#staircase?target=chirp&eps=0.1",
        re.compile("^Tolerance ε, in the picture$"),
    ),
    "Activations": ("05-activation-functions.html#activations", re.compile("^The place r$")),
    "DeadReLU": ("05-activation-functions.html#dead-re-lu", re.compile("^Point 3$")),
    "SoftmaxLoss": ("05-activation-functions.html#softmax-loss", re.compile("^Logit z")),
    "ChainRule": ("04-backpropagation.html#chain-rule?shown=10", re.compile("^θ on the curve$")),
    "Attention, eight tokens, four heads": (
        f"08-attention.html#attention?tokens={TOKENS}&heads={HEADS}",
        re.compile("^Token x₁$"),
    ),
    "GradientFlow, 40 layers of width 16": (
        f"06-residual-networks.html#gradient-flow?{DEEP}",
        re.compile("^Weight scale, the slope"),
    ),
    "Backprop 3-4-4-3": ("04-backpropagation.html#backprop?sizes=3,4,4,3&shown=65", EDGE),
    "Dropout, 500 masks, tanh output": ("09-dropout.html#dropout?masks=500&output=tanh", POINT),
    "BatchNorm, 500 batches of 20": ("10-batch-normalization.html#batch-norm?batches=500&size=20", POINT),
    "Convolution, six filters of 5 × 5, the window": (
        f"07-convolutional-networks.html#convolution?size=5&bias={','.join('0' * 6)}&padding=2",
        re.compile("^Window of the filter"),
    ),
    "LeNetDigits, drawing": ("07-convolutional-networks.html#lenet-digits", "[data-widget=LeNetDigits] .pad"),
}


def percentile(values, share):
    return sorted(values)[math.ceil(share * len(values)) - 1]


def free_grip(page, name):
    """A place where a handle of that name, or CSS, lies free: among sixteen lines most are covered in places."""
    handles = page.locator(name) if isinstance(name, str) else page.get_by_role("slider", name=name)
    handles.first.wait_for()
    handles.first.scroll_into_view_if_needed()
    for handle in handles.all():
        try:
            return grip(handle)
        except Error:
            continue
    raise RuntimeError("every handle is covered")


def drag(page, name):
    """Moves the pointer with a handle back and forth, as fast as the browser takes it."""
    x, y = free_grip(page, name)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 10, y + 10)
    page.evaluate("startFrames()")
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        page.mouse.move(x - 60, y - 60, steps=60)
        page.mouse.move(x + 60, y + 60, steps=60)
    recorded = page.evaluate("recordedFrames()")
    page.mouse.up()
    return recorded


def row(what, value, target=None):
    value = round(value, 1)
    return what, f"{value:.1f}", f"≤ {target}" if target else "", value <= target if target else None


def rows(browser):
    with served_book() as address:
        for name, (place, handles) in CASES.items():
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_init_script(path=Path(__file__).with_suffix(".js"))
            page = context.new_page()
            page.goto(f"{address}/{place}")
            page.locator("[data-ready]").first.wait_for()
            frames = drag(page, handles)
            context.close()
            intervals = [frame["interval"] for frame in frames]
            busy = [frame["busy"] for frame in frames]
            yield row(f"{name}: from frame to frame, median of {len(frames)}", statistics.median(intervals), MEDIAN)
            yield row(f"{name}: from frame to frame, 95th percentile", percentile(intervals, 0.95), SLOW)
            yield row(f"{name}: handlers and drawing, median", statistics.median(busy))
            yield row(f"{name}: handlers and drawing, 95th percentile", percentile(busy, 0.95))
