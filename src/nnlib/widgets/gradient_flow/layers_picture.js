/** Sizes of the signal and of the gradient over the layers; the handles of the depth and of the weights' size. */

import { clamp } from "../engine/clamp.js";
import { set, svg } from "../kit/page/dom.js";
import { format, powerOfTen } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { namedDisc } from "../kit/plane/named_disc.js";
import { Stack } from "../kit/plane/stack.js";
import { WAYS } from "./model.js";
import { NAMES_ROOM, waysDrawn } from "./ways_drawn.js";

const KNOB_AT = 4;
const HEADROOM = 0.18;
const TAG_LINE = 15;
/** The scales, in powers of ten, stay as they are, so that one can compare; `first` is the first layer drawn. */
const PANELS = {
  signal: {
    first: 0, share: 1, low: -4, high: 4, ticks: [-4, -2, 0, 2, 4],
    label: "Size of the signal after each layer", axis: "size of h, forwards",
  },
  gradient: {
    first: 1, share: 1.2, low: -16, high: 8, ticks: [-16, -8, 0, 8],
    label: "Size of the gradient at each layer", axis: "size of ∂J/∂W, backwards",
  },
};

const told = (exponent) => {
  if (Number.isFinite(exponent)) return powerOfTen(Math.round(exponent));
  return exponent > 0 ? "∞" : "0";
};

/** Where a curve leaves the scale: an arrow and how far it goes. */
function beyondScale(plane, model) {
  const tags = WAYS.map((way) => svg("text", { class: `flow-beyond ${way}` }));
  plane.above.append(...tags);
  return {
    update(layers, logs) {
      let [below, above] = [0, 0];
      WAYS.forEach((way, i) => {
        const [low, high] = plane.y.domain;
        const [least, most] = [Math.min(...logs[way]), Math.max(...logs[way])];
        const isOff = model.shows(way) && (least < low || most > high);
        set(tags[i], { display: isOff ? null : "none" });
        if (!isOff) return;
        const extreme = least < low ? least : most;
        const at = plane.toX(layers[logs[way].indexOf(extreme)]);
        const isLeft = at < plane.width / 2;
        const line = TAG_LINE * plane.scale;
        set(tags[i], {
          text: `${least < low ? "↓" : "↑"} ${told(extreme)}`,
          x: (at + (isLeft ? 6 : -6)).toFixed(1), "text-anchor": isLeft ? "start" : "end",
          y: (least < low ? plane.height - 6 - line * below++ : line * (2 + above++)).toFixed(1),
        });
      });
    },
  };
}

/**
 * @param {{ model: import("./model.js").FlowModel, done: () => void, signal: AbortSignal }} options
 */
export function layersPicture({ model, done, signal }) {
  const [shallowest, deepest] = model.depths;
  const stack = new Stack({
    x: { domain: [0, deepest], label: "layer" },
    right: NAMES_ROOM,
    panels: Object.entries(PANELS).map(([name, { label, share, low, high, ticks, axis }]) => ({
      name, label, share, layers: ["guides", "curves"],
      y: { domain: [low, high + HEADROOM * (high - low)], ticks, label: axis, text: powerOfTen },
    })),
  });
  const { signal: up, gradient: down } = stack.planes;
  const panels = Object.entries(PANELS).map(([name, { first, low, high }]) => {
    const plane = stack.planes[name];
    return { name, plane, first, low, high, curves: waysDrawn(plane, model), beyond: beyondScale(plane, model) };
  });
  const scaleLine = svg("path", { class: "scale-line" });
  up.layer("guides").append(scaleLine);
  const [depthDisc, scaleDisc] = [namedDisc("", "L"), namedDisc("scale-knob", "s")];
  const depthEnd = svg("g", { class: "depth-end" },
    svg("path", { class: "grab" }), svg("path", { class: "stem" }), depthDisc.element);
  stack.over.append(depthEnd, scaleDisc.element);

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
  const scaleHandle = handle(scaleDisc.element, {
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

  function drawCurves() {
    for (const { name, first, curves, beyond } of panels) {
      const logs = Object.fromEntries(WAYS.map((way) => [way, model[name][way].map(Math.log10)]));
      const layers = logs.with.map((_, l) => l + first);
      curves.update(layers, logs);
      beyond.update(layers, logs);
    }
  }

  function placeHandles() {
    const x = stack.toX(model.depth);
    const d = `M${x.toFixed(1)} ${up.top}V${(down.top + down.height).toFixed(1)}`;
    for (const path of [...depthEnd.children].slice(0, 2)) set(path, { d });
    depthDisc.place(x, (up.top + up.height + down.top) / 2, up.scale);
    depthHandle.update();

    const slope = lineAt(1) - lineAt(0);
    const toTop = slope > 0 ? (PANELS.signal.high - lineAt(0)) / slope : Infinity;
    const end = Math.min(toTop, Math.max(KNOB_AT, model.depth));
    set(scaleLine, { d: up.path([0, end], [lineAt(0), lineAt(end)]) });
    scaleDisc.place(stack.toX(KNOB_AT), up.top + clamp(up.toY(lineAt(KNOB_AT)), 0, up.height), up.scale);
    scaleHandle.update();
  }

  return {
    element: stack.element,
    resize: ({ width, height }) => stack.resize(width, height),
    update() {
      drawCurves();
      placeHandles();
    },
  };
}
