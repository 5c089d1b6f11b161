/** The part of the Dropout widget that trains the same network from the same start twice: with p, and with p = 0. */

import { History } from "../kit/plane/chart.js";
import { curvesChart } from "../kit/plane/curves_chart.js";
import { drawStart } from "./model.js";
import { plain } from "../kit/page/format.js";
import { rateSlider, startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";

/**
 * @param options  state, frame, model (DropoutModel), done, signal
 */
export function dropoutTraining({ state, frame, model, done, signal }) {
  const histories = { theta: new History(), plain: new History() };
  const forget = () => Object.values(histories).forEach((each) => each.clear());
  const record = () => {
    for (const [name, history] of Object.entries(histories)) history.add(state.get("steps"), model.errors(state.get(name)).heldOut);
  };
  const startFrom = (start, changes = {}) => {
    training.pause();
    forget();
    state.commit({ theta: [...start], plain: [...start], start: [...start], steps: 0, ...changes });
  };
  state.onJump(forget);

  const training = trainer({
    frame, state,
    begin: record,
    step(count) {
      model.read();
      const steps = state.get("steps");
      const theta = model.train(state.get("theta"), state.get("p"), steps, count);
      const without = theta && model.train(state.get("plain"), 0, steps, count);
      if (!without) return Infinity;
      state.change({ theta, plain: without, steps: steps + count });
      record();
      return model.errors(theta).points;
    },
    steps: () => state.get("steps"),
    loss: () => model.errors(state.get("theta")).points,
  });
  const chart = curvesChart({
    label: "Error on the held-out points over the training steps",
    yLabel: "held-out error",
    series: [
      { name: () => "p = 0", history: () => histories.plain, kind: "plain" },
      { name: () => `p = ${plain(state.get("p"))}`, history: () => histories.theta, kind: "net" },
    ],
    height: 150,
  });
  const rate = rateSlider({ state, signal });
  const starts = startControls({
    state, signal, what: "Weights and masks", label: "Seed of start and masks",
    same: () => startFrom(state.get("start")),
    begin: (seed) => startFrom(drawStart(seed), { seed }),
  });

  return {
    elements: [training.element, rate.element, starts.element, chart.element],
    resize: (width) => chart.resize(width),
    pause: () => training.pause(),
    update() {
      if (histories.theta.steps.length === 0) record();
      for (const each of [training, rate, starts, chart]) each.update();
    },
  };
}
