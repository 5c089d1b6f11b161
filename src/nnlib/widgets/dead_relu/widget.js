/** DeadReLU: a real run of gradient descent, and the gradient that each hidden unit receives from each point. */

import { activations, leakyReLU } from "../engine/activations.js";
import { clamp } from "../engine/clamp.js";
import { squaredError } from "../engine/losses.js";
import { Network } from "../engine/network.js";
import { Random } from "../engine/random.js";
import { SGD } from "../engine/sgd.js";
import { State } from "../kit/page/state.js";
import { History, lossChart } from "../kit/plane/chart.js";
import { button, choice, part, slider, strip } from "../kit/controls/controls.js";
import { html, keepCount, set, svg } from "../kit/page/dom.js";
import { counted, fixed, format, subscript } from "../kit/page/format.js";
import { Frame } from "../kit/page/frame.js";
import { handle } from "../kit/plane/handle.js";
import { movedInPlane } from "../kit/plane/moved_in_plane.js";
import { Plane } from "../kit/plane/plane.js";
import { scaleOf } from "../kit/page/scale.js";
import { rateSlider, rememberStart } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";

const DOMAIN = [0, 2];
const PLACES = 161;
const DIVERGED = 5000;
const MOST_UNITS = 8;
const ROW = 24;
const LABEL = 96;
const STEP = 0.02;

const xs = Float64Array.from({ length: PLACES }, (_, i) => (DOMAIN[1] * i) / (PLACES - 1));
const unitsIn = (theta) => (theta.length - 1) / 3;

/** What must hold: θ is (w, b, β, β₀) of some number of units. */
function agree(state) {
  if (!Number.isInteger(unitsIn(state.theta))) throw new Error("theta: expected 3 numbers a hidden unit and one more");
  if (state.start.length !== state.theta.length) state.start = [...state.theta];
}

/** A start with H units whose kinks lie in the data; all negative, it is the start that the notes warn of. */
function drawStart(H, seed, negative) {
  const random = new Random(seed);
  const rounded = (value) => Number(value.toFixed(3));
  const w = Array.from({ length: H }, () => rounded(random.uniform(1, 2) * (negative || random.uniform() < 0.4 ? -1 : 1)));
  const b = w.map((each) => rounded(negative ? -random.uniform(0, 0.5) : -each * random.uniform(0.2, 1.8)));
  const beta = w.map(() => rounded(negative ? -random.uniform(0.2, 1) : 0.7 * random.normal()));
  return [...w, ...b, ...beta, 0];
}

/** The network on the points of the state, with its gradients. */
class Run {
  read(state) {
    const theta = state.get("theta");
    const kind = state.get("activation");
    const key = `${theta.length} ${kind} ${state.get("epsilon")}`;
    if (this.key !== key) {
      this.key = key;
      this.net = new Network([1, unitsIn(theta), 1], kind === "relu" ? activations.relu : leakyReLU(state.get("epsilon")), "identity");
      this.probe = new Network(this.net.sizes, this.net.layers[0].activation, "identity");
    }
    this.net.theta.set(theta);
    this.probe.theta.set(theta);
    const points = state.get("points");
    this.n = points.length;
    this.x = Float64Array.from(points, ([x]) => x);
    this.y = Float64Array.from(points, ([, y]) => y);
  }

  /** Forward and backward; returns the loss. */
  pass() {
    const z = this.net.forward(this.x, this.n);
    const J = squaredError.value(z, this.y, 1, this.n);
    this.net.backward(squaredError.slope(z, this.y, 1, this.n));
    return J;
  }

  /** ∂J/∂r of unit j from point p. */
  gradient(j, p) {
    return this.net.layers[0].dr[j * this.n + p];
  }

  isDead(j) {
    const { r } = this.net.layers[0];
    for (let p = 0; p < this.n; p++) if (r[j * this.n + p] > 0) return false;
    return true;
  }
}

function render({ model, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const state = new State({ model, signal, bookPage, agree });
  const frame = new Frame({
    el, widget: "DeadReLU", state, signal,
    title: "Units that die, and how a leaky slope revives them",
    hint: "Train; then raise the rate until a row of the table below goes empty. Points can be dragged.",
  });
  const run = new Run();
  const history = new History();
  const done = () => state.commit();
  let J = 0;
  let seed = 1;

  const plane = new Plane({ label: "The points, the function f, and each unit's kink on the axis", x: { domain: DOMAIN, label: "x" }, y: { domain: [-1.6, 1.6], label: "y", ticks: [-1, 0, 1] }, layers: ["curve", "kinks"] });
  const curve = svg("path", { class: "fitted-curve" });
  plane.layer("curve").append(curve);
  const dots = svg("g", { class: "data" });
  plane.above.append(dots);
  const table = svg("svg", { class: "gradients", role: "img", "aria-label": "Gradient that each hidden unit receives from each point" });
  const heading = html("p", { class: "judgement" });
  const tableName = html("p", { class: "part-name", text: "∂J/∂r: a row for each hidden unit, a cell for each point. The fuller, the larger; dotted frame: negative; empty: no gradient arrives. Triangles: where each unit bends." });
  frame.hero.append(heading, plane.element, tableName, table);

  const putPoint = (i, x, y) => state.change({ points: state.get("points").map((row, k) => (k === i ? [clamp(x, ...DOMAIN), clamp(y, -1.5, 1.5)] : row)) });
  const grips = [];
  function makeDot(i) {
    const at = () => state.get("points")[i];
    const group = svg("g", {}, svg("circle", { class: "grab", r: 12 }), svg("circle", { class: "knob", r: 4.5 }));
    grips[i] = handle(group, {
      signal, done, low: -1.5, high: 1.5,
      name: () => `Point ${i + 1}`,
      value: () => at()[1],
      text: () => `x ${fixed(at()[0])}, y ${fixed(at()[1])}`,
      ...movedInPlane({ plane, at, put: (x, y) => putPoint(i, x, y), step: STEP }),
      end: (which) => putPoint(i, at()[0], which === "low" ? -1.5 : 1.5),
    });
    return group;
  }

  function restart(changes) {
    training.pause();
    history.clear();
    state.commit({ steps: 0, ...changes });
  }
  const begin = (theta) => restart({ theta, start: theta });
  const H = () => unitsIn(state.get("theta"));

  let optimiser;
  const training = trainer({
    frame, state,
    begin: () => rememberStart(state),
    step(count) {
      run.read(state);
      if (run.n === 0) return 0;
      if (optimiser?.net !== run.net) optimiser = new SGD(run.net, { rate: 0.1 });
      optimiser.rate = state.get("rate");
      for (let s = 0; s < count; s++) {
        run.pass();
        optimiser.step();
      }
      const after = run.pass();
      if (!Number.isFinite(after) || run.net.theta.some((value) => !(Math.abs(value) < DIVERGED))) return Infinity;
      history.add(state.get("steps") + count, after);
      state.change({ theta: Array.from(run.net.theta), steps: state.get("steps") + count });
      return after;
    },
    steps: () => state.get("steps"),
    loss: () => J,
  });
  const chart = lossChart({ label: "Loss over the training steps", history, height: 110 });
  const rate = rateSlider({ state, high: 2, done, signal });
  const kind = choice({ label: "Activation", options: [["relu", "ReLU"], ["leaky relu", "Leaky ReLU"]], value: () => state.get("activation"), change: (activation) => state.commit({ activation }) });
  const epsilon = slider({ label: "ε", low: 0.01, high: 0.5, step: 0.01, value: () => state.get("epsilon"), change: (value) => state.change({ epsilon: value }), done, signal });
  const fewer = button({ text: "− unit", press: () => begin(drawStart(H() - 1, seed, false)), disabled: () => H() === 1 });
  const more = button({ text: "+ unit", press: () => begin(drawStart(H() + 1, seed, false)), disabled: () => H() === MOST_UNITS });
  const same = button({ text: "Same start", press: () => restart({ theta: [...state.get("start")] }), hint: "The weights as before training" });
  const anew = button({ text: "New start", press: () => begin(drawStart(H(), (seed += 1), false)) });
  const negative = button({ text: "All negative", press: () => begin(drawStart(H(), seed, true)), hint: "Negative weights and no positive bias: every unit starts dead" });
  const controls = [kind, epsilon, fewer, more, training, rate, same, anew, negative, chart];
  frame.side.append(
    part("Units", kind.element, epsilon.element, strip(fewer.element, more.element)),
    part("Training", training.element, rate.element, strip(same.element, anew.element, negative.element), chart.element),
  );

  let row = ROW;
  frame.onResize(({ width, height }) => {
    row = ROW * scaleOf(frame.root);
    const above = heading.offsetHeight + tableName.offsetHeight;
    plane.resize(width, Number.isFinite(height) ? Math.max(180, height - above - MOST_UNITS * row) : clamp(width * 0.5, 180, 420));
    set(table, { width });
    chart.resize(Math.min(420, Math.max(220, frame.side.clientWidth || width)));
  });

  function drawTable() {
    const units = H();
    const cell = (frame.width - LABEL) / Math.max(1, run.n);
    let largest = 1e-12;
    for (let j = 0; j < units; j++) for (let p = 0; p < run.n; p++) largest = Math.max(largest, Math.abs(run.gradient(j, p)));
    set(table, { height: units * row });
    const rows = keepCount(table, units, () => svg("g", {}, svg("text"), svg("g")));
    for (let j = 0; j < units; j++) {
      const dead = run.isDead(j);
      const [name, cells] = rows[j].children;
      set(rows[j], { class: `gradient-row unit-${j % 5}${dead ? " dead" : ""}`, transform: `translate(0 ${(j * row).toFixed(1)})` });
      set(name, { x: 2, y: (0.7 * row).toFixed(1), text: `h${subscript(j + 1)} ${dead ? "dead" : ""}` });
      const rects = keepCount(cells, run.n, () => svg("rect", { y: 2 }));
      for (let p = 0; p < run.n; p++) {
        const size = Math.abs(run.gradient(j, p));
        set(rects[p], {
          height: (row - 4).toFixed(1), x: (LABEL + p * cell + 1).toFixed(1), width: Math.max(1, cell - 2).toFixed(1),
          class: size === 0 ? "none" : run.gradient(j, p) < 0 ? "down" : "up",
          "fill-opacity": size === 0 ? 0 : (0.15 + 0.85 * Math.sqrt(size / largest)).toFixed(3),
        });
      }
    }
  }

  frame.onDraw(() => {
    run.read(state);
    J = run.n ? run.pass() : 0;
    if (state.get("steps") < history.steps.at(-1)) history.clear();
    if (history.steps.length === 0) history.add(state.get("steps"), J);
    set(curve, { d: plane.path(xs, run.probe.forward(xs, PLACES)) });
    const points = state.get("points");
    const elements = keepCount(dots, points.length, makeDot);
    points.forEach(([x, y], i) => {
      set(elements[i], { transform: `translate(${plane.toX(x).toFixed(1)} ${plane.toY(y).toFixed(1)})` });
      grips[i].update();
    });
    const units = H();
    const { W, b } = run.net.layers[0];
    const kinks = keepCount(plane.layer("kinks"), units, () => svg("path"));
    for (let j = 0; j < units; j++) {
      const x = plane.toX(-b[j] / (W[j] || 1e-9));
      set(kinks[j], { class: `kink unit-${j % 5}`, d: Number.isFinite(x) && Math.abs(x) < 1e5 ? `M${x.toFixed(1)} ${plane.height}l-6 -11h12z` : "" });
    }
    drawTable();
    const dead = Array.from({ length: units }, (_, j) => run.isDead(j)).filter(Boolean).length;
    const verdict = `${dead} of ${counted(units, "unit")} dead`;
    set(heading, { text: `${verdict} · loss ${format(J)}` });
    epsilon.element.hidden = state.get("activation") === "relu";
    for (const each of controls) each.update();
    frame.say(`${state.get("activation") === "relu" ? "ReLU" : "Leaky ReLU"}: ${verdict} (r ≤ 0 at every point). Loss ${format(J)} after ${counted(state.get("steps"), "step")}.`);
  });
  return () => ended.abort();
}

export default { render };
