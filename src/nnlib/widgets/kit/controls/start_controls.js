/** Where training starts, and how long its steps are: the same start again, a new one, its seed; the learning rate. */

import { button, slider, strip } from "./controls.js";
import { html } from "../page/dom.js";
import { number } from "./number.js";

const SEEDS = 9999;

/** The learning rate, the trait `rate`. */
export function rateSlider({ state, low = 0.001, high, done, signal }) {
  return slider({ label: "Rate", low, high, step: 0.01, log: true, value: () => state.get("rate"), change: (rate) => state.change({ rate }), done, signal });
}

/** Before the first step of a run: the weights as they are become the start, changes by hand included. */
export function rememberStart(state) {
  if (state.get("steps") === 0) state.change({ start: [...state.get("theta")] });
}

/**
 * @param options  state (with the trait `seed`), same () => void: back to the start, begin (seed) => void: from a new one,
 *                 sameHint, what (is drawn anew), label (of the seed), disabled () => boolean: no new start, signal
 * @returns {{ element, seed, update }}  seed: the element that shows it
 */
export function startControls({ state, same, begin, sameHint = "The weights as before training", what = "Weights", label = "Seed of the start", disabled, signal }) {
  const again = button({ text: "Same start", press: same, hint: sameHint });
  const anew = button({ text: "New start", press: () => begin((state.get("seed") % SEEDS) + 1), disabled, hint: `${what} drawn anew, from the next seed` });
  const field = number({ label, low: 0, high: SEEDS, step: 1, value: () => state.get("seed"), change: (value) => begin(Math.round(value)), signal });
  const seed = html("span", { class: "seed" }, "seed ", field.element);
  return {
    element: strip(again.element, anew.element, seed),
    seed,
    update() {
      for (const each of [again, anew, field]) each.update();
    },
  };
}
