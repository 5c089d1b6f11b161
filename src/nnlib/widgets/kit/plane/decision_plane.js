/** A plane to look at: f shaded, the line f = ½, and labelled points: ● is class 1, ■ class 0. */

import { Shading, evenly } from "../../engine/shading.js";
import { keepCount, set, svg } from "../page/dom.js";
import { onThemeChange } from "../page/theme.js";
import { Plane } from "./plane.js";
import { contour, palette, shade } from "./shade.js";

const MARKS = ["M-3.4 -3.4h6.8v6.8h-6.8z", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"];

/**
 * @param {object} options
 * @param {string} options.label    for assistive technology
 * @param {number} options.reach    largest |x₂| that is seen
 * @param {number[]} options.ticks
 * @param {AbortSignal} options.signal
 */
export function decisionPlane({ label, reach, ticks, signal }) {
  const axis = (name) => ({ domain: [-reach, reach], ticks, label: name });
  const plane = new Plane({
    role: "img", label, inside: true, canvas: true, layers: ["boundary", "points"], x: axis("x₁"), y: axis("x₂"),
  });
  const boundary = svg("path", { class: "boundary-line" });
  plane.layer("boundary").append(boundary);
  const shading = new Shading({ squash: true });
  let [grid, colours] = [null, null];
  onThemeChange(() => (colours = null), signal);

  function makeGrid(rows) {
    const columns = Math.round((rows * plane.width) / plane.height);
    const [xs, ys] = [evenly(plane.x.domain[1], columns), evenly(reach, rows)];
    return { rows, columns, xs, ys, values: new Float64Array(rows * columns) };
  }

  return {
    element: plane.element,
    /** One unit of x₁ is as long as one of x₂, as far as the room goes. */
    resize({ width, height }) {
      const across = (reach * width) / height;
      plane.x.domain = [-across, across];
      plane.resize(width, height);
      grid = null;
    },
    /** @param {number[][]} points  rows x₁, x₂, class */
    drawPoints(points) {
      const marks = keepCount(plane.layer("points"), points.length, () => svg("path"));
      points.forEach(([x, y, its], p) => set(marks[p], {
        d: MARKS[its],
        class: `class-mark class-${its}`,
        transform: `translate(${plane.toX(x).toFixed(1)} ${plane.toY(y).toFixed(1)}) scale(${plane.scale})`,
      }));
    },
    /**
     * @param {any} net      as Shading takes it, or null: neutral, without a line
     * @param {number} rows  of values that are worked out
     */
    drawDecision(net, rows) {
      colours ??= palette(plane.element);
      if (grid?.rows !== rows) grid = makeGrid(rows);
      const { columns, xs, ys, values } = grid;
      if (net) shading.evaluate(net, xs, ys, values);
      else values.fill(0.5);
      shade(plane.canvas, values, columns, rows, colours, false);
      const toX = (i) => (plane.width * i) / (columns - 1);
      const toY = (j) => plane.height * (1 - j / (rows - 1));
      set(boundary, { d: contour(values, columns, rows, toX, toY) });
    },
  };
}
