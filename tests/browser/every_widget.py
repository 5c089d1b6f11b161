"""Every widget of the book as it opens, for the tests that hold for all of them."""

from nnlib import widgets
from nnlib.widgets.decision_boundary.story import SAME_WEIGHTS
from nnlib.widgets.deep_training.story import BATCH_NORM

EVERY = [getattr(widgets, name) for name in widgets.__all__]
NAMES = widgets.__all__
# Every story of the book: what makes the widget that tells it, by name.
TOLD = {cls.__name__: cls for cls in EVERY} | {
    "DecisionBoundary of the same weights": lambda: widgets.DecisionBoundary(compare=True, story=SAME_WEIGHTS),
    "DeepTraining with batch normalization": lambda: widgets.DeepTraining(
        activation="logistic", right="batch norm", story=BATCH_NORM
    ),
}
COLUMN = """main { max-width: 960px; margin: 0 auto }
body {
  margin: 0; padding-inline: max(0px, min(16px, (992px - 100vw) / 2)); font-family: Arial, "Liberation Sans", sans-serif
}"""


def opened(visit_widgets, widget, **options):
    """A page with the widget in a column as wide as the book's: 358 px on a phone."""
    page = visit_widgets(widget, **options)
    page.add_style_tag(content=COLUMN)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page


def state(page):
    """Everything that makes up the picture, as the link would carry it."""
    return page.evaluate("document.querySelector('.nn-widget').link()")
