/**
 * Losses J as the mean over n points, and ∂J/∂z, from the linear outputs z (K × n, feature-major); as nnlib/losses.py.
 * Each is { value(z, y, K, n), slope(z, y, K, n, out?) }; `out` takes the slope, else a new array does.
 */

import { logistic } from "./activations.js";

/** J = Σ_k (y_k − z_k)²; y has the shape of z. */
export const squaredError = {
  value(z, y, K, n) {
    let sum = 0;
    for (let k = 0; k < K * n; k++) sum += (y[k] - z[k]) ** 2;
    return sum / n;
  },
  slope(z, y, K, n, out = new Float64Array(K * n)) {
    for (let k = 0; k < K * n; k++) out[k] = (2 / n) * (z[k] - y[k]);
    return out;
  },
};

/** The negative log-likelihood of f = σ(z) for labels 0 and 1; y has the shape of z. */
export const logisticNLL = {
  value(z, y, K, n) {
    let sum = 0;
    for (let k = 0; k < K * n; k++) sum += Math.max(z[k], 0) - z[k] * y[k] + Math.log1p(Math.exp(-Math.abs(z[k])));
    return sum / n;
  },
  slope(z, y, K, n, out = new Float64Array(K * n)) {
    for (let k = 0; k < K * n; k++) out[k] = (logistic(z[k]) - y[k]) / n;
    return out;
  },
};

/** f_c = e^(z_c) / Σ_k e^(z_k) for every point; exact for outputs of any size. */
export function softmax(z, K, n, out = new Float64Array(K * n)) {
  for (let p = 0; p < n; p++) {
    let top = -Infinity;
    for (let k = p; k < K * n; k += n) top = Math.max(top, z[k]);
    let sum = 0;
    for (let k = p; k < K * n; k += n) sum += out[k] = Math.exp(z[k] - top);
    for (let k = p; k < K * n; k += n) out[k] /= sum;
  }
  return out;
}

/** The negative log-likelihood of f = softmax(z); y[p] is the class index of point p. */
export const softmaxNLL = {
  value(z, y, K, n) {
    let total = 0;
    for (let p = 0; p < n; p++) {
      let top = -Infinity;
      for (let k = p; k < K * n; k += n) top = Math.max(top, z[k]);
      let sum = 0;
      for (let k = p; k < K * n; k += n) sum += Math.exp(z[k] - top);
      total += top + Math.log(sum) - z[y[p] * n + p];
    }
    return total / n;
  },
  slope(z, y, K, n, out = new Float64Array(K * n)) {
    softmax(z, K, n, out);
    for (let p = 0; p < n; p++) out[y[p] * n + p] -= 1;
    for (let k = 0; k < K * n; k++) out[k] /= n;
    return out;
  },
};
