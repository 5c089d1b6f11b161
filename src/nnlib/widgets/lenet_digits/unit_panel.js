/** One unit of LeNet: its sum and value, what it depends on, and its weights as pictures. */

import { Maps, arrangement } from "../kit/image/maps.js";
import { html, set } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { group, text } from "../kit/page/parts.js";

/**
 * @param {any} options  model, signal
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number }): void }}
 */
export function unitPanel({ model, signal }) {
  function formula() {
    const { unit } = model;
    const { kind, name } = model.layers[unit[0]];
    const value = format(model.valueOf(unit));
    if (kind === "average pooling") return `h = ${value}, the mean of 2 × 2 values`;
    return name === "output" ? `z = ${value}` : `h = tanh(r) = tanh(${format(model.sumOf(unit))}) = ${value}`;
  }

  function field() {
    const [top, left, bottom, right] = model.fieldOf(model.unit);
    const [rows, columns] = [`rows ${top + 1}–${bottom + 1}`, `columns ${left + 1}–${right + 1}`];
    return `Depends on ${bottom - top + 1} × ${right - left + 1} pixels of the input: ${rows}, ${columns}.`;
  }

  const words = [
    text("unit-title", () => model.nameOf(model.unit)),
    text("", formula),
    text("", field),
  ];
  return group(html("div", { class: "unit-panel" }), {}, ...words, weightMaps({ model, signal }));
}

/** The weights of the unit that is looked at, each channel of the layer before it a picture. */
function weightMaps({ model, signal }) {
  const caption = html("p", { class: "quiet" });
  const maps = new Maps({ label: "Weights of the chosen unit", signal });
  let room = 0;

  function draw({ W, shape, bias }) {
    const largest = W.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    const range = `from −${format(largest)} (vermilion) to ${format(largest)} (blue)`;
    set(caption, { text: `Its ${W.length} weights, ${range}; bias ${format(bias)}` });
    maps.arrange(shape, arrangement({ room, channels: shape[0], width: shape[2], gap: 1, least: 6, most: 14 }));
    maps.draw(W, largest);
  }

  return {
    element: html("div", { class: "unit-weights" }, caption, maps.element),
    resize: ({ width }) => (room = width),
    update() {
      const weights = model.weightsOf(model.unit);
      maps.element.hidden = !weights;
      if (weights) draw(weights);
      else set(caption, { text: "No weights: a fixed convolution." });
    },
  };
}
