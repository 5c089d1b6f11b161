/** Activations: a(r) over a′(r) for several functions at one movable r; where a slope vanishes is marked. */

import { activations, leakyReLU } from "../engine/activations.js";
import { clamp } from "../engine/clamp.js";
import { State } from "../kit/page/state.js";
import { part, slider, toggle } from "../kit/controls/controls.js";
import { html, keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, format } from "../kit/page/format.js";
import { Frame } from "../kit/page/frame.js";
import { handle } from "../kit/plane/handle.js";
import { Stack } from "../kit/plane/stack.js";

const [LOW, HIGH] = [-6, 6];
const PLACES = 361;
const FLAT = 0.01;
const STEP = 0.1;
const EPSILON_AT = -5;
/** The functions, and where each one's name stands: at which r, how many pixels above its curve. */
const KINDS = [
  { name: "logistic", trait: "logistic", text: "Logistic", named: [-2.4, 14] },
  { name: "tanh", trait: "tanh", text: "tanh", named: [-4.8, -15] },
  { name: "relu", trait: "relu", text: "ReLU", named: [2.3, 6] },
  { name: "leaky relu", trait: "leaky_relu", text: "Leaky ReLU", named: [-2.9, -15] },
];

const rs = Float64Array.from({ length: PLACES }, (_, i) => LOW + ((HIGH - LOW) * i) / (PLACES - 1));

/** The stretches of the axis where |a′(r)| < FLAT, as [from, to]. */
function flatStretches(slopes) {
  const stretches = [];
  let from = null;
  slopes.forEach((slope, i) => {
    const flat = Math.abs(slope) < FLAT;
    if (flat && from === null) from = rs[i];
    if (from !== null && (!flat || i === PLACES - 1)) {
      stretches.push([from, rs[flat ? i : i - 1]]);
      from = null;
    }
  });
  return stretches;
}

function render({ model, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const state = new State({ model, signal, bookPage });
  const frame = new Frame({
    el, widget: "Activations", state, signal,
    title: "Activation functions and their slopes",
    hint: "Drag the dotted line along r. Drag the knob on the leaky ReLU to change its slope ε.",
  });
  const done = () => state.commit();
  const r = () => state.get("r");
  const shown = () => KINDS.map((kind, k) => ({ ...kind, k })).filter(({ trait }) => state.get(trait));
  const functionOf = ({ name }) => (name === "leaky relu" ? leakyReLU(state.get("epsilon")) : activations[name]);

  const stack = new Stack({
    x: { domain: [LOW, HIGH], label: "r" },
    panels: [
      { name: "a", label: "The functions a of r", share: 46, y: { domain: [-1.5, 3], label: "a(r)", ticks: [-1, 0, 1, 2, 3] }, layers: ["level", "curves", "names"] },
      { name: "slope", label: "Their slopes", share: 34, y: { domain: [-0.1, 1.15], label: "a′(r)", ticks: [0, 0.25, 0.5, 1] }, layers: ["level", "curves"] },
      { name: "flat", label: "Where each slope is below 1/100", share: 28, y: { domain: [0, KINDS.length + 0.7], ticks: [], label: "a′(r) < 1/100" }, layers: ["flat"] },
    ],
  });
  const [axis, dots, leak] = ["cursor", "dots", "leak"].map((name) => svg("g", { class: name }));
  stack.over.append(axis, dots, leak);
  for (const panel of ["a", "slope"]) stack.planes[panel].layer("level").append(svg("path", { class: "level" }));
  frame.hero.append(stack.element);

  const put = (value) => state.change({ r: clamp(Number(value.toFixed(3)), LOW, HIGH) });
  const line = svg("g", { class: "upright" }, svg("path", { class: "grab" }), svg("path", { class: "stem" }), svg("circle", { class: "knob", r: 6 }));
  axis.append(line);
  const mover = handle(line, {
    signal, done, low: LOW, high: HIGH,
    name: () => "The place r",
    value: r,
    text: () => `r = ${fixed(r())}`,
    grab: (event) => r() - stack.planes.a.at(event)[0],
    drag: (event, offset) => put(stack.planes.a.at(event)[0] + offset),
    nudge: (dx, dy, large) => put(r() + (dx + dy) * STEP * (large ? 5 : 1)),
    end: (which) => put(which === "low" ? LOW : HIGH),
  });
  stack.element.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && !event.target.closest(".handle")) put(stack.planes.a.at(event)[0]);
  }, { signal });

  const putEpsilon = (value) => state.change({ epsilon: clamp(Number(value.toFixed(3)), 0.01, 0.5) });
  const knob = svg("g", { class: "upright unit-3" }, svg("circle", { class: "grab", r: 14 }), svg("circle", { class: "knob", r: 5 }));
  leak.append(knob);
  const leaking = handle(knob, {
    signal, done, low: 0.01, high: 0.5,
    name: () => "Slope ε of the leaky ReLU",
    value: () => state.get("epsilon"),
    text: () => `ε = ${format(state.get("epsilon"))}`,
    drag: (event) => putEpsilon(stack.planes.a.at(event)[1] / EPSILON_AT),
    nudge: (dx, dy, large) => putEpsilon(state.get("epsilon") + (dx - dy) * 0.01 * (large ? 5 : 1)),
    end: (which) => putEpsilon(which === "low" ? 0.01 : 0.5),
    keys: { Backspace: () => putEpsilon(0.1) },
  });

  const switches = KINDS.map(({ trait, text }) => toggle({ label: text, value: () => state.get(trait), change: (on) => state.commit({ [trait]: on }) }));
  const place = slider({ label: "r", low: LOW, high: HIGH, step: 0.1, value: r, change: put, done, signal });
  const epsilon = slider({ label: "ε (leaky)", low: 0.01, high: 0.5, step: 0.01, value: () => state.get("epsilon"), change: putEpsilon, done, start: () => 0.1, signal });
  const table = html("table", { class: "values" }, html("thead", {}, html("tr", {}, ...["", "a(r)", "a′(r)"].map((text) => html("th", { text, scope: "col" })))), html("tbody"));
  frame.side.append(
    part("Functions", ...switches.map((each) => each.element)),
    part("Place", place.element, epsilon.element, table),
  );

  frame.onResize(({ width, height }) => stack.resize(width, Number.isFinite(height) ? height : clamp(width * 0.9, 400, 560)));

  function drawCurves(kinds) {
    for (const [panel, value] of [["a", "f"], ["slope", "slope"]]) {
      const plane = stack.planes[panel];
      set(plane.layer("level").firstChild, { d: `M0 ${plane.toY(0)}H${plane.width}` });
      const curves = keepCount(plane.layer("curves"), kinds.length, () => svg("path"));
      kinds.forEach((kind, n) => set(curves[n], { class: `feature unit-${kind.k} kind-${kind.k}`, d: plane.path(rs, Array.from(rs, functionOf(kind)[value])) }));
    }
  }

  function drawNames(kinds) {
    const plane = stack.planes.a;
    const names = keepCount(plane.layer("names"), kinds.length, () => svg("text", { class: "unit-name", "text-anchor": "middle" }));
    kinds.forEach((kind, n) => {
      const [at, above] = kind.named;
      const y = Math.min(plane.height - 4, plane.toY(functionOf(kind).f(at)) - above);
      const beside = kind.name === "relu" ? -24 : 0;
      set(names[n], { class: `unit-name unit-${kind.k}`, x: (plane.toX(at) + beside).toFixed(1), y: y.toFixed(1), text: kind.text });
    });
  }

  /** One row a function: a bar where its slope is below FLAT. */
  function drawFlat(kinds) {
    const plane = stack.planes.flat;
    const rows = keepCount(plane.layer("flat"), kinds.length, () => svg("g", {}, svg("path", { class: "flat-bar" }), svg("text", { class: "flat-name" })));
    kinds.forEach((kind, n) => {
      const y = plane.toY(KINDS.length - 0.5 - n);
      const stretches = flatStretches(Array.from(rs, functionOf(kind).slope));
      const [bar, name] = rows[n].children;
      set(rows[n], { class: `unit-${kind.k}` });
      set(bar, { d: stretches.map(([from, to]) => `M${plane.toX(from).toFixed(1)} ${y.toFixed(1)}H${plane.toX(to).toFixed(1)}`).join("") });
      set(name, { x: (plane.toX(0) + 8).toFixed(1), y: (y + 4).toFixed(1), text: kind.text + (stretches.length ? "" : ": never") });
    });
  }

  frame.onDraw(() => {
    const kinds = shown();
    drawCurves(kinds);
    drawNames(kinds);
    drawFlat(kinds);
    const x = stack.toX(r()).toFixed(1);
    const foot = (stack.planes.flat.top + stack.planes.flat.height).toFixed(1);
    for (const path of [line.children[0], line.children[1]]) set(path, { d: `M${x} ${stack.planes.a.top}V${foot}` });
    set(line.children[2], { cx: x, cy: foot });
    const marks = keepCount(dots, 2 * kinds.length, () => svg("circle", { r: 4 }));
    kinds.forEach((kind, n) => {
      const { f, slope } = functionOf(kind);
      [["a", f], ["slope", slope]].forEach(([panel, value], m) => {
        set(marks[2 * n + m], { class: `dot unit-${kind.k}`, cx: x, cy: clamp(stack.toY(panel, value(r())), 0, 2000).toFixed(1) });
      });
    });
    set(knob, { display: state.get("leaky_relu") ? null : "none", transform: `translate(${stack.toX(EPSILON_AT).toFixed(1)} ${stack.toY("a", EPSILON_AT * state.get("epsilon")).toFixed(1)})` });
    const rows = keepCount(table.lastChild, kinds.length, () => html("tr", {}, html("th", { scope: "row" }), html("td"), html("td")));
    kinds.forEach((kind, n) => {
      const [name, value, slope] = rows[n].children;
      set(rows[n], { class: `unit-${kind.k}` });
      set(name, { text: kind.text });
      set(value, { text: format(functionOf(kind).f(r())) });
      set(slope, { text: format(functionOf(kind).slope(r())) });
    });
    for (const each of [mover, leaking, ...switches, place, epsilon]) each.update();
    frame.say(`At r = ${fixed(r())}: ${kinds.map((kind) => `${kind.text} ${format(functionOf(kind).f(r()))}, slope ${format(functionOf(kind).slope(r()))}`).join("; ") || "no function is switched on"}.`);
  });
  return () => ended.abort();
}

export default { render };
