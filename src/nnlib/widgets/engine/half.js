/** 16-bit floating-point numbers, in which trained weights travel. */

/** The numbers in `view` (a DataView of little-endian 16-bit floats) as a Float64Array; each is exact. */
export function fromHalf(view) {
  const values = new Float64Array(view.byteLength / 2);
  for (let k = 0; k < values.length; k++) {
    const bits = view.getUint16(2 * k, true);
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
    values[k] = bits >> 15 ? -size : size;
  }
  return values;
}
