/** What the chosen step does: its formula with the numbers put in, and what finite differences say. */

import { factors } from "../kit/graph/factors.js";
import { html, set } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { group, text } from "../kit/page/parts.js";
import { formulasOf, forwardFormulasOf } from "./formulas.js";

const POINT = "Point at edges for more. ";

/**
 * What stands where in the picture.
 * @param {{ model: import("./model.js").Model, isComplete: () => boolean }} options  `isComplete`: each edge has all
 *   its numbers
 */
export function legend({ model, isComplete }) {
  const [ofBoth, ofIt] = ["∂J/∂ of both", "∂J/∂ of it"].map((text) => html("b", { text }));
  const states = [
    html("span", {}, "Node: sum and value. Edge: weight, and below it what it adds to the sum."),
    html("span", {}, "Node: sum, value, ", ofBoth, ". Edge: weight, ", ofIt, ". Arrow: message."),
  ];
  const element = html("p", { class: "picture-caption graph-legend" }, html("span", { text: POINT }), ...states);
  return {
    element,
    update() {
      states.forEach((state, n) => set(state, { hidden: Boolean(model.shown) !== Boolean(n) }));
      set(element.firstChild, { hidden: isComplete() });
    },
  };
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
