/** The square of x₁ and x₂, shaded by f, with the towers' boxes on it. */

import { clamp } from "../engine/clamp.js";
import { svg } from "../kit/page/dom.js";
import { onThemeChange } from "../kit/page/theme.js";
import { Plane } from "../kit/plane/plane.js";
import { palette, shade } from "../kit/plane/shade.js";
import { onTap } from "../kit/plane/tap.js";
import { boxes } from "./boxes.js";

const TICKS = [0.25, 0.5, 0.75];
const NARROW = 240;

/**
 * @param {object} options
 * @param {import("./plane_model.js").PlaneModel} options.towers
 * @param {(i: number) => void} options.choose
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function mapPicture({ towers, choose, done, signal }) {
  const axis = (label) => ({ domain: [0, 1], ticks: TICKS, label });
  const plane = new Plane({
    label: "The plane of x₁ and x₂, with the towers' boxes", inside: true, canvas: true, layers: [],
    x: axis("x₁"), y: axis("x₂"),
  });
  const parent = svg("g", { class: "boxes" });
  plane.above.append(parent);
  const map = boxes({ plane, parent, towers, choose, done, signal });
  onTap(plane, (x1, x2) => towers.adding && towers.add(x1, x2), signal);
  let colours = null;
  onThemeChange(() => (colours = null), signal);

  return {
    element: plane.element,
    resize({ width, height }) {
      plane.x.ticks = plane.y.ticks = width < NARROW ? [] : TICKS;
      plane.resize(width, height);
    },
    update() {
      colours ??= palette(plane.element);
      const { n, values } = towers.map();
      for (let p = 0; p < values.length; p++) values[p] = clamp(0.5 + values[p] / (2 * towers.top), 0, 1);
      shade(plane.canvas, values, n, n, colours, false);
      map.update();
    },
  };
}
