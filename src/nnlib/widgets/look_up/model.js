/** What LookUp computes from its state, and how its list is changed. */

import { clamp } from "../engine/clamp.js";
import { fromHalf } from "../engine/half.js";
import { KINDS, letterScores, lookUp } from "../engine/look_up.js";

export const LETTERS = "ABCDEF";

/** What must hold between the traits of a link. */
export function agree(state, given, traits) {
  const moments = traits.get("_moments");
  if (!moments.includes(state.steps)) throw new Error(`steps: expected one of ${moments.join(", ")}`);
}

/**
 * Pairs are numbered from 0; the question is the token after the last pair.
 *
 * @property {number[][]} pairs      (letter, digit)
 * @property {number} n              how many pairs
 * @property {number} question       its letter
 * @property {Float64Array} q        the question's query
 * @property {Float64Array[]} products, votes
 * @property {Float64Array} scores, weights, outputs  (engine/look_up.js)
 * @property {Float64Array} letterScores  of each letter's query with each letter's key
 * @property {number} answer
 * @property {number[]} wanted       the digits of the pairs that have the letter
 */
export class LookUpModel {
  constructor({ state, traits }) {
    this.state = state;
    this.moments = traits.get("_moments");
    this.right = traits.get("_right");
    this.most = state.kinds.pairs.longest;
    const all = fromHalf(traits.get("_weights"));
    const size = all.length / this.moments.length;
    this.thetas = this.moments.map((_, k) => all.subarray(k * size, (k + 1) * size));
    this.read();
  }

  read() {
    const { state } = this;
    const theta = this.thetas[this.moments.indexOf(state.get("steps"))];
    const { q, products, scores, weights, votes, outputs } = lookUp(theta, this.pairs, this.question);
    this.q = q;
    this.products = products;
    this.scores = scores;
    this.weights = weights;
    this.votes = votes;
    this.outputs = outputs;
    this.letterScores = letterScores(theta);
    this.answer = outputs.indexOf(Math.max(...outputs));
    this.wanted = this.pairs.filter(([letter]) => letter === this.question).map(([, digit]) => digit);
  }

  get pairs() {
    return this.state.get("pairs");
  }

  get n() {
    return this.pairs.length;
  }

  get question() {
    return this.state.get("question");
  }

  get isRight() {
    return this.wanted.includes(this.answer);
  }

  /** The answer against what the pairs say. */
  get verdict() {
    const digits = [...new Set(this.wanted)];
    if (digits.length === 0) return "no pair has the letter";
    if (digits.length > 1) return `the pairs say ${digits.join(" and ")}`;
    return this.isRight ? "right" : `wrong, it is ${digits[0]}`;
  }

  /** Token j as the section writes it. */
  nameOf(j) {
    return j < this.n ? `${LETTERS[this.pairs[j][0]]}${this.pairs[j][1]}` : `${LETTERS[this.question]}?`;
  }

  /** Letter (part 0) or digit (part 1) of pair j, or the question's letter. */
  partOf(j, part) {
    return j < this.n ? this.pairs[j][part] : this.question;
  }

  setPart(j, part, value) {
    const kind = clamp(Math.round(value), 0, KINDS - 1);
    if (j === this.n) this.state.change({ question: kind });
    else this.state.change({ pairs: this.pairs.map((pair, k) => (k === j ? pair.with(part, kind) : pair)) });
  }

  /** Takes pair j to the place `to`. */
  move(j, to) {
    const place = clamp(to, 0, this.n - 1);
    if (place === j) return;
    const rest = this.pairs.filter((_, k) => k !== j);
    this.state.change({ pairs: rest.toSpliced(place, 0, this.pairs[j]) });
  }

  /** More pairs take the letters that are not there yet. */
  setCount(count) {
    const pairs = this.pairs.slice(0, count);
    while (pairs.length < count) {
      const letter = Array.from(LETTERS, (_, k) => k).find((k) => !pairs.some(([each]) => each === k)) ?? 0;
      pairs.push([letter, (3 * pairs.length + 1) % KINDS]);
    }
    this.state.change({ pairs });
  }

  /** Of a thousand new lists with so many pairs, how many it answers rightly. */
  get answeredRightly() {
    return this.right[this.moments.indexOf(this.state.get("steps"))][this.n - 1];
  }

  readings() {
    const { weights, n } = this;
    const most = Math.max(...weights.subarray(0, n));
    return {
      answer: this.answer,
      right: Number(this.isRight),
      found: this.wanted.length,
      pairs: n,
      steps: this.state.get("steps"),
      most,
      at: weights.indexOf(most) + 1,
      itself: weights[n],
    };
  }
}
