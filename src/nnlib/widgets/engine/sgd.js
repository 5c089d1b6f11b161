/** Stochastic gradient descent, as nnlib's SGD: θ ← θ − rate·v with v ← momentum·v + ∇J + weightDecay·θ. */
export class SGD {
  /** `rate` may be changed between steps. */
  constructor(net, { rate, momentum = 0, weightDecay = 0 }) {
    this.net = net;
    this.rate = rate;
    this.momentum = momentum;
    this.weightDecay = weightDecay;
    this.velocity = new Float64Array(net.theta.length);
  }

  step() {
    const { velocity, rate, momentum, weightDecay } = this;
    const { theta, gradient } = this.net;
    for (let k = 0; k < theta.length; k++) {
      velocity[k] = momentum * velocity[k] + gradient[k] + weightDecay * theta[k];
      theta[k] -= rate * velocity[k];
    }
  }
}
