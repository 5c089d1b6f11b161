"""The page Wall as a teacher uses it: what a class has sent is put up, sorted, shown large, saved, opened again."""

import functools
import re

import pytest
from axe import check
from built import BUILT, documents, parsed, widget_state
from gestures import press, readout, settle, slider
from playwright.sync_api import expect
from sight import fits, is_dark

from nnlib.widgets import DecisionBoundary
from nnlib.widgets.modules import WIDGETS

PAGES = [page for page in documents() if widget_state(page)]
ON_PAGES = [(page, model["state"]["name"]) for page in PAGES for model in widget_state(page).values()]
READ_WITHIN = 60_000  # ms, however busy the machine is
LINK = "https://example.org/book/index.html#decision-boundary?dataset=xor&hidden=2"


@pytest.fixture(params=["server", "disk"])
def wall(request, visit, book):
    return visit(f"{book if request.param == 'server' else BUILT.as_uri()}/wall.html")


@pytest.fixture
def open_wall(visit, book):
    return lambda **options: visit(f"{book}/wall.html", **options)


@pytest.fixture(scope="module")
def filled(stay, book):
    """filled(**options) → a wall with its example and a line that is not to be used, left so by each test."""

    def fill(**options):
        page = example(visit(f"{book}/wall.html", **options))
        put(page, "Zoë: https://example.org/cats", "1 not to be used.")
        return page

    with stay() as visit:
        yield functools.cache(fill)


def status(page):
    return page.locator(".wall-status [role=status]")


def put(page, text, says):
    """Hands a text over and waits until the wall has read it."""
    page.get_by_label("Paste or drop what the class has sent").fill(text)
    press(page, "Put on the wall")
    expect(status(page)).to_have_text(says, timeout=READ_WITHIN)


def example(page):
    press(page, "Show an example class")
    expect(status(page)).to_have_text("8 new.", timeout=READ_WITHIN)
    return page


def names(page):
    return page.locator(".wall-card h2").all_text_contents()


def words(page):
    """What stands under each picture, by the name over it."""
    return {card.locator("h2").text_content(): card.locator("> p").text_content() for card in cards(page).all()}


def cards(page):
    return page.locator(".wall-card")


def lines_to_look_at(page):
    return page.locator(".wall-problems li").all_text_contents()


def link_of(**traits):
    widget = DecisionBoundary(story=[], **traits)
    return f"https://example.org/index.html{widget.link()}", widget.readings()


# What is read in a text.


@pytest.fixture(scope="module")
def read(browser, serve):
    """read(text) → {entries, problems}, by the wall's own reader."""
    page = browser.new_page()
    page.goto(f"{serve(WIDGETS)}/kit/wall/read_lines.js")
    yield lambda text: page.evaluate("async (t) => (await import('/kit/wall/read_lines.js')).readLines(t)", text)
    page.close()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Ada: {LINK}", "Ada"),
        (f"Ada Lovelace {LINK}.", "Ada Lovelace"),
        (f"Ada\t{LINK}", "Ada"),
        (f"Lovelace, Ada\t{LINK}\t12", "Lovelace, Ada"),
        (f'"Ada Lovelace","{LINK}"', "Ada Lovelace"),
        (f"{LINK}\tAda", "Ada"),
        (f"1. Ada - {LINK}", "Ada"),
        (f"<Ada> {LINK}", "Ada"),
        (f"[10:32, 11/29/2026] Ada: {LINK}", "Ada"),
        (f"29/11/2026, 10:32 - Ada: {LINK}", "Ada"),
        (f"10:32:15 From Ada to Everyone : {LINK}", "Ada"),
        (f"Ada Lovelace  10:32 AM\nhere is mine: {LINK}", "Ada Lovelace"),
        (f"Good morning to all of you.\n{LINK}", ""),
        (f"<{LINK}>", ""),
        (f"<b>Ada</b>: {LINK}", "b>Ada</b"),
    ],
)
def test_a_line_gives_the_link_and_the_name(read, text, name):
    said = read(text)
    assert said["problems"] == []
    assert [(entry["name"], entry["link"]) for entry in said["entries"]] == [(name, LINK)]


def test_a_link_is_found_however_a_program_has_changed_it(read):
    wrapped = "https://eur01.safelinks.protection.outlook.com/?url=" + re.sub(
        r"[:/?#&=]", lambda mark: f"%{ord(mark[0]):02X}", LINK
    )
    for text in (LINK.replace("&", "&amp;"), f"{wrapped}&data=05", f"({LINK})", f"“{LINK}”,", f"[link]({LINK})"):
        assert [entry["link"] for entry in read(text)["entries"]] == [LINK], text


@pytest.mark.parametrize(
    ("link", "page", "widget"),
    [
        ("https://example.org/book/#towers", "index", "towers"),
        ("file:///E:/book/03-universal-approximation.html#towers?eps=1", "03-universal-approximation", "towers"),
        ("index.html#decision-boundary", "index", "decision-boundary"),
        ("#soft-steps?hidden=3", "", "soft-steps"),
    ],
)
def test_a_link_says_its_page_and_its_widget(read, link, page, widget):
    (entry,) = read(link)["entries"]
    assert (entry["page"], entry["widget"]) == (page, widget)


def test_what_is_not_for_the_wall_is_left_or_named(read):
    said = read("C# and #homework, nothing else\n\nBen: https://example.org/cats today\n")
    assert said["entries"] == []
    assert [(each["line"], each["why"]) for each in said["problems"]] == [(3, "no link to a widget")]
    lost = read("Ada: Solved by hand, in 3 moves. Code ABC123.\nBen: hello")["problems"]
    assert [(each["line"], each["why"]) for each in lost] == [(1, "a result without its link")]


# The wall.


def test_an_example_shows_what_it_is_for(wall):
    expect(wall.get_by_role("button", name="Full screen")).to_be_hidden()
    example(wall)
    assert names(wall) == ["Ada", "Ben", "Chloé", "Deniz", "Elif", "Farid", "Grace", "Hana"]
    assert lines_to_look_at(wall) == []
    assert words(wall)["Chloé"] == "Solved by hand, 9 moves"
    assert words(wall)["Hana"] == "Solved not by hand"
    assert words(wall)["Ben"].strip() == "6 of 40 wrong"
    rows = wall.get_by_role("table", name="Challenges").get_by_role("row")
    assert rows.nth(1).locator("th, td").all_text_contents() == [
        "Ada",
        "Put all 40 points on their own sides with at most 4 units, by hand. The points stay; training is off.",
        "solved",
        "by hand, 14 moves",
        "fits",
    ]
    assert len(set(wall.locator(".boundary-line").evaluate_all("(all) => all.map((e) => e.getAttribute('d'))"))) >= 8


def test_every_widget_of_the_book_can_be_put_on_it(open_wall):
    page = open_wall()
    links = [f"{name} {place}#{name}?controls=picture&stage=1" for place, name in ON_PAGES]
    put(page, "\n".join(links), f"{len(ON_PAGES)} new.")
    assert lines_to_look_at(page) == []
    for (_, name), card in zip(ON_PAGES, cards(page).all(), strict=True):
        picture, drawn = card.locator(".wall-picture").bounding_box(), card.locator(".hero").bounding_box()
        assert drawn == pytest.approx(picture, abs=1), name
        assert card.locator("> p").text_content().strip(), name
    expect(page.locator(".nn-widget.full")).to_have_count(0)
    fits(page, 1280)


def test_scores_are_those_of_the_states(open_wall):
    page = open_wall()
    sent = {
        f"Student {k}": link_of(dataset=dataset, hidden=[hidden], seed=k)
        for k, (dataset, hidden) in enumerate([("xor", 2), ("moons", 5), ("circles", 4)])
    }
    put(page, "\n".join(f"{name}: {link}" for name, (link, _) in sent.items()), "3 new.")
    for name, (_, readings) in sent.items():
        assert words(page)[name].startswith(f"{readings['wrong']} of ")
    page.get_by_role("radio", name="Score").check(force=True)
    assert names(page) == sorted(sent, key=lambda name: (sent[name][1]["wrong"], sent[name][1]["loss"]))


def test_it_is_sorted_by_name_score_and_arrival(open_wall):
    page = example(open_wall())
    arrived = names(page)
    put(page, f"ada 10: {LINK}\nada 9: {LINK}\n{LINK}", "3 new.")
    page.get_by_role("radio", name="Name").check(force=True)
    assert names(page) == ["Ada", "ada 9", "ada 10", *arrived[1:], "Line 3"]
    page.get_by_role("radio", name="Score").check(force=True)
    assert set(names(page)[:3]) == {"Ada", "Chloé", "Hana"}  # solved
    page.get_by_role("radio", name="Arrival").check(force=True)
    assert names(page) == [*arrived, "ada 10", "ada 9", "Line 3"]


def test_a_chat_is_pasted_anywhere_and_again_when_it_has_grown(wall):
    chat = f"10:01 Ada: {LINK}\n10:02 Ben: good morning\n"
    for field, text, says in [
        (None, chat, "1 new."),
        (".wall-paste textarea", f"{chat}10:03 Cleo: {LINK}&seed=4\n", "1 new, 1 here already."),
        (None, "no links at all", "There is no link in this text."),
    ]:
        wall.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        wall.locator(field or "h1").click()
        wall.keyboard.press("Control+v")
        expect(status(wall)).to_have_text(says)
    assert names(wall) == ["Ada", "Cleo"]


def test_files_are_dropped_and_opened(open_wall, tmp_path):
    page = open_wall()
    transfer = page.evaluate_handle(
        """(text) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], "chat.txt", { type: "text/plain" }));
          return transfer;
        }""",
        f"Ada: {LINK}",
    )
    for event in ("dragover", "drop"):
        page.dispatch_event("h1", event, {"dataTransfer": transfer})
    expect(status(page)).to_have_text("1 new.")
    file = tmp_path / "more.csv"
    file.write_text(f"Ben,{LINK}\n", encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        press(page, "Open a file")
    chooser.value.set_files(file)
    expect(cards(page)).to_have_count(2)
    assert names(page) == ["Ada", "Ben"]


def test_one_opens_large_and_the_remote_goes_on(open_wall):
    wall = example(open_wall())
    before = words(wall)
    wall.get_by_role("link", name="Chloé").click()
    large = wall.get_by_role("dialog", name="Chloé")
    widget = large.locator(".nn-widget.full")
    expect(widget).to_be_visible()
    assert widget.bounding_box()["width"] == 1280
    assert readout(widget).startswith("0 of 32 points wrong")
    line = large.get_by_role("slider", name="Line of hidden unit 1")
    for _ in range(10):
        line.press("Shift+ArrowUp")
    expect(widget.locator(".readout")).not_to_contain_text("0 of 32 points wrong")
    wall.keyboard.press("PageDown")
    large = wall.get_by_role("dialog", name="Deniz")
    expect(large.locator(".nn-widget")).to_have_count(1)
    expect(large).to_contain_text("4 of 8")
    wall.keyboard.press("PageUp")
    large = wall.get_by_role("dialog", name="Chloé")
    expect(large.locator(".readout")).to_contain_text("0 of 32 points wrong")
    assert (
        large.get_by_role("link", name="Open on its page")
        .get_attribute("href")
        .startswith("index.html#decision-boundary?dataset=xor&hidden=2&theta=1.69,")
    )
    wall.keyboard.press("Escape")
    expect(wall.get_by_role("dialog")).to_have_count(0)
    expect(wall.get_by_role("link", name="Chloé")).to_be_focused()
    assert words(wall) == before
    assert wall.evaluate("getComputedStyle(document.documentElement).overflowY") != "hidden"


def test_by_keys_a_picture_is_two_stops(filled):
    page = filled()
    page.get_by_role("link", name="Ada").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Remove Ada")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ben")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Ben")).to_be_visible()
    page.keyboard.press("Escape")


def test_what_is_removed_comes_back(filled):
    page = filled()
    everyone = names(page)
    press(page, "Remove Ben")
    assert names(page) == [name for name in everyone if name != "Ben"]
    expect(page.get_by_role("link", name="Chloé")).to_be_focused()
    press(page, "Undo")
    assert names(page) == everyone
    press(page, "Empty")
    assert names(page) == []
    press(page, "Undo")
    assert names(page) == everyone


def test_it_is_saved_as_a_file_and_opened_again(open_wall, tmp_path):
    page = example(open_wall())
    put(page, "Zoë: https://example.org/cats\nYan: " + LINK.replace("xor", "xyz"), "2 not to be used.")
    saved = names(page), words(page), lines_to_look_at(page)
    assert len(saved[2]) == 2
    with page.expect_download() as download:
        press(page, "Save")
    assert download.value.suggested_filename == "wall.txt"
    file = tmp_path / "wall.txt"
    download.value.save_as(file)
    press(page, "Empty")
    press(page, "Forget these lines")
    with page.expect_file_chooser() as chooser:
        press(page, "Open a file")
    chooser.value.set_files(file)
    expect(status(page)).to_have_text("8 new, 2 not to be used.")
    assert (names(page), words(page)) == saved[:2]
    assert [line.partition(": ")[2] for line in lines_to_look_at(page)] == [
        line.partition(": ")[2] for line in saved[2]
    ]


def test_a_reload_loses_nothing(open_wall):
    page = example(open_wall())
    before = words(page)
    page.reload()
    expect(status(page)).to_have_text("8 new.", timeout=READ_WITHIN)
    assert words(page) == before


# Results of challenges.


def test_a_result_that_was_copied_is_read(visit, book, open_wall):
    page = visit(f"{book}/03-universal-approximation.html#staircase?target=line&hard=1&challenge=3,0.13")
    for name in ("Level before the first step", *(f"Level after step {j}" for j in (1, 2, 3))):
        for _ in range(6):
            slider(page, name).press("ArrowUp")
    press(page, "Copy result")
    result = page.evaluate("navigator.clipboard.readText()")
    task, moves = re.match(r"(.*) Solved by hand, in (\d+) moves", result).groups()
    page = open_wall()
    put(page, f"Ada: {result}\n", "1 new.")
    row = page.get_by_role("table", name="Challenges").get_by_role("row", name="Ada")
    assert row.locator("th, td").all_text_contents() == ["Ada", task, "solved", f"by hand, {moves} moves", "fits"]
    assert lines_to_look_at(page) == []
    forged = [
        result.replace(f"in {moves} moves", "in 1 move"),
        re.sub(r"Code \w{6}", "Code AAAAAA", result),
        result.replace("challenge=3", "challenge=4"),
        result.replace("Code ", "Code: "),
    ]
    assert result not in forged
    put(page, "\n".join(f"Eve {k}: {text}" for k, text in enumerate(forged)), "4 new.")
    for k in range(4):
        row = page.get_by_role("row", name=f"Eve {k}")
        assert row.locator("td").all_text_contents()[-2:] == ["", "does not fit"]
        assert lines_to_look_at(page)[k].startswith(f"Line {k + 1}, Eve {k}: its code does not belong to its state")


# What nobody should have sent.

HOSTILE = [
    ("<img src=x onerror=alert(1)>: " + LINK, None),
    ("<script>alert(1)</script>\t" + LINK, None),
    ("A https://example.org/#decision-boundary?dataset=<img/src=x/onerror=alert(1)>", "dataset: expected one of"),
    ("B https://example.org/#decision-boundary?dataset=%3Cimg%20src=x%20onerror=alert(1)%3E", "dataset: expected one"),
    ("C javascript:alert(1)//index.html#decision-boundary?hidden=2", None),
    ("D https://example.org/constructor.html#constructor?a=1", "there is no widget “constructor”"),
    ("E https://example.org/nowhere.html#decision-boundary?hidden=2", "“decision-boundary” on a page “nowhere”"),
    ("F https://example.org/#decision-boundary?__proto__=1", "it names something this widget does not have"),
    ("G https://example.org/#decision-boundary?theta=1,2,3", "theta: expected 13 numbers"),
    ("H https://example.org/#decision-boundary?rate=1e999", "rate: expected a number"),
    ("I https://example.org/#decision-boundary?dataset=%E0%A4%A", "it is malformed"),
    ("J https://example.org/#decision-boundary?theta=" + "1," * 12000 + "1", "it is too long"),
    ("K https://example.org/#Decision", "no link to a widget"),
]


def test_hostile_lines_are_named_and_never_markup(open_wall):
    wall = open_wall()
    elements = wall.locator("img, script").count()
    put(wall, "\n".join(line for line, _ in HOSTILE), "3 new, 10 not to be used.")
    wall.evaluate("() => new Promise((done) => setTimeout(done))")
    assert wall.locator("img, script").count() == elements + 1  # the widgets of the book
    told = lines_to_look_at(wall)
    refused = [(number, why) for number, (_, why) in enumerate(HOSTILE, start=1) if why]
    assert len(told) == len(refused)
    for number, why in refused:
        assert any(line.startswith(f"Line {number}") and why in line for line in told), (number, why, told)
    hrefs = wall.locator(".wall a[href]").evaluate_all("(all) => all.map((each) => each.getAttribute('href'))")
    assert all(href.startswith("index.html#decision-boundary?") for href in hrefs)


def test_a_wall_holds_a_hundred(open_wall):
    page = open_wall()
    links = [f"S{k}: index.html#decision-boundary?seed={k}" for k in range(102)]
    put(page, "\n".join(links), "100 new, 2 not to be used.")
    assert lines_to_look_at(page)[1].startswith("Line 102, S101: a wall holds 100.")


# How it looks.


PHONE = {"width": 360, "touch": True}
DARK = {"width": 1280, "dark": True}


@pytest.mark.parametrize("screen", [PHONE, DARK])
def test_it_fits_and_axe_finds_nothing_serious(filled, screen):
    page = filled(**screen)
    settle(page)
    fits(page, screen["width"])
    assert {is_dark(part) for part in page.locator("body, .wall-picture [data-widget]").all()} == {"dark" in screen}
    check(page)
    page.get_by_role("link", name="Ada").click()
    expect(page.get_by_role("dialog").locator(".nn-widget.full")).to_be_visible()
    check(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_thumb_reaches_what_is_pressed(filled):
    sizes = (
        filled(**PHONE)
        .locator(".wall button:visible, .wall-order label")
        .evaluate_all("(all) => all.map((each) => Math.min(each.offsetWidth, each.offsetHeight))")
    )
    assert len(sizes) > 10
    assert min(sizes) >= 40


def test_on_the_projector_all_are_seen(open_wall):
    page = example(open_wall(width=1920, height=1080))
    press(page, "Full screen")
    page.get_by_role("button", name="Leave full screen").wait_for()
    settle(page)
    for card in cards(page).all():
        box = card.bounding_box()
        assert box["width"] > 400
        assert box["y"] + box["height"] <= 1080
        assert card.locator("h2").evaluate("(name) => parseFloat(getComputedStyle(name).fontSize)") >= 20
    press(page, "Leave full screen")


def test_on_paper_there_are_the_pictures_and_nothing_to_press(filled):
    page = filled(**DARK)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("button, textarea, input, select").filter(visible=True)).to_have_count(0)
    for card in cards(page).all():
        picture, drawn = card.locator(".wall-picture").bounding_box(), card.locator(".hero").bounding_box()
        assert drawn["width"] <= picture["width"] + 1
    assert not any(is_dark(part) for part in page.locator("body, .wall-picture [data-widget]").all())
    page.emulate_media(media="null")
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def test_no_other_page_loads_what_the_wall_needs():
    loading = [page for page in documents() if "_static/wall/" in str(parsed(page))]
    assert loading == ["wall.html"]
