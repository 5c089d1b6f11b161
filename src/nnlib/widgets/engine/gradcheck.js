/** Derivatives estimated by central differences (as nnlib/gradcheck.py), and how far they are from exact ones. */

const STEP = 1e-5;
const LEAST = 1e-4;

/**
 * Writes (J(θ + s) − J(θ − s)) / 2s for each entry of θ into `out`.
 * @param J      () => number   the loss at the present θ
 * @param theta  each entry is moved in place and put back
 */
export function numericalGradient(J, theta, out) {
  for (let k = 0; k < theta.length; k++) {
    const value = theta[k];
    theta[k] = value + STEP;
    const above = J();
    theta[k] = value - STEP;
    out[k] = (above - J()) / (2 * STEP);
    theta[k] = value;
  }
  return out;
}

/** |a − n| relative to the larger of the two, or to 10⁻⁴ if that is more: near 0 rounding is all that differs. */
export function relativeDifferences(analytic, numerical, out) {
  for (let k = 0; k < out.length; k++) {
    const [a, n] = [analytic[k], numerical[k]];
    out[k] = Math.abs(a - n) / Math.max(Math.abs(a), Math.abs(n), LEAST);
  }
  return out;
}
