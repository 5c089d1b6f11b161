/** The construction of section 3 in numbers: curves f*, the knots and levels of their staircase, its value, its largest error. */

const SAMPLES = 2 ** 14;
const THINNED = 8;
const TIE = 1e-9;
const SATURATED = 40;

/** The curves to choose from, on [0, 1]. */
export const targets = {
  wave: (x) => Math.sin(2 * Math.PI * x),
  line: (x) => x,
  bump: (x) => Math.exp(-(((x - 0.5) / 0.15) ** 2)),
  root: (x) => Math.sqrt(x),
  corner: (x) => Math.abs(2 * x - 1),
  chirp: (x) => Math.sin(5 * Math.PI * x ** 2),
};

/** The function that runs straight between `values` at even places of [0, 1]. */
export function straightBetween(values) {
  const last = values.length - 1;
  return (x) => {
    const i = Math.min(last - 1, Math.max(0, Math.floor(x * last)));
    return values[i] + (values[i + 1] - values[i]) * (x * last - i);
  };
}

/** A function f* with its values at SAMPLES + 1 even places of [0, 1]. */
export class Target {
  constructor(f) {
    this.f = f;
    this.values = Float64Array.from({ length: SAMPLES + 1 }, (_, i) => f(i / SAMPLES));
  }

  /** How far f* travels up and down in all. */
  variation() {
    let sum = 0;
    for (let i = 0; i < SAMPLES; i++) sum += Math.abs(this.values[i + 1] - this.values[i]);
    return sum;
  }
}

/**
 * Knots μ⁽¹⁾, …, μ⁽ᵐ⁾ where f* leaves the band f*(μ⁽ʲ⁾) ± eps, and the levels f*(μ⁽⁰⁾), …, f*(μ⁽ᵐ⁾); m may be 0.
 * @returns {{ knots: number[], levels: number[] }}
 */
export function discretize({ f, values }, eps) {
  const knots = [];
  const levels = [values[0]];
  let level = values[0];
  for (let i = 1; i <= SAMPLES; ) {
    if (!(Math.abs(values[i] - level) > eps * (1 + TIE))) {
      i += 1;
      continue;
    }
    const start = Math.max((i - 1) / SAMPLES, knots[knots.length - 1] ?? 0);
    const knot = firstOutside(f, level, eps, start, i / SAMPLES);
    level = f(knot);
    knots.push(knot);
    levels.push(level);
  }
  return { knots, levels };
}

/** The first number at which f is outside level ± eps, by bisection down to neighbouring floats. */
function firstOutside(f, level, eps, inside, outside) {
  for (;;) {
    const middle = (inside + outside) / 2;
    if (!(inside < middle && middle < outside)) return outside;
    if (Math.abs(f(middle) - level) > eps) outside = middle;
    else inside = middle;
  }
}

/** σ(r), and for R = ∞ the hard step. */
const step = (r) => (r >= SATURATED ? 1 : r <= -SATURATED ? 0 : 1 / (1 + Math.exp(-r)));
const rise = (x, knot, R) => (R === Infinity ? (x >= knot ? 1 : 0) : step(R * (x - knot)));

/** Height of step j: β_j, the difference of two levels. */
export const heightOf = (levels, j) => levels[j + 1] - levels[j];

/**
 * f(x) = β₀ + Σ β_j σ(R (x − μ⁽ʲ⁾)) at ascending places `xs`, into `out`. Steps further away than where σ is 0 or 1
 * in double precision are not evaluated.
 */
export function evaluateStaircase({ knots, levels }, R, xs, out) {
  const reach = R === Infinity ? 0 : SATURATED / R;
  let full = 0;
  for (let p = 0; p < xs.length; p++) {
    const x = xs[p];
    while (full < knots.length && knots[full] + reach <= x) full += 1;
    let sum = levels[full];
    for (let j = full; j < knots.length && knots[j] - reach < x; j++) sum += heightOf(levels, j) * rise(x, knots[j], R);
    out[p] = sum;
  }
  return out;
}

const places = Float64Array.from({ length: SAMPLES / THINNED + 1 }, (_, i) => (i * THINNED) / SAMPLES);
const here = new Float64Array(places.length);

/** Where and how large |f − f*| is at most, at 2,049 even places; `evaluate(xs, out)` gives f. */
export function largestError({ values }, evaluate) {
  evaluate(places, here);
  const worst = { error: -1, x: 0, f: 0 };
  for (let p = 0; p < places.length; p++) {
    const error = Math.abs(here[p] - values[p * THINNED]);
    if (error > worst.error) [worst.error, worst.x, worst.f] = [error, places[p], here[p]];
  }
  return worst;
}

/** The same for a staircase, which is also looked at in its knots: on both sides of them if the steps are hard. */
export function largestStaircaseError(target, staircase, R) {
  const worst = largestError(target, (xs, out) => evaluateStaircase(staircase, R, xs, out));
  const { knots, levels } = staircase;
  const look = (x, f) => {
    const error = Math.abs(f - target.f(x));
    if (error > worst.error) [worst.error, worst.x, worst.f] = [error, x, f];
  };
  if (R === Infinity) {
    knots.forEach((knot, j) => {
      look(knot, levels[j]);
      look(knot, levels[j + 1]);
    });
  } else {
    const f = evaluateStaircase(staircase, R, knots, new Float64Array(knots.length));
    knots.forEach((knot, j) => look(knot, f[j]));
  }
  return worst;
}

/** A seeded start for training m logistic units and a linear output: soft steps over [0, 1], θ in nnlib's order. */
export function softStart(m, random) {
  const theta = new Array(3 * m + 1).fill(0);
  for (let j = 0; j < m; j++) {
    const weight = random.uniform(6, 12) * (random.uniform(0, 1) < 0.5 ? -1 : 1);
    theta[j] = weight;
    theta[m + j] = (-weight * (j + random.uniform(0, 1))) / m;
    theta[2 * m + j] = random.uniform(-0.3, 0.3);
  }
  return theta;
}
