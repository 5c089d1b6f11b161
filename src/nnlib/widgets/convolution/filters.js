/** The shape of the filters, [outputs, channels, size], and filters in another shape. */

/** @typedef {[outputs: number, channels: number, size: number]} Shape */

/**
 * The shape that the traits bias, image and size ask for.
 * @returns {Shape}
 */
export const filterShape = ({ bias, image, size }) => [bias.length, image === "photograph" ? 3 : 1, size];

/**
 * How many numbers filters of that shape have.
 * @param {Shape} shape
 */
export const count = ([outputs, channels, size]) => outputs * channels * size * size;

/**
 * Filters in another shape, as `fitted` of nnlib/widgets/convolution makes them.
 * @param {number[]} weights
 * @param {Shape} from  their shape
 * @param {Shape} to
 * @returns {number[]}
 */
export function fitted(weights, [d0, c0, k], [outputs, channels, size]) {
  const result = new Array(count([outputs, channels, size])).fill(0);
  const low = Math.max(0, Math.floor((k - size + 1) / 2));
  const high = Math.max(0, Math.floor((size - k) / 2));
  const side = Math.min(size, k);
  for (let d = 0; d < Math.min(d0, outputs); d++) {
    for (let c = 0; c < channels; c++) {
      const from = d * c0 + (c0 === channels ? c : 0);
      for (let i = 0; i < side; i++) {
        for (let j = 0; j < side; j++) {
          const to = ((d * channels + c) * size + high + i) * size + high + j;
          result[to] = weights[(from * k + low + i) * k + low + j];
        }
      }
    }
  }
  return result;
}
