/** Convolution of images as nnlib/conv.py has it: filters slid over the channels of an image and summed. */

/** How many rows a window of `size` entries spans when they are `dilation` apart. */
export function reach(size, dilation = 1) {
  return dilation * (size - 1) + 1;
}

/** ⌊(side + 2 padding − reach) / stride⌋ + 1, how many places a window has along a side; 0 where it does not fit. */
export function outputSide(side, { size, stride = 1, padding = 0, dilation = 1 }) {
  return Math.max(0, Math.floor((side + 2 * padding - reach(size, dilation)) / stride) + 1);
}

/**
 * A convolutional layer, r_d,(i,j) = b_d + Σ_c Σ_k Σ_l w_d,c,k,l x_c,(i·stride + k·dilation − padding, …).
 * Images are arrays of channels, each row by row.
 *
 * @property W, b     the filters (outputs × channels × size × size, nnlib's order) and a bias for each output channel
 * @property height, width  of an output channel
 * @property r        the output (outputs × height × width), written anew by each pass
 */
export class Convolution {
  /**
   * `W` and `b` may be given, as views into a network's parameters.
   * @param {{ channels: number, rows: number, columns: number, outputs: number, size: number, stride?: number,
   *   padding?: number, dilation?: number, W?: Float64Array, b?: Float64Array }} shape
   */
  constructor({ channels, rows, columns, outputs, size, stride = 1, padding = 0, dilation = 1, W, b }) {
    this.channels = channels;
    this.rows = rows;
    this.columns = columns;
    this.outputs = outputs;
    this.size = size;
    this.stride = stride;
    this.padding = padding;
    this.dilation = dilation;
    this.height = outputSide(rows, this);
    this.width = outputSide(columns, this);
    this.W = W ?? new Float64Array(outputs * channels * size * size);
    this.b = b ?? new Float64Array(outputs);
    this.r = new Float64Array(outputs * this.height * this.width);
  }

  /** r for the image x (channels × rows × columns). */
  forward(x) {
    const { channels, rows, columns, outputs, size, stride, padding, dilation, height, width, W, b, r } = this;
    const area = height * width;
    for (let d = 0; d < outputs; d++) {
      r.fill(b[d], d * area, (d + 1) * area);
      for (let c = 0; c < channels; c++) {
        for (let k = 0; k < size; k++) {
          const down = k * dilation - padding;
          const [top, bottom] = inside(down, stride, height, rows);
          for (let l = 0; l < size; l++) {
            const w = W[((d * channels + c) * size + k) * size + l];
            const across = l * dilation - padding;
            const [left, right] = inside(across, stride, width, columns);
            for (let i = top; i < bottom; i++) {
              const to = d * area + i * width;
              const from = (c * rows + i * stride + down) * columns + across;
              for (let j = left; j < right; j++) r[to + j] += w * x[from + j * stride];
            }
          }
        }
      }
    }
    return r;
  }

  /** Writes what the filters meet at the place (i, j) into `patch` (channels × size × size); padding counts as zero. */
  patch(x, i, j, patch) {
    const { channels, rows, columns, size, stride, padding, dilation } = this;
    let at = 0;
    for (let c = 0; c < channels; c++) {
      for (let k = 0; k < size; k++) {
        const row = i * stride + k * dilation - padding;
        for (let l = 0; l < size; l++) {
          const column = j * stride + l * dilation - padding;
          const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
          patch[at++] = isInside ? x[(c * rows + row) * columns + column] : 0;
        }
      }
    }
    return patch;
  }
}

/** The places [first, end) among `count` whose entry `offset` from their corner lies inside a side of `side` pixels. */
function inside(offset, stride, count, side) {
  const first = Math.max(0, Math.ceil(-offset / stride));
  const end = Math.min(count, Math.floor((side - 1 - offset) / stride) + 1);
  return [first, Math.max(first, end)];
}
