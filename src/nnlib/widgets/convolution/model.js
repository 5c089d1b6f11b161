/** What Convolution computes from its state: the image, r, the activation and the pooled values. */

import { activations } from "../engine/activations.js";
import { Convolution, reach } from "../engine/convolution.js";
import { Pooling } from "../engine/pooling.js";
import { SIDE, picture } from "../engine/strokes.js";

const AREA = SIDE * SIDE;
const COLOURED = [3, 5, 8];

/** Filters in another shape [outputs, channels, size]; as nnlib/widgets/convolution.py fits them. */
export function fitted(weights, [d0, c0, k], [outputs, channels, size]) {
  const result = new Array(outputs * channels * size * size).fill(0);
  const [low, high, side] = [Math.max(0, Math.floor((k - size + 1) / 2)), Math.max(0, Math.floor((size - k) / 2)), Math.min(size, k)];
  for (let d = 0; d < Math.min(d0, outputs); d++) {
    for (let c = 0; c < channels; c++) {
      const from = d * c0 + (c0 === channels ? c : 0);
      for (let i = 0; i < side; i++) {
        for (let j = 0; j < side; j++) {
          result[((d * channels + c) * size + high + i) * size + high + j] = weights[(from * k + low + i) * k + low + j];
        }
      }
    }
  }
  return result;
}

export const channelsOf = (image) => (image === "colour" ? 3 : 1);

/**
 * @property x, padded  the image (channels × 28 × 28), and with its padding
 * @property conv, pool the engine's layers, made anew when a shape changes; pool is null for none
 * @property h          what follows r: after the activation, then the pooling
 * @property problem    a sentence where a window does not fit, else ""
 */
export class Pipeline {
  constructor(state, bytes) {
    Object.assign(this, { state, bytes });
    this.key = "";
    this.read();
  }

  read() {
    const get = (name) => this.state.get(name);
    const [size, stride, padding, dilation] = ["size", "stride", "padding", "dilation"].map(get);
    const [kind, window, poolStride] = ["pooling", "window", "pool_stride"].map(get);
    const channels = channelsOf(get("image"));
    const outputs = get("bias").length;
    const key = [channels, outputs, size, stride, padding, dilation, kind, window, poolStride].join();
    if (key !== this.key) {
      this.key = key;
      this.conv = new Convolution({ channels, rows: SIDE, columns: SIDE, outputs, size, stride, padding, dilation });
      const { height, width } = this.conv;
      this.pool = kind === "none" ? null : new Pooling({ kind, channels: outputs, rows: height, columns: width, size: window, stride: poolStride });
      this.x = new Float64Array(channels * AREA);
      this.padded = new Float64Array(channels * (SIDE + 2 * padding) ** 2);
      this.a = new Float64Array(this.conv.r.length);
      this.patch = new Float64Array(channels * size * size);
      this.problem = this.#problem();
    }
    this.#readImage(get("image"));
    this.conv.W.set(get("weights"));
    this.conv.b.set(get("bias"));
    if (this.conv.height === 0) return;
    this.conv.forward(this.x);
    activations[get("activation")].forward(this.conv.r, this.a);
    this.h = this.a;
    if (this.pool && this.pool.height > 0) this.h = this.pool.forward(this.a);
  }

  #readImage(image) {
    const { x, padded, conv: { channels, padding } } = this;
    if (image === "drawn") picture(this.state.get("strokes"), x);
    else {
      const digits = image === "colour" ? COLOURED : [Number(image)];
      digits.forEach((digit, c) => {
        for (let k = 0; k < AREA; k++) x[c * AREA + k] = this.bytes.getUint8(digit * AREA + k) / 255;
      });
    }
    const side = SIDE + 2 * padding;
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < SIDE; i++) {
        const from = (c * SIDE + i) * SIDE;
        padded.set(x.subarray(from, from + SIDE), (c * side + i + padding) * side + padding);
      }
    }
  }

  #problem() {
    const { size, dilation, padding, height } = this.conv;
    const [spans, image] = [reach(size, dilation), SIDE + 2 * padding];
    if (height === 0) {
      return `The filter reaches over ${spans} × ${spans} pixels, but the image with its padding has only ${image} × ${image}, so it fits nowhere. Take a smaller filter, less dilation or more padding.`;
    }
    if (this.pool && this.pool.height === 0) {
      return `The pooling window has ${this.pool.size} × ${this.pool.size} cells, but r has only ${height} × ${height}, so it fits nowhere. Take a smaller window or a smaller stride of the filter.`;
    }
    return "";
  }

  /** The formula of the side of r, and of what is pooled, with its numbers. */
  sizes() {
    const { size, stride, padding, dilation, height } = this.conv;
    const spans = reach(size, dilation);
    const note = dilation > 1 ? `, where ${spans} = ${dilation} · (${size} − 1) + 1` : "";
    const first = formula(SIDE, padding, spans, stride, height) + note;
    return [first, this.pool && height ? formula(height, 0, this.pool.size, this.pool.stride, this.pool.height) : ""];
  }
}

const formula = (side, padding, window, stride, result) =>
  `⌊(${side}${padding ? ` + 2 · ${padding}` : ""} − ${window}) / ${stride}⌋ + 1 ${result ? `= ${result}` : "is below 1"}`;
