/** The parameters of one layer: each one's value, editable, its derivative, and what finite differences say. */

import { html, keepCount, set } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { number } from "../kit/controls/number.js";

const HEADS = ["θ", "value", "∂J/∂θ", "measured", "difference"];

/**
 * @param options  caption () => text, name (edge) => text, theta () => number[], change (k, value) => void,
 *                 start (k) => number, limit, done, point (edge | null) => void, signal
 * @returns {{ element, update(edges, at) }}  at: { gradient, estimate, difference } in θ's order, isShown (edge),
 *          chosen
 */
export function derivativesTable({ caption, name, theta, change, start, limit, done, point, signal }) {
  const title = html("caption");
  const body = html("tbody");
  const element = html("div", { class: "derivatives" },
    html("table", { class: "values" }, title, html("thead", {}, html("tr", {}, ...HEADS.map((text) => html("th", { text, scope: "col" })))), body));
  let edges = [];
  const fields = [];

  function make(n) {
    fields[n] = number({
      label: () => `${name(edges[n])}, number`, low: -limit, high: limit, step: 0.1,
      value: () => theta()[edges[n].k], change: (value) => change(edges[n].k, value), start: () => start(edges[n].k),
      done, signal,
    });
    const row = html("tr", {}, html("th", { scope: "row" }), html("td", {}, fields[n].element), html("td", { class: "derivative" }), html("td"), html("td"));
    const show = (is) => () => point(is ? edges[n] : null);
    for (const type of ["pointerenter", "focusin"]) row.addEventListener(type, show(true), { signal });
    for (const type of ["pointerleave", "focusout"]) row.addEventListener(type, show(false), { signal });
    return row;
  }

  return {
    element,
    update(wanted, { gradient, estimate, difference, isShown, chosen }) {
      edges = wanted;
      set(title, { text: caption() });
      const rows = keepCount(body, edges.length, make);
      edges.forEach((edge, n) => {
        const [symbol, , exact, measured, relative] = rows[n].children;
        const shown = isShown(edge);
        set(rows[n], { class: edge === chosen ? "chosen" : null });
        set(symbol, { text: name(edge) });
        fields[n].update();
        set(exact, { text: shown ? format(gradient[edge.k]) : "" });
        set(measured, { text: format(estimate[edge.k]) });
        set(relative, { text: shown ? format(difference[edge.k], 1) : "" });
      });
    },
  };
}
