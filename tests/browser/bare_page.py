"""A bare page that holds widgets and the book's page host, and nothing else of the book."""

import sys
from pathlib import Path

from ipywidgets.embed import dependency_state

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "book" / "_ext"))

from widget_pages import STATE, VIEW, shrink, written  # noqa: E402 - how the build stores a page's widgets

HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<title>Widgets</title><link rel="icon" href="data:,"></head><body><main>'
)


def bare_page(*widgets):
    """The page's HTML; a widget that is given twice is shown twice."""
    models, texts = {}, []
    for widget in widgets:
        for model_id, model in dependency_state([widget], drop_defaults=False).items():
            if "_esm" in model["state"]:
                models[model_id] = shrink(model, texts)
    views = "".join(
        f'<div class="widget-view"><script type="{VIEW}">{{"model_id": "{widget.model_id}"}}</script></div>'
        for widget in widgets
    )
    host = (ROOT / "book" / "_static" / "widget-host.js").read_text(encoding="utf-8")
    state = written(models, texts)
    return f'{HEAD}{views}</main><script type="{STATE}">{state}</script><script>{host}</script></body></html>'
