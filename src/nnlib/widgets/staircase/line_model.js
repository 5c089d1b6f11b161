/** What the traits of a Staircase describe on a line, and how they are changed: the curve f* and the staircase. */

import { clamp } from "../engine/clamp.js";
import {
  Target, discretize, evaluateStaircase, heightOf, largestStaircaseError, straightBetween, targets,
} from "../engine/staircase.js";

/** Where the curve of a soft step is drawn, in multiples of 1/R from its knot. */
export const AROUND = [-6, -3.5, -2, -1, 0, 1, 2, 3.5, 6];

const functionOf = (get) => (get("target") === "own" ? straightBetween(get("curve")) : targets[get("target")]);

/** m, the number of steps on the screen. */
export function countSteps(get) {
  const byHand = get("steps");
  return byHand.length ? byHand.length - 1 : discretize(new Target(functionOf(get)), get("eps")).knots.length;
}

/** Keeps the smallest error that was seen at each size. */
export const keepBest = (seen, size, error) => seen.set(size, Math.min(error, seen.get(size) ?? Infinity));

/**
 * @property {Target} target                                    f*
 * @property {{ knots: number[], levels: number[] }} staircase
 * @property {number} m                                         how many steps
 * @property {number} R                                         sharpness, Infinity for hard steps
 * @property {boolean} byHand                                   whether the steps were set by hand
 * @property {{ error: number, x: number, f: number }} worst    where |f − f*| is largest
 * @property {Map<number, number>} best                         the smallest error seen at each number of steps
 * @property {number} chosen                                    the step that is pointed at
 * @property {boolean} drawing                                  whether f* is being drawn
 * @property {boolean} adding                                   whether a click in the picture adds a step
 */
export class LineModel {
  chosen = 0;
  drawing = false;
  adding = false;
  best = new Map();

  /** @param {import("../kit/page/state.js").State} state */
  constructor(state) {
    this.state = state;
    const { curve, steps } = state.kinds;
    this.limits = [curve.low, curve.high];
    this.most = steps.longest - 1;
    this.read();
  }

  /** Brings everything up to date with the traits. */
  read() {
    const { state } = this;
    this.#readSteps();
    this.worst = largestStaircaseError(this.target, this.staircase, this.R);
    if (this.m) keepBest(this.best, this.m, this.worst.error);
    this.chosen = clamp(this.chosen, 0, Math.max(0, this.m - 1));
    this.drawing &&= state.get("target") === "own" && state.get("challenge").length === 0;
  }

  /** The curve and the staircase alone, for a gesture that goes on before the next frame. */
  #readSteps() {
    const { state } = this;
    const [name, curve, byHand] = ["target", "curve", "steps"].map((trait) => state.get(trait));
    if (name !== this.name || (name === "own" && curve !== this.curve)) {
      this.name = name;
      this.curve = curve;
      this.target = new Target(functionOf((trait) => state.get(trait)));
      this.variation = this.target.variation();
      this.best.clear();
    }
    this.byHand = byHand.length > 0;
    this.staircase = this.byHand
      ? { knots: byHand.slice(1).map(([knot]) => knot), levels: byHand.map(([, level]) => level) }
      : discretize(this.target, state.get("eps"));
    this.m = this.staircase.knots.length;
    this.R = state.get("hard") ? Infinity : state.get("sharpness");
  }

  /** Changes f* or the steps, which are read at once; a trained network of another width goes. */
  change(changes) {
    this.state.change(changes);
    this.#readSteps();
    const { length } = this.state.get("theta");
    if (length && length !== 3 * this.m + 1) this.state.change({ theta: [], trained: 0 });
  }

  /** Takes up another curve; steps set by hand stay only under one's own. */
  follow(target) {
    this.state.jump({});
    this.change({ target, ...(target === "own" ? {} : { steps: [] }) });
    this.state.commit();
  }

  /** The present f* becomes one's own curve. */
  own() {
    const last = this.state.get("curve").length - 1;
    const value = (_, i) => Number(clamp(this.target.f(i / last), ...this.limits).toFixed(4));
    this.change({ target: "own", curve: this.state.get("curve").map(value) });
    this.state.commit();
  }

  /** Begins or ends the drawing of f*. */
  draw() {
    this.drawing = !this.drawing;
    if (this.drawing && this.state.get("target") !== "own") this.own();
  }

  /** The steps that a tolerance gives, in place of those set by hand. */
  build(eps) {
    const { low, high } = this.state.kinds.eps;
    this.change({ eps: clamp(Number(eps.toPrecision(3)), low, high), steps: [] });
  }

  /** The steps of the present tolerance again. */
  rebuild() {
    this.build(this.state.get("eps"));
    this.state.commit();
  }

  /** Sets the steps by hand. */
  #put({ knots, levels }) {
    this.change({ steps: levels.map((level, j) => [j ? knots[j - 1] : 0, level]) });
  }

  canAdd() {
    return this.m < this.most;
  }

  /** A step of f*'s own height at x, which becomes the chosen one. */
  add(x) {
    if (!this.canAdd()) return;
    const { knots, levels } = this.staircase;
    const j = knots.filter((knot) => knot <= x).length;
    const level = clamp(this.target.f(x), ...this.limits);
    this.#put({ knots: knots.toSpliced(j, 0, x), levels: levels.toSpliced(j + 1, 0, level) });
    this.chosen = j;
    this.state.commit();
  }

  remove(j) {
    const { knots, levels } = this.staircase;
    this.#put({ knots: knots.toSpliced(j, 1), levels: levels.toSpliced(j + 1, 1) });
    this.state.commit();
  }

  /** Moves step j, between its neighbours. */
  moveKnot(j, x) {
    const { knots, levels } = this.staircase;
    this.#put({ knots: knots.with(j, clamp(x, knots[j - 1] ?? 0, knots[j + 1] ?? 1)), levels });
  }

  /** Moves the level after j steps. */
  moveLevel(j, y) {
    const { knots, levels } = this.staircase;
    this.#put({ knots, levels: levels.with(j, clamp(y, ...this.limits)) });
  }

  /** β of step j. */
  height(j) {
    return heightOf(this.staircase.levels, j);
  }

  /** Whether the steps can be set one by one. */
  canEdit() {
    return this.m > 0 && this.m <= this.most;
  }

  readings() {
    const { m, worst: { error } } = this;
    return { steps: m, parameters: 3 * m + 1, eps: this.state.get("eps"), error };
  }

  /** f of the staircase at ascending places. */
  evaluate(xs, out) {
    return evaluateStaircase(this.staircase, this.R, xs, out);
  }
}
