/** Each function with its switch, a(r), a′(r), and what ten such slopes in a row leave of a gradient. */

import { html, set } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { writeMathematics } from "../kit/page/notation.js";
import { elementOf, updateAll } from "../kit/page/parts.js";
import { FUNCTIONS } from "./model.js";

const IN_A_ROW = 10;
const tenth = () => html("sup", { class: "sub", text: String(IN_A_ROW) });

/**
 * @param {object} options
 * @param {import("./model.js").ActivationsModel} options.model
 * @param {Function} options.toggle  the switch of a trait
 */
export function valuesTable({ model, toggle }) {
  const switches = FUNCTIONS.map(({ trait, text }) => toggle(text, trait));
  const nameOf = (each, k) => {
    const formula = html("span", { class: "m" });
    writeMathematics(formula, FUNCTIONS[k].formula);
    return html("th", { scope: "row" }, elementOf(each), formula);
  };
  const heads = [[], ["a(r)"], ["a′(r)"], ["a′(r)", tenth()]];
  const rows = switches.map((each, k) =>
    html("tr", { class: `unit-${k}` }, nameOf(each, k), ...["", "", ""].map(() => html("td", {}, html("span")))),
  );
  const element = html(
    "table",
    { class: "values" },
    html("thead", {}, html("tr", {}, ...heads.map((head) => html("th", { scope: "col" }, ...head)))),
    html("tbody", {}, ...rows),
  );
  return {
    element,
    update() {
      updateAll(switches);
      const shown = new Map(model.functions.map((each) => [each.k, each]));
      rows.forEach((row, k) => {
        const { value, slopeHere } = shown.get(k) ?? {};
        const numbers = shown.has(k)
          ? [format(value), format(slopeHere), format(slopeHere ** IN_A_ROW, 2)]
          : ["", "", ""];
        numbers.forEach((text, c) => set(row.children[c + 1].firstChild, { text }));
      });
    },
  };
}
