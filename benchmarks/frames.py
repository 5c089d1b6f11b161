"""How smoothly a handle is dragged in widgets that hold the largest network they take, or show on their page.

On a laptop, and on a phone's screen with a processor four times slower. Where a widget trains, the frames of training
too, and what of each is the main thread's time.
"""

import math
import re
import statistics
import time
from pathlib import Path

from playwright.sync_api import Error

from .browser import served_book

from gestures import grip  # isort: skip - found by way of .browser

TITLE = "Dragging a handle for 4 s by mouse, and training at one step a frame: milliseconds"
SECONDS = 4
SCREENS = {  # width, height, how many times slower the processor is, the targets
    "laptop": (1280, 900, 1, {"median": 16.7, "95th percentile": 33}),
    "phone": (390, 844, 4, {"median": 17, "95th percentile": 34}),
}
TRAINING = {  # the place, and on a laptop the targets
    "DecisionBoundary 2-8-8-1 in training": (
        "index.html#decision-boundary?hidden=8,8",
        {"main thread": 8, "script": 4},
    ),
    "SoftSteps in training": ("01-soft-step-features.html#soft-steps", {}),
    "DeadReLU in training": ("05-activation-functions.html#dead-re-lu", {}),
    "DeepTraining, two networks of 20 layers, in training": (
        "06-residual-networks.html#deep-training?left=batch%20norm&right=both",
        {"main thread": 16},
    ),
}
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
    "Folding, six layers": ("02-feed-forward-networks.html#folding?layers=6", re.compile("^Crease 2$")),
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
    "LookUp, six pairs": (
        "08-attention.html#look-up?pairs=0,1;1,2;2,3;3,4;4,5;5,0",
        re.compile("^Letter of pair 3$"),
    ),
    "Sentences, no clear aim": (
        "08-attention.html#sentences?head=no%20clear%20aim",
        re.compile("^Token that looks$"),
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
    found = page.locator(name) if isinstance(name, str) else page.get_by_role("slider", name=name)
    handles = found.filter(visible=True)
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


def train(page):
    """Trains for a while; adds what the main thread did in a frame, by Chromium's own account."""
    page.get_by_role("button", name="Train", exact=True).first.click()
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable")

    def spent():
        found = {each["name"]: each["value"] for each in metrics.send("Performance.getMetrics")["metrics"]}
        return {"main thread": 1000 * found["TaskDuration"], "script": 1000 * found["ScriptDuration"]}

    page.evaluate("startFrames()")
    before = spent()
    page.wait_for_timeout(1000 * SECONDS)
    after, frames = spent(), page.evaluate("recordedFrames()")
    return frames, {what: (after[what] - before[what]) / len(frames) for what in after}


def row(what, value, target=None):
    value = round(value, 1)
    return what, f"{value:.1f}", f"≤ {target}" if target else "", value <= target if target else None


def open_case(browser, screen, address):
    width, height, slower, _ = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_init_script(path=Path(__file__).with_suffix(".js"))
    page = context.new_page()
    page.goto(address)
    page.locator("[data-ready]").first.wait_for()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    return page


def interval_rows(name, screen, frames):
    intervals = [frame["interval"] for frame in frames]
    targets = SCREENS[screen][-1]
    found = {"median": statistics.median(intervals), "95th percentile": percentile(intervals, 0.95)}
    for what, value in found.items():
        yield row(f"{name}, {screen}: from frame to frame, {what} of {len(frames)}", value, targets[what])


def rows(browser):
    with served_book() as address:
        for screen in SCREENS:
            for name, (place, handles) in CASES.items():
                page = open_case(browser, screen, f"{address}/{place}")
                frames = drag(page, handles)
                page.context.close()
                yield from interval_rows(name, screen, frames)
                busy = [frame["busy"] for frame in frames]
                yield row(f"{name}, {screen}: handlers and drawing, median", statistics.median(busy))
            for name, (place, targets) in TRAINING.items():
                page = open_case(browser, screen, f"{address}/{place}")
                frames, spent = train(page)
                page.context.close()
                yield from interval_rows(name, screen, frames)
                for what, value in spent.items():
                    target = targets.get(what) if screen == "laptop" else None
                    yield row(f"{name}, {screen}: {what} a frame", value, target)
