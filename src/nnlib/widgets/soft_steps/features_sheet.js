/** Which features φ there are, a sentence about them, and f as a formula. */

import { text } from "../kit/page/parts.js";
import { stepsFormula } from "./steps_formula.js";

const FEATURES = { "soft step": "soft steps", "hard step": "hard steps", polynomial: "powers" };
const NOTES = {
  "soft step": "φ stands at x = −b / w and rises there with slope w / 4.",
  "hard step": "Hard steps have slope 0: training moves only the heights β.",
  polynomial: "There is one polynomial of degree d through any d + 1 values.",
};

/**
 * @param {object} options
 * @param {import("./model.js").SoftStepsModel} options.model
 * @param {Function} options.choice  the control of a trait
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {object[]}  parts
 */
export const featuresSheet = ({ model, choice, done, signal }) => [
  choice("Features φ", "family", FEATURES, { change: (family) => model.restart({ family }) }),
  text("quiet", () => NOTES[model.state.get("family")]),
  stepsFormula({ model, done, signal }),
];
