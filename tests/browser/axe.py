"""axe-core, which finds faults of accessibility, and what it looks at."""

from axe_playwright_python.sync_playwright import Axe

UNFOLD = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const button of document.querySelectorAll(".toggle-button-hidden")) button.click();
  const ends = (animation) => animation.effect.getComputedTiming().endTime < Infinity; // a handle to grab pulses on
  return Promise.all(document.getAnimations().filter(ends).map((animation) => animation.finished));
}"""
# Code is many words in few colours, and contrast takes longest: of each kind of word in each kind of block one stays.
THIN_OUT = """() => {
  const seen = new Set();
  for (const word of document.querySelectorAll(".highlight span")) {
    const block = word.closest(".highlight").parentElement;
    const kind = [word, block, block.closest(".admonition, .cell_input, .cell_output")].map((each) => each?.className);
    if (seen.has(kind.join())) word.replaceWith(...word.childNodes);
    seen.add(kind.join());
  }
}"""
OPTIONS = {"resultTypes": ["violations"], "preload": False}
BUT_FORMULAS = {"exclude": [[".katex"]]}  # KaTeX's markup, which a screen reader meets as MathML


def unfold(page):
    """Opens all that is folded, and thins out the code."""
    page.evaluate(UNFOLD)
    page.evaluate(THIN_OUT)


def check(page):
    """Fails with what axe-core calls serious or critical, each with its rule and its place."""
    faults = [
        f"{violation['id']} at {node['target']}: {node['failureSummary']}"
        for violation in Axe().run(page, context=BUT_FORMULAS, options=OPTIONS).response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
    assert not faults, "\n".join(faults)
