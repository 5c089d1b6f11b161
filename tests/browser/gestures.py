"""What a reader's hand does on a page, and what is seen of it."""

import time

import pytest
from playwright.sync_api import expect


def settle(page):
    """Waits until what was done has been drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def value(handle):
    settle(handle.page)
    return float(handle.get_attribute("aria-valuenow"))


def middle(locator):
    settle(locator.page)
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, start, dx, dy):
    x, y = start
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx / 2, y + dy / 2)
    page.mouse.move(x + dx, y + dy)
    page.mouse.up()


def swipe(page, start, dx, dy):
    """A finger that moves, stands still and is lifted, so that the page does not run on."""
    x, y = start
    client = page.context.new_cdp_session(page)
    now = time.time()

    def touch(kind, seconds, *points):
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points, "timestamp": now + seconds})

    touch("touchStart", 0, {"x": x, "y": y})
    for step in (1, 2, 3, 4):
        touch("touchMove", 0.05 * step, {"x": x + step * dx / 4, "y": y + step * dy / 4})
    for seconds in (0.4, 0.6):
        touch("touchMove", seconds, {"x": x + dx, "y": y + dy})
    touch("touchEnd", 0.8)


def press(page, text, count=1):
    for _ in range(count):
        page.get_by_role("button", name=text, exact=True).click()
        settle(page)


def more(page, kind=None):
    """Opens More's sheet of this kind, or closes it; on a phone, the tab More."""
    opener = page.locator(".more-button")
    if not opener.is_visible():
        opener = page.get_by_role("tab", name="More")
    if (page.locator(".sheets").is_visible()) != (kind is not None):
        opener.click()
        settle(page)
    if kind is not None:
        page.locator(".sheets").get_by_role("radio", name=kind, exact=True).check(force=True)
        settle(page)


def tool(page, name):
    """Presses a tool beside the title, behind ⋯ if it waits there."""
    button = page.locator(".tools").get_by_role("button", name=name, exact=True)
    if not button.is_visible():
        press(page, "More tools")
    button.click()
    settle(page)


def tab(page, name):
    """Chooses a tab of a phone's panel."""
    page.get_by_role("tab", name=name, exact=True).click()
    settle(page)


def assert_reached(page, *names):
    """Presses Tab until all of these have had the focus."""
    seen = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        if seen >= set(names):
            return
    raise AssertionError(f"not reached: {set(names) - seen}")


def train_to(page, steps):
    """Trains by 100 steps a frame and pauses in the first that shows `steps` or more, however fast the machine is.

    What stands beside the picture is drawn with every third frame, but at once after a hand did something.
    """
    more(page, "Training")
    page.get_by_role("radio", name="100", exact=True).check(force=True)
    more(page)
    page.evaluate(
        """(steps) => {
          const counter = document.querySelector(".counter");
          const go = document.querySelector(".trainer .primary");
          let request;
          const hand = () => {
            counter.dispatchEvent(new Event("change", { bubbles: true }));
            request = requestAnimationFrame(hand);
          };
          hand();
          new MutationObserver((_, observer) => {
            if (Number(counter.textContent.match(/step (\\d+)/)[1]) < steps) return;
            observer.disconnect();
            cancelAnimationFrame(request);
            go.click();
          }).observe(counter, { childList: true, subtree: true, characterData: true });
        }""",
        steps,
    )
    press(page, "Train")
    page.get_by_role("button", name="Train", exact=True).wait_for()
    settle(page)
    assert steps <= int(page.locator(".counter").text_content().split()[1]) < steps + 100


def widgets(page):
    """The widgets of a page, each scrolled to and drawn."""
    views = page.locator(".widget-view").all()
    for view in views:
        view.scroll_into_view_if_needed()
        view.locator("[data-ready]").wait_for()
    return [view.locator("[data-widget]") for view in views]


def slider(page, name):
    return page.get_by_role("slider", name=name, exact=True)


def typed(page, name, text):
    """Types a value into a number where it stands."""
    slider(page, name).press("Enter")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    settle(page)


def readout(page):
    """What the picture says in words, minus signs as Python writes them."""
    settle(page)
    return page.locator(".readout").text_content().replace("−", "-")


def number(text):
    """A number as it is shown, with a true minus sign."""
    return float(text.replace("−", "-"))


def close(shown, expected, rel=6e-3):
    """Asserts that numbers shown with three digits are these."""
    assert shown == pytest.approx(expected, rel=rel, abs=1e-12)


def copied_link(page):
    page.get_by_role("button", name="Copy link").or_(page.get_by_role("button", name="Copied")).click()
    return page.evaluate("navigator.clipboard.readText()")


def follow(page, link):
    """Follows a link on the open page, which is sooner done than to open a page for it."""
    page.evaluate(
        """(link) => new Promise((done) => {
          document.querySelectorAll(".notice").forEach((each) => each.replaceChildren());
          history.replaceState(null, "", location.pathname); // the last link may have been the same
          addEventListener("hashchange", done, { once: true });
          location.hash = link;
        })""",
        link,
    )
    settle(page)


def as_new(page, link):
    """Takes back all that a hand has done on a page with one widget, and follows the link."""
    page.mouse.up()
    page.mouse.move(-1, -1)
    page.evaluate(
        """() => {
          localStorage.clear();
          sessionStorage.clear();
          document.activeElement.blur();
          document.querySelector(".more-button[aria-expanded=true]")?.click();
        }"""
    )
    follow(page, link)
    assert page.locator(".notice").all_text_contents() == [""], "the link could not be used"


def refuses(page, link):
    """Follows a link on the open page: the widget says that it cannot be used, and nothing in it becomes markup."""
    notice = page.locator(".notice").first
    notice.evaluate("(notice) => notice.replaceChildren()")
    page.evaluate("(link) => { location.hash = link; }", link)
    expect(notice).to_contain_text("This link cannot be used:")
    assert page.locator("img, script[src]").count() == 0


def grip(handle):
    """A place on the screen where the handle, and nothing above it, is grabbed."""
    settle(handle.page)
    return handle.evaluate(
        """(handle) => {
          const { left, top, width, height } = handle.getBoundingClientRect();
          for (let k = 1; k < 20; k++) {
            for (let l = 1; l < 20; l++) {
              const place = [left + (k * width) / 20, top + (l * height) / 20];
              if (handle.contains(document.elementFromPoint(...place))) return place;
            }
          }
          const above = document.elementFromPoint(left + width / 2, top + height / 2);
          const seen = `${innerWidth} × ${innerHeight}`;
          throw new Error(`the handle at ${[left, top, width, height]} of ${seen} is covered by ${above?.outerHTML}`);
        }"""
    )
