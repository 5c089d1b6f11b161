"""Measures the book and prints a table with a mark for each target: python -m benchmarks [WORD ...]

With words, only the groups whose name holds one of them. Nothing fails here: a missed target is marked.
"""

import os
import sys

from . import engine, frames, library, pages, speed
from .browser import open_browser
from .table import print_table

GROUPS = {"engine": engine, "frames": frames, "pages": pages, "library": library, "speed": speed}


def main():
    words = sys.argv[1:]
    with open_browser() as browser:
        print(f"Chromium {browser.version}, headless; {os.cpu_count()} cores")
        for name, group in GROUPS.items():
            if not words or any(word in name for word in words):
                print_table(group.TITLE, group.rows(browser))


if __name__ == "__main__":
    main()
