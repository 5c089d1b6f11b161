/** SoftSteps: steps on a line that can be grabbed, their weighted sum r, and the classes that f = σ(r) gives. */

import { handChallenge } from "../kit/controls/hand_challenge.js";
import { pointControls } from "../kit/controls/point_controls.js";
import { rateSlider, rememberStart, startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";
import { html } from "../kit/page/dom.js";
import { counted, format } from "../kit/page/format.js";
import { group, part, strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { lossChart } from "../kit/plane/chart.js";
import { SoftStepsModel, agree } from "./model.js";
import { stepsNetwork } from "./network.js";
import { softStepsPicture } from "./picture.js";
import { stepsFormula } from "./steps_formula.js";

const NOTES = {
  "soft step": "φᵢ(x) = σ(wᵢ x + bᵢ) stands at x = −bᵢ/wᵢ; the slider multiplies every w and b.",
  "hard step": "Hard steps have slope 0: training moves only the heights β.",
  polynomial: "Drag the knobs on r: there is one polynomial of degree d through any d + 1 values.",
};

export default widget("SoftSteps", {
  title: "Soft steps, their weighted sum, and the classes it gives",
  hint: "Drag a step by its triangle, turn its lever, pull its height β; drag points, or click the axis to add one.",
  agree,

  build({ state, traits, frame, signal, done, button, choice, slider }) {
    const datasets = traits.get("_datasets");
    const stop = () => training.pause();
    const model = new SoftStepsModel({ state, datasets, stop, changed: () => frame.invalidate() });
    model.read();
    const training = trainer({
      frame, state,
      begin: () => model.isPolynomial || rememberStart(state),
      step: (count) => model.train(count),
      loss: () => model.judged.loss,
      allowed: () => state.get("challenge") === 0,
    });
    const isHeld = () => frame.root.querySelector(".held") !== null;
    const picture = softStepsPicture({ model, isHeld, done, signal });
    const isPolynomial = () => model.isPolynomial;
    const errors = () => `${model.judged.errors} of ${counted(model.y.length, "point")} wrong`;
    const byHand = (words, dataset, steps) => ({ text: words, choose: () => model.byHand(dataset, steps) });
    return {
      picture: [text("judgement", () => `${errors()} · loss ${format(model.judged.loss)}`), picture],
      essentials: [
        part("Steps", { hidden: isPolynomial },
          strip(
            text("count", () => counted(model.units.length, "step")),
            button("− step", () => model.removeStep(model.units.length - 1), {
              disabled: () => model.units.length === 1, hint: "Remove the last step",
            }),
            button("+ step", () => model.addStep(), {
              disabled: () => !model.canAdd, hint: "A step of no height in the widest gap",
            })),
          slider("Soft → hard", "factor", {
            log: true, step: 0.1, value: () => model.hardness, change: (factor) => model.harden(factor),
            text: (value) => (value === state.kinds.factor.high ? "× ∞" : `× ${format(value, 2)}`),
          }),
          stepsNetwork({ model, done, signal })),
        part("Training", training, rateSlider({ state, signal })),
      ],
      more: {
        Data: pointControls({
          state, signal, view: model,
          choosePreset: (name) => model.takeDataset(name),
          remove: (i) => picture.removePoint(i),
          clear: () => model.restart({ points: [], dataset: "own" }),
        }),
        Features: [
          choice("Features", "family", undefined, { change: (family) => model.restart({ family }) }),
          group(html("div"), { hidden: () => !model.isPolynomial },
            slider("Degree", "degree", { change: (degree) => model.setDegree(Math.round(degree)) })),
          text("hint", () => NOTES[state.get("family")]),
        ],
        Formula: [stepsFormula({ model, done, signal })],
        Start: [
          startControls({
            state, signal, what: "Steps", sameHint: "The parameters as before training; a polynomial's are all zero",
            same: () => model.sameStart(), begin: (seed) => model.newStart(seed), disabled: isPolynomial,
          }),
          lossChart({ label: "Loss over the training steps", history: model.history, height: 110 }),
        ],
        Challenge: [{ hidden: isPolynomial }, ...handChallenge({
          state, signal, noun: "step",
          judged: () => ({ errors: model.judged.errors, points: model.y.length, used: model.units.length }),
          presets: [
            byHand("Example, 3 steps", "example 6-1", 3),
            byHand("Example, 2 steps", "example 6-1", 2),
            byHand("Five changes", "five changes", 5),
          ],
        })],
      },
      read: () => model.read(),
      resize: (room) => picture.resize(room),
      say: () => `${errors()}, loss ${format(model.judged.loss)}. ${model.inWords}.`,
      presets: Object.keys(datasets).map((name) => () => model.takeDataset(name)),
    };
  },
});
