"""`make look W=Dropout`: one widget in a page, made of the files as they are at each reload."""

import re
import shutil
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from bare_page import ROOT


@pytest.fixture
def look(tmp_path):
    """A copy of the project to edit, and the address where it shows Dropout."""
    for folder in ("scripts", "src", "tests/browser", "book/_ext", "book/_static"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    command = [sys.executable, "-u", "scripts/look.py", "Dropout"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as server:
        yield tmp_path, re.search(r"http://\S+", server.stdout.readline())[0]
        server.terminate()


def test_a_reload_shows_what_was_edited(look, visit):
    folder, address = look
    source = folder / "src/nnlib/widgets/dropout"
    page = visit(address)
    outline = "(element) => getComputedStyle(element).outlineWidth"
    assert page.locator("[data-ready]").evaluate(outline) != "7px"
    with (source / "dropout.css").open("a") as style:
        style.write("[data-widget] { outline: 7px solid }\n")
    traits = (source / "__init__.py").read_text()
    (source / "__init__.py").write_text(traits.replace("p = Number(0.2,", "p = Number(0.6,"))
    page.reload()
    assert page.locator("[data-ready]").evaluate(outline) == "7px"
    assert '"p":0.6' in page.content()


def test_an_error_is_shown_and_the_server_lives_on(look):
    folder, address = look
    entry = folder / "src/nnlib/widgets/dropout/widget.js"
    text = entry.read_text()
    entry.write_text('import { none } from "./none.js";\n' + text)
    with pytest.raises(HTTPError) as error:
        urlopen(address)
    assert b"there is no module dropout/none.js" in error.value.read()
    entry.write_text(text)
    assert urlopen(address).status == 200
