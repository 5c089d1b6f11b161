/** One picture of the wall, large: the widget with everything it has, for the projector; and on to the next. */

import { button } from "../controls/controls.js";
import { html, set } from "../page/dom.js";
import { renderEntry } from "./widgets.js";

const NOTHING = () => {};
const TRAITS = { stage: true, controls: "all" };

/**
 * @param {() => any[]} shown  the cards that have their picture, in their order
 * @returns  element, show (card)
 */
export function largeView(shown) {
  let now = null;
  let end = NOTHING;
  const name = html("h2");
  const count = html("p");
  const page = html("a", { text: "Open on its page" });
  const el = html("div");
  const at = () => shown().indexOf(now);
  const step = (by) => show(shown()[at() + by]);
  const tool = (text, icon, press, disabled) => button({ text, icon, press, disabled, bare: true });
  const back = tool("Previous", "left", () => step(-1), () => at() <= 0);
  const on = tool("Next", "right", () => step(1), () => at() >= shown().length - 1);
  const close = tool("Close", "cross", () => element.close());
  const bar = html(
    "div", { class: "wall-large-bar wall-part" },
    back.element, count, on.element, name, page, close.element);
  const element = html("dialog", { class: "wall-large" }, bar, el);

  async function show(card) {
    if (!card) return;
    now = card;
    if (!element.open) element.showModal();
    set(name, { text: card.title });
    set(element, { "aria-label": card.title });
    set(count, { text: `${at() + 1} of ${shown().length}` });
    set(page, { href: card.link.getAttribute("href") });
    for (const each of [back, on]) each.update();
    end();
    end = NOTHING;
    const rendered = await renderEntry(card.entry, { el, traits: TRAITS });
    if (now === card) ({ end } = rendered);
    else rendered.end();
  }

  element.addEventListener("close", () => {
    end();
    end = NOTHING;
    const { link } = now;
    now = null;
    link.focus();
  });
  // A presenter's remote goes through the wall; the widget keeps the arrow keys for its scenes.
  element.addEventListener("keydown", (event) => {
    const by = { PageUp: -1, PageDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    step(by);
  }, { capture: true });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) element.close();
  });
  return { element, show };
}
