/** A feed-forward network (section 2) and its backward pass (section 4), as nnlib's Sequential of Dense layers. */

import { activations } from "./activations.js";
import { multiply, multiplyTransposed } from "./matrix.js";

/** Σ (H_{l−1} + 1) H_l, the number of parameters. */
export function countParameters(sizes) {
  let count = 0;
  for (let l = 1; l < sizes.length; l++) count += (sizes[l - 1] + 1) * sizes[l];
  return count;
}

const named = (activation) => (typeof activation === "string" ? activations[activation] : activation);

/**
 * Layers of the given sizes [n, H_1, …, K]. Data are feature-major: X[i·n + p] is feature i of point p.
 *
 * @property theta     Float64Array, all parameters in nnlib's order: a layer's W (n_in × n_out, row by row), its b
 * @property gradient  Float64Array, ∂J/∂θ of the last backward pass, in the same order
 * @property layers    { nIn, nOut, activation, W, b, dW, db } with views into these; after a forward pass also x, r, h
 *                     (feature-major), after a backward pass dr, dx
 */
export class Network {
  /** `hidden` and `output` are activations or their names. */
  constructor(sizes, hidden, output) {
    this.sizes = [...sizes];
    this.theta = new Float64Array(countParameters(sizes));
    this.gradient = new Float64Array(this.theta.length);
    this.n = 0;
    let start = 0;
    this.layers = sizes.slice(1).map((nOut, l) => {
      const nIn = sizes[l];
      const [bias, end] = [start + nIn * nOut, start + (nIn + 1) * nOut];
      const layer = {
        nIn,
        nOut,
        activation: named(l + 2 < sizes.length ? hidden : output),
        W: this.theta.subarray(start, bias),
        b: this.theta.subarray(bias, end),
        dW: this.gradient.subarray(start, bias),
        db: this.gradient.subarray(bias, end),
      };
      start = end;
      return layer;
    });
  }

  /** The outputs (K × n) for n points; the array is used again by the next pass. */
  forward(X, n) {
    if (n !== this.n) this.#makeRoom(n);
    let h = X;
    for (const layer of this.layers) {
      const { nIn, nOut, W, b, r, activation } = layer;
      layer.x = h;
      multiply(W, 1, nOut, h, b, nOut, n, nIn, r); // r = Wᵀ x + b
      if (layer.h !== r) activation.forward(r, layer.h);
      h = layer.h;
    }
    return h;
  }

  /** Fills `gradient` from ∂J/∂(outputs) at the last forward pass and returns ∂J/∂X. */
  backward(dOutputs) {
    const { n } = this;
    let dh = dOutputs;
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const { nIn, nOut, W, dW, db, x, r, h, dr, dx, activation } = this.layers[l];
      activation.backward(r, h, dh, dr);
      multiplyTransposed(x, dr, nIn, nOut, n, dW); // dW = x drᵀ
      for (let j = 0; j < nOut; j++) {
        let sum = 0;
        for (let p = j * n; p < (j + 1) * n; p++) sum += dr[p];
        db[j] = sum;
      }
      multiply(W, nOut, 1, dr, null, nIn, n, nOut, dx); // dx = W dr
      dh = dx;
    }
    return dh;
  }

  #makeRoom(n) {
    this.n = n;
    for (const layer of this.layers) {
      layer.r = new Float64Array(layer.nOut * n);
      layer.h = layer.activation.name === "identity" ? layer.r : new Float64Array(layer.nOut * n);
      layer.dr = new Float64Array(layer.nOut * n);
      layer.dx = new Float64Array(layer.nIn * n);
    }
  }
}
