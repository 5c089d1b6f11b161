/** The steps as the hidden units of a network 1 → m → 1, every edge a weight. */

import { diagram } from "../kit/graph/diagram.js";
import { LARGEST, TINTS } from "./model.js";

const HEIGHT = 150;

/** @param {{ model: import("./model.js").SoftStepsModel, done: () => void, signal: AbortSignal }} options */
export function stepsNetwork({ model, done, signal }) {
  const { state } = model;
  return diagram({
    label: "The network, every edge a weight",
    sizes: () => model.sizes,
    theta: () => state.get("theta"),
    change: (k, value) => state.change({ theta: state.get("theta").with(k, value) }),
    start: (k) => state.get("start")[k] ?? 0,
    limit: LARGEST, symbol: "φ", height: HEIGHT, tints: TINTS,
    point: (unit) => model.point(unit),
    lit: () => model.lit,
    done, signal,
  });
}
