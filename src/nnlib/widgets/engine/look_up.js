/** The look-up network of section 8: one attention layer, then a dense layer on the last token, the question. */

import { attentionWeights, project } from "./attention.js";

/** How many letters there are, and digits. */
export const KINDS = 6;
const D = 2 * KINDS;

/** Feature-major X W + b with [W; b] row by row in `theta` from `start` on. */
function affine(X, theta, start, n, nOut) {
  const Y = project(X, theta.subarray(start, start + D * nOut), n, D, nOut);
  return Y.map((y, k) => y + theta[start + D * nOut + Math.floor(k / n)]);
}

/** The scores q · k / √d of each letter's query with each letter's key, row by row; a pair's digit adds its part. */
export function letterScores(theta) {
  const part = (D + 1) * D;
  const letters = new Float64Array(D * KINDS);
  for (let letter = 0; letter < KINDS; letter++) letters[letter * KINDS + letter] = 1;
  const [Q, K] = [0, 1].map((p) => affine(letters, theta, p * part, KINDS, D));
  return attentionWeights(Q, K, KINDS, D).S;
}

/**
 * @param {Float64Array} theta       the parameters in nnlib's order: Q, K, V, O and the dense layer
 * @param {number[][]} pairs         (letter, digit), from 0
 * @param {number} question          a letter
 * @returns {{ q: Float64Array, products: Float64Array[], scores: Float64Array, weights: Float64Array,
 *   votes: Float64Array[], outputs: Float64Array }}  the question's query; of each token, the question last, its key
 *   times this query number by number, score, weight, and what the outputs would be if all weight lay there. `outputs`
 *   is the mean of the votes.
 */
export function lookUp(theta, pairs, question) {
  const n = pairs.length + 1;
  const X = new Float64Array(D * n);
  [...pairs, [question]].forEach(([letter, digit], j) => {
    X[letter * n + j] = 1;
    if (digit !== undefined) X[(KINDS + digit) * n + j] = 1;
  });
  const part = (D + 1) * D;
  const [Q, K, V] = [0, 1, 2].map((p) => affine(X, theta, p * part, n, D));
  const { S, A } = attentionWeights(Q, K, n, D);
  const Y = affine(affine(V, theta, 3 * part, n, D), theta, 4 * part, n, KINDS);
  const tokens = Array.from({ length: n }, (_, j) => j);
  const weights = A.slice((n - 1) * n);
  const votes = tokens.map((j) => Float64Array.from({ length: KINDS }, (_, c) => Y[c * n + j]));
  const q = Float64Array.from({ length: D }, (_, f) => Q[f * n + n - 1]);
  const sumOf = (c) => votes.reduce((sum, vote, j) => sum + weights[j] * vote[c], 0);
  return {
    q,
    products: tokens.map((j) => Float64Array.from({ length: D }, (_, f) => q[f] * K[f * n + j])),
    scores: S.slice((n - 1) * n),
    weights,
    votes,
    outputs: Float64Array.from({ length: KINDS }, (_, c) => sumOf(c)),
  };
}
