/** The edge that is followed: its weight as a number, and what it changes. */

import { button } from "../kit/controls/controls.js";
import { number } from "../kit/controls/number.js";
import { html, set } from "../kit/page/dom.js";
import { group, strip, text } from "../kit/page/parts.js";
import { reach, weightName } from "./names.js";

const STEP = 0.1;
const NONE = "Point at an edge to see what its weight changes; press it to keep it in view.";

/**
 * @param {{ model: import("./model.js").NetworkSizesModel, done: () => void, signal: AbortSignal }} options
 * @returns {object[]}  parts
 */
export function oneWeight({ model, done, signal }) {
  const { highlight, limit } = model;
  const chosen = () => highlight.chosenEdge;
  const symbol = html("i");
  const field = number({
    label: "Chosen weight", low: -limit, high: limit, step: STEP, done, signal,
    value: () => (chosen() ? model.net.theta[chosen().k] : 0),
    start: () => model.drawn.theta[chosen().k],
    change: (value) => model.put(chosen(), value),
  });
  const name = { element: symbol, update: () => set(symbol, { text: weightName(chosen()) }) };
  return [
    group(html("p", { class: "formula" }), { hidden: () => !chosen() }, name, " = ", field),
    text("reach", () => (chosen() ? reach(chosen(), model.sizes) : NONE)),
    strip(
      button({
        text: "As drawn", press: () => model.asDrawn(),
        disabled: () => !model.isChanged, hint: "Every weight as the seed drew it",
      }),
      button({
        text: "Let go", press: () => highlight.letGo(),
        disabled: () => !chosen(), hint: "Follow no weight (Escape)",
      })),
  ];
}
