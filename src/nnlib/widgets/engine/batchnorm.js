/** Batch normalization (section 10), as nnlib's BatchNorm: h = γ (x − μ) / √(σ² + ε) + β. */

const EPS = 1e-5;

/** Mean and variance of each of n features over the m points of `x` (feature-major), into `mean` and `variance`. */
export function moments(x, n, m, mean, variance) {
  for (let i = 0; i < n; i++) {
    let [sum, squares] = [0, 0];
    for (let p = i * m; p < (i + 1) * m; p++) sum += x[p];
    for (let p = i * m; p < (i + 1) * m; p++) squares += (x[p] - sum / m) ** 2;
    [mean[i], variance[i]] = [sum / m, squares / m];
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
    this.mean = new Float64Array(n);
    this.variance = new Float64Array(n);
    this.runningMean = new Float64Array(n);
    this.runningVar = new Float64Array(n).fill(1);
    this.#makeRoom(0);
  }

  forward(x, m) {
    const { n, gamma, beta } = this;
    if (this.m !== m) this.#makeRoom(m);
    if (this.training) {
      moments(x, n, m, this.mean, this.variance);
      follow(this.runningMean, this.mean, this.momentum);
      follow(this.runningVar, this.variance, this.momentum);
    }
    const [mean, variance] = this.training ? [this.mean, this.variance] : [this.runningMean, this.runningVar];
    this.inverse = variance.map((each) => 1 / Math.sqrt(each + this.eps));
    for (let i = 0; i < n; i++) {
      for (let p = i * m; p < (i + 1) * m; p++) {
        this.xHat[p] = (x[p] - mean[i]) * this.inverse[i];
        this.h[p] = gamma[i] * this.xHat[p] + beta[i];
      }
    }
    return this.h;
  }

  /** dx = γ / √(σ² + ε) · (dh − dβ / m − x̂ dγ / m); in prediction μ and σ² do not depend on x: the last terms go. */
  backward(dh) {
    const { n, m, xHat, gamma, inverse, dgamma, dbeta, dx } = this;
    for (let i = 0; i < n; i++) {
      [dgamma[i], dbeta[i]] = [0, 0];
      for (let p = i * m; p < (i + 1) * m; p++) {
        dgamma[i] += dh[p] * xHat[p];
        dbeta[i] += dh[p];
      }
      const share = this.training ? 1 / m : 0;
      for (let p = i * m; p < (i + 1) * m; p++) {
        dx[p] = gamma[i] * inverse[i] * (dh[p] - share * (dbeta[i] + xHat[p] * dgamma[i]));
      }
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
