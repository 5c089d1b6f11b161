/** DecisionBoundary: a network on the plane; its units' lines, its weights and the points can all be grabbed. */

import { activations } from "./engine/activations.js";
import { initialise } from "./engine/initialise.js";
import { logisticNLL } from "./engine/losses.js";
import { Network, countParameters } from "./engine/network.js";
import { Random } from "./engine/random.js";
import { SGD } from "./engine/sgd.js";
import { State } from "./state.js";
import { button, choice, part, strip, toggle } from "./view/controls.js";
import { History, lossChart } from "./view/chart.js";
import { diagram } from "./view/diagram.js";
import { html, set } from "./view/dom.js";
import { counted, format } from "./view/format.js";
import { Frame } from "./view/frame.js";
import { handChallenge } from "./view/hand_challenge.js";
import { number } from "./view/number.js";
import { boundaryPlane } from "./view/boundary_plane.js";
import { pointControls } from "./view/point_controls.js";
import { rateSlider, rememberStart, startControls } from "./view/start_controls.js";
import { trainer } from "./view/trainer.js";
import { unitFormula } from "./view/unit_formula.js";

const LIMIT = 20;
const DIVERGED = 5000;
const MOST_POINTS = 240;
const WIDEST = 16;
const NAMES = { relu: "ReLU", "leaky relu": "Leaky ReLU", logistic: "Logistic", tanh: "tanh" };
const COMPARED = ["relu", "logistic"];

const sizesOf = (hidden) => [2, ...hidden, 1];

/** A seeded start for a network with these hidden layers. */
function drawStart(hidden, seed) {
  const net = new Network(sizesOf(hidden), "tanh", "identity");
  initialise(net, new Random(seed), 1);
  return Array.from(net.theta);
}

/** What must hold between traits: data follow their name, and θ has as many entries as the network. */
function agree(state, given, datasets) {
  if (given.includes("dataset") && !given.includes("points")) state.points = datasets[state.dataset] ?? state.points;
  const count = countParameters(sizesOf(state.hidden));
  if (given.includes("hidden") && !given.includes("theta")) state.theta = drawStart(state.hidden, state.seed);
  if (state.theta.length !== count) throw new Error(`theta: expected ${count} numbers for hidden layers ${state.hidden.join(", ")}`);
  if (state.start.length !== count) state.start = [...state.theta];
}

/** The data and the network that the state describes, kept up to date without allocating in a drag. */
class Model {
  constructor(state) {
    this.state = state;
    this.nets = new Map();
  }

  /** The data feature by feature, and their classes. */
  read() {
    const rows = this.state.get("points");
    const n = rows.length;
    if (this.y?.length !== n) [this.X, this.y, this.dz] = [2 * n, n, n].map((size) => new Float64Array(size));
    rows.forEach(([x1, x2, label], p) => {
      [this.X[p], this.X[n + p], this.y[p]] = [x1, x2, label];
    });
    this.n = n;
  }

  /** The network with the given hidden activation, carrying the present θ. */
  net(name) {
    const sizes = sizesOf(this.state.get("hidden"));
    let net = this.nets.get(name);
    if (net?.sizes.join() !== sizes.join()) {
      net = new Network(sizes, name, "identity");
      this.nets.set(name, net);
    }
    net.theta.set(this.state.get("theta"));
    return net;
  }

  /** Loss and which points are wrong for one network. */
  judge(net) {
    if (this.n === 0) return { loss: 0, wrong: [], errors: 0 };
    const z = net.forward(this.X, this.n);
    const wrong = Array.from(this.y, (label, p) => z[p] > 0 !== label > 0.5);
    return { loss: logisticNLL.value(z, this.y, 1, this.n), wrong, errors: wrong.filter(Boolean).length };
  }
}

function render({ model, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const datasets = model.get("_datasets");
  const state = new State({ model, signal, bookPage, agree: (next, given) => agree(next, given, datasets) });
  const frame = new Frame({
    el, widget: "DecisionBoundary", state, signal,
    title: "What a network's hidden units do to its decision boundary",
    hint: "Drag a coloured line to move a hidden unit, its arrow to turn it, an edge of the diagram to change a weight, or a point.",
  });
  const data = new Model(state);
  const history = new History();
  const view = { lit: null, selected: 0, addedClass: 1, chosen: -1, speed: 1 };
  const done = () => state.commit();
  const shown = () => (state.get("compare") ? COMPARED : [state.get("activation")]);
  const lead = () => state.get("activation");

  const putTheta = (k, values) => {
    const theta = [...state.get("theta")];
    values.forEach((value, i) => (theta[k[i]] = Math.min(LIMIT * 10, Math.max(-LIMIT * 10, value))));
    state.change({ theta });
  };
  /** Places in θ of unit j's w₁, w₂ and b in the first layer. */
  const placesOf = (j) => {
    const width = state.get("hidden")[0];
    return [j, width + j, 2 * width + j];
  };
  const unit = (j, theta = state.get("theta")) => placesOf(j).map((k) => theta[k]);
  const units = () => Array.from({ length: state.get("hidden")[0] }, (_, j) => unit(j));
  const point = (j) => {
    view.lit = j;
    if (j !== null) view.selected = j;
    frame.invalidate();
  };
  const start = (k) => state.get("start")[k] ?? 0;

  function restart(changes) {
    training.pause();
    history.clear();
    state.commit({ steps: 0, ...changes });
  }
  const reshape = (hidden) => {
    const theta = drawStart(hidden, state.get("seed"));
    restart({ hidden, theta, start: theta });
  };
  const newStart = (seed) => {
    const theta = drawStart(state.get("hidden"), seed);
    restart({ seed, theta, start: theta });
  };
  const setPoints = (points) => state.change({ points, dataset: "own" });
  const choosePreset = (name) => restart({ dataset: name, points: structuredClone(datasets[name] ?? state.get("points")) });

  // The picture: one plane, or ReLU and logistic side by side on the same weights.
  const planes = [0, 1].map((place) =>
    boundaryPlane({
      signal,
      units: { get: units, change: (j, values) => putTheta(placesOf(j), values), start: (j) => unit(j, state.get("start")), point, lit: () => view.lit },
      points: { get: () => state.get("points"), change: setPoints, most: MOST_POINTS, addedClass: () => view.addedClass, wrong: (i) => verdicts[place]?.wrong[i] ?? false },
      done,
    }));
  const row = html("div", { class: "planes" }, ...planes.map((each) => each.element));
  frame.hero.append(row);
  let verdicts = [];

  const picture = diagram({
    label: "The network, every edge a weight",
    sizes: () => sizesOf(state.get("hidden")),
    theta: () => state.get("theta"),
    change: (k, value) => putTheta([k], [value]),
    done, start, limit: LIMIT, point, lit: () => view.lit, signal,
  });
  const formula = unitFormula({
    unit: () => view.selected,
    values: () => unit(view.selected),
    start: () => unit(view.selected, state.get("start")),
    change: (values) => putTheta(placesOf(view.selected), values),
    limit: LIMIT, done, signal,
  });

  // Data
  const presets = Object.keys(datasets);
  frame.presets = presets.map((name) => () => choosePreset(name));
  const dataControls = pointControls({
    state, view, choosePreset, names: presets,
    remove: (i) => planes[0].points.remove(i),
    clear: () => restart({ points: [], dataset: "own" }),
  });
  for (const plane of planes) plane.onChoose((i) => {
    view.chosen = i;
    frame.invalidate();
  });

  // Shape of the network
  const widths = [0, 1, 2].map((l) => number({
    label: `Units in hidden layer ${l + 1}`, low: 1, high: WIDEST, step: 1,
    value: () => state.get("hidden")[l] ?? 1,
    change: (value) => {
      const width = Math.round(value);
      const hidden = state.get("hidden");
      if (hidden[l] !== width) reshape(hidden.map((each, i) => (i === l ? width : each)));
    },
    signal,
  }));
  const shapeControls = [
    button({ text: "− layer", press: () => reshape(state.get("hidden").slice(0, -1)), disabled: () => state.get("hidden").length < 2 }),
    button({ text: "+ layer", press: () => reshape([...state.get("hidden"), 4]), disabled: () => state.get("hidden").length > 2 }),
    choice({ label: "Activation", options: Object.entries(NAMES), value: lead, change: (activation) => restart({ activation }) }),
    toggle({ label: "ReLU and logistic side by side", value: () => state.get("compare"), change: (compare) => restart({ compare, ...(compare && !COMPARED.includes(lead()) ? { activation: "relu" } : {}) }) }),
    choice({ label: "Shading", options: [["smooth", "smooth"], ["hard", "two classes"]], value: () => state.get("shading"), change: (shading) => state.commit({ shading }) }),
  ];

  // Training
  let optimiser;
  const training = trainer({
    frame, state,
    begin() {
      rememberStart(state);
      history.add(state.get("steps"), verdicts[shown().indexOf(lead())].loss);
    },
    step(count) {
      data.read();
      if (data.n === 0) return 0;
      const net = data.net(lead());
      if (optimiser?.net !== net) optimiser = new SGD(net, { rate: 0.1 });
      optimiser.rate = state.get("rate");
      for (let s = 0; s < count; s++) {
        const z = net.forward(data.X, data.n);
        net.backward(logisticNLL.slope(z, data.y, 1, data.n, data.dz));
        optimiser.step();
      }
      const { loss } = data.judge(net);
      if (!Number.isFinite(loss) || net.theta.some((value) => !(Math.abs(value) < DIVERGED))) return Infinity;
      history.add(state.get("steps") + count, loss);
      state.change({ theta: Array.from(net.theta), steps: state.get("steps") + count });
      return loss;
    },
    allowed: () => state.get("challenge") === 0,
    steps: () => state.get("steps"),
    loss: () => verdicts[shown().indexOf(lead())]?.loss ?? 0,
  });
  const chart = lossChart({ label: "Loss over the training steps", history, height: 110 });
  const rate = rateSlider({ state, high: 10, done, signal });
  const starts = startControls({ state, signal, same: () => restart({ theta: [...state.get("start")] }), begin: newStart });

  // Challenge
  const byHand = (dataset, units) => {
    const theta = drawStart([units], state.get("seed"));
    restart({ dataset, points: structuredClone(datasets[dataset]), hidden: [units], theta, start: theta, challenge: units });
  };
  const challenge = handChallenge({
    state, noun: "unit", most: WIDEST, signal,
    judged: () => ({ errors: verdicts[shown().indexOf(lead())]?.errors ?? 0, points: data.n, used: state.get("hidden").reduce((sum, width) => sum + width, 0) }),
    presets: [{ text: "XOR, 2 units", choose: () => byHand("xor", 2) }, { text: "Circle, 4 units", choose: () => byHand("circles", 4) }],
  });

  const elements = (controls) => controls.map((each) => each.element);
  const [fewer, more, activationChoice, sideBySide, shading] = elements(shapeControls);
  frame.side.append(
    part("Data", ...dataControls.elements, shading),
    part("Network", strip(html("span", { text: "Hidden units" }), ...elements(widths), fewer, more), picture.element, formula.element, activationChoice, sideBySide),
    part("Training", training.element, rate.element, starts.element, chart.element),
    challenge.element,
  );

  frame.onResize(({ width, height }) => {
    for (const plane of planes) plane.fit(width, height, state.get("compare"));
    const room = Math.min(420, Math.max(220, picture.element.parentElement.clientWidth));
    picture.resize(room, Math.min(210, room * 0.62));
    chart.resize(room);
  });

  let compared = null;
  frame.onDraw(() => {
    if (compared !== state.get("compare")) {
      compared = state.get("compare");
      row.classList.toggle("two", compared);
      frame.root.classList.toggle("wide", compared);
      planes[1].element.hidden = !compared;
      for (const plane of planes) plane.fit(frame.width, frame.height || Infinity, compared);
    }
    data.read();
    verdicts = shown().map((name) => data.judge(data.net(name)));
    if (history.steps.length === 0) history.add(state.get("steps"), verdicts[shown().indexOf(lead())].loss);
    view.selected = Math.min(view.selected, state.get("hidden")[0] - 1);
    shown().forEach((name, place) => {
      const { errors, loss } = verdicts[place];
      planes[place].draw(data.net(name), state.get("shading") === "hard", `${NAMES[name]}: ${errors} of ${data.n} wrong, loss ${format(loss)}`);
    });
    picture.update();
    formula.update(NAMES[lead()]);
    const hidden = state.get("hidden");
    widths.forEach((each, l) => {
      each.element.hidden = l >= hidden.length;
      each.update();
    });
    for (const each of [dataControls, ...shapeControls, rate, starts, training, chart, challenge]) each.update();
    frame.say(shown().map((name, place) => `${NAMES[name]}: ${verdicts[place].errors} of ${counted(data.n, "point")} wrong, loss ${format(verdicts[place].loss)}`).join(". ") +
      `. ${counted(countParameters(sizesOf(hidden)), "parameter")}, step ${state.get("steps")}.`);
  });
  return () => ended.abort();
}

export default { render };
