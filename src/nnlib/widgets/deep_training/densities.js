/** How the sizes of a network's values and gradients lie in each layer: a histogram on a scale of powers of ten. */

/** The scale, in powers of ten; what is smaller lies in the lowest bin, 0 with it. */
export const LOW = -12;
export const HIGH = 5;
const PER_POWER = 4;
export const BINS = (HIGH - LOW) * PER_POWER;

/** One histogram a layer: @property sizes  of each layer, the root of the mean square */
class Density {
  sizes = [];

  /** @param {number} layers */
  clear(layers) {
    const length = layers * BINS;
    if (this.shares?.length !== length) this.shares = new Float64Array(length);
    else this.shares.fill(0);
    this.layers = layers;
    this.sizes.length = layers;
  }

  /** Adds values[from … to] less `mean`, each with the weight `share`, to a layer's histogram; gives their squares. */
  add(layer, values, from, to, mean, share) {
    const { shares, layers } = this;
    let squares = 0;
    for (let k = from; k < to; k++) {
      const value = values[k] - mean;
      const square = value * value;
      squares += square;
      const place = Math.floor((Math.log10(square) / 2 - LOW) * PER_POWER);
      const bin = place > 0 ? (place < BINS ? place : BINS - 1) : 0;
      shares[bin * layers + layer] += share;
    }
    return squares;
  }
}

/** @property values, gradients  Density of how far values lie from their unit's mean over the points, and of ∂J/∂W */
export class Densities {
  values = new Density();
  gradients = new Density();

  /**
   * @param {import("./run.js").Run} run
   * @param {number} n  points
   */
  measure({ values, weights }, n) {
    this.values.clear(values.length);
    this.gradients.clear(values.length);
    for (let l = 0; l < values.length; l++) {
      const [h, { dW }] = [values[l], weights[l]];
      let squares = 0;
      for (let from = 0; from < h.length; from += n) {
        let sum = 0;
        for (let k = from; k < from + n; k++) sum += h[k];
        squares += this.values.add(l, h, from, from + n, sum / n, 1 / h.length);
      }
      this.values.sizes[l] = Math.sqrt(squares / h.length);
      this.gradients.sizes[l] = Math.sqrt(this.gradients.add(l, dW, 0, dW.length, 0, 1 / dW.length) / dW.length);
    }
  }
}
