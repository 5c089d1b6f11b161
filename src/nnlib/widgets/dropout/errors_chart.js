/** What training does to the error on the held-out points, with p and without dropout. */

import { plain } from "../kit/page/format.js";
import { curvesChart } from "../kit/plane/curves_chart.js";

/** @param {any} options  state, model (DropoutModel) */
export function errorsChart({ state, model }) {
  const { histories } = model.training;
  const chart = curvesChart({
    label: "Error on the held-out points over the training steps",
    yLabel: "held-out error",
    series: [
      { name: () => "p = 0", history: () => histories.plain, kind: "plain" },
      { name: () => `p = ${plain(state.get("p"))}`, history: () => histories.theta, kind: "net" },
    ],
  });
  chart.element.classList.add("dropout-errors");
  return chart;
}
