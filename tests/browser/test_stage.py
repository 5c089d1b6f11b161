"""Every widget on one screen: on the page, on a phone, in full screen; what a thumb and the keys reach."""

import pytest
from every_widget import EVERY, opened, state
from gestures import settle, swipe, tool
from sight import BELOW

SIZES = [(1024, 768), (1366, 768), (1920, 1080)]

each_widget = pytest.mark.parametrize("cls", EVERY, ids=lambda cls: cls.__name__)

OVERFLOW = """() => [...document.querySelectorAll('.panel')].map((each) => each.scrollHeight - each.clientHeight)"""
TYPE = """() => [...document.querySelectorAll('.nn-widget *')]
  .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
  .filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .filter((each) => !each.closest('.spoken, .words, sub, .sub, .legend.spoken'))
  .map((each) => [parseFloat(getComputedStyle(each).fontSize), each.textContent.slice(0, 30)])"""

GRIP = """(n) => {
  const handle = document.querySelectorAll('.hero .handle:not(.number)')[n];
  const { left, top, width, height } = handle.getBoundingClientRect();
  for (let k = 1; k < 16; k++) for (let l = 1; l < 16; l++) {
    const place = [left + (k * width) / 16, top + (l * height) / 16];
    const around = [[0, 0], [-1, 0], [1, 0], [0, -1], [0, 1]]; // no thumb is thinner than a pixel
    const isOn = ([dx, dy]) => handle.contains(document.elementFromPoint(place[0] + dx, place[1] + dy));
    if (around.every(isOn)) return place;
  }
  return null;
}"""

# y, where a thumb at (x, y), 32 px thick, touches nothing that it drags, after the scrolling that brings such a place.
FREE = """async ([x, y]) => {
  const frame = () => new Promise(requestAnimationFrame);
  const isTaken = (each) => each && (getComputedStyle(each).touchAction === "none" || isTaken(each.parentElement));
  for (let tries = 0; tries < 200; tries++) {
    await frame();
    const near = [-24, -12, 0, 12, 24]; // a thumb this near a handle is given it by the browser
    const around = near.flatMap((dx) => near.map((dy) => [dx, dy]));
    const found = around.map(([dx, dy]) => document.elementFromPoint(x + dx, y + dy));
    if (found.every((each) => !each || (!isTaken(each) && !each.closest("input")))) return y;
    scrollBy(0, 10);
  }
  throw new Error("no room for a swipe");
}"""
# Whether the page has been scrolled past a place and stands still.
SCROLLED = """(past) => new Promise((done) => {
  const before = scrollY;
  setTimeout(() => done(scrollY === before && scrollY >= past), 120);
})"""

# Every hue that is seen, all of which are data: [which element, which part and property of it, the colour].
HUES = """() => {
  const hasHue = (colour) => {
    const [r, g, b, a = 1] = (colour.match(/[\\d.]+/g) ?? [0, 0, 0]).map(Number);
    const size = colour.startsWith('color(') ? 1 : 255;
    return a > 0 && Math.max(r, g, b) - Math.min(r, g, b) > 0.1 * size;
  };
  const painted = (each) => each instanceof SVGElement ? ['fill', 'stroke'] : ['backgroundColor', 'backgroundImage'];
  const coloursOf = (value) => value.match(/(rgb|color)[^)]*\\)/g) ?? [];
  const colours = (each, part) => painted(each).flatMap((name) =>
    coloursOf(getComputedStyle(each, part)[name]).filter(hasHue).map((hue) => [part, name, hue]));
  return [...document.querySelectorAll('.frame *')]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest('text'))
    .flatMap((each) => ['', '::before'].flatMap((part) => colours(each, part)).map((hue) => [each.outerHTML, ...hue]));
}"""


@each_widget
def test_it_fits_a_window_of_720_px(cls, visit_widgets):
    page = opened(visit_widgets, cls(), width=1280, height=720)
    assert page.locator(".nn-widget").bounding_box()["height"] <= 640
    assert page.evaluate(OVERFLOW) == [0]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@each_widget
def test_its_essentials_and_more_fit_the_panel(cls, visit_widgets):
    page = opened(visit_widgets, cls(), width=1280, height=720)
    before = page.locator(".nn-widget").bounding_box()["height"]
    opener = page.locator(".more-button")
    if opener.count() == 0:
        return
    opener.click()
    for radio in page.locator(".sheets label:visible input").all():
        radio.check(force=True)
        settle(page)
        assert page.locator(".nn-widget").bounding_box()["height"] == before
        assert (
            page.evaluate("document.querySelector('.panel').scrollWidth - document.querySelector('.panel').clientWidth")
            == 0
        )


@each_widget
def test_on_a_phone_it_is_one_column_of_at_most_1000_px(cls, visit_widgets):
    page = opened(visit_widgets, cls(), width=390, height=844, touch=True)
    box = page.locator(".nn-widget").bounding_box()
    assert box["height"] <= 1000
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    small = page.evaluate(
        """() => [...document.querySelectorAll('.nn-widget :is(button, select, input[type=range], label, .switch)')]
          .filter((each) => each.checkVisibility() && !each.matches('.dot, .underlined'))
          .map((each) => [each.getBoundingClientRect().height, each.textContent.trim() || each.ariaLabel])
          .filter(([height]) => height > 0 && height < 39.5)"""
    )
    assert small == []


@each_widget
@pytest.mark.parametrize(("width", "height"), [(640, 360), (844, 390)])
def test_in_a_low_window_picture_and_controls_are_seen_together(cls, width, height, visit_widgets):
    page = opened(visit_widgets, cls(), width=width, height=height, touch=True)
    seen = (".story", ".hero", ".stage > .foot", ".panel", ".primary:visible, .pane:visible :is(button, input)")
    story, hero, foot, panel, control = [page.locator(each).first.bounding_box() for each in seen]
    below = 56  # the book's header lies over the top
    assert panel["x"] >= hero["x"] + hero["width"]
    assert hero["y"] + hero["height"] - story["y"] <= height - below
    assert control["y"] + control["height"] - story["y"] <= height - below
    assert foot["y"] >= hero["y"] + hero["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".hero").evaluate(BELOW) == []


@each_widget
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_in_full_screen_the_picture_takes_half_and_all_is_seen(cls, width, height, visit_widgets):
    page = opened(visit_widgets, cls(), width=width, height=height, fragment=f"#{cls().name}?stage=1")
    hero = page.locator(".hero").bounding_box()
    assert hero["width"] * hero["height"] >= 0.5 * width * height
    assert page.evaluate(OVERFLOW) == [0]
    assert page.evaluate("document.documentElement.scrollHeight") <= height
    if height == 1080:
        assert [each for each in page.evaluate(TYPE) if each[0] < 20] == []


@each_widget
def test_tab_leaves_it_after_at_most_20_stops(cls, visit_widgets):
    page = opened(visit_widgets, cls(), height=720)
    page.evaluate("document.body.append(Object.assign(document.createElement('button'), { id: 'after' }))")
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            "(({ id, ariaLabel, textContent }) => [id, ariaLabel || textContent])(document.activeElement)"
        )
        if stop[0] == "after":
            break
        stops.append(stop[1])
    assert len(stops) <= 20, stops
    assert stops[0] in ("Undo", "Reset"), stops


@each_widget
def test_a_thumb_drags_every_handle_up_and_down(cls, visit_widgets):
    page = opened(visit_widgets, cls(), width=390, height=844, touch=True)
    page.evaluate("document.body.style.paddingBlock = '900px'")
    page.locator(".hero").scroll_into_view_if_needed()
    scrolled = page.evaluate("scrollY")
    count = page.locator(".hero .handle:not(.number)").count()
    dragged = 0
    for n in range(min(count, 16)):
        for dy in (50, -50):
            place = page.evaluate(GRIP, n)
            if place is None:
                continue
            swipe(page, place, 0, dy)
            settle(page)
            assert page.evaluate("scrollY") == scrolled, (n, place, dy)
            dragged += 1
    assert dragged > 0 or count == 0


@each_widget
def test_a_swipe_past_it_scrolls_and_changes_nothing(cls, visit_widgets):
    page = opened(visit_widgets, cls(), width=390, height=844, touch=True)
    page.evaluate("document.body.style.paddingBlock = '900px 1500px'")
    before = state(page)
    for x in (30, 195, 372):
        page.evaluate("scrollTo(0, 300)")
        while page.evaluate("scrollY < 1400"):
            place = page.evaluate(FREE, [x, 700])
            at = page.evaluate("scrollY")
            swipe(page, (x, place), 0, -240)
            page.wait_for_function(SCROLLED, arg=at + 100)
            assert state(page) == before, (x, at)


# What each handle's value is after two keys, in one frame or with frames between.
KEYS = """async (together) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const values = [];
  for (const each of [...document.querySelectorAll('.hero .handle:not(.number)')].slice(0, 5)) {
    for (const keys of [['ArrowRight', 'ArrowRight'], ['ArrowUp', 'ArrowUp'], ['End', 'ArrowLeft']]) {
      for (const key of keys) {
        each.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        if (!together) await frame();
      }
      await frame();
      values.push([each.ariaLabel, ...keys, each.ariaValueNow]);
    }
  }
  return values;
}"""


@each_widget
def test_two_keys_in_one_frame_do_as_much_as_in_two(cls, visit_widgets):
    slow, quick = (opened(visit_widgets, cls(), height=720).evaluate(KEYS, together) for together in (False, True))
    assert quick == slow


@each_widget
def test_forced_colours_leave_every_hue(cls, visit_widgets):
    page = opened(visit_widgets, cls(), width=1280, height=720)
    hues = page.evaluate(HUES)
    page.emulate_media(forced_colors="active")
    settle(page)
    forced = page.evaluate(HUES)
    page.emulate_media(forced_colors="none")
    assert [hue for hue in hues if hue not in forced] == []


@each_widget
def test_copy_as_python_rebuilds_what_is_on_the_screen(cls, visit_widgets):
    page = opened(visit_widgets, cls(), fragment=f"#{cls().name}?scene=3")
    tool(page, "Copy as Python")
    names = {}
    exec(page.evaluate("navigator.clipboard.readText()"), names)
    shown = page.evaluate("document.querySelector('.nn-widget').readings()")
    if "widget" in names:
        assert names["widget"].readings() == pytest.approx(shown, rel=1e-9, abs=1e-9)
    else:
        assert names["net"].theta.size == shown["parameters"]


def images_without_a_name(page):
    """What assistive technology is told of as a picture, and of what it cannot say."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    found = [each for each in nodes if not each["ignored"] and each["role"]["value"] in ("image", "SvgRoot", "Canvas")]
    return [each["role"]["value"] for each in found if not each["name"].get("value")]


@each_widget
def test_pictures_have_names_sliders_say_their_numbers_and_each_key_is_listed_once(cls, visit_widgets):
    page = opened(visit_widgets, cls(), width=1280, height=720)
    assert images_without_a_name(page) == []
    for each in page.locator(".slider").all():
        assert each.locator("input").get_attribute("aria-valuetext") == each.locator(".number").text_content()
    page.get_by_role("button", name="Keys", exact=True).click()
    keys = page.locator(".help dt").all_text_contents()
    assert sorted(keys) == sorted(set(keys))
