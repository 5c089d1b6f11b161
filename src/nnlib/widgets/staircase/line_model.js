/** What the traits of a Staircase describe, and how they are changed: the curve f*, the staircase, the trained network. */

import { clamp } from "../engine/clamp.js";
import { Target, discretize, evaluateStaircase, largestError, largestStaircaseError, softStart, straightBetween, targets } from "../engine/staircase.js";
import { squaredError } from "../engine/losses.js";
import { Network } from "../engine/network.js";
import { Random } from "../engine/random.js";
import { SGD } from "../engine/sgd.js";

export const MOST_STEPS = 64;
export const HIGHEST = 1.2;
const PLACES = 129;
const MOMENTUM = 0.95;
const LIMIT = 1e4;

const functionOf = (get) => (get("target") === "own" ? straightBetween(get("curve")) : targets[get("target")]);

/** m, the number of steps on the screen. */
export function countSteps(get) {
  const set = get("steps");
  return set.length ? set.length - 1 : discretize(new Target(functionOf(get)), get("eps")).knots.length;
}

/**
 * @property target     Target f*
 * @property staircase  { knots, levels }
 * @property error      { error, x, f } of the staircase where |f − f*| is largest
 * @property R          sharpness, Infinity for hard steps
 */
export class StairModel {
  constructor(state) {
    this.state = state;
    this.xs = Float64Array.from({ length: PLACES }, (_, p) => p / (PLACES - 1));
    this.y = new Float64Array(PLACES);
    this.slope = new Float64Array(PLACES);
    this.read();
  }

  /** Brings everything up to date with the traits. */
  read() {
    this.readSteps();
    this.error = largestStaircaseError(this.target, this.staircase, this.R);
  }

  /** The curve and the staircase alone, for a gesture that goes on before the next frame. */
  readSteps() {
    const { state } = this;
    const name = state.get("target");
    const curve = state.get("curve");
    if (name !== this.name || (name === "own" && curve !== this.curve)) {
      [this.name, this.curve] = [name, curve];
      this.target = new Target(functionOf((trait) => state.get(trait)));
      this.variation = this.target.variation();
      this.isNew = true;
      const every = (this.target.values.length - 1) / (PLACES - 1);
      for (let p = 0; p < PLACES; p++) this.y[p] = this.target.values[p * every];
    }
    const set = state.get("steps");
    const eps = state.get("eps");
    this.byHand = set.length > 0;
    if (this.byHand) this.staircase = { knots: set.slice(1).map(([knot]) => knot), levels: set.map(([, level]) => level) };
    else this.staircase = discretize(this.target, eps);
    this.m = this.staircase.knots.length;
    this.R = state.get("hard") ? Infinity : state.get("sharpness");
  }

  /** Sets the steps by hand. */
  put({ knots, levels }) {
    this.state.change({ steps: levels.map((level, j) => [j ? knots[j - 1] : 0, level]) });
    this.#settle();
  }

  /** Changes f* or ε. Steps set by hand stay under a new f*. */
  change(changes) {
    this.state.change(changes);
    this.#settle();
  }

  /** The steps that a tolerance gives, in place of those set by hand. */
  build(eps) {
    this.change({ eps, steps: [] });
  }

  /** A gesture may go on before the next frame: the steps are read at once, and a network of another width goes. */
  #settle() {
    this.readSteps();
    const { length } = this.state.get("theta");
    if (length && length !== 3 * this.m + 1) this.state.change({ theta: [], trained: 0 });
  }

  /** A step of f's own height at x; gives its number, or −1 when there are too many. */
  add(x) {
    if (this.m >= MOST_STEPS) return -1;
    const { knots, levels } = this.staircase;
    const j = knots.filter((knot) => knot <= x).length;
    this.put({ knots: knots.toSpliced(j, 0, x), levels: levels.toSpliced(j + 1, 0, clamp(this.target.f(x), -HIGHEST, HIGHEST)) });
    return j;
  }

  remove(j) {
    const { knots, levels } = this.staircase;
    this.put({ knots: knots.toSpliced(j, 1), levels: levels.toSpliced(j + 1, 1) });
  }

  /** Moves step j, between its neighbours. */
  moveKnot(j, x) {
    const { knots, levels } = this.staircase;
    this.put({ knots: knots.with(j, clamp(x, knots[j - 1] ?? 0, knots[j + 1] ?? 1)), levels });
  }

  /** Moves the level after j steps. */
  moveLevel(j, y) {
    const { knots, levels } = this.staircase;
    this.put({ knots, levels: levels.with(j, clamp(y, -HIGHEST, HIGHEST)) });
  }

  /** f of the staircase at ascending places. */
  evaluate(xs, out) {
    return evaluateStaircase(this.staircase, this.R, xs, out);
  }

  canTrain() {
    return this.m > 0 && this.m <= MOST_STEPS;
  }

  /** The network of the same width, with the trained θ, or at its seeded start. */
  network() {
    const { state, m } = this;
    if (this.net?.sizes[1] !== m) this.net = new Network([1, m, 1], "logistic", "identity");
    const theta = state.get("theta");
    this.net.theta.set(theta.length === this.net.theta.length ? theta : softStart(m, new Random(state.get("seed"))));
    return this.net;
  }

  /** Where and how large the trained network's |f − f*| is at most. */
  trainedError() {
    const net = this.network();
    return largestError(this.target, (xs, out) => out.set(net.forward(xs, xs.length)));
  }

  loss() {
    return squaredError.value(this.network().forward(this.xs, PLACES), this.y, 1, PLACES);
  }

  /** Takes `count` steps of gradient descent with momentum; gives the new θ, or null when the run diverged. */
  train(count) {
    const net = this.network();
    if (this.optimiser?.net !== net) this.optimiser = new SGD(net, { rate: this.state.get("rate"), momentum: MOMENTUM });
    this.optimiser.rate = this.state.get("rate");
    for (let s = 0; s < count; s++) {
      const f = net.forward(this.xs, PLACES);
      net.backward(squaredError.slope(f, this.y, 1, PLACES, this.slope));
      this.optimiser.step();
    }
    return net.theta.every((value) => Math.abs(value) < LIMIT) ? Array.from(net.theta) : null;
  }

  /** Forgets the velocity of training: it begins anew. */
  restart() {
    this.optimiser = null;
  }
}
