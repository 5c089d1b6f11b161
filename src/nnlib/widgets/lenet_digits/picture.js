/** The network from left to right: what it gets, a column a layer, and what it answers; all columns equally high. */

import { SIDE } from "../engine/strokes.js";
import { sightLines } from "../kit/image/sight_lines.js";
import { html } from "../kit/page/dom.js";
import { roving } from "../kit/page/roving.js";
import { scaleOf } from "../kit/page/scale.js";
import { inputMap } from "./input_map.js";
import { layerMaps } from "./layer_maps.js";
import { probabilityBars } from "./probability_bars.js";

/** Room for the names of the layers, for the bars and between the columns; the height of C1 in its cells. */
const WIDE = { head: 38, bars: 96, gap: 7 };
const NARROW = { head: 20, bars: 58, gap: 4.5, below: 520 };
const TALL = 188;
const BARS_NAME = 19;
/** The input's cell, in cells of C1. */
const INPUT = 1.5;

/**
 * @param {object} options
 * @param {import("./model.js").LeNetModel} options.model
 * @param {() => void} options.redraw  after the pointer has moved
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number, height: number }): void }}
 */
export function lenetPicture({ model, redraw, done, signal }) {
  const input = inputMap({ model, signal });
  const layers = layerMaps({ model, redraw, done, signal });
  const lines = sightLines();
  const bars = probabilityBars({ label: "Probability of each digit", model });
  const heading = (name, shape) =>
    html("p", { class: "layer-name" }, html("b", { text: name }), html("span", { text: shape }));
  const inputName = heading("input", `${SIDE}×${SIDE}`);
  const names = layers.map(({ name, shape }) => heading(name, shape));
  const barsName = html("p", { class: "probability", "aria-hidden": "true" },
    html("b"), html("i", { class: "m f", text: "f" }), html("i", { class: "m z", text: "z" }));
  const key = html("div", { class: "lenet-key" }, html("i"), ...["−1", "0", "1"].map((text) => html("span", { text })));
  const element = html("div", { class: "lenet" },
    inputName, ...names, barsName, key, ...[input, ...layers, bars, lines].map((each) => each.element));
  roving(element, { among: ".map-cursor", keys: ["PageUp", "PageDown"], signal });

  const put = (part, x, y, rest = {}) => Object.assign(part.style, { left: `${x}px`, top: `${y}px`, ...rest });

  function resize({ width, height }) {
    const isNarrow = width < NARROW.below;
    const { head, bars: barRoom, gap } = isNarrow ? NARROW : WIDE;
    const u = isNarrow ? 1 : scaleOf(element);
    const ratios = layers.reduce((sum, { ratio }) => sum + ratio, 0);
    const cells = INPUT * SIDE + TALL * ratios;
    const fitting = Math.min((width - (barRoom + (layers.length + 1) * gap) * u) / cells, (height - head * u) / TALL);
    const cell = fitting < 2 ? fitting : Math.floor(4 * fitting) / 4;
    const high = TALL * cell;
    const apart = (width - barRoom * u - cells * cell) / (layers.length + 1);
    const top = head * u + (height - head * u - high) / 2;
    element.classList.toggle("narrow", isNarrow);

    const side = INPUT * SIDE * cell;
    const inputTop = top + (high - side) / 2;
    input.place({ x: 0, y: inputTop }, INPUT * cell);
    put(inputName, 0, inputTop - head * u);
    put(key, 0, inputTop + side + 12 * u, { width: `${side}px` });
    let x = side + apart;
    layers.forEach((layer, l) => {
      layer.place({ x, y: top }, high);
      put(names[l], x, top - head * u);
      x += layer.ratio * high + apart;
    });
    put(barsName, width - barRoom * u, top - BARS_NAME * u, { width: `${barRoom * u}px` });
    put(bars.element, width - barRoom * u, top, { width: `${barRoom * u}px`, height: `${high}px` });
  }

  /** What the unit that is looked at meets: windows of the layer before it, or all of it. */
  function boxesMet(unit) {
    const l = unit[0];
    if (l === 0) return [input.fieldBox()];
    const { places, size } = model.windowsOf(unit);
    return size ? places.map((place) => layers[l - 1].windowAt(place, size)) : [layers[l - 1].whole()];
  }

  return {
    element,
    resize,
    update() {
      for (const each of [input, ...layers, bars]) each.update();
      const to = layers[model.unit[0]].boxOf(model.unit);
      lines.draw(boxesMet(model.unit).map((from) => ({ from, to })));
    },
  };
}
