"""axe-core, which finds faults of accessibility, and what it looks at."""

from axe_playwright_python.sync_playwright import Axe

UNFOLD = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const button of document.querySelectorAll(".toggle-button-hidden")) button.click();
  for (const animation of document.getAnimations()) animation.finish();
}"""
# What is many elements and little to look at: of the words of code, which have few colours, one of each kind in each
# kind of block stays; of a formula, whose markup a screen reader meets as MathML, its size.
THIN_OUT = """() => {
  const sizes = [...document.querySelectorAll(".katex")].map((each) => [each, each.getBoundingClientRect()]);
  for (const [formula, { width, height }] of sizes) {
    const space = Object.assign(document.createElement("span"), { textContent: "x" });
    space.style = `display: inline-block; width: ${width}px; height: ${height}px`;
    formula.replaceWith(space);
  }
  const seen = new Set();
  for (const word of document.querySelectorAll(".highlight span")) {
    const block = word.closest(".highlight").parentElement;
    const kind = [word, block, block.closest(".admonition, .cell_input, .cell_output")].map((each) => each?.className);
    if (seen.has(kind.join())) word.replaceWith(...word.childNodes);
    seen.add(kind.join());
  }
}"""
OPTIONS = {"resultTypes": ["violations"], "preload": False}
# The rules whose verdict is another in the dark or on a narrow screen.
OF_THE_SCREEN = {"runOnly": ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "meta-viewport"]}


def unfold(page):
    """Opens all that is folded, and thins out code and formulas."""
    page.evaluate(UNFOLD)
    page.evaluate(THIN_OUT)


def check(page, *, again=False):
    """Fails with what axe-core calls serious or critical, each with its rule and its place.

    `again`: on another screen than before, so that only what depends on the screen is asked.
    """
    options = OPTIONS | (OF_THE_SCREEN if again else {})
    faults = [
        f"{violation['id']} at {node['target']}: {node['failureSummary']}"
        for violation in Axe().run(page, options=options).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
    assert not faults, "\n".join(faults)
