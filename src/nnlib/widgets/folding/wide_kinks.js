/** The kinks of the wide network: each unit bends its line at one place of its own. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { roving } from "../kit/page/roving.js";
import { handle } from "../kit/plane/handle.js";
import { heightIn } from "./rows.js";

const STEP = 0.01;
const [GRAB, DOT] = [12, 5];
/** The wide network's row, of two. */
const [ROW, ROWS] = [1, 2];

/**
 * @param {object} options
 * @param {import("../kit/plane/plane.js").Plane} options.plane
 * @param {SVGGElement} options.parent
 * @param {import("./model.js").FoldingModel} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function wideKinks({ plane, parent, model, done, signal }) {
  const grips = [];

  function make(k) {
    const [grab, knob] = [svg("circle", { class: "grab" }), svg("circle", { class: "knob" })];
    const element = svg("g", { class: "bend" }, grab, knob);
    const at = () => model.bends[k];
    grips[k] = handle(element, {
      signal, done,
      low: () => model.bendBounds(k)[0],
      high: () => model.bendBounds(k)[1],
      name: () => `Kink ${k + 1}`,
      value: at,
      text: () => fixed(at(), 3),
      grab: (event) => at() - plane.at(event)[0],
      drag: (event, off) => model.putBend(k, plane.at(event)[0] + off),
      nudge: (dx, dy, large) => model.putBend(k, at() + (dx + dy) * STEP * (large ? 10 : 1)),
      end: (which) => model.putBend(k, model.bendBounds(k)[which === "low" ? 0 : 1]),
    });
    return element;
  }
  roving(parent, { among: ".bend", keys: ["PageUp", "PageDown"], signal });

  return {
    update() {
      const bends = model.isWide ? model.bends : [];
      const elements = keepCount(parent, bends.length, make);
      grips.length = bends.length;
      bends.forEach((x, k) => {
        const y = plane.toY(heightIn(ROW, ROWS, k % 2));
        set(elements[k], { transform: `translate(${plane.toX(x).toFixed(1)} ${y.toFixed(1)})` });
        set(elements[k].firstChild, { r: GRAB * plane.scale });
        set(elements[k].lastChild, { r: DOT * plane.scale });
        grips[k].update();
      });
    },
  };
}
