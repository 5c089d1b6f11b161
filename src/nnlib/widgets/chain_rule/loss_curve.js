/**
 * J as a function of θ, with θ on it to drag, and its tangent once the derivative is known; beside θ, a nudge.
 */

import { clamp } from "../engine/clamp.js";
import { set, svg } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { niceAbove, Plane } from "../kit/plane/plane.js";
import { thetaHandle } from "./theta_handle.js";

const NUDGE_STEP = 0.01;
const NAME = { aside: 92, room: 80, above: 14, least: 20 };
const NARROW = 460;
const FLAT = 0.1;
const WIDE_NAME = { aside: 130, room: 118 };
/** Below 0 there is room for the ticks of θ, above the highest J for a point. */
const MARGIN = { below: 0.16, above: 0.08 };
/** Beside the curve there is room for the ticks of J. */
const SIDES = { left: 44, right: 20 };

/**
 * @param {{ model: import("./model.js").Model, done: () => void, signal: AbortSignal }} options
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number, height: number }): void }}
 */
export function lossCurve({ model, done, signal }) {
  const { low, high } = model;
  const plane = new Plane({
    label: "The loss J as a function of θ, with its tangent", inside: true,
    x: { domain: [low, high], label: "θ" }, y: { domain: [0, 10], label: "J" }, layers: ["curve"],
  });
  const [curve, tangent] = [svg("path", { class: "sum-curve" }), svg("path", { class: "tangent" })];
  const legs = svg("path", { class: "nudge-legs" });
  plane.layer("curve").append(curve, tangent, legs);
  const dot = svg("g", {}, svg("circle", { class: "grab", r: 14 }), svg("circle", { class: "knob" }));
  const name = svg("text", { class: "tangent-name", "text-anchor": "middle" });
  const nudgedDot = svg("g", {}, svg("circle", { class: "grab", r: 14 }), svg("circle", { class: "knob nudged" }));
  plane.above.append(svg("g", { class: "curve-place" }, nudgedDot, dot), name);
  const grip = handle(dot, {
    ...thetaHandle({ name: "θ on the curve", model, done, signal }),
    grab: (event) => model.pass.theta - plane.at(event)[0],
    drag: (event, offset) => model.putTheta(plane.at(event)[0] + offset),
  });

  const nudgeRange = model.state.kinds.nudge;
  const nudgeGrip = handle(nudgedDot, {
    signal, done, low: nudgeRange.low, high: nudgeRange.high,
    name: () => "Nudge Δθ on the curve",
    value: () => model.nudge,
    text: () => `Δθ = ${format(model.nudge)}`,
    grab: (event) => model.nudge - plane.at(event)[0],
    drag: (event, offset) => model.putNudge(plane.at(event)[0] + offset),
    nudge: (dx, dy, large) => model.putNudge(model.nudge + (dx + dy) * NUDGE_STEP * (large ? 10 : 1)),
    end: (which) => model.putNudge(nudgeRange[which]),
    keys: { Backspace: () => model.putNudge(model.state.author.nudge) },
  });

  const along = (theta) => model.pass.J + model.pass.dJt * (theta - model.pass.theta);

  /** How high, in pixels, the curve and its tangent come between two places. */
  function highest(left, right) {
    const between = Array.from(model.thetas, (theta, i) => ({ x: plane.toX(theta), i }))
      .filter(({ x }) => x > left && x < right)
      .map(({ i }) => Math.max(model.losses[i], along(model.thetas[i])));
    return plane.toY(Math.max(0, ...between));
  }

  const isNarrow = () => plane.width < NARROW * plane.scale;

  /** Where the tangent's name is struck by neither: beside θ, or else at an end. */
  function namePlace(x, side, scale) {
    const { room: half, aside } = model.sweep === "forward" && !isNarrow() ? WIDE_NAME : NAME;
    const room = half * scale;
    const places = [x - side * aside * scale, 0, plane.width].map((place) => {
      const middle = clamp(place, room, plane.width - room);
      return { x: middle, y: highest(middle - room, middle + room) - NAME.above * scale };
    });
    const least = NAME.least * scale;
    return places.find(({ y }) => y >= least) ?? { ...places[0], y: least };
  }

  return {
    element: plane.element,
    resize({ width, height }) {
      plane.resize(width, height);
      const [left, right] = [SIDES.left * plane.scale, SIDES.right * plane.scale];
      const perPixel = (high - low) / (width - left - right);
      plane.x.domain = [low - left * perPixel, high + right * perPixel];
      plane.drawAxes();
    },
    update() {
      const { theta, J, dJt } = model.pass;
      const [least, most] = [Math.min(...model.losses), Math.max(1, ...model.losses)];
      const top = niceAbove(most - least < FLAT * most ? 2 * most : most); // a flat curve lies in the middle
      plane.y.domain = [-MARGIN.below * top, (1 + MARGIN.above) * top];
      plane.drawAxes();
      const [x, y] = [plane.toX(theta), plane.toY(J)];
      const seen = model.isComplete;
      const [scale, side] = [plane.scale, Math.sign(dJt) || 1];
      set(curve, { d: plane.path(model.thetas, model.losses) });
      set(dot, { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
      set(tangent, { d: seen ? plane.path([low, high], [along(low), along(high)]) : "" });
      const place = namePlace(x, side, scale);
      const isForward = model.sweep === "forward";
      const risen = `ΔJ = ${format(model.after.J - J)}`;
      const rise = isNarrow() ? risen : `${risen}, tangent ${format(model.changes.J)}`;
      const words = isForward ? rise : `slope ∂J/∂θ = ${format(dJt)}`;
      const [x2, y2] = [plane.toX(theta + model.nudge), plane.toY(model.after.J)];
      set(legs, { d: isForward ? `M${x.toFixed(1)} ${y.toFixed(1)}H${x2.toFixed(1)}V${y2.toFixed(1)}` : "" });
      set(nudgedDot, {
        transform: `translate(${x2.toFixed(1)} ${y2.toFixed(1)})`,
      });
      nudgedDot.classList.toggle("away", !isForward || x2 > plane.width);
      nudgeGrip.update();
      set(name, {
        class: `tangent-name${isForward ? " nudge-name" : ""}`,
        text: seen ? words : "", x: place.x.toFixed(1), y: place.y.toFixed(1),
      });
      grip.update();
    },
  };
}
