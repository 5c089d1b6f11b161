/** What the traits of a DeepTraining describe, and how they are changed: two runs, how their numbers are spread. */

import { rms } from "../engine/rms.js";
import { Densities } from "./densities.js";
import { Run } from "./run.js";

export const SIDES = ["left", "right"];
export const NAMES = { plain: "Plain", skip: "Skips", "batch norm": "Batch norm", both: "Both" };
const SLICE = 20; // milliseconds of a frame

/** Between traits: the steps at which rates begin. */
export function agree({ rates }) {
  if (rates[0][0] !== 0 || rates.some(([step], i) => i > 0 && step <= rates[i - 1][0]))
    throw new Error("rates: expected steps that begin with 0 and grow");
}

/**
 * @property points  rows x₁, x₂, class
 * @property runs, densities  of each side, "left" and "right"
 * @property seen    the sides that this frame shows anew
 */
export class DeepModel {
  /**
   * @param {import("../kit/page/state.js").State} state
   * @param {any} traits  the widget's model, with the private trait `_points`
   */
  constructor(state, traits) {
    this.state = state;
    this.longest = state.kinds.steps.high;
    const [, [slowest, fastest]] = state.kinds.rates.columns;
    this.slowest = slowest;
    this.fastest = fastest;
    const rows = traits.get("_points");
    const n = rows.length;
    const X = Float64Array.from({ length: 2 * n }, (_, k) => rows[k % n][k < n ? 0 : 1]);
    this.points = rows;
    this.data = { X, y: Float64Array.from(rows, ([, , label]) => label), n };
    this.runs = {};
    this.turn = 0;
    this.built = {};
    this.densities = Object.fromEntries(SIDES.map((side) => [side, new Densities()]));
  }

  /** The kind of network at a side. */
  kind(side) {
    return this.state.get(side);
  }

  get rate() {
    return this.state.get("rates").at(-1)[1];
  }

  get steps() {
    return this.state.get("steps");
  }

  get isOver() {
    return this.steps >= this.longest;
  }

  /** From the present step on. */
  putRate(rate) {
    const before = this.state.get("rates").filter(([step]) => step < this.steps);
    this.state.change({ rates: [...before, [this.steps, rate]] });
  }

  /** Other networks, which begin anew. */
  put(changes) {
    this.state.change({ steps: 0, rates: [[0, this.rate]], ...changes });
  }

  /** Another kind at a side; where the other side has it, the two change places. */
  putKind(side, kind) {
    const [other] = SIDES.filter((each) => each !== side);
    const swapped = this.kind(other) === kind ? { [other]: this.kind(side) } : {};
    this.restart({ [side]: kind, ...swapped });
  }

  /** Back to the start, with `changes`, as one step of undo. */
  restart(changes = {}) {
    this.state.jump({ steps: 0, rates: [[0, this.rate]], ...changes });
  }

  train(count) {
    this.state.change({ steps: Math.min(this.longest, this.steps + count) });
    this.#follow();
    return true;
  }

  /** Whether a run that is taken up again, after a link or Undo, is not yet where it was. */
  get isBehind() {
    return SIDES.some((side) => this.runs[side].steps < this.steps);
  }

  /** Once a frame: the runs, and how their values and gradients lie, of one side after the other `inTurns`. */
  read(inTurns) {
    this.#follow(SLICE);
    this.turn = 1 - this.turn;
    this.seen = inTurns ? [SIDES[this.turn]] : SIDES;
    for (const side of this.seen) this.densities[side].measure(this.runs[side], this.data.n);
  }

  /**
   * Brings both runs to the step and the rates of the traits, as far as each gets in its half of the time.
   * @param {number} [time]  in milliseconds
   */
  #follow(time = Infinity) {
    const { state, steps } = this;
    const rates = this.#ratesUsed();
    const [depth, activation, seed] = ["depth", "activation", "seed"].map((name) => state.get(name));
    for (const side of SIDES) {
      const options = { kind: this.kind(side), depth, activation, seed };
      const key = Object.values(options).join();
      if (this.built[side] !== key) {
        this.built[side] = key;
        this.runs[side] = new Run(options, this.data, this.longest);
      }
      this.runs[side].goTo(steps, rates, performance.now() + time / SIDES.length);
    }
  }

  /** The size of a network's gradient at layer 1. */
  gradient(side) {
    return rms(this.runs[side].weights[0].dW);
  }

  /** The rate of each step. */
  #ratesUsed() {
    const rows = this.state.get("rates");
    const rates = new Float64Array(this.longest);
    rows.forEach(([from, rate], i) => rates.fill(rate, from, rows[i + 1]?.[0]));
    return rates;
  }

  readings() {
    const readings = { depth: this.state.get("depth"), rate: this.rate, steps: this.steps };
    for (const side of SIDES) {
      const { loss, wrong } = this.runs[side];
      Object.assign(readings, {
        [`loss_${side}`]: loss,
        [`wrong_${side}`]: wrong,
        [`spread_${side}`]: this.densities[side].values.sizes.at(-1),
        [`gradient_${side}`]: this.gradient(side),
      });
    }
    return readings;
  }
}
