/** The points to drag, the function f, and where on it each unit bends. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { roving } from "../kit/page/roving.js";
import { handle } from "../kit/plane/handle.js";
import { movedInPlane } from "../kit/plane/moved_in_plane.js";
import { Plane } from "../kit/plane/plane.js";

const STEP = 0.02;
const MARGIN = 0.15;
/** Above the points there is room for f as it starts. */
const ABOVE = 0.45;
/** Beside the data there is room for the names of the table's rows, and for half a cell. */
const SIDES = { left: 80, right: 36 };
/** The name of f stands above the axis's, in pixels. */
const ABOVE_AXIS = 30;
/** Each point can be taken at its middle, also where its neighbours are near, on a phone. */
const GRAB = { x: -13.5, y: -13.5, width: 27, height: 27 };

/**
 * @param {object} options
 * @param {import("../kit/page/state.js").State} options.state
 * @param {import("./model.js").Model} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns  a part, with its `plane`
 */
export function fitPlane({ state, model, done, signal }) {
  const [[xLow, xHigh], [low, high]] = state.kinds.points.columns;
  const plane = new Plane({
    label: "The points and the function f", inside: true, layers: ["curve"],
    x: { domain: [xLow, xHigh], label: "x", ticks: [0, 0.5, 1, 1.5] },
    y: { domain: [low - MARGIN, high + ABOVE], label: "y", ticks: [-1, 0, 1] },
  });
  const curve = svg("path", { class: "fitted-curve" });
  const bends = svg("g", { class: "bends", "aria-hidden": "true" });
  plane.layer("curve").append(curve, bends);
  const points = svg("g", { class: "data" });
  const name = svg("text", { class: "curve-name", text: "f" });
  plane.above.append(name, points);
  roving(points, { among: ".handle", keys: ["PageUp", "PageDown"], signal });

  const put = (i, x, y) => model.putPoint(i, clamp(x, xLow, xHigh), clamp(y, low, high));
  const grips = [];
  function makePoint(i) {
    const at = () => state.get("points")[i];
    const group = svg("g", {}, svg("rect", { class: "grab", ...GRAB }), svg("circle", { class: "knob" }));
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

  function drawBends() {
    const all = keepCount(bends, model.units, () => svg("circle"));
    model.kinks.forEach((kink, j) => {
      const isSeen = kink > xLow && kink < xHigh;
      set(all[j], {
        class: `bend unit-${j}`, r: (isSeen ? 5 * plane.scale : 0).toFixed(1),
        cx: isSeen ? plane.toX(kink).toFixed(1) : 0, cy: isSeen ? plane.toY(model.valueAt(kink)).toFixed(1) : 0,
      });
    });
  }

  return {
    element: plane.element,
    plane,
    resize({ width, height }) {
      plane.resize(width, height);
      const [left, right] = [SIDES.left * plane.scale, SIDES.right * plane.scale];
      const perPixel = (xHigh - xLow) / (width - left - right);
      plane.x.domain = [xLow - left * perPixel, xHigh + right * perPixel];
      plane.drawAxes();
    },
    update() {
      const values = model.curve();
      const { scale, height } = plane;
      const end = clamp(plane.toY(values.at(-1)) + 5 * scale, 18 * scale, height - ABOVE_AXIS * scale);
      set(curve, { d: plane.path(model.xs, values) });
      set(name, { x: plane.toX(xHigh) + 9 * scale, y: end.toFixed(1) });
      drawBends();
      const rows = state.get("points");
      const dots = keepCount(points, rows.length, makePoint);
      rows.forEach(([x, y], i) => {
        set(dots[i], { transform: `translate(${plane.toX(x).toFixed(1)} ${plane.toY(y).toFixed(1)})` });
        grips[i].update();
      });
    },
  };
}
