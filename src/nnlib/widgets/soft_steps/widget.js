/** SoftSteps: steps on a line that can be grabbed, their weighted sum r, and the classes that f = σ(r) gives. */

import { handChallenge } from "../kit/controls/hand_challenge.js";
import { STARTS, manyStarts } from "../kit/controls/many_starts.js";
import { pointControls } from "../kit/controls/point_controls.js";
import { rateSlider, rememberStart, startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";
import { edgeLegend } from "../kit/graph/edge_legend.js";
import { format } from "../kit/page/format.js";
import { part, strip, unless } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { featuresSheet } from "./features_sheet.js";
import { SoftStepsModel, agree } from "./model.js";
import { stepsNetwork } from "./network.js";
import { softStepsPicture } from "./picture.js";

const CHALLENGES = [
  ["Example, 3 steps", "three changes", 3],
  ["Example, 2 steps", "three changes", 2],
  ["Five changes", "five changes", 5],
];

export default widget("SoftSteps", {
  title: "Soft steps, their weighted sum, and the classes it gives",
  hint: "Drag a step φ, turn it by its lever, pull its height β; drag points, or click their axis to add one.",
  agree,

  build({ state, traits, frame, signal, done, choice, slider, stepped }) {
    const datasets = traits.get("_datasets");
    const names = Object.keys(datasets);
    const stop = () => training.pause();
    const model = new SoftStepsModel({ state, datasets, stop, changed: () => frame.invalidate() });
    model.read();
    const isPolynomial = () => model.isPolynomial;
    const isHeld = () => frame.root.querySelector(".held") !== null;
    const picture = softStepsPicture({ frame, model, isHeld, done, signal });
    const starts = startControls({
      state, signal, what: "Steps", sameHint: "The parameters as before training; a polynomial's are all zero",
      same: () => model.sameStart(), begin: (seed) => model.newStart(seed), disabled: isPolynomial,
    });
    const challenge = handChallenge({
      state, signal, noun: "step",
      judged: () => ({ errors: model.judged.errors, points: model.y.length, used: model.units.length }),
      presets: CHALLENGES.map(([words, ...task]) => ({ text: String(words), choose: () => model.byHand(...task) })),
    });
    const many = manyStarts({
      frame, depends: () => model.learners, begin: (seed) => model.learner(seed), open: (end) => model.restart(end),
      history: model.history, allowed: () => state.get("family") === "soft step" && model.y.length > 0,
    });
    const byHand = () => state.get("challenge") > 0;
    const training = trainer({
      frame, state, history: model.history, step: (count) => model.train(count), loss: () => model.judged.loss,
      begin: () => model.isPolynomial || rememberStart(state), allowed: () => !byHand(),
      beside: [unless(byHand, starts.anew), unless(byHand, many.opener), challenge.leave],
    });
    const rate = rateSlider({ state, signal });
    const steps = stepped("Steps", "hidden", { change: (count) => model.setSteps(count) });
    const degree = stepped("Degree", "degree", { change: (value) => model.setDegree(value) });
    const hardness = slider("Soft → hard", "factor", {
      log: true, step: 0.1, value: () => model.hardness, change: (factor) => model.harden(factor),
      text: (value) => (value === state.kinds.factor.high ? "× ∞" : `× ${format(value, 2)}`),
    });
    return {
      picture: [picture],
      essentials: [
        training,
        part("Steps",
          strip(unless(isPolynomial, steps), unless(() => !model.isPolynomial, degree), rate),
          unless(isPolynomial, hardness)),
        part("Network", { hidden: isPolynomial }, stepsNetwork({ model, done, signal }), edgeLegend()),
      ],
      more: {
        Data: pointControls({
          state, signal, view: model,
          choosePreset: (name) => model.takeDataset(name),
          remove: (i) => picture.removePoint(i),
          clear: () => model.restart({ points: [], dataset: "own" }),
        }),
        Features: featuresSheet({ model, choice, done, signal }),
        Training: [training.speed, starts],
        [STARTS]: [many],
        Challenge: challenge.parts,
      },
      read: () => model.read(),
      resize: (room) => picture.resize(room),
      say: () => model.inWords,
      readings: () => model.readings(),
      train: training.train,
      running: training,
      challenge: challenge.standing,
      presets: names.map((name) => () => model.takeDataset(name)),
      keys: [
        ["1 to 4", "another data set"],
        ["Enter, Delete", "add or remove a step or a point"],
        ["F", "full screen (on a point: its other class; on a step: turned round)"],
      ],
    };
  },
});
