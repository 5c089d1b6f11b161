/** The picture: f as a function of x, and below it the network whose units can be dropped, or what training does. */

import { plain, superscript } from "../kit/page/format.js";
import { html } from "../kit/page/dom.js";
import { updateAll } from "../kit/page/parts.js";
import { scaleOf } from "../kit/page/scale.js";
import { key } from "../kit/plane/key.js";
import { errorsChart } from "./errors_chart.js";
import { network } from "./network.js";
import { plot } from "./plot.js";

const BELOW = 124;
const MOST_BELOW = 0.38;
const GAP = 8;

/** @param {any} options  state, model (DropoutModel), frame, done, signal */
export function dropoutPicture({ state, model, frame, done, signal }) {
  let lit = null;
  const light = (j) => {
    lit = j;
    frame.invalidate();
  };
  const curves = plot({ state, model, lit: () => lit, done, signal });
  const units = network({ state, model, lit: () => lit, light, signal });
  const errors = errorsChart({ state, model });
  const meanings = key(entries({ state, model }));
  const element = html("div", {}, meanings.element, curves.element, units.element, errors.element);

  return {
    element,
    adding: curves.adding,
    resize({ width, height }) {
      const below = Math.round(Math.min(BELOW * scaleOf(element), MOST_BELOW * height));
      curves.resize({ width, height: height - below - GAP });
      units.resize({ width, height: below });
      errors.resize({ width, height: below });
    },
    update() {
      units.element.toggleAttribute("hidden", model.isTraining);
      errors.element.hidden = !model.isTraining;
      updateAll([curves, model.isTraining ? errors : units, meanings]);
    },
  };
}

function entries({ state, model }) {
  const line = (kind, words, hidden) => ({ kind: `dropout-curve ${kind}`, words, hidden });
  const inTraining = () => model.isTraining;
  const inMasks = () => !model.isTraining;
  return [
    line("mask", "this mask", inTraining),
    line("mean", () => `mean of ${state.get("masks")}`, () => model.isTraining || state.get("masks") < 2),
    line("exact", `mean of all 2${superscript(model.units)}`, inTraining),
    line("net", "prediction", inTraining),
    line("net", () => `with p = ${plain(state.get("p"))}`, inMasks),
    line("plain", "with p = 0", inMasks),
    line("truth", "true f*", inMasks),
    { kind: "held-out", words: "held out", d: "M9 6a3 3 0 1 0 6 0a3 3 0 1 0 -6 0", hidden: inMasks },
  ];
}
