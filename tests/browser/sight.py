"""What is seen of a page: whether it fits its screen, on what ground it stands, how bright its pictures are."""

# What of the article reaches beyond the screen and cannot be scrolled to.
CUT_OFF = """() => {
  const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  const clips = (element) => scrolls(element) || element.matches("svg, .katex-mathml");
  const held = (element) => element.matches("article *") && (clips(element) || held(element.parentElement));
  return [...document.querySelectorAll("article :not(:has(*)), article svg:not(svg svg)")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !held(element.parentElement))
    .map((element) => element.outerHTML.slice(0, 120));
}"""

# The code and the printed output that have to be scrolled sideways.
SCROLLED = """() => [...document.querySelectorAll(".cell pre")]
  .filter((text) => text.scrollWidth > text.clientWidth)
  .map((text) => text.textContent.slice(0, 120))"""

# The relative luminance of the ground that an element stands on.
GROUND = """(element) => {
  const channels = (each) => getComputedStyle(each).backgroundColor.match(/[\\d.]+/g).map(Number);
  while (channels(element)[3] === 0) element = element.parentElement;
  const [r, g, b] = channels(element).map((each) => (each / 255) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}"""

# The brightness, from 0 to 1, of what is painted on each canvas that is seen, but for those among the controls.
PAINTED = """() => {
  const pictures = [...document.querySelectorAll("[data-widget] .hero canvas")];
  const seen = pictures.filter((canvas) => canvas.checkVisibility());
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  return seen.map((canvas) => {
    context.clearRect(0, 0, 1, 1);
    context.drawImage(canvas, 0, 0, 1, 1);
    const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
    return (r + g + b) / 765;
  });
}"""


def fits(page, width):
    """Checks that nothing makes the page scroll sideways or is cut off at its side."""
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    cut_off = page.evaluate(CUT_OFF)
    assert not cut_off, "\n".join(cut_off)


def is_dark(part):
    luminance = part.evaluate(GROUND)
    assert luminance < 0.05 or luminance > 0.85
    return luminance < 0.05


def dark_pictures(page):
    """Of each canvas that is seen, whether it is dark."""
    return [brightness < 0.5 for brightness in page.evaluate(PAINTED)]
