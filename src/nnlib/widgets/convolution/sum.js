/** The sum at one place: patch · filter = products, and the bias; the filter's numbers and the bias can be grabbed. */

import { number } from "../kit/controls/number.js";
import { LIGHTS } from "../kit/image/maps.js";
import { html, keepCount, set } from "../kit/page/dom.js";
import { fixed, format } from "../kit/page/format.js";
import { sentence } from "../kit/page/notation.js";
import { group } from "../kit/page/parts.js";
import { roving } from "../kit/page/roving.js";
import { scaleOf } from "../kit/page/scale.js";

const STEP = 0.05;
/** The line of the sum, the grids' names and borders. */
const HEADS = 50;
const SIGNS = 48;
/** A row is as high as this, if there is room; in cells narrower than these there is one decimal, or no patch. */
const ROW = { most: 64, least: 16 };
const ROOMY = 36;
const NARROW = 25;
/** In less room than this the line over the grids has fewer words. */
const SHORT = 460;
const COLOURS = ["red", "green", "blue"];

const mixed = (colour, percent) =>
  `background: color-mix(in srgb, var(${colour}) ${Math.round(percent)}%, var(--ground))`;
const shade = (value, ink) => mixed(ink, 36 * Math.min(1, value));
const tint = (value, largest) =>
  mixed(value < 0 ? "--negative" : "--positive", 50 * Math.min(1, Math.abs(value) / largest));

/** A grid of size × size numbers; `make` gives each cell. */
function grid(label, make) {
  const cells = html("div", { class: "cells", role: "group", "aria-label": label });
  return {
    element: html("div", { class: "cell-grid" }, html("p", { class: "quiet", text: label }), cells),
    fit(size) {
      cells.style.setProperty("--size", size);
      return keepCount(cells, size * size, make);
    },
  };
}


/** The sum of the products, plus the bias, in one line. */
function sumLine({ model, bounds, isShort, done, signal }) {
  const words = (text) => {
    const element = html("span");
    let shown = "";
    return {
      element,
      update() {
        if (text() === shown) return;
        shown = text();
        element.replaceChildren(...sentence(shown));
      },
    };
  };
  const r = () => model.rAt(model.cell);
  const bias = number({
    label: "Bias of the filter", ...bounds, step: STEP, start: () => 0,
    value: () => model.bias, change: (value) => model.setBias(value), done, signal,
  });
  const products = () => {
    if (!model.isPhotograph) {
      return `${isShort() ? "" : "Sum of the "}${model.patch.length} products ${format(r() - model.bias)}`;
    }
    const [red, green, blue] = model.parts.map((each, c) => `${isShort() ? COLOURS[c][0] : COLOURS[c]} ${fixed(each)}`);
    return [red, green, blue].join(" + ");
  };
  return group(html("p", { class: "conv-sum" }), {},
    words(() => `${products()} + *b* = `),
    bias,
    words(() => ` gives *r* = ${format(r())}`));
}

/**
 * @param {object} options
 * @param {import("./model.js").ConvolutionModel} options.model
 * @param {Record<string, any>} options.kinds  of the traits
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number, height: number }): void }}
 */
export function sum({ model, kinds, done, signal }) {
  let [room, scale, places] = [{ width: 320, height: 160 }, 1, 2];
  const at = (i) => model.filter.start + model.inputChannel * model.filter.size ** 2 + i;
  const fields = [];
  const field = (i) => number({
    label: () => `Filter ${model.filter.channel + 1}, cell ${i + 1} of channel ${model.inputChannel + 1}`,
    low: kinds.weights.low, high: kinds.weights.high, step: STEP, signal, done, start: () => 0,
    value: () => model.weights[at(i)] ?? 0,
    change: (value) => model.setWeight(at(i), value),
    text: (value) => fixed(value, places),
  });
  const plain = () => html("span", { class: "entry" });
  const [patch, products] = [grid("patch of x", plain), grid("products", plain)];
  const filter = grid("filter w", (i) => {
    fields[i] = field(i);
    return html("span", { class: "entry" }, fields[i].element);
  });
  const sign = (text) => html("span", { class: "sign", text });
  const row = html("div", { class: "filter-row" },
    patch.element, sign("·"), filter.element, sign("="), products.element);
  const isShort = () => room.width < SHORT * scale;
  const line = sumLine({ model, bounds: { low: kinds.bias.low, high: kinds.bias.high }, isShort, done, signal });
  const element = html("div", { class: "conv-sum-area" }, line.element, row);
  roving(row, { among: ".number", keys: ["PageUp", "PageDown"], signal });

  /** Rows as high as there is room; without it for three grids the filter stands alone. */
  function fit() {
    const { size } = model.filter;
    const across = (room.width - SIGNS * scale) / (3 * size);
    const isAlone = across < NARROW * scale;
    places = (isAlone ? room.width / size : across) < ROOMY * scale ? 1 : 2;
    const high = Math.min(ROW.most * scale, Math.max(ROW.least * scale, (room.height - HEADS * scale) / size));
    element.style.setProperty("--row", `${high.toFixed(1)}px`);
    element.classList.toggle("alone", isAlone);
  }

  return {
    element,
    resize(next) {
      room = next;
      scale = scaleOf(element);
    },
    update() {
      element.hidden = !model.fits;
      if (!model.fits) return;
      fit();
      line.update();
      const { size } = model.filter;
      const [patchCells, filterCells, productCells] = [patch, filter, products].map((each) => each.fit(size));
      const largest = Math.max(0.01, ...model.weights.map(Math.abs));
      const ink = model.isPhotograph ? LIGHTS[model.inputChannel] : "--ink";
      for (let i = 0; i < size * size; i++) {
        const [x, w] = [model.patch[model.inputChannel * size * size + i], model.weights[at(i)]];
        set(patchCells[i], { text: fixed(x, places), style: shade(x, ink) });
        set(productCells[i], { text: fixed(x * w, places), style: tint(x * w, largest) });
        fields[i].update();
        set(filterCells[i], { style: tint(w, largest) });
      }
    },
  };
}
