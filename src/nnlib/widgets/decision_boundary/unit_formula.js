/** One first-layer unit as its formula, every number in it editable: h₁ = a(w₁₁ x₁ + w₂₁ x₂ + b₁). */

import { html, set } from "../kit/page/dom.js";
import { subscript } from "../kit/page/format.js";
import { number } from "../kit/controls/number.js";

/**
 * @param options  unit () => j, values () => [w1, w2, b], start () => the same, change (values) => void, limit, done, signal
 */
export function unitFormula({ unit, values, start, change, limit, done, signal }) {
  const fields = ["weight of x₁", "weight of x₂", "bias"].map((label, i) =>
    number({
      label: `Chosen unit, ${label}`, low: -limit, high: limit, step: 0.05,
      value: () => values()[i],
      change: (value) => change(values().map((each, n) => (n === i ? value : each))),
      start: () => start()[i],
      done, signal,
    }));
  const head = html("i");
  const element = html("p", { class: "formula" }, head, fields[0].element, html("i", { text: " x₁ + " }), fields[1].element, html("i", { text: " x₂ + " }), fields[2].element, " )");
  return {
    element,
    update(activation) {
      set(head, { text: `h${subscript(unit() + 1)} = ${activation}( ` });
      element.className = `formula unit-${unit() % 5}`;
      fields.forEach((field) => field.update());
    },
  };
}
