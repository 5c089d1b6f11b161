/** The points to drag, the function f, and where each unit bends, on the axis. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { movedInPlane } from "../kit/plane/moved_in_plane.js";
import { Plane } from "../kit/plane/plane.js";

const STEP = 0.02;
const MARGIN = 0.1;

/**
 * @param {object} options
 * @param {import("../kit/page/state.js").State} options.state
 * @param {import("./model.js").Model} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number, height: number }): void }}
 */
export function fitPicture({ state, model, done, signal }) {
  const [[xLow, xHigh], [low, high]] = state.kinds.points.columns;
  const plane = new Plane({
    label: "The points, the function f, and each unit's kink on the axis",
    x: { domain: [xLow, xHigh], label: "x" },
    y: { domain: [low - MARGIN, high + MARGIN], label: "y", ticks: [-1, 0, 1] },
    layers: ["curve", "kinks"],
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

  return {
    element: plane.element,
    resize: ({ width, height }) => plane.resize(width, height),
    update() {
      set(curve, { d: plane.path(model.xs, model.curve()) });
      const rows = state.get("points");
      const dots = keepCount(points, rows.length, makePoint);
      rows.forEach(([x, y], i) => {
        set(dots[i], { transform: `translate(${plane.toX(x).toFixed(1)} ${plane.toY(y).toFixed(1)})` });
        grips[i].update();
      });
      const kinks = keepCount(plane.layer("kinks"), model.units, () => svg("path"));
      model.kinks.forEach((kink, j) => {
        const x = clamp(plane.toX(kink), -plane.width, 2 * plane.width);
        set(kinks[j], { class: `kink unit-${j % 5}`, d: `M${x.toFixed(1)} ${plane.height}l-6 -11h12z` });
      });
    },
  };
}
