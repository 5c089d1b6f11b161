/** LeNet-5 as nnlib's `lenet5`: one image in, ten linear outputs, and all that lies between. */

import { activations } from "./activations.js";
import { Convolution } from "./convolution.js";
import { Pooling } from "./pooling.js";

const SIDE = 28;

/**
 * @property layers  in order, each { name, kind, channels, height, width, parameters, values, W, b }: `values` holds
 *                   the layer's channels after the activation (row by row), and `sums` what goes into it; W and b are
 *                   views into theta (null for pooling)
 */
export class LeNet {
  /** `theta`: all parameters in nnlib's order. */
  constructor(theta) {
    this.theta = theta;
    this.used = 0;
    this.layers = [];
    let image = { channels: 1, height: SIDE, width: SIDE, values: new Float64Array(SIDE * SIDE) };
    const add = (layer) => {
      this.layers.push(layer);
      image = layer;
    };
    add(this.#convolution("C1", image, 6, 5, 2));
    add(averaging("S2", image));
    add(this.#convolution("C3", image, 16, 5, 0));
    add(averaging("S4", image));
    add(this.#dense("F5", image, 120, "tanh"));
    add(this.#dense("F6", image, 84, "tanh"));
    add(this.#dense("output", image, 10, "identity"));
  }

  /** The ten linear outputs for an image (28 × 28, row by row). */
  forward(image) {
    let x = image;
    for (const layer of this.layers) x = layer.forward(x);
    return x;
  }

  /** The first and last row and column of the input, [top, left, bottom, right], that a unit of layer l depends on. */
  field(l, i, j) {
    let [top, left, bottom, right] = [i, j, i, j];
    for (let m = l; m >= 0; m--) {
      const { size, stride, padding } = this.layers[m];
      if (!size) return [0, 0, SIDE - 1, SIDE - 1];
      [top, left] = [top, left].map((each) => each * stride - padding);
      [bottom, right] = [bottom, right].map((each) => each * stride - padding + size - 1);
    }
    return [Math.max(0, top), Math.max(0, left), Math.min(SIDE - 1, bottom), Math.min(SIDE - 1, right)];
  }

  #take(count) {
    this.used += count;
    return this.theta.subarray(this.used - count, this.used);
  }

  #convolution(name, { channels, height: rows, width: columns }, outputs, size, padding) {
    const [W, b] = [this.#take(outputs * channels * size * size), this.#take(outputs)];
    const filters = new Convolution({ channels, rows, columns, outputs, size, padding, W, b });
    const values = new Float64Array(filters.r.length);
    return {
      name, kind: "convolution", channels: outputs, height: filters.height, width: filters.width,
      size, stride: 1, padding, W, b, parameters: W.length + b.length, sums: filters.r, values,
      forward(x) {
        activations.tanh.forward(filters.forward(x), values);
        return values;
      },
    };
  }

  #dense(name, { values: { length: inputs } }, units, activation) {
    const [W, b] = [this.#take(inputs * units), this.#take(units)];
    const [sums, values] = [new Float64Array(units), new Float64Array(units)];
    return {
      name, kind: "fully connected", channels: units, height: 1, width: 1,
      W, b, parameters: W.length + b.length, sums, values,
      forward(x) {
        sums.set(b);
        for (let i = 0; i < inputs; i++) {
          const [value, from] = [x[i], i * units];
          for (let j = 0; j < units; j++) sums[j] += W[from + j] * value;
        }
        activations[activation].forward(sums, values);
        return values;
      },
    };
  }
}

function averaging(name, { channels, height: rows, width: columns }) {
  const pool = new Pooling({ kind: "average", channels, rows, columns, size: 2 });
  return {
    name, kind: "average pooling", channels, height: pool.height, width: pool.width, size: 2, stride: 2, padding: 0,
    W: null, b: null, parameters: 0, sums: pool.h, values: pool.h,
    forward: (x) => pool.forward(x),
  };
}
