/** The function that a network computes, sampled on a line of one input or a grid over two; and how much it bends. */

import { regions, turns } from "../engine/shape.js";
import { Shading } from "../engine/shading.js";
import { subscript } from "../kit/page/format.js";

const evenly = (count) => Float64Array.from({ length: count }, (_, i) => -1 + (2 * i) / (count - 1));

export const LINE = evenly(801);
/** The places along each side of the grid. */
export const SIDE = evenly(81);
const ROUGH = SIDE.filter((_, i) => i % 2 === 0);

const TURNS = ["never turns", "turns once", "turns twice"];

/** Where the rough values of `Shading` could have the wrong sign. */
const NEAR = 1e-3;

/** Values at every second place of each side of `grid`, and the means of neighbours between them. */
function fillBetween(rough, grid) {
  const n = SIDE.length;
  for (let j = 0; j < n; j += 2) {
    for (let i = 0; i < n; i += 2) grid[j * n + i] = rough[(j / 2) * ROUGH.length + i / 2];
    for (let i = 1; i < n; i += 2) grid[j * n + i] = (grid[j * n + i - 1] + grid[j * n + i + 1]) / 2;
  }
  for (let j = 1; j < n; j += 2)
    for (let i = 0; i < n; i++) grid[j * n + i] = (grid[(j - 1) * n + i] + grid[(j + 1) * n + i]) / 2;
  return grid;
}

/**
 * @property inputs  1 or 2
 * @property K       the number of outputs
 * @property now     one input: outputs × LINE; two: the output that is shown on SIDE × SIDE
 * @property before  the same of the network as drawn, null if nothing was changed since
 * @property turns   how often each output's curve turns, over one input
 * @property regions into how many regions the sign of the output that is shown cuts the square of two inputs
 */
export class SampledFunction {
  #shading = new Shading({ squash: false });
  #rough = new Float64Array(ROUGH.length * ROUGH.length);
  #grids = [0, 1].map(() => new Float64Array(SIDE.length * SIDE.length));
  #drawn = null;
  #drawnOutput = 0;

  /**
   * @param {object} options
   * @param {import("../engine/network.js").Network} options.net
   * @param {import("../engine/network.js").Network | null} options.drawn  how it was drawn, null if it is the same
   * @param {number} options.output  the one that is shown over two inputs, from 0
   * @param {boolean} options.isRough  every second place of the grid is worked out, those between are means
   */
  read({ net, drawn, output, isRough }) {
    this.inputs = net.sizes[0];
    this.K = net.sizes.at(-1);
    this.output = output;
    this.now = this.#sample(net, this.#grids[0], isRough);
    if (!drawn) this.before = null;
    else if (!this.before || this.#drawn !== drawn || this.#drawnOutput !== output) {
      this.before = this.#sample(drawn, this.#grids[1], false);
      this.#drawn = drawn;
      this.#drawnOutput = output;
    }
    const curve = (k) => turns(this.now, k * LINE.length, (k + 1) * LINE.length);
    this.turns = this.inputs === 1 ? Array.from({ length: this.K }, (_, k) => curve(k)) : [];
    this.regions = this.inputs === 2 ? regions(this.now, SIDE.length, SIDE.length, 0) : 0;
  }

  /** @param {number} k */
  name(k) {
    return this.K > 1 ? `f${subscript(k + 1)}` : "f";
  }

  /** How much it bends. */
  get words() {
    if (this.inputs === 1) {
      return this.turns.map((n, k) => `${this.name(k)} ${TURNS[n] ?? `turns ${n} times`}`).join(", ");
    }
    const f = this.name(this.output);
    const isCut = this.regions > 1;
    return isCut ? `${f} = 0 cuts the square into ${this.regions} regions` : `${f} has one sign on the whole square`;
  }

  #sample(net, grid, isRough) {
    if (this.inputs === 1) return net.forward(LINE, LINE.length);
    if (isRough) {
      this.#shading.evaluate(net, ROUGH, ROUGH, this.#rough, this.output);
      return fillBetween(this.#rough, grid);
    }
    this.#shading.evaluate(net, SIDE, SIDE, grid, this.output);
    this.#sharpen(net, grid);
    return grid;
  }

  /** Works out exactly the values that are nearly 0, whose sign is counted. */
  #sharpen(net, grid) {
    const near = [];
    for (let k = 0; k < grid.length; k++) if (Math.abs(grid[k]) < NEAR) near.push(k);
    const n = near.length;
    if (n === 0) return;
    const X = new Float64Array(2 * n);
    near.forEach((k, p) => ([X[p], X[n + p]] = [SIDE[k % SIDE.length], SIDE[Math.floor(k / SIDE.length)]]));
    const exact = net.forward(X, n);
    near.forEach((k, p) => (grid[k] = exact[this.output * n + p]));
  }
}
