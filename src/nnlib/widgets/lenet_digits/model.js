/** What LeNetDigits computes from its state: the image, what the network makes of it, the unit that is looked at. */

import { readDigit } from "../engine/digits.js";
import { fromHalf } from "../engine/half.js";
import { LeNet } from "../engine/lenet.js";
import { softmax } from "../engine/losses.js";
import { SIDE, UNITS, normalised } from "../engine/strokes.js";

const CLASSES = 10;
const NOTHING = [];

const trained = (traits) => new LeNet(fromHalf(traits.get("_weights")));

/** What must hold between the traits of a link; strokes alone are the digit that is read. */
export function agree(state, given, traits) {
  if (given.includes("strokes") && !given.includes("source")) state.source = "drawn";
  const count = traits.get("_labels").length;
  if (state.digit >= count) throw new Error(`digit: there are only ${count}`);
  const [l, c, i, j] = state.unit;
  const layer = trained(traits).layers[l];
  const isThere = layer && c < layer.channels && i < layer.height && j < layer.width;
  if (!isThere) throw new Error("unit: there is no such unit");
}

/**
 * A unit is [layer, channel, row, column], each from 0.
 *
 * @property {Float64Array} image  what the network gets, 28 × 28
 * @property {Array} layers        the network's (engine/lenet.js)
 * @property {Float64Array} z, f   the ten linear outputs and their softmax
 * @property {number} best         the class of the largest
 * @property {number[] | null} pointed  the unit under the pointer; it is looked at before the one that is chosen
 */
export class LeNetModel {
  constructor({ state, traits }) {
    this.state = state;
    this.images = traits.get("_images");
    this.labels = traits.get("_labels");
    this.net = trained(traits);
    this.layers = this.net.layers;
    this.image = new Float64Array(SIDE * SIDE);
    this.f = new Float64Array(CLASSES);
    this.pointed = null;
  }

  /** What is read changes seldom while the pointer wanders over the units. */
  read() {
    const [was, digit, strokes] = [this.seen, this.digit, this.strokes];
    if (was && was.digit === digit && was.strokes === strokes) return;
    this.seen = { digit, strokes };
    if (this.isDrawn) normalised(strokes, this.image);
    else readDigit(this.images, digit, this.image);
    this.z = this.net.forward(this.image);
    softmax(this.z, CLASSES, 1, this.f);
    this.best = this.f.indexOf(Math.max(...this.f));
  }

  get isDrawn() {
    return this.state.get("source") === "drawn";
  }

  /** The number of the held-out digit that is read, or −1. */
  get digit() {
    return this.isDrawn ? -1 : this.state.get("digit");
  }

  /** What the held-out digit is. */
  get label() {
    return this.labels[this.digit];
  }

  /** What is on the sheet. */
  get strokes() {
    return this.isDrawn ? this.state.get("strokes") : NOTHING;
  }

  get isEmpty() {
    return this.isDrawn && this.strokes.length === 0;
  }

  draw(strokes) {
    this.state.change({ strokes, source: "drawn" });
  }

  clear() {
    this.state.commit({ strokes: [], source: "drawn" });
  }

  pick(digit) {
    this.state.commit({ digit, source: "digit" });
  }

  /** The unit that is looked at. */
  get unit() {
    return this.pointed ?? this.state.get("unit");
  }

  choose(unit) {
    this.pointed = null;
    this.state.change({ unit });
  }

  nameOf([l, c, i, j]) {
    const { name, height } = this.layers[l];
    if (name === "output") return `${name}, unit ${c}`;
    return height === 1 ? `${name}, unit ${c + 1}` : `${name}, channel ${c + 1}, row ${i + 1}, column ${j + 1}`;
  }

  valueOf(unit) {
    return this.layers[unit[0]].values[this.#placeOf(unit)];
  }

  /** What the activation of a unit is taken of. */
  sumOf(unit) {
    return this.layers[unit[0]].sums[this.#placeOf(unit)];
  }

  /** The pixels of the input that a unit depends on: first and last row and column, [top, left, bottom, right]. */
  fieldOf([l, , i, j]) {
    return this.net.field(l, i, j);
  }

  /** Where a unit looks in the layer before it: the first place [channel, row, column] of each window, and its side. */
  windowsOf([l, c, i, j]) {
    const { size, stride, padding, kind } = this.layers[l];
    if (l === 0 || !size) return { places: [], size: 0 };
    const channels = kind === "convolution" ? Array.from({ length: this.layers[l - 1].channels }, (_, n) => n) : [c];
    return { places: channels.map((n) => [n, i * stride - padding, j * stride - padding]), size };
  }

  /** A unit's weights and their shape [channels, height, width] in the layer before, and its bias; null for a mean. */
  weightsOf([l, c]) {
    const { W, b, kind, channels, size } = this.layers[l];
    if (!b) return null;
    const before = this.layers[l - 1] ?? { channels: 1, height: SIDE, width: SIDE, values: this.image };
    if (kind === "convolution") {
      const count = before.channels * size * size;
      return { W: W.subarray(c * count, (c + 1) * count), shape: [before.channels, size, size], bias: b[c] };
    }
    const shape = before.height > 1 ? [before.channels, before.height, before.width] : [1, before.channels / 12, 12];
    return { W: Float64Array.from(before.values, (_, n) => W[n * channels + c]), shape, bias: b[c] };
  }

  /** `side`: the longer side of what is drawn, `pixels`: how many the chosen unit depends on. */
  readings() {
    const [top, left, bottom, right] = this.fieldOf(this.state.get("unit"));
    const sides = [1, 2].map((column) => this.strokes.map((row) => row[column]));
    return {
      read: this.best,
      sure: this.f[this.best],
      right: Number(!this.isDrawn && this.best === this.label),
      drawn: Number(this.isDrawn),
      side: this.strokes.length ? Math.max(...sides.map((each) => Math.max(...each) - Math.min(...each))) / UNITS : 0,
      pixels: (bottom - top + 1) * (right - left + 1),
    };
  }

  #placeOf([l, c, i, j]) {
    const { height, width } = this.layers[l];
    return (c * height + i) * width + j;
  }
}
