/** What the chosen step does: its formula with the numbers put in, and what finite differences say. */

import { factors } from "../kit/graph/factors.js";
import { html } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { group, text } from "../kit/page/parts.js";
import { formulasOf, forwardFormulasOf } from "./formulas.js";

/** What stands where in the picture. */
export function legend() {
  return html("p", { class: "legend" },
    "In each node, from left to right: values going forward. Below them, ",
    html("b", { text: "from right to left: ∂J/∂ of the same values" }),
    ", coming back. On each edge its weight (a bias is a stub over its node); below, what it adds to the sum or ",
    html("b", { text: "∂J/∂ of the weight" }), ". On each arrow back, what arrives.");
}

function measured({ chosen, shown, symbols, estimate, difference }) {
  if (!shown) return "The forward pass is done. Press Next to send the first message, from J to the output.";
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
