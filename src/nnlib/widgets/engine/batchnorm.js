/** Batch normalization (section 10), as nnlib's BatchNorm: h = γ (x − μ) / √(σ² + ε) + β. */

const EPS = 1e-5;

/** Mean and variance of each of n features over the m points of `x` (feature-major), into `mean` and `variance`. */
export function moments(x, n, m, mean, variance) {
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let p = i * m; p < (i + 1) * m; p++) sum += x[p];
    const mu = sum / m;
    let squares = 0;
    for (let p = i * m; p < (i + 1) * m; p++) squares += (x[p] - mu) * (x[p] - mu);
    mean[i] = mu;
    variance[i] = squares / m;
  }
}

/** Moves the running averages towards those of a batch by the share `momentum`. */
export function follow(running, ofBatch, momentum) {
  for (let i = 0; i < running.length; i++) running[i] = (1 - momentum) * running[i] + momentum * ofBatch[i];
}

/** The layer on n features. With `training` off the running averages stand in for the batch's own, and stay. */
export class BatchNorm {
  training = true;

  constructor(n, { momentum = 0.1, eps = EPS } = {}) {
    this.n = n;
    this.momentum = momentum;
    this.eps = eps;
    this.theta = new Float64Array(2 * n).fill(1, 0, n);
    this.gradient = new Float64Array(2 * n);
    this.gamma = this.theta.subarray(0, n);
    this.beta = this.theta.subarray(n);
    this.dgamma = this.gradient.subarray(0, n);
    this.dbeta = this.gradient.subarray(n);
    this.inverse = new Float64Array(n);
    this.mean = new Float64Array(n);
    this.variance = new Float64Array(n);
    this.runningMean = new Float64Array(n);
    this.runningVar = new Float64Array(n).fill(1);
    this.#makeRoom(0);
  }

  forward(x, m) {
    if (this.m !== m) this.#makeRoom(m);
    const { n, gamma, beta, inverse, xHat, h } = this;
    if (this.training) {
      moments(x, n, m, this.mean, this.variance);
      follow(this.runningMean, this.mean, this.momentum);
      follow(this.runningVar, this.variance, this.momentum);
    }
    const mean = this.training ? this.mean : this.runningMean;
    const variance = this.training ? this.variance : this.runningVar;
    for (let i = 0; i < n; i++) {
      inverse[i] = 1 / Math.sqrt(variance[i] + this.eps);
      for (let p = i * m; p < (i + 1) * m; p++) {
        xHat[p] = (x[p] - mean[i]) * inverse[i];
        h[p] = gamma[i] * xHat[p] + beta[i];
      }
    }
    return h;
  }

  /** dx = γ / √(σ² + ε) · (dh − dβ / m − x̂ dγ / m); in prediction μ and σ² do not depend on x: the last terms go. */
  backward(dh) {
    const { n, m, xHat, gamma, inverse, dgamma, dbeta, dx } = this;
    const share = this.training ? 1 / m : 0;
    for (let i = 0; i < n; i++) {
      let products = 0;
      let sum = 0;
      for (let p = i * m; p < (i + 1) * m; p++) {
        products += dh[p] * xHat[p];
        sum += dh[p];
      }
      dgamma[i] = products;
      dbeta[i] = sum;
      const factor = gamma[i] * inverse[i];
      for (let p = i * m; p < (i + 1) * m; p++) dx[p] = factor * (dh[p] - share * (sum + xHat[p] * products));
    }
    return dx;
  }

  #makeRoom(m) {
    this.m = m;
    this.xHat = new Float64Array(this.n * m);
    this.h = new Float64Array(this.n * m);
    this.dx = new Float64Array(this.n * m);
  }
}
