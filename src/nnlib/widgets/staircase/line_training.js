/** The part of the Staircase that trains a network of the same width, from a seeded start, in view. */

import { History, lossChart } from "../kit/plane/chart.js";
import { toggle } from "../kit/controls/controls.js";
import { html, set } from "../kit/page/dom.js";
import { MOST_STEPS } from "./line_model.js";
import { rateSlider, startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";

/**
 * @param options  state, frame, model (StairModel), done, signal
 * @returns {{ elements, resize (width), stop (), update (comparing) }}
 */
export function stairTraining({ state, frame, model, done, signal }) {
  const history = new History();
  const startAgain = (changes) => {
    training.pause();
    model.restart();
    history.clear();
    state.commit({ theta: [], trained: 0, ...changes });
  };
  state.onJump(() => {
    model.restart();
    history.clear();
  });
  const training = trainer({
    frame, state,
    begin: () => history.add(state.get("trained"), model.loss()),
    step(count) {
      model.read();
      const theta = model.train(count);
      if (!theta) {
        model.restart();
        return Infinity;
      }
      state.change({ theta, trained: state.get("trained") + count });
      const loss = model.loss();
      history.add(state.get("trained"), loss);
      return loss;
    },
    steps: () => state.get("trained"),
    loss: () => (model.canTrain() ? model.loss() : 0),
  });
  const losses = lossChart({ label: "Loss over the training steps", history, height: 100 });
  const rate = rateSlider({ state, high: 1, done, signal });
  const starts = startControls({ state, signal, same: () => startAgain({}), begin: (seed) => startAgain({ seed }) });
  const compare = toggle({
    label: "Train a network of the same width",
    value: () => state.get("compare"),
    change: (compare) => {
      training.pause();
      state.commit({ compare });
    },
  });
  const tooWide = html("p", { class: "quiet" });
  const rest = html("div", { class: "part-rest" }, training.element, rate.element, starts.element, losses.element);

  return {
    elements: [compare.element, tooWide, rest],
    resize: (width) => losses.resize(width),
    /** Before another curve is taken up. */
    stop() {
      training.pause();
      history.clear();
    },
    update(comparing) {
      if (!comparing) training.pause();
      compare.update();
      rest.hidden = !comparing;
      set(tooWide, { text: state.get("compare") && !comparing ? `From 1 to ${MOST_STEPS} steps can be trained here: change ε.` : "" });
      if (!comparing) return;
      if (history.steps.length === 0) history.add(state.get("trained"), model.loss());
      for (const each of [training, losses, rate, starts]) each.update();
    },
  };
}
