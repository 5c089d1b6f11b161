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

# The parts of a picture that reach below it, over the read-out.
BELOW = """(hero) => [...hero.querySelectorAll('*')]
  .filter((each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((each) => each.matches('p, canvas, .cells, svg:not(svg svg)'))
  .filter((each) => each.getBoundingClientRect().bottom > hero.getBoundingClientRect().bottom + 1)
  .map((each) => [each.getBoundingClientRect().bottom, each.outerHTML.slice(0, 80)])"""

# Rules of the page's own styles that reach into a widget by one of its classes.
REACHED = """() => {
  const parts = (selector) => selector.replace(/::?(before|after|[\\w-]*(thumb|track|progress|placeholder))/g, '');
  const mine = (list) => [...document.querySelectorAll(list)].filter((each) => each.closest('.nn-widget > *'));
  const found = (selector) => {
    const classes = selector.match(/\\.[a-z][\\w-]*/gi) ?? [];
    const reached = CSS.supports(`selector(${selector})`) ? mine(selector) : [];
    return reached.length && classes.some((each) => reached.some((one) => one.closest(`.nn-widget > * ${each}`)));
  };
  const rules = (list) => [...list].flatMap((rule) => [rule.selectorText ?? [], ...rules(rule.cssRules ?? [])].flat());
  const sheets = [...document.styleSheets].filter((each) => each.href);
  return rules(sheets.flatMap((each) => [...each.cssRules])).flatMap((each) => parts(each).split(',')).filter(found);
}"""

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


# What lies on what in a graph of boxes, edges and arrows: a label on another or on a box, and a line through a label
# that is not its own. A label's own lines are its edge and the arrow beside it.
ON_TOP = """() => {
  const box = (element) => element.getBoundingClientRect();
  const isText = (text) => text.textContent.trim();
  const line = (path, owner) => {
    const [x1, y1, x2, y2] = path.getAttribute("d").match(/-?[\\d.]+/g).map(Number);
    const at = (x, y) => new DOMPoint(x, y).matrixTransform(path.getScreenCTM());
    return { owner, from: at(x1, y1), to: at(x2, y2) };
  };
  const away = ({ x, y }, { from, to }) => {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const part = Math.max(0, Math.min(1, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x - from.x - part * dx, y - from.y - part * dy);
  };
  const all = (selector) => [...document.querySelectorAll(".graph " + selector)];
  const edges = all(".edge .ink, .graph-edges path").map((path) => line(path, path));
  const arrows = all(".message .shaft").map((path) => {
    const arrow = line(path);
    const far = (edge) => away(arrow.from, edge) + away(arrow.to, edge);
    return { ...arrow, owner: edges.reduce((best, edge) => (far(edge) < far(best) ? edge : best)).owner };
  });
  const paths = all(".edge .ink");
  const labels = [
    ...all(".edge-chips > g").flatMap((group, n) =>
      [...group.querySelectorAll("text")].map((text) => ({ text, owner: paths[n] }))),
    ...all(".messages > g:last-child > text").map((text, n) => ({ text, owner: arrows[n].owner })),
    ...all(".graph-edges text").map((text) => ({ text, owner: text.previousSibling })),
  ].filter(({ text }) => isText(text)).map((label) => ({ ...label, name: isText(label.text), box: box(label.text) }));
  const overlap = (a, b, by) => a.left < b.right - by && b.left < a.right - by && a.top < b.bottom - by &&
    b.top < a.bottom - by;
  const crosses = ({ from, to }, { left, right, top, bottom }) => {
    for (let n = 0; n <= 400; n++) {
      const [x, y] = [from.x + ((to.x - from.x) * n) / 400, from.y + ((to.y - from.y) * n) / 400];
      if (x > left + 1 && x < right - 1 && y > top + 3 && y < bottom - 3) return true;
    }
    return false;
  };
  const faults = [];
  labels.forEach(({ name, box: here, owner }, n) => {
    for (const other of labels.slice(n + 1)) if (overlap(here, other.box, 2)) faults.push(`${name} on ${other.name}`);
    for (const each of all(".value-box .outline")) if (overlap(here, box(each), 2)) faults.push(`${name} on a box`);
    for (const each of [...edges, ...arrows]) {
      if (each.owner !== owner && crosses(each, here)) faults.push(`a line through ${name}`);
    }
  });
  return { count: labels.length, faults };
}"""
