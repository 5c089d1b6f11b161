/** The lines that cannot be used, or not as they are: each is named with what is wrong, and kept. */

import { button } from "../controls/controls.js";
import { html } from "../page/dom.js";

const LONGEST = 80;

const FORGED = "its code does not belong to its state: one of the two was changed, or damaged on the way";

const shortened = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/**
 * @param {() => void} changed
 * @returns  element, add (problems), texts () => the lines, update (cards)
 */
export function problemList(changed) {
  let problems = [];
  const list = html("ul");
  const dismiss = button({
    text: "Forget these lines",
    look: "underlined",
    shown: () => problems.length > 0,
    press() {
      problems = [];
      changed();
    },
  });
  const heading = html("p", { class: "wall-part" }, html("b", { text: "Lines to look at" }), " ", dismiss.element);
  const element = html("section", { class: "wall-problems", "aria-label": "Lines to look at" }, heading, list);
  return {
    element,
    add(more) {
      problems = [...problems, ...more];
    },
    texts: () => problems.map(({ text }) => text),
    update(cards) {
      const forged = cards.map(({ entry }) => entry).filter(({ result }) => result && !result.fits);
      const all = [...problems, ...forged.map((entry) => ({ ...entry, text: entry.result.words, why: FORGED }))];
      element.hidden = all.length === 0;
      dismiss.update();
      list.replaceChildren(...all.map(({ line, name, text, why }) => html(
        "li", {}, `Line ${line}${name ? `, ${name}` : ""}: ${why}. `, html("q", { text: shortened(text.trim()) }))));
    },
  };
}
