/** DeepTraining: two deep networks trained on the same points from the same start, and what their layers do. */

import { startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";
import { ACTIVATIONS, counted, format } from "../kit/page/format.js";
import { later, part, strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { DeepModel, NAMES, SIDES, agree } from "./model.js";
import { deepPicture } from "./picture.js";

const SPEEDS = [1, 2, 5];

export default widget("DeepTraining", {
  title: "Two deep networks learn the same points",
  hint: "Press Train, and drag the rate up until one of the networks breaks.",
  agree,

  build({ state, traits, frame, signal, choice, select, slider }) {
    const model = new DeepModel(state, traits);
    const starts = startControls({
      state, signal, same: () => model.restart(), begin: (seed) => model.restart({ seed }),
    });
    const training = trainer({
      frame, state, speeds: SPEEDS, step: (count) => model.isBehind || isDrawing() || model.train(count),
      allowed: () => !model.isOver, beside: [starts.anew],
    });
    /** Where frames come slowly, one draws the networks or trains them. */
    function isDrawing() {
      const draws = training.isRunning() && frame.pace.isBusy;
      if (draws) frame.invalidate();
      return draws;
    }
    const kind = (side, label) => select(label, side, NAMES, { change: (value) => model.putKind(side, value) });
    const both = (words) => SIDES.map((side) => words(model.runs[side], NAMES[model.kind(side)], side)).join(", ");
    const picture = deepPicture({ frame, model, isRunning: training.isRunning, signal });
    return {
      picture: [later(frame.pace, picture)],
      captions: picture.captions,
      essentials: [
        training,
        part("Train",
          slider("Rate", "rates", {
            low: model.slowest, high: model.fastest, log: true, step: 0.01,
            value: () => model.rate, change: (rate) => model.putRate(rate), start: () => state.author.rates[0][1],
          })),
        part("Networks",
          strip(kind("left", "Left"), kind("right", "Right")),
          slider("Layers", "depth", { change: (depth) => model.put({ depth }) }),
          choice("Activation", "activation", ACTIVATIONS, { change: (activation) => model.restart({ activation }) }),
          text("quiet", () => `A skip: h + F(h) / √${state.get("depth")}. Both learn 64 points on two circles.`),
          text("quiet", () =>
            "The stronger the colour, the more of a layer's numbers; the line is the root of their mean square.")),
      ],
      more: { Training: [part("Training", training.speed, starts)] },
      read() {
        if (frame.pace.isPassing) return;
        model.read(training.isRunning());
        if (model.isBehind) frame.invalidate();
      },
      resize: (room) => picture.resize(room),
      say: () => [
        `Loss ${both(({ loss }, name) => `${format(loss)} (${name.toLowerCase()})`)}`,
        `${model.isBehind ? "on the way to" : "after"} ${counted(model.steps, "step")}; gradient at layer 1: ${
          both((run, name, side) => format(model.gradient(side)))}`,
      ],
      readings: () => model.readings(),
      train: (count) => model.train(count),
      running: training,
    };
  },
});
