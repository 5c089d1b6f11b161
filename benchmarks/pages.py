"""When the first widget of a page is drawn, and what a page weighs."""

import gzip
import statistics

from .browser import served_book

from built import own_texts, pages, views  # isort: skip - found by way of .browser

TITLE = "Pages: first widget drawn after navigation (median of 9 fresh visits), and weight gzipped"
VISITS = 9
DRAWN = 0.5
WEIGHT = 150
WITH_TRAINED_WEIGHTS = {"07-convolutional-networks.html": 250}
WATCH = """new MutationObserver((changes, observer) => {
  if (!document.querySelector("[data-ready]")) return;
  window.drawn = performance.now();
  observer.disconnect();
}).observe(document, { subtree: true, attributeFilter: ["data-ready"] });"""


def seconds_to_widget(browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("window.drawn")
    milliseconds = page.evaluate("window.drawn")
    context.close()
    return milliseconds / 1000


def kilobytes_loaded(browser, address):
    """What a first visit loads, fonts and pictures included."""
    page = browser.new_page()
    loaded = []
    page.on("response", lambda response: loaded.append(response))
    page.goto(address, wait_until="networkidle")
    size = sum(len(gzip.compress(response.body())) for response in loaded if not response.url.startswith("blob:"))
    page.close()
    return size / 1000


def rows(browser):
    with served_book() as address:
        for page in pages():
            name = page.removesuffix(".html")
            if views(page):
                seconds_to_widget(browser, f"{address}/{page}")
                times = [seconds_to_widget(browser, f"{address}/{page}") for _ in range(VISITS)]
                drawn = statistics.median(times)
                yield f"{name}: first widget drawn", f"{drawn:.2f} s", f"≤ {DRAWN} s", drawn <= DRAWN
            own = sum(len(gzip.compress(text)) for text in own_texts(page)) / 1000
            most = WITH_TRAINED_WEIGHTS.get(page, WEIGHT)
            yield f"{name}: own scripts and widget state", f"{own:.1f} KB", f"≤ {most} KB", own <= most
            yield f"{name}: all that it loads", f"{kilobytes_loaded(browser, f'{address}/{page}'):,.0f} KB", "", None
