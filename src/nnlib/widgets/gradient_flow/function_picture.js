/** The function of the first input that the layers compute. */

import { clamp } from "../engine/clamp.js";
import { set, svg } from "../kit/page/dom.js";
import { Plane } from "../kit/plane/plane.js";
import { REACH, WAYS } from "./model.js";
import { NAMES, waysDrawn } from "./ways_drawn.js";

const RANGES = [3, 6, 12, 25];
const NAME_AT = 0.93;
const NAME_LINE = 18;

/** @param {{ model: import("./model.js").FlowModel }} options */
export function functionPicture({ model }) {
  const plane = new Plane({
    role: "img",
    label: "The function that the layers compute",
    x: { domain: [-REACH, REACH], label: "x", ticks: [-2, -1, 0, 1, 2] },
    y: { domain: [-3, 3], label: "h(x), the first feature; dotted: x" },
    layers: ["guides", "curves", "names"],
    margin: { left: 38, right: 12 },
  });
  plane.element.classList.add("flow-function");
  const zero = svg("path", { class: "level" });
  const identity = svg("path", { class: "guide-line" });
  plane.layer("guides").append(zero, identity);
  const curves = waysDrawn(plane, model);

  function setRange() {
    const values = WAYS.filter(model.shows).map((way) => model.curve[way]);
    const most = Math.max(...values.map((each) => each.reduce((top, value) => Math.max(top, Math.abs(value)), 0)));
    const range = RANGES.find((each) => each >= most) ?? RANGES.at(-1);
    Object.assign(plane.y, { domain: [-range, range], ticks: [-range, 0, range] });
    plane.drawAxes();
  }

  /** Where the names of the two curves stand at place `at`: above or below their curves, and a line apart. */
  function nameHeights(at) {
    const { scale } = plane;
    const [line, bottom] = [NAME_LINE * scale, plane.height - 8];
    const heights = Object.fromEntries(WAYS.map((way) => {
      const value = model.curve[way][at];
      const isAbove = way === "with" ? value > 0 : value > model.curve.with[at];
      return [way, clamp(plane.toY(value) + (isAbove ? -10 : 18) * scale, 2 * line, bottom)];
    }));
    const [upper, lower] = heights.with <= heights.without ? ["with", "without"] : ["without", "with"];
    heights[lower] = Math.min(bottom, Math.max(heights[lower], heights[upper] + line));
    heights[upper] = Math.min(heights[upper], heights[lower] - line);
    return heights;
  }

  return {
    element: plane.element,
    resize: ({ width, height }) => plane.resize(width, height),
    update() {
      setRange();
      const at = Math.round(model.places.length * NAME_AT);
      const heights = nameHeights(at);
      for (const way of WAYS) {
        const isOff = Math.abs(model.curve[way][at]) > plane.y.domain[1];
        const text = isOff ? `${NAMES[way]}: off the scale` : NAMES[way];
        curves.draw(way, model.places, model.curve[way], { x: plane.toX(model.places[at]), y: heights[way], text });
      }
      set(identity, { d: plane.path([-REACH, REACH], [-REACH, REACH]) });
      set(zero, { d: `M0 ${plane.toY(0).toFixed(1)}H${plane.width}` });
    },
  };
}
