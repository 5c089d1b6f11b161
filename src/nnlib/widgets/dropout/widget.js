/** Dropout: a trained network with units dropped at random: one mask, many, all; and trained with p or without. */

import { rateSlider, startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";
import { plain } from "../kit/page/format.js";
import { part, strip } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { DropoutModel } from "./model.js";
import { dropoutPicture } from "./picture.js";
import { say } from "./say.js";
import { valuesTable } from "./values_table.js";

const PRESETS = [0, 0.1, 0.2, 0.5, 0.8];

export default widget("Dropout", {
  title: "A network that loses units, and the mean of all that is left",
  hint: "Click a hidden unit to drop it or to put it back. Drag the dotted line or a data point.",

  build({ state, frame, signal, done, button, choice, number, slider, toggle }) {
    const model = new DropoutModel(state);
    const isTraining = () => model.isTraining;
    const ofMasks = { hidden: isTraining };
    const ofTraining = { hidden: () => !isTraining() };
    const picture = dropoutPicture({ state, model, frame, done, signal });
    const draw = (words, count, options) =>
      button(words, () => model.drawMore(count), { disabled: () => model.isFull, ...options });
    const starts = startControls({
      state, signal, what: "Weights and masks", label: "Seed of start and masks",
      same: () => model.training.sameStart(), begin: (seed) => model.training.newStart(seed),
    });
    const training = trainer({
      frame, state, allowed: isTraining, history: model.training.losses, beside: [starts.anew], ...ofTraining,
      step: (count) => model.training.step(count), loss: () => model.training.errors.theta.points,
    });
    return {
      picture: [picture],
      essentials: [
        choice("Look at", "view", [["masks", "its masks"], ["training", "training with p"]]),
        slider("Dropped with probability p", "p", { step: 0.05, text: plain, change: (p) => model.setP(p) }),
        strip(ofMasks,
          draw("Redraw", 1, { icon: "dice", look: "primary", hint: "Another mask" }),
          draw("100 more", 100)),
        part("Values", ofMasks, valuesTable({ state, model })),
        training,
        part("Train", ofTraining, rateSlider({ state, signal })),
      ],
      more: {
        Layer: [
          toggle("Survivors × 1/(1 − p) in training", "scaled"),
          choice("Output unit", "output"),
        ],
        Masks: [
          strip(ofMasks,
            button("Back to one", () => model.backToOne(), { disabled: () => state.get("masks") === 1 }),
            button("Keep all", () => model.keepAll(), { disabled: () => model.kept === model.units })),
          strip(ofMasks,
            number("Number of masks drawn", "masks", { change: (masks) => model.drawUpTo(masks) }), "masks drawn"),
        ],
        Training: [part("Training", ofTraining, training.speed, starts)],
        Points: [picture.adding],
      },
      presets: PRESETS.map((p) => () => {
        model.setP(p);
        done();
      }),
      keys: [["1 to 5", "p = 0, 0.1, 0.2, 0.5, 0.8"], ["Enter, Delete", "add or remove a point"]],
      read: () => model.read(),
      resize: (room) => picture.resize(room),
      say: () => say(state, model),
      readings: () => model.readings(),
      train: training.train,
      running: training,
    };
  },
});
