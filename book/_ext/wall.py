"""The page *Wall*: the directive `{wall}` is its place, and ``_static/wall/`` holds what the page loads.

Run as a script, ``python wall.py FOLDER`` writes these files for the pages that are built there: ``wall.js`` and
``wall.css`` from ``nnlib/widgets/kit/wall``, and ``widgets.js``, the widgets of all pages as each page opens them,
which the wall loads when the first link is put on it.
"""

import json
import sys
from pathlib import Path

from docutils import nodes
from nnlib.widgets.modules import WIDGETS, parts
from sphinx.util.docutils import SphinxDirective

from widget_pages import STORED, moved, written

PLACE = """<link rel="stylesheet" href="_static/wall/wall.css">
<section class="wall" aria-label="Wall"><p>The wall stands here in the live book.</p></section>
<script src="_static/widget-host.js"></script>
<script src="_static/wall/wall.js"></script>
"""


class Wall(SphinxDirective):
    def run(self):
        return [nodes.raw("", PLACE, format="html")]


def setup(app):
    app.add_directive("wall", Wall)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def widgets_of(folder):
    """The widgets of the pages in a folder, as the page host reads them; their ids are as in a link: page#name."""
    models, texts = {}, []
    for page in sorted(folder.glob("*.html")):
        if match := STORED.search(page.read_text(encoding="utf-8")):
            for model in moved(json.loads(match[2]), texts).values():
                models[f"{page.stem}#{model['state']['name']}"] = model
    return written(models, texts)


def script():
    """The wall's modules as one script: from a disk, browsers load no others."""
    *modules, default = parts("kit/wall/wall.js")
    start = default.removeprefix("export default ").rstrip(";")
    return "\n".join(['"use strict";', "(() => {", *modules, f'{start}(document.querySelector(".wall"));', "})();\n"])


def write(folder):
    files = {
        "wall.js": script(),
        "wall.css": (WIDGETS / "kit" / "wall" / "wall.css").read_text(encoding="utf-8"),
        "widgets.js": f"window.wallWidgets = {widgets_of(folder)};\n",
    }
    place = folder / "_static" / "wall"
    place.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (place / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
