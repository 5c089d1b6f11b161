/** The function of the first input that the layers compute. */

import { set, svg } from "../kit/page/dom.js";
import { Plane } from "../kit/plane/plane.js";
import { REACH, WAYS } from "./model.js";
import { NAMES_ROOM, waysDrawn } from "./ways_drawn.js";

const RANGES = [3, 6, 12, 25];

/** @param {{ model: import("./model.js").FlowModel }} options */
export function functionPicture({ model }) {
  const plane = new Plane({
    role: "img",
    label: "The function that the layers compute",
    x: { domain: [-REACH, REACH], label: "x", ticks: [-2, -1, 0, 1, 2] },
    y: { domain: [-3, 3], label: "h(x), the first feature; dotted: x" },
    layers: ["guides", "curves"],
    margin: { left: 38, right: NAMES_ROOM },
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

  return {
    element: plane.element,
    resize: ({ width, height }) => plane.resize(width, height),
    update() {
      setRange();
      curves.update(model.places, model.curve);
      set(identity, { d: plane.path([-REACH, REACH], [-REACH, REACH]) });
      set(zero, { d: `M0 ${plane.toY(0).toFixed(1)}H${plane.width}` });
    },
  };
}
