"""The notation's tables against the mathematics of all sections: no letter undefined, late, idle or doubly used."""

import re
from functools import cache

import plain_markdown
import pytest

SECTIONS = sorted(plain_markdown.BOOK.glob("[0-9]*.ipynb"))
TABLES, TWICE = (plain_markdown.BOOK / "notation.md").read_text(encoding="utf-8").split("## One letter, two meanings")
ROWS = re.findall(r"^\| (.*\$.*?) \| (.*?) \| (.*?) \|$", TABLES, re.MULTILINE)
GREEK = "alpha|beta|gamma|delta|epsilon|varepsilon|theta|lambda|mu|sigma|varsigma|tau|varphi|phi|psi|omega|eta|rho|xi"
NOT_MATHEMATICS = re.compile(r"\\(?:text|operatorname|mathrm|mathtt|tag|begin|end)\*?\{[^{}]*\}")
LETTER = re.compile(rf"\\(?:hat|tilde|bar) ?[a-zA-Z]|\\(?:{GREEK})(?![a-zA-Z])|(?<![\\a-zA-Z])[a-zA-Z]")


def formulas(text):
    text = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
    return [display or inline for display, inline in re.findall(r"\$\$(.*?)\$\$|\$([^$]+)\$", text, re.DOTALL)]


def letters(formula):
    """The letters of a formula, with their accents: of ``\\hat h_{lj}`` ``\\hat h``, ``l`` and ``j``."""
    formula = re.sub(rf"\\(?!(?:hat|tilde|bar|{GREEK})(?![a-zA-Z]))[a-zA-Z]+", " ", NOT_MATHEMATICS.sub(" ", formula))
    return LETTER.findall(formula)


def heads(cell):
    """The letters that symbols begin with: of ``$w_{lij}$, $b_{lj}$`` ``w`` and ``b``."""
    parts = [part for formula in formulas(cell) for part in re.split(r"[,;=](?![^{(\[]*[\])}])", formula)]
    return {found[0] for part in parts if (found := letters(part))}


@cache
def used(section):
    """The letters of a section's formulas."""
    text = "\n\n".join(plain_markdown.markdown(section))
    return {letter for formula in formulas(text) for letter in letters(formula)}


def introduced(row):
    """The sections that a row names, as places in SECTIONS."""
    return [int(page[:2]) - 1 for _, page, _ in plain_markdown.LINK.findall(row[2])]


def symbols(row):
    return {letter for formula in formulas(row[0]) for letter in letters(formula)}


@pytest.mark.parametrize("place", range(len(SECTIONS)), ids=lambda place: SECTIONS[place].stem)
def test_every_letter_of_a_section_has_been_introduced_there_or_before(place):
    known = set().union(*(symbols(row) for row in ROWS if min(introduced(row)) <= place))
    assert used(SECTIONS[place]) - known == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_symbol_is_used_where_it_is_said_to_be_introduced(row):
    assert symbols(row) - set().union(*(used(SECTIONS[place]) for place in introduced(row))) == set()


def test_a_letter_of_several_rows_is_said_to_have_several_meanings():
    rows = [heads(row[0]) for row in ROWS]
    several = {letter for row in rows for letter in row if sum(letter in other for other in rows) > 1}
    assert several - heads(TWICE) == set()


def test_no_symbol_stands_in_two_rows_without_a_word_on_it():
    written = [re.sub(r"\s", "", formula) for row in ROWS for formula in formulas(row[0])]
    several = {symbol for symbol in written if written.count(symbol) > 1}
    in_table = set().union(*(heads(cell) for cell in re.findall(r"^\| (.*?) \|", TWICE, re.MULTILINE)))
    assert {letters(symbol)[0] for symbol in several} - in_table == set()
