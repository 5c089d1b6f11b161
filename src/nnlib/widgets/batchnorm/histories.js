/** What grows: the running averages over the mini-batches, the held-out losses over the training steps. */

import { curvesChart } from "../kit/plane/curves_chart.js";

/** @param {any} options  model (BatchModel), height */
export function runningChart({ model, height }) {
  const series = (name, kind, of, i) =>
    ({ name: () => name, kind, history: () => ({ steps: model.running.steps, values: model.running[of][i] }) });
  return curvesChart({
    label: "Running averages over the mini-batches",
    xLabel: "",
    yLabel: "running μ and σ",
    fewest: 20,
    series: [
      series("μ₁", "unit-0", "mean", 0),
      series("σ₁", "unit-0 dashed", "sd", 0),
      series("μ₂", "unit-1", "mean", 1),
      series("σ₂", "unit-1 dashed", "sd", 1),
    ],
    height,
  });
}

/** @param {any} options  nets (BatchNets), height */
export function lossesChart({ nets, height }) {
  return curvesChart({
    label: "Held-out loss over the training steps, for each batch size",
    yLabel: "held-out loss",
    series: nets.sizes.map((size, k) => ({
      name: () => `B = ${size}`, history: () => nets.histories[k], kind: `unit-${k}`,
    })),
    height,
  });
}
