/** The gradient that each hidden unit receives from each point: a row for each unit, a cell for each point. */

import { clamp } from "../engine/clamp.js";
import { html, keepCount, set, svg } from "../kit/page/dom.js";
import { subscript } from "../kit/page/format.js";
import { scaleOf } from "../kit/page/scale.js";

const ROW = 24;
const CELL = { least: 6, most: 40 };
const LEAST = 1e-12;
const WORDS = "∂J/∂r: a row for each hidden unit, a cell under each point. The fuller, the larger; " +
  "dotted frame: negative; empty: no gradient arrives. Triangles: where each unit bends.";

/** How wide each column's cell may be: as its nearest neighbour is far. */
function widths(columns) {
  const sorted = [...columns].sort((a, b) => a - b);
  const gap = (i) => Math.min(sorted[i + 1] - sorted[i] || Infinity, sorted[i] - sorted[i - 1] || Infinity);
  const gaps = new Map(sorted.map((column, i) => [column, gap(i)]));
  return columns.map((column) => clamp(gaps.get(column), CELL.least, CELL.most));
}

/**
 * @param {object} options
 * @param {import("./model.js").Model} options.model
 * @param {() => number[]} options.columns  the points' places from the left, in pixels
 * @returns  a part; `room()` is the height that it may need
 */
export function gradientTable({ model, columns }) {
  const words = html("p", { class: "part-name", text: WORDS });
  const label = "Gradient that each hidden unit receives from each point";
  const table = svg("svg", { class: "gradients", role: "img", "aria-label": label });
  const element = html("div", {}, words, table);
  let width = 0;
  let row = ROW;

  function drawRow(group, j, largest, places, wide) {
    const [name, cells] = group.children;
    const state = model.dead[j] ? "dead" : model.off[j] ? "off" : "";
    set(group, {
      class: `gradient-row unit-${j} ${state}`,
      transform: `translate(0 ${(j * row).toFixed(1)})`,
    });
    set(name, { x: 2, y: (0.7 * row).toFixed(1), text: `h${subscript(j + 1)} ${state}` });
    const rects = keepCount(cells, model.n, () => svg("rect", { y: 2 }));
    for (let p = 0; p < model.n; p++) {
      const gradient = model.gradient(j, p);
      const share = Math.sqrt(Math.abs(gradient) / largest);
      set(rects[p], {
        height: (row - 4).toFixed(1), width: (wide[p] - 2).toFixed(1), x: (places[p] - wide[p] / 2 + 1).toFixed(1),
        class: gradient === 0 ? "none" : gradient < 0 ? "down" : "up",
        "fill-opacity": gradient === 0 ? 0 : (0.15 + 0.85 * share).toFixed(3),
      });
    }
  }

  return {
    element,
    room: () => words.offsetHeight + model.most * row,
    resize(room) {
      width = room.width;
      row = ROW * scaleOf(element);
    },
    update() {
      let largest = LEAST;
      for (let j = 0; j < model.units; j++) {
        for (let p = 0; p < model.n; p++) largest = Math.max(largest, Math.abs(model.gradient(j, p)));
      }
      set(table, { width, height: model.units * row });
      const rows = keepCount(table, model.units, () => svg("g", {}, svg("text"), svg("g")));
      const places = columns();
      const wide = widths(places);
      for (let j = 0; j < model.units; j++) drawRow(rows[j], j, largest, places, wide);
    },
  };
}
