/** A function on a line: where to sample it so that steps stay sharp, and where it changes sign. */

const EVEN = 361;
const BESIDE = [-6, -4, -2.5, -1.5, -0.75, -1e-6, 0, 1e-6, 0.75, 1.5, 2.5, 4, 6];
const HALVINGS = 40;

/**
 * Increasing places from `low` to `high`: evenly spaced ones, and more about each step.
 * @param steps  [[place, width], …]
 */
export function sampleLine(low, high, steps, out) {
  const count = EVEN + steps.length * BESIDE.length;
  const xs = out?.length === count ? out : new Float64Array(count);
  for (let p = 0; p < EVEN; p++) xs[p] = low + ((high - low) * p) / (EVEN - 1);
  let next = EVEN;
  for (const [place, width] of steps) {
    for (const times of BESIDE) xs[next++] = Math.min(high, Math.max(low, place + times * width));
  }
  return xs.sort();
}

/** The x at which r changes sign, each `{ x, rises }`; between samples by bisection of `at(x)`. */
export function signChanges(xs, rs, at) {
  const changes = [];
  for (let p = 0; p + 1 < xs.length; p++) {
    const rises = rs[p + 1] > 0;
    if (rs[p] > 0 === rises) continue;
    let [low, high] = [xs[p], xs[p + 1]];
    for (let k = 0; k < HALVINGS; k++) {
      const middle = (low + high) / 2;
      if (at(middle) > 0 === rises) high = middle;
      else low = middle;
    }
    changes.push({ x: high, rises });
  }
  return changes;
}
