/** What Sentences computes from its state: scores and weights of a head of a language model for one sentence. */

import { attentionWeights } from "../engine/attention.js";
import { fromHalf } from "../engine/half.js";

/** How many numbers a query has. */
export const D = 32;

/** What must hold between the traits of a link or a scene; a shorter sentence takes its last token for the query. */
export function agree(state, given, traits) {
  const n = traits.get("_sentences")[state.sentence - 1].length;
  for (const name of ["query", "hidden"]) {
    if (given.includes(name) && Math.max(0, ...[state[name]].flat()) > n)
      throw new Error(`${name}: the sentence has only ${n} tokens`);
  }
  state.query = Math.min(state.query, n);
  state.hidden = state.hidden.filter((token) => token <= n);
}

/**
 * Tokens, here numbered from 0, look by the queries of one head at the keys of all.
 *
 * @property {string[]} tokens
 * @property {number} n              how many
 * @property {number} query          the token that looks
 * @property {object} head           name, layer, head (its place in the model, from 1) and what it does
 * @property {Float64Array} q        its query
 * @property {Float64Array} Q, K, S, A   feature-major queries and keys; scores and weights (engine/attention.js)
 */
export class SentencesModel {
  constructor({ state, traits }) {
    this.state = state;
    this.sentences = traits.get("_sentences");
    this.heads = traits.get("_heads");
    this.stored = fromHalf(traits.get("_queries_and_keys"));
    this.total = this.sentences.reduce((sum, tokens) => sum + tokens.length, 0);
    this.read();
  }

  read() {
    const { state } = this;
    const sentence = state.get("sentence") - 1;
    const head = this.heads.findIndex(({ name }) => name === state.get("head"));
    this.head = this.heads[head];
    this.Q = this.#part(head, 0, sentence);
    this.K = this.#part(head, 1, sentence);
    const scale = 1 / (state.get("temperature") * (state.get("scaled") ? Math.sqrt(D) : 1));
    const { S, A } = attentionWeights(this.Q, this.K, this.n, D, { scale, looks: (i, j) => this.looks(i, j) });
    this.S = S;
    this.A = A;
    this.q = Float64Array.from({ length: D }, (_, f) => this.Q[f * this.n + this.query]);
  }

  get tokens() {
    return this.sentences[this.state.get("sentence") - 1];
  }

  get n() {
    return this.tokens.length;
  }

  get query() {
    return this.state.get("query") - 1;
  }

  /** Whether token i may look at token j. */
  looks(i, j) {
    return i === j || (!this.isHidden(j) && (j < i || !this.state.get("causal")));
  }

  isHidden(j) {
    return this.state.get("hidden").includes(j + 1);
  }

  weight(i, j) {
    return this.A[i * this.n + j];
  }

  /** The score of token j for the one that looks. */
  score(j) {
    return this.S[this.query * this.n + j];
  }

  /** What is drawn of token j's key: its numbers times the query's, whose sum is q · k, or its numbers. */
  numbersOf(j) {
    const isProduct = this.state.get("numbers") === "products";
    return Float64Array.from(this.q, (q, f) => this.K[f * this.n + j] * (isProduct ? q : 1));
  }

  look(i) {
    this.state.change({ query: i + 1 });
  }

  /** Hides token j from all others, or shows it again. */
  turn(j) {
    const hidden = this.state.get("hidden");
    const next = this.isHidden(j) ? hidden.filter((token) => token !== j + 1) : [...hidden, j + 1];
    this.state.commit({ hidden: next.sort((a, b) => a - b) });
  }

  showAll() {
    this.state.commit({ hidden: [] });
  }

  /** Another sentence; the same word goes on looking where it has it. */
  choose(sentence) {
    const [tokens, word] = [this.sentences[sentence - 1], this.tokens[this.query]];
    const there = tokens[this.query] === word ? this.query : tokens.indexOf(word);
    const query = there < 0 ? Math.min(this.query, tokens.length - 1) : there;
    this.state.commit({ sentence, query: query + 1, hidden: [] });
  }

  readings() {
    const weights = this.A.subarray(this.query * this.n, (this.query + 1) * this.n);
    const most = Math.max(...weights);
    return {
      sentence: this.state.get("sentence"),
      query: this.query + 1,
      most,
      at: weights.indexOf(most) + 1,
      ahead: weights.subarray(this.query + 1).reduce((sum, a) => sum + a, 0),
      first: weights[0],
    };
  }

  /** Q (part 0) or K (part 1) of a sentence in a head, feature-major. */
  #part(head, part, sentence) {
    const { n, sentences, stored, total } = this;
    const before = sentences.slice(0, sentence).reduce((sum, tokens) => sum + tokens.length, 0);
    const start = ((2 * head + part) * total + before) * D;
    return Float64Array.from({ length: D * n }, (_, k) => stored[start + (k % n) * D + Math.floor(k / n)]);
  }
}
