/** The model of section 1 on a line: f(x) = σ(r(x)), r(x) = β₀ + Σ βᵢ φᵢ(x), with soft steps, hard steps or powers. */

import { logistic } from "./activations.js";
import { sampleLine, signChanges } from "./line.js";
import { logisticNLL } from "./losses.js";
import { Network } from "./network.js";
import { SGD } from "./sgd.js";

const HARD_WIDTH = 1e-3;
/** x is divided by it before powers are taken. */
export const SCALE = 3;

/** The activation σ(c r). */
function steepLogistic(c) {
  return {
    name: "steep logistic",
    forward(r, h) {
      for (let k = 0; k < r.length; k++) h[k] = logistic(c * r[k]);
    },
    backward(r, h, dh, dr) {
      for (let k = 0; k < r.length; k++) dr[k] = c * dh[k] * h[k] * (1 - h[k]);
    },
  };
}

/** What the model makes of labelled points. */
class Judgement {
  constructor(z, y) {
    this.wrong = Array.from(y, (label, p) => z[p] > 0 !== label > 0.5);
    this.errors = this.wrong.filter(Boolean).length;
    this.loss = y.length ? logisticNLL.value(z, y, 1, y.length) : 0;
  }
}

export class LineModel {
  r = new Float64Array(0);
  f = new Float64Array(0);
  phi = [];

  /**
   * Takes over parameters: (w, b, β, β₀) as `theta` for steps whose wᵢ x + bᵢ are all multiplied by `factor`, or
   * (β₁, …, β_d, β₀) as `coefficients` for powers of x / SCALE.
   */
  read({ family, theta, factor, coefficients }) {
    this.family = family;
    this.powers = family === "polynomial";
    this.factor = family === "hard step" ? Infinity : factor;
    this.parameters = this.powers ? coefficients : theta;
    this.count = this.powers ? coefficients.length - 1 : (theta.length - 1) / 3;
    this.firstBeta = this.powers ? 0 : 2 * this.count;
  }

  get beta0() {
    return this.parameters[this.parameters.length - 1];
  }

  beta(i) {
    return this.parameters[this.firstBeta + i];
  }

  /** φᵢ(x), counted from 0. */
  feature(i, x) {
    if (this.powers) return (x / SCALE) ** (i + 1);
    const r = this.parameters[i] * x + this.parameters[this.count + i];
    return this.factor === Infinity ? Number(r >= 0) : logistic(this.factor * r);
  }

  /** r(x). */
  response(x) {
    let r = this.beta0;
    for (let i = 0; i < this.count; i++) r += this.beta(i) * this.feature(i, x);
    return r;
  }

  /** f(x). */
  output(x) {
    return logistic(this.response(x));
  }

  /** What all features but i add up to at x, β₀ included. */
  without(i, x) {
    return this.response(x) - this.beta(i) * this.feature(i, x);
  }

  /** Fills `xs`, `phi[i]`, `r` and `f` along the line from `low` to `high`. */
  sample(low, high) {
    const widths = this.powers ? [] : Array.from({ length: this.count }, (_, i) => {
      const w = this.parameters[i];
      const width = this.factor === Infinity ? HARD_WIDTH : 1 / (this.factor * Math.abs(w) + 1e-9);
      return [w === 0 ? low : -this.parameters[this.count + i] / w, width];
    });
    this.xs = sampleLine(low, high, widths, this.xs);
    const n = this.xs.length;
    if (this.r.length !== n) {
      this.r = new Float64Array(n);
      this.f = new Float64Array(n);
      this.phi = [];
    }
    this.r.fill(this.beta0);
    for (let i = 0; i < this.count; i++) {
      const phi = (this.phi[i] ??= new Float64Array(n));
      const beta = this.beta(i);
      for (let p = 0; p < n; p++) {
        phi[p] = this.feature(i, this.xs[p]);
        this.r[p] += beta * phi[p];
      }
    }
    for (let p = 0; p < n; p++) this.f[p] = logistic(this.r[p]);
  }

  /** After `sample`: the intervals of one class each, `{ from, to, label }`. */
  intervals() {
    const { xs, r } = this;
    const ends = signChanges(xs, r, (x) => this.response(x));
    const last = xs.length - 1;
    return [...ends, { x: xs[last] }].map(({ x }, i) => ({
      from: i ? ends[i - 1].x : xs[0],
      to: x,
      label: (i ? ends[i - 1].rises : r[0] > 0) ? 1 : 0,
    }));
  }

  /** Errors and mean loss on the points `X` with classes `y`. */
  judge(X, y) {
    return new Judgement(X.map((x) => this.response(x)), y);
  }

  /** The parameters after `count` steps of gradient descent on all of them. */
  descend(X, y, rate, count) {
    const n = y.length;
    const net = this.#network();
    const feature = (_, k) => this.feature(Math.floor(k / n), X[k % n]);
    const inputs = this.powers ? Float64Array.from({ length: this.count * n }, feature) : X;
    const descent = new SGD(net, { rate });
    for (let s = 0; s < count; s++) {
      net.backward(logisticNLL.slope(net.forward(inputs, n), y, 1, n));
      descent.step();
    }
    return Array.from(net.theta);
  }

  #network() {
    const hidden = this.factor === Infinity ? "step" : this.factor === 1 ? "logistic" : steepLogistic(this.factor);
    const net = new Network(this.powers ? [this.count, 1] : [1, this.count, 1], hidden, "identity");
    net.theta.set(this.parameters);
    return net;
  }
}
