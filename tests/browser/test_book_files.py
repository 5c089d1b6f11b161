"""The built book as files: every link leads somewhere, every page says what it is, and none is heavy."""

import gzip
from urllib.parse import unquote, urlsplit

import pytest
from built import BUILT, documents, own_texts, pages, parsed, widget_state

from nnlib import widgets
from nnlib.widgets.base import Widget

PAGES, DOCUMENTS = pages(), documents()
HEAVIEST = 100 * 1000
HEAVIEST_WITH_WEIGHTS = {"07-convolutional-networks.html": 250 * 1000, "08-attention.html": 130 * 1000}


def targets(page):
    """Every address that the page names, as written."""
    for attribute in ("href", "src"):
        for element in parsed(page).find_all(attrs={attribute: True}):
            yield element[attribute]


def is_anchor(page, fragment):
    """Whether the fragment is a place on the page, or a state of one of its widgets."""
    name, question, query = fragment.partition("?")
    if question:
        traits = {model["state"]["name"]: model["state"]["_kinds"] for model in widget_state(page).values()}
        return name in traits and all(part.partition("=")[0] in traits[name] for part in query.split("&"))
    return fragment == "" or parsed(page).find(id=unquote(fragment)) is not None


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page):
    dead = []
    for target in targets(page):
        url = urlsplit(target)
        if url.scheme in ("https", "mailto", "data"):
            continue
        assert not url.scheme and not url.netloc, target
        file = (BUILT / page).parent.joinpath(unquote(url.path)).resolve() if url.path else BUILT / page
        if not file.is_file() or (
            file.suffix == ".html" and not is_anchor(file.relative_to(BUILT).as_posix(), url.fragment)
        ):
            dead.append(target)
    assert dead == []


@pytest.mark.parametrize("page", DOCUMENTS)
def test_every_page_says_what_it_is(page):
    html = parsed(page)
    assert html.html["lang"] == "en"
    assert len(html.find_all("title")) == len(html.find_all("h1")) == 1
    assert 40 < len(html.find("meta", attrs={"name": "description"})["content"]) <= 160
    assert all(image.has_attr("alt") for image in html.find_all("img"))
    ids = [element["id"] for element in html.find_all(id=True)]
    assert sorted(set(ids)) == sorted(ids)


def test_titles_tell_the_pages_apart():
    titles = [parsed(page).title.string for page in PAGES]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("page", PAGES)
def test_own_scripts_and_widget_state_weigh_little(page):
    heaviest = HEAVIEST_WITH_WEIGHTS.get(page, HEAVIEST)
    assert sum(len(gzip.compress(text)) for text in own_texts(page)) <= heaviest


def test_the_text_links_every_term_of_the_glossary():
    terms = {dt["id"] for dt in parsed("glossary.html").select("dl.glossary dt")}
    links = {link["href"] for page in DOCUMENTS for link in parsed(page).select('article a[href^="glossary.html#"]')}
    assert terms == {link.partition("#")[2] for link in links}


def test_the_list_of_exercises_is_complete():
    listed = [link["href"] for link in parsed("exercises.html").select(".exercise-list a")]
    standing = [f"{page}#{block['id']}" for page in DOCUMENTS for block in parsed(page).select("div.exercise[id]")]
    assert listed == standing
    assert len(listed) > 40


def test_what_a_link_can_say_is_listed_for_every_widget():
    sections = {part.h2.text.rstrip("#"): part for part in parsed("links.html").select("section section")}
    names = {title: [row.td.text for row in part.select("tbody tr")] for title, part in sections.items()}
    common = set(Widget.takes())
    assert set(names.pop("Every widget")) == common
    assert names == {
        each: [name for name in getattr(widgets, each).takes() if name not in common] for each in widgets.__all__
    }
