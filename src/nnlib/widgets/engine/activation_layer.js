/** An activation as a layer of its own, as in nnlib: where another layer stands between it and the weights. */

import { activations } from "./activations.js";

const NOTHING = new Float64Array(0);

export class ActivationLayer {
  theta = NOTHING;
  gradient = NOTHING;

  /** @param {string} name  an activation */
  constructor(name) {
    this.activation = activations[name];
    this.#makeRoom(0);
  }

  forward(r) {
    if (this.h.length !== r.length) this.#makeRoom(r.length);
    this.r = r;
    this.activation.forward(r, this.h);
    return this.h;
  }

  backward(dh) {
    this.activation.backward(this.r, this.h, dh, this.dr);
    return this.dr;
  }

  #makeRoom(count) {
    this.h = new Float64Array(count);
    this.dr = new Float64Array(count);
  }
}
