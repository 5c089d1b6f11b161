/** a(r) over a′(r) over where a′(r) vanishes, cut by the movable line at r. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, format } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { Stack } from "../kit/plane/stack.js";
import { onTap } from "../kit/plane/tap.js";
import { FUNCTIONS } from "./model.js";

const STEPS = { r: 0.1, epsilon: 0.01 };
const LARGE = 5;
/** Where the knob of the leaky ReLU's slope stands. */
const EPSILON_AT = -5;
/** Where a function's name stands: at which r, how many pixels right of it and above the curve. */
const NAMES_AT = {
  logistic: { r: -2.4, right: 0, up: 14 },
  tanh: { r: -4.8, right: 0, up: -15 },
  relu: { r: 2.3, right: -24, up: 6 },
  leaky_relu: { r: -2.9, right: 0, up: -15 },
};
const PANELS = [
  {
    name: "a", label: "The functions a of r", share: 46, layers: ["level", "curves", "names"],
    y: { domain: [-1.5, 3], label: "a(r)", ticks: [-1, 0, 1, 2, 3] },
  },
  {
    name: "slope", label: "Their slopes", share: 34, layers: ["level", "curves"],
    y: { domain: [-0.1, 1.15], label: "a′(r)", ticks: [0, 0.25, 0.5, 1] },
  },
  {
    name: "flat", label: "Where each slope is below 1/100", share: 28, layers: ["flat"],
    y: { domain: [0, FUNCTIONS.length + 0.7], ticks: [], label: "a′(r) < 1/100" },
  },
];

const px = (value) => value.toFixed(1);

/** @param {{ model: import("./model.js").ActivationsModel, done: () => void, signal: AbortSignal }} options */
export function activationsPicture({ model, done, signal }) {
  const { r: places, epsilon: slopes } = model.state.kinds;
  const stack = new Stack({ x: { domain: [places.low, places.high], label: "r" }, panels: PANELS });
  const { a, slope, flat } = stack.planes;
  const levels = [a, slope].map((plane) => plane.layer("level").appendChild(svg("path", { class: "level" })));
  const [cursor, dots, leak] = ["cursor", "dots", "leak"].map((name) => svg("g", { class: name }));
  stack.over.append(cursor, dots, leak);

  const lines = ["grab", "stem"].map((name) => svg("path", { class: name }));
  const foot = svg("circle", { class: "knob", r: 6 });
  const place = cursor.appendChild(svg("g", { class: "upright" }, ...lines, foot));
  const placeHandle = handle(place, {
    signal, done, ...places,
    name: () => "The place r",
    value: () => model.r,
    text: () => `r = ${fixed(model.r)}`,
    grab: (event) => model.r - a.at(event)[0],
    drag: (event, offset) => model.putPlace(a.at(event)[0] + offset),
    nudge: (dx, dy, large) => model.putPlace(model.r + (dx + dy) * STEPS.r * (large ? LARGE : 1)),
    end: (which) => model.putPlace(places[which]),
  });
  const moveTo = (r) => {
    model.putPlace(r);
    done();
  };
  for (const plane of [a, slope, flat]) onTap(plane, moveTo, signal);

  const knob = leak.appendChild(svg("g", { class: "upright unit-3" },
    svg("circle", { class: "grab", r: 14 }), svg("circle", { class: "knob", r: 5 })));
  const knobHandle = handle(knob, {
    signal, done, ...slopes,
    name: () => "Slope ε of the leaky ReLU",
    value: () => model.epsilon,
    text: () => `ε = ${format(model.epsilon)}`,
    drag: (event) => model.putEpsilon(a.at(event)[1] / EPSILON_AT),
    nudge: (dx, dy, large) => model.putEpsilon(model.epsilon + (dx - dy) * STEPS.epsilon * (large ? LARGE : 1)),
    end: (which) => model.putEpsilon(slopes[which]),
    keys: { Backspace: () => model.putEpsilon(model.state.author.epsilon) },
  });

  function drawCurves() {
    for (const [plane, values] of [[a, "fs"], [slope, "slopes"]]) {
      const curves = keepCount(plane.layer("curves"), model.functions.length, () => svg("path"));
      model.functions.forEach((each, n) => {
        set(curves[n], { class: `feature unit-${each.k} kind-${each.k}`, d: plane.path(model.rs, each[values]) });
      });
    }
    levels.forEach((level, n) => set(level, { d: `M0 ${[a, slope][n].toY(0)}H${a.width}` }));
  }

  function drawNames() {
    const names = keepCount(a.layer("names"), model.functions.length, () => svg("text", { "text-anchor": "middle" }));
    model.functions.forEach(({ k, trait, text, f }, n) => {
      const { r, right, up } = NAMES_AT[trait];
      const y = Math.min(a.height - 4, a.toY(f(r)) - up);
      set(names[n], { class: `unit-name unit-${k}`, x: px(a.toX(r) + right), y: px(y), text });
    });
  }

  /** One row a function: a bar where its slope is flat. */
  function drawFlat() {
    const makeRow = () => svg("g", {}, svg("path", { class: "flat-bar" }), svg("text", { class: "flat-name" }));
    const rows = keepCount(flat.layer("flat"), model.functions.length, makeRow);
    model.functions.forEach((each, n) => {
      const y = flat.toY(FUNCTIONS.length - 0.5 - n);
      const [bar, name] = rows[n].children;
      set(rows[n], { class: `unit-${each.k}` });
      set(bar, { d: each.flat.map(([from, to]) => `M${px(flat.toX(from))} ${px(y)}H${px(flat.toX(to))}`).join("") });
      set(name, { x: px(flat.toX(0) + 8), y: px(y + 4), text: each.text + (each.flat.length ? "" : ": never") });
    });
  }

  /** The line at r, a dot where it cuts a curve, and the knob of ε. */
  function drawPlace() {
    const [cx, bottom] = [px(stack.toX(model.r)), px(flat.top + flat.height)];
    for (const line of lines) set(line, { d: `M${cx} ${a.top}V${bottom}` });
    set(foot, { cx, cy: bottom });
    const cuts = model.functions.flatMap(({ k, value, slopeHere }) => [["a", value, k], ["slope", slopeHere, k]]);
    const circles = keepCount(dots, cuts.length, () => svg("circle", { r: 4 }));
    cuts.forEach(([panel, value, k], n) => {
      set(circles[n], { class: `dot unit-${k}`, cx, cy: px(clamp(stack.toY(panel, value), 0, 2000)) });
    });
    const isLeaky = model.functions.some(({ trait }) => trait === "leaky_relu");
    const at = [stack.toX(EPSILON_AT), stack.toY("a", EPSILON_AT * model.epsilon)].map(px);
    set(knob, { display: isLeaky ? null : "none", transform: `translate(${at.join(" ")})` });
  }

  return {
    element: stack.element,
    resize({ width, height }) {
      stack.resize(width, Number.isFinite(height) ? height : clamp(width * 0.9, 400, 560));
    },
    update() {
      drawCurves();
      drawNames();
      drawFlat();
      drawPlace();
      placeHandle.update();
      knobHandle.update();
    },
  };
}
