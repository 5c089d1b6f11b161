/** What the keys do, under "?". */

import { button } from "../controls/controls.js";
import { html } from "./dom.js";

const KEYS = [
  ["Tab", "the next thing that can be grabbed or pressed"],
  ["← ↑ → ↓", "move it; with Shift farther, Home and End to its ends"],
  ["Page Up, Page Down", "the one before or after it, among points or edges; in the story, the scene"],
  ["Backspace", "back to its start"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
  ["R", "reset"],
  ["K", "keep this picture behind what follows, or no more"],
  ["H", "hide or show what the picture says in words"],
  ["F", "full screen (on a point: its other class)"],
  ["?", "this list"],
];

/**
 * @param options  frame, hint (what can be grabbed), own () => [[key, what it does]]: keys of this widget, also in the
 *                 place of a general one of that name
 * @returns {{ element: HTMLElement, toggle(): void, isOpen(): boolean }}
 */
export function keyHelp({ frame, hint, own }) {
  const list = html("dl");
  const close = button({ text: "Close", icon: "cross", bare: true, press: () => toggle() });
  const element = html(
    "section",
    { class: "popup help", "aria-label": "Keys", hidden: true },
    html("p", { text: hint }),
    list,
    close.element,
  );
  let before = null;
  function toggle() {
    element.hidden = !element.hidden;
    if (element.hidden) return before?.focus({ preventScroll: true });
    before = document.activeElement;
    const mine = own();
    const general = KEYS.filter(([key]) => !mine.some(([each]) => each === key));
    list.replaceChildren(
      ...[...mine, ...general].flatMap(([key, does]) => [
        html("dt", {}, html("kbd", { text: key })),
        html("dd", { text: does }),
      ]),
    );
    close.element.focus({ preventScroll: true });
    return undefined;
  }
  element.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      toggle();
    },
    { signal: frame.signal },
  );
  return { element, toggle, isOpen: () => !element.hidden };
}
