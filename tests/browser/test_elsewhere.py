"""What the plain text of a notebook says to readers elsewhere, against the built page: the same numbers and names."""

import re

import plain_markdown
import pytest
from bare_page import ROOT
from built import parsed

NOTEBOOKS = sorted((ROOT / "book").glob("[0-9]*.ipynb"))


def texts(elements):
    return [" ".join(element.get_text().split()).replace("’", "'") for element in elements]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_a_notebook_numbers_and_names_as_its_page_does(notebook):
    page, text = parsed(f"{notebook.stem}.html"), "\n\n".join(plain_markdown.markdown(notebook))
    equations = [f"({number})" for number in re.findall(r"\\tag\{([\d.]+)\}", text)]
    assert equations == [number.find(string=True) for number in page.select(".eqno")]
    blocks = re.findall(r'^<blockquote id="[\w-]+">\n\n\*\*(.*)\*\*$', text, re.MULTILINE)
    assert blocks == texts(page.select(":is(.exercise, .proof) > .admonition-title"))
    cited = re.findall(r"\]\(bibliography\.md", text)
    assert len(cited) == len(page.select('article a[href^="bibliography.html#"]'))
    for words in re.findall(r"\[([^\[\]]*)\]\(bibliography\.md#", text):
        assert words.replace("*", "") in " ".join(page.get_text().split())
