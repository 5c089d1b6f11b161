"""A link to a term or an equation shows what it means, without leaving the page."""

import pytest
from built import parsed
from playwright.sync_api import expect

PAGE = "04-backpropagation.html"


def meaning(page):
    return page.locator(".tippy-box")


def link(page, target):
    return page.locator(f'article a.reference[href="{target}"]').filter(visible=True).first


@pytest.mark.parametrize("reach", ["focus", "hover"])
def test_a_term_shows_its_definition(visit, book, reach):
    page = visit(f"{book}/{PAGE}")
    term = link(page, "glossary.html#term-chain-rule")
    getattr(term, reach)()
    definition = parsed("glossary.html").find(id="term-chain-rule").find_next("dd").get_text().strip()
    expect(meaning(page)).to_contain_text(definition)
    page.keyboard.press("Escape")
    expect(meaning(page)).to_have_count(0)
    assert page.url.endswith(PAGE)


def test_a_number_of_an_equation_shows_the_equation(visit, book):
    page = visit(f"{book}/{PAGE}")
    link(page, "#equation-eq-hidden-gradient").focus()
    expect(meaning(page).locator(".katex-display")).to_be_visible()


def test_every_term_on_a_page_has_its_definition_there(visit, book):
    page = visit(f"{book}/05-activation-functions.html")
    terms = page.locator('article a.reference[href^="glossary.html#"]')
    known = page.evaluate("Object.keys(selector_to_html)")
    named = {f'a[href="{term.get_attribute("href")}"]' for term in terms.all()}
    assert len(named) > 5
    assert named <= set(known)
