"""LookUp as a reader uses it: lists that are changed by hand, training, and numbers that are nnlib's."""

import numpy as np
import pytest
from gestures import drag, middle, press, readout, refuses, settle, slider, swipe, tab, value
from playwright.sync_api import expect

from nnlib.widgets import LookUp


def shares(page):
    settle(page)
    texts = page.locator(".look-rows > g > text:nth-of-type(2)").all_text_contents()
    return np.array([int(text.removesuffix(" %")) for text in texts]) / 100


def check(page, **state):
    """Compares what is shown with nnlib's in this state; returns the widget."""
    widget = LookUp(**state)
    np.testing.assert_allclose(shares(page), widget.weights(), atol=0.0051)
    assert readout(page).startswith(f"{widget.written().split()[-1]} Answer {widget.outputs().argmax()}")
    return widget


def pairs_of(page):
    """The list on the page, as the trait holds it."""
    count = page.locator(".card-grip").count()
    return [
        [int(value(slider(page, f"{kind} of pair {j}"))) for kind in ("Letter", "Digit")] for j in range(1, count + 1)
    ]


PAIRS = LookUp().pairs


def test_a_press_a_drag_and_a_key_change_letters_and_digits(shared):
    page = shared(LookUp())
    question = slider(page, "Letter of the question")
    question.click()
    check(page, question=1)
    question.press("e")
    check(page, question=4)
    drag(page, middle(slider(page, "Digit of pair 3")), 0, 34)
    check(page, question=4, pairs=[*PAIRS[:2], [4, 1], PAIRS[3]])
    slider(page, "Letter of pair 1").press("Home")
    slider(page, "Letter of pair 1").press("ArrowUp")
    check(page, question=4, pairs=[[1, 2], PAIRS[1], [4, 1], PAIRS[3]])
    press(page, "Undo", 3)
    check(page, question=4)


def test_a_pair_is_moved_by_its_grip_and_the_answer_stays(shared):
    page = shared(LookUp(question=1))
    row = middle(slider(page, "Place of pair 2, A5"))[1] - middle(slider(page, "Place of pair 1, C2"))[1]
    before = np.sort(shares(page))
    drag(page, middle(slider(page, "Place of pair 4, B0")), 0, -3 * row)
    assert pairs_of(page) == [PAIRS[3], *PAIRS[:3]]
    np.testing.assert_array_equal(np.sort(shares(page)), before)
    check(page, question=1, pairs=[PAIRS[3], *PAIRS[:3]])
    slider(page, "Place of pair 1, B0").press("ArrowDown")
    assert pairs_of(page) == [PAIRS[0], PAIRS[3], *PAIRS[1:3]]
    expect(slider(page, "Place of pair 2, B0")).to_be_focused()


def test_pairs_are_added_and_removed_and_training_is_turned_back(shared):
    page = shared(LookUp())
    press(page, "One more: Pairs", 2)
    six = pairs_of(page)
    assert sorted(letter for letter, _ in six) == [0, 1, 2, 3, 4, 5]
    check(page, pairs=six)
    press(page, "One less: Pairs", 5)
    check(page, pairs=PAIRS[:1])
    press(page, "Undo", 7)
    page.get_by_role("radio", name="40", exact=True).check(force=True)
    check(page, steps=40)
    expect(page.locator(".panel")).to_contain_text("Of 1000 new lists of 4 pairs it answers 729 rightly.")
    assert "wrong, it is 5" in readout(page)


@pytest.mark.parametrize(("steps", "digits"), [(0, 0.4), (60, 0.4), (1600, 0.13)])
def test_the_dictionary_has_the_scores_but_for_what_a_digit_adds(steps, digits, shared):
    page = shared(LookUp(steps=steps))
    settle(page)
    texts = page.locator(".dictionary td:not(.corner)").all_text_contents()
    shown = np.array([float(text.replace("−", "-")) for text in texts]).reshape(6, 6)
    for question in range(6):
        asked = LookUp(steps=steps, pairs=[[letter, letter] for letter in range(6)], question=question).scores()
        np.testing.assert_allclose(shown[question, question], asked[-1], atol=0.051)
        np.testing.assert_allclose(shown[question], asked[:-1], atol=digits + 0.051)


def test_the_answer_is_put_together_from_weights_and_votes(shared):
    page = shared(LookUp(question=1))
    settle(page)
    assert "Weight times vote: 0.49 · 1.87 (B0) + 0.51 · 0.17 (B?) + … = 1.00." in readout(page)


def test_two_answers_or_none_are_said(shared):
    page = shared(LookUp(pairs=[[0, 5], [0, 1]]))
    assert "the pairs say 5 and 1" in readout(page)
    slider(page, "Letter of the question").press("d")
    check(page, pairs=[[0, 5], [0, 1]], question=3)
    assert "no pair has the letter" in readout(page)


def test_on_a_phone_a_thumb_changes_a_digit_and_the_tabs_hold_the_rest(shared):
    page = shared(LookUp(), width=390, height=844, touch=True)
    digit = slider(page, "Digit of pair 2")
    swipe(page, middle(digit), 0, 52)
    assert value(digit) < 5
    check(page, pairs=pairs_of(page))
    tab(page, "Dictionary")
    expect(page.locator(".dictionary")).to_be_visible()


def test_links_open_the_state_and_hostile_ones_do_not(visit_widgets):
    there = {"pairs": [[3, 1], [0, 5]], "question": 3, "steps": 60}
    page = visit_widgets(LookUp(), fragment=LookUp(**there).link())
    check(page, **there)
    for query in ("pairs=", "pairs=0,6", "question=6", "steps=41", "pairs=1"):
        refuses(page, f"#look-up?{query}")
        check(page)
