/** What the BatchNorm's picture shows, in words. */

import { counted, fixed, format } from "../kit/page/format.js";

const pair = ([first, second]) => `(${fixed(first)}, ${fixed(second)})`;

/**
 * What is said first, and what may be cut off.
 * @param {any} options  state, model (BatchModel), nets (BatchNets)
 */
export function say({ state, model, nets }) {
  if (state.get("view") !== "blur") return sayNets(state, nets);
  return state.get("alone") ? sayAlone(model) : sayBatch(model);
}

/** Of the point that is followed. */
export function sayLandings(state, model) {
  const { length } = model.landings;
  if (length < 2) return "Resample to see where the green point lands.";
  const spread = format(model.spread(), 2);
  return `Point ${model.followed + 1} was in ${length} of ${state.get("batches")} batches, within ±${spread}.`;
}

function statistics({ layer, isTraining }) {
  const [mean, variance] = isTraining ? [layer.mean, layer.variance] : [layer.runningMean, layer.runningVar];
  return `μ = ${pair(mean)}, σ = ${pair(variance.map(Math.sqrt))}`;
}

function sayAlone(model) {
  const place = pair(model.out[0]);
  return model.isTraining
    ? [`It comes out at β = ${place}`, "a batch of one point is its own mean"]
    : [`It comes out at ${place}`, `by the running averages ${statistics(model)}`];
}

function sayBatch(model) {
  const { B, n, batch, isTraining } = model;
  return isTraining
    ? [`Blur ${fixed(model.blur(B))} at B = ${B}`, `${batch.length} of ${n} points, ${statistics(model)}`]
    : [`Prediction of all ${n} points`, `by the running averages ${statistics(model)}`];
}

function sayNets(state, { sizes, verdicts }) {
  const losses = verdicts.map(({ heldOut }) => fixed(heldOut)).join(", ");
  return [`Held-out loss ${losses}`, `for B = ${sizes.join(", ")} after ${counted(state.get("steps"), "step")}`];
}
