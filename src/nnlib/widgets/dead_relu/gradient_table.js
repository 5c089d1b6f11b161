/** The gradient that each hidden unit receives from each point: a row for each unit, a cell under each point. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { subscript } from "../kit/page/format.js";
import { roving } from "../kit/page/roving.js";
import { scaleOf } from "../kit/page/scale.js";
import { handle } from "../kit/plane/handle.js";

const ROW = 28;
const CELL = { least: 6, most: 64, gap: 2 };
const MARK = { height: 14, grab: 24 };
const STEP = 0.02;
const LEAST = 1e-12;

/** How wide each column's cell may be: as its nearest neighbour is far. */
function widths(columns, scale) {
  const sorted = [...columns].sort((a, b) => a - b);
  const gap = (i) => Math.min(sorted[i + 1] - sorted[i] || Infinity, sorted[i] - sorted[i - 1] || Infinity);
  const gaps = new Map(sorted.map((column, i) => [column, gap(i)]));
  return columns.map((column) => clamp(gaps.get(column), CELL.least, CELL.most * scale));
}

/**
 * @param {object} options
 * @param {import("./model.js").Model} options.model
 * @param {any} options.plane  of `fit_plane.js`: the table's columns stand under its points
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function gradientTable({ model, plane, done, signal }) {
  const label = "Gradient that each hidden unit receives from each point";
  const cells = svg("g", { "aria-hidden": "true" });
  const marks = svg("g", { class: "kinks" });
  const element = svg("svg", { class: "gradients", role: "group", "aria-label": label }, cells, marks);
  roving(marks, { among: ".kink", keys: ["PageUp", "PageDown"], signal });
  const grips = [];
  let room;
  let row;
  let scale;

  function makeMark(j) {
    const element = svg("g", { class: "kink" },
      svg("rect", { class: "grab" }), svg("path", { class: "bar" }), svg("path", { class: "side" }));
    grips[j] = handle(element, {
      signal, done, low: model.reach[0], high: model.reach[1],
      name: () => `Where h${subscript(j + 1)} bends`,
      value: () => model.kinks[j],
      text: () => model.tellUnit(j),
      grab: (event) => model.kinks[j] - plane.at(event)[0],
      drag: (event, offset) => model.putKink(j, plane.at(event)[0] + offset),
      nudge: (dx, dy, large) => model.putKink(j, model.kinks[j] + (dx + dy) * STEP * (large ? 5 : 1)),
      end: (which) => model.putKink(j, model.reach[which === "low" ? 0 : 1]),
      keys: { Backspace: () => model.kinkToStart(j) },
    });
    return element;
  }

  /** Where the unit bends, with a point towards the side where it is on; hollow where that is out of sight. */
  function drawMark(j) {
    const [grab, bar, side] = marks.children[j].children;
    const seen = clamp(model.kinks[j], ...model.reach);
    const [x, y] = [plane.toX(seen), (j + 0.5) * row];
    const half = Math.min(row / 2 - 1, (MARK.height * scale) / 2);
    const to = Math.sign(model.slopes[j]) * 7 * scale;
    const held = marks.children[j].classList.contains("held") ? " held" : "";
    set(marks.children[j], { class: `kink handle unit-${j}${seen === model.kinks[j] ? "" : " outside"}${held}` });
    set(grab, {
      x: x - (MARK.grab * scale) / 2, y: y - Math.max(row, MARK.grab) / 2,
      width: MARK.grab * scale, height: Math.max(row, MARK.grab),
    });
    set(bar, { d: `M${x.toFixed(1)} ${(j * row + 1).toFixed(1)}v${(row - 2).toFixed(1)}` });
    set(side, { d: `M${x.toFixed(1)} ${(y - half).toFixed(1)}l${to} ${half}l${-to} ${half}z` });
    grips[j].update();
  }

  function drawRow(j, largest, places, wide) {
    const [name, rects] = cells.children[j].children;
    const state = model.dead[j] ? "dead" : model.off[j] ? "off" : "";
    set(cells.children[j], {
      class: `gradient-row unit-${j} ${state}`, transform: `translate(0 ${(j * row).toFixed(1)})`,
    });
    if (name.textContent !== `h${j + 1} ${state}`) {
      name.replaceChildren(
        svg("tspan", { class: "m", text: "h" }), svg("tspan", { class: "sub", dy: ".25em", text: String(j + 1) }),
        svg("tspan", { dy: "-.2em", text: ` ${state}` }));
    }
    set(name, { x: 2 * scale, y: (row / 2 + 4.5 * scale).toFixed(1) });
    const all = keepCount(rects, model.n, () => svg("rect", { y: 1 }));
    for (let p = 0; p < model.n; p++) {
      const gradient = model.gradient(j, p);
      const share = Math.sqrt(Math.abs(gradient) / largest);
      set(all[p], {
        height: (row - 2).toFixed(1), width: (wide[p] - CELL.gap).toFixed(1),
        x: (places[p] - (wide[p] - CELL.gap) / 2).toFixed(1),
        class: gradient === 0 ? "none" : gradient < 0 ? "down" : "up",
        "fill-opacity": gradient === 0 ? 0 : (0.15 + 0.85 * share).toFixed(3),
      });
    }
  }

  return {
    element,
    resize(given) {
      room = given;
      scale = scaleOf(element);
      set(element, { width: room.width, height: room.height });
    },
    update() {
      row = Math.min(ROW * scale, room.height / model.units);
      let largest = LEAST;
      for (let j = 0; j < model.units; j++) {
        for (let p = 0; p < model.n; p++) largest = Math.max(largest, Math.abs(model.gradient(j, p)));
      }
      const places = Array.from(model.x, (x) => plane.toX(x));
      const wide = widths(places, scale);
      keepCount(cells, model.units, () => svg("g", {}, svg("text"), svg("g")));
      keepCount(marks, model.units, makeMark);
      for (let j = 0; j < model.units; j++) {
        drawRow(j, largest, places, wide);
        drawMark(j);
      }
    },
  };
}
