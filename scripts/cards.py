"""Takes the pictures of the front page's cards, book/_static/cards/NN-light.png and NN-dark.png, from the widgets."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "browser")]

from bare_page import bare_page  # noqa: E402
from chromium import ARGUMENTS, find_chromium  # noqa: E402

from nnlib import widgets  # noqa: E402

CARDS = ROOT / "book" / "_static" / "cards"
SIZE = (400, 280)
COLOURS = 64
# By section: its widget, as it looks best.
PICTURES = {
    "01": widgets.SoftSteps(),
    "02": widgets.NetworkSizes(),
    "03": widgets.Staircase(),
    "04": widgets.Backprop(),
    "05": widgets.DecisionBoundary(compare=False),
    "06": widgets.GradientFlow(),
    "07": widgets.LeNetDigits(),
    "08": widgets.Attention(),
    "09": widgets.Dropout(),
    "10": widgets.BatchNorm(),
}
STYLE = "main { max-width: 960px; margin: 0 auto; font-family: Arial, 'Liberation Sans', sans-serif }"


def main():
    CARDS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        for scheme in ("light", "dark"):
            page = chromium.new_page(viewport={"width": 1280, "height": 720}, color_scheme=scheme)
            for section, widget in PICTURES.items():
                page.set_content(bare_page(widget))
                page.add_style_tag(content=STYLE)
                page.locator("[data-ready]").wait_for()
                page.wait_for_timeout(300)
                shot = Image.open(io.BytesIO(page.locator(".hero").screenshot())).convert("RGB")
                shot.thumbnail(SIZE)
                shot.quantize(COLOURS).save(CARDS / f"{section}-{scheme}.png", optimize=True)
        chromium.close()


if __name__ == "__main__":
    main()
