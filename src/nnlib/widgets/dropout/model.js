/** What the traits of a Dropout widget describe: one network with a mask, with many, with all, and with none. */

import { activations } from "../engine/activations.js";
import { CensoredSum, Dropout } from "../engine/dropout.js";
import { Network } from "../engine/network.js";
import { Random } from "../engine/random.js";
import { Sequential } from "../engine/sequential.js";
import { DropoutTraining } from "./training.js";

const PLACES = 121;
const FAN = 24;

/**
 * @property units      how many hidden units there are
 * @property xs         places of the curves, the probe `x` last; `count` of them are even
 * @property curves     over them, of the masks { mask, mean, exact, spread, net }, of training { net, plain };
 *                      `fan` the last masks' curves, `fanned` of them
 * @property factor     what a surviving unit is multiplied by in training
 * @property kept, chance  units that the mask keeps, and the mask's probability
 * @property outgoing   the weight of each hidden unit at the output, times `factor`
 * @property largest    { mask, mean, net } the largest distance of each from `exact`
 * @property held       the points held out
 * @property training   DropoutTraining
 */
export class DropoutModel {
  /** @param {import("../kit/page/state.js").State} state */
  constructor(state) {
    this.state = state;
    this.units = state.kinds.mask.longest;
    this.most = state.kinds.masks.high;
    this.count = PLACES;
    this.xs = Float64Array.from({ length: PLACES + 1 }, (_, i) => -1 + (2 * i) / (PLACES - 1));
    this.sum = new CensoredSum(this.units, PLACES + 1);
    const curve = () => new Float64Array(PLACES + 1);
    this.curves = { mask: curve(), mean: curve(), exact: curve(), spread: curve(), net: curve(), plain: curve() };
    this.fan = Array.from({ length: FAN }, curve);
    this.largest = {};
    this.held = state.model.get("_held");
    this.training = new DropoutTraining(this);
  }

  get isTraining() {
    return this.state.get("view") === "training";
  }

  /** Everything that the picture shows. */
  read() {
    this.readNetwork();
    if (this.isTraining) this.training.read();
    else this.#readMasks();
  }

  readNetwork() {
    const { state, units } = this;
    this.activation = activations[state.get("output") === "linear" ? "identity" : "tanh"];
    this.factor = state.get("scaled") ? 1 / (1 - state.get("p")) : 1;
    const output = this.activation.name;
    if (this.output === output) return;
    this.output = output;
    this.dropout = new Dropout();
    this.front = new Network([1, units], "tanh", "tanh");
    this.back = new Network([units, 1], output, output);
    this.net = new Sequential(this.front, this.dropout, this.back);
  }

  /** What goals are stated in, of what is looked at. */
  readings() {
    if (this.isTraining) return this.training.readings();
    const { kept, largest, state } = this;
    return { kept, masks: state.get("masks"), off_mask: largest.mask, off_mean: largest.mean, off: largest.net };
  }

  /** The prediction at `xs` of the network with the parameters `name`, into `out`. */
  predict(name, out) {
    this.net.write(this.state.get(name));
    this.dropout.mask = null;
    out.set(this.net.forward(this.xs, this.xs.length));
  }

  #readMasks() {
    const { state, sum, curves, activation, units, factor } = this;
    const [p, mask] = [state.get("p"), state.get("mask")];
    this.kept = mask.filter(Boolean).length;
    this.chance = (1 - p) ** this.kept * p ** (units - this.kept);
    this.xs[PLACES] = state.get("x");
    this.predict("theta", curves.net);
    const { h } = this.front.layers[0];
    const { W, b } = this.back.layers[0];
    this.outgoing = W.map((each) => each * factor);
    for (let k = 0; k < sum.terms.length; k++) sum.terms[k] = this.outgoing[Math.floor(k / (PLACES + 1))] * h[k];
    sum.bias = b[0];
    sum.masked((j) => mask[j], activation, curves.mask);
    sum.average(p, activation, curves.exact, curves.spread);
    this.#averageDrawn(p);
    for (const each of ["mask", "mean", "net"]) this.largest[each] = this.#distance(curves[each], curves.exact);
  }

  #averageDrawn(p) {
    const { draws, curves, fan, sum, units, activation } = this;
    const M = this.state.get("masks");
    curves.mean.fill(0);
    for (let m = 0; m < M; m++) {
      const f = sum.masked((j) => draws[m * units + j] >= p, activation, fan[m % FAN]);
      for (let i = 0; i < f.length; i++) curves.mean[i] += f[i] / M;
    }
    this.fanned = Math.min(M, FAN);
  }

  #distance(one, other) {
    let most = 0;
    for (let i = 0; i < PLACES; i++) most = Math.max(most, Math.abs(one[i] - other[i]));
    return most;
  }

  /** The uniform numbers behind all masks that can be drawn: a unit is dropped where its number is below p. */
  get draws() {
    const seed = this.state.get("seed");
    if (this.drawsOf !== seed) {
      const random = new Random(seed);
      this.drawsOf = seed;
      this.uniforms = Float64Array.from({ length: this.most * this.units }, () => random.uniform());
    }
    return this.uniforms;
  }

  /** The m-th mask (from 1) with probability p of being dropped: 1 where a unit is kept. */
  #maskOf(m, p) {
    return Array.from({ length: this.units }, (_, j) => (this.draws[(m - 1) * this.units + j] < p ? 0 : 1));
  }

  get isFull() {
    return this.state.get("masks") >= this.most;
  }

  drawUpTo(masks) {
    this.state.change({ masks, mask: this.#maskOf(masks, this.state.get("p")) });
  }

  drawMore(count) {
    this.drawUpTo(Math.min(this.most, this.state.get("masks") + count));
    this.state.commit();
  }

  backToOne() {
    this.drawUpTo(1);
    this.state.commit();
  }

  setP(p) {
    this.state.change({ p, mask: this.#maskOf(this.state.get("masks"), p) });
  }

  toggleUnit(j) {
    this.state.commit({ mask: this.state.get("mask").map((each, k) => (k === j ? 1 - each : each)) });
  }

  keepAll() {
    this.state.commit({ mask: Array(this.units).fill(1) });
  }
}
