/** What the chosen step does: its formula with the numbers put in, and what finite differences say. */

import { factors } from "../kit/graph/factors.js";
import { html } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { group, text } from "../kit/page/parts.js";
import { formulasOf, forwardFormulasOf } from "./formulas.js";

/** What stands where in the picture. */
export function legend() {
  return html("p", { class: "picture-caption graph-legend" },
    "Node: sum and value, ", html("b", { text: "∂J/∂ of both" }), " below. Edge: weight, ",
    html("b", { text: "its ∂J/∂" }), " below. Arrow back: what arrives.");
}

function measured({ chosen, shown, symbols, estimate, difference }) {
  if (!shown) return "The forward pass is done. Press Next: the first message goes from J to the output.";
  if (chosen.kind !== "edge") return "";
  return `Measured, by moving ${symbols.weight(chosen)} by ±0.00001: ${format(estimate[chosen.k])}. ` +
    `Relative difference ${format(difference[chosen.k], 1)}.`;
}

/** @param {{ model: import("./model.js").Model }} options */
export function explanation({ model }) {
  const { element, update } = factors({ label: "The formula of the message, with its numbers" });
  const formula = {
    element,
    update() {
      const { chosen, shown } = model;
      const equations = shown ? formulasOf : forwardFormulasOf;
      update(chosen ? equations(chosen, model) : []);
    },
  };
  return group(html("div", { class: "formula-room" }), {}, formula, text("check", () => measured(model)));
}
