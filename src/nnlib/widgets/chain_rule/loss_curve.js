/** J as a function of θ, with θ on it to drag, and its tangent once the derivative is known. */

import { clamp } from "../engine/clamp.js";
import { set, svg } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { niceAbove, Plane } from "../kit/plane/plane.js";
import { thetaHandle } from "./theta_handle.js";

const NAME_ASIDE = 80;
const NAME_ROOM = 75;

/**
 * @param {{ model: import("./model.js").Model, done: () => void, signal: AbortSignal }} options
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number, height: number }): void }}
 */
export function lossCurve({ model, done, signal }) {
  const { low, high } = model;
  const plane = new Plane({
    label: "The loss J as a function of θ, with its tangent",
    x: { domain: [low, high], label: "θ" }, y: { domain: [0, 10], label: "J(θ)" }, layers: ["curve"],
  });
  const [curve, tangent] = [svg("path", { class: "sum-curve" }), svg("path", { class: "tangent" })];
  plane.layer("curve").append(curve, tangent);
  const dot = svg("g", {}, svg("circle", { class: "grab", r: 14 }), svg("circle", { class: "knob", r: 5 }));
  const name = svg("text", { class: "tangent-name", "text-anchor": "middle" });
  plane.above.append(svg("g", { class: "curve-place" }, dot), name);
  const grip = handle(dot, {
    ...thetaHandle({ name: "θ on the curve", model, done, signal }),
    grab: (event) => model.pass.theta - plane.at(event)[0],
    drag: (event, offset) => model.putTheta(plane.at(event)[0] + offset),
  });

  return {
    element: plane.element,
    resize: ({ width, height }) => plane.resize(width, height),
    update() {
      const { theta, J, dJt } = model.pass;
      plane.y.domain = [0, niceAbove(Math.max(1, ...model.losses))];
      plane.drawAxes();
      const [x, y] = [plane.toX(theta), plane.toY(J)];
      const along = (each) => J + dJt * (each - theta);
      const seen = model.isComplete;
      set(curve, { d: plane.path(model.thetas, model.losses) });
      set(dot, { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
      set(tangent, { d: seen ? plane.path([low, high], [along(low), along(high)]) : "" });
      set(name, {
        text: seen ? `slope ∂J/∂θ = ${format(dJt)}` : "",
        x: clamp(x - Math.sign(dJt) * NAME_ASIDE, NAME_ROOM, plane.width - NAME_ROOM).toFixed(1),
        y: Math.max(14, y - 12).toFixed(1),
      });
      grip.update();
    },
  };
}
