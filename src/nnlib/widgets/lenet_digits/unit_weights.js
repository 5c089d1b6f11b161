/** The weights of the unit that is looked at, each channel of the layer before it a picture. */

import { Maps, arrangement } from "../kit/image/maps.js";
import { html, set } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";

/**
 * @param {object} options
 * @param {import("./model.js").LeNetModel} options.model
 * @param {AbortSignal} options.signal
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number }): void }}
 */
export function unitWeights({ model, signal }) {
  const caption = html("p", { class: "quiet" });
  const maps = new Maps({ label: "Weights of the chosen unit", signal });
  let room = 0;

  function draw({ W, shape, bias }) {
    const largest = W.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    const range = `from −${format(largest)} (vermilion) to ${format(largest)} (blue)`;
    set(caption, { text: `${model.nameOf(model.unit)}: ${W.length} weights, ${range}; bias ${format(bias)}` });
    maps.arrange(shape, arrangement({ room, channels: shape[0], width: shape[2], gap: 1, least: 6, most: 20 }));
    maps.draw(W, largest);
  }

  return {
    element: html("div", { class: "unit-weights" }, caption, maps.element),
    resize: ({ width }) => (room = width),
    update() {
      const weights = model.weightsOf(model.unit);
      maps.element.hidden = !weights;
      if (weights) draw(weights);
      else set(caption, { text: `${model.nameOf(model.unit)}: no weights, the mean of 2 × 2 values.` });
    },
  };
}
