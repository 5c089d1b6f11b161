/**
 * Layers one after the other, as nnlib's Sequential. A layer has `theta` and `gradient` (Float64Arrays of equal length,
 * empty if it learns nothing), `forward(X, n)` and `backward(dh)`: a Network is one, so are Dropout and BatchNorm. One
 * that holds others (a Residual, a Sequential) has `parts` instead, all those that learn.
 */
export class Sequential {
  constructor(...layers) {
    this.layers = layers;
    this.parts = layers.flatMap((layer) => layer.parts ?? [layer]);
    this.size = this.parts.reduce((sum, { theta }) => sum + theta.length, 0);
  }

  forward(X, n) {
    let h = X;
    for (const layer of this.layers) h = layer.forward(h, n);
    return h;
  }

  backward(dOutputs) {
    let dh = dOutputs;
    for (let l = this.layers.length - 1; l >= 0; l--) dh = this.layers[l].backward(dh);
    return dh;
  }

  /** All parameters, in nnlib's order. */
  read() {
    return this.parts.flatMap(({ theta }) => Array.from(theta));
  }

  /** Takes over all parameters, in the same order. */
  write(theta) {
    let start = 0;
    for (const layer of this.parts) {
      for (let k = 0; k < layer.theta.length; k++) layer.theta[k] = theta[start + k];
      start += layer.theta.length;
    }
  }

  /** A step of plain gradient descent, θ ← θ − rate · ∇J. */
  descend(rate) {
    for (const { theta, gradient } of this.parts) {
      for (let k = 0; k < theta.length; k++) theta[k] -= rate * gradient[k];
    }
  }
}
