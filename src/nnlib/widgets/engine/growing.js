/** Seeded weights that stay as they are while a network grows; network_sizes/growing.py draws the same numbers. */

import { Random } from "./random.js";

const STREAMS = 64;
const SIDE = 9;
const POSITIVE = [0.35, 0.65];
const APART = 1e-6;

/**
 * By activation: the largest weight of the first layer; of a hidden layer and of the output layer, over √H_{l−1}; and
 * between which inputs a unit's weighted inputs change their sign.
 */
const draws = {
  tanh: { first: 12, hidden: 4, output: 2, reach: [-1, 1] },
  logistic: { first: 20, hidden: 12, output: 4, reach: [0, 1] },
  relu: { first: 8, hidden: 2, output: 1, reach: [0, 2] },
  "leaky relu": { first: 8, hidden: 2, output: 1, reach: [0, 2] },
  identity: { first: 2, hidden: 1.5, output: 1, reach: [-1, 1] },
};

/**
 * Fills net.theta for inputs from −1 to 1. Every unit draws from random numbers of its own, so a unit that is added
 * leaves those of the others alone, and the output layer keeps its weights at any depth. Each output's bias puts its
 * zero between its own values, so that a larger network does not hide its bends above or below zero.
 *
 * @param {import("./network.js").Network} net  its activation's name is `activation`
 * @param {string} activation
 * @param {number} seed
 */
export function drawGrowing(net, activation, seed) {
  const { first, hidden, output, reach } = draws[activation];
  const last = net.layers.length - 1;
  const stream = (l, j) => new Random((seed * STREAMS + l) * STREAMS + j);
  net.layers.forEach(({ nIn, nOut, W, b }, l) => {
    const largest = l === 0 ? first : (l === last ? output : hidden) / Math.sqrt(nIn);
    const [low, high] = l === 0 ? [-1, 1] : reach;
    for (let j = 0; j < nOut; j++) {
      const numbers = stream(l === last ? 0 : l + 1, j);
      b[j] = 0;
      for (let i = 0; i < nIn; i++) {
        W[i * nOut + j] = numbers.uniform(-largest, largest);
        b[j] -= W[i * nOut + j] * numbers.uniform(low, high);
      }
    }
  });
  const { b } = net.layers[last];
  b.fill(0);
  const count = SIDE ** 2;
  const outputs = net.forward(places(net.sizes[0]), count);
  for (let j = 0; j < b.length; j++) {
    const share = stream(STREAMS - 1, j).uniform(...POSITIVE);
    b[j] = -between(outputs.slice(j * count, (j + 1) * count).sort(), share);
  }
}

/** Inputs spread evenly over [−1, 1]ⁿ, n = 1 or 2, feature-major. */
function places(n) {
  const count = SIDE ** 2;
  const evenly = (i, of) => -1 + (2 * i) / (of - 1);
  if (n === 1) return Float64Array.from({ length: count }, (_, k) => evenly(k, count));
  return Float64Array.from({ length: 2 * count }, (_, k) =>
    evenly(k < count ? k % SIDE : Math.floor((k - count) / SIDE), SIDE));
}

/** A number below this share of the values, halfway to one that differs. */
function between(ordered, share) {
  const at = ordered[Math.floor((1 - share) * ordered.length)];
  const above = ordered.find((value) => value - at > APART);
  const below = ordered.findLast((value) => at - value > APART);
  return (at + (above ?? below ?? at)) / 2;
}
