/** The size of each layer, under its column of the diagram, to be dragged or typed. */

import { html } from "../kit/page/dom.js";
import { symbol } from "../kit/page/notation.js";
import { elementOf } from "../kit/page/parts.js";
import { sizeName } from "./names.js";

/**
 * @param {object} options
 * @param {import("./model.js").NetworkSizesModel} options.model
 * @param {Function} options.number             the control of a trait
 * @param {() => number[]} options.columns      the columns' places from the left, in pixels
 */
export function sizeFields({ model, number, columns }) {
  const { author, kinds } = model.state;

  /** @param {() => number} layer */
  function field(label, trait, layer, start) {
    const value = () => model.sizes[layer()] ?? kinds[trait].low;
    const size = number(label, trait, { value, start, change: (next) => model.setSize(layer(), next) });
    const name = html("span");
    return { size, name, element: html("span", { class: "size-field" }, name, size.element) };
  }

  const inputs = field("Inputs n", "inputs", () => 0, () => author.inputs);
  const outputs = field("Outputs K", "outputs", () => model.sizes.length - 1, () => author.outputs);
  const hidden = Array.from({ length: kinds.hidden.longest }, (_, l) =>
    field(`Units in hidden layer ${l + 1}`, "hidden", () => l + 1, () => author.hidden[l] ?? model.hidden[l]));
  const all = [inputs, ...hidden, outputs].map(elementOf);

  return {
    element: html("div", { class: "size-fields", role: "group", "aria-label": "Sizes of the layers" }, ...all),
    update() {
      const count = model.hidden.length;
      hidden.forEach(({ element }, l) => (element.hidden = l >= count));
      const places = columns();
      [inputs, ...hidden.slice(0, count), outputs].forEach(({ size, name, element }, l) => {
        element.style.left = `${places[l]}px`;
        const [letter, index = ""] = sizeName(l, count + 1);
        if (name.textContent !== letter + index) name.replaceChildren(...symbol(letter, index));
        size.update();
      });
    },
  };
}
