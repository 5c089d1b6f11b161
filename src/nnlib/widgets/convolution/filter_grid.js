/** The sum at one place: patch · filter = products, a row for each input channel; the filter's numbers are editable. */

import { button } from "../kit/controls/controls.js";
import { number } from "../kit/controls/number.js";
import { html, keepCount, set } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";

const STEP = 0.05;
const COLOURS = ["red", "green", "blue"];

const mixed = (colour, percent) => `color-mix(in srgb, var(${colour}) ${Math.round(percent)}%, var(--ground))`;
const shade = (value) => mixed("--ink", 40 * Math.min(1, value));
const tint = (value, largest) =>
  mixed(value < 0 ? "--negative" : "--positive", 50 * Math.min(1, Math.abs(value) / largest));

/** A grid of size × size numbers; `make` gives each cell. */
function grid(label, make) {
  const cells = html("div", { class: "cells", role: "group", "aria-label": label });
  return {
    element: html("div", { class: "cell-grid" }, html("p", { class: "quiet", text: label }), cells),
    fit(size) {
      cells.style.gridTemplateColumns = `repeat(${size}, minmax(0, 1fr))`;
      return keepCount(cells, size * size, make);
    },
  };
}

function show(cell, text, background) {
  set(cell, { text });
  cell.style.background = background;
}

/**
 * @param {any} options  model, bounds: { low, high } of a number, done, signal
 * @returns {{ element: HTMLElement, update(): void }}
 */
export function filterGrid({ model, bounds, done, signal }) {
  const element = html("div", { class: "filter-grids" });
  const rows = [];
  const places = () => (model.filter.size > 5 ? 1 : 2);
  const plain = () => html("span", { class: "entry" });

  /** The grids of input channel c. */
  function makeRow(c) {
    const fields = [];
    const at = (i) => model.filter.start + c * model.filter.size ** 2 + i;
    const field = (i) => number({
      label: () => `Filter ${model.filter.channel + 1}, cell ${i + 1} of channel ${c + 1}`,
      ...bounds, step: STEP, signal, done, start: () => 0,
      value: () => model.weights[at(i)] ?? 0,
      change: (value) => model.setWeight(at(i), value),
      text: (value) => fixed(value, places()),
    });
    const [patch, products] = [grid("patch of x", plain), grid("products", plain)];
    const filter = grid("filter w", (i) => {
      fields[i] = field(i);
      return html("span", { class: "entry" }, fields[i].element);
    });
    const zero = button({
      text: "Zero", press: () => model.zero(c), hint: "Make the filter's numbers for this channel zero",
    });
    const head = html("p", { class: "channel-name" }, html("span", { text: `${COLOURS[c]} channel` }), zero.element);
    const sign = (text) => html("span", { class: "sign", text });
    const sum = html("div", { class: "filter-row" },
      patch.element, sign("·"), filter.element, sign("="), products.element);
    rows[c] = { head, patch, filter, products, fields, at };
    return html("div", {}, head, sum);
  }

  function drawRow({ head, patch, filter, products, fields, at }, c) {
    const { channels, size } = model.filter;
    head.hidden = channels === 1;
    const [patchCells, filterCells, productCells] = [patch, filter, products].map((each) => each.fit(size));
    const largest = Math.max(0.01, ...model.weights.map(Math.abs));
    for (let i = 0; i < size * size; i++) {
      const [x, w] = [model.patch[c * size * size + i], model.weights[at(i)]];
      show(patchCells[i], fixed(x, places()), shade(x));
      show(productCells[i], fixed(x * w, places()), tint(x * w, largest));
      fields[i].update();
      filterCells[i].style.background = tint(w, largest);
    }
  }

  return {
    element,
    update() {
      const { channels } = model.filter;
      keepCount(element, channels, makeRow);
      rows.slice(0, channels).forEach(drawRow);
    },
  };
}
