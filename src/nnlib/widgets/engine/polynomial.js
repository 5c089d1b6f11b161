/** Polynomials by their values. */

/**
 * The coefficients c₀, …, c_d of the polynomial with `values[k]` at `places[k]` (d + 1 of them, all different), by
 * Newton's divided differences.
 */
export function interpolate(places, values) {
  const divided = Array.from(values);
  for (let order = 1; order < places.length; order++) {
    for (let k = places.length - 1; k >= order; k--) {
      divided[k] = (divided[k] - divided[k - 1]) / (places[k] - places[k - order]);
    }
  }
  const c = new Array(places.length).fill(0);
  for (let k = places.length - 1; k >= 0; k--) {
    for (let i = c.length - 1; i > 0; i--) c[i] = c[i - 1] - places[k] * c[i];
    c[0] = divided[k] - places[k] * c[0];
  }
  return c;
}
