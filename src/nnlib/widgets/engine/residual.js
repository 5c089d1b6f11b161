/** A block with a skip connection, as nnlib's Residual: h = x + α F(x), F a layer that keeps the size (section 6). */
export class Residual {
  /** `F` is a layer as `Sequential` takes them. */
  constructor(F, alpha) {
    this.F = F;
    this.alpha = alpha;
    this.#makeRoom(0);
  }

  get theta() {
    return this.F.theta;
  }

  get gradient() {
    return this.F.gradient;
  }

  forward(X, n) {
    const F = this.F.forward(X, n);
    if (this.h.length !== F.length) this.#makeRoom(F.length);
    for (let k = 0; k < F.length; k++) this.h[k] = X[k] + this.alpha * F[k];
    return this.h;
  }

  backward(dh) {
    for (let k = 0; k < dh.length; k++) this.dF[k] = this.alpha * dh[k];
    const dx = this.F.backward(this.dF);
    for (let k = 0; k < dh.length; k++) dx[k] += dh[k];
    return dx;
  }

  #makeRoom(count) {
    this.h = new Float64Array(count);
    this.dF = new Float64Array(count);
  }
}
