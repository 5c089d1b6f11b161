/** The chain rule with its numbers put in, each as soon as it is known. */

import { factors } from "../kit/graph/factors.js";
import { bracketed, format } from "../kit/page/format.js";
import { EDGES } from "./model.js";

/** @param {{ model: import("./model.js").Model }} options */
export function chainEquation({ model }) {
  const { element, update } = factors({ label: "The chain rule, with its numbers" });
  element.classList.add("terms-in-lines");
  const sign = (symbol) => ({ symbol });
  return {
    element,
    update() {
      const { pass, changes, nudge, isComplete } = model;
      const isForward = model.sweep === "forward";
      const factor = (symbol) => {
        const edge = EDGES.find(({ name }) => name === symbol);
        const isKnown = model.shown >= (isForward ? edge.nudgedIn : edge.step);
        return { symbol, number: isKnown ? bracketed(pass[edge.local]) : "…" };
      };
      const [symbol, value] = isForward ? ["ΔJ", changes.J] : ["∂J/∂θ", pass.dJt];
      const result = { symbol, number: isComplete ? format(value) : "…", kind: isForward ? "value" : "result" };
      update([{
        note: "",
        parts: [
          result, sign(isForward ? "≈" : "="), factor("∂J/∂f"), sign("· ("),
          factor("∂f/∂g"), sign("·"), factor("∂g/∂θ"), sign("+"),
          factor("∂f/∂h"), sign("·"), factor("∂h/∂θ"), sign(")"),
          ...(isForward ? [sign("·"), { symbol: "Δθ", number: bracketed(nudge) }] : []),
        ],
      }]);
    },
  };
}
