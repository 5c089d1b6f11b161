/** Where training starts, and how long its steps are: the same start again, a new one, its seed; the learning rate. */

import { html } from "../page/dom.js";
import { group, strip } from "../page/parts.js";
import { boundTo } from "./bound.js";

/** @typedef {import("../page/state.js").State} State */

/**
 * The learning rate, the trait `rate`.
 * @param {{ state: State, signal: AbortSignal }} shared
 */
export function rateSlider({ state, signal }) {
  return boundTo({ state, signal }).slider("Rate", "rate", { log: true, step: 0.01 });
}

/**
 * Before the first step of a run: the weights as they are become the start, changes by hand included.
 * @param {State} state
 */
export function rememberStart(state) {
  if (state.get("steps") === 0) state.change({ start: [...state.get("theta")] });
}

/**
 * @param {object} options
 * @param {State} options.state              with the trait `seed`
 * @param {AbortSignal} options.signal
 * @param {() => void} options.same          back to the start
 * @param {(seed: number) => void} options.begin  from a new one
 * @param {string} [options.sameHint]
 * @param {string} [options.what]            what is drawn anew
 * @param {string} [options.label]           of the seed
 * @param {() => boolean} [options.disabled] no new start, and no seed
 * @returns  the part for More: same start and seed; and `anew`, the button New start
 */
export function startControls({
  state, signal, same, begin,
  sameHint = "The weights as before training", what = "Weights", label = "Seed of the start", disabled,
}) {
  const { button, number } = boundTo({ state, signal });
  const next = () => (state.get("seed") % state.kinds.seed.high) + 1;
  const field = number(label, "seed", { change: begin, start: undefined });
  const seed = group(html("span", { class: "seed" }, "seed "), { hidden: disabled }, field);
  const again = button("Same start", same, { hint: sameHint });
  const anew = button("New start", () => begin(next()), {
    icon: "dice", disabled, hint: `${what} drawn anew, from the next seed`,
  });
  return { ...strip(again, seed), anew };
}
