/** The Dropout's picture: f as a function of x, with one mask, many, all and none; or the fits with and without dropout. */

import { set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { Plane } from "../kit/plane/plane.js";
import { targets } from "./targets.js";

const TOP = 2.4;
const STEP = 0.02;
const MOST_POINTS = 60;

const truth = (x) => Math.sin(Math.PI * x);

/**
 * @param options  state, model (DropoutModel), lit () => hidden unit or null, done, signal
 */
export function dropoutPicture({ state, model, lit, done, signal }) {
  const plane = new Plane({
    label: "The network's output f over its input x",
    x: { domain: [-1, 1], ticks: [-1, -0.5, 0, 0.5, 1], label: "x" },
    y: { domain: [-TOP, TOP], ticks: [-2, -1, 0, 1, 2], label: "f" },
    layers: ["spread", "fan", "held", "curves"],
  });
  const path = (layer, kind) => {
    const made = svg("path", { class: kind });
    plane.layer(layer).append(made);
    return made;
  };
  const spread = path("spread", "spread-band");
  const fan = path("fan", "fan-curve");
  const heldOut = path("held", "held-out");
  const curves = Object.fromEntries(["term", "truth", "plain", "net", "mean", "exact", "mask"].map((kind) => [kind, path("curves", `dropout-curve ${kind}`)]));
  const cursor = svg("g", { class: "cursor" });
  const points = svg("g", { class: "data" });
  plane.above.append(cursor, points);

  const put = (x) => state.change({ x: Math.min(1, Math.max(-1, Number(x.toFixed(3)))) });
  const line = svg("g", { class: "upright" }, svg("path", { class: "grab" }), svg("path", { class: "stem" }), svg("circle", { class: "knob", r: 6 }));
  cursor.append(line);
  const probe = handle(line, {
    signal, done, low: -1, high: 1,
    name: () => "The place x of the table",
    value: () => state.get("x"),
    text: () => `x = ${fixed(state.get("x"))}`,
    grab: (event) => state.get("x") - plane.at(event)[0],
    drag: (event, offset) => put(plane.at(event)[0] + offset),
    nudge: (dx, dy, large) => put(state.get("x") + (dx + dy) * STEP * (large ? 5 : 1)),
    end: (which) => put(which === "low" ? -1 : 1),
  });
  const dots = targets({ plane, parent: points, get: () => state.get("points"), change: (rows) => state.change({ points: rows }), done, most: MOST_POINTS, signal });

  const even = model.xs.subarray(0, model.count);
  const predicted = new Float64Array(model.xs.length);
  const draw = (values) => plane.path(even, values);
  const term = new Float64Array(model.count);

  function bandPath({ exact, spread: sd }) {
    const edge = (sign) => even.map((_, i) => exact[i] + sign * sd[i]);
    return `${draw(edge(1))}L${plane.path(Float64Array.from(even).reverse(), edge(-1).reverse()).slice(1)}Z`;
  }
  function termPath(j) {
    const { terms, n } = model.sum;
    for (let i = 0; i < model.count; i++) term[i] = terms[j * n + i];
    return draw(term);
  }

  return {
    element: plane.element,
    resize: (width, height) => plane.resize(width, height),
    drawMasks() {
      const { curves: values, fanned } = model;
      for (const kind of ["truth", "plain"]) set(curves[kind], { d: "" });
      set(heldOut, { d: "" });
      set(spread, { d: bandPath(values) });
      set(fan, { d: model.fan.slice(0, fanned).map(draw).join("") });
      for (const kind of ["mask", "net", "exact"]) set(curves[kind], { d: draw(values[kind]) });
      set(curves.mean, { d: fanned > 1 ? draw(values.mean) : "" });
      set(curves.term, { d: lit() === null ? "" : termPath(lit()), class: `dropout-curve term unit-${(lit() ?? 0) % 5}` });
      const x = plane.toX(state.get("x")).toFixed(1);
      for (const each of [line.children[0], line.children[1]]) set(each, { d: `M${x} 0V${plane.height}` });
      set(line.children[2], { cx: x, cy: plane.height });
      probe.update();
    },
    drawTraining() {
      for (const kind of ["term", "mask", "mean", "exact"]) set(curves[kind], { d: "" });
      for (const each of [spread, fan]) set(each, { d: "" });
      set(curves.truth, { d: draw(even.map(truth)) });
      set(curves.plain, { d: draw(model.predict(state.get("plain"), predicted)) });
      set(curves.net, { d: draw(model.predict(state.get("theta"), predicted)) });
      set(heldOut, { d: model.held.map(([x, y]) => `M${plane.toX(x).toFixed(1)} ${plane.toY(y).toFixed(1)}m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0`).join("") });
    },
    update(training) {
      cursor.toggleAttribute("hidden", training);
      dots.update();
    },
  };
}
