/** a(r) and a′(r) of each function, in numbers. */

import { html, keepCount, set } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";

/** @param {{ model: import("./model.js").ActivationsModel }} options */
export function valuesTable({ model }) {
  const heads = ["", "a(r)", "a′(r)"].map((text) => html("th", { text, scope: "col" }));
  const body = html("tbody");
  const makeRow = () => html("tr", {}, html("th", { scope: "row" }), html("td"), html("td"));
  return {
    element: html("table", { class: "values" }, html("thead", {}, html("tr", {}, ...heads)), body),
    update() {
      const rows = keepCount(body, model.functions.length, makeRow);
      model.functions.forEach(({ k, text, value, slopeHere }, n) => {
        set(rows[n], { class: `unit-${k}` });
        [text, format(value), format(slopeHere)].forEach((words, c) => set(rows[n].children[c], { text: words }));
      });
    },
  };
}
