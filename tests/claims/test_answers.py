"""The answers that can be typed: each stands in its exercise and, as the same number, in the solution below it."""

import re

import plain_markdown
import pytest
from answers import ANSWERS

TEXT = "\n\n".join(
    text for page in sorted(plain_markdown.BOOK.glob("[0-9]*.ipynb")) for text in plain_markdown.markdown(page)
)
PLACES = plain_markdown.ANSWER.findall(TEXT)
# What the solution writes otherwise than as a decimal number.
WRITTEN = {"rise": r"2\log 9", "knot-1": r"\sqrt{j/4}", "knot-2": r"\sqrt{j/4}", "knot-3": r"\sqrt{j/4}"}
WRITTEN |= {
    "fewest": "at least five",
    "budget-3": "H = 20",
    "change-1": "At 1 itself",
    "side": r"16 \times 7 \times 7",
    "pieces": "$m + 1$",
}


def solution(name):
    exercise = TEXT.index(f'id="answer-{name}"')
    return plain_markdown.SOLUTION.search(TEXT, exercise)[1]


def test_every_place_has_an_answer_and_every_answer_one_place():
    assert sorted(PLACES) == sorted(ANSWERS)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_solution_says_the_same_number(name):
    text = solution(name)
    if name in WRITTEN:
        assert WRITTEN[name] in text
        return
    plain = re.sub(r"<[^>]*>|\\,|\{,\}|(?<=\d),(?=\d{3})", "", text).replace("−", "-")
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", plain)]
    answer = ANSWERS[name]
    assert any(abs(number - answer.right) <= max(answer.within, 1e-9) for number in numbers), (answer.right, numbers)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_slip_is_told_from_the_answer_and_from_other_slips(name):
    answer = ANSWERS[name]
    apart = [answer.right, *answer.slips]
    assert all(abs(a - b) > answer.within for i, a in enumerate(apart) for b in apart[:i])
