"""Attention as a reader uses it: its numbers against nnlib's, and what the prompts on its page promise."""

from urllib.parse import parse_qsl

import numpy as np
import pytest
from gestures import drag, grip, middle, more, press, refuses, settle, slider, swipe, typed, value
from playwright.sync_api import expect

from nnlib.widgets import Attention

SIGNS = str.maketrans("−", "-")
READERS = {
    "tokens": lambda text: [[float(each) for each in row.split(",")] for row in text.split(";")],
    "heads": lambda text: [[float(each) for each in row.split(",")] for row in text.split(";")],
    "query": int,
    "head": int,
    "scaled": lambda text: text == "1",
    "causal": lambda text: text == "1",
    "temperature": float,
    "matrix": str,
}


def state(page):
    """The widget as Python has it, in the state on the page, by way of its link."""
    settle(page)
    _, _, query = page.evaluate("document.querySelector('.nn-widget').link()").partition("?")
    return Attention(**{name: READERS[name](text) for name, text in parse_qsl(query)})


def cells(page):
    settle(page)
    texts = page.locator(".cell text").all_text_contents()
    side = round(len(texts) ** 0.5)
    return np.array([0 if text == "–" else float(text.translate(SIGNS)) for text in texts]).reshape(side, side)


def output(page):
    settle(page)
    numbers = page.locator(".readout").text_content().rpartition("(")[2].rstrip(").").translate(SIGNS)
    return [float(each) for each in numbers.split(", ")]


def check(page):
    """Compares the matrix and the output on the page with nnlib's; returns the widget."""
    widget = state(page)
    np.testing.assert_allclose(cells(page), widget.weights()[widget.head - 1], atol=0.0051)
    assert output(page) == pytest.approx(widget.outputs()[widget.query - 1], abs=0.0051)
    return widget


def test_a_token_is_dragged_by_mouse_and_moved_by_keys(shared):
    page = shared(Attention())
    token = slider(page, "Token x₄")
    drag(page, middle(token.locator(".knob")), 60, -80)
    moved = check(page)
    assert moved.tokens[3][0] > -0.7 and moved.tokens[3][1] > -0.6
    assert moved.query == 1
    token.press("Home")
    token.press("Shift+ArrowRight")
    assert check(page).tokens[3][0] == pytest.approx(-1.8)
    token.press("Enter")
    assert check(page).query == 4
    press(page, "Undo")
    assert state(page).query == 1


def test_pulling_a_vector_changes_its_matrix_as_little_as_it_can(shared):
    page = shared(Attention())
    before = np.array(Attention().heads[0])
    for part, name in enumerate(("Query q₁", "Key k₂", "Value v₃")):
        tip = slider(page, name)
        drag(page, grip(tip), -24, 30)
        widget = check(page)
        heads, x = np.array(widget.heads[0]), np.array(widget.tokens[part])
        change = (heads - before)[4 * part : 4 * part + 4].reshape(2, 2)
        np.testing.assert_allclose(np.delete(heads - before, slice(4 * part, 4 * part + 4)), 0, atol=1e-9)
        assert np.abs(change).max() > 0.05
        np.testing.assert_allclose(change, np.linalg.pinv(x[None]) @ (x @ change)[None], atol=2e-3)
        assert (x @ heads[4 * part : 4 * part + 4].reshape(2, 2))[0] == pytest.approx(value(tip), abs=1e-3)
        before = heads


def test_pulling_a_query_leaves_that_of_a_token_at_a_right_angle(shared):
    tokens = np.array([[1, 0.5], [-0.5, 1], [1.5, -1]])
    page = shared(Attention(tokens=tokens.tolist()))
    drag(page, grip(slider(page, "Query q₁")), -24, 30)
    moved = tokens @ np.reshape(np.subtract(state(page).heads[0], Attention().heads[0])[:4], (2, 2))
    assert np.abs(moved[0]).min() > 0.05
    np.testing.assert_allclose(moved, np.outer(tokens @ tokens[0], moved[0]) / 1.25, atol=2e-3)


def test_a_key_is_pulled_by_touch_on_a_phone(shared):
    page = shared(Attention(), width=360, height=740, touch=True)
    key = slider(page, "Key k₅")
    key.scroll_into_view_if_needed()
    before = value(key)
    swipe(page, middle(key.locator(".knob")), -50, 20)
    assert value(key) < before - 0.3
    check(page)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360


def test_matrix_entries_are_typed_and_rows_of_the_matrix_chosen(shared):
    page = shared(Attention())
    typed(page, "W_K, row 1, column 2", "-2.5")
    assert check(page).heads[0][5] == -2.5
    slider(page, "W_K, row 1, column 2").press("Backspace")
    assert check(page).heads == Attention().heads
    row = slider(page, "Query looked at, a row of the matrix")
    row.press("ArrowDown")
    assert check(page).query == 2
    x, y = middle(row.locator(".row-border"))
    drag(page, (x, y), 0, 60)
    assert check(page).query >= 3
    page.locator(".cell").last.click()
    assert check(page).query == 5


PLACE = "(part) => ['x', 'y'].map((axis) => Number(part.getAttribute(`c${axis}`)))"


def pull_up(page, name, share):
    """Pulls a tip so far up from the middle of its plane; its place in pixels before it is let go and after."""
    tip = slider(page, name)
    plane = page.locator(".tile").filter(has=tip).locator("> svg").bounding_box()
    x, y = grip(tip)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 4, y)
    page.mouse.move(plane["x"] + plane["width"] / 2, plane["y"] + (1 - share) * plane["height"] / 2)
    settle(page)
    held = tip.locator(".grab").evaluate(PLACE)
    page.mouse.up()
    settle(page)
    return held, tip.locator(".grab").evaluate(PLACE)


@pytest.mark.parametrize("name", ["Query q₁", "Key k₂", "Value v₃"])
def test_a_tip_stays_where_it_is_let_go_unless_it_is_pulled_to_the_edge(shared, name):
    page = shared(Attention())
    held, after = pull_up(page, name, 0.85)
    assert after == held
    tip, plane = (slider(page, name).locator(".unit-name"), page.locator(".tile").filter(has=slider(page, name)))
    assert tip.bounding_box()["y"] > plane.bounding_box()["y"] - 5  # a line's box is higher than the letter
    before = float(slider(page, name).get_attribute("aria-valuetext").split(", ")[1])
    held, after = pull_up(page, name, 1.2)
    assert after[1] > held[1] + 10
    pull_up(page, name, 0.85)
    assert float(slider(page, name).get_attribute("aria-valuetext").split(", ")[1]) > before + 0.5


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844), (320, 700)])
def test_a_token_at_its_limit_is_drawn_whole_beside_its_share(shared, width, height):
    page = shared(Attention(tokens=[[2, 2], [-2, -2]], temperature=20), width=width, height=height)
    settle(page)
    plane = page.locator(".tile").first.bounding_box()
    for name, share in zip(("Token x₁", "Token x₂"), page.locator(".shares text").all(), strict=True):
        disc = slider(page, name).locator(".knob").bounding_box()
        for side, length in (("x", "width"), ("y", "height")):
            assert disc[side] >= plane[side]
            assert disc[side] + disc[length] <= plane[side] + plane[length]
        x, y = middle(share)
        assert abs(x - disc["x"] - disc["width"] / 2) > disc["width"] or abs(y - disc["y"] - disc["height"] / 2) > 16


def test_tokens_are_added_and_removed(shared):
    page = shared(Attention())
    box = page.locator(".plane").first.bounding_box()
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    assert check(page).tokens == Attention().tokens
    more(page, "Tokens")
    press(page, "Add token", 3)
    assert len(check(page).tokens) == 8
    expect(page.get_by_role("button", name="Add token")).to_be_disabled()
    slider(page, "Token x₈").press("Delete")
    for _ in range(6):
        press(page, "Remove token")
    assert len(check(page).tokens) == 1
    expect(page.get_by_role("button", name="Remove token")).to_be_disabled()
    assert cells(page) == [[1]]


def test_prompt_1_no_query_no_preference(shared):
    page = shared(Attention())
    tip = slider(page, "Query q₁")
    plane = page.locator(".plane").nth(1).locator("svg.inside").bounding_box()
    x, y = middle(tip.locator(".grab"))
    beside = (7, -8)  # a hand is not exact: near the origin an arrow snaps to it
    to = (plane["x"] + plane["width"] / 2 + beside[0], plane["y"] + plane["height"] / 2 + beside[1])
    drag(page, (x, y), to[0] - x, to[1] - y)
    assert (cells(page)[0] == 0.2).all()
    assert output(page) == pytest.approx(np.mean(Attention().tokens, axis=0), abs=0.011)


def test_a_thumb_pulls_the_query_into_the_origin(shared):
    page = shared(Attention(), width=390, height=844, touch=True)
    tip = slider(page, "Query q₁")
    tip.scroll_into_view_if_needed()
    plane = page.locator(".plane").nth(1).locator("svg.inside").bounding_box()
    x, y = middle(tip.locator(".grab"))
    swipe(page, (x, y), plane["x"] + plane["width"] / 2 - 7 - x, plane["y"] + plane["height"] / 2 + 7 - y)
    assert (cells(page)[0] == 0.2).all()


def test_with_temperature_and_root_the_caption_divides_by_both(shared):
    page = shared(Attention(temperature=2))
    caption = page.locator(".panel-name").nth(1)
    expect(caption).to_contain_text("/ (T√d)")
    page.get_by_label("Divide scores by √d").uncheck(force=True)
    expect(caption).to_contain_text(" / T")
    typed(page, "Temperature T, number", "1")
    expect(caption).not_to_contain_text("/")


@pytest.mark.parametrize("state", [{}, {"temperature": 2}, {"heads": [[1] * 12] * 2}, {"matrix": "scores"}])
def test_no_caption_is_cut_off_on_a_phone(shared, state):
    page = shared(Attention(**state), width=320, height=700)
    settle(page)
    room = page.locator(".panel-name").evaluate_all(
        """(all) => all.map((each) => {
          const words = document.createRange();
          words.selectNodeContents(each);
          return each.getBoundingClientRect().right - words.getBoundingClientRect().right;
        })"""
    )
    assert len(room) == 4
    assert min(room) >= 0


def test_prompt_2_temperature(shared):
    page = shared(Attention())
    slider(page, "Temperature T, number").press("Home")
    assert cells(page)[0].tolist() == [0, 1, 0, 0, 0]
    assert output(page) == pytest.approx(Attention().tokens[1], abs=0.011)
    key = slider(page, "Key k₂")
    key.press("ArrowLeft")
    assert value(key) < Attention().tokens[1][0]
    assert output(page) == pytest.approx(Attention().tokens[1], abs=0.011)
    press(page, "Undo")
    slider(page, "Temperature T, number").press("End")
    assert cells(page)[0].min() >= 0.18 and cells(page)[0].max() <= 0.22
    check(page)


def test_prompt_3_order_and_causal_mask(shared):
    page = shared(Attention())
    before, first = cells(page), output(page)
    wedges = sorted(page.locator(".wedge").evaluate_all("(all) => all.map((each) => each.getAttribute('d'))"))
    press(page, "Reverse")
    assert (cells(page) == before[::-1, ::-1]).all()
    assert output(page) == first
    assert wedges == sorted(page.locator(".wedge").evaluate_all("(all) => all.map((each) => each.getAttribute('d'))"))
    more(page, "Tokens")
    expect(page.locator(".order-verdict")).to_contain_text("the outputs are the same")
    more(page)
    press(page, "Reset")
    page.get_by_label("Causal mask: no token looks ahead").check(force=True)
    more(page, "Tokens")
    expect(page.locator(".order-verdict")).to_contain_text("the outputs move by up to")
    more(page)
    assert output(page) == Attention().tokens[0]
    assert (np.triu(cells(page), 1) == 0).all()
    press(page, "Shift by one")
    assert check(page).tokens == [*Attention().tokens[1:], Attention().tokens[0]]


def test_prompt_4_heads(shared):
    page = shared(Attention())
    one = cells(page)
    typed(page, "Heads", "2")
    assert (cells(page) == one).all()
    widget = check(page)
    assert widget.heads[1][:4] == [1.5, 0, 0, 1.5]
    page.get_by_role("group", name="Head shown").get_by_label("2", exact=True).check(force=True)
    assert not (cells(page) == one).all()
    alone = [Attention(heads=[head]).outputs()[0] for head in widget.heads]
    assert output(page) == pytest.approx(np.mean(alone, axis=0), abs=0.0051)
    typed(page, "Heads", "4")
    page.get_by_role("group", name="Head shown").get_by_label("4", exact=True).check(force=True)
    assert (cells(page) == 0.2).all()
    page.get_by_role("radio", name="Opposite").check(force=True)
    assert check(page).heads[3][:4] == [-1.5, 0, 0, -1.5]
    typed(page, "Heads", "1")
    assert check(page).heads == Attention().heads


def test_scores_are_nnlibs_with_and_without_the_root(shared):
    page = shared(Attention())
    more(page, "Matrix")
    page.get_by_role("radio", name="scores").check(force=True)
    more(page)
    typed(page, "Temperature T, number", "2")
    x, W = np.array(Attention().tokens), np.array(Attention().heads).reshape(3, 2, 2)
    products = (x @ W[0]) @ (x @ W[1]).T / 2
    np.testing.assert_allclose(cells(page), products / np.sqrt(2), atol=0.0051)
    page.get_by_label("Divide scores by √d").uncheck(force=True)
    np.testing.assert_allclose(cells(page), products, atol=0.0051)
    more(page, "Matrix")
    page.get_by_role("radio", name="weights").check(force=True)
    check(page)


def test_links_open_the_state_and_hostile_ones_do_not(visit_widgets):
    there = Attention(tokens=[[0, 1], [1, 0]], query=2, heads=[[0.5] * 12, [-1] * 12], head=2, causal=True)
    page = visit_widgets(Attention(), fragment=there.link())
    expect(page.locator(".notice")).to_be_empty()
    np.testing.assert_allclose(cells(page), there.weights()[1], atol=0.0051)
    for query in (
        "query=6",
        "tokens=1,1&query=2",
        "tokens=",
        "heads=",
        "head=2",
        "heads=1,2",
        "temperature=0",
        "x=<b>",
    ):
        refuses(page, f"#attention?{query}")
        np.testing.assert_allclose(cells(page), Attention().weights()[0], atol=0.0051)


def test_undo_and_reset_are_exact(shared):
    page = shared(Attention())
    drag(page, middle(slider(page, "Token x₂").locator(".knob")), 30, 40)
    after = state(page).tokens
    typed(page, "Temperature T, number", "3")
    page.get_by_role("radio", name="¼ turn on").check(force=True)
    press(page, "Undo")
    assert state(page).temperature == 1
    assert state(page).tokens == after
    press(page, "Reset")
    assert state(page).get_state(["tokens", "heads", "temperature"]) == Attention().get_state(
        ["tokens", "heads", "temperature"]
    )


def test_equal_weights_are_said_to_be_alike(shared):
    origin = [[0.0, 0.0]] * 3
    words = shared(Attention(tokens=origin)).locator(".readout b")
    expect(words).to_have_text("x₁ looks at 3 tokens alike, with 33 % each.")
    words = shared(Attention(tokens=origin, causal=True, query=2)).locator(".readout b")
    expect(words).to_have_text("x₂ looks at 2 tokens alike, with 50 % each.")
    words = shared(Attention(tokens=origin, causal=True)).locator(".readout b")
    expect(words).to_have_text("x₁ looks at x₁ with 100 %.")
