/** The function that a network computes, sampled on a line of one input or a grid over two; and how much it bends. */

import { regions, turns } from "../engine/shape.js";
import { Shading } from "../engine/shading.js";
import { subscript } from "../kit/page/format.js";

const evenly = (count) => Float64Array.from({ length: count }, (_, i) => -1 + (2 * i) / (count - 1));

export const LINE = evenly(801);
/** The places along each side of the grid. */
export const SIDE = evenly(81);

const TURNS = ["never turns", "turns once", "turns twice"];

/**
 * @property inputs  1 or 2
 * @property K       the number of outputs
 * @property now     one input: outputs × LINE; two: the output that is shown on SIDE × SIDE
 * @property before  the same of the network as drawn, null if nothing was changed since
 * @property words   how much it bends
 */
export class SampledFunction {
  #shading = new Shading({ squash: false });
  #grids = [0, 1].map(() => new Float64Array(SIDE.length * SIDE.length));
  #drawn = null;
  #drawnOutput = 0;

  /**
   * @param {object} options
   * @param {import("../engine/network.js").Network} options.net
   * @param {import("../engine/network.js").Network | null} options.drawn  how it was drawn, null if it is the same
   * @param {number} options.output  the one that is shown over two inputs, from 0
   */
  read({ net, drawn, output }) {
    this.inputs = net.sizes[0];
    this.K = net.sizes.at(-1);
    this.output = output;
    this.now = this.#sample(net, this.#grids[0]);
    if (!drawn) this.before = null;
    else if (!this.before || this.#drawn !== drawn || this.#drawnOutput !== output) {
      this.before = this.#sample(drawn, this.#grids[1]);
      this.#drawn = drawn;
      this.#drawnOutput = output;
    }
    this.words = this.inputs === 1 ? this.#turns() : this.#regions();
  }

  /** @param {number} k */
  name(k) {
    return this.K > 1 ? `f${subscript(k + 1)}` : "f";
  }

  #sample(net, grid) {
    if (this.inputs === 1) return net.forward(LINE, LINE.length);
    this.#shading.evaluate(net, SIDE, SIDE, grid, this.output);
    return grid;
  }

  #turns() {
    const count = (k) => turns(this.now, k * LINE.length, (k + 1) * LINE.length);
    const words = (n) => TURNS[n] ?? `turns ${n} times`;
    return Array.from({ length: this.K }, (_, k) => `${this.name(k)} ${words(count(k))}`).join(", ");
  }

  #regions() {
    const count = regions(this.now, SIDE.length, SIDE.length, 0);
    const f = this.name(this.output);
    return count === 1 ? `${f} has one sign on the whole square` : `${f} = 0 cuts the square into ${count} regions`;
  }
}
