/** A plane about the origin whose units are as long up as across. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { Plane } from "../kit/plane/plane.js";

const REACHES = [1.5, 2.2, 3, 4.5, 6, 9, 12, 18, 25];
const SPARE = 1.3;
/** A vector may be pulled this near to the edge, as a share of the reach. */
const EDGE = 0.93;
/** It keeps its scale until one is pulled to the edge, or all are this many times smaller than they might be. */
const [AT_EDGE, SMALLER] = [0.92, 4];
/** In a plane lower than this, numbers at the axis would be in the way. */
const LOW = 150;

/** @property {number} reach  it shows −reach to reach upwards */
export class SquarePlane extends Plane {
  /**
   * @param {string} label
   * @param {string[]} layers
   */
  constructor(label, layers) {
    const axis = () => ({ domain: [-1, 1], ticks: [] });
    super({ label, x: axis(), y: axis(), layers: ["origin", ...layers], inside: true });
    this.element.classList.add("tile");
    this.reach = REACHES[1];
    this.keeps = false;
    this.whole = null;
  }

  /** How far a vector may be pulled along each axis. */
  get limit() {
    return EDGE * this.reach;
  }

  resize(width, height) {
    super.resize(width, height);
    if (!this.reach) return;
    if (this.whole) this.reach = this.#reachOfWhole();
    this.#fit();
  }

  /** Keeps to a scale at which discs that need this room, in pixels, are whole as far as ±limit along each axis. */
  showWhole(limit, room) {
    this.whole = { limit, room };
  }

  #reachOfWhole() {
    const { limit, room } = this.whole;
    return (limit * this.height) / (Math.min(this.width, this.height) - 2 * room * this.scale);
  }

  /** Makes room for vectors whose largest number is this, but not while one of them is held. */
  hold(largest) {
    const reach = REACHES.find((each) => each >= largest * SPARE) ?? REACHES[REACHES.length - 1];
    const isFine = this.keeps && largest < AT_EDGE * this.reach && reach * SMALLER > this.reach;
    if (isFine || this.svg.querySelector(".held")) return;
    this.keeps = true;
    this.reach = reach;
    this.#fit();
  }

  #fit() {
    const across = (this.reach * this.width) / this.height;
    this.y.domain = [-this.reach, this.reach];
    this.x.domain = [-across, across];
    const far = this.reach >= 6 ? 5 : 1;
    this.y.ticks = this.height < LOW * this.scale ? [] : [-far, far];
    this.drawAxes();
    const [cross] = keepCount(this.layer("origin"), 1, () => svg("path"));
    set(cross, { d: `M0 ${this.toY(0)}H${this.width}M${this.toX(0)} 0V${this.height}` });
  }
}

/** The size of the largest number in feature-major arrays. */
export const largestIn = (...arrays) => Math.max(...arrays.map((array) => Math.max(...array.map(Math.abs))));
