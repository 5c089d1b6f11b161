/** A curve for each of the two ways, with and without skip connections; its name stands right of its end. */

import { set, svg } from "../kit/page/dom.js";
import { spread } from "../kit/plane/spread.js";
import { WAYS } from "./model.js";

/** The room that the names take beside a plane. */
export const NAMES_ROOM = 76;
const NAMES = { with: "with skip", without: "without" };
const LINE = 17;

/**
 * @param {import("../kit/plane/plane.js").Plane} plane  with the layer "curves"
 * @param {import("./model.js").FlowModel} model
 */
export function waysDrawn(plane, model) {
  const perWay = (make) => Object.fromEntries(WAYS.map((way) => [way, make(way)]));
  const curves = perWay((way) => svg("path", { class: `flow ${way}` }));
  const names = perWay((way) => svg("text", { class: `flow-name ${way}`, text: NAMES[way] }));
  plane.layer("curves").append(...Object.values(curves));
  plane.above.append(...Object.values(names));
  return {
    /** Draws each way's curve through (xs, values[way]). */
    update(xs, values) {
      const { scale } = plane;
      const shown = WAYS.filter(model.shows);
      for (const way of WAYS) {
        for (const each of [curves[way], names[way]]) set(each, { display: model.shows(way) ? null : "none" });
        set(curves[way], { d: plane.path(xs, values[way]) });
      }
      const ends = shown.map((way) => plane.toY(values[way].at(-1)));
      const heights = spread(ends, LINE * scale, [0, plane.height]);
      const x = plane.toX(xs.at(-1)) + 9 * scale;
      shown.forEach((way, i) => set(names[way], { x: x.toFixed(1), y: (heights[i] + 4 * scale).toFixed(1) }));
    },
  };
}
