/** Backprop: one data point goes forward through a network, and the derivatives of the loss come back as messages. */

import { clamp } from "../engine/clamp.js";
import { SGD } from "../engine/sgd.js";
import { State } from "../kit/page/state.js";
import { formulasOf, forwardFormulasOf } from "./formulas.js";
import { agree, drawStart, fitted, Model, MOST_ENDS } from "./model.js";
import { backpropPicture } from "./picture.js";
import { History, lossChart } from "../kit/plane/chart.js";
import { button, choice, part, strip } from "../kit/controls/controls.js";
import { derivativesTable } from "./derivatives_table.js";
import { html, set } from "../kit/page/dom.js";
import { factors } from "../kit/graph/factors.js";
import { format } from "../kit/page/format.js";
import { Frame } from "../kit/page/frame.js";
import { number } from "../kit/controls/number.js";
import { rateSlider, rememberStart, startControls } from "../kit/controls/start_controls.js";
import { scaleOf } from "../kit/page/scale.js";
import { stepper } from "../kit/controls/stepper.js";
import { trainer } from "../kit/controls/trainer.js";

const LIMIT = 5;
const DATA_LIMIT = 3;
const WIDEST = 4;
const MOST_LAYERS = 4;
const NARROW = 560;
const FRAME = 4;
const HIDDEN = [["logistic", "Logistic"], ["tanh", "tanh"], ["relu", "ReLU"], ["leaky relu", "Leaky ReLU"]];
const OUTPUT = [["identity", "Linear"], ["logistic", "Logistic"], ["tanh", "tanh"]];
const LOSSES = [["squared error", "Squared error"], ["nll", "NLL"]];

function render({ model, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const state = new State({ model, signal, bookPage, agree });
  const frame = new Frame({
    el, widget: "Backprop", state, signal,
    title: "Backpropagation, message by message",
    hint: "Press Next. Drag an edge up or down to change its weight, or the numbers x and y. Point at an edge or a node for its formula.",
  });
  frame.wide = true;
  const data = new Model(state);
  const history = new History();
  const view = { over: null, fall: null };
  const done = () => state.commit();
  const sizes = () => state.get("sizes");
  const shown = () => Math.min(state.get("shown"), data.plan.steps.length);
  const isNLL = () => state.get("loss") === "nll";
  const opening = state.opening;
  data.read();

  const changed = (name, i, value) => state.get(name).map((each, n) => (n === i ? value : each));
  const putWeight = (k, value) => state.change({ theta: changed("theta", k, clamp(Number(value.toFixed(4)), -LIMIT, LIMIT)) });
  const startOf = (k) => state.get("start")[k];
  const point = (step) => {
    view.over = step;
    frame.invalidate();
  };
  const weightOptions = { theta: () => state.get("theta"), change: putWeight, start: startOf, limit: LIMIT, done, point, signal };
  const dataOptions = (name) => ({
    get: () => state.get(name), low: -DATA_LIMIT, high: DATA_LIMIT,
    change: (i, value) => state.change({ [name]: changed(name, i, name === "y" && isNLL() ? Number(value > state.get(name)[i]) : value) }),
    start: (i) => opening[name][i] ?? 1,
  });

  // The picture, the steps and the formula
  const picture = backpropPicture({
    ...weightOptions, label: "The network and its loss; each edge is a weight",
    x: dataOptions("x"), y: dataOptions("y"),
  });
  const steps = stepper({
    frame, state, label: "Steps of the backward pass shown", at: shown, last: () => data.plan.steps.length,
    change: (n) => {
      view.over = null;
      state.change({ shown: n });
    },
    describe: () => describe(data.plan.steps[shown() - 1]),
    jumps: [
      { text: "Next layer", hint: "All messages of the next layer", to: nextLayer },
      { text: "All", hint: "The whole backward pass", to: () => data.plan.steps.length },
      { text: "None", hint: "The forward pass alone", to: () => 0 },
    ],
  });
  /** The number of steps at the end of the layer that comes next. */
  function nextLayer() {
    const all = data.plan.steps;
    const next = all[shown()];
    if (!next) return all.length;
    const end = all.findIndex(({ n, kind, l }) => n > shown() && (l !== next.l || (kind === "loss") !== (next.kind === "loss")));
    return end < 0 ? all.length : end;
  }
  function describe(step) {
    if (!step) return "Forward pass: every node has its value, no message has been sent";
    const { symbols, pass } = data;
    const { kind, l, i, j, k } = step;
    const out = symbols.out(l, j);
    if (kind === "loss") return `J sends ∂J/∂${out} = ${format(pass.layers[l].dh[j])} to ${out}`;
    if (kind === "node") return `${out} multiplies by its slope: ∂J/∂${symbols.sum(l, j)} = ${format(pass.layers[l].dr[j])}`;
    return `${out} sends ∂J/∂${symbols.weight(step)} = ${format(pass.net.gradient[k])} to the weight${l > 0 && i >= 0 ? `, and a message on to ${symbols.input(l, i)}` : ""}`;
  }
  const formula = factors({ label: "The formula of the message, with its numbers" });
  const check = html("p", { class: "check" });
  const onEdges = html("span");
  const legend = html("p", { class: "legend" }, "In each node, from left to right: values going forward. Below them, ", html("b", { text: "from right to left: ∂J/∂ of the same values" }), ", coming back. On each edge: ", onEdges);
  frame.hero.append(html("div", { class: "graph-room" }, picture.element), legend, steps.element, html("div", { class: "formula-room" }, formula.element, check));

  // Shape, functions, loss
  function restart(changes) {
    training.pause();
    history.clear();
    state.commit({ steps: 0, ...changes });
  }
  const begin = (next, seed = state.get("seed")) => {
    const theta = drawStart(next, seed);
    restart({ sizes: next, seed, theta, start: theta, shown: 0, x: fitted(state.get("x"), next[0]), y: fitted(state.get("y"), next.at(-1)) });
  };
  const sizeFields = Array.from({ length: MOST_LAYERS }, (_, place) => number({
    label: `Units in layer ${place}`, low: 1, high: WIDEST, step: 1,
    value: () => sizes()[place] ?? 1,
    change: (value) => {
      const isEnd = place === 0 || place === sizes().length - 1;
      const width = Math.min(Math.round(value), isEnd ? MOST_ENDS : WIDEST);
      if (sizes()[place] !== width) begin(sizes().map((each, n) => (n === place ? width : each)));
    },
    signal,
  }));
  const controls = {
    fewer: button({ text: "− layer", press: () => begin(sizes().toSpliced(-2, 1)), disabled: () => sizes().length < 4 }),
    more: button({ text: "+ layer", press: () => begin(sizes().toSpliced(-1, 0, 2)), disabled: () => sizes().length === MOST_LAYERS }),
    hidden: choice({ label: "Hidden activation", options: HIDDEN, value: () => state.get("activation"), change: (activation) => restart({ activation }) }),
    output: choice({ label: "Output activation", options: OUTPUT, value: () => (isNLL() ? "logistic" : state.get("output")), change: (output) => restart({ output }) }),
    loss: choice({ label: "Loss", options: LOSSES, value: () => state.get("loss"), change: (loss) => restart({ loss, y: state.get("y").map((each) => (loss === "nll" ? clamp(Math.round(each), 0, 1) : each)) }) }),
  };
  function dataFields(name, label) {
    const { change, start, low, high } = dataOptions(name);
    return Array.from({ length: MOST_ENDS }, (_, i) => number({
      label: `${label(i)}, number`, low, high, step: 0.1,
      value: () => state.get(name)[i] ?? 1, change: (value) => change(i, value), start: () => start(i), done, signal,
    }));
  }
  const xFields = dataFields("x", (i) => `Input ${data.symbols.input(0, i)}`);
  const yFields = dataFields("y", (k) => `Target ${data.symbols.target(k)}`);

  // One step of gradient descent, or many
  let optimiser;
  const training = trainer({
    frame, state,
    begin: () => rememberStart(state),
    step(count) {
      data.read();
      const { pass, x, y } = data;
      if (optimiser?.net !== pass.net) optimiser = new SGD(pass.net, { rate: 0.1 });
      optimiser.rate = state.get("rate");
      const before = pass.lossAt(x, y);
      for (let s = 0; s < count; s++) {
        pass.run(x, y);
        optimiser.step();
      }
      const after = pass.lossAt(x, y);
      if (!Number.isFinite(after) || pass.net.theta.some((value) => !(Math.abs(value) <= LIMIT * 20))) return Infinity;
      view.fall = { before, after };
      history.add(state.get("steps") + count, after);
      state.change({ theta: Array.from(pass.net.theta), steps: state.get("steps") + count, shown: data.plan.steps.length });
      return after;
    },
    steps: () => state.get("steps"),
    loss: () => data.pass.J,
  });
  const fall = html("p", { class: "fall" });
  /** What gradient descent has just done to J, while J is still what it left. */
  function fallen() {
    if (view.fall?.after !== data.pass.J) return "";
    const { before, after } = view.fall;
    const change = `from ${format(before)} to ${format(after)}.`;
    return after > before ? `J rose ${change} The step was too long: lower the rate.` : `J fell ${change}`;
  }
  const chart = lossChart({ label: "Loss over the steps", history, height: 110 });
  const rate = rateSlider({ state, low: 0.01, high: 10, done, signal });
  const starts = startControls({
    state, signal, sameHint: "The weights as before the steps",
    same: () => restart({ theta: [...state.get("start")] }),
    begin: (seed) => begin(sizes(), seed),
  });

  const equationOf = (l) => (sizes().length > 3 || isNLL() ? "" : l === 0 ? ", eq. 6.3" : ", eq. 6.2");
  const captionOf = (l) => `${l === sizes().length - 2 ? "Output layer" : sizes().length > 3 ? `Hidden layer ${l + 1}` : "Hidden layer"}${equationOf(l)}`;
  const tables = Array.from({ length: MOST_LAYERS - 1 }, (_, l) => derivativesTable({ ...weightOptions, caption: () => captionOf(l), name: (edge) => data.symbols.weight(edge) }));

  const sizeMarks = [];
  const sizeRow = html("span", { class: "layer-sizes" });
  sizeFields.forEach((field, place) => {
    sizeMarks[place] = html("span", { text: "–" });
    sizeRow.append(...(place ? [sizeMarks[place]] : []), field.element);
  });
  frame.side.append(
    part("Network", strip(sizeRow, controls.fewer.element, controls.more.element), controls.hidden.element, controls.output.element),
    part("Data point and loss", strip(html("i", { text: "x" }), ...xFields.map((each) => each.element)), strip(html("i", { text: "y" }), ...yFields.map((each) => each.element)), controls.loss.element),
    part("Gradient descent", training.element, fall, rate.element, starts.element, chart.element),
    html("div", { class: "part derivatives-row" }, ...[...tables].reverse().map((each) => each.element)),
  );

  frame.onResize(({ width, height }) => {
    const scale = scaleOf(frame.root);
    const upright = width < NARROW * scale;
    picture.resize({ width: width - FRAME, height: upright ? 430 * scale : clamp(height - 230 * scale, 280 * scale, 400 * scale), upright, scale });
    chart.resize(clamp(chart.element.parentElement.clientWidth, 220, 420));
  });

  function drawFormula(at) {
    const { estimate, difference } = data;
    const { chosen, shown } = at;
    const formulas = shown ? formulasOf : forwardFormulasOf;
    formula.update(chosen ? formulas(chosen, at) : []);
    set(onEdges, { text: shown ? "∂J/∂ of its weight." : "its weight times the value that it brings." });
    let text = shown ? "" : "The forward pass is done. Press Next to send the first message, from J to the output.";
    if (shown && chosen) text = chosen.kind === "edge" ? `Measured, by moving ${data.symbols.weight(chosen)} by ±0.00001: ${format(estimate[chosen.k])}. Relative difference ${format(difference[chosen.k], 1)}.` : "";
    set(check, { text });
  }

  frame.onDraw(() => {
    data.read();
    data.run();
    const { plan, pass, symbols, x, y } = data;
    if (view.over && plan.steps[view.over.n] !== view.over) view.over = null;
    if (state.get("steps") === 0 || state.get("steps") < history.steps.at(-1)) history.clear();
    if (history.steps.length === 0) history.add(state.get("steps"), pass.J);
    const newest = plan.steps[shown() - 1] ?? null;
    const at = { sizes: data.sizes, symbols, plan, pass, theta: pass.net.theta, x, y, nll: isNLL(), shown: shown(), newest, chosen: view.over ?? newest, share: steps.share() };
    picture.update(at);
    drawFormula(at);
    sizeFields.forEach((field, place) => {
      for (const each of [field.element, sizeMarks[place]]) each.hidden = place >= sizes().length;
      field.update();
    });
    for (const [fields, name] of [[xFields, "x"], [yFields, "y"]]) {
      fields.forEach((field, i) => {
        field.element.hidden = i >= state.get(name).length;
        field.update();
      });
    }
    controls.output.element.disabled = isNLL();
    tables.forEach((table, l) => {
      table.element.hidden = l >= sizes().length - 1;
      if (table.element.hidden) return;
      table.update(plan.edges.filter((edge) => edge.l === l), {
        gradient: pass.net.gradient, estimate: data.estimate, difference: data.difference, isShown: ({ n }) => n < shown(), chosen: at.chosen,
      });
    });
    set(fall, { text: fallen() });
    for (const each of [steps, training, rate, starts, chart, ...Object.values(controls)]) each.update();
    frame.say(`${fallen()} ${describe(newest)}. J = ${format(pass.J)}; step ${shown()} of ${plan.steps.length} of the backward pass.`.trim());
  });
  return () => ended.abort();
}

export default { render };
