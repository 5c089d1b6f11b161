/** Attention as in nnlib/attention.py; tokens are feature-major: X[f*n + i] is feature f of token i. */

import { multiply } from "./matrix.js";

/** X W for n tokens: W is (nIn × nOut) row-major; the result is feature-major. */
export function project(X, W, n, nIn, nOut) {
  const out = new Float64Array(nOut * n);
  multiply(W, 1, nOut, X, null, nOut, n, nIn, out);
  return out;
}

/**
 * Scores s_ij = scale q_i · k_j and weights a_i = softmax(s_i) for n queries and keys of d features.
 *
 * @param {Float64Array} Q  feature-major, as K
 * @param {Float64Array} K
 * @param {number} n
 * @param {number} d
 * @param {object} [options]
 * @param {number} [options.scale]
 * @param {(i: number, j: number) => boolean} [options.looks]  the mask: where it is false the score is −∞, the weight 0
 * @returns {{ S: Float64Array, A: Float64Array }}  S[i*n + j] and A[i*n + j] of query i and key j
 */
export function attentionWeights(Q, K, n, d, { scale = 1 / Math.sqrt(d), looks = () => true } = {}) {
  const [S, A] = [new Float64Array(n * n).fill(-Infinity), new Float64Array(n * n)];
  for (let i = 0; i < n; i++) {
    let top = -Infinity;
    for (let j = 0; j < n; j++) {
      if (!looks(i, j)) continue;
      let product = 0;
      for (let f = 0; f < d; f++) product += Q[f * n + i] * K[f * n + j];
      S[i * n + j] = scale * product;
      top = Math.max(top, S[i * n + j]);
    }
    let sum = 0;
    for (let j = 0; j < n; j++) sum += A[i * n + j] = Math.exp(S[i * n + j] - top);
    for (let j = 0; j < n; j++) A[i * n + j] /= sum;
  }
  return { S, A };
}

/** The mask by which no token looks at later ones. */
export const causalMask = (i, j) => j <= i;

/** Those weights, and the outputs h_i = Σ_j a_ij v_j, feature-major. */
export function attention(Q, K, V, n, d, options = {}) {
  const { S, A } = attentionWeights(Q, K, n, d, options);
  const H = new Float64Array(d * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) for (let f = 0; f < d; f++) H[f * n + i] += A[i * n + j] * V[f * n + j];
  return { S, A, H };
}

/** The matrix W' with x W' = y that is nearest to W: W + xᵀ(y − x W) / |x|²; W itself where x is 0. */
export function leastChange(W, x, y) {
  const size = x.reduce((sum, each) => sum + each * each, 0);
  if (size < 1e-12) return Array.from(W);
  const missing = y.map((each, o) => each - x.reduce((sum, xf, f) => sum + xf * W[f * y.length + o], 0));
  return Array.from(W, (w, k) => w + (x[Math.floor(k / y.length)] * missing[k % y.length]) / size);
}
