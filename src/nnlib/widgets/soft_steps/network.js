/** The steps as the hidden units of a network 1 → m → 1, every edge a weight. */

import { diagram } from "../kit/graph/diagram.js";
import { html } from "../kit/page/dom.js";
import { group } from "../kit/page/parts.js";
import { LARGEST } from "./model.js";

const [WIDEST, HEIGHT] = [340, 170];

/** @param {{ model: import("./model.js").SoftStepsModel, done: () => void, signal: AbortSignal }} options */
export function stepsNetwork({ model, done, signal }) {
  const { state } = model;
  const network = diagram({
    label: "The network, every edge a weight",
    sizes: () => model.sizes,
    theta: () => state.get("theta"),
    change: (k, value) => state.change({ theta: state.get("theta").with(k, value) }),
    start: (k) => state.get("start")[k] ?? 0,
    limit: LARGEST, symbol: "φ",
    point: (unit) => model.point(unit),
    lit: () => model.lit,
    done, signal,
  });
  return {
    ...group(html("div"), { hidden: () => model.isPolynomial }, network),
    resize: ({ width }) => network.resize(Math.min(width, WIDEST), HEIGHT),
  };
}
