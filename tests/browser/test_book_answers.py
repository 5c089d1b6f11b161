"""Exercises that are done in the page: answers are judged kindly, challenges count, and what is solved stays."""

import pytest
from answers import ANSWERS
from gestures import settle, slider
from playwright.sync_api import expect
from sight import fits


def typed(page, name, text):
    place = page.locator(f"#answer-{name}")
    place.fill(text)
    place.press("Enter")
    return place, page.locator(f"output[for=answer-{name}]")


def test_a_number_is_read_as_people_write_it(visit, book):
    page = visit(f"{book}/02-feed-forward-networks.html")
    for text in ("89610", "89,610", "89 610", " 89610.0 ", "8961e1", "179220/2", "10^5 - 10390", "√(4) · 44805"):
        _, says = typed(page, "digits", text)
        expect(says).to_have_text(f"{text.strip()}: Right.")
    page = visit(f"{book}/01-soft-step-features.html")
    for text in ("-1.02", "−1.02", "-1,016"):
        expect(typed(page, "change-0", text)[1]).to_contain_text("Right.")


@pytest.fixture(scope="module")
def networks(stay, book):
    """The page of section 2, nothing answered."""
    with stay() as visit:
        yield visit(f"{book}/02-feed-forward-networks.html")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("88,400", "Close."),
        ("89400", "It looks as if the biases were left out"),
        ("-89610", "And the sign?"),
        ("12", "Not yet."),
        ("many", "A number, please"),
        ("1/0", "Not yet."),
        ("2^", "A number, please"),
        ("(2", "A number, please"),
        ("alert(1)", "A number, please"),
        ("", ""),
    ],
)
def test_what_is_not_right_gets_a_hint(networks, text, says):
    place, word = typed(networks, "digits", text)
    expect(word).to_contain_text(says)
    expect(place).not_to_have_attribute("data-right", "true")
    place.fill("8")
    expect(word).to_have_text("")


def test_a_solved_exercise_is_marked_and_stays_so(visit, book):
    page = visit(f"{book}/02-feed-forward-networks.html")
    exercise = page.locator("#exercise-count")
    typed(page, "digits", str(ANSWERS["digits"].right))
    expect(exercise.locator(".exercise-solved")).to_have_count(0)
    typed(page, "digits-halved", "42,310")
    expect(exercise.locator(".exercise-solved")).to_have_text("Solved")
    page.reload()
    expect(page.locator("#answer-digits-halved")).to_have_value("42,310")
    expect(exercise.locator(".exercise-solved")).to_have_text("Solved")
    page.goto(f"{book}/exercises.html")
    expect(page.locator("a.exercise-solved")).to_have_text(["Count by hand"])


def test_the_widget_tells_the_page_that_its_challenge_is_solved(visit, book):
    page = visit(f"{book}/03-universal-approximation.html")
    exercise = page.locator("#exercise-levels")
    exercise.get_by_role("link", name="three steps of a line").click()
    for name in ("Level before the first step", *(f"Level after step {j}" for j in (1, 2, 3))):
        expect(exercise.locator(".exercise-solved")).to_have_count(0)
        for _ in range(6):
            slider(page, name).press("ArrowUp")
    expect(exercise.locator(".exercise-solved")).to_have_text("Solved")


def test_only_the_challenge_that_an_exercise_asks_for_solves_it(visit, book):
    page = visit(f"{book}/01-soft-step-features.html")
    exercise = page.locator("#exercise-fewest")
    challenge = "#soft-steps?dataset=five%20changes&hidden=5&challenge=5&scene=2"
    for link in ("#soft-steps?challenge=3", "#staircase?dataset=five%20changes&challenge=5", challenge):
        expect(exercise.locator(".exercise-solved")).to_have_count(0)
        solved = "link => document.dispatchEvent(new CustomEvent('challenge-solved', { detail: { link } }))"
        page.evaluate(solved, f"{book}/01-soft-step-features.html{link}")
    expect(exercise.locator(".exercise-solved")).to_have_text("Solved")


def test_places_to_type_fit_a_phone_and_are_lines_on_paper(visit, book):
    page = visit(f"{book}/01-soft-step-features.html", width=360)
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        settle(page)
        fits(page, 360)
    places = page.locator(".typed-answer")
    for place in places.locator("input").all():
        assert place.get_attribute("aria-label").startswith("Your answer: ")
    page.emulate_media(media="print")
    expect(places.locator("input").filter(visible=True)).to_have_count(0)
    lines = places.evaluate_all("(all) => all.map((each) => getComputedStyle(each, '::before').borderBottomWidth)")
    assert set(lines) == {"1px"}
