/** The plane of the data: f shaded, the line f = ½, each first-layer unit's line, and the points. */

import { Shading } from "../engine/shading.js";
import { html, set, svg } from "../kit/page/dom.js";
import { lines } from "./unit_lines.js";
import { Plane } from "../kit/plane/plane.js";
import { labelledPoints } from "../kit/plane/points.js";
import { scaleOf } from "../kit/page/scale.js";
import { contour, palette, shade } from "../kit/plane/shade.js";
import { onThemeChange } from "../kit/page/theme.js";

const RANGE = 1.2;
const GRID = 100;
const CAPTION = 40;
const LARGEST = 720;

const grid = Float64Array.from({ length: GRID }, (_, i) => -RANGE + (2 * RANGE * i) / (GRID - 1));

/**
 * @param options  units (see lines.js), points (see points.js), done, signal
 */
export function boundaryPlane({ units, points, done, signal }) {
  const plane = new Plane({
    label: "The plane of the inputs x₁ and x₂",
    x: { domain: [-RANGE, RANGE], ticks: [-1, -0.5, 0, 0.5, 1], label: "x₁" },
    y: { domain: [-RANGE, RANGE], ticks: [-1, -0.5, 0, 0.5, 1], label: "x₂" },
    layers: ["boundary"],
    canvas: true,
  });
  const boundary = svg("path", { class: "boundary-line" });
  plane.layer("boundary").append(boundary);
  const unitLayer = svg("g", { class: "units" });
  const pointLayer = svg("g", { class: "points" });
  plane.above.append(unitLayer, pointLayer);
  const caption = html("p", { class: "caption" });
  const element = html("div", { class: "boundary-plane" }, plane.element, caption);

  const unitLines = lines({ plane, parent: unitLayer, done, signal, ...units });
  const dataPoints = labelledPoints({
    plane, parent: pointLayer, done, signal, ...points,
    toRow: (x, y, label) => [x, y, label],
    place: (row) => row,
    name: (row, i) => `Point ${i + 1}`,
  });

  let colours = null;
  onThemeChange(() => (colours = null), signal);
  const values = new Float64Array(GRID * GRID);
  let shading = null;

  return {
    element,
    points: dataPoints,
    /** Calls `choose(i)` when point i gets the focus. */
    onChoose(choose) {
      pointLayer.addEventListener("focusin", () => choose(dataPoints.focused()), { signal });
    },
    /** Takes the room of the hero, or half of it when two stand side by side. */
    fit(width, height, compared) {
      const beside = compared && width >= 520;
      const side = Math.min(beside ? (width - 12) / 2 : width, Number.isFinite(height) ? height - CAPTION * scaleOf(element) : LARGEST);
      plane.resize(Math.floor(side), Math.floor(side));
    },
    draw(net, hard, words) {
      colours ??= palette(element);
      shading ??= new Shading({ squash: true });
      shading.evaluate(net, grid, grid, values);
      shade(plane.canvas, values, GRID, GRID, colours, hard);
      const step = (2 * RANGE) / (GRID - 1);
      set(boundary, { d: contour(values, GRID, GRID, (i) => plane.toX(-RANGE + i * step), (j) => plane.toY(-RANGE + j * step)) });
      unitLines.update();
      dataPoints.update();
      set(caption, { text: words });
    },
  };
}
