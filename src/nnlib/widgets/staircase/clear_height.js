/** A height for a name beside discs. */

const EXACT = 1e-9;

/**
 * The height nearest to `wanted` that is clear of all discs and between `top` and `bottom`; `wanted` where none is.
 * @param {number} wanted
 * @param {{ y: number, apart: number }[]} discs  how far from each its middle stays
 * @param {[number, number]} bounds
 */
export function clearHeight(wanted, discs, [top, bottom]) {
  const isClear = (height) => height >= top && height <= bottom
    && discs.every(({ y, apart }) => Math.abs(height - y) >= apart - EXACT);
  const far = (height) => Math.abs(height - wanted);
  const heights = [wanted, ...discs.flatMap(({ y, apart }) => [y - apart, y + apart])].filter(isClear);
  return heights.length ? heights.reduce((best, each) => (far(each) < far(best) ? each : best)) : wanted;
}
