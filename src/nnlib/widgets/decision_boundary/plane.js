/** The plane of the data: f shaded, the line f = ½, each first-layer unit's line, and the points. */

import { Shading, evenly } from "../engine/shading.js";
import { html, set, svg } from "../kit/page/dom.js";
import { onThemeChange } from "../kit/page/theme.js";
import { Plane } from "../kit/plane/plane.js";
import { labelledPoints } from "../kit/plane/points.js";
import { contour, palette, shade } from "../kit/plane/shade.js";
import { unitLines } from "./unit_lines.js";

/** f is worked out in cells of so many pixels, in no more rows and columns than these. */
const CELL = 5;
const [MOST_ROWS, MOST_COLUMNS] = [100, 240];
const TICKS = [-1.5, -1, -0.5, 0.5, 1, 1.5];

/**
 * @param options  reach (largest |x₂| that is seen), units (see unit_lines.js), points (see kit/plane/points.js),
 *                 done, signal
 */
export function boundaryPlane({ reach, units, points, done, signal }) {
  const plane = new Plane({
    label: "The plane of the inputs x₁ and x₂",
    inside: true,
    canvas: true,
    layers: ["boundary"],
    x: { domain: [-reach, reach], ticks: TICKS, label: "x₁" },
    y: { domain: [-reach, reach], ticks: TICKS, label: "x₂" },
  });
  const boundary = svg("path", { class: "boundary-line" });
  plane.layer("boundary").append(boundary);
  const lines = svg("g", { class: "units" });
  const marks = svg("g", { class: "points" });
  plane.above.append(lines, marks);
  const words = html("span");
  const tag = html("span", { text: "Train acts here" });
  const caption = html("p", { class: "picture-caption" }, words, tag);
  const element = html("div", { class: "boundary-plane" }, caption, plane.element);

  const dataPoints = labelledPoints({
    plane,
    parent: marks,
    done,
    signal,
    ...points,
    toRow: (x, y, label) => [x, y, label],
    place: (row) => row,
    name: (row, i) => `Point ${i + 1}`,
  });
  const unitHandles = unitLines({ plane, parent: lines, done, signal, reach, covered: points.get, ...units });

  let colours = null;
  onThemeChange(() => (colours = null), signal);
  const shading = new Shading({ squash: true });
  let [xs, ys, values] = [null, null, null];

  return {
    element,
    points: dataPoints,
    /** Calls `choose(i)` when point i gets the focus. */
    onChoose: (choose) => marks.addEventListener("focusin", () => choose(dataPoints.focused()), { signal }),
    /** One unit of x₁ is as long as one of x₂, as far as the room goes. */
    resize({ width, height }) {
      const across = (reach * width) / height;
      plane.x.domain = [-across, across];
      plane.resize(width, height);
      const rows = Math.max(2, Math.min(MOST_ROWS, Math.round(height / CELL)));
      ys = evenly(reach, rows);
      xs = evenly(across, Math.max(2, Math.min(MOST_COLUMNS, Math.round((rows * width) / height))));
      values = new Float64Array(xs.length * rows);
    },
    /** `told` is null, or what the caption says: { text, isTrained }. */
    draw(net, hard, told) {
      colours ??= palette(element);
      shading.evaluate(net, xs, ys, values);
      shade(plane.canvas, values, xs.length, ys.length, colours, hard);
      const d = contour(
        values,
        xs.length,
        ys.length,
        (i) => (plane.width * i) / (xs.length - 1),
        (j) => plane.height * (1 - j / (ys.length - 1)),
      );
      set(boundary, { d });
      unitHandles.update();
      dataPoints.update();
      caption.hidden = !told;
      if (!told) return;
      set(words, { text: told.text });
      set(caption, { class: `picture-caption${told.isTrained ? " trained" : ""}` });
      tag.hidden = !told.isTrained;
    },
  };
}
