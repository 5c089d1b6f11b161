/** θ as a handle, alike wherever it is drawn. */

import { format } from "../kit/page/format.js";

const STEP = 0.05;

/**
 * @param {object} options
 * @param {string} options.name
 * @param {import("./model.js").Model} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns  options of `handle`, but for `grab` and `drag`
 */
export function thetaHandle({ name, model, done, signal }) {
  const { low, high } = model;
  const theta = () => model.pass.theta;
  return {
    signal, done, low, high,
    name: () => name,
    value: theta,
    text: () => `θ = ${format(theta())}`,
    nudge: (dx, dy, large) => model.putTheta(theta() + (dx + dy) * STEP * (large ? 10 : 1)),
    end: (which) => model.putTheta(which === "low" ? low : high),
    keys: { Backspace: () => model.thetaToStart() },
  };
}
