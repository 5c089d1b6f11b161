/** The chain rule with its numbers put in, each as soon as it is known. */

import { factors } from "../kit/graph/factors.js";
import { bracketed, format } from "../kit/page/format.js";

/** @param {{ model: import("./model.js").Model }} options */
export function chainEquation({ model }) {
  const { element, update } = factors({ label: "The chain rule, with its numbers" });
  element.classList.add("terms-in-lines");
  const factor = (symbol, step, value) => ({ symbol, number: model.shown >= step ? bracketed(value) : "…" });
  const sign = (symbol) => ({ symbol });
  return {
    element,
    update() {
      const v = model.pass;
      const sum = { symbol: "∂J/∂θ", number: model.isComplete ? format(v.dJt) : "…", kind: "result" };
      update([{
        note: "",
        parts: [
          sum, sign("="), factor("∂J/∂f", 5, v.dJf), sign("· ("),
          factor("∂f/∂g", 6, v.dfg), sign("·"), factor("∂g/∂θ", 8, v.dgt), sign("+"),
          factor("∂f/∂h", 7, v.dfh), sign("·"), factor("∂h/∂θ", 9, v.dht), sign(")"),
        ],
      }]);
    },
  };
}
