/** The parameters of one layer: each one's value, editable, its derivative, and what finite differences say. */

import { number } from "../kit/controls/number.js";
import { html, keepCount, set } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { roving } from "../kit/page/roving.js";

const HEADS = ["θ", "value", "∂J/∂θ", "measured", "difference"];

function captionOf(l, { sizes }) {
  if (l === sizes.length - 2) return "Output layer";
  return sizes.length > 3 ? `Hidden layer ${l + 1}` : "Hidden layer";
}

/**
 * @param {object} options
 * @param {number} options.layer  from 0; the table is hidden where the network has no such layer
 * @param {import("./model.js").Model} options.model
 * @param {(edge: object | null) => void} options.point  the edge that the pointer or the focus is at
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ element: HTMLElement, update(): void }}
 */
export function derivativesTable({ layer, model, point, done, signal }) {
  const title = html("caption");
  const heads = HEADS.map((text) => html("th", { text, scope: "col" }));
  const body = html("tbody");
  const table = html("table", { class: "values" }, title, html("thead", {}, html("tr", {}, ...heads)), body);
  const element = html("div", { class: "derivatives" }, table);
  const { theta, change, start, limit } = model.weights;
  const name = (edge) => model.symbols.weight(edge);
  roving(body, { among: ".number", keys: ["PageUp", "PageDown"], signal });
  const fields = [];
  let edges = [];

  function make(n) {
    fields[n] = number({
      label: () => `${name(edges[n])}, number`, low: -limit, high: limit, step: 0.1,
      value: () => theta()[edges[n].k], change: (value) => change(edges[n].k, value), start: () => start(edges[n].k),
      done, signal,
    });
    const row = html("tr", {},
      html("th", { scope: "row" }), html("td", {}, fields[n].element), html("td", { class: "derivative" }),
      html("td"), html("td"));
    const show = (is) => () => point(is ? edges[n] : null);
    for (const type of ["pointerenter", "focusin"]) row.addEventListener(type, show(true), { signal });
    for (const type of ["pointerleave", "focusout"]) row.addEventListener(type, show(false), { signal });
    return row;
  }

  return {
    element,
    update() {
      element.hidden = layer > model.sizes.length - 2;
      if (element.hidden) return;
      const { gradient, estimate, difference, shown, chosen } = model;
      edges = model.plan.edges.filter((edge) => edge.l === layer);
      set(title, { text: captionOf(layer, model) });
      const rows = keepCount(body, edges.length, make);
      edges.forEach((edge, n) => {
        const [symbol, , exact, measured, relative] = rows[n].children;
        const isShown = edge.n < shown;
        set(rows[n], { class: edge === chosen ? "chosen" : null });
        set(symbol, { text: name(edge) });
        fields[n].update();
        set(exact, { text: isShown ? format(gradient[edge.k]) : "" });
        set(measured, { text: format(estimate[edge.k]) });
        set(relative, { text: isShown ? format(difference[edge.k], 1) : "" });
      });
    },
  };
}
