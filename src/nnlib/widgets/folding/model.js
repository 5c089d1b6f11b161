/** What Folding shows: the strip after each layer, sheet by sheet, and a wide network for as many parameters. */

import { clamp } from "../engine/clamp.js";
import { STRIP, chainTheta, even, folded, placeOn } from "../engine/folding.js";
import { countParameters } from "../engine/network.js";
import { counted, format } from "../kit/page/format.js";

/** The most layers of each width; Python's MOST_LAYERS. */
const MOST_LAYERS = { 2: 6, 3: 4, 4: 3 };
const [APART, WIDE_APART] = [0.1, 0.01];
const SLACK = 1e-9;

const repeat = (list, times) => Array.from({ length: times }, () => list).flat();
const evenKinks = (width) => repeat(even(width - 1), MOST_LAYERS[width]);
const rising = (values, apart) =>
  [...values, 1].every((each, k) => each - (values[k - 1] ?? 0) >= apart - SLACK);
const inLayers = (kinks, each) =>
  Array.from({ length: kinks.length / each }, (_, l) => kinks.slice(l * each, (l + 1) * each));

const deepSizes = (layers, width) => [1, ...repeat([width], layers), 1];
/** How many units one layer has for at most as many parameters, 3 m + 1. */
const wideUnits = (layers, width) => Math.floor((countParameters(deepSizes(layers, width)) - 1) / 3);

/**
 * What must hold between the traits of a link.
 * @param {Record<string, any>} state
 * @param {string[]} given
 */
export function agree(state, given) {
  const { width } = state;
  const most = MOST_LAYERS[width];
  if (!given.includes("layers")) state.layers = Math.min(state.layers, most);
  if (state.layers > most) throw new Error(`layers: expected 0 to ${most} of width ${width}`);
  const count = most * (width - 1);
  if (!given.includes("kinks") && state.kinks.length !== count) state.kinks = evenKinks(width);
  if (state.kinks.length !== count) throw new Error(`kinks: expected ${count} for layers of width ${width}`);
  if (!inLayers(state.kinks, width - 1).every((each) => rising(each, APART))) {
    throw new Error(`kinks: expected rising creases ${APART} apart in each layer`);
  }
  const units = wideUnits(state.layers, width);
  if (!given.includes("bends") && state.bends.length !== units) state.bends = [];
  if (![0, units].includes(state.bends.length)) throw new Error(`bends: expected ${units} numbers or none`);
  if (!rising(state.bends, WIDE_APART)) throw new Error(`bends: expected rising places ${WIDE_APART} apart`);
}

/**
 * @property {number} layers
 * @property {number} width
 * @property {boolean} isWide       the wide network is shown
 * @property {number[][]} creases   of each layer that is there
 * @property {import("../engine/folding.js").Sheet[][]} strips  the strip after 0, 1, … layers
 * @property {number[]} bends       where the units of the wide network switch
 * @property {import("../engine/folding.js").Sheet[]} wide      what it draws
 */
export class FoldingModel {
  /** @param {import("../kit/page/state.js").State} state */
  constructor(state) {
    this.state = state;
    this.read();
  }

  read() {
    const { state } = this;
    this.layers = state.get("layers");
    this.width = state.get("width");
    this.isWide = state.get("shape") === "wide";
    this.creases = inLayers(state.get("kinks"), this.width - 1).slice(0, this.layers);
    this.strips = [STRIP];
    for (const each of this.creases) this.strips.push(folded(this.strips.at(-1), each));
    this.units = wideUnits(this.layers, this.width);
    this.bends = state.get("bends").length ? state.get("bends") : even(this.units);
    const ends = [0, ...this.bends, 1];
    const height = (k) => (k < 2 ? 0 : (k + 1) % 2);
    this.wide = this.units
      ? ends.slice(1).map((to, k) => ({ from: ends[k], to, start: height(k), end: height(k + 1) }))
      : STRIP;
  }

  /** How many layers of this width there can be. */
  get most() {
    return MOST_LAYERS[this.width];
  }

  /** The sizes of the network on the screen. */
  get sizes() {
    if (!this.isWide) return deepSizes(this.layers, this.width);
    return this.units ? [1, this.units, 1] : [1, 1];
  }

  get theta() {
    if (!this.isWide) return chainTheta(this.creases.map((each) => [0, ...each]));
    return chainTheta(this.units ? [this.bends] : []);
  }

  /** The sheets of the network on the screen. */
  get sheets() {
    return this.isWide ? this.wide : this.strips[this.layers];
  }

  readings() {
    const { state, isWide, sizes } = this;
    const places = isWide ? this.bends : state.get("kinks");
    const evenly = isWide ? even(this.units) : evenKinks(this.width);
    return {
      layers: sizes.length - 2,
      width: isWide ? this.units : this.width,
      parameters: countParameters(sizes),
      pieces: this.sheets.length,
      pulled: state.get("pulled"),
      off: Math.max(0, ...places.map((each, k) => Math.abs(each - evenly[k]))),
    };
  }

  /** The creases of a layer of `width`, as functions of depth: [parameters, pieces] after 1, 2, … layers. */
  static course(width) {
    return Array.from({ length: MOST_LAYERS[width] }, (_, l) => [
      countParameters(deepSizes(l + 1, width)), width ** (l + 1),
    ]);
  }

  putLayers(layers) {
    this.#put({ layers: clamp(layers, 0, this.most) });
  }

  putWidth(width) {
    this.#put({ width });
  }

  /** Layers of this width, so many of them. */
  putNetwork(width, layers) {
    this.#put({ width, layers, shape: "deep" });
  }

  /** Moves crease j of layer l, from 0, between its neighbours. */
  putCrease(l, j, value) {
    const kinks = [...this.state.get("kinks")];
    const own = this.creases[l];
    kinks[l * own.length + j] = clamp(Number(value.toFixed(3)), ...this.boundsOf(l, j));
    this.state.change({ kinks });
  }

  /** @returns {[number, number]} */
  boundsOf(l, j) {
    const own = this.creases[l];
    return [(own[j - 1] ?? 0) + APART, (own[j + 1] ?? 1) - APART];
  }

  creaseToStart(l, j) {
    const { kinks, width } = this.state.author;
    const own = this.creases[l];
    this.putCrease(l, j, width === this.width ? kinks[l * own.length + j] : even(own.length)[j]);
  }

  /** Where crease j of layer l lies on the strip: once on each sheet of the layers before. */
  copiesOf(l, j) {
    return this.strips[l].map((sheet) => ({ sheet, x: placeOn(sheet, this.creases[l][j]) }));
  }

  /** Moves kink k of the wide network between its neighbours. */
  putBend(k, value) {
    const bends = [...this.bends];
    bends[k] = clamp(Number(value.toFixed(3)), ...this.bendBounds(k));
    this.state.change({ bends });
  }

  /** @returns {[number, number]} */
  bendBounds(k) {
    return [(this.bends[k - 1] ?? 0) + WIDE_APART, (this.bends[k + 1] ?? 1) - WIDE_APART];
  }

  evenOut() {
    this.state.commit(this.isWide ? { bends: [] } : { kinks: evenKinks(this.width) });
  }

  putPulled(pulled) {
    const { low, high } = this.state.kinds.pulled;
    this.state.change({ pulled: clamp(Number(pulled.toFixed(3)), low, high) });
  }

  /** What a layer computes from what comes in, in numbers: its units, weighted. */
  formulaOf(l) {
    const places = [0, ...this.creases[l]];
    const weights = chainTheta([places]).slice(2 * places.length, -1);
    const unit = (place) => (place ? `max(0, g − ${format(place)})` : "max(0, g)");
    const term = (weight, k) => `${weight < 0 ? " − " : k ? " + " : ""}${format(Math.abs(weight))} ${unit(places[k])}`;
    return weights.map(term).join("");
  }

  get inWords() {
    const { layers, width, parameters, pieces } = this.readings();
    const deep = `${counted(this.layers, "layer")} of ${this.width}`;
    const shape = layers ? `${counted(layers, "layer")} of ${width}` : "No hidden layer";
    const other = this.isWide
      ? `${deep} draw ${counted(this.strips[this.layers].length, "piece")}`
      : `for as many, one wide layer has at most ${counted(this.units + 1, "piece")}`;
    return [`${shape}: ${counted(pieces, "piece")}`, `${parameters} parameters; ${other}`];
  }

  #put(changes) {
    this.state.change(this.state.withTraits(changes));
  }
}
