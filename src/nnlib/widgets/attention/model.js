/** What the Attention widget computes from its state: queries, keys, values, scores, weights and outputs of each head. */

import { attention, leastChange, project } from "../engine/attention.js";

export const D = 2;
export const PARTS = ["Q", "K", "V"];
export const LIMIT = 5;

/** Two numbers of token i from a feature-major array. */
export const tokenOf = (X, n, i) => [X[i], X[n + i]];

export class AttentionModel {
  constructor(state) {
    this.state = state;
  }

  /** Reads the state; `heads[m]` is { Q, K, V, S, A, H }, `H` the mean of the heads' outputs. */
  read() {
    const { state } = this;
    const tokens = state.get("tokens");
    this.n = tokens.length;
    this.X = Float64Array.from([...tokens.map(([x]) => x), ...tokens.map(([, y]) => y)]);
    this.heads = state.get("heads").map((row) => this.#head(row, this.X));
    this.H = this.#mean(this.heads);
    this.shown = this.heads[state.get("head") - 1];
  }

  scale() {
    return 1 / (this.state.get("temperature") * (this.state.get("scaled") ? Math.sqrt(D) : 1));
  }

  /** How far the outputs move when the tokens come in reverse order: 0 where the order does not matter. */
  moveOfReversed() {
    const { n } = this;
    const reversed = Float64Array.from(this.X, (_, k) => this.X[Math.floor(k / n) * n + n - 1 - (k % n)]);
    const H = this.#mean(this.state.get("heads").map((row) => this.#head(row, reversed)));
    return H.reduce((most, each, k) => Math.max(most, Math.abs(each - this.H[Math.floor(k / n) * n + n - 1 - (k % n)])), 0);
  }

  /** The W_Q, W_K or W_V (part 0, 1, 2) of the head that is shown. */
  matrix(part) {
    return this.state.get("heads")[this.state.get("head") - 1].slice(4 * part, 4 * part + 4);
  }

  /** The state's `heads` with another matrix in this place, its entries within ±LIMIT. */
  withMatrix(part, W) {
    const entries = W.map((w) => Math.min(LIMIT, Math.max(-LIMIT, Number(w.toFixed(4)))));
    return this.state.get("heads").map((row, m) => (m === this.state.get("head") - 1 ? row.map((w, k) => (Math.floor(k / 4) === part ? entries[k % 4] : w)) : row));
  }

  /** The heads after the vector of token i has been pulled to `to`: the matrix changes as little as it can. */
  pulled(part, i, to) {
    return this.withMatrix(part, leastChange(this.matrix(part), tokenOf(this.X, this.n, i), to));
  }

  #head(row, X) {
    const [Q, K, V] = PARTS.map((_, part) => project(X, row.slice(4 * part, 4 * part + 4), this.n, D, D));
    return { Q, K, V, ...attention(Q, K, V, this.n, D, { scale: this.scale(), causal: this.state.get("causal") }) };
  }

  #mean(heads) {
    return Float64Array.from(this.X, (_, k) => heads.reduce((sum, { H }) => sum + H[k], 0) / heads.length);
  }
}
