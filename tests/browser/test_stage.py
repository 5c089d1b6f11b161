"""Every widget on one screen: on the page, on a phone, in full screen; what a thumb and the keys reach."""

import pytest
from every_widget import EVERY, opened, state
from gestures import press, settle, swipe, tool
from playwright.sync_api import expect
from sight import BELOW

SIZES = [(1024, 768), (1366, 768), (1920, 1080)]


def every_widget(fragment="", **options):
    """A page for each widget, opened once for all tests that ask for it."""

    @pytest.fixture(scope="module", params=EVERY, ids=[cls.__name__ for cls in EVERY])
    def page(request, stay_at_widgets):
        with stay_at_widgets() as visit_widgets:
            widget = request.param()
            yield opened(visit_widgets, widget, fragment=fragment.format(widget.name), **options)

    return page


laptop = every_widget(width=1280, height=720)
phone = every_widget(width=390, height=844, touch=True)
low = every_widget(width=640, height=360, touch=True)
full = every_widget("#{}?stage=1", width=1024, height=768)

OVERFLOW = """() => [...document.querySelectorAll('.panel')].map((each) => each.scrollHeight - each.clientHeight)"""
TYPE = """() => [...document.querySelectorAll('.nn-widget *')]
  .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
  .filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .filter((each) => !each.closest('.spoken, .words, sub, .sub, .legend.spoken'))
  .map((each) => [parseFloat(getComputedStyle(each).fontSize), each.textContent.slice(0, 30)])"""

# By how much the names of controls in one row stand higher or lower than the first.
OFFSETS = """() => [...document.querySelectorAll(".panel .strip")].flatMap((row) => {
  const names = [...row.querySelectorAll(".label")].filter((name) => name.checkVisibility());
  const tops = names.map((name) => Math.round(name.getBoundingClientRect().top));
  return tops.map((top) => Math.abs(top - tops[0])).filter((offset) => 0 < offset && offset < 20);
})"""

# The controls whose ring, when they have the keys, is cut by something around them.
CUT_RINGS = """() => {
  const cut = [];
  const all = document.querySelectorAll(".nn-widget :is(button, select, textarea, [tabindex='0'], [type=range])");
  for (const each of [...all].reverse()) { // the first of a toolbar keeps its place in the order of Tab
    if (each.closest("svg") || !each.checkVisibility({ visibilityProperty: true })) continue;
    each.focus({ preventScroll: true, focusVisible: true });
    const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(each);
    const ring = outlineStyle === "none" ? 0 : parseFloat(outlineWidth) + parseFloat(outlineOffset);
    const { left, right, top, bottom } = each.getBoundingClientRect();
    for (let around = each.parentElement; around !== document.body; around = around.parentElement) {
      if (getComputedStyle(around).overflow === "visible") continue;
      const room = around.getBoundingClientRect();
      if (left - ring < room.left || right + ring > room.right || top - ring < room.top || bottom + ring > room.bottom)
        cut.push(`${each.ariaLabel ?? each.textContent} by ${around.className}`);
    }
  }
  return cut;
}"""

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
# Where the page stands when the scrolling that begins next has ended.
ENDED = """() => {
  window.ended = new Promise((done) => addEventListener('scrollend', () => done(scrollY), { once: true }));
}"""

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

# Grounds of pictures that a browser may leave out on paper: only what says so is printed without "background graphics".
LEFT_OUT = """() => [...document.querySelectorAll('.stage *')].filter((each) => {
  const { backgroundColor, backgroundImage, printColorAdjust } = getComputedStyle(each);
  const isPainted = !/0\\)$/.test(backgroundColor) || backgroundImage !== 'none';
  return isPainted && printColorAdjust !== 'exact' && each.checkVisibility({ visibilityProperty: true });
}).map((each) => each.outerHTML.slice(0, 80))"""

# What each handle's value is, one of a kind, after two keys in one frame or with frames between.
KEYS = """async (isTogether) => {
  const frame = () => new Promise(requestAnimationFrame);
  // a picture rests until it is known to be in view; what observes later is told later
  await new Promise((told) => new IntersectionObserver(told).observe(document.querySelector('.nn-widget')));
  const values = [];
  const handles = [...document.querySelectorAll('.hero .handle:not(.number)')];
  const kinds = new Map(handles.reverse().map((each) => [each.classList[0], each]));
  for (const each of kinds.values()) {
    for (const keys of [['ArrowRight', 'ArrowRight'], ['ArrowUp', 'ArrowUp'], ['End', 'ArrowLeft']]) {
      for (const key of keys) {
        each.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        if (!isTogether) await frame();
      }
      await frame();
      values.push([each.ariaLabel, ...keys, each.ariaValueNow]);
    }
  }
  return values;
}"""


def test_it_fits_a_window_of_720_px(laptop):
    assert laptop.locator(".nn-widget").bounding_box()["height"] <= 640
    assert laptop.evaluate(OVERFLOW) == [0]
    assert laptop.evaluate("document.documentElement.scrollWidth") <= 1280


def test_the_names_of_controls_in_a_row_stand_in_one_line(laptop):
    assert laptop.evaluate(OFFSETS) == []


def test_the_ring_of_what_has_the_keys_is_seen_whole(laptop):
    laptop.locator(".nn-widget").press("Tab")
    assert laptop.evaluate(CUT_RINGS) == []


def test_the_ring_of_what_has_the_keys_is_seen_whole_on_a_phone(phone):
    phone.locator(".nn-widget").press("Tab")
    assert phone.evaluate(CUT_RINGS) == []


def test_its_essentials_and_more_fit_the_panel(laptop):
    before = laptop.locator(".nn-widget").bounding_box()["height"]
    opener = laptop.locator(".more-button")
    if opener.count() == 0:
        return
    opener.click()
    for radio in laptop.locator(".sheets label:visible input").all():
        radio.check(force=True)
        settle(laptop)
        assert laptop.locator(".nn-widget").bounding_box()["height"] == before
        assert laptop.locator(".panel").evaluate("(panel) => panel.scrollWidth - panel.clientWidth") == 0
    opener.click()


def test_forced_colours_leave_every_hue(laptop):
    hues = laptop.evaluate(HUES)
    laptop.emulate_media(forced_colors="active")
    settle(laptop)
    forced = laptop.evaluate(HUES)
    laptop.emulate_media(forced_colors="none")
    assert [hue for hue in hues if hue not in forced] == []


def images_without_a_name(page):
    """What assistive technology is told of as a picture, and of what it cannot say."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    found = [each for each in nodes if not each["ignored"] and each["role"]["value"] in ("image", "SvgRoot", "Canvas")]
    return [each["role"]["value"] for each in found if not each["name"].get("value")]


def test_pictures_have_names_and_sliders_say_their_numbers(laptop):
    assert images_without_a_name(laptop) == []
    for each in laptop.locator(".slider").all():
        assert each.locator("input").get_attribute("aria-valuetext") == each.locator(".number").text_content()


def test_paper_keeps_every_ground(laptop):
    laptop.emulate_media(media="print")
    left_out = laptop.evaluate(LEFT_OUT)
    laptop.emulate_media(media="null")
    assert left_out == []


def test_tab_leaves_it_after_at_most_20_stops(laptop):
    laptop.evaluate(
        """() => {
          document.activeElement.blur();
          document.body.prepend(Object.assign(document.createElement('button'), { id: 'before' }));
          document.body.append(Object.assign(document.createElement('button'), { id: 'after' }));
          document.querySelector('#before').focus();
        }"""
    )
    stops = []
    for _ in range(60):
        laptop.keyboard.press("Tab")
        stop = laptop.evaluate(
            "(({ id, ariaLabel, textContent }) => [id, ariaLabel || textContent])(document.activeElement)"
        )
        if stop[0] == "after":
            break
        stops.append(stop[1])
    assert len(stops) <= 20, stops
    assert stops[0] in ("Undo", "Reset"), stops


def test_each_key_is_listed_once(laptop):
    press(laptop, "Keys")
    keys = laptop.locator(".help dt").all_text_contents()
    assert sorted(keys) == sorted(set(keys))
    laptop.keyboard.press("Escape")
    expect(laptop.locator(".help")).to_be_hidden()


def test_copy_as_python_rebuilds_what_is_on_the_screen(laptop):
    laptop.evaluate("location.hash = document.querySelector('.nn-widget').link().split(/[#?]/)[1] + '?scene=3'")
    expect(laptop.locator(".nn-widget")).to_have_attribute("data-scene", "3")
    tool(laptop, "Copy as Python")
    names = {}
    exec(laptop.evaluate("navigator.clipboard.readText()"), names)
    shown = laptop.evaluate("document.querySelector('.nn-widget').readings()")
    if "widget" in names:
        assert names["widget"].readings() == pytest.approx(shown, rel=1e-9, abs=1e-9)
    else:
        assert names["net"].theta.size == shown["parameters"]


def test_two_keys_in_one_frame_do_as_much_as_in_two(laptop):
    address = laptop.url.split("#")[0]
    values = []
    for together in (False, True):
        laptop.goto("about:blank")
        laptop.goto(address)
        laptop.locator("[data-ready]").wait_for()
        values.append(laptop.evaluate(KEYS, together))
    assert values[0] == values[1]


def test_on_a_phone_it_is_one_column_of_at_most_1000_px(phone):
    assert phone.locator(".nn-widget").bounding_box()["height"] <= 1000
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    small = phone.evaluate(
        """() => [...document.querySelectorAll('.nn-widget :is(button, select, input[type=range], label, .switch)')]
          .filter((each) => each.checkVisibility() && !each.matches('.dot, .underlined'))
          .map((each) => [each.getBoundingClientRect().height, each.textContent.trim() || each.ariaLabel])
          .filter(([height]) => height > 0 && height < 39.5)"""
    )
    assert small == []


def test_a_phone_neither_zooms_into_what_is_typed_nor_lacks_a_minus(phone):
    number = phone.locator(".number:visible").first
    if number.count() == 0:
        return
    lowest = float(number.get_attribute("aria-valuemin"))
    number.press("Enter")
    field = phone.locator(".number-input")
    expect(field).to_have_attribute("inputmode", "text" if lowest < 0 else "decimal")
    assert float(field.evaluate("(field) => parseFloat(getComputedStyle(field).fontSize)")) >= 16
    field.press("Escape")


def test_a_swipe_past_it_scrolls_and_changes_nothing(phone):
    phone.evaluate("document.body.style.paddingBlock = '900px 1500px'")
    before = state(phone)
    for x in (30, 195, 372):
        phone.evaluate("scrollTo(0, 300)")
        while phone.evaluate("scrollY < 1400"):
            place = phone.evaluate(FREE, [x, 700])
            at = phone.evaluate("scrollY")
            phone.evaluate(ENDED)
            swipe(phone, (x, place), 0, -360)
            assert phone.evaluate("window.ended") >= at + 200
            assert state(phone) == before, (x, at)


def test_a_thumb_drags_every_handle_up_and_down(phone):
    phone.evaluate("document.body.style.paddingBlock = '900px'")
    phone.locator(".hero").scroll_into_view_if_needed()
    scrolled = phone.evaluate("scrollY")
    count = phone.locator(".hero .handle:not(.number)").count()
    dragged = 0
    for n in range(min(count, 16)):
        place = phone.evaluate(GRIP, n)
        if place is None:
            continue
        dy = 50 if dragged % 2 else -50
        swipe(phone, place, 0, dy)
        settle(phone)
        assert phone.evaluate("scrollY") == scrolled, (n, place, dy)
        dragged += 1
    assert dragged > 0 or count == 0


@pytest.mark.parametrize(("width", "height"), [(640, 360), (844, 390)])
def test_in_a_low_window_picture_and_controls_are_seen_together(low, width, height):
    low.set_viewport_size({"width": width, "height": height})
    settle(low)
    seen = (".story", ".hero", ".foot-place", ".panel", ".primary:visible, .pane:visible :is(button, input)")
    story, hero, foot, panel, control = [low.locator(each).first.bounding_box() for each in seen]
    below = 56  # the book's header lies over the top
    assert panel["x"] >= hero["x"] + hero["width"]
    assert hero["y"] + hero["height"] - story["y"] <= height - below
    assert control["y"] + control["height"] - story["y"] <= height - below
    assert foot["y"] >= hero["y"] + hero["height"]
    assert low.evaluate("document.documentElement.scrollWidth") <= width
    assert low.locator(".hero").evaluate(BELOW) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_in_full_screen_the_picture_takes_half_and_all_is_seen(full, width, height):
    full.set_viewport_size({"width": width, "height": height})
    settle(full)
    hero = full.locator(".hero").bounding_box()
    assert hero["width"] * hero["height"] >= 0.5 * width * height
    assert full.evaluate(OVERFLOW) == [0]
    assert full.evaluate("document.documentElement.scrollHeight") <= height
    if height == 1080:
        assert [each for each in full.evaluate(TYPE) if each[0] < 20] == []
