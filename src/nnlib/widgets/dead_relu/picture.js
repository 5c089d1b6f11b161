/** The points to drag, the function f, and where each unit bends, on the axis. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, subscript } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { movedInPlane } from "../kit/plane/moved_in_plane.js";
import { Plane } from "../kit/plane/plane.js";

const STEP = 0.02;
const MARGIN = 0.1;
/** Beside the plane there is room for the names of the table's rows, and for half a cell. */
const SIDES = { left: 74, right: 20 };
const NAME = { apart: 20, line: 14, rows: 3 };

/**
 * @param {object} options
 * @param {import("../kit/page/state.js").State} options.state
 * @param {import("./model.js").Model} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns  a part; `columns()` are the points' places from the left, in pixels
 */
export function fitPicture({ state, model, done, signal }) {
  const [[xLow, xHigh], [low, high]] = state.kinds.points.columns;
  const plane = new Plane({
    label: "The points, the function f, and each unit's kink on the axis",
    x: { domain: [xLow, xHigh], label: "x" },
    y: { domain: [low - MARGIN, high + MARGIN], label: "y", ticks: [-1, 0, 1] },
    layers: ["curve", "kinks"],
    margin: SIDES,
  });
  const curve = svg("path", { class: "fitted-curve" });
  plane.layer("curve").append(curve);
  const points = svg("g", { class: "data" });
  plane.above.append(points);

  const put = (i, x, y) => model.putPoint(i, clamp(x, xLow, xHigh), clamp(y, low, high));
  const grips = [];
  function makePoint(i) {
    const at = () => state.get("points")[i];
    const group = svg("g", {}, svg("circle", { class: "grab", r: 12 }), svg("circle", { class: "knob", r: 4.5 }));
    grips[i] = handle(group, {
      signal, done, low, high,
      name: () => `Point ${i + 1}`,
      value: () => at()[1],
      text: () => `x ${fixed(at()[0])}, y ${fixed(at()[1])}`,
      ...movedInPlane({ plane, at, put: (x, y) => put(i, x, y), step: STEP }),
      end: (which) => put(i, at()[0], which === "low" ? low : high),
    });
    return group;
  }

  /** Each unit's name over its kink; where another is near, a line higher. */
  function drawKinks() {
    const { scale } = plane;
    const kinks = keepCount(plane.layer("kinks"), model.units, () => svg("g", {}, svg("path"), svg("text")));
    const ends = Array(NAME.rows).fill(-Infinity);
    const sorted = model.kinks.map((kink, j) => [plane.toX(kink), j]).sort(([a], [b]) => a - b);
    for (const [place, j] of sorted) {
      const x = clamp(place, -plane.width, 2 * plane.width);
      const free = ends.findIndex((end) => x - end >= NAME.apart * scale);
      const row = free < 0 ? NAME.rows - 1 : free;
      ends[row] = x;
      const [mark, name] = kinks[j].children;
      set(kinks[j], { class: `kink unit-${j}` });
      set(mark, { d: `M${x.toFixed(1)} ${plane.height}l-6 -11h12z` });
      const y = plane.height - (15 + row * NAME.line) * scale;
      set(name, { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": "middle", text: `h${subscript(j + 1)}` });
    }
  }

  return {
    element: plane.element,
    columns: () => state.get("points").map(([x]) => plane.margin.left + plane.toX(x)),
    resize: ({ width, height }) => plane.resize(width, height),
    update() {
      set(curve, { d: plane.path(model.xs, model.curve()) });
      const rows = state.get("points");
      const dots = keepCount(points, rows.length, makePoint);
      rows.forEach(([x, y], i) => {
        set(dots[i], { transform: `translate(${plane.toX(x).toFixed(1)} ${plane.toY(y).toFixed(1)})` });
        grips[i].update();
      });
      drawKinks();
    },
  };
}
