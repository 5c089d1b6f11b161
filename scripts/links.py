"""Asks every outside address that the built pages and the Markdown files name whether it is there: scripts/links.py"""

import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"https?://[^\s<>\"'`)\]]*[^\s<>\"'`)\].,;]")
# What publishers answer to whom they take for a robot: the page is there.
NOT_FOR_ROBOTS = {401, 403, 405, 406, 418, 429, 999}
TRIES = 3


def addresses():
    """The address of each link in the pages, and each address in the Markdown files, with the files that name it."""
    named = {}
    for page in sorted((ROOT / "_build" / "html").glob("*.html")):
        html = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        for link in html.select('a[href^="http"]'):
            named.setdefault(link["href"].partition("#")[0], set()).add(page.name)
    for file in sorted(ROOT.glob("*.md")):
        for address in ADDRESS.findall(file.read_text(encoding="utf-8")):
            named.setdefault(address.partition("#")[0], set()).add(file.name)
    return named


def fault(address, wait=5):
    """Why the address is not there, or an empty text."""
    request = Request(address, headers={"User-Agent": "Mozilla/5.0 (a check of links, once a week)"})
    for attempt in range(TRIES):
        time.sleep(attempt * wait)
        try:
            with urlopen(request, timeout=30):
                return ""
        except HTTPError as error:
            if error.code in NOT_FOR_ROBOTS:
                return ""
            said = f"{error.code} {error.reason}"
            if error.code in (404, 410):
                break
        except (OSError, HTTPException) as error:
            said = str(error)
    return said


def main():
    named = addresses()
    with ThreadPoolExecutor(8) as pool:
        faults = dict(zip(named, pool.map(fault, named), strict=True))
    dead = [f"{address} ({', '.join(sorted(named[address]))}): {said}" for address, said in faults.items() if said]
    print(f"{len(named)} addresses, {len(dead)} of them dead")
    sys.exit("\n".join(dead))


if __name__ == "__main__":
    main()
