/** What the traits of a DecisionBoundary describe, and how they are changed: the points, the weights, the networks. */

import { activations } from "../engine/activations.js";
import { initialise } from "../engine/initialise.js";
import { logisticNLL } from "../engine/losses.js";
import { Network, countParameters } from "../engine/network.js";
import { Random } from "../engine/random.js";
import { SGD } from "../engine/sgd.js";
import { rememberStart } from "../kit/controls/start_controls.js";
import { counted, format } from "../kit/page/format.js";
import { History } from "../kit/plane/chart.js";

/** The activations in words. */
export const NAMES = { relu: "ReLU", "leaky relu": "Leaky", logistic: "Logistic", tanh: "tanh" };
/** The activations that stand side by side. */
export const COMPARED = ["relu", "logistic"];
const LARGEST = 200;
const DIVERGED = 5000;

export const sizesOf = (hidden) => [2, ...hidden, 1];

/** A seeded start for a network with these hidden layers. */
function drawStart(hidden, seed) {
  const net = new Network(sizesOf(hidden), "tanh", "identity");
  initialise(net, new Random(seed), 1);
  return Array.from(net.theta);
}

/** Between traits: data follow their name, θ has an entry for each parameter, and what is trained is to be seen. */
export function agree(state, given, datasets) {
  if (given.includes("dataset") && !given.includes("points")) state.points = datasets[state.dataset] ?? state.points;
  if (state.compare && !COMPARED.includes(state.activation)) state.activation = COMPARED[0];
  const count = countParameters(sizesOf(state.hidden));
  if (given.includes("hidden") && !given.includes("theta")) state.theta = drawStart(state.hidden, state.seed);
  if (state.theta.length !== count)
    throw new Error(`theta: expected ${count} numbers for hidden layers ${state.hidden.join(", ")}`);
  if (state.start.length !== count) state.start = [...state.theta];
}

/** Of each hidden layer, which ReLUs were off at every point of the last forward pass: no slope is left to them. */
function deadUnits(net) {
  return net.layers.slice(0, -1).map(({ activation, nOut, r }) =>
    Array.from({ length: nOut }, (_, j) =>
      activation === activations.relu && r.subarray(j * net.n, (j + 1) * net.n).every((sum) => sum <= 0)),
  );
}

const howMany = (flags) => flags.filter(Boolean).length;

/**
 * Kept up to date without allocating in a drag; one network an activation, all with the same θ.
 *
 * @property history   of the loss of the network that is trained
 * @property verdicts  { loss, wrong, errors, dead, lost } of each network that is shown: which points are wrong and
 *                     how many, which units of each hidden layer are dead and how many
 */
export class DecisionBoundaryModel {
  /**
   * @param state
   * @param datasets  points by their name
   * @param pause     () => void: stops training, which begins anew after `restart`
   */
  constructor(state, datasets, pause) {
    this.state = state;
    this.datasets = datasets;
    this.pause = pause;
    this.nets = new Map();
    this.history = new History();
    this.verdicts = [];
  }

  /** Changes traits after which training begins anew. */
  restart(changes) {
    this.pause();
    this.history.clear();
    this.state.commit({ steps: 0, ...changes });
  }

  /** A data set by its name; "own" keeps the points. */
  takeDataset(name) {
    this.restart({ dataset: name, points: structuredClone(this.datasets[name] ?? this.state.get("points")) });
  }

  /** The challenge to separate a data set by hand with so many units. */
  byHand(dataset, units) {
    this.newStart({ dataset, points: structuredClone(this.datasets[dataset]), hidden: [units], challenge: units });
  }

  get countedParameters() {
    return counted(countParameters(this.sizes), "parameter");
  }

  get sizes() {
    return sizesOf(this.state.get("hidden"));
  }

  get compares() {
    return this.state.get("compare");
  }

  /** The activations whose networks are shown. */
  get shown() {
    return this.compares ? COMPARED : [this.state.get("activation")];
  }

  /** Which of those shown is trained, and judged. */
  get trained() {
    return this.shown.indexOf(this.state.get("activation"));
  }

  /** What the network that is trained makes of the points. */
  get verdict() {
    return this.verdicts[this.trained];
  }

  /** Each shown network in words: [what is wrong or dead, its loss]. */
  get words() {
    return this.shown.map((name, place) => {
      const { errors, loss, lost } = this.verdicts[place];
      const wrong = this.compares
        ? `${NAMES[name]}: ${errors} of ${this.n} wrong`
        : `${errors} of ${lost ? this.n : counted(this.n, "point")} wrong`;
      return [wrong + (lost ? `, ${counted(lost, "unit")} dead` : ""), `loss ${format(loss)}`];
    });
  }

  /** Once a frame: the data, the verdicts, the history. */
  read(view) {
    this.readData();
    this.verdicts = this.shown.map((name) => this.judge(this.net(name)));
    this.history.follow(this.state.get("steps"), this.verdict.loss, this.state.get("seed"));
    view.selected = Math.min(view.selected, this.state.get("hidden")[0] - 1);
  }

  readings() {
    const [{ high }] = this.state.kinds.points.columns.map(([low, top]) => ({ low, high: top }));
    const sides = this.compares ? COMPARED : [];
    return {
      wrong: this.verdict.errors,
      loss: this.verdict.loss,
      parameters: countParameters(this.sizes),
      steps: this.state.get("steps"),
      cross: this.units.filter(([w1, w2, b]) => Math.abs(b) < (Math.abs(w1) + Math.abs(w2)) * high).length,
      dead: Math.max(...this.verdicts.map(({ lost }) => lost)),
      ...Object.fromEntries(sides.flatMap((name, place) => [
        [`wrong_${name}`, this.verdicts[place].errors],
        [`loss_${name}`, this.verdicts[place].loss],
      ])),
    };
  }

  judgedByHand() {
    return {
      errors: this.verdict.errors,
      points: this.n,
      used: this.state.get("hidden").reduce((sum, width) => sum + width, 0),
    };
  }

  /** Two side by side are ReLU and logistic; another activation gives way to ReLU. */
  compare(compare) {
    const isCompared = COMPARED.includes(this.state.get("activation"));
    this.restart({ compare, ...(compare && !isCompared ? { activation: "relu" } : {}) });
  }

  putWidth(l, units) {
    const hidden = this.state.get("hidden");
    if (hidden[l] !== units) this.newStart({ hidden: hidden.map((each, i) => (i === l ? units : each)) });
  }

  /** The data feature by feature, and their classes. */
  readData() {
    const rows = this.state.get("points");
    const n = rows.length;
    if (this.y?.length !== n) {
      this.X = new Float64Array(2 * n);
      this.y = new Float64Array(n);
      this.dz = new Float64Array(n);
    }
    rows.forEach(([x1, x2, label], p) => {
      this.X[p] = x1;
      this.X[n + p] = x2;
      this.y[p] = label;
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

  /** Loss, which points are wrong, and which units are dead, for one network. */
  judge(net) {
    if (this.n === 0) return { loss: 0, wrong: [], errors: 0, dead: [], lost: 0 };
    const z = net.forward(this.X, this.n);
    const wrong = Array.from(this.y, (label, p) => z[p] > 0 !== label > 0.5);
    const dead = deadUnits(net);
    const loss = logisticNLL.value(z, this.y, 1, this.n);
    return { loss, wrong, errors: howMany(wrong), dead, lost: howMany(dead.flat()) };
  }

  /** The largest weight that a hand gives. */
  limit = 20;

  /** Sets θ at these places. */
  put(places, values) {
    const theta = [...this.state.get("theta")];
    values.forEach((value, i) => (theta[places[i]] = Math.min(LARGEST, Math.max(-LARGEST, value))));
    this.state.change({ theta });
  }

  /** Places in θ of unit j's w₁, w₂ and b in the first layer. */
  #placesOf(j) {
    return [j, this.width + j, 2 * this.width + j];
  }

  /** Unit j's w₁, w₂ and b in the first layer. */
  unit(j, theta = this.state.get("theta")) {
    return this.#placesOf(j).map((k) => theta[k]);
  }

  startUnit(j) {
    return this.unit(j, this.state.get("start"));
  }

  /** How many units the first layer has. */
  get width() {
    return this.state.get("hidden")[0];
  }

  get units() {
    return Array.from({ length: this.width }, (_, j) => this.unit(j));
  }

  putUnit(j, values) {
    this.put(this.#placesOf(j), values);
  }

  /** Another shape, or another seed, has a start of its own. */
  newStart(changes) {
    const { hidden, seed } = { hidden: this.state.get("hidden"), seed: this.state.get("seed"), ...changes };
    const theta = drawStart(hidden, seed);
    this.restart({ ...changes, theta, start: theta });
  }

  /** A network of its own that learns from the start of `seed`, as Train would train it (see many_starts.js). */
  learner(seed) {
    const net = new Network(this.sizes, this.state.get("activation"), "identity");
    net.theta.set(drawStart(this.state.get("hidden"), seed));
    const descent = new SGD(net, { rate: this.state.get("rate") });
    return {
      train: (count) => this.#descend(net, descent, count),
      judge: () => this.judge(net),
      theta: () => Array.from(net.theta),
    };
  }

  /** What a learner depends on, its seed aside. */
  get learners() {
    return JSON.stringify(["points", "hidden", "activation", "rate"].map((name) => this.state.get(name)));
  }

  sameStart() {
    this.restart({ theta: [...this.state.get("start")] });
  }

  /** Before the first step of a run. */
  begin() {
    rememberStart(this.state);
  }

  /** Takes `count` steps of gradient descent; false, and nothing changed, when the run diverged. */
  train(count) {
    const { state } = this;
    this.readData();
    if (this.n === 0) return true;
    const net = this.net(state.get("activation"));
    if (this.optimiser?.net !== net) this.optimiser = new SGD(net, { rate: state.get("rate") });
    this.optimiser.rate = state.get("rate");
    if (!this.#descend(net, this.optimiser, count)) return false;
    state.change({ theta: Array.from(net.theta), steps: state.get("steps") + count });
    this.history.add(state.get("steps"), this.judge(net).loss);
    return true;
  }

  /** Takes steps of gradient descent; false, and the network as it was, when the run diverged. */
  #descend(net, descent, count) {
    const before = Float64Array.from(net.theta);
    for (let s = 0; s < count; s++) {
      const z = net.forward(this.X, this.n);
      net.backward(logisticNLL.slope(z, this.y, 1, this.n, this.dz));
      descent.step();
    }
    if (net.theta.every((value) => Math.abs(value) < DIVERGED)) return true;
    net.theta.set(before);
    return false;
  }
}
