/** What each sweep costs, on log axes: one sweep forwards for each parameter, one sweep back for all. */

import { set, svg } from "../kit/page/dom.js";
import { counted } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { Plane } from "../kit/plane/plane.js";

const { log10 } = Math;
const STEP = 0.1; // of the logarithm, by an arrow key
const LARGE = 10;
const TICKS = [1, 2, 3, 4];
/** Where the lines are named, in powers of ten. */
const [FORWARD_NAME, BACK_NAME] = [{ at: 3.4, of: 4 }, { at: 5.4, of: 0 }];
/** The room around the lines, in powers of ten. */
const X_ROOM = [-0.4, 5.6];
const Y_ROOM = [-1.4, 5.5];

const px = (value) => value.toFixed(1);
const withCommas = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

/** @param {{ model: import("./model.js").Model, done: () => void, signal: AbortSignal }} options */
export function sweepsChart({ model, done, signal }) {
  const text = (tick) => withCommas(10 ** tick);
  const plane = new Plane({
    label: "Sweeps for all derivatives against the number of parameters", inside: true,
    x: { domain: X_ROOM, ticks: TICKS, text, label: "parameters" },
    y: { domain: Y_ROOM, ticks: TICKS, text, label: "sweeps" },
    layers: ["lines"],
  });
  const kinds = ["sweep-gap", "forward-line", "back-line"];
  const [gap, forward, back] = kinds.map((name) => svg("path", { class: name }));
  plane.layer("lines").append(gap, forward, back);
  const foot = svg("circle", { class: "sweep-foot" });
  const dot = svg("g", { class: "parameters-place" },
    svg("circle", { class: "grab" }), svg("circle", { class: "knob" }));
  const [forwardName, backName] = ["forward", "back"].map((kind) =>
    svg("text", { class: `sweep-name ${kind}`, "text-anchor": "end" }));
  plane.above.append(foot, forwardName, backName, dot);
  const { low, high } = model.state.kinds.parameters;
  const put = (power) => model.putParameters(10 ** power);
  const power = () => log10(model.parameters);
  const grip = handle(dot, {
    signal, done, low, high,
    name: () => "Number of parameters",
    value: () => model.parameters,
    text: () => `${counted(model.parameters, "parameter")}: ${counted(model.parameters, "sweep")} forwards, 1 back`,
    grab: (event) => power() - plane.at(event)[0],
    drag: (event, off) => put(plane.at(event)[0] + off),
    nudge(dx, dy, large) {
      const next = Math.round(10 ** (power() + (dx + dy) * STEP * (large ? LARGE : 1)));
      model.putParameters(next === model.parameters ? next + dx + dy : next);
    },
    end: (which) => model.putParameters(which === "low" ? low : high),
    keys: { Backspace: () => model.putParameters(model.state.author.parameters) },
  });

  return {
    element: plane.element,
    resize: ({ width, height }) => plane.resize(width, height),
    update() {
      const { scale } = plane;
      const [x, y, one] = [plane.toX(power()), plane.toY(power()), plane.toY(0)];
      const end = plane.x.domain[1];
      set(forward, { d: plane.path([0, end], [0, end]) });
      set(back, { d: plane.path([0, end], [0, 0]) });
      set(gap, { d: `M${px(x)} ${px(y)}V${px(one)}` });
      set(foot, { cx: px(x), cy: px(one), r: px(5 * scale) });
      set(dot, { transform: `translate(${px(x)} ${px(y)})` });
      set(dot.firstChild, { r: px(16 * scale) });
      set(dot.lastChild, { r: px(7 * scale) });
      const named = ({ at, of }) => ({ x: px(plane.toX(at)), y: px(plane.toY(of) - 8 * scale) });
      const sweeps = `${withCommas(model.parameters)} sweep${model.parameters === 1 ? "" : "s"}`;
      set(forwardName, { ...named(FORWARD_NAME), text: `forwards: ${sweeps}` });
      set(backName, { ...named(BACK_NAME), text: "back: 1 sweep" });
      const isApart = model.parameters > 1; // with one parameter both are one sweep, and a prediction is still to come
      for (const each of [gap, foot, back, backName]) set(each, { visibility: isApart ? null : "hidden" });
      grip.update();
    },
  };
}
