/** ChainRule: the graph θ → (g, h) → f → J, its values computed forwards, its derivatives sent backwards. */

import { chainPass, chains, lossAt } from "../engine/chain.js";
import { clamp } from "../engine/clamp.js";
import { State } from "../kit/page/state.js";
import { choice, part, slider } from "../kit/controls/controls.js";
import { html, keepCount, set, svg } from "../kit/page/dom.js";
import { factors } from "../kit/graph/factors.js";
import { edgeEnds, flow } from "../kit/graph/flow.js";
import { bracketed, format } from "../kit/page/format.js";
import { Frame } from "../kit/page/frame.js";
import { handle } from "../kit/plane/handle.js";
import { drawMessages, messageLayer } from "../kit/graph/messages.js";
import { niceAbove, Plane } from "../kit/plane/plane.js";
import { scaleOf } from "../kit/page/scale.js";
import { stepper } from "../kit/controls/stepper.js";
import { boxHeight, drawBox, newBox } from "../kit/graph/value_box.js";

const [LOW, HIGH] = [-1, 3];
const TARGETS = [-4, 4];
const STEP = 0.05;
const PLACES = 241;
const NARROW = 560;
const WIDTH = 124;
const ASIDE = 16;
const FRAME = 4;
const FORWARD = 4;
const LAST = 10;
const NODES = ["θ", "g", "h", "f", "J"];

const thetas = Float64Array.from({ length: PLACES }, (_, i) => LOW + ((HIGH - LOW) * i) / (PLACES - 1));

/**
 * The graph's edges with the step in which their message goes back: `message`, its value, is the product of the `local`
 * derivative and of what the edge's end has received, `before`.
 */
const EDGES = [
  { from: "f", to: "J", step: 5, local: "dJf", name: "∂J/∂f", message: "dJf" },
  { from: "g", to: "f", step: 6, local: "dfg", name: "∂f/∂g", message: "toG", before: ["∂J/∂f", "dJf"] },
  { from: "h", to: "f", step: 7, local: "dfh", name: "∂f/∂h", message: "toH", before: ["∂J/∂f", "dJf"] },
  { from: "θ", to: "g", step: 8, local: "dgt", name: "∂g/∂θ", message: "fromG", before: ["∂J/∂g", "toG"] },
  { from: "θ", to: "h", step: 9, local: "dht", name: "∂h/∂θ", message: "fromH", before: ["∂J/∂h", "toH"] },
];

/** What happens in step n, in words. */
function describe(n, chain, v) {
  const edge = EDGES.find(({ step }) => step === n);
  if (n === 0) return `Before the forward pass only θ = ${format(v.theta)} is known.`;
  if (n === 1) return `Forwards: g = ${chain.gText} = ${format(v.g)}.`;
  if (n === 2) return `Forwards: h = ${chain.hText} = ${format(v.h)}.`;
  if (n === 3) return `Forwards: f = ${chain.fText} = ${format(v.f)}.`;
  if (n === FORWARD) return `Forwards: J = (y − f)² = ${format(v.J)}. The forward pass is done.`;
  if (n === LAST) return `θ adds the two messages up: ∂J/∂θ = ${format(v.fromG)} + ${bracketed(v.fromH)} = ${format(v.dJt)}.`;
  if (n === 5) return `Backwards: J sends ∂J/∂f = −2(y − f) = ${format(v.dJf)} to f.`;
  const [name, value] = edge.before;
  return `Backwards: ${edge.to} sends ${name} · ${edge.name} = ${format(v[value])} · ${bracketed(v[edge.local])} = ${format(v[edge.message])} to ${edge.from}.`;
}

function render({ model, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const state = new State({ model, signal, bookPage });
  const frame = new Frame({
    el, widget: "ChainRule", state, signal,
    title: "The chain rule as messages on a graph",
    hint: "Press Next to send one message at a time. Drag θ, in its box or on the curve.",
  });
  const done = () => state.commit();
  const theta = () => state.get("theta");
  const shown = () => state.get("shown");
  const chain = () => chains[state.get("functions")];
  const start = state.get("theta");
  const put = (value) => state.change({ theta: clamp(Number(value.toFixed(3)), LOW, HIGH) });
  let pass = chainPass(chain(), theta(), state.get("y"));

  // The graph
  const edges = svg("g", { class: "graph-edges", "aria-hidden": "true" });
  const sent = messageLayer();
  const boxes = svg("g", { class: "boxes-of-graph" });
  const graph = svg("svg", { class: "graph", role: "group", "aria-label": "The graph from θ over g and h to f and J" }, edges, sent, boxes);
  for (const name of NODES) boxes.append(set(newBox(), { class: "value-box", "aria-hidden": name === "θ" ? null : "true" }));
  const thetaBox = boxes.firstChild;
  const boxGrip = handle(thetaBox, {
    ...dragging("θ in the graph"),
    grab: (event) => ({ x: event.clientX, theta: theta() }),
    drag: (event, from) => put(from.theta + ((event.clientX - from.x) * (HIGH - LOW)) / Math.max(200, plane.width)),
  });

  // The curve J(θ)
  const plane = new Plane({
    label: "The loss J as a function of θ, with its tangent",
    x: { domain: [LOW, HIGH], label: "θ" }, y: { domain: [0, 10], label: "J(θ)" }, layers: ["curve"],
  });
  const [curve, tangent] = [svg("path", { class: "sum-curve" }), svg("path", { class: "tangent" })];
  plane.layer("curve").append(curve, tangent);
  const dot = svg("g", {}, svg("circle", { class: "grab", r: 14 }), svg("circle", { class: "knob", r: 5 }));
  const slope = svg("text", { class: "tangent-name", "text-anchor": "middle" });
  plane.above.append(svg("g", { class: "curve-place" }, dot), slope);
  const dotGrip = handle(dot, {
    ...dragging("θ on the curve"),
    grab: (event) => theta() - plane.at(event)[0],
    drag: (event, offset) => put(plane.at(event)[0] + offset),
  });
  function dragging(name) {
    return {
      signal, done, low: LOW, high: HIGH,
      name: () => name,
      value: theta,
      text: () => `θ = ${format(theta())}`,
      nudge: (dx, dy, large) => put(theta() + (dx + dy) * STEP * (large ? 10 : 1)),
      end: (which) => put(which === "low" ? LOW : HIGH),
      keys: { Backspace: () => put(start) },
    };
  }

  const steps = stepper({
    frame, state, label: "Steps shown", at: shown, last: () => LAST,
    change: (n) => state.change({ shown: n }),
    describe: () => describe(shown(), chain(), pass),
    jumps: [
      { text: "Forward pass", hint: "All values, no message yet", to: () => FORWARD },
      { text: "Both passes", hint: "All values and all messages", to: () => LAST },
    ],
  });
  const event = html("p", { class: "judgement event" });
  const equation = factors({ label: "The chain rule, with its numbers" });
  const scroll = html("div", { class: "graph-room" }, graph);
  frame.wide = true;
  frame.hero.append(scroll, event, steps.element, equation.element, plane.element);

  const names = Object.keys(chains);
  const choose = (functions) => state.commit({ functions });
  frame.presets = names.map((name) => () => choose(name));
  const controls = [
    choice({ label: "g, h and f", options: names.map((name) => [name, name]), value: () => state.get("functions"), change: choose }),
    slider({ label: "θ", low: LOW, high: HIGH, step: STEP, value: theta, change: put, done, start: () => start, signal }),
    slider({ label: "y", low: TARGETS[0], high: TARGETS[1], step: 0.1, value: () => state.get("y"), change: (y) => state.change({ y }), done, start: () => 1, signal }),
  ];
  const definitions = html("p", { class: "definitions" });
  frame.side.append(
    part("Functions", controls[0].element, definitions),
    part("Values", controls[1].element, controls[2].element),
  );

  let layout;
  frame.onResize(({ width, height }) => {
    const scale = scaleOf(frame.root);
    const upright = width < NARROW * scale;
    const size = { width: WIDTH * scale, height: boxHeight(3, scale) };
    const curveHeight = Number.isFinite(height) ? height * 0.3 : clamp(width * 0.3, 150, 260);
    layout = {
      ...flow({
        ranks: [[size], [size, size], [size], [{ ...size, height: boxHeight(2, scale) }]], upright,
        room: { width: width - FRAME, height: upright ? 460 * scale : Number.isFinite(height) ? Math.max(200 * scale, height - curveHeight - 190 * scale) : 300 * scale },
        gaps: { along: 44 * scale, across: 30 * scale },
      }),
      scale, upright,
    };
    set(graph, { width: layout.width, height: layout.height });
    plane.resize(width, curveHeight);
  });

  function drawGraph(v, n) {
    const { scale, upright } = layout;
    const places = Object.fromEntries(layout.places.flat().map((place, i) => [NODES[i], place]));
    const known = (step, value) => (n >= step ? format(value) : "");
    const derivative = (name, step, value) => [{ text: n >= step ? `∂J/∂${name} = ${format(value)}` : "", kind: "derivative" }];
    const rows = {
      θ: [[{ text: "θ", kind: "name" }], [{ text: format(v.theta), kind: "value" }], thetaSum()],
      g: [[{ text: `g = ${chain().gText}`, kind: "name" }], [{ text: known(1, v.g), kind: "value" }], derivative("g", 6, v.toG)],
      h: [[{ text: `h = ${chain().hText}`, kind: "name" }], [{ text: known(2, v.h), kind: "value" }], derivative("h", 7, v.toH)],
      f: [[{ text: `f = ${chain().fText}`, kind: "name" }], [{ text: known(3, v.f), kind: "value" }], derivative("f", 5, v.dJf)],
      J: [[{ text: "J = (y − f)²", kind: "name" }], [{ text: known(4, v.J), kind: "value" }]],
    };
    function thetaSum() {
      const parts = [...(n >= 8 ? [format(v.fromG)] : []), ...(n >= 9 ? [bracketed(v.fromH)] : [])];
      if (n >= LAST) return [{ text: `∂J/∂θ = ${format(v.dJt)}`, kind: "derivative" }];
      return [{ text: parts.length ? `${parts.join(" + ")}${parts.length < 2 ? " + …" : ""}` : "", kind: "derivative" }];
    }
    NODES.forEach((name, i) => {
      drawBox(boxes.children[i], places[name], rows[name], scale);
      boxes.children[i].classList.toggle("newest", n === (name === "θ" ? LAST : i));
    });
    const lines = keepCount(edges, EDGES.length, () => svg("g", {}, svg("path"), svg("text")));
    const sideOf = ({ from, to }) => ((from === "h" || to === "h") === upright && to !== "J" ? -1 : 1); // inside the diamond
    EDGES.forEach((edge, i) => {
      const [from, to] = edgeEnds(places[edge.from], places[edge.to], upright);
      const [line, text] = lines[i].children;
      const length = Math.hypot(to.x - from.x, to.y - from.y);
      const away = [(to.y - from.y) / length, (from.x - to.x) / length].map((each) => -each * sideOf(edge));
      set(lines[i], { class: n >= NODES.indexOf(edge.to) ? "known" : "" });
      set(line, { d: `M${from.x} ${from.y}L${to.x} ${to.y}` });
      set(text, {
        "text-anchor": Math.abs(away[0]) < 0.2 ? "middle" : away[0] < 0 ? "end" : "start",
        x: ((from.x + to.x) / 2 + away[0] * 8 * scale).toFixed(1),
        y: ((from.y + to.y) / 2 + (4 + away[1] * 12) * scale).toFixed(1),
        text: n >= edge.step ? `${edge.name} = ${format(v[edge.local])}` : "",
      });
    });
    drawMessages(sent, EDGES.filter(({ step }) => n >= step).map((edge) => {
      const [to, from] = edgeEnds(places[edge.from], places[edge.to], upright);
      const share = n === edge.step ? steps.share() : 1;
      return { from, to, value: v[edge.message], lit: n === edge.step, share, text: share === 1 ? format(v[edge.message]) : "", side: sideOf(edge), aside: ASIDE };
    }), scale);
  }

  function drawCurve(v, n) {
    const values = Array.from(thetas, (each) => lossAt(chain(), each, v.y));
    plane.y.domain = [0, niceAbove(Math.max(1, ...values))];
    plane.drawAxes();
    set(curve, { d: plane.path(thetas, values) });
    const [x, y] = [plane.toX(v.theta), plane.toY(v.J)];
    set(dot, { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
    const seen = n >= LAST;
    set(tangent, { d: seen ? plane.path([LOW, HIGH], [LOW, HIGH].map((each) => v.J + v.dJt * (each - v.theta))) : "" });
    set(slope, {
      text: seen ? `slope ∂J/∂θ = ${format(v.dJt)}` : "",
      x: clamp(x - Math.sign(v.dJt) * 80, 75, plane.width - 75).toFixed(1), y: Math.max(14, y - 12).toFixed(1),
    });
  }

  function drawEquation(v, n) {
    const factor = (symbol, step, value) => ({ symbol, number: n >= step ? bracketed(value) : "…" });
    const sign = (symbol) => ({ symbol });
    equation.update([{
      note: "",
      parts: [
        { symbol: "∂J/∂θ", number: n >= LAST ? format(v.dJt) : "…", kind: "result" }, sign("="), factor("∂J/∂f", 5, v.dJf), sign("· ("),
        factor("∂f/∂g", 6, v.dfg), sign("·"), factor("∂g/∂θ", 8, v.dgt), sign("+"), factor("∂f/∂h", 7, v.dfh), sign("·"), factor("∂h/∂θ", 9, v.dht), sign(")"),
      ],
    }]);
  }

  frame.onDraw(() => {
    const n = shown();
    pass = chainPass(chain(), theta(), state.get("y"));
    drawGraph(pass, n);
    drawCurve(pass, n);
    drawEquation(pass, n);
    const words = describe(n, chain(), pass);
    set(event, { text: words });
    const { gText, hText, fText, dgText, dhText, dfgText, dfhText } = chain();
    set(definitions, { text: `∂g/∂θ = ${dgText}, ∂h/∂θ = ${dhText}; ∂f/∂g = ${dfgText}, ∂f/∂h = ${dfhText}; ∂J/∂f = −2(y − f).` });
    for (const each of [steps, boxGrip, dotGrip, ...controls]) each.update();
    const known = [["θ", 0, "theta"], ["g", 1, "g"], ["h", 2, "h"], ["f", 3, "f"], ["J", 4, "J"], ["∂J/∂f", 5, "dJf"], ["∂J/∂g", 6, "toG"], ["∂J/∂h", 7, "toH"], ["∂J/∂θ", 10, "dJt"]];
    frame.say(`Step ${n} of ${LAST}. Known: ${known.filter(([, step]) => n >= step).map(([symbol, , name]) => `${symbol} = ${format(pass[name])}`).join(", ")}.`);
  });
  return () => ended.abort();
}

export default { render };
