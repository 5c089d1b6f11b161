"""The numbers that a section's sentences quote, from its stored notebook, where nbval checks that they still hold."""

import json
from pathlib import Path

BOOK = Path(__file__).parents[2] / "book"


def glued(section):
    """{name: number} of what the notebook `section` glues into its text."""
    cells = json.loads((BOOK / f"{section}.ipynb").read_text(encoding="utf-8"))["cells"]
    return {
        output["metadata"]["scrapbook"]["name"]: float(text.strip("'").replace(",", ""))
        for cell in cells
        for output in cell.get("outputs", ())
        if "scrapbook" in output.get("metadata", ())
        for text in output["data"].values()
    }
