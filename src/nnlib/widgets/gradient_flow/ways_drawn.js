/** One curve and its name for each of the two ways, with and without skip connections, in a plane. */

import { set, svg } from "../kit/page/dom.js";
import { WAYS } from "./model.js";

export const NAMES = { with: "with skip", without: "without" };

/**
 * @param {import("../kit/plane/plane.js").Plane} plane  with the layers "curves" and "names"
 * @param {import("./model.js").FlowModel} model
 */
export function waysDrawn(plane, model) {
  const drawn = Object.fromEntries(WAYS.map((way) => {
    const curve = svg("path", { class: `flow ${way}` });
    const name = svg("text", { class: `flow-name ${way}`, "text-anchor": "end" });
    plane.layer("curves").append(curve);
    plane.layer("names").append(name);
    return [way, { curve, name }];
  }));
  return {
    /** Draws one way's curve through (xs, ys), its name ending at the pixel (x, y). */
    draw(way, xs, ys, { x, y, text = NAMES[way] }) {
      const { curve, name } = drawn[way];
      for (const element of [curve, name]) set(element, { display: model.shows(way) ? null : "none" });
      set(curve, { d: plane.path(xs, ys) });
      set(name, { x: x.toFixed(1), y: y.toFixed(1), text });
    },
  };
}
