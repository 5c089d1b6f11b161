/** The part of the Staircase that trains a network of the same width, from a seeded start, in view. */

import { History, lossChart } from "./chart.js";
import { button, slider, strip, toggle } from "./controls.js";
import { html, set } from "./dom.js";
import { number } from "./number.js";
import { MOST_STEPS } from "./stair_model.js";
import { trainer } from "./trainer.js";

const SEEDS = 9999;

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
  const controls = [
    slider({ label: "Rate", low: 0.001, high: 1, step: 0.01, log: true, value: () => state.get("rate"), change: (rate) => state.change({ rate }), done, signal }),
    button({ text: "Same start", press: () => startAgain({}), hint: "The weights as before training" }),
    button({ text: "New start", press: () => startAgain({ seed: (state.get("seed") % SEEDS) + 1 }), hint: "Weights drawn anew, from the next seed" }),
  ];
  const seed = number({ label: "Seed of the start", low: 0, high: SEEDS, step: 1, value: () => state.get("seed"), change: (value) => startAgain({ seed: Math.round(value) }), signal });
  const compare = toggle({
    label: "Train a network of the same width",
    value: () => state.get("compare"),
    change: (compare) => {
      training.pause();
      state.commit({ compare });
    },
  });
  const tooWide = html("p", { class: "quiet" });
  const [rate, ...starts] = controls.map((each) => each.element);
  const rest = html("div", { class: "part-rest" }, training.element, rate, strip(...starts, html("span", { class: "seed" }, "seed ", seed.element)), losses.element);

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
      for (const each of [training, losses, seed, ...controls]) each.update();
    },
  };
}
