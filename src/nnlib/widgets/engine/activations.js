/** Activation functions: a(r) and its slope a′(r) side by side (section 5), as nnlib/activations.py has them. */

const one = new Float64Array(1);
const its = new Float64Array(1);
const unit = Float64Array.of(1);

/**
 * One activation, from its two loops over arrays: `forward(r, h)` writes h = a(r), `backward(r, h, dh, dr)` writes
 * dr = dh · a′(r). The plain functions f(r) and slope(r) are these loops on a single number. (Each loop is a function
 * of its own, so that the browser compiles it by itself; one loop that calls f is three times slower.)
 */
function activation(name, forward, backward) {
  return {
    name,
    forward,
    backward,
    f(r) {
      one[0] = r;
      forward(one, its);
      return its[0];
    },
    slope(r) {
      one[0] = r;
      forward(one, its);
      backward(one, its, unit, its);
      return its[0];
    },
  };
}

const SMALL = 0.02;

/** The logistic σ(r) = 1 / (1 + e^−r). */
export function logistic(r) {
  return 1 / (1 + Math.exp(-r));
}

/** tanh(r) by one exponential, and by its series near 0 where that would cancel; a third of the time of Math.tanh. */
export function tanh(r) {
  const square = r * r;
  if (square < SMALL * SMALL) return r * (1 - square * (1 / 3 - square * (2 / 15 - square * (17 / 315))));
  return 1 - 2 / (Math.exp(2 * r) + 1);
}

/** ReLU with slope ε for negative arguments. */
export function leakyReLU(epsilon) {
  return activation(
    "leaky relu",
    (r, h) => {
      for (let k = 0; k < r.length; k++) h[k] = Math.max(r[k], epsilon * r[k]);
    },
    (r, h, dh, dr) => {
      for (let k = 0; k < r.length; k++) dr[k] = r[k] > 0 ? dh[k] : epsilon * dh[k];
    },
  );
}

export const activations = {
  identity: activation(
    "identity",
    (r, h) => h.set(r),
    (r, h, dh, dr) => {
      for (let k = 0; k < r.length; k++) dr[k] = dh[k];
    },
  ),
  logistic: activation(
    "logistic",
    (r, h) => {
      for (let k = 0; k < r.length; k++) h[k] = logistic(r[k]);
    },
    (r, h, dh, dr) => {
      for (let k = 0; k < r.length; k++) dr[k] = dh[k] * h[k] * (1 - h[k]);
    },
  ),
  tanh: activation(
    "tanh",
    (r, h) => {
      for (let k = 0; k < r.length; k++) h[k] = tanh(r[k]);
    },
    (r, h, dh, dr) => {
      for (let k = 0; k < r.length; k++) dr[k] = dh[k] * (1 - h[k] * h[k]);
    },
  ),
  relu: activation(
    "relu",
    (r, h) => {
      for (let k = 0; k < r.length; k++) h[k] = Math.max(r[k], 0);
    },
    (r, h, dh, dr) => {
      for (let k = 0; k < r.length; k++) dr[k] = r[k] > 0 ? dh[k] : 0;
    },
  ),
  "leaky relu": leakyReLU(0.01),
  step: activation(
    "step",
    (r, h) => {
      for (let k = 0; k < r.length; k++) h[k] = r[k] >= 0 ? 1 : 0;
    },
    (r, h, dh, dr) => dr.fill(0),
  ),
};
