/** Pooling (section 7) as nnlib's AvgPool2D and MaxPool2D: each channel by itself, over windows `stride` apart. */

import { outputSide } from "./convolution.js";

/**
 * @property height, width  of a pooled channel
 * @property h        the output (channels × height × width), written anew by each pass
 * @property selected where in x each maximum was found (max pooling)
 */
export class Pooling {
  /**
   * @param {{ kind: "max" | "average", channels: number, rows: number, columns: number, size: number,
   *   stride?: number }} options
   */
  constructor({ kind, channels, rows, columns, size, stride = size }) {
    this.kind = kind;
    this.channels = channels;
    this.rows = rows;
    this.columns = columns;
    this.size = size;
    this.stride = stride;
    this.height = outputSide(rows, this);
    this.width = outputSide(columns, this);
    const count = channels * this.height * this.width;
    this.h = new Float64Array(count);
    this.selected = kind === "max" ? new Int32Array(count) : null;
  }

  /** h for the image x (channels × rows × columns). */
  forward(x) {
    const { kind, channels, rows, columns, height, width, stride, h } = this;
    const pool = kind === "max" ? this.#largest : this.#mean;
    let at = 0;
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < height; i++) {
        for (let j = 0; j < width; j++) pool.call(this, x, (c * rows + i * stride) * columns + j * stride, at++);
      }
    }
    return h;
  }

  #mean(x, corner, at) {
    const { size, columns, h } = this;
    let sum = 0;
    for (let k = 0; k < size; k++) {
      for (let l = 0; l < size; l++) sum += x[corner + k * columns + l];
    }
    h[at] = sum / (size * size);
  }

  /** The first of equal ones, row by row. */
  #largest(x, corner, at) {
    const { size, columns, h, selected } = this;
    let best = corner;
    for (let k = 0; k < size; k++) {
      for (let l = 0; l < size; l++) {
        const place = corner + k * columns + l;
        if (x[place] > x[best]) best = place;
      }
    }
    h[at] = x[best];
    selected[at] = best;
  }
}
