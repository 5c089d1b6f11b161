/** a(r) over a′(r) over where a′(r) vanishes, cut by the movable line at r. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, format } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { namedDisc } from "../kit/plane/named_disc.js";
import { Stack } from "../kit/plane/stack.js";
import { onTap } from "../kit/plane/tap.js";
import { FUNCTIONS } from "./model.js";

const STEPS = { r: 0.1, epsilon: 0.01 };
const LARGE = 5;
/** Where the disc of the leaky ReLU's slope stands. */
const EPSILON_AT = -4;
/** Where a function's name stands: about which r, and how far right of it and above the curve, in pixels. */
const NAMES_AT = {
  logistic: { r: -2.4, right: 0, up: 12 },
  tanh: { r: -5.4, right: 0, up: -12 },
  relu: { r: 2.3, right: -34, up: 6 },
  leaky_relu: { r: -2.9, right: 0, up: -12 },
};
/** About which r the names stand in the rows of what is flat. */
const NAMES_IN_ROWS = 1.2;
/** The room of a panel's name; and how high a panel must be for the curves' names, in pixels. */
const [HEADING, NAMED] = [22, 120];
const LETTER = 7.5;
const CLEAR = 6;
const PANELS = [
  {
    name: "a", label: "The functions a of r", share: 40, layers: ["level", "curves", "names"],
    y: { domain: [-2.2, 3], label: "a(r)", ticks: [-2, -1, 0, 1, 2, 3] },
  },
  {
    name: "slope", label: "Their slopes", share: 32, layers: ["level", "curves"],
    y: { domain: [-0.1, 1.15], label: "a′(r)", ticks: [0, 0.25, 0.5, 1] },
  },
  {
    name: "flat", label: "Where each slope is below 1/100", share: 42, layers: ["flat"],
    y: { domain: [0, FUNCTIONS.length], ticks: [], label: "flat: a′(r) < 1/100" },
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
  const foot = namedDisc("place-disc", "r");
  const place = cursor.appendChild(svg("g", { class: "place" }, ...lines, foot.element));
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

  const disc = namedDisc("slope-disc", "ε");
  const knob = leak.appendChild(svg("g", { class: "unit-3" }, disc.element));
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

  let drawn = null;

  function drawCurves() {
    if (drawn === model.curves) return;
    drawn = model.curves;
    for (const [plane, values] of [[a, "fs"], [slope, "slopes"]]) {
      const curves = keepCount(plane.layer("curves"), model.functions.length, () => svg("path"));
      model.functions.forEach((each, n) => {
        set(curves[n], { class: `feature unit-${each.k} kind-${each.k}`, d: plane.path(model.rs, each[values]) });
      });
    }
    levels.forEach((level, n) => set(level, { d: `M0 ${[a, slope][n].toY(0)}H${a.width}` }));
  }

  /** The middle of words about `x` that the line at r does not strike: they give way to its nearer side. */
  function besideLine(x, words) {
    const reach = (words.length * LETTER * a.scale) / 2 + CLEAR * a.scale;
    const line = stack.toX(model.r);
    if (Math.abs(x - line) >= reach) return x;
    return line + (x < line ? -reach : reach);
  }

  function drawNames() {
    const named = a.height < NAMED * a.scale ? [] : model.functions;
    const names = keepCount(a.layer("names"), named.length, () => svg("text", { "text-anchor": "middle" }));
    named.forEach(({ k, trait, text, f }, n) => {
      const { r, right, up } = NAMES_AT[trait];
      const x = besideLine(a.toX(r) + right * a.scale, text);
      const there = places.low + ((places.high - places.low) * (x - right * a.scale)) / a.width;
      const y = Math.min(a.height - 4 * a.scale, a.toY(f(there)) - up * a.scale + 4 * a.scale);
      set(names[n], { class: `unit-name unit-${k}`, x: px(x), y: px(y), text });
    });
  }

  /** One row a function: a bar where its slope is flat. */
  function drawFlat() {
    const makeRow = () =>
      svg("g", {}, svg("path", { class: "flat-bar" }), svg("text", { class: "unit-name", "text-anchor": "middle" }));
    const rows = keepCount(flat.layer("flat"), model.functions.length, makeRow);
    model.functions.forEach((each, n) => {
      const y = flat.toY(FUNCTIONS.length - 0.5 - n);
      const [bar, name] = rows[n].children;
      const text = each.text + (each.flat.length ? "" : ": nowhere");
      set(rows[n], { class: `unit-${each.k}` });
      set(bar, { d: each.flat.map(([from, to]) => `M${px(flat.toX(from))} ${px(y)}H${px(flat.toX(to))}`).join("") });
      set(name, { x: px(besideLine(flat.toX(NAMES_IN_ROWS), text)), y: px(y + 4.5 * flat.scale), text });
    });
  }

  /** The line at r, a dot where it cuts a curve, and the disc of ε. */
  function drawPlace() {
    const [x, bottom] = [stack.toX(model.r), flat.top + flat.height];
    for (const line of lines) set(line, { d: `M${px(x)} ${a.top}V${px(bottom)}` });
    foot.place(x, bottom, a.scale);
    const cuts = model.functions.flatMap(({ k, value, slopeHere }) => [["a", value, k], ["slope", slopeHere, k]]);
    const circles = keepCount(dots, cuts.length, () => svg("circle"));
    cuts.forEach(([panel, value, k], n) => {
      const cy = px(clamp(stack.toY(panel, value), 0, bottom));
      set(circles[n], { class: `dot unit-${k}`, r: px(4.5 * a.scale), cx: px(x), cy });
    });
    const isLeaky = model.functions.some(({ trait }) => trait === "leaky_relu");
    set(leak, { display: isLeaky ? null : "none" });
    disc.place(stack.toX(EPSILON_AT), stack.toY("a", EPSILON_AT * model.epsilon), a.scale);
  }

  return {
    element: stack.element,
    resize({ width, height }) {
      stack.resize(width, height);
      drawn = null;
      flat.y.domain = [0, (FUNCTIONS.length * flat.height) / (flat.height - HEADING * flat.scale)];
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
