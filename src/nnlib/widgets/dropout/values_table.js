/** f at one place x: with this mask, as the mean of those drawn and of all, and as the prediction. */

import { html, set } from "../kit/page/dom.js";
import { counted, fixed, superscript } from "../kit/page/format.js";
import { group, text } from "../kit/page/parts.js";

const COLUMNS = ["", "f(x)", "off by ≤"];

/** @param {any} options  state, model (DropoutModel) */
export function valuesTable({ state, model }) {
  const names = {
    mask: () => "this mask",
    mean: () => `mean of ${counted(state.get("masks"), "mask")}`,
    exact: () => `mean of all 2${superscript(model.units)}`,
    net: () => "prediction, all units",
  };
  const rows = Object.keys(names).map((kind) =>
    html("tr", { class: `of-${kind}` }, html("th", { scope: "row" }), html("td"), html("td")));
  const head = html("thead", {}, html("tr", {}, ...COLUMNS.map((words) => html("th", { text: words, scope: "col" }))));
  const table = {
    element: html("table", { class: "mask-values" }, head, html("tbody", {}, ...rows)),
    update() {
      Object.entries(names).forEach(([kind, words], i) => {
        const [name, f, off] = rows[i].children;
        set(name, { text: words() });
        set(f, { text: fixed(model.curves[kind][model.count], 3) });
        set(off, { text: kind === "exact" ? "" : fixed(model.largest[kind], 3) });
      });
    },
  };
  const caption = text("quiet", () => `At x = ${fixed(state.get("x"))}; “off by” is the largest distance from the ` +
    "mean of all masks, over all x. " +
    "Grey: one standard deviation of f over all masks to each side.");
  return group(html("div", { class: "part-rest" }), {}, table, caption);
}
