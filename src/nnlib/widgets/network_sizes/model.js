/** A network of the chosen shape, drawn from its seed, with the weights that were changed by hand. */

import { activations } from "../engine/activations.js";
import { drawGrowing } from "../engine/growing.js";
import { Network, countParameters } from "../engine/network.js";
import { format } from "../kit/page/format.js";
import { Highlight } from "./highlight.js";
import { SampledFunction } from "./sampled_function.js";

/** @typedef {import("./names.js").Edge} Edge */

const SAME = 1e-9;
const ADDED = 4;

/**
 * What must hold between the traits of a link.
 * @param {Record<string, any>} state
 * @param {string[]} given
 */
export function agree(state, given) {
  const shape = [state.inputs, ...state.hidden, state.outputs];
  const fits = ([l, i, j]) => l < shape.length && i <= shape[l - 1] && j <= shape[l];
  if (!given.includes("weights")) state.weights = state.weights.filter(fits);
  if (!given.includes("shown")) state.shown = Math.min(state.shown, state.outputs);
  if (state.shown > state.outputs) throw new Error(`shown: expected an output from 1 to ${state.outputs}`);
  const wrong = state.weights.find((row) => !fits(row));
  if (wrong) throw new Error(`weights: a network ${shape.join("-")} has no weight ${wrong.slice(0, 3).join(", ")}`);
}

/**
 * @property {Network} drawn      as the seed drew it
 * @property {Network} net        with the weights that were changed
 * @property {boolean} isChanged  whether there are any
 * @property {SampledFunction} f
 * @property {string} doubled     what the last doubling did to the count
 */
export class NetworkSizesModel {
  #key = "";
  #computed = [];
  #sampled = "";

  /**
   * @param {import("../kit/page/state.js").State} state
   * @param {() => void} changed  what stands out has changed
   */
  constructor(state, changed) {
    this.state = state;
    this.highlight = new Highlight(changed);
    this.f = new SampledFunction();
    this.doubled = "";
    this.limit = state.kinds.weights.columns[3][1];
    state.onJump(() => this.#forget());
  }

  get hidden() {
    return this.state.get("hidden");
  }

  /** H_0 = n, H_1, …, H_L = K. */
  get sizes() {
    return [this.state.get("inputs"), ...this.hidden, this.state.get("outputs")];
  }

  read() {
    const { state, sizes } = this;
    const [activation, seed, weights] = ["activation", "seed", "weights"].map((name) => state.get(name));
    const key = `${sizes} ${activation} ${seed}`;
    if (this.#key !== key) {
      this.#key = key;
      this.drawn = new Network(sizes, activations[activation], "identity");
      this.net = new Network(sizes, activations[activation], "identity");
      drawGrowing(this.drawn, activation, seed);
    }
    this.isChanged = weights.length > 0;
    const wanted = [this.net, weights, state.get("shown")];
    if (wanted.every((each, i) => each === this.#computed[i])) return;
    this.#computed = wanted;
    this.#sampled = "";
    this.net.theta.set(this.drawn.theta);
    for (const [l, i, j, value] of weights) this.net.theta[this.#placeOf({ l: l - 1, i: i - 1, j: j - 1 })] = value;
  }

  /**
   * Brings `f` to what was read: the costly half.
   * @param {boolean} [isRough]  where it is soon worked out anew
   */
  sample(isRough = false) {
    const wanted = isRough ? "roughly" : "exactly";
    if (this.#sampled === "exactly" || this.#sampled === wanted) return;
    this.#sampled = wanted;
    const drawn = this.isChanged ? this.drawn : null;
    this.f.read({ net: this.net, drawn, output: this.state.get("shown") - 1, isRough });
  }

  get count() {
    return countParameters(this.sizes);
  }

  readings() {
    this.sample();
    const { state, f } = this;
    return {
      parameters: this.count,
      layers: this.hidden.length,
      changed: state.get("weights").length,
      turns: f.turns[f.output] ?? 0,
      regions: f.regions,
    };
  }

  /** "12 + 15 + 4 = 31", the total as the sum over the layers. */
  get countInWords() {
    const { sizes } = this;
    const counts = sizes.slice(1).map((nOut, l) => (sizes[l] + 1) * nOut);
    return counts.length > 1 ? `${counts.join(" + ")} = ${this.count}` : "";
  }

  // One weight

  /** The place in θ of an edge. */
  #placeOf({ l, i, j }) {
    const { nIn, nOut, W } = this.net.layers[l];
    const first = W.byteOffset / W.BYTES_PER_ELEMENT;
    return first + (i < 0 ? nIn * nOut + j : i * nOut + j);
  }

  /**
   * The edge whose weight is θ's entry k.
   * @param {number} k
   * @returns {Edge}
   */
  edgeAt(k) {
    const l = this.net.layers.findLastIndex((layer, each) => this.#placeOf({ l: each, i: 0, j: 0 }) <= k);
    const { nIn, nOut } = this.net.layers[l];
    const rest = k - this.#placeOf({ l, i: 0, j: 0 });
    return { l, i: rest < nIn * nOut ? Math.floor(rest / nOut) : -1, j: rest % nOut, k };
  }

  /**
   * Sets one weight; the value it was drawn with is no change.
   * @param {Edge} edge
   * @param {number} value
   */
  put({ l, i, j, k }, value) {
    const isThis = (row) => row[0] === l + 1 && row[1] === i + 1 && row[2] === j + 1;
    const others = this.state.get("weights").filter((row) => !isThis(row));
    const isDrawn = Math.abs(value - this.drawn.theta[k]) < SAME;
    this.state.change({ weights: isDrawn ? others : [...others, [l + 1, i + 1, j + 1, value]] });
  }

  asDrawn() {
    this.state.commit({ weights: [] });
  }

  // The shape

  #forget() {
    this.doubled = "";
    this.highlight.letGo();
  }

  /** Makes changes after which there are other weights. */
  reshape(changes) {
    this.#forget();
    const outputs = changes.outputs ?? this.state.get("outputs");
    this.state.change({ weights: [], shown: Math.min(this.state.get("shown"), outputs), ...changes });
  }

  /**
   * @param {number} l     a layer, from the inputs at 0 to the outputs
   * @param {number} size
   */
  setSize(l, size) {
    const [inputs, ...others] = this.sizes.with(l, Math.round(size));
    const outputs = others.pop();
    if (Math.round(size) !== this.sizes[l]) this.reshape({ inputs, hidden: others, outputs });
  }

  /** @param {number[]} hidden */
  setHidden(hidden) {
    this.reshape({ hidden });
    this.state.commit();
  }

  /** @param {number} layers  new ones are as wide as the last */
  setLayers(layers) {
    const { hidden } = this;
    const added = Array.from({ length: Math.max(0, layers - hidden.length) }, () => hidden.at(-1) ?? ADDED);
    this.reshape({ hidden: [...hidden.slice(0, layers), ...added] });
  }

  get canWiden() {
    return this.hidden.length > 0 && 2 * Math.max(...this.hidden) <= this.state.kinds.hidden.high;
  }

  get canDeepen() {
    return this.hidden.length > 0 && 2 * this.hidden.length <= this.state.kinds.hidden.longest;
  }

  widen() {
    this.#twice("wide", this.hidden.map((width) => 2 * width));
  }

  deepen() {
    this.#twice("deep", [...this.hidden, ...this.hidden]);
  }

  /** Says what it did to the count. */
  #twice(what, hidden) {
    const before = countParameters(this.sizes);
    this.setHidden(hidden);
    const after = countParameters(this.sizes);
    this.doubled = `Twice as ${what}: ${before} → ${after} parameters, ${format(after / before)} times as many.`;
  }

  /** @param {string} activation */
  setActivation(activation) {
    this.reshape({ activation });
    this.state.commit();
  }

  /** @param {number} seed */
  setSeed(seed) {
    this.reshape({ seed: Math.round(seed) });
  }

  drawAnother() {
    this.setSeed((this.state.get("seed") % this.state.kinds.seed.high) + 1);
    this.state.commit();
  }
}
