/** Attention as in nnlib/attention.py; tokens are feature-major: X[f*n + i] is feature f of token i. */

import { multiply } from "./matrix.js";

/** X W for n tokens: W is (nIn × nOut) row-major; the result is feature-major. */
export function project(X, W, n, nIn, nOut) {
  const out = new Float64Array(nOut * n);
  multiply(W, 1, nOut, X, null, nOut, n, nIn, out);
  return out;
}

/**
 * h_i = Σ_j a_ij v_j with a_i = softmax_j(scale q_i · k_j) for n queries, keys and values of d features.
 *
 * @returns {{ S, A, H }} scores S[i*n + j] and weights A[i*n + j] of query i and key j; outputs H, feature-major. With
 *   `causal`, query i does not look at later tokens: their scores are −∞, their weights 0.
 */
export function attention(Q, K, V, n, d, { scale = 1 / Math.sqrt(d), causal = false } = {}) {
  const [S, A, H] = [new Float64Array(n * n).fill(-Infinity), new Float64Array(n * n), new Float64Array(d * n)];
  for (let i = 0; i < n; i++) {
    const seen = causal ? i + 1 : n;
    let top = -Infinity;
    for (let j = 0; j < seen; j++) {
      let product = 0;
      for (let f = 0; f < d; f++) product += Q[f * n + i] * K[f * n + j];
      S[i * n + j] = scale * product;
      top = Math.max(top, S[i * n + j]);
    }
    let sum = 0;
    for (let j = 0; j < seen; j++) sum += A[i * n + j] = Math.exp(S[i * n + j] - top);
    for (let j = 0; j < seen; j++) {
      A[i * n + j] /= sum;
      for (let f = 0; f < d; f++) H[f * n + i] += A[i * n + j] * V[f * n + j];
    }
  }
  return { S, A, H };
}

/** The matrix W' with x W' = y that is nearest to W: W + xᵀ(y − x W) / |x|²; W itself where x is 0. */
export function leastChange(W, x, y) {
  const size = x.reduce((sum, each) => sum + each * each, 0);
  if (size < 1e-12) return Array.from(W);
  const missing = y.map((each, o) => each - x.reduce((sum, xf, f) => sum + xf * W[f * y.length + o], 0));
  return Array.from(W, (w, k) => w + (x[Math.floor(k / y.length)] * missing[k % y.length]) / size);
}
