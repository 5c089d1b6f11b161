/** What the Dropout's picture shows, in words. */

import { counted, format } from "../kit/page/format.js";

/**
 * What is said first, and what may be cut off.
 * @param {import("../kit/page/state.js").State} state
 * @param {import("./model.js").DropoutModel} model
 */
export function say(state, model) {
  return model.isTraining ? sayTraining(state, model.training) : sayMasks(state, model);
}

function sayTraining(state, { errors }) {
  const [withP, without] = [errors.theta, errors.plain].map(({ heldOut }) => format(heldOut));
  return [`Held out: ${withP} with p, ${without} without`, `after ${counted(state.get("steps"), "step")}`];
}

function sayMasks(state, { kept, units, chance }) {
  return [`${kept} of ${units} units kept`, `mask ${state.get("masks")}, of probability ${format(chance, 2)}`];
}
