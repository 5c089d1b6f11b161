"""What a reader's hand does on a page of an engine, and what it reads there. Names are the accessible ones."""

SEEN = """(css, name) => [...document.querySelectorAll(css)]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => name === null || (each.ariaLabel ?? each.textContent).trim() === name)"""

# A place in the first of them where nothing else lies, in whole pixels, once it has been brought into view: what has
# to be scrolled to may be drawn only then.
PLACE = """async ([css, name]) => {
  const shares = [1 / 2, 1 / 4, 3 / 4, 1 / 8, 3 / 8, 5 / 8, 7 / 8];
  for (const element of (SEEN)(css, name)) {
    const before = element.getBoundingClientRect();
    element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const after = element.getBoundingClientRect();
    if (after.x !== before.x || after.y !== before.y)
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const { left, top, width, height } = element.getBoundingClientRect();
    const places = shares.flatMap((y) => shares.map((x) => [left + x * width, top + y * height].map(Math.round)));
    const place = places.find(([x, y]) => element.contains(document.elementFromPoint(x, y)));
    if (place) return place;
  }
  throw new Error(`not to be reached: ${css} ${name ?? ""}`);
}""".replace("SEEN", SEEN)
KEYS = {"Enter": "\ue007", "Tab": "\ue004"}


def settle(page):
    """Waits until what was done has been drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def sees(page, css, name=None):
    return page.evaluate(f"([css, name]) => ({SEEN})(css, name).length > 0", [css, name])


def draws(page, place, *way, by="mouse"):
    """Puts the pointer on a place, moves it along the way (dx, dy), …, and lets go."""
    x, y = place
    moves = [{"type": "pointerMove", "x": x + dx, "y": y + dy} for dx, dy in ((0, 0), *way)]
    down, up = ({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))
    pointer = {"type": "pointer", "id": by, "parameters": {"pointerType": by}}
    page.act(pointer | {"actions": [moves[0], down, *moves[1:], up]})
    settle(page)


def press(page, css, name=None):
    draws(page, page.evaluate(PLACE, [css, name]))


def drag(page, css, dx, dy, **options):
    draws(page, page.evaluate(PLACE, [css, None]), (dx / 2, dy / 2), (dx, dy), **options)


def keys(page, *names):
    """Presses keys one after the other, by their names or as text."""
    values = [KEYS.get(name, name) for name in names]
    strokes = [{"type": kind, "value": value} for value in values for kind in ("keyDown", "keyUp")]
    page.act({"type": "key", "id": "keys", "actions": strokes})
    settle(page)
