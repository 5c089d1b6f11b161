"""Sentences as a reader uses it: who looks, what is hidden, and weights that are nnlib's."""

import re

import numpy as np
from gestures import drag, middle, more, press, readout, refuses, settle, slider, swipe, typed, value
from playwright.sync_api import expect

from nnlib.widgets import Sentences


def shares(page):
    """The percentages on the page, a masked one as 0."""
    settle(page)
    texts = page.locator(".calculation-rows text:nth-of-type(1)").all_text_contents()
    return np.array([0 if text == "–" else int(text.removesuffix(" %")) for text in texts]) / 100


def check(page, **state):
    """Compares what is shown with nnlib's weights in this state."""
    widget = Sentences(**state)
    np.testing.assert_allclose(shares(page), widget.weights()[widget.query - 1], atol=0.0051)


def looker(page):
    return slider(page, "Token that looks")


def choose(page, name):
    page.get_by_role("radio", name=name, exact=True).check(force=True)


def test_a_token_looks_when_it_is_pressed_dragged_to_or_reached_by_keys(shared):
    page = shared(Sentences(head="its noun"))
    page.locator(".looking text", has_text="it").first.click()
    check(page, head="its noun", query=10)
    assert readout(page).startswith("“it” looks at “animal” with 69 %.")
    row = page.locator(".looking > g").first.bounding_box()["height"]
    drag(page, middle(looker(page)), 0, -2 * row)
    check(page, head="its noun", query=8)
    looker(page).press("ArrowDown")
    check(page, head="its noun", query=9)
    looker(page).press("Home")
    check(page, head="its noun", query=1)
    press(page, "Undo")
    check(page, head="its noun", query=9)


def test_a_token_is_hidden_by_a_press_or_enter_and_all_are_shown_again(shared):
    page = shared(Sentences(head="start mark", query=6))
    mark = page.get_by_role("switch", name="Look at [CLS], token 1")
    mark.click()
    check(page, head="start mark", query=6, hidden=[1])
    expect(mark).to_have_attribute("aria-checked", "false")
    mark.press("PageDown")
    page.keyboard.press("Enter")
    check(page, head="start mark", query=6, hidden=[1, 2])
    press(page, "Show all tokens")
    check(page, head="start mark", query=6)
    expect(page.get_by_role("button", name="Show all tokens")).to_be_disabled()


def test_another_sentence_lets_the_same_word_look(shared):
    page = shared(Sentences(head="its noun", query=10, hidden=[1]))
    choose(page, "The animal … wide")
    check(page, sentence=2, head="its noun", query=10)
    choose(page, "She gave … it")
    assert value(looker(page)) == 12
    check(page, sentence=3, head="its noun", query=12)
    choose(page, "He sat … money")
    assert value(looker(page)) == 12


def test_masks_and_the_softmax_are_worked_out_anew(shared):
    page = shared(Sentences(head="next token", query=10))
    page.get_by_label("Causal mask").check(force=True)
    check(page, head="next token", query=10, causal=True)
    assert page.locator(".looked .barred").count() == 5
    more(page, "Softmax")
    typed(page, "Temperature T, number", "3")
    check(page, head="next token", query=10, causal=True, temperature=3)
    page.get_by_label("Divide scores by √d, d = 32").uncheck(force=True)
    check(page, head="next token", query=10, causal=True, temperature=3, scaled=False)


def positive_cells(page, j):
    """Of the 32 numbers beside token j, how many are drawn as positive."""
    settle(page)
    box = page.locator(".looked > g").nth(j - 1).bounding_box()
    top = page.locator(".sentences svg").bounding_box()["y"]
    drawn = page.locator(".shaded-cells .positive").evaluate_all("(all) => all.map((each) => each.getAttribute('d'))")
    tops = [float(y) for d in drawn for y in re.findall(r"M[\d.]+ ([\d.]+)h", d)]
    return sum(box["y"] < top + y < box["y"] + box["height"] for y in tops)


def test_what_is_drawn_beside_a_token_are_the_products_or_its_key(shared):
    page = shared(Sentences(head="companion", sentence=4, query=6))
    assert positive_cells(page, 9) > 20  # bank's query and river's key go together
    more(page, "Numbers")
    choose(page, "its key k")
    assert positive_cells(page, 9) < 20


def test_on_a_phone_a_thumb_drags_the_looking_token(shared):
    page = shared(Sentences(), width=390, height=844, touch=True)
    before = value(looker(page))
    swipe(page, middle(looker(page)), 0, 60)
    assert value(looker(page)) > before + 1
    check(page, query=int(value(looker(page))))


def test_links_open_the_state_and_hostile_ones_do_not(visit_widgets):
    there = {"sentence": 3, "head": "its noun", "query": 12, "hidden": [1], "causal": True}
    page = visit_widgets(Sentences(), fragment=Sentences(**there).link())
    check(page, **there)
    for query in ("query=16", "sentence=3&query=15", "sentence=3&hidden=15", "head=x", "temperature=0", "hidden=0"):
        refuses(page, f"#sentences?{query}")
        check(page)
