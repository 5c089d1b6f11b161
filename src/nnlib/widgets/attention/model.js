/** What Attention computes from its state: queries, keys, values, scores, weights and outputs of each head. */

import { attention, causalMask, leastChange, project } from "../engine/attention.js";
import { clamp } from "../engine/clamp.js";

/** How many features a token has. */
export const D = 2;
export const PARTS = ["Q", "K", "V"];

/**
 * What a head may look for: its W_Q and W_K, row by row.
 * @type {[name: string, weights: number[]][]}
 */
export const KINDS = [
  ["¼ turn on", [0, 1.5, -1.5, 0, 1, 0, 0, 1]],
  ["Alike", [1.5, 0, 0, 1.5, 1, 0, 0, 1]],
  ["Opposite", [-1.5, 0, 0, -1.5, 1, 0, 0, 1]],
  ["All", [0, 0, 0, 0, 1, 0, 0, 1]],
];
const VALUES = [1, 0, 0, 1];
const newHead = (m) => [...KINDS[m][1], ...VALUES];

/**
 * Two numbers of token i from a feature-major array.
 * @returns {[number, number]}
 */
export const tokenOf = (X, n, i) => [X[i], X[n + i]];

const rounded = (value, places) => Number(value.toFixed(places));

/** What must hold between the traits of a link. */
export function agree(state) {
  for (const [one, many] of [["query", "tokens"], ["head", "heads"]]) {
    if (!state[many].length) throw new Error(`${many}: expected at least one`);
    if (state[one] > state[many].length) throw new Error(`${one}: there are only ${state[many].length} ${many}`);
  }
}

/**
 * Tokens, heads and their matrices ("parts") are numbered from 0.
 *
 * @property {number} n             tokens
 * @property {Float64Array} X, H    the tokens and the mean of the heads' outputs, feature-major
 * @property {Array} heads          { Q, K, V, S, A, H } of each (engine/attention.js)
 * @property {object} shown         that of the head that is shown
 * @property {number[]} weights     with which the query looks at each token
 */
export class AttentionModel {
  constructor(state) {
    this.state = state;
    this.tokenLimit = state.kinds.tokens.columns[0][1];
    this.mostHeads = state.kinds.heads.longest;
    this.entries = { low: state.kinds.heads.columns[0][0], high: state.kinds.heads.columns[0][1] };
  }

  read() {
    const { tokens, query } = this;
    this.n = tokens.length;
    this.X = Float64Array.from([...tokens.map(([x]) => x), ...tokens.map(([, y]) => y)]);
    this.heads = this.state.get("heads").map((row) => this.#attend(row, this.X));
    this.H = this.#mean(this.heads);
    this.shown = this.heads[this.head];
    this.weights = Array.from(this.shown.A.subarray(query * this.n, (query + 1) * this.n));
  }

  get tokens() {
    return this.state.get("tokens");
  }

  get query() {
    return this.state.get("query") - 1;
  }

  get head() {
    return this.state.get("head") - 1;
  }

  // Tokens

  look(i) {
    this.state.change({ query: i + 1 });
  }

  moveToken(i, to) {
    this.state.change({ tokens: this.tokens.map((each, j) => (j === i ? this.#inside(to) : each)) });
  }

  get isFull() {
    return this.tokens.length === this.state.kinds.tokens.longest;
  }

  addToken(at) {
    if (!this.isFull) this.state.commit({ tokens: [...this.tokens, this.#inside(at)] });
  }

  removeToken(i) {
    if (this.tokens.length === 1) return;
    const tokens = this.tokens.filter((_, j) => j !== i);
    this.state.commit({ tokens, query: Math.min(this.query + 1, tokens.length) });
  }

  reverse() {
    this.#permute(this.tokens.map((_, i) => i).reverse());
  }

  /** The first token comes last. */
  shift() {
    this.#permute(this.tokens.map((_, i) => (i + 1) % this.tokens.length));
  }

  /** How far the outputs move when the tokens come in reverse order: 0 where the order does not matter. */
  moveOfReversed() {
    const { n, X, H } = this;
    const mirrored = (k) => Math.floor(k / n) * n + n - 1 - (k % n);
    const reversed = Float64Array.from(X, (_, k) => X[mirrored(k)]);
    const moved = this.#mean(this.state.get("heads").map((row) => this.#attend(row, reversed)));
    return moved.reduce((most, each, k) => Math.max(most, Math.abs(each - H[mirrored(k)])), 0);
  }

  // Heads

  setHeadCount(count) {
    const heads = this.state.get("heads").slice(0, count);
    while (heads.length < count) heads.push(newHead(heads.length));
    this.state.commit({ heads, head: Math.min(this.head + 1, count) });
  }

  /** Which of the KINDS the head that is shown is, or −1. */
  get kind() {
    const row = this.state.get("heads")[this.head];
    return KINDS.findIndex(([, weights]) => weights.every((w, k) => w === row[k]));
  }

  /** Gives the head that is shown the W_Q and W_K of one of the KINDS. */
  lookFor(kind) {
    const { head } = this;
    const heads = this.state.get("heads");
    this.state.commit({ heads: heads.map((row, m) => (m === head ? [...KINDS[kind][1], ...row.slice(8)] : row)) });
  }

  /** The matrix W_Q, W_K or W_V of the head that is shown, row by row. */
  matrix(part) {
    return this.state.get("heads")[this.head].slice(4 * part, 4 * part + 4);
  }

  setEntry(part, k, value) {
    this.#setMatrix(part, this.matrix(part).map((w, j) => (j === k ? value : w)));
  }

  /** What an entry of that matrix was at the start. */
  startOf(part, k) {
    return (this.state.author.heads[this.head] ?? newHead(this.head))[4 * part + k];
  }

  /** The query, key or value of token i in the head that is shown. */
  vector(part, i) {
    return Array.from(project(this.tokens[i], this.matrix(part), 1, D, D));
  }

  /** Pulls that vector to a place; its matrix changes as little as it can. */
  pull(part, i, to) {
    this.#setMatrix(part, leastChange(this.matrix(part), this.tokens[i], to));
  }

  /** `most`: the largest weight of the query, `moved`: how far the outputs move when the tokens are turned round. */
  readings() {
    const [h1, h2] = tokenOf(this.H, this.n, this.query);
    const moved = this.moveOfReversed();
    const [query, head, temperature] = [this.query + 1, this.head + 1, this.state.get("temperature")];
    return { query, head, temperature, most: Math.max(...this.weights), h1, h2, moved };
  }

  isMasked(i, j) {
    return this.state.get("causal") && j > i;
  }

  #setMatrix(part, W) {
    const { head, entries: { low, high } } = this;
    const heads = this.state.get("heads").map((row) => [...row]);
    heads[head].splice(4 * part, 4, ...W.map((w) => clamp(rounded(w, 4), low, high)));
    this.state.change({ heads });
  }

  #inside(place) {
    return place.map((each) => rounded(clamp(each, -this.tokenLimit, this.tokenLimit), 3));
  }

  /** Puts the tokens into the order `from`; the query that is looked at goes along. */
  #permute(from) {
    const { tokens, query } = this;
    this.state.commit({ tokens: from.map((i) => tokens[i]), query: from.indexOf(query) + 1 });
  }

  #attend(row, X) {
    const { n } = this;
    const [Q, K, V] = PARTS.map((_, part) => project(X, row.slice(4 * part, 4 * part + 4), n, D, D));
    const scale = 1 / (this.state.get("temperature") * (this.state.get("scaled") ? Math.sqrt(D) : 1));
    const looks = this.state.get("causal") ? causalMask : undefined;
    return { Q, K, V, ...attention(Q, K, V, n, D, { scale, looks }) };
  }

  #mean(heads) {
    return Float64Array.from(this.X, (_, k) => heads.reduce((sum, { H }) => sum + H[k], 0) / heads.length);
  }
}
