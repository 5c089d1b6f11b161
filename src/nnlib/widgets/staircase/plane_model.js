/** What the traits of a Staircase describe over a plane, and how they are changed: towers, as far as they are built. */

import { clamp } from "../engine/clamp.js";
import { covering, evaluateTowers, steepest, surfaces } from "../engine/towers.js";
import { keepBest } from "./line_model.js";

/** Grid points a side of the unit square, for the relief and for the error. */
export const GRID = 61;
const axis = Float64Array.from({ length: GRID }, (_, i) => i / (GRID - 1));
const middles = (n) => Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n);
/** The map has a pixel for each of these: many where a step is sharper than the grid. */
const MAPS = { fine: middles(120), coarse: middles(GRID) };
const SHARP = 100;
const SMALLEST = 0.02;
const NEW_TOWER = { side: 0.24, height: 0.6 };
const TOPS = { ridge: 2, cross: 2, tower: 1.2, all: 1.2 };

/**
 * @property {number[][]} rows              the towers [a₁, b₁, a₂, b₂, height]
 * @property {number} chosen                the tower that is pointed at
 * @property {boolean} adding               whether a click in the map adds a tower
 * @property {string} built                 how far the towers are built up
 * @property {Float64Array} values          f over the grid, rows of x₁, the lowest x₂ first
 * @property {Float64Array} wanted         f* over the grid, if it is covered
 * @property {number} top                   the height at which colours and relief end
 * @property {boolean} covers               whether the towers stand under one of the landscapes
 * @property {number} error                 the largest |f − f*| over the grid
 * @property {Map<number, number>} best     the smallest error seen at each number of towers
 */
export class PlaneModel {
  chosen = 0;
  adding = false;
  best = new Map();
  values = new Float64Array(GRID * GRID);
  wanted = new Float64Array(GRID * GRID);

  /** @param {import("../kit/page/state.js").State} state */
  constructor(state) {
    this.state = state;
    const { columns, longest } = state.kinds.towers;
    const bounds = ([low, high]) => [low, high];
    this.edges = bounds(columns[0]);
    this.heights = bounds(columns[4]);
    this.most = longest;
    this.read();
  }

  /** Brings everything up to date with the traits. */
  read() {
    const { state } = this;
    this.built = state.get("built");
    this.surface = state.get("surface");
    this.R = state.get("hard") ? Infinity : state.get("sharpness");
    this.top = TOPS[this.built];
    this.chosen = clamp(this.chosen, 0, Math.max(0, this.rows.length - 1));
    this.shown = this.built === "all" ? this.rows : this.rows.slice(this.chosen, this.chosen + 1);
    evaluateTowers(this.shown, this.built, this.R, axis, axis, this.values);
    this.covers = this.surface !== "own" && this.built === "all";
    if (this.covers) this.#compare();
  }

  /** f in the middle of each pixel of a map: { n a side, values, rows of x₁, the lowest x₂ first }. */
  map() {
    const places = this.isSharp ? MAPS.fine : MAPS.coarse;
    const n = places.length;
    if (this.mapped?.length !== n * n) this.mapped = new Float64Array(n * n);
    return { n, values: evaluateTowers(this.shown, this.built, this.R, places, places, this.mapped) };
  }

  /** Whether steps are steeper than the grid is fine. */
  get isSharp() {
    return this.R > SHARP;
  }

  get rows() {
    return this.state.get("towers");
  }

  #compare() {
    if (this.compared !== this.surface) {
      this.compared = this.surface;
      this.best.clear();
      const f = surfaces[this.surface];
      this.reach = steepest(f, GRID) * Math.SQRT1_2; // slope × half a diagonal; a tower's cell is 1/k of the square
      for (let j = 0, p = 0; j < GRID; j++) for (let i = 0; i < GRID; i++, p++) this.wanted[p] = f(axis[i], axis[j]);
    }
    this.error = 0;
    for (let p = 0; p < this.values.length; p++) {
      this.error = Math.max(this.error, Math.abs(this.values[p] - this.wanted[p]));
    }
    if (this.rows.length) keepBest(this.best, this.rows.length, this.error);
  }

  readings() {
    const { rows, covers, error } = this;
    const built = this.state.kinds.built.options.indexOf(this.built) + 1;
    return { towers: rows.length, built, ...(covers && { error }) };
  }

  /** The error of k × k towers is at most about this, with n = k². */
  trend(n) {
    return this.reach / Math.sqrt(n);
  }

  /** Covers the square with grid × grid towers of a surface's heights; "own" leaves the towers as they are. */
  cover(surface, grid) {
    const covered = () => ({
      towers: covering(surfaces[surface], grid, this.edges[1] - 1), built: "all", hard: true,
    });
    this.state.change({ surface, grid, ...(surface === "own" ? {} : covered()) });
  }

  canAdd() {
    return this.rows.length < this.most;
  }

  /** A tower around (x₁, x₂), which becomes the chosen one. */
  add(x1, x2) {
    if (!this.canAdd()) return;
    const half = NEW_TOWER.side / 2;
    const sides = [x1 - half, x1 + half, x2 - half, x2 + half].map((each) => clamp(each, ...this.edges));
    this.chosen = this.rows.length;
    this.state.commit({ towers: [...this.rows, [...sides, NEW_TOWER.height]] });
  }

  remove(i) {
    this.state.commit({ towers: this.rows.toSpliced(i, 1) });
  }

  #put(i, sides, height = this.rows[i][4]) {
    this.state.change({ towers: this.rows.with(i, [...sides, height]) });
  }

  move(i, dx, dy) {
    const [low, high] = this.edges;
    const [a1, b1, a2, b2] = this.rows[i];
    const [x, y] = [clamp(dx, low - a1, high - b1), clamp(dy, low - a2, high - b2)];
    this.#put(i, [a1 + x, b1 + x, a2 + y, b2 + y]);
  }

  /** A corner's place: the lower left one's (which = 0) or the upper right one's (which = 1). */
  corner(i, which) {
    return [this.rows[i][which], this.rows[i][2 + which]];
  }

  moveCorner(i, which, x, y) {
    const [low, high] = this.edges;
    const [a1, b1, a2, b2] = this.rows[i];
    this.#put(i, which
      ? [a1, clamp(x, a1 + SMALLEST, high), a2, clamp(y, a2 + SMALLEST, high)]
      : [clamp(x, low, b1 - SMALLEST), b1, clamp(y, low, b2 - SMALLEST), b2]);
  }

  /** The height of the chosen tower. */
  get height() {
    return this.rows[this.chosen]?.[4] ?? 0;
  }

  putHeight(height) {
    this.#put(this.chosen, this.rows[this.chosen].slice(0, 4), clamp(height, ...this.heights));
  }

  /** The middle of the part of the chosen tower that stands in the square. */
  middle() {
    const [a1, b1, a2, b2] = this.rows[this.chosen].map((each) => clamp(each, 0, 1));
    return [(a1 + b1) / 2, (a2 + b2) / 2];
  }
}
