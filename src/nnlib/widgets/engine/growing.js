/** Seeded weights that stay as they are while a network grows; nnlib/widgets/growing.py draws the same numbers. */

import { Random } from "./random.js";

const STREAMS = 64;

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
 * leaves those of the others alone, and the output layer keeps its own at any depth.
 */
export function drawGrowing(net, activation, seed) {
  const { first, hidden, output, reach } = draws[activation];
  const last = net.layers.length - 1;
  net.layers.forEach(({ nIn, nOut, W, b }, l) => {
    const largest = l === 0 ? first : (l === last ? output : hidden) / Math.sqrt(nIn);
    const [low, high] = l === 0 ? [-1, 1] : reach;
    for (let j = 0; j < nOut; j++) {
      const stream = new Random((seed * STREAMS + (l === last ? 0 : l + 1)) * STREAMS + j);
      b[j] = 0;
      for (let i = 0; i < nIn; i++) {
        W[i * nOut + j] = stream.uniform(-largest, largest);
        b[j] -= W[i * nOut + j] * stream.uniform(low, high);
      }
    }
  });
}
