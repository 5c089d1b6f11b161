/** γ and β as numbers that are edited where they stand. */

import { html } from "../kit/page/dom.js";
import { group } from "../kit/page/parts.js";

const STEP = 0.05;

/** @param {any} options  state, number (the bound control) */
export function scaleAndShift({ state, number }) {
  const fields = (name, trait) => ["₁", "₂"].map((index, i) => number(`${name}${index}, number`, trait, {
    step: STEP,
    value: () => state.get(trait)[i],
    change: (value) => state.change({ [trait]: state.get(trait).with(i, value) }),
    start: () => state.author[trait][i],
  }));
  const [g1, g2] = fields("Scale γ", "gamma");
  const [b1, b2] = fields("Shift β", "beta");
  const words = (text) => html("i", { text });
  return group(html("p", { class: "formula" }), {},
    words("γ = ("), g1, ", ", g2, words("),  β = ("), b1, ", ", b2, words(")"));
}
