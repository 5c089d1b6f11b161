/** Dropout (section 9), as nnlib's Dropout, and the averages over masks that it stands for. */

const nothing = new Float64Array(0);

/** Multiplies each value by its entry of `mask`: 0, or what a survivor is scaled by. Without a mask nothing changes. */
export class Dropout {
  theta = nothing;
  gradient = nothing;
  mask = null;

  /** A new mask for `count` values: 0 with probability p, otherwise `factor`. */
  draw(random, count, p, factor = 1 / (1 - p)) {
    if (this.mask?.length !== count) this.mask = new Float64Array(count);
    for (let k = 0; k < count; k++) this.mask[k] = random.uniform() < p ? 0 : factor;
  }

  forward(x) {
    return this.#censored(x);
  }

  backward(dh) {
    return this.#censored(dh);
  }

  #censored(values) {
    const { mask } = this;
    if (!mask) return values;
    const out = new Float64Array(values.length);
    for (let k = 0; k < out.length; k++) out[k] = values[k] * mask[k];
    return out;
  }
}

/**
 * An output unit over n places, f = a(bias + Σ_j terms[j·n + i]): each hidden unit j adds its row of `terms`, or is
 * dropped.
 */
export class CensoredSum {
  constructor(H, n) {
    this.H = H;
    this.n = n;
    this.terms = new Float64Array(H * n);
    this.bias = 0;
    this.z = new Float64Array(n);
    this.f = new Float64Array(n);
  }

  /** f with the units that `keeps(j)` says, into `out`. */
  masked(keeps, activation, out) {
    const { H, z } = this;
    z.fill(this.bias);
    for (let j = 0; j < H; j++) if (keeps(j)) this.#add(j, 1);
    activation.forward(z, out);
    return out;
  }

  /** Mean and standard deviation of f over all 2^H masks, weighted by their probability, into `mean` and `spread`. */
  average(p, activation, mean, spread) {
    const { H, n, z, f } = this;
    z.fill(this.bias);
    mean.fill(0);
    spread.fill(0);
    let [kept, gray] = [0, 0];
    for (let code = 0; code < 2 ** H; code++) {
      if (code > 0) {
        const j = 31 - Math.clz32(code & -code); // in a Gray code, neighbours differ in one unit
        gray ^= 1 << j;
        const sign = gray & (1 << j) ? 1 : -1;
        kept += sign;
        this.#add(j, sign);
      }
      activation.forward(z, f);
      const weight = (1 - p) ** kept * p ** (H - kept);
      for (let i = 0; i < n; i++) {
        mean[i] += weight * f[i];
        spread[i] += weight * f[i] * f[i];
      }
    }
    for (let i = 0; i < n; i++) spread[i] = Math.sqrt(Math.max(0, spread[i] - mean[i] ** 2));
  }

  #add(j, sign) {
    const { n, z, terms } = this;
    for (let i = 0; i < n; i++) z[i] += sign * terms[j * n + i];
  }
}
