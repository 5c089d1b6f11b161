/** What the BatchNorm's picture shows, in words. */

import { fixed, format } from "../kit/page/format.js";

const pair = ([first, second]) => `(${fixed(first)}, ${fixed(second)})`;

/** @param {any} options  state, model (BatchModel), nets (BatchNets) */
export function say({ state, model, nets }) {
  if (state.get("view") !== "blur") return sayNets(state, nets);
  return state.get("alone") ? sayAlone(model) : sayBatch(state, model);
}

/** Of the point that is followed. */
export function sayLandings(state, model) {
  const { length } = model.landings;
  if (length < 2) return "Resample to see where it lands.";
  const spread = format(model.spread(), 2);
  return `It was in ${length} of ${state.get("batches")} mini-batches and landed within ±${spread}.`;
}

function statistics({ layer, isTraining }) {
  const [mean, variance] = isTraining ? [layer.mean, layer.variance] : [layer.runningMean, layer.runningVar];
  return `μ = ${pair(mean)}, σ = ${pair(variance.map(Math.sqrt))}`;
}

function sayAlone(model) {
  const place = pair(model.out[0]);
  return model.isTraining
    ? `A batch of one point: it is its own mean, so it comes out at β = ${place}, wherever it lies.`
    : `One point alone, with the running averages ${statistics(model)}: it comes out at ${place}.`;
}

function sayBatch(state, model) {
  const { B, n, batch, isTraining } = model;
  return isTraining
    ? `Mini-batch ${state.get("batches")}: ${batch.length} of ${n} points, ${statistics(model)}. ` +
      `Blur at B = ${B}: ${fixed(model.blur(B))}.`
    : `Prediction of all ${n} points with the running ${statistics(model)}.`;
}

function sayNets(state, { sizes, verdicts }) {
  const each = verdicts.map(({ heldOut, slope }, k) =>
    `B = ${sizes[k]} held-out loss ${fixed(heldOut)}, mean slope ${fixed(slope, 1)}`);
  const how = state.get("norm") ? "with" : "without";
  return `After ${state.get("steps")} steps ${how} batch normalization: ${each.join("; ")}.`;
}
