/** Sizes of the signal and of the gradient over the layers; the handles of the depth and of the weights' size. */

import { clamp } from "../engine/clamp.js";
import { set, svg } from "../kit/page/dom.js";
import { format, superscript } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { ticks } from "../kit/plane/plane.js";
import { Stack } from "../kit/plane/stack.js";
import { WAYS } from "./model.js";
import { waysDrawn } from "./ways_drawn.js";

const KNOB_AT = 4;
const HEADROOM = 0.18;
const FARTHEST = 60;
const LEAST_REACH = 2;
const PANELS = { signal: 0, gradient: 1 }; // the first layer that is drawn

const power = (exponent) => `10${exponent < 0 ? "⁻" : ""}${superscript(Math.abs(exponent))}`;

/** Whole powers of ten around all values with room for the axis's name above, and the ticks between. */
function decades(values) {
  const logs = values.map(Math.log10).filter(Number.isFinite);
  const low = clamp(Math.floor(Math.min(-LEAST_REACH, ...logs)), -FARTHEST, 0);
  const high = clamp(Math.ceil(Math.max(LEAST_REACH, ...logs)), 0, FARTHEST);
  return { domain: [low, high + HEADROOM * (high - low)], ticks: ticks(low, high, 5).filter(Number.isInteger) };
}

/**
 * @param {{ model: import("./model.js").FlowModel, done: () => void, signal: AbortSignal }} options
 */
export function layersPicture({ model, done, signal }) {
  const [shallowest, deepest] = model.depths;
  const domain = [-LEAST_REACH, LEAST_REACH];
  const stack = new Stack({
    x: { domain: [0, deepest], label: "layer" },
    panels: [
      {
        name: "signal", label: "Size of the signal after each layer", share: 46,
        y: { domain, label: "size of h, forwards", text: power }, layers: ["guides", "curves", "names"],
      },
      {
        name: "gradient", label: "Size of the gradient at each layer", share: 60,
        y: { domain, label: "size of ∂J/∂W, backwards", text: power }, layers: ["curves", "names"],
      },
    ],
  });
  const { signal: up, gradient: down } = stack.planes;
  const curves = { signal: waysDrawn(up, model), gradient: waysDrawn(down, model) };
  const scaleLine = svg("path", { class: "scale-line" });
  up.layer("guides").append(scaleLine);
  const depthEnd = svg("g", { class: "upright depth-end" },
    svg("path", { class: "grab" }), svg("path", { class: "stem" }), svg("circle", { class: "knob", r: 6 }));
  const scaleKnob = svg("g", { class: "upright scale-knob" },
    svg("circle", { class: "grab", r: 14 }), svg("circle", { class: "knob", r: 6 }),
    svg("text", { class: "tip shown" }));
  stack.over.append(depthEnd, scaleKnob);

  const depthHandle = handle(depthEnd, {
    signal, done, low: shallowest, high: deepest,
    name: () => "Number of layers",
    value: () => model.depth,
    text: () => `${model.depth} layers`,
    grab: (event) => model.depth - up.at(event)[0],
    drag: (event, offset) => model.putDepth(up.at(event)[0] + offset),
    nudge: (dx, dy, large) => model.putDepth(model.depth + (dx + dy) * (large ? 5 : 1)),
    end: (which) => model.putDepth(which === "low" ? shallowest : deepest),
    keys: { Backspace: () => model.putBack("depth") },
  });
  /** Where the grey line stands at a layer: weights alone make h this large, in powers of ten. */
  const lineAt = (layer) => Math.log10(model.signal.with[0]) + layer * Math.log10(model.scale * model.shrink);
  const [smallest, largest] = model.scales;
  const scaleHandle = handle(scaleKnob, {
    signal, done, low: smallest, high: largest,
    name: () => "Weight scale, the slope of the grey line",
    value: () => model.scale,
    text: () => `s = ${format(model.scale)}`,
    grab: (event) => lineAt(KNOB_AT) - up.at(event)[1],
    drag: (event, offset) => {
      const slope = (up.at(event)[1] + offset - lineAt(0)) / KNOB_AT;
      model.putScale(10 ** slope / model.shrink);
    },
    nudge: (dx, dy, large) => model.putScale(model.scale * (large ? 1.2 : 1.02) ** (dx + dy)),
    end: (which) => model.putScale(which === "low" ? smallest : largest),
    keys: { Backspace: () => model.putBack("weight_scale") },
  });

  function setDomains() {
    for (const name of Object.keys(PANELS)) {
      const plane = stack.planes[name];
      Object.assign(plane.y, decades(WAYS.filter(model.shows).flatMap((way) => model[name][way])));
      plane.drawAxes();
    }
  }

  function drawCurves(name, first) {
    const plane = stack.planes[name];
    const logs = Object.fromEntries(WAYS.map((way) => [way, model[name][way].map(Math.log10)]));
    const layers = logs.with.map((_, l) => l + first);
    const named = Math.min(Math.max(1, Math.round(model.depth * 0.8)), layers.length - 1);
    const above = logs.with[named] >= logs.without[named] ? "with" : "without";
    for (const way of WAYS) {
      const beside = plane.toY(Math.max(-FARTHEST, logs[way][named])) + (way === above ? -9 : 19) * plane.scale;
      const y = clamp(beside, 26 * plane.scale, plane.height - 6);
      curves[name].draw(way, layers, logs[way], { x: Math.max(60, plane.toX(model.depth) - 8), y });
    }
  }

  function placeHandles() {
    const x = stack.toX(model.depth).toFixed(1);
    const foot = (down.top + down.height).toFixed(1);
    const [endGrab, stem, endKnob] = depthEnd.children;
    for (const path of [endGrab, stem]) set(path, { d: `M${x} ${up.top}V${foot}` });
    set(endKnob, { cx: x, cy: foot });
    depthHandle.update();

    set(scaleLine, { d: up.path([0, deepest], [lineAt(0), lineAt(deepest)]) });
    const left = stack.toX(KNOB_AT);
    const top = up.top + clamp(up.toY(lineAt(KNOB_AT)), 0, up.height);
    const [grab, knob, tip] = scaleKnob.children;
    for (const circle of [grab, knob]) set(circle, { cx: left.toFixed(1), cy: top.toFixed(1) });
    set(tip, { x: (left + 4).toFixed(1), y: (top + 20 * up.scale).toFixed(1), text: `s = ${format(model.scale)}` });
    scaleHandle.update();
  }

  return {
    element: stack.element,
    resize: ({ width, height }) => stack.resize(width, height),
    update() {
      if (!scaleKnob.classList.contains("held")) setDomains();
      for (const [name, first] of Object.entries(PANELS)) drawCurves(name, first);
      placeHandles();
    },
  };
}
