/** The gradient that each hidden unit receives from each point: a row for each unit, a cell for each point. */

import { html, keepCount, set, svg } from "../kit/page/dom.js";
import { subscript } from "../kit/page/format.js";
import { scaleOf } from "../kit/page/scale.js";

const ROW = 24;
const LABEL = 96;
const LEAST = 1e-12;
const WORDS = "∂J/∂r: a row for each hidden unit, a cell for each point. The fuller, the larger; " +
  "dotted frame: negative; empty: no gradient arrives. Triangles: where each unit bends.";

/**
 * @param {{ model: import("./model.js").Model }} options
 * @returns  a part; `room()` is the height that it may need
 */
export function gradientTable({ model }) {
  const words = html("p", { class: "part-name", text: WORDS });
  const label = "Gradient that each hidden unit receives from each point";
  const table = svg("svg", { class: "gradients", role: "img", "aria-label": label });
  const element = html("div", {}, words, table);
  let width = 0;
  let row = ROW;

  function drawRow(group, j, largest) {
    const [name, cells] = group.children;
    const dead = model.dead[j];
    const cell = (width - LABEL) / Math.max(1, model.n);
    set(group, {
      class: `gradient-row unit-${j % 5}${dead ? " dead" : ""}`,
      transform: `translate(0 ${(j * row).toFixed(1)})`,
    });
    set(name, { x: 2, y: (0.7 * row).toFixed(1), text: `h${subscript(j + 1)} ${dead ? "dead" : ""}` });
    const rects = keepCount(cells, model.n, () => svg("rect", { y: 2 }));
    for (let p = 0; p < model.n; p++) {
      const gradient = model.gradient(j, p);
      const share = Math.sqrt(Math.abs(gradient) / largest);
      set(rects[p], {
        height: (row - 4).toFixed(1), x: (LABEL + p * cell + 1).toFixed(1), width: Math.max(1, cell - 2).toFixed(1),
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
      for (let j = 0; j < model.units; j++) drawRow(rows[j], j, largest);
    },
  };
}
