/** A plane whose units are as long up as across. */

import { Plane } from "../kit/plane/plane.js";

const REACHES = [1.5, 2.2, 3, 4.5, 6, 9, 12, 18, 25];
const SPARE = 1.3;
const MARGIN = { left: 26, right: 6, top: 6, bottom: 22 };

/** @property {number} reach  it shows −reach to reach upwards */
export class SquarePlane extends Plane {
  /**
   * @param {string} label
   * @param {string[]} layers
   */
  constructor(label, layers) {
    super({ label, x: { domain: [-1, 1] }, y: { domain: [-1, 1] }, layers, margin: MARGIN });
    this.reach = REACHES[1];
  }

  resize(width, height) {
    super.resize(width, height);
    if (this.reach) this.#fit();
  }

  /** Makes room for vectors whose largest number is this, but not while one of them is held. */
  hold(largest) {
    const reach = REACHES.find((each) => each >= largest * SPARE) ?? REACHES[REACHES.length - 1];
    if (reach === this.reach || this.svg.querySelector(".held")) return;
    this.reach = reach;
    this.#fit();
  }

  #fit() {
    const across = (this.reach * this.width) / this.height;
    this.y.domain = [-this.reach, this.reach];
    this.x.domain = [-across, across];
    this.drawAxes();
  }
}

/** The size of the largest number in feature-major arrays. */
export const largestIn = (...arrays) => Math.max(...arrays.map((array) => Math.max(...array.map(Math.abs))));
