/** The upright line at the place x of the table, dragged sideways. */

import { clamp } from "../engine/clamp.js";
import { set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";

const STEP = 0.02;
const KNOB = 6;
const ABOVE = 9; // of the lower edge

/** @param {any} options  state, plane, parent (SVG group), done, signal */
export function tablePlace({ state, plane, parent, done, signal }) {
  const { low, high } = state.kinds.x;
  const put = (x) => state.change({ x: clamp(Number(x.toFixed(3)), low, high) });
  const [grab, stem] = [svg("path", { class: "grab" }), svg("path", { class: "stem" })];
  const knob = svg("circle", { class: "knob" });
  const name = svg("text", { class: "place-name" });
  const line = svg("g", { class: "table-place" }, grab, stem, knob, name);
  parent.append(line);
  const grip = handle(line, {
    signal, done, low, high,
    name: () => "The place x of the table",
    value: () => state.get("x"),
    text: () => `x = ${fixed(state.get("x"))}`,
    grab: (event) => state.get("x") - plane.at(event)[0],
    drag: (event, offset) => put(plane.at(event)[0] + offset),
    nudge: (dx, dy, large) => put(state.get("x") + (dx + dy) * STEP * (large ? 5 : 1)),
    end: (which) => put(which === "low" ? low : high),
  });
  return {
    update() {
      const x = plane.toX(state.get("x")).toFixed(1);
      for (const each of [grab, stem]) set(each, { d: `M${x} 0V${plane.height}` });
      const isLeft = Number(x) > plane.width / 2;
      set(name, {
        "text-anchor": isLeft ? "end" : "start", x: Number(x) + (isLeft ? -10 : 10) * plane.scale,
        y: plane.height - 26 * plane.scale, text: `x = ${fixed(state.get("x"))}`,
      });
      set(knob, { cx: x, cy: plane.height - ABOVE * plane.scale, r: KNOB * plane.scale });
      grip.update();
    },
  };
}
