/** One picture on the wall: a widget in a state, small, with the name of who sent it and how far it is. */

import { button } from "../controls/controls.js";
import { html, set } from "../page/dom.js";
import { counted } from "../page/format.js";
import { drawIcon } from "../page/icons.js";
import { measureOf } from "./sorting.js";
import { renderEntry } from "./widgets.js";

let arrived = 0;

/** How a challenge was solved, in words, as its result says; "" where there is none. */
export function howSolved(result) {
  if (!result) return "";
  if (!result.fits) return "the code does not fit";
  return result.moves > 0 ? `by hand, ${counted(result.moves, "move")}` : "not by hand";
}

/**
 * @param options  entry (see read_lines.js), open (card) => void, remove (card) => void
 * @returns  entry, element, link (that opens it), title, arrived, measure and standing, mount ()
 */
export function makeCard({ entry, open, remove }) {
  arrived += 1;
  const title = entry.name || `Line ${entry.line}`;
  const link = html("a", {
    text: title, // it leads to the page and, pressed as usual, opens the picture here; nowhere until that is there
    click(event) {
      if (!link.href || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(card);
    },
  });
  const picture = html("div", { class: "wall-picture", inert: true });
  const words = html("p");
  const off = button({ text: `Remove ${title}`, icon: "cross", bare: true, press: () => remove(card) });
  const element = html("li", { class: "wall-card wall-part" }, picture, html("h2", {}, link), off.element, words);
  const card = {
    entry, element, link, title, arrived, standing: null, measure: [Infinity],
    async mount() {
      const traits = { stage: false, controls: "all", readout: true };
      const { root, page } = await renderEntry(entry, { el: picture, traits });
      set(link, { href: `${page}.html${entry.hash}` });
      card.standing = root.standing();
      card.measure = measureOf(card.standing, root.readings());
      words.replaceChildren(...(card.standing ? wordsOf(card.standing) : wordsSaid(root)));
    },
  };

  function wordsOf({ solved, score }) {
    const sign = html("span", { class: "wall-solved" }, drawIcon("check"), "Solved");
    return [solved ? sign : html("b", { text: score }), " ", html("span", { text: howSolved(entry.result) })];
  }
  return card;
}

/** What the widget says of its picture. */
function wordsSaid(root) {
  const [main, rest] = root.querySelector(".readout").children;
  return [html("b", { text: main.textContent }), " ", html("span", { text: rest.textContent })];
}
