/** What DeadReLU computes from its state, and every way it is changed. */

import { activations, leakyReLU } from "../engine/activations.js";
import { clamp } from "../engine/clamp.js";
import { squaredError } from "../engine/losses.js";
import { Network } from "../engine/network.js";
import { Random } from "../engine/random.js";
import { SGD } from "../engine/sgd.js";
import { fixed } from "../kit/page/format.js";
import { History } from "../kit/plane/chart.js";

const PLACES = 161;
/** A run from one of many starts is solved at this loss. */
export const SOLVED = 0.03;
/** How far beyond the data a unit's bend may be put. */
const BEYOND = 0.05;

/** @param {{ length: number }} theta */
const unitsIn = (theta) => (theta.length - 1) / 3;

/** What must hold: θ is (w, b, β, β₀) of some number of units. */
export function agree(state) {
  if (!Number.isInteger(unitsIn(state.theta))) throw new Error("theta: expected 3 numbers a hidden unit and one more");
  if (state.start.length !== state.theta.length) state.start = [...state.theta];
}

/**
 * A start whose kinks lie in the data; with `negative`, one whose units are all dead.
 * @param {number} units
 * @param {number} seed
 * @param {boolean} negative
 * @returns {number[]}  θ
 */
function drawStart(units, seed, negative) {
  const random = new Random(seed);
  const rounded = (value) => Number(value.toFixed(3));
  const sign = () => (negative || random.uniform() < 0.4 ? -1 : 1);
  const w = Array.from({ length: units }, () => rounded(random.uniform(1, 2) * sign()));
  const b = w.map((each) => rounded(negative ? -random.uniform(0, 0.5) : -each * random.uniform(0.2, 1.8)));
  const beta = w.map(() => rounded(negative ? -random.uniform(0.2, 1) : 0.7 * random.normal()));
  return [...w, ...b, ...beta, 0];
}

/**
 * @property {number} units      hidden units
 * @property {number} J          the loss
 * @property {number[]} kinks    where each unit bends
 * @property {number[]} slopes   the weight w of each
 * @property {number[]} reach    the least and the largest place that a bend can be put
 * @property {boolean[]} off     which units have r ≤ 0 at every point
 * @property {boolean[]} dead    which receive no gradient from any: ReLUs that are off at every point
 * @property {History} history   the loss over the training steps
 */
export class Model {
  /** @param {import("../kit/page/state.js").State} state */
  constructor(state) {
    this.state = state;
    const { kinds } = state;
    this.most = unitsIn({ length: kinds.theta.longest });
    this.limit = kinds.theta.high;
    const [low, high] = kinds.points.columns[0];
    this.xs = Float64Array.from({ length: PLACES }, (_, i) => low + ((high - low) * i) / (PLACES - 1));
    this.reach = [low - BEYOND, high + BEYOND];
    this.history = new History();
    this.read();
  }

  /** Works everything out: a forward and a backward pass of all points. */
  read() {
    const { state } = this;
    this.#take();
    this.J = this.#pass();
    this.off = Array.from({ length: this.units }, (_, j) => this.#isOff(j));
    this.dead = this.#dead(this.net);
    const { W, b } = this.net.layers[0];
    this.slopes = Array.from(W);
    this.kinks = this.slopes.map((w, j) => -b[j] / (w || 1e-9));
    this.history.follow(state.get("steps"), this.J, state.get("seed"));
  }

  /** The network and the points of the state. */
  #take() {
    const { state } = this;
    const theta = state.get("theta");
    this.units = unitsIn(theta);
    const [kind, epsilon] = [state.get("activation"), state.get("epsilon")];
    const key = `${this.units} ${kind} ${epsilon}`;
    if (this.key !== key) {
      this.key = key;
      const hidden = this.#hidden();
      this.net = new Network([1, this.units, 1], hidden, "identity");
      this.drawn = new Network([1, this.units, 1], hidden, "identity");
      this.optimiser = new SGD(this.net, { rate: 0 });
    }
    for (const net of [this.net, this.drawn]) net.theta.set(theta);
    const points = state.get("points");
    this.n = points.length;
    this.x = Float64Array.from(points, ([x]) => x);
    this.y = Float64Array.from(points, ([, y]) => y);
  }

  #hidden() {
    const { state } = this;
    return state.get("activation") === "relu" ? activations.relu : leakyReLU(state.get("epsilon"));
  }

  /** Forward and backward; returns the loss. */
  #pass(net = this.net) {
    if (this.n === 0) return 0;
    const z = net.forward(this.x, this.n);
    net.backward(squaredError.slope(z, this.y, 1, this.n));
    return squaredError.value(z, this.y, 1, this.n);
  }

  #isOff(j, net = this.net) {
    const { r } = net.layers[0];
    for (let p = 0; p < this.n; p++) if (r[j * this.n + p] > 0) return false;
    return true;
  }

  /** After a pass: which units of a network are dead. */
  #dead(net) {
    const isReLU = this.state.get("activation") === "relu";
    return Array.from({ length: this.units }, (_, j) => isReLU && this.#isOff(j, net));
  }

  /** Takes steps of gradient descent; false, and the network as it was, when the run diverged. */
  #descend(net, descent, count) {
    const before = Float64Array.from(net.theta);
    for (let s = 0; s < count; s++) {
      this.#pass(net);
      descent.step();
    }
    if (net.theta.every((value) => Math.abs(value) <= this.limit)) return true;
    net.theta.set(before);
    return false;
  }

  /** ∂J/∂r of unit j from point p. */
  gradient(j, p) {
    return this.net.layers[0].dr[j * this.n + p];
  }

  /** f at the places `xs`. */
  curve() {
    return this.drawn.forward(this.xs, PLACES);
  }

  /** f at one place. */
  valueAt(x) {
    const [{ W, b, activation }, { W: beta, b: constant }] = this.net.layers;
    return W.reduce((sum, w, j) => sum + beta[j] * activation.f(w * x + b[j]), constant[0]);
  }

  /** One unit in words. */
  tellUnit(j) {
    const side = this.slopes[j] < 0 ? "left" : "right";
    const state = this.dead[j] ? ", dead" : this.off[j] ? ", off at every point" : "";
    return `x = ${fixed(this.kinks[j])}, on to the ${side}${state}`;
  }

  /** How many units are dead or off, the loss, the steps. */
  readings() {
    const count = (units) => units.filter(Boolean).length;
    return { dead: count(this.dead), off: count(this.off), loss: this.J, steps: this.state.get("steps") };
  }

  /** So many steps of gradient descent; false, and nothing changed, when the run diverged. */
  train(count) {
    this.#take();
    const { state, net, optimiser } = this;
    if (this.n === 0) return true;
    optimiser.rate = state.get("rate");
    if (!this.#descend(net, optimiser, count)) return false;
    state.change({ theta: Array.from(net.theta), steps: state.get("steps") + count });
    return true;
  }

  /** A network of its own that learns from the start of `seed`, as Train would train it (see many_starts.js). */
  learner(seed) {
    const net = new Network([1, this.units, 1], this.#hidden(), "identity");
    const descent = new SGD(net, { rate: this.state.get("rate") });
    net.theta.set(drawStart(this.units, seed, false));
    return {
      train: (count) => this.#descend(net, descent, count),
      judge: () => {
        const loss = this.#pass(net);
        return { loss, errors: Number(loss > SOLVED), lost: this.#dead(net).filter(Boolean).length };
      },
      theta: () => Array.from(net.theta),
    };
  }

  /** What a learner depends on, its seed aside. */
  get learners() {
    const names = ["points", "activation", "epsilon", "rate"];
    return JSON.stringify([this.units, ...names.map((name) => this.state.get(name))]);
  }

  /** Shows a start, or the end of a run from one. */
  restart({ steps = 0, ...changes }) {
    this.state.jump({ steps, ...changes });
  }

  sameStart() {
    this.state.jump({ steps: 0, theta: [...this.state.get("start")] });
  }

  newStart({ seed = this.state.get("seed"), units = this.units, negative = false }) {
    const theta = drawStart(units, seed, negative);
    this.state.jump({ steps: 0, seed, theta, start: theta });
  }

  /** Moves the place where unit j bends, by its bias. */
  putKink(j, x) {
    const { state, units } = this;
    const theta = [...state.get("theta")];
    theta[units + j] = Number((-theta[j] * clamp(x, ...this.reach)).toFixed(3));
    state.change({ theta });
  }

  kinkToStart(j) {
    const { state, units } = this;
    const [theta, start] = [[...state.get("theta")], state.get("start")];
    [theta[j], theta[units + j]] = [start[j], start[units + j]];
    state.change({ theta });
  }

  putPoint(i, x, y) {
    this.state.change({ points: this.state.get("points").map((row, k) => (k === i ? [x, y] : row)) });
  }
}
