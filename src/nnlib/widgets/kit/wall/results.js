/** The results of challenges as a table: what was asked, how it was solved, and whether the code says the same. */

import { html, set } from "../page/dom.js";
import { howSolved } from "./card.js";

const HEADS = ["Name", "Challenge", "State", "Solved", "Code"];

function cellsOf({ title, standing, entry: { result } }) {
  const state = standing ? (standing.solved ? "solved" : standing.score) : "no challenge";
  const code = result ? (result.fits ? "fits" : "does not fit") : "none";
  return [title, standing?.task ?? "", state, result?.fits ? howSolved(result) : "", code];
}

/** @returns  element, update (cards) */
export function resultsTable() {
  const rows = html("tbody");
  const heads = HEADS.map((text) => html("th", { scope: "col", text }));
  const head = html("thead", {}, html("tr", {}, ...heads));
  const table = html("table", {}, html("caption", { text: "Challenges" }), head, rows);
  const element = html("div", { class: "wall-results", role: "group", "aria-label": "Challenges" }, table);
  // What scrolls sideways can be reached by the keyboard.
  new ResizeObserver(() => {
    set(element, { tabindex: table.offsetWidth > element.clientWidth ? 0 : null });
  }).observe(table);
  return {
    element,
    update(cards) {
      const handedIn = cards.filter(({ standing, entry }) => standing || entry.result);
      element.hidden = handedIn.length === 0;
      rows.replaceChildren(...handedIn.map((card) => {
        const [name, ...cells] = cellsOf(card);
        return html("tr", {}, html("th", { scope: "row", text: name }), ...cells.map((text) => html("td", { text })));
      }));
    },
  };
}
