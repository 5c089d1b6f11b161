/** What Backprop computes from its state, what must hold between its traits, and every way it is changed. */

import { backwardPlan, PointPass } from "../engine/backprop.js";
import { clamp } from "../engine/clamp.js";
import { numericalGradient, relativeDifferences } from "../engine/gradcheck.js";
import { countParameters } from "../engine/network.js";
import { Random } from "../engine/random.js";
import { SGD } from "../engine/sgd.js";
import { counted, format } from "../kit/page/format.js";
import { History } from "../kit/plane/chart.js";
import { networkSymbols } from "./network_symbols.js";

/** The largest |weight| that is set by hand. */
const REACH = 5;
const SPREAD = 1.5;
/** Below this size of ∂J/∂h next to nothing arrives; above that, a derivative and its measure differ. */
const UNHEARD = 0.01;
const DISAGREE = 1e-3;

/** A seeded start for a network of these sizes, of numbers with one decimal. */
function drawStart(sizes, seed) {
  const random = new Random(seed);
  return Array.from({ length: countParameters(sizes) }, () => Number(random.uniform(-SPREAD, SPREAD).toFixed(1)));
}

/** `values` made as long as `length`, by ones. */
const fitted = (values, length) => Array.from({ length }, (_, i) => values[i] ?? 1);

const isClass = (y) => y === 0 || y === 1;

/** What must hold between traits: θ, x and y fit the sizes, which are within their bounds. */
export function agree(state, given, traits) {
  const { sizes } = state;
  const ends = [sizes[0], sizes.at(-1)];
  const most = traits.get("_kinds").x.longest;
  if (Math.max(...ends) > most) throw new Error(`sizes: expected at most ${most} inputs and outputs`);
  const lengths = { theta: countParameters(sizes), x: ends[0], y: ends[1] };
  if (given.includes("sizes")) {
    if (!given.includes("theta")) state.theta = drawStart(sizes, state.seed);
    for (const name of ["x", "y"]) if (!given.includes(name)) state[name] = fitted(state[name], lengths[name]);
  }
  for (const [name, length] of Object.entries(lengths)) {
    if (state[name].length === length) continue;
    throw new Error(`${name}: expected ${counted(length, "number")} for sizes ${sizes.join(", ")}`);
  }
  if (state.start.length !== lengths.theta) state.start = [...state.theta];
  if (state.loss === "nll" && !state.y.every(isClass)) throw new Error("y: the NLL needs targets of 0 or 1");
}

/**
 * The network, the data point and everything computed from them, in arrays that are used again.
 *
 * @property {PointPass} pass          both passes of the data point
 * @property {object} plan             the steps of the backward pass, of `engine/backprop.js`
 * @property {object} symbols          of `network_symbols.js`
 * @property {Float64Array} theta      all parameters; in the same order:
 * @property {Float64Array} gradient   ∂J/∂θ
 * @property {Float64Array} estimate   what finite differences say of it
 * @property {Float64Array} difference the relative differences of the two
 * @property {Float64Array} x          the data point's inputs
 * @property {Float64Array} y          its targets
 * @property {boolean} nll             the loss is the negative log-likelihood
 * @property {number} shown            how many steps are shown
 * @property {object} newest           the last of them, or null
 * @property {object} over             the step that the pointer or the focus is at, or null
 * @property {object} chosen           the one looked at: that, or the newest
 * @property {object} weights          how weights are read and changed by hand
 * @property {object} data             how the numbers x and y are
 */
export class Model {
  /** @param {import("../kit/page/state.js").State} state */
  constructor(state) {
    this.state = state;
    this.history = new History();
    this.over = null;
    this.fall = null;
    this.widest = state.kinds.sizes.high;
    this.mostLayers = state.kinds.sizes.longest;
    this.mostEnds = state.kinds.x.longest;
    this.weights = {
      limit: REACH,
      theta: () => state.get("theta"),
      change: (k, value) => this.#put("theta", k, clamp(Number(value.toFixed(4)), -REACH, REACH)),
      start: (k) => state.get("start")[k],
    };
    this.data = { x: this.#numbers("x"), y: this.#numbers("y") };
    this.read();
  }

  #numbers(name) {
    const { low, high } = this.state.kinds[name];
    return {
      low, high,
      get: () => this.state.get(name),
      change: (i, value) => this.#put(name, i, name === "y" && this.nll ? this.#classFrom(i, value) : value),
      start: (i) => this.state.author[name][i] ?? 1,
    };
  }

  /** Moved up, a class becomes 1, moved down, 0. */
  #classFrom(k, value) {
    const now = this.state.get("y")[k];
    return value === now ? now : Number(value > now);
  }

  #put(name, i, value) {
    this.state.change({ [name]: this.state.get(name).map((each, n) => (n === i ? value : each)) });
  }

  /** Both passes, then the check of every derivative. */
  read() {
    const { state } = this;
    this.#take();
    const { pass, x, y } = this;
    numericalGradient(() => pass.lossAt(x, y), this.theta, this.estimate);
    pass.run(x, y);
    relativeDifferences(this.gradient, this.estimate, this.difference);
    const { steps } = this.plan;
    if (this.over && steps[this.over.n] !== this.over) this.over = null;
    this.shown = Math.min(state.get("shown"), steps.length);
    this.newest = steps[this.shown - 1] ?? null;
    this.chosen = this.over ?? this.newest;
    this.history.follow(state.get("steps"), pass.J);
  }

  /** The network and the data point of the state. */
  #take() {
    const { state } = this;
    const spec = ["sizes", "activation", "output", "loss"].map((name) => state.get(name));
    const key = JSON.stringify(spec);
    if (key !== this.key) {
      this.key = key;
      this.pass = new PointPass(...spec);
      this.theta = this.pass.net.theta;
      this.gradient = this.pass.net.gradient;
      this.optimiser = new SGD(this.pass.net, { rate: 0 });
      this.nll = this.pass.nll;
      if (String(spec[0]) !== String(this.sizes)) {
        this.sizes = spec[0];
        this.plan = backwardPlan(this.sizes);
        this.symbols = networkSymbols(this.sizes);
      }
      this.estimate = new Float64Array(this.theta.length);
      this.difference = new Float64Array(this.theta.length);
      this.x = new Float64Array(state.get("x").length);
      this.y = new Float64Array(state.get("y").length);
    }
    this.theta.set(state.get("theta"));
    this.x.set(state.get("x"));
    this.y.set(state.get("y"));
  }

  /** Layer l's input i: a value of the layer before, or of the data; the bias has the constant 1. */
  input(l, i) {
    if (i < 0) return 1;
    return l === 0 ? this.x[i] : this.pass.layers[l - 1].h[i];
  }

  /** What an edge adds to the sum of the node that it leads to. */
  carried({ l, i, k }) {
    return this.theta[k] * this.input(l, i);
  }

  /** The message along an edge to the node that it comes from. */
  message({ l, j, k }) {
    return this.pass.layers[l].dr[j] * this.theta[k];
  }

  /** The number of steps at the end of the layer that comes next. */
  nextLayer() {
    const { steps } = this.plan;
    const next = steps[this.shown];
    if (!next) return steps.length;
    const isAnother = ({ kind, l }) => l !== next.l || (kind === "loss") !== (next.kind === "loss");
    const end = steps.findIndex((step) => step.n > this.shown && isAnother(step));
    return end < 0 ? steps.length : end;
  }

  /** What happens in the newest step, in words. */
  describe() {
    const { symbols, pass, newest } = this;
    if (!newest) return "Forward pass: every node has its value, no message has been sent";
    const { kind, l, i, j, k } = newest;
    const out = symbols.out(l, j);
    if (kind === "loss") return `J sends ∂J/∂${out} = ${format(pass.layers[l].dh[j])} to ${out}`;
    if (kind === "node") {
      return `${out} multiplies by its slope: ∂J/∂${symbols.sum(l, j)} = ${format(pass.layers[l].dr[j])}`;
    }
    const on = l > 0 && i >= 0 ? `, and a message on to ${symbols.input(l, i)}` : "";
    return `${out} sends ∂J/∂${symbols.weight(newest)} = ${format(this.gradient[k])} to the weight${on}`;
  }

  /** What gradient descent has just done to J, while J is still what it left. */
  fallen() {
    if (this.fall?.after !== this.pass.J) return "";
    const { before, after } = this.fall;
    const change = `from ${format(before)} to ${format(after)}.`;
    return after > before ? `J rose ${change} The step was too long: lower the rate.` : `J fell ${change}`;
  }

  /** Formula and measure of an edge's derivative differ: its node is on a kink. */
  disagrees({ k }) {
    return this.difference[k] > DISAGREE;
  }

  /** What goals are stated in. */
  readings() {
    const { pass, shown, difference, state } = this;
    const hidden = pass.layers.slice(0, -1).flatMap(({ dh }) => Array.from(dh));
    return {
      J: pass.J, steps: state.get("steps"), shown,
      unheard: hidden.filter((each) => Math.abs(each) < UNHEARD).length,
      disagree: difference.filter((each) => each > DISAGREE).length,
    };
  }

  /** So many steps of gradient descent; false, and nothing changed, when the run diverged. */
  train(count) {
    this.#take();
    const { state, pass, x, y, theta, optimiser } = this;
    const limit = state.kinds.theta.high;
    optimiser.rate = state.get("rate");
    const before = pass.lossAt(x, y);
    for (let s = 0; s < count; s++) {
      pass.run(x, y);
      optimiser.step();
    }
    const after = pass.lossAt(x, y);
    if (!Number.isFinite(after) || !theta.every((value) => Math.abs(value) <= limit)) return false;
    this.fall = { before, after };
    state.change({
      theta: Array.from(theta), steps: state.get("steps") + count, shown: this.plan.steps.length,
    });
    return true;
  }

  /** `changes`, and gradient descent begins anew. */
  restart(changes) {
    this.state.jump({ steps: 0, ...changes });
  }

  sameStart() {
    this.restart({ theta: [...this.state.get("start")] });
  }

  newStart({ sizes = this.state.get("sizes"), seed = this.state.get("seed") }) {
    const { state } = this;
    const theta = drawStart(sizes, seed);
    const [x, y] = [fitted(state.get("x"), sizes[0]), fitted(state.get("y"), sizes.at(-1))];
    this.restart({ sizes, seed, theta, start: theta, shown: 0, x, y });
  }

  setWidth(place, width) {
    const sizes = this.state.get("sizes");
    const isEnd = place === 0 || place === sizes.length - 1;
    const next = Math.min(Math.round(width), isEnd ? this.mostEnds : this.widest);
    if (sizes[place] !== next) this.newStart({ sizes: sizes.with(place, next) });
  }

  addLayer() {
    this.newStart({ sizes: this.state.get("sizes").toSpliced(-1, 0, 2) });
  }

  removeLayer() {
    this.newStart({ sizes: this.state.get("sizes").toSpliced(-2, 1) });
  }

  setLoss(loss) {
    const y = this.state.get("y").map((each) => (loss === "nll" ? clamp(Math.round(each), 0, 1) : each));
    this.restart({ loss, y });
  }
}
