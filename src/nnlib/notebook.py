"""Numbers that a notebook's cells compute and its text quotes."""

PREFIX = "application/papermill.record/"


def glue(name, value):
    """Keeps `value` in the cell's output, unseen, for `<data value="name">…</data>` in the notebook's text.

    It is kept as MyST-NB, Scrapbook and Papermill do, and needs none of them.
    """
    from IPython.core.formatters import format_display_data
    from IPython.display import display

    kinds, metadata = format_display_data(value)
    kept = {PREFIX + kind: text for kind, text in kinds.items()} | {"text/plain": ""}
    display(kept, raw=True, metadata={**metadata, "scrapbook": {"name": name, "mime_prefix": PREFIX}})
