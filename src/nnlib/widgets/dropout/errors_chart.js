/** What training did to the error on the held-out points, with p and without dropout; and what the curves are. */

import { html } from "../kit/page/dom.js";
import { plain } from "../kit/page/format.js";
import { curvesChart } from "../kit/plane/curves_chart.js";

const LEGEND = [["net", "trained with p"], ["plain", "with p = 0"], ["truth", "true f*"], ["held", "○ held out"]];

/** @param {any} options  state, model (DropoutModel), height */
export function errorsChart({ state, model, height }) {
  const { histories } = model.training;
  return curvesChart({
    label: "Error on the held-out points over the training steps",
    yLabel: "held-out error",
    series: [
      { name: () => "p = 0", history: () => histories.plain, kind: "plain" },
      { name: () => `p = ${plain(state.get("p"))}`, history: () => histories.theta, kind: "net" },
    ],
    height,
  });
}

export const legend = () =>
  html("p", { class: "dropout-legend" }, ...LEGEND.map(([kind, text]) => html("span", { class: kind, text })));
