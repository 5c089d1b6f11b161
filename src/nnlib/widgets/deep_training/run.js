/** One deep network in training, which can go forwards and back to any number of steps. */

import { ActivationLayer } from "../engine/activation_layer.js";
import { BatchNorm } from "../engine/batchnorm.js";
import { glorot } from "../engine/initialise.js";
import { logisticNLL } from "../engine/losses.js";
import { Network } from "../engine/network.js";
import { Random } from "../engine/random.js";
import { Residual } from "../engine/residual.js";
import { Sequential } from "../engine/sequential.js";

export const WIDTH = 12;
const LARGEST = 100;
const SPLIT = 2 ** 41 + 1; // keeps 12 of a number's 53 binary digits (Veltkamp 1968)
const KEPT_EVERY = 100;

/** The network before training, and the weights of each hidden layer; the output is drawn first, as at any depth. */
function start({ kind, depth, activation, seed }) {
  const random = new Random(seed);
  const dense = (nIn, nOut, name) => {
    const layer = new Network([nIn, nOut], name, name);
    glorot(layer.layers[0], random);
    return layer;
  };
  const isNormed = kind === "batch norm" || kind === "both";
  const skips = kind === "skip" || kind === "both";
  const weights = [];
  const hidden = (_, place) => {
    const layer = dense(place ? WIDTH : 2, WIDTH, isNormed ? "identity" : activation);
    weights.push(layer.layers[0]);
    const F = isNormed ? new Sequential(layer, new BatchNorm(WIDTH), new ActivationLayer(activation)) : layer;
    return skips && place > 0 ? new Residual(F, 1 / Math.sqrt(depth)) : F;
  };
  const output = dense(WIDTH, 1, "identity");
  const net = new Sequential(...Array.from({ length: depth }, hidden), output);
  return { net, weights };
}

/**
 * @property loss     after `steps` steps; `losses` has it after 0, 1, …, `steps`
 * @property values   of each hidden layer, feature-major, as the last pass put them out
 * @property weights  of each hidden layer: { W, dW, … }
 */
export class Run {
  /**
   * @param {{ kind: string, depth: number, activation: string, seed: number }} options
   * @param {{ X: Float64Array, y: Float64Array, n: number }} data
   * @param {number} longest  the most steps it can take
   */
  constructor(options, data, longest) {
    const { net, weights } = start(options);
    this.net = net;
    this.weights = weights;
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
    this.loss = this.losses[steps] = logisticNLL.value(z, data.y, 1, data.n);
    net.backward(logisticNLL.slope(z, data.y, 1, data.n, dz));
    if (steps % KEPT_EVERY === 0) this.kept[steps / KEPT_EVERY] = net.read();
  }
}
