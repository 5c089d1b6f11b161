"""The numbers that a section's sentences quote, from its stored notebook, where nbval checks that they still hold."""

import json

import plain_markdown


def glued(section):
    """{name: number} of what the notebook `section` glues into its text."""
    cells = json.loads((plain_markdown.BOOK / f"{section}.ipynb").read_text(encoding="utf-8"))["cells"]
    return {name: float(text.replace(",", "")) for name, text in plain_markdown.glued(cells).items()}
