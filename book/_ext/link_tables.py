"""What a link to each widget can say: a table of its traits, from the traits themselves.

The directive `{widget-links}` stands for all tables.
"""

import re

from nnlib import widgets
from nnlib.widgets.base import Widget
from sphinx.util.docutils import SphinxDirective

LONGEST = 24
QUOTED = re.compile(r"'([^']*)'")
HEAD = "| Name | Takes | Opens as |\n|:--|:--|:--|\n"
EVERY = {
    "controls": "what is shown: all, or the picture and the tools only",
    "locked": "whether *More* and the presets are out of reach, for a challenge",
    "readout": "whether the picture is said in words too",
    "scene": "the scene of the story; 0 leaves the story out",
    "stage": "whether the widget is alone in the window",
}


def as_code(takes):
    """What a trait takes, the names in it as code."""
    return QUOTED.sub(r"`\1`", takes)


def opens_as(widget, name):
    """A trait's value as a link writes it, if that is short."""
    text = dict(part.split("=", 1) for part in widget.link().partition("?")[2].split("&"))[name]
    return f"`{text}`" if 0 < len(text) <= LONGEST else "…" if text else ""


def of_every_widget():
    return "## Every widget\n\n| Name | Takes | Means |\n|:--|:--|:--|\n" + "".join(
        f"| `{name}` | {as_code(takes)} | {EVERY[name]} |\n" for name, takes in Widget.takes().items()
    )


def of(cls):
    widget = cls()
    common = Widget.takes()
    rows = [
        f"| `{name}` | {as_code(takes)} | {opens_as(widget, name)} |\n"
        for name, takes in cls.takes().items()
        if name not in common
    ]
    readings = ", ".join(f"`{name}`" for name in widget.readings())
    words = f"\nReadings, for the goals of a story: {readings}.\n" if readings else ""
    return f"## {cls.__name__}\n\n`#{widget.name}?…`\n\n{HEAD}{''.join(rows)}{words}"


class WidgetLinks(SphinxDirective):
    def run(self):
        tables = [of_every_widget(), *(of(getattr(widgets, name)) for name in widgets.__all__)]
        return self.parse_text_to_nodes("\n".join(tables), allow_section_headings=True)


def setup(app):
    app.add_directive("widget-links", WidgetLinks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
