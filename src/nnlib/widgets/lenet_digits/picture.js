/** The sheet, what the network gets of it and what it answers; beside or below them, its layers. */

import { SIDE } from "../engine/strokes.js";
import { Maps } from "../kit/image/maps.js";
import { pad } from "../kit/image/pad.js";
import { html } from "../kit/page/dom.js";
import { group, text, updateAll } from "../kit/page/parts.js";
import { layerMaps } from "./layer_maps.js";
import { probabilityBars } from "./probability_bars.js";

const ROOMY = { width: 560, cell: 7 };
const GAP = 12;

/** What the network gets, with the pixels that the unit depends on outlined. */
function inputMap({ model, signal }) {
  const maps = new Maps({ label: "Input of the network", ink: true, signal });
  return {
    element: maps.element,
    resize: (cell) => maps.arrange([1, SIDE, SIDE], { columns: 1, cell, gap: 0 }),
    update() {
      maps.draw(model.image);
      const [top, left, bottom, right] = model.fieldOf(model.unit);
      maps.outline([{ box: maps.box([0, top, left], bottom - top + 1, right - left + 1), name: "met" }]);
    },
  };
}

/**
 * @param {any} options  model, state, redraw () => void, done, signal
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number }): void }}
 */
export function lenetPicture({ model, state, redraw, done, signal }) {
  const sheet = pad({
    label: "Sheet to draw a digit on", strokes: state.kinds.strokes,
    get: () => model.strokes, change: (strokes) => model.draw(strokes), done, signal,
  });
  const input = inputMap({ model, signal });
  const titled = (title, part) => group(html("div"), {}, text("quiet", () => title), part);
  const top = group(html("div", { class: "lenet-top" }), {},
    titled("Draw here", sheet), titled("What the network gets", input),
    titled("Probability f of each digit", probabilityBars({ label: "Probability of each digit", model })));
  const layers = layerMaps({ model, redraw, done, signal });
  return {
    element: html("div", { class: "lenet" }, top.element, layers.element),
    resize({ width }) {
      const below = layers.element.clientWidth;
      const isRoomy = width >= ROOMY.width && below === width;
      const cell = isRoomy ? ROOMY.cell : Math.floor((top.element.clientWidth - GAP) / 2 / SIDE);
      sheet.resize(cell * SIDE);
      input.resize(cell);
      layers.resize({ width: below });
    },
    update: () => updateAll([top, layers]),
  };
}
