/** The network of the staircase's width that is trained beside it. */

import { squaredError } from "../engine/losses.js";
import { Network } from "../engine/network.js";
import { Random } from "../engine/random.js";
import { SGD } from "../engine/sgd.js";
import { largestError, softStart } from "../engine/staircase.js";
import { History } from "../kit/plane/chart.js";
import { keepBest } from "./line_model.js";

const PLACES = 129;
const MOMENTUM = 0.95;

/**
 * @property {History} history            the loss over the steps
 * @property {number} error               the largest |f − f*|
 * @property {Map<number, number>} best   the smallest error seen at each number of units
 */
export class TrainedModel {
  history = new History();
  best = new Map();
  error = NaN;
  #xs = Float64Array.from({ length: PLACES }, (_, p) => p / (PLACES - 1));
  #y = new Float64Array(PLACES);
  #slope = new Float64Array(PLACES);

  /**
   * @param {import("../kit/page/state.js").State} state
   * @param {import("./line_model.js").LineModel} line
   */
  constructor(state, line) {
    this.state = state;
    this.line = line;
    state.onJump(() => (this.optimiser = null)); // the velocity is that of another run
    this.read();
  }

  /** Whether there is a network beside the staircase, which has neither no step nor too many. */
  get isShown() {
    return this.state.get("compare") && this.line.canEdit();
  }

  /** Brings everything up to date with the traits and with the staircase. */
  read() {
    const { line } = this;
    if (line.target !== this.target) {
      this.target = line.target;
      const every = (line.target.values.length - 1) / (PLACES - 1);
      for (let p = 0; p < PLACES; p++) this.#y[p] = line.target.values[p * every];
      this.best.clear();
      this.history.clear();
    }
    if (!this.isShown) return;
    this.error = largestError(line.target, (xs, out) => out.set(this.evaluate(xs))).error;
    this.loss = squaredError.value(this.evaluate(this.#xs), this.#y, 1, PLACES);
    if (this.steps) keepBest(this.best, line.m, this.error);
    this.history.follow(this.steps, this.loss);
  }

  get steps() {
    return this.state.get("trained");
  }

  /** f of the trained network. */
  evaluate(xs) {
    return this.#network().forward(xs, xs.length);
  }

  /** Its hidden units: each is height · σ(weight x + bias). */
  units() {
    const { line } = this;
    const { theta } = this.#network();
    const part = (k, j) => theta[k * line.m + j];
    return Array.from({ length: line.m }, (_, j) => ({ weight: part(0, j), bias: part(1, j), height: part(2, j) }));
  }

  /** The median width of its steps, from σ(−2), 12 % of the rise, to σ(2), 88 %: 4 / |w|. */
  get stepWidth() {
    const widths = this.units().map(({ weight }) => 4 / Math.abs(weight)).sort((a, b) => a - b);
    const middle = (widths.length - 1) / 2;
    return (widths[Math.floor(middle)] + widths[Math.ceil(middle)]) / 2;
  }

  readings() {
    return this.isShown ? { trained_error: this.error, trained_width: this.stepWidth } : {};
  }

  /** With the trained θ, or at its seeded start. */
  #network() {
    const { state, line } = this;
    if (this.net?.sizes[1] !== line.m) this.net = new Network([1, line.m, 1], "logistic", "identity");
    const theta = state.get("theta");
    const isTrained = theta.length === this.net.theta.length;
    this.net.theta.set(isTrained ? theta : softStart(line.m, new Random(state.get("seed"))));
    return this.net;
  }

  /** Takes `count` steps of gradient descent with momentum; false, and no trait set, when the run diverged. */
  step(count) {
    const { state } = this;
    this.line.read(); // the traits may have changed since the last frame
    const net = this.#network();
    const rate = state.get("rate");
    if (this.optimiser?.net !== net) this.optimiser = new SGD(net, { rate, momentum: MOMENTUM });
    this.optimiser.rate = rate;
    for (let s = 0; s < count; s++) {
      const f = net.forward(this.#xs, PLACES);
      net.backward(squaredError.slope(f, this.#y, 1, PLACES, this.#slope));
      this.optimiser.step();
    }
    const { high } = state.kinds.theta;
    if (!net.theta.every((value) => Math.abs(value) < high)) {
      this.optimiser = null;
      return false;
    }
    state.change({ theta: Array.from(net.theta), trained: this.steps + count });
    return true;
  }

  /** Back to the start, the present one or that of another seed. */
  startAgain(seed = this.state.get("seed")) {
    this.state.jump({ theta: [], trained: 0, seed });
  }
}
