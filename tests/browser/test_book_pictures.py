"""The figures of the cells: words for those who do not see them, and a twin in the dark's colours."""

import io

import pytest
from built import BUILT, documents, parsed
from PIL import Image
from playwright.sync_api import expect

FIGURES = [page for page in documents() if parsed(page).select(".cell_output img.only-light")]


def size(image):
    with Image.open(BUILT / image["src"]) as picture:
        return picture.size


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_says_what_one_sees_and_has_a_twin_of_its_size(name):
    figures = [image for image in parsed(name).select(".cell_output img") if "widget-still" not in image["class"]]
    for light, dark in zip(figures[::2], figures[1::2], strict=True):
        assert "only-light" in light["class"] and "only-dark" in dark["class"]
        assert light["alt"] == dark["alt"] and len(light["alt"]) > 60
        assert size(light) == size(dark)


@pytest.mark.parametrize("dark", [False, True])
def test_a_page_shows_the_figures_of_its_theme(visit, book, dark):
    page = visit(f"{book}/05-activation-functions.html", dark=dark)
    expect(page.locator(".only-light" if dark else ".only-dark").filter(visible=True)).to_have_count(0)
    shown = page.locator(".only-dark" if dark else ".only-light").filter(visible=True)
    figure = shown.first
    figure.scroll_into_view_if_needed()
    picture = Image.open(io.BytesIO(figure.screenshot())).convert("RGB")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == f"rgb{picture.getpixel((1, 1))}"
    assert (max(picture.getpixel((1, 1))) < 40) == dark
