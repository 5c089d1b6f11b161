/** The numbers of the data point, its inputs x or its targets y, to type. */

import { html } from "../kit/page/dom.js";
import { group, strip } from "../kit/page/parts.js";

/**
 * @param {object} options
 * @param {string} options.name  the trait, "x" or "y"
 * @param {(i: number) => string} options.words  what number i is called
 * @param {import("./model.js").Model} options.model
 * @param {Function} options.number  of kit/controls/bound.js
 */
export function dataFields({ name, words, model, number }) {
  const { get, change, start } = model.data[name];
  const fields = Array.from({ length: model.mostEnds }, (_, i) => group(
    html("span"), { hidden: () => i >= get().length },
    number(`${words(i)}, number`, name, {
      step: 0.1, value: () => get()[i] ?? 1, change: (value) => change(i, value), start: () => start(i),
    })));
  return strip(html("i", { text: name }), ...fields);
}
