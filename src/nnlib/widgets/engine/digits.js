/** Pictures of digits as Python packs them: 28 × 28 bytes each, one after the other, in a DataView. */

const AREA = 28 * 28;

/**
 * The bytes of picture number `n`, from 0 (paper) to 255 (ink).
 * @param {DataView} images
 * @param {number} n
 */
export function digitBytes(images, n) {
  return new Uint8Array(images.buffer, images.byteOffset + n * AREA, AREA);
}

/**
 * Writes picture number `n` into `x` from place `at` on, from 0 to 1.
 * @param {DataView} images
 * @param {number} n
 * @param {Float64Array} x
 * @param {number} [at]
 */
export function readDigit(images, n, x, at = 0) {
  digitBytes(images, n).forEach((byte, k) => (x[at + k] = byte / 255));
}
