/** What the traits of a NetworkSizes describe: a network of this shape, drawn from its seed, and its edges by name. */

import { activations } from "../engine/activations.js";
import { drawGrowing } from "../engine/growing.js";
import { Network } from "../engine/network.js";
import { subscript } from "../kit/page/format.js";

const SAME = 1e-9;

const shapeOf = ({ inputs, hidden, outputs }) => [inputs, ...hidden, outputs];

/** What must hold between the traits of a link. */
export function agree(state, given) {
  const shape = shapeOf(state);
  if (!given.includes("weights")) state.weights = [];
  if (!given.includes("shown")) state.shown = Math.min(state.shown, state.outputs);
  if (state.shown > state.outputs) throw new Error(`shown: expected an output from 1 to ${state.outputs}`);
  for (const [l, i, j] of state.weights) {
    if (!(l < shape.length && i <= shape[l - 1] && j <= shape[l])) throw new Error(`weights: a network ${shape.join("-")} has no weight ${l}, ${i}, ${j}`);
  }
}

/** The network as drawn from the seed, and with the weights that were changed by hand. */
export class NetworkSizesModel {
  constructor(state) {
    this.state = state;
  }

  read() {
    const { state } = this;
    const [shape, activation, seed] = [shapeOf({ inputs: state.get("inputs"), hidden: state.get("hidden"), outputs: state.get("outputs") }), state.get("activation"), state.get("seed")];
    const key = `${shape} ${activation} ${seed}`;
    if (this.key !== key) {
      this.key = key;
      [this.drawn, this.net] = [0, 1].map(() => new Network(shape, activations[activation], "identity"));
      drawGrowing(this.drawn, activation, seed);
    }
    this.sizes = shape;
    this.net.theta.set(this.drawn.theta);
    this.isChanged = state.get("weights").length > 0;
    for (const [l, i, j, value] of state.get("weights")) this.net.theta[this.placeOf({ l: l - 1, i: i - 1, j: j - 1 })] = value;
  }

  /** The place in θ of an edge as `edgesOf` numbers it: layers, inputs and units from 0, the bias's input −1. */
  placeOf({ l, i, j }) {
    const { nIn, nOut, W } = this.net.layers[l];
    const first = W.byteOffset / W.BYTES_PER_ELEMENT;
    return first + (i < 0 ? nIn * nOut + j : i * nOut + j);
  }

  /** Sets one weight; the value it was drawn with is no change. */
  put({ l, i, j, k }, value) {
    const others = this.state.get("weights").filter((row) => !(row[0] === l + 1 && row[1] === i + 1 && row[2] === j + 1));
    const isDrawn = Math.abs(value - this.drawn.theta[k]) < SAME;
    this.state.change({ weights: isDrawn ? others : [...others, [l + 1, i + 1, j + 1, value]] });
  }

  /** The edge whose weight is θ's entry k. */
  edgeAt(k) {
    const l = this.net.layers.findLastIndex((layer, each) => this.placeOf({ l: each, i: 0, j: 0 }) <= k);
    const { nIn, nOut } = this.net.layers[l];
    const rest = k - this.placeOf({ l, i: 0, j: 0 });
    return { l, i: rest < nIn * nOut ? Math.floor(rest / nOut) : -1, j: rest % nOut, k };
  }
}

/** A weight as equation 6.1 writes it: w with l, i, j and b with l, j. */
export const weightName = ({ l, i, j }) => (i < 0 ? `b${subscript(l + 1)},${subscript(j + 1)}` : `w${[l, i, j].map((index) => subscript(index + 1)).join(",")}`);

/** A node: x or xᵢ, h with l and j, f or fₖ. */
export function nodeName({ l, i }, sizes) {
  if (l > 0 && l < sizes.length - 1) return `h${subscript(l)},${subscript(i + 1)}`;
  return (l === 0 ? "x" : "f") + (sizes[l] > 1 ? subscript(i + 1) : "");
}

/** Whether edge `other` carries what edge `edge` changes. */
export const isDownstream = (edge, other) => other.i >= 0 && (other.l === edge.l + 1 ? other.i === edge.j : other.l > edge.l);

/** What a change of this weight reaches, in words. */
export function reach({ l, j }, sizes) {
  const last = sizes.length - 2;
  const unit = nodeName({ l: l + 1, i: j }, sizes);
  if (l === last) return `It changes ${unit} and nothing else.`;
  const outputs = sizes[last + 1] > 1 ? "every output" : "f";
  if (l === last - 1) return `It changes ${unit}, and through it ${outputs}.`;
  return `It changes ${unit}, and through it every unit of layer ${l + 2}${last > l + 2 ? ` to ${last}` : ""} and ${outputs}.`;
}
