/** Dropout: a trained network with units dropped at random: one mask, many, all; and trained with p or without. */

import { rateSlider, startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";
import { html } from "../kit/page/dom.js";
import { plain } from "../kit/page/format.js";
import { group, strip } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { errorsChart, legend } from "./errors_chart.js";
import { DropoutModel } from "./model.js";
import { dropoutPicture } from "./picture.js";
import { say } from "./say.js";
import { valuesTable } from "./values_table.js";

const PRESETS = [0, 0.1, 0.2, 0.5, 0.8];

export default widget("Dropout", {
  title: "A network that loses hidden units at random, and the mean of all that it can become",
  hint: "Click a hidden unit to drop it, redraw the mask, move p. The dotted line and the data points can be dragged.",

  build({ state, frame, signal, done, button, choice, number, slider, toggle }) {
    const model = new DropoutModel(state);
    const isTraining = () => model.isTraining;
    const ofMasks = { hidden: isTraining };
    const ofTraining = { hidden: () => !isTraining() };
    const picture = dropoutPicture({ state, model, frame, done, signal });
    const draw = (words, count, hint) =>
      button(words, () => model.drawMore(count), { disabled: () => model.isFull, hint });
    return {
      picture: [picture],
      essentials: [
        choice("Look at", "view", [["masks", "its masks"], ["training", "training with p"]]),
        slider("p", "p", { step: 0.05, text: plain, change: (p) => model.setP(p) }),
        strip(ofMasks,
          draw("Redraw", 1, "Another mask: each unit is dropped with probability p"),
          draw("100 more", 100)),
        group(html("div", { class: "part-rest" }), ofTraining,
          trainer({
            frame, state, allowed: isTraining,
            step: (count) => model.training.step(count), loss: () => model.training.errors.theta.points,
          }),
          rateSlider({ state, signal }),
          legend()),
      ],
      more: {
        Layer: [
          toggle("Survivors × 1/(1 − p) in training", "scaled"),
          choice("Output unit", "output"),
        ],
        Points: [picture.adding],
        Masks: [
          ofMasks,
          strip(
            button("Back to one", () => model.backToOne(), { disabled: () => state.get("masks") === 1 }),
            button("Keep all", () => model.keepAll(), { disabled: () => model.kept === model.units })),
          strip(number("Number of masks drawn", "masks", { change: (masks) => model.drawUpTo(masks) }), "masks drawn"),
          valuesTable({ state, model }),
        ],
        Training: [
          ofTraining,
          startControls({
            state, signal, what: "Weights and masks", label: "Seed of start and masks",
            same: () => model.training.sameStart(), begin: (seed) => model.training.newStart(seed),
          }),
          errorsChart({ state, model, height: 150 }),
        ],
      },
      presets: PRESETS.map((p) => () => {
        model.setP(p);
        done();
      }),
      read: () => model.read(),
      resize: (room) => picture.resize(room),
      say: () => say(state, model),
    };
  },
});
