/** One unit of LeNet in words: its name, its sum and value, and what it depends on. */

import { html } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { group, text } from "../kit/page/parts.js";

function formula(model) {
  const { unit } = model;
  const { kind, name } = model.layers[unit[0]];
  const value = format(model.valueOf(unit));
  if (kind === "average pooling") return `h = ${value}, the mean of 2 × 2 values`;
  return name === "output" ? `z = ${value}` : `h = tanh(r) = tanh(${format(model.sumOf(unit))}) = ${value}`;
}

function field(model) {
  const [top, left, bottom, right] = model.fieldOf(model.unit);
  const [rows, columns] = [`rows ${top + 1}–${bottom + 1}`, `columns ${left + 1}–${right + 1}`];
  return `Depends on ${bottom - top + 1} × ${right - left + 1} pixels of the input: ${rows}, ${columns}.`;
}

/**
 * @param {object} options
 * @param {import("./model.js").LeNetModel} options.model
 * @returns {{ element: HTMLElement, update(): void }}
 */
export function unitWords({ model }) {
  return group(html("div", { class: "unit-words" }), {},
    text("unit-title", () => model.nameOf(model.unit)),
    text("unit-formula", () => formula(model)),
    text("quiet", () => field(model)));
}
