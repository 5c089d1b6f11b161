/** What the traits of a Dropout widget describe: one network with a mask, with many, with all, and with none. */

import { activations } from "../engine/activations.js";
import { CensoredSum, Dropout } from "../engine/dropout.js";
import { squaredError } from "../engine/losses.js";
import { Network } from "../engine/network.js";
import { Random } from "../engine/random.js";
import { Sequential } from "../engine/sequential.js";

export const UNITS = 10;
export const MOST_MASKS = 500;
const PLACES = 121;
const FAN = 24;
const LARGEST = 1e4;
const STEP_SEEDS = 1e5;

/** A seeded start whose units are soft steps spread over the data, ready to overfit. */
export function drawStart(seed) {
  const random = new Random(seed);
  const w = Array.from({ length: UNITS }, () => random.uniform(4, 8) * (random.uniform() < 0.5 ? -1 : 1));
  const b = w.map((weight, j) => -weight * ((2 * (j + random.uniform())) / UNITS - 1));
  const beta = w.map(() => random.uniform(-0.3, 0.3));
  return [...w, ...b, ...beta, 0].map((each) => Number(each.toFixed(4)));
}

/**
 * @property xs       places of the curves, the probe `x` last; `count` of them are even
 * @property curves   { mask, mean, exact, spread, net } over them, `fan` the last masks' curves
 * @property largest  { mask, mean, net } the largest distance of each from `exact`
 */
export class DropoutModel {
  constructor(state) {
    this.state = state;
    this.count = PLACES;
    this.xs = Float64Array.from({ length: PLACES + 1 }, (_, i) => -1 + (2 * i) / (PLACES - 1));
    this.sum = new CensoredSum(UNITS, PLACES + 1);
    const curve = () => new Float64Array(PLACES + 1);
    this.curves = { mask: curve(), mean: curve(), exact: curve(), spread: curve(), net: curve() };
    this.fan = Array.from({ length: FAN }, curve);
    this.largest = {};
    this.X = this.y = new Float64Array(0);
  }

  get activation() {
    return activations[this.state.get("output") === "linear" ? "identity" : "tanh"];
  }

  /** What a surviving unit is multiplied by in training. */
  get factor() {
    return this.state.get("scaled") ? 1 / (1 - this.state.get("p")) : 1;
  }

  /** The uniform numbers behind all masks that can be drawn: a unit is dropped where its number is below p. */
  get draws() {
    const seed = this.state.get("seed");
    if (this.drawsOf !== seed) {
      const random = new Random(seed);
      this.drawsOf = seed;
      this.uniforms = Float64Array.from({ length: MOST_MASKS * UNITS }, () => random.uniform());
    }
    return this.uniforms;
  }

  /** The m-th mask (from 1) with probability p of being dropped: 1 where a unit is kept. */
  maskOf(m, p = this.state.get("p")) {
    return Array.from({ length: UNITS }, (_, j) => (this.draws[(m - 1) * UNITS + j] < p ? 0 : 1));
  }

  /** The points, and the network on them. */
  read() {
    const points = this.state.get("points");
    this.n = points.length;
    this.X = Float64Array.from(points, ([x]) => x);
    this.y = Float64Array.from(points, ([, y]) => y);
    this.held ??= this.state.model.get("_held");
    this.heldX ??= Float64Array.from(this.held, ([x]) => x);
    this.heldY ??= Float64Array.from(this.held, ([, y]) => y);
    const output = this.activation.name;
    if (this.output === output) return;
    this.output = output;
    this.dropout = new Dropout();
    this.front = new Network([1, UNITS], "tanh", "tanh");
    this.back = new Network([UNITS, 1], output, output);
    this.net = new Sequential(this.front, this.dropout, this.back);
  }

  /** Everything that the picture of the masks shows. */
  readMasks() {
    const { state, sum, curves, activation } = this;
    const p = state.get("p");
    this.xs[PLACES] = state.get("x");
    this.net.write(state.get("theta"));
    this.dropout.mask = null;
    curves.net.set(this.net.forward(this.xs, PLACES + 1));
    const { h } = this.front.layers[0];
    const { W, b } = this.back.layers[0];
    for (let k = 0; k < sum.terms.length; k++) sum.terms[k] = this.factor * W[Math.floor(k / (PLACES + 1))] * h[k];
    sum.bias = b[0];
    const mask = state.get("mask");
    sum.masked((j) => mask[j], activation, curves.mask);
    sum.average(p, activation, curves.exact, curves.spread);
    this.#averageDrawn(p, activation);
    for (const each of ["mask", "mean", "net"]) this.largest[each] = this.#distance(curves[each], curves.exact);
  }

  #averageDrawn(p, activation) {
    const { draws, curves, fan, sum } = this;
    const M = this.state.get("masks");
    curves.mean.fill(0);
    for (let m = 0; m < M; m++) {
      const f = sum.masked((j) => draws[m * UNITS + j] >= p, activation, fan[m % FAN]);
      for (let i = 0; i < f.length; i++) curves.mean[i] += f[i] / M;
    }
    this.fanned = Math.min(M, FAN);
  }

  #distance(one, other) {
    let most = 0;
    for (let i = 0; i < PLACES; i++) most = Math.max(most, Math.abs(one[i] - other[i]));
    return most;
  }

  /** The prediction of the network with these parameters at `xs`, into `out`. */
  predict(theta, out) {
    this.net.write(theta);
    this.dropout.mask = null;
    out.set(this.net.forward(this.xs, this.xs.length));
    return out;
  }

  /** Mean squared errors of the prediction on the points and on those held out. */
  errors(theta) {
    this.net.write(theta);
    this.dropout.mask = null;
    return {
      points: squaredError.value(this.net.forward(this.X, this.n), this.y, 1, this.n),
      heldOut: squaredError.value(this.net.forward(this.heldX, this.held.length), this.heldY, 1, this.held.length),
    };
  }

  /** `count` steps of gradient descent after `steps` others, every point with its own mask in each; null if it diverged. */
  train(theta, p, steps, count) {
    const { state, net, dropout, n } = this;
    net.write(theta);
    for (let s = steps; s < steps + count; s++) {
      if (p > 0) dropout.draw(new Random(state.get("seed") * STEP_SEEDS + s), UNITS * n, p, state.get("scaled") ? 1 / (1 - p) : 1);
      else dropout.mask = null;
      const f = net.forward(this.X, n);
      net.backward(squaredError.slope(f, this.y, 1, n));
      net.descend(state.get("rate"));
    }
    const after = net.read();
    return after.every((value) => Math.abs(value) < LARGEST) ? after : null;
  }
}
