/** What Convolution computes from its state: the image, r, what follows it, and one output's sum. */

import { activations } from "../engine/activations.js";
import { Convolution, reach } from "../engine/convolution.js";
import { digitBytes } from "../engine/digits.js";
import { moved } from "../engine/moved.js";
import { Pooling } from "../engine/pooling.js";
import { SIDE, picture } from "../engine/strokes.js";
import { filterShape, fitted, count } from "./filters.js";

const AREA = SIDE * SIDE;
/** By how many pixels an image is shifted. */
const SHIFT = 4;
/** LeNet's first layer besides its filters. */
const LENET = { stride: 1, padding: 2, dilation: 1 };

const replaced = (list, k, value) => list.map((each, n) => (n === k ? value : each));

/** The filters of a link fit its shape, or are fitted to it if it has none of its own. */
export function agree(state, given, traits, before) {
  if (!given.includes("weights")) state.weights = fitted(before.weights, filterShape(before), filterShape(state));
  if (given.includes("strokes") && !given.includes("image")) state.image = "drawn";
  const expected = count(filterShape(state));
  if (state.weights.length !== expected) throw new Error(`weights: expected ${expected} numbers`);
}

/**
 * @property {Float64Array} x, padded  the image (channels × 28 × 28), and with its padding
 * @property {Convolution} conv        made anew when a shape changes, as the next is
 * @property {Pooling | null} pool
 * @property {Float64Array} h          what follows r: after the activation, then the pooling
 * @property {Float64Array} expected   r of the image as it was, transformed as the image is
 * @property {number} differs         by how much r is not that in the channel shown, at most, where both are known
 * @property {Float64Array} patch      what the filter meets at the cell that is shown
 * @property {string} problem          a sentence where a window does not fit, else ""
 * @property {boolean} isSliding       r is seen as far as the window has come
 * @property {number[] | null} pointed the cell under the pointer; it is shown before the one that is chosen
 */
export class ConvolutionModel {
  constructor({ state, traits }) {
    this.state = state;
    this.images = traits.get("_images");
    this.photograph = traits.get("_photograph");
    this.presets = traits.get("_presets");
    this.lenet = traits.get("_lenet");
    this.pointed = null;
    this.isSliding = false;
    this.read();
  }

  read() {
    this.#takeShapes();
    this.#readImage();
    this.conv.W.set(this.weights);
    this.conv.b.set(this.state.get("bias"));
    if (!this.fits) return;
    if (this.isTransformed) moved(this.conv.forward(this.taken), this.#move, this.expected);
    this.conv.forward(this.x);
    activations[this.state.get("activation")].forward(this.conv.r, this.a);
    this.h = this.pool?.height ? this.pool.forward(this.a) : this.a;
    const [, i, j] = this.cell;
    this.conv.patch(this.x, i, j, this.patch);
    this.differs = this.#difference();
  }

  /** Whether the filter fits anywhere. */
  get fits() {
    return this.conv.height > 0;
  }

  /** What the last layer puts out has this height and width. */
  get last() {
    return this.pool ?? this.conv;
  }

  get isDrawn() {
    return this.state.get("image") === "drawn";
  }

  /** Whether the strokes lie where they were drawn, so that one can go on. */
  get isSheet() {
    return this.isDrawn && !this.isTransformed;
  }

  get isPhotograph() {
    return this.state.get("image") === "photograph";
  }

  get isTransformed() {
    return this.state.get("transform") !== "none";
  }

  get weights() {
    return this.state.get("weights");
  }

  get shape() {
    const [bias, image, size] = ["bias", "image", "size"].map((name) => this.state.get(name));
    return filterShape({ bias, image, size });
  }

  /** The cell of r [channel, row, column] whose sum is shown, held within r. */
  get cell() {
    return this.#within(this.pointed ?? this.state.get("cell"));
  }

  get chosenCell() {
    return this.#within(this.state.get("cell"));
  }

  /** @returns {[channel: number, row: number, column: number]} */
  #within([d, i, j]) {
    const { outputs, height, width } = this.conv;
    return [Math.min(d, outputs - 1), Math.min(i, height - 1), Math.min(j, width - 1)];
  }

  /** The number at a cell of r. */
  rAt([d, i, j]) {
    const { r, height, width } = this.conv;
    return r[(d * height + i) * width + j];
  }

  /** The filter of that cell: its output channel, its shape, and where in the weights it starts. */
  get filter() {
    const [outputs, channels, size] = this.shape;
    const channel = Math.min(this.cell[0], outputs - 1);
    return { channel, channels, size, start: channel * channels * size * size };
  }

  choose(cell) {
    this.pointed = null;
    this.state.change({ cell });
  }

  /** What is seen of r: all, or while the window slides the part that it has passed. */
  get seen() {
    const { r, height, width } = this.conv;
    if (!this.isSliding) return r;
    const [d, i, j] = this.cell;
    return r.map((each, n) => (n % (height * width) <= i * width + j && n < (d + 1) * height * width ? each : 0));
  }

  /** Goes on by so many cells of the channel that is shown; false where it ends. */
  slide(cells) {
    const { height, width } = this.conv;
    const [d, i, j] = this.cell;
    const next = Math.min(height * width - 1, i * width + j + cells);
    this.choose([d, Math.floor(next / width), next % width]);
    return next < height * width - 1;
  }

  showChannel(d) {
    this.state.commit({ cell: [d, ...this.cell.slice(1)] });
  }

  // The image

  setImage(image) {
    this.#refit({ image });
  }

  /** What each input channel contributes to r at the cell that is shown. */
  get parts() {
    const { patch, filter: { start, channels, size }, weights } = this;
    const area = size * size;
    return Array.from({ length: channels }, (_, c) => {
      let sum = 0;
      for (let n = c * area; n < (c + 1) * area; n++) sum += patch[n] * weights[start + n];
      return sum;
    });
  }

  draw(strokes) {
    this.state.change({ strokes, image: "drawn" });
  }

  clear() {
    this.state.commit({ strokes: [] });
  }

  // The filters

  setWeight(k, value) {
    this.state.change({ weights: replaced(this.weights, k, value) });
  }

  /** The input channel whose numbers are written out. */
  get inputChannel() {
    return Math.min(this.state.get("input_channel"), this.filter.channels) - 1;
  }

  /** Makes the numbers of the filter for that channel zero. */
  zero() {
    const { start, size } = this.filter;
    const from = start + this.inputChannel * size * size;
    this.state.commit({ weights: [...this.weights].fill(0, from, from + size * size) });
  }

  get bias() {
    return this.state.get("bias")[this.filter.channel];
  }

  setBias(value) {
    this.state.change({ bias: replaced(this.state.get("bias"), this.filter.channel, value) });
  }

  setSize(size) {
    const { shape } = this;
    this.state.change({ size, weights: fitted(this.weights, shape, [shape[0], shape[1], size]) });
  }

  /** The name of the preset that the filter shown is, for every input channel, or "own". */
  get preset() {
    const { start, size, channels } = this.filter;
    const numbers = this.weights.slice(start, start + channels * size * size);
    const isSame = (name) => {
      const flat = this.presets[name].flat();
      return flat.length === size * size && numbers.every((w, n) => Math.abs(w - flat[n % flat.length]) < 1e-9);
    };
    return Object.keys(this.presets).find(isSame) ?? "own";
  }

  takePreset(name) {
    const flat = this.presets[name].flat();
    const size = Math.sqrt(flat.length);
    const [outputs, channels] = this.shape;
    const weights = fitted(this.weights, this.shape, [outputs, channels, size]);
    const start = this.filter.channel * channels * flat.length;
    for (let n = 0; n < channels * flat.length; n++) weights[start + n] = flat[n % flat.length];
    this.state.commit({ size, weights });
  }

  setOutputs(count) {
    const bias = Array.from({ length: count }, (_, d) => this.state.get("bias")[d] ?? 0);
    const [d, ...place] = this.cell;
    const isMore = count > this.state.get("bias").length;
    this.#refit({ bias, cell: [isMore ? count - 1 : Math.min(d, count - 1), ...place] });
  }

  /** Turns the filter that is shown by a quarter, to the right. */
  turn() {
    const { start, size, channels } = this.filter;
    const weights = [...this.weights];
    for (let n = 0; n < channels * size * size; n++) {
      const [c, i, j] = [Math.floor(n / (size * size)), Math.floor(n / size) % size, n % size];
      weights[start + n] = this.weights[start + (c * size + size - 1 - j) * size + i];
    }
    this.state.commit({ weights });
  }

  /** Swaps left and right of the filter that is shown. */
  mirror() {
    const { start, size, channels } = this.filter;
    const weights = [...this.weights];
    for (let n = 0; n < channels * size * size; n++) {
      weights[start + n] = this.weights[start + n - (n % size) + size - 1 - (n % size)];
    }
    this.state.commit({ weights });
  }

  changeSigns() {
    const { start, size, channels } = this.filter;
    const isShown = (k) => k >= start && k < start + channels * size * size;
    this.state.commit({ weights: this.weights.map((w, k) => (isShown(k) && w !== 0 ? -w : w)) });
  }

  /** The six filters that LeNet-5 learnt, each for every input channel. */
  takeLenet() {
    const { weights, bias } = this.lenet;
    const size = Math.sqrt(weights.length / bias.length);
    /** @type {import("./filters.js").Shape} */
    const shape = [bias.length, this.shape[1], size];
    this.state.commit({ ...LENET, size, bias, weights: fitted(weights, [bias.length, 1, size], shape) });
  }

  /** `side`: of r, `last`: of what follows it, `channels`: how many input channels the filter sees at all. */
  readings() {
    const { conv, last, filter, weights } = this;
    const area = conv.size ** 2;
    const sees = (c) => weights.slice(filter.start + c * area, filter.start + (c + 1) * area).some((w) => w !== 0);
    return {
      r: this.fits ? this.rAt(this.chosenCell) : NaN,
      side: conv.height,
      last: this.fits ? last.height : 0,
      differs: this.fits ? this.differs : NaN,
      channels: Array.from({ length: conv.channels }, (_, c) => c).filter(sees).length,
      parameters: conv.W.length + conv.b.length,
    };
  }

  /** Changes traits that give the filters another shape, and fits them to it. */
  #refit(changes) {
    const { bias, image } = { bias: this.state.get("bias"), image: this.state.get("image"), ...changes };
    const shape = filterShape({ bias, image, size: this.state.get("size") });
    this.state.commit({ ...changes, weights: fitted(this.weights, this.shape, shape) });
  }

  #takeShapes() {
    const names = ["size", "stride", "padding", "dilation", "pooling", "window", "pool_stride"];
    const [size, stride, padding, dilation, kind, window, apart] = names.map((name) => this.state.get(name));
    const [outputs, channels] = this.shape;
    const key = [channels, outputs, size, stride, padding, dilation, kind, window, apart].join();
    if (key === this.key) return;
    this.key = key;
    this.conv = new Convolution({ channels, rows: SIDE, columns: SIDE, outputs, size, stride, padding, dilation });
    const { height: rows, width: columns } = this.conv;
    this.pool = kind === "none" ? null
      : new Pooling({ kind, channels: outputs, rows, columns, size: window, stride: apart });
    this.x = new Float64Array(channels * AREA);
    this.taken = new Float64Array(channels * AREA);
    this.padded = new Float64Array(channels * (SIDE + 2 * padding) ** 2);
    this.a = new Float64Array(this.conv.r.length);
    this.expected = new Float64Array(this.conv.r.length);
    this.patch = new Float64Array(channels * size * size);
    this.problem = problemOf(this.conv, this.pool);
  }

  /** How r is shifted, mirrored or turned if it follows the image. */
  get #move() {
    return {
      side: this.conv.height, how: this.state.get("transform"), columns: Math.round(SHIFT / this.conv.stride),
    };
  }

  #difference() {
    if (!this.isTransformed) return 0;
    const { expected, conv: { r }, filter: { channel } } = this;
    const { side, how, columns } = this.#move;
    let most = 0;
    for (let at = channel * side * side; at < (channel + 1) * side * side; at++) {
      if (how !== "shift" || at % side >= columns) most = Math.max(most, Math.abs(r[at] - expected[at]));
    }
    return most;
  }

  #readImage() {
    const { x, taken, padded, conv: { channels, padding } } = this;
    const image = this.state.get("image");
    if (image === "drawn") picture(this.state.get("strokes"), taken);
    else {
      for (let c = 0; c < channels; c++) {
        const bytes = this.isPhotograph ? digitBytes(this.photograph, c) : digitBytes(this.images, Number(image));
        bytes.forEach((byte, k) => (taken[c * AREA + k] = byte / 255));
      }
    }
    moved(taken, { side: SIDE, how: this.state.get("transform"), columns: SHIFT }, x);
    const side = SIDE + 2 * padding;
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < SIDE; i++) {
        const from = (c * SIDE + i) * SIDE;
        padded.set(x.subarray(from, from + SIDE), (c * side + i + padding) * side + padding);
      }
    }
  }
}

function problemOf({ size, dilation, padding, height }, pool) {
  const [spans, image] = [reach(size, dilation), SIDE + 2 * padding];
  if (height === 0) {
    return `The filter reaches over ${spans} × ${spans} pixels, but the image with its padding has only ` +
      `${image} × ${image}, so it fits nowhere. Take a smaller filter, less dilation or more padding.`;
  }
  if (pool?.height === 0) {
    return `The pooling window has ${pool.size} × ${pool.size} cells, but r has only ${height} × ${height}, ` +
      "so it fits nowhere. Take a smaller window or a smaller stride of the filter.";
  }
  return "";
}
