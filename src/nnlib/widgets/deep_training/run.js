/** One deep network in training, which can go forwards and back to any number of steps. */

import { ActivationLayer } from "../engine/activation_layer.js";
import { activations } from "../engine/activations.js";
import { BatchNorm } from "../engine/batchnorm.js";
import { glorot } from "../engine/initialise.js";
import { logisticNLL } from "../engine/losses.js";
import { Network } from "../engine/network.js";
import { Random } from "../engine/random.js";
import { Residual } from "../engine/residual.js";
import { Sequential } from "../engine/sequential.js";
import { ROUGHNESS } from "../engine/shading.js";

export const WIDTH = 12;
const LARGEST = 100;
const SPLIT = 2 ** 41 + 1; // keeps 12 of a number's 53 binary digits (Veltkamp 1968)
const KEPT_EVERY = 100;

/**
 * The network before training; of its hidden layers the weights and what normalizes (or null); how much a skip adds.
 * The output is drawn first, as at any depth.
 */
function start({ kind, depth, activation, seed }) {
  const random = new Random(seed);
  const dense = (nIn, nOut, name) => {
    const layer = new Network([nIn, nOut], name, name);
    glorot(layer.layers[0], random);
    return layer;
  };
  const isNormed = kind === "batch norm" || kind === "both";
  const skips = kind === "skip" || kind === "both";
  const [weights, norms] = [[], []];
  const alpha = skips ? 1 / Math.sqrt(depth) : 0;
  const hidden = (_, place) => {
    const layer = dense(place ? WIDTH : 2, WIDTH, isNormed ? "identity" : activation);
    weights.push(layer.layers[0]);
    const norm = isNormed ? new BatchNorm(WIDTH) : null;
    norms.push(norm);
    const F = norm ? new Sequential(layer, norm, new ActivationLayer(activation)) : layer;
    return alpha && place > 0 ? new Residual(F, alpha) : F;
  };
  const output = dense(WIDTH, 1, "identity");
  const net = new Sequential(...Array.from({ length: depth }, hidden), output);
  return { net, weights, norms, alpha, output: output.layers[0] };
}

/**
 * @property loss     after `steps` steps; `losses` has it after 0, 1, …, `steps`
 * @property values   of each hidden layer, feature-major, as the last pass put them out
 * @property weights  of each hidden layer: { W, dW, … }
 * @property wrong    how many points lie on the wrong side
 * @property isDecided  whether f at the points can be told from 0, in the picture too
 */
export class Run {
  /**
   * @param {{ kind: string, depth: number, activation: string, seed: number }} options
   * @param {{ X: Float64Array, y: Float64Array, n: number }} data
   * @param {number} longest  the most steps it can take
   */
  constructor(options, data, longest) {
    const { net, weights, norms, alpha, output } = start(options);
    this.net = net;
    this.weights = weights;
    this.norms = norms;
    this.alpha = alpha;
    this.output = output;
    this.activation = activations[options.activation];
    this.data = data;
    this.dz = new Float64Array(data.n);
    this.values = new Array(options.depth);
    this.losses = new Float64Array(longest + 1);
    this.rates = new Float64Array(longest);
    this.kept = [];
    this.steps = 0;
    this.#pass();
  }

  /**
   * To the state after `steps` steps, the t-th of them at the rate `rates[t]`, as far as it gets.
   * @param {number} steps
   * @param {Float64Array} rates
   * @param {number} until  a time, as performance.now() tells it
   */
  goTo(steps, rates, until) {
    let same = 0;
    while (same < steps && same < this.steps && rates[same] === this.rates[same]) same++;
    if (same < this.steps) this.#goBack(same);
    while (this.steps < steps && performance.now() < until) this.#step(rates[this.steps]);
  }

  /** To the last state that was kept at `step` or before it. */
  #goBack(step) {
    const place = Math.floor(step / KEPT_EVERY);
    this.net.write(this.kept[place]);
    this.steps = place * KEPT_EVERY;
    this.#pass();
  }

  /** The network as `Shading` takes it: what normalizes, by the moments of the last pass, is part of W and b. */
  forShading() {
    const { weights, norms, alpha, activation, output } = this;
    const layers = weights.map(({ nIn, nOut, W, b }, l) => {
      const layer = { nIn, nOut, activation, skip: l > 0 ? alpha : 0 };
      const norm = norms[l];
      if (!norm) return { ...layer, W, b };
      const scale = norm.gamma.map((gamma, j) => gamma * norm.inverse[j]);
      return {
        ...layer,
        W: W.map((w, k) => w * scale[k % nOut]),
        b: b.map((bias, j) => (bias - norm.mean[j]) * scale[j] + norm.beta[j]),
      };
    });
    return { sizes: [2, ...weights.map(({ nOut }) => nOut), 1], layers: [...layers, output] };
  }

  /** Gradients are rounded, so that no rounding error grows: a run is the same here and in nnlib. */
  #step(rate) {
    const { parts } = this.net;
    for (let i = 0; i < parts.length; i++) {
      const { theta, gradient } = parts[i];
      for (let k = 0; k < theta.length; k++) {
        const split = SPLIT * gradient[k];
        const moved = theta[k] - rate * (split - (split - gradient[k]));
        theta[k] = moved > LARGEST ? LARGEST : moved < -LARGEST ? -LARGEST : moved;
      }
    }
    this.rates[this.steps] = rate;
    this.steps += 1;
    this.#pass();
  }

  /** Forwards and back; where the state is one to keep, it is kept. */
  #pass() {
    const { net, data, dz, values, steps } = this;
    const { layers } = net;
    let h = data.X;
    for (let l = 0; l < values.length; l++) h = values[l] = layers[l].forward(h, data.n);
    const z = layers[values.length].forward(h, data.n);
    this.wrong = 0;
    for (let p = 0; p < data.n; p++) if (z[p] > 0 !== data.y[p] > 0) this.wrong += 1;
    this.isDecided = z.some((f) => Math.abs(f) > ROUGHNESS);
    this.loss = this.losses[steps] = logisticNLL.value(z, data.y, 1, data.n);
    net.backward(logisticNLL.slope(z, data.y, 1, data.n, dz));
    if (steps % KEPT_EVERY === 0) this.kept[steps / KEPT_EVERY] = net.read();
  }
}
