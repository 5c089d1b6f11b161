/** The weights of the construction, a row a step, which can be chosen; many end in a note. */

import { html, keepCount, set } from "../kit/page/dom.js";
import { fixed, format } from "../kit/page/format.js";

const CAPTION = "Weights of the construction";
const HEADS = ["j", "μ⁽ʲ⁾", "wⱼ", "bⱼ", "βⱼ"];
const MOST = 100;
const MARGIN = 40;

/**
 * @param {object} options
 * @param {import("./line_model.js").LineModel} options.line
 * @param {(j: number) => void} options.choose
 * @param {AbortSignal} options.signal
 */
export function weightsTable({ line, choose, signal }) {
  const body = html("tbody");
  const head = html("tr", {}, ...HEADS.map((text) => html("th", { text, scope: "col" })));
  const table = html("table", {}, html("caption", { text: CAPTION }), html("thead", {}, head), body);
  const more = html("p", { class: "more" });
  const element = html("div", { class: "weights", tabindex: 0, role: "group", "aria-label": CAPTION }, table, more);
  body.addEventListener("pointerdown", (event) => {
    const row = [...body.children].indexOf(event.target.closest("tr"));
    if (row >= 0) choose(row);
  }, { signal });

  function texts(j) {
    const knot = line.staircase.knots[j];
    const w = line.R === Infinity ? 1 : line.R;
    return [String(j + 1), fixed(knot, 3), format(w), format(-w * knot), fixed(line.height(j), 3)];
  }
  let last = -1;
  function scrollToChosen(row) {
    if (line.chosen === last || !row) return;
    last = line.chosen;
    const [top, bottom] = [row.offsetTop - MARGIN, row.offsetTop + MARGIN - element.clientHeight];
    element.scrollTop = Math.min(top, Math.max(bottom, element.scrollTop));
  }

  return {
    element,
    update() {
      const make = () => html("tr", {}, ...HEADS.map(() => html("td")));
      const rows = keepCount(body, Math.min(line.m, MOST), make);
      for (let j = 0; j < rows.length; j++) {
        texts(j).forEach((text, n) => set(rows[j].children[n], { text }));
        set(rows[j], { class: j === line.chosen ? `chosen unit-${j % 5}` : null });
      }
      scrollToChosen(rows[line.chosen]);
      set(more, { text: line.m > MOST ? `… and ${line.m - MOST} more` : "" });
    },
  };
}
