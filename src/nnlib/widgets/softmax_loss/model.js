/** What SoftmaxLoss computes from its state, and how its logits are changed. */

import { clamp } from "../engine/clamp.js";
import { softmax, softmaxNLL } from "../engine/losses.js";

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const rounded = (value, places) => Number(value.toFixed(places));

/**
 * @property {number[]} logits          z
 * @property {number} K                 how many classes
 * @property {number} y                 the true class
 * @property {number} T                 temperature
 * @property {Float64Array} scaled      z / T
 * @property {number[]} f               the probabilities, softmax(z / T)
 * @property {number} J                 the loss, −log f_y
 * @property {number[]} slopes          ∂J/∂z
 */
export class SoftmaxModel {
  /** @param {import("../kit/page/state.js").State} state */
  constructor(state) {
    this.state = state;
    const { low, high, shortest, longest } = state.kinds.logits;
    this.bounds = [low, high];
    this.fewest = shortest;
    this.most = longest;
    this.read();
  }

  /** Brings everything up to date with the traits. */
  read() {
    const { state } = this;
    this.logits = state.get("logits");
    this.K = this.logits.length;
    this.y = state.get("target");
    this.T = state.get("temperature");
    this.scaled = Float64Array.from(this.logits, (z) => z / this.T);
    this.f = Array.from(softmax(this.scaled, this.K, 1));
    this.J = softmaxNLL.value(this.scaled, [this.y], this.K, 1);
    this.slopes = Array.from(softmaxNLL.slope(this.scaled, [this.y], this.K, 1), (each) => each / this.T);
  }

  /** The mean of the logits. */
  get level() {
    return mean(this.state.get("logits"));
  }

  /** Sets z_c. */
  put(c, value) {
    this.state.change({ logits: this.state.get("logits").with(c, rounded(clamp(value, ...this.bounds), 3)) });
  }

  /** Sets z_c as the author gave it; 0 for a class that was added. */
  putBack(c) {
    this.put(c, this.state.author.logits[c] ?? 0);
  }

  /** How far all logits may move together, down and up. */
  #room() {
    const logits = this.state.get("logits");
    return [this.bounds[0] - Math.min(...logits), this.bounds[1] - Math.max(...logits)];
  }

  /** Moves all logits by one constant until their mean is `level`, or as far as the first of them may go. */
  shiftTo(level) {
    const by = clamp(level - this.level, ...this.#room());
    this.state.change({ logits: this.state.get("logits").map((value) => rounded(value + by, 6)) });
  }

  canAdd(by) {
    const [down, up] = this.#room();
    return by >= down && by <= up;
  }

  /** Adds one constant to all logits. */
  add(by) {
    this.shiftTo(this.level + by);
    this.state.commit();
  }

  /** New classes have the logit 0; if the true one is taken away, the last that is left becomes it. */
  setClasses(count) {
    const logits = Array.from({ length: count }, (_, c) => this.logits[c] ?? 0);
    this.state.change({ logits, target: Math.min(this.y, count - 1) });
  }

  readings() {
    const { J, f, y, K } = this;
    return { loss: J, true: f[y], spread: Math.max(...f) - Math.min(...f), mean: mean(this.logits), classes: K };
  }
}
