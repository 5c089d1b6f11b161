/** What ChainRule computes from its state: the functions, the values of both passes, and the steps in words. */

import { chainPass, chains, lossAt } from "../engine/chain.js";
import { clamp } from "../engine/clamp.js";
import { bracketed, format } from "../kit/page/format.js";

const PLACES = 241;

/** The graph's nodes; each but the first gets its value in the step of its number. */
export const NODES = ["θ", "g", "h", "f", "J"];

/** The last step of the forward pass. */
export const FORWARD = NODES.length - 1;

/**
 * The graph's edges with the step in which their message goes back: `message`, its value, is the product of the `local`
 * derivative and of what the edge's end has received, `before`.
 */
export const EDGES = [
  { from: "f", to: "J", step: 5, local: "dJf", name: "∂J/∂f", message: "dJf" },
  { from: "g", to: "f", step: 6, local: "dfg", name: "∂f/∂g", message: "toG", before: ["∂J/∂f", "dJf"] },
  { from: "h", to: "f", step: 7, local: "dfh", name: "∂f/∂h", message: "toH", before: ["∂J/∂f", "dJf"] },
  { from: "θ", to: "g", step: 8, local: "dgt", name: "∂g/∂θ", message: "fromG", before: ["∂J/∂g", "toG"] },
  { from: "θ", to: "h", step: 9, local: "dht", name: "∂h/∂θ", message: "fromH", before: ["∂J/∂h", "toH"] },
];

/** Every number that becomes known: its symbol, the step, its name in the pass. */
const KNOWN = [
  ["θ", 0, "theta"], ["g", 1, "g"], ["h", 2, "h"], ["f", 3, "f"], ["J", FORWARD, "J"],
  ["∂J/∂f", 5, "dJf"], ["∂J/∂g", 6, "toG"], ["∂J/∂h", 7, "toH"], ["∂J/∂θ", 10, "dJt"],
];

/**
 * @property {object} chain           the functions in use, of `engine/chain.js`
 * @property {object} pass            every value of both passes, of `engine/chain.js`
 * @property {number} shown           how many steps are shown, of `last`
 * @property {Float64Array} thetas    places of θ
 * @property {Float64Array} losses    J there
 */
export class Model {
  /** @param {import("../kit/page/state.js").State} state */
  constructor(state) {
    this.state = state;
    const { theta, shown } = state.kinds;
    this.low = theta.low;
    this.high = theta.high;
    this.last = shown.high;
    const apart = (this.high - this.low) / (PLACES - 1);
    this.thetas = Float64Array.from({ length: PLACES }, (_, i) => this.low + apart * i);
    this.read();
  }

  read() {
    const { state, thetas } = this;
    const y = state.get("y");
    this.chain = chains[state.get("functions")];
    this.shown = state.get("shown");
    this.pass = chainPass(this.chain, state.get("theta"), y);
    this.losses = thetas.map((theta) => lossAt(this.chain, theta, y));
  }

  /** Both passes are complete. */
  get isComplete() {
    return this.shown === this.last;
  }

  putTheta(theta) {
    this.state.change({ theta: clamp(Number(theta.toFixed(3)), this.low, this.high) });
  }

  /** θ as the widget was given. */
  thetaToStart() {
    this.putTheta(this.state.author.theta);
  }

  /** The local derivatives, as formulas. */
  definitions() {
    const { dgText, dhText, dfgText, dfhText } = this.chain;
    return `∂g/∂θ = ${dgText}, ∂h/∂θ = ${dhText}; ∂f/∂g = ${dfgText}, ∂f/∂h = ${dfhText}; ∂J/∂f = −2(y − f).`;
  }

  /** What is known, "θ = 1.00, g = 1.00". */
  known() {
    const symbols = KNOWN.filter(([, step]) => this.shown >= step);
    return symbols.map(([symbol, , name]) => `${symbol} = ${format(this.pass[name])}`).join(", ");
  }

  /** Values and derivatives, in which goals are stated. */
  readings() {
    const { theta, y, g, h, f, J, dJt, fromG, fromH } = this.pass;
    return { theta, y, g, h, f, J, slope: dJt, by_g: fromG, by_h: fromH, shown: this.shown };
  }

  /** What happens in the newest step, in words. */
  describe() {
    const { shown: n, chain, pass: v } = this;
    const edge = EDGES.find(({ step }) => step === n);
    if (n === 0) return `Before the forward pass only θ = ${format(v.theta)} is known.`;
    if (n === 1) return `Forwards: g = ${chain.gText} = ${format(v.g)}.`;
    if (n === 2) return `Forwards: h = ${chain.hText} = ${format(v.h)}.`;
    if (n === 3) return `Forwards: f = ${chain.fText} = ${format(v.f)}.`;
    if (n === FORWARD) return `Forwards: J = (y − f)² = ${format(v.J)}. The forward pass is done.`;
    if (this.isComplete) {
      return `θ adds the two messages up: ∂J/∂θ = ${format(v.fromG)} + ${bracketed(v.fromH)} = ${format(v.dJt)}.`;
    }
    if (!edge.before) return `Backwards: J sends ∂J/∂f = −2(y − f) = ${format(v.dJf)} to f.`;
    const [symbol, received] = edge.before;
    const product = `${format(v[received])} · ${bracketed(v[edge.local])} = ${format(v[edge.message])}`;
    return `Backwards: ${edge.to} sends ${symbol} · ${edge.name} = ${product} to ${edge.from}.`;
  }
}
