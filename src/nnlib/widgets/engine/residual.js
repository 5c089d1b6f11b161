/** A block with a skip connection, as nnlib's Residual: h = x + α F(x), F a layer that keeps the size (section 6). */
export class Residual {
  /** `F` is a layer as `Sequential` takes them. */
  constructor(F, alpha) {
    this.F = F;
    this.alpha = alpha;
    this.#makeRoom(0);
  }

  get parts() {
    return this.F.parts ?? [this.F];
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
    const { h, alpha } = this;
    for (let k = 0; k < F.length; k++) h[k] = X[k] + alpha * F[k];
    return h;
  }

  backward(dh) {
    const { dF, alpha } = this;
    for (let k = 0; k < dh.length; k++) dF[k] = alpha * dh[k];
    const dx = this.F.backward(dF);
    for (let k = 0; k < dh.length; k++) dx[k] += dh[k];
    return dx;
  }

  #makeRoom(count) {
    this.h = new Float64Array(count);
    this.dF = new Float64Array(count);
  }
}
