/** A seeded start whose first layer already cuts through the data. */

const STEEPNESS = [1.5, 3];
const REACH = 0.7;

/**
 * Fills net.theta. A first-layer unit's line (or step) passes through a random point of the middle of
 * [−spread, spread], in a random direction; later layers start as `glorot` has them, biases at 0.
 */
export function initialise(net, random, spread) {
  net.layers.forEach(({ nIn, nOut, W, b }, l) => {
    if (l === 0) {
      for (let j = 0; j < nOut; j++) {
        const direction = Array.from({ length: nIn }, () => random.normal());
        const size = Math.hypot(...direction) || 1;
        const steepness = random.uniform(...STEEPNESS) / spread;
        b[j] = 0;
        for (let i = 0; i < nIn; i++) {
          const weight = (steepness * direction[i]) / size;
          W[i * nOut + j] = weight;
          b[j] -= weight * random.uniform(-REACH * spread, REACH * spread);
        }
      }
    } else {
      glorot({ nIn, nOut, W }, random);
      b.fill(0);
    }
  });
}

/** Fills a layer's W, uniform within ±√(6 / (n_in + n_out)) (Glorot & Bengio 2010). */
export function glorot({ nIn, nOut, W }, random) {
  const limit = Math.sqrt(6 / (nIn + nOut));
  for (let k = 0; k < W.length; k++) W[k] = random.uniform(-limit, limit);
}
