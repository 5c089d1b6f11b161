"""Each figure of a cell has a twin for the dark: the same picture in the widgets' dark colours, made from its pixels.

A pixel of a figure is a mixture of paper and one colour of the palette, as lines, washes and their soft edges are; the
twin mixes the dark ground and that colour's dark variant in the same share. Which of the two is seen, the theme's
classes ``only-light`` and ``only-dark`` decide.
"""

from pathlib import Path

import numpy as np
from PIL import Image

from widget_pages import VIEW, mime_bundles

PAPER, GROUND = "#ffffff", "#121212"  # of the pages, light and dark
PALETTE = {  # kit/page.css: ink, positive, negative, gradient, and the units
    "#1b1e23": "#eceef0",
    "#0072b2": "#56b4e9",
    "#d55e00": "#f08a3c",
    "#a4568a": "#e59cc6",
    "#007f5c": "#2fcb9f",
    "#2477a6": "#8fd0f5",
    "#8a6508": "#e0b04a",
}


def rgb(colour):
    return np.frombuffer(bytes.fromhex(colour[1:]), np.uint8).astype(float)


def darkened(pixels):
    """Pixels (…, 3) of a light figure, from 0 to 255, as they are in the dark."""
    colours, places = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True)
    from_paper = rgb(PAPER) - colours
    best, dark = np.full(len(colours), np.inf), np.empty(colours.shape)
    for light, twin in PALETTE.items():
        whole = rgb(PAPER) - rgb(light)
        share = np.clip(from_paper @ whole / (whole @ whole), 0, 1)[:, None]
        rest = ((from_paper - share * whole) ** 2).sum(axis=1)
        better = rest < best
        best[better] = rest[better]
        dark[better] = (rgb(GROUND) + share * (rgb(twin) - rgb(GROUND)))[better]
    return dark.round().astype(np.uint8)[places.ravel()].reshape(pixels.shape)


def make_twin(path):
    """The file of a figure's twin, beside it."""
    with Image.open(path) as stored:
        image = stored.convert("RGBA")
    on_paper = Image.alpha_composite(Image.new("RGBA", image.size, PAPER), image).convert("RGB")
    twin = path.with_name(f"{path.stem}-dark.png")
    Image.fromarray(darkened(np.asarray(on_paper))).save(twin, optimize=True)
    return twin


def add_twins(app, doctree):
    for _, kinds in mime_bundles(doctree):
        if VIEW in kinds or "image/png" not in kinds:
            continue
        for image in list(kinds["image/png"].findall(lambda node: node.tagname == "image")):
            twin = image.copy()
            twin["uri"] = str(Path(image["uri"]).with_name(make_twin(Path(app.srcdir, image["uri"].lstrip("/"))).name))
            image["classes"].append("only-light")
            twin["classes"].append("only-dark")
            image.parent.insert(image.parent.index(image) + 1, twin)


def setup(app):
    app.connect("doctree-read", add_twins, priority=400)  # before Sphinx collects the images
    return {"parallel_read_safe": True, "parallel_write_safe": True}
