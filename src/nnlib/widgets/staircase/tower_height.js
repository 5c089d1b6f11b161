/** The height of the chosen tower, dragged where it stands in the relief. */

import { set, svg } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { scaleOf } from "../kit/page/scale.js";
import { handle } from "../kit/plane/handle.js";
import { namedDisc } from "../kit/plane/named_disc.js";

const STEP = 0.05;
const LARGE = 4;

/**
 * @param {object} options
 * @param {import("./plane_model.js").PlaneModel} options.towers
 * @param {(x1: number, x2: number, z: number) => [number, number]} options.project  pixels; z in units of the top
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function towerHeight({ towers, project, done, signal }) {
  const disc = namedDisc("", "h");
  const stem = svg("path", { class: "stem" });
  const element = svg("g", { class: "tower-height" }, stem, disc.element);
  const [low, high] = towers.heights;
  const pixelsPerUnit = () => (project(0.5, 0.5, 0)[1] - project(0.5, 0.5, 1)[1]) / towers.top;
  const grip = handle(element, {
    signal, done, low, high,
    name: () => `Tower ${towers.chosen + 1}, height`,
    value: () => towers.height,
    text: () => format(towers.height),
    grab: (event) => ({ y: event.clientY, height: towers.height }),
    drag: (event, from) => towers.putHeight(from.height + (from.y - event.clientY) / pixelsPerUnit()),
    nudge: (dx, dy, large) => towers.putHeight(towers.height + (dx + dy) * STEP * (large ? LARGE : 1)),
    end: (which) => towers.putHeight(which === "low" ? low : high),
  });
  return {
    element,
    update() {
      const isShown = towers.built === "all" && towers.rows.length > 0;
      element.toggleAttribute("hidden", !isShown);
      if (!isShown) return;
      const [x1, x2] = towers.middle();
      const [x, y] = project(x1, x2, towers.height / towers.top);
      const foot = project(x1, x2, 0)[1];
      set(stem, { d: `M${x.toFixed(1)} ${foot.toFixed(1)}V${y.toFixed(1)}` });
      disc.place(x, y, scaleOf(element));
      grip.update();
    },
  };
}
