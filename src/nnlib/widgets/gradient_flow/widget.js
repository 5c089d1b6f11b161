/** GradientFlow: signals forwards and gradients backwards through many layers, with and without skip connections. */

import { clamp } from "../engine/clamp.js";
import { State } from "../kit/page/state.js";
import { button, choice, part, slider, strip } from "../kit/controls/controls.js";
import { html, set, svg } from "../kit/page/dom.js";
import { fixed, format, superscript } from "../kit/page/format.js";
import { DEEPEST, FlowModel, REACH, WAYS } from "./model.js";
import { Frame } from "../kit/page/frame.js";
import { handle } from "../kit/plane/handle.js";
import { Plane, ticks } from "../kit/plane/plane.js";
import { Stack } from "../kit/plane/stack.js";

const GUIDE_AT = 4;
const SCALES = [0.1, 5];
const FUNCTION_RANGES = [3, 6, 12, 25];
const HEADROOM = 0.18;
const FARTHEST = 60;
const NAMES = { with: "with skip", without: "without" };
const NAME_LINE = 18;

const power = (exponent) => `10${exponent < 0 ? "⁻" : ""}${superscript(Math.abs(exponent))}`;

/** Whole powers of ten around all values with room for the axis's name above, and the ticks between. */
function decades(values, least) {
  const logs = values.map(Math.log10).filter(Number.isFinite);
  const low = clamp(Math.floor(Math.min(-least, ...logs)), -FARTHEST, 0);
  const high = clamp(Math.ceil(Math.max(least, ...logs)), 0, FARTHEST);
  return { domain: [low, high + HEADROOM * (high - low)], ticks: ticks(low, high, 5).filter(Number.isInteger) };
}

function render({ model: traits, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const state = new State({ model: traits, signal, bookPage });
  const frame = new Frame({
    el, widget: "GradientFlow", state, signal,
    title: "Signals forwards, gradients backwards, with and without skip connections",
    hint: "Drag the upright line for the number of layers, the knob on the grey line for the size of the weights.",
  });
  const done = () => state.commit();
  const opening = state.snapshot();
  const model = new FlowModel(state);
  const shows = (way) => state.get("show") === "both" || state.get("show") === way;

  const stack = new Stack({
    x: { domain: [0, DEEPEST], label: "layer" },
    panels: [
      { name: "signal", label: "Size of the signal after each layer", share: 46, y: { domain: [-2, 2], label: "size of h, forwards", text: power }, layers: ["guides", "curves", "names"] },
      { name: "gradient", label: "Size of the gradient at each layer", share: 60, y: { domain: [-2, 2], label: "size of ∂J/∂W, backwards", text: power }, layers: ["curves", "names"] },
    ],
  });
  const plane = new Plane({
    role: "img",
    label: "The function that the layers compute",
    x: { domain: [-REACH, REACH], label: "x", ticks: [-2, -1, 0, 1, 2] },
    y: { domain: [-3, 3], label: "h(x), the first feature; dotted: x" },
    layers: ["guides", "curves", "names"],
    margin: { left: 38, right: 12 },
  });
  plane.element.classList.add("flow-function");
  frame.hero.append(stack.element, plane.element);
  const identity = svg("path", { class: "guide-line" });
  const zero = svg("path", { class: "level" });
  plane.layer("guides").append(zero, identity);
  const guide = svg("path", { class: "scale-line" });
  stack.planes.signal.layer("guides").append(guide);

  const drawn = {};
  for (const [name, each] of [...Object.entries(stack.planes), ["curve", plane]]) {
    drawn[name] = Object.fromEntries(WAYS.map((way) => {
      const curve = svg("path", { class: `flow ${way}` });
      const text = svg("text", { class: `flow-name ${way}`, text: NAMES[way] });
      each.layer("curves").append(curve);
      each.layer("names").append(text);
      return [way, { curve, text }];
    }));
  }

  const putDepth = (depth) => state.change({ depth: clamp(Math.round(depth), 1, DEEPEST) });
  const end = svg("g", { class: "upright depth-end" }, svg("path", { class: "grab" }), svg("path", { class: "stem" }), svg("circle", { class: "knob", r: 6 }));
  const putScale = (scale) => state.change({ weight_scale: clamp(Number(scale.toPrecision(4)), ...SCALES) });
  const knob = svg("g", { class: "upright scale-knob" }, svg("circle", { class: "grab", r: 14 }), svg("circle", { class: "knob", r: 6 }), svg("text", { class: "tip" }));
  stack.over.append(end, knob);
  const ending = handle(end, {
    signal, done, low: 1, high: DEEPEST,
    name: () => "Number of layers",
    value: () => state.get("depth"),
    text: () => `${state.get("depth")} layers`,
    grab: (event) => state.get("depth") - stack.planes.signal.at(event)[0],
    drag: (event, offset) => putDepth(stack.planes.signal.at(event)[0] + offset),
    nudge: (dx, dy, large) => putDepth(state.get("depth") + (dx + dy) * (large ? 5 : 1)),
    end: (which) => putDepth(which === "low" ? 1 : DEEPEST),
    keys: { Backspace: () => putDepth(opening.depth) },
  });
  const guideHeight = (layer) => Math.log10(model.signal.with[0]) + layer * Math.log10(state.get("weight_scale") * model.shrink());
  model.read();
  const scaling = handle(knob, {
    signal, done, low: SCALES[0], high: SCALES[1],
    name: () => "Weight scale, the slope of the grey line",
    value: () => state.get("weight_scale"),
    text: () => `s = ${format(state.get("weight_scale"))}`,
    grab: (event) => guideHeight(GUIDE_AT) - stack.planes.signal.at(event)[1],
    drag: (event, offset) => {
      const slope = (stack.planes.signal.at(event)[1] + offset - guideHeight(0)) / GUIDE_AT;
      putScale(10 ** slope / model.shrink());
    },
    nudge: (dx, dy, large) => putScale(state.get("weight_scale") * (large ? 1.2 : 1.02) ** (dx + dy)),
    end: (which) => putScale(SCALES[which === "low" ? 0 : 1]),
    keys: { Backspace: () => putScale(opening.weight_scale) },
  });

  const change = (trait) => (value) => state.change({ [trait]: value });
  const slide = (label, trait, options) => slider({ label, value: () => state.get(trait), change: change(trait), done, start: () => opening[trait], signal, ...options });
  const sliders = {
    depth: slide("Layers L", "depth", { low: 1, high: DEEPEST, step: 1 }),
    width: slide("Width", "width", { low: 2, high: 16, step: 1 }),
    scale: slide("Scale s", "weight_scale", { low: SCALES[0], high: SCALES[1], step: 0.05, log: true }),
    l2: slide("L2 strength λ", "l2", { low: 0, high: 50, step: 0.5 }),
    alpha: slide("Skip: α", "skip_scale", { low: 0, high: 2, step: 0.01 }),
  };
  const kind = choice({
    label: "Activation",
    options: [["logistic", "logistic"], ["tanh", "tanh"], ["relu", "ReLU"], ["leaky relu", "leaky ReLU"]],
    value: () => state.get("activation"), change: (activation) => state.commit({ activation }),
  });
  const show = choice({ label: "Show", options: [["both", "both"], ["with", "with skip"], ["without", "without"]], value: () => state.get("show"), change: (which) => state.commit({ show: which }) });
  const again = button({ text: "New start", press: () => state.commit({ seed: (state.get("seed") + 1) % 10000 }), hint: "Draw the weights anew" });
  const seed = html("span", { class: "seed" });
  const shrunk = html("p", { class: "quiet" });
  frame.side.append(
    part("Network", sliders.depth.element, sliders.width.element, kind.element),
    part("Weights", sliders.scale.element, sliders.l2.element, shrunk, strip(again.element, seed)),
    part("Skip connection: h ← h + α F(h)", sliders.alpha.element, show.element),
  );

  frame.onResize(({ width, height }) => {
    const room = Number.isFinite(height) ? height : clamp(width * 0.95, 440, 640);
    stack.resize(width, Math.round(room * 0.64));
    plane.resize(width, Math.round(room * 0.34));
  });

  function setDomains() {
    for (const panel of ["signal", "gradient"]) {
      const values = WAYS.filter(shows).flatMap((way) => model[panel][way]);
      const { domain, ticks: marks } = decades(values, 2);
      Object.assign(stack.planes[panel].y, { domain, ticks: marks });
      stack.planes[panel].drawAxes();
    }
    const most = Math.max(...WAYS.filter(shows).map((way) => model.curve[way].reduce((top, each) => Math.max(top, Math.abs(each)), 0)));
    const range = FUNCTION_RANGES.find((each) => each >= most) ?? FUNCTION_RANGES[FUNCTION_RANGES.length - 1];
    Object.assign(plane.y, { domain: [-range, range], ticks: [-range, 0, range] });
    plane.drawAxes();
  }

  /** Where the names of the two curves of h(x) stand at place `at`: above or below their curves, and a line apart. */
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

  function drawCurve(each, way, xs, ys, nameAt) {
    const { curve, text } = each[way];
    for (const element of [curve, text]) set(element, { display: shows(way) ? null : "none" });
    set(curve, { d: nameAt.plane.path(xs, ys) });
    set(text, { x: nameAt.x.toFixed(1), y: nameAt.y.toFixed(1), "text-anchor": nameAt.anchor });
  }

  frame.onDraw(() => {
    model.read();
    const depth = state.get("depth");
    if (!knob.classList.contains("held")) setDomains();
    const [up, down] = [stack.planes.signal, stack.planes.gradient];
    for (const [panel, first] of [["signal", 0], ["gradient", 1]]) {
      const each = stack.planes[panel];
      const logs = Object.fromEntries(WAYS.map((way) => [way, model[panel][way].map(Math.log10)]));
      const xs = logs.with.map((_, l) => l + first);
      const named = Math.min(Math.max(1, Math.round(depth * 0.8)), logs.with.length - 1);
      const above = logs.with[named] >= logs.without[named] ? "with" : "without";
      for (const way of WAYS) {
        const y = clamp(each.toY(Math.max(-FARTHEST, logs[way][named])) + (way === above ? -9 : 19) * each.scale, 26 * each.scale, each.height - 6);
        drawCurve(drawn[panel], way, xs, logs[way], { plane: each, x: Math.max(60, each.toX(depth) - 8), y, anchor: "end" });
      }
    }
    const at = Math.round(model.places.length * 0.93);
    const heights = nameHeights(at);
    for (const way of WAYS) {
      const isOff = Math.abs(model.curve[way][at]) > plane.y.domain[1];
      set(drawn.curve[way].text, { text: isOff ? `${NAMES[way]}: off the scale` : NAMES[way] });
      drawCurve(drawn.curve, way, model.places, model.curve[way], { plane, x: plane.toX(model.places[at]), y: heights[way], anchor: "end" });
    }
    set(guide, { d: up.path([0, DEEPEST], [guideHeight(0), guideHeight(DEEPEST)]) });
    set(identity, { d: plane.path([-REACH, REACH], [-REACH, REACH]) });
    set(zero, { d: `M0 ${plane.toY(0).toFixed(1)}H${plane.width}` });

    const x = stack.toX(depth).toFixed(1);
    const foot = (down.top + down.height).toFixed(1);
    for (const path of [end.children[0], end.children[1]]) set(path, { d: `M${x} ${up.top}V${foot}` });
    set(end.children[2], { cx: x, cy: foot });
    const knobY = up.top + clamp(up.toY(guideHeight(GUIDE_AT)), 0, up.height);
    for (const circle of [knob.children[0], knob.children[1]]) set(circle, { cx: stack.toX(GUIDE_AT).toFixed(1), cy: knobY.toFixed(1) });
    set(knob.children[2], { x: (stack.toX(GUIDE_AT) + 4).toFixed(1), y: (knobY + 20 * up.scale).toFixed(1), class: "tip shown", text: `s = ${format(state.get("weight_scale"))}` });

    set(seed, { text: `start ${state.get("seed")}` });
    set(shrunk, { text: `L2 leaves ${fixed(100 * model.shrink(), 0)} % of the weights, 1 / (1 + λ).` });
    for (const each of [ending, scaling, ...Object.values(sliders), kind, show, again]) each.update();
    const ratio = (way) => format(model.gradient[way][0] / model.gradient[way][depth - 1]);
    const last = (way) => format(model.signal[way][depth]);
    frame.say(`Gradient at layer 1 over that at layer ${depth}: ${ratio("without")} without skip, ${ratio("with")} with it. Size of the last signal: ${last("without")} without, ${last("with")} with.`);
  });
  return () => ended.abort();
}

export default { render };
