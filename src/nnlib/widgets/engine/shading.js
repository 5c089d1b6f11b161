/** Fast, approximate evaluation of a network over a grid of the plane, for shading alone. */

import { multiply } from "./matrix.js";

/** The error of a(r) is below this. */
export const ROUGHNESS = 1e-6;
const FLAT = 9;

/** tanh by a rational function, without an exponential: an odd polynomial of degree 13 over an even one of degree 6. */
export function roughTanh(r) {
  const x = Math.min(Math.max(r, -FLAT), FLAT);
  const s = x * x;
  const p = 4.89352455891786e-3 + s * (6.37261928875436e-4 + s * (1.48572235717979e-5 + s * (5.12229709037114e-8 +
    s * (-8.60467152213735e-11 + s * (2.00018790482477e-13 - 2.76076847742355e-16 * s)))));
  const q = 4.89352518554385e-3 + s * (2.2684346324390e-3 + s * (1.18534705686654e-4 + 1.19825839466702e-6 * s));
  return (x * p) / q;
}

/** The logistic by `roughTanh`. */
export function roughLogistic(r) {
  return 0.5 + 0.5 * roughTanh(0.5 * r);
}

function applyTanh(r, h) {
  for (let k = 0; k < r.length; k++) h[k] = roughTanh(r[k]);
}

function applyLogistic(r, h) {
  for (let k = 0; k < r.length; k++) h[k] = roughLogistic(r[k]);
}

const rough = { tanh: applyTanh, logistic: applyLogistic };

/** `count` numbers evenly from −reach to reach. */
export const evenly = (reach, count) =>
  Float64Array.from({ length: count }, (_, i) => -reach + (2 * reach * i) / (count - 1));

/** Evaluates networks with two inputs over a grid, one whole row of it at a time. */
export class Shading {
  /** @param squash  whether the output is passed through the logistic */
  constructor({ squash }) {
    this.squash = squash;
  }

  /**
   * out[j·xs.length + i] = one output of `net`, by default the first, at (xs[i], ys[j]). A layer with `skip` gives
   * x + skip · a(Wᵀ x + b).
   */
  evaluate(net, xs, ys, out, output = 0) {
    const n = xs.length;
    const rows = this.#room(net, n);
    for (let j = 0; j < ys.length; j++) {
      let h = null;
      net.layers.forEach(({ nIn, nOut, W, b, activation, skip }, l) => {
        const r = rows[l];
        if (l === 0) firstLayer(W, b, nOut, xs, ys[j], r);
        else multiply(W, 1, nOut, h, b, nOut, n, nIn, r);
        (rough[activation.name] ?? activation.forward)(r, r);
        if (skip) for (let k = 0; k < r.length; k++) r[k] = h[k] + skip * r[k];
        h = r;
      });
      const [start, from] = [j * n, output * n];
      if (this.squash) for (let i = 0; i < n; i++) out[start + i] = roughLogistic(h[from + i]);
      else for (let i = 0; i < n; i++) out[start + i] = h[from + i];
    }
  }

  #room(net, n) {
    const key = `${net.sizes} ${n}`;
    if (this.key !== key) {
      this.key = key;
      this.rows = net.layers.map(({ nOut }) => new Float64Array(nOut * n));
    }
    return this.rows;
  }
}

function firstLayer(W, b, nOut, xs, y, r) {
  const n = xs.length;
  for (let k = 0; k < nOut; k++) {
    const slope = W[k];
    const rest = W[nOut + k] * y + b[k];
    for (let i = 0; i < n; i++) r[k * n + i] = slope * xs[i] + rest;
  }
}
