/** Two networks side by side, and under them, where there is room, the losses of both. */

import { html, set } from "../kit/page/dom.js";
import { curvesChart } from "../kit/plane/curves_chart.js";
import { NAMES, SIDES } from "./model.js";
import { classOf, networkPicture } from "./network_picture.js";

const LOSSES_SHARE = 0.24;
const LOWEST = 260; // with room for the losses
const GAP = 12;
const MOST_DRAWN = 250;
const FEWEST = 300;
const TOP = 1;
const COIN = Math.log(2);

/** The losses so far, thinned. */
function history({ losses, steps }) {
  const every = Math.ceil((steps + 1) / MOST_DRAWN);
  const taken = Array.from({ length: Math.floor(steps / every) + 1 }, (_, i) => i * every);
  if (taken.at(-1) !== steps) taken.push(steps);
  return { steps: taken, values: taken.map((step) => losses[step]) };
}

/** @param {any} options  frame, model (DeepModel), isRunning () => boolean, signal */
export function deepPicture({ frame, model, isRunning, signal }) {
  const networks = SIDES.map((side) => networkPicture({ frame, model, side, isRunning, signal }));
  const chart = curvesChart({
    label: "Losses of both networks over the steps",
    yLabel: "loss",
    fewest: FEWEST,
    top: TOP,
    level: { at: COIN, name: "ln 2" },
    series: SIDES.map((side) => ({
      name: () => NAMES[model.kind(side)],
      history: () => history(model.runs[side]),
      kind: () => classOf(model.kind(side)),
    })),
  });
  const pair = html("div", { class: "deep-pair" }, ...networks.map(({ element }) => element));
  return {
    element: html("div", {}, pair, chart.element),
    captions: networks.map(({ caption }) => caption),
    resize({ width, height }) {
      const below = height < LOWEST ? 0 : Math.round(LOSSES_SHARE * height);
      chart.element.hidden = below === 0;
      for (const each of networks) each.resize({ width: (width - GAP) / 2, height: height - below });
      if (below > 0) chart.resize({ width, height: below });
    },
    update() {
      set(pair, { "aria-busy": model.isBehind ? "true" : null });
      SIDES.forEach((side, k) => model.seen.includes(side) && networks[k].update());
      chart.update();
    },
  };
}
