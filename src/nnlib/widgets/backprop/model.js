/** What Backprop shows, read from its state into arrays, and what must hold between its traits. */

import { backwardPlan, PointPass } from "../engine/backprop.js";
import { numericalGradient, relativeDifferences } from "../engine/gradcheck.js";
import { countParameters } from "../engine/network.js";
import { Random } from "../engine/random.js";
import { counted } from "../kit/page/format.js";
import { networkSymbols } from "./network_symbols.js";

export const MOST_ENDS = 3;
const SPREAD = 1.5;

/** A seeded start for a network of these sizes, of numbers with one decimal. */
export function drawStart(sizes, seed) {
  const random = new Random(seed);
  return Array.from({ length: countParameters(sizes) }, () => Number(random.uniform(-SPREAD, SPREAD).toFixed(1)));
}

/** `values` made as long as `length`, by ones. */
export const fitted = (values, length) => Array.from({ length }, (_, i) => values[i] ?? 1);

const isClass = (y) => y === 0 || y === 1;

/** What must hold between traits: θ, x and y fit the sizes, which are within their bounds. */
export function agree(state, given) {
  const { sizes } = state;
  const ends = [sizes[0], sizes.at(-1)];
  if (Math.max(...ends) > MOST_ENDS) throw new Error(`sizes: expected at most ${MOST_ENDS} inputs and outputs`);
  const lengths = { theta: countParameters(sizes), x: ends[0], y: ends[1] };
  if (given.includes("sizes")) {
    if (!given.includes("theta")) state.theta = drawStart(sizes, state.seed);
    for (const name of ["x", "y"]) if (!given.includes(name)) state[name] = fitted(state[name], lengths[name]);
  }
  for (const [name, length] of Object.entries(lengths)) {
    if (state[name].length !== length) throw new Error(`${name}: expected ${counted(length, "number")} for sizes ${sizes.join(", ")}`);
  }
  if (state.start.length !== lengths.theta) state.start = [...state.theta];
  if (state.loss === "nll" && !state.y.every(isClass)) throw new Error("y: the NLL needs targets of 0 or 1");
}

/** The network, the data point and everything computed from them, in arrays that are used again. */
export class Model {
  constructor(state) {
    this.state = state;
  }

  read() {
    const { state } = this;
    const spec = ["sizes", "activation", "output", "loss"].map((name) => state.get(name));
    const key = JSON.stringify(spec);
    if (key !== this.key) {
      this.key = key;
      this.pass = new PointPass(...spec);
      if (String(spec[0]) !== String(this.sizes)) {
        this.sizes = spec[0];
        this.plan = backwardPlan(this.sizes);
        this.symbols = networkSymbols(this.sizes);
      }
      [this.estimate, this.difference] = [0, 1].map(() => new Float64Array(this.pass.net.theta.length));
      [this.x, this.y] = ["x", "y"].map((name) => new Float64Array(state.get(name).length));
    }
    this.pass.net.theta.set(state.get("theta"));
    this.x.set(state.get("x"));
    this.y.set(state.get("y"));
  }

  /** Both passes, then the check of every derivative. */
  run() {
    const { pass, x, y } = this;
    numericalGradient(() => pass.lossAt(x, y), pass.net.theta, this.estimate);
    pass.run(x, y);
    relativeDifferences(pass.net.gradient, this.estimate, this.difference);
  }
}
