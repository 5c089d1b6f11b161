/** What the Dropout's picture shows, in words. */

import { counted, format, plain, superscript } from "../kit/page/format.js";

const EXACT = 5e-4;

/**
 * @param {import("../kit/page/state.js").State} state
 * @param {import("./model.js").DropoutModel} model
 */
export function say(state, model) {
  return model.isTraining ? sayTraining(state, model.training) : sayMasks(state, model);
}

function sayTraining(state, { errors }) {
  const [withP, without] = [errors.theta, errors.plain].map(({ heldOut }) => format(heldOut));
  const after = counted(state.get("steps"), "step");
  return `After ${after}: held-out error ${withP} with p = ${plain(state.get("p"))}, ${without} with p = 0.`;
}

function sayMasks(state, { kept, units, chance, largest }) {
  const all = `the mean of all 2${superscript(units)} masks`;
  const mask = `${kept} of ${units} units kept, a mask of probability ${format(chance, 2)}`;
  const prediction = largest.net < EXACT ? `is ${all}` : `is off ${all} by up to ${format(largest.net)}`;
  return `Mask ${state.get("masks")}: ${mask}. The prediction ${prediction}.`;
}
