"""Pictures as notebooks store them: small, and the same bytes until they visibly change."""

import base64
import io

import numpy as np
from PIL import Image

WIDEST, COLOURS = 720, 64
TILE, SAME = 16, 3  # pictures look the same if no tile of pixels changes by more than 3 of 255 on the mean


def small(picture):
    """A PNG in base64 as a small one of few colours on white; one of few colours is small already."""
    image = Image.open(io.BytesIO(base64.b64decode(picture)))
    if image.mode == "P":
        return picture
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA")).convert("RGB")
    image.thumbnail((WIDEST, image.height), Image.Resampling.LANCZOS)
    png = io.BytesIO()
    few = image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(png, "PNG", optimize=True)
    return base64.b64encode(png.getvalue()).decode()


def look_the_same(one, other):
    """Whether two stored pictures differ by no more than what another computer's rounding does."""
    images = [Image.open(io.BytesIO(base64.b64decode(each))).convert("RGB") for each in (one, other)]
    if images[0].size != images[1].size:
        return False
    change = np.abs(np.subtract(*(np.asarray(image, dtype=float) for image in images)))
    return np.asarray(Image.fromarray(change.max(axis=2)).reduce(TILE)).max() < SAME
