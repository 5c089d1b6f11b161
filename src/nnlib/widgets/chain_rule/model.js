/** What ChainRule computes from its state: the functions, the values of both passes, and a nudge of θ. */

import { chainPass, chains, lossAt, nudged } from "../engine/chain.js";
import { clamp } from "../engine/clamp.js";

const PLACES = 241;

/** The graph's nodes; each but the first gets its value in the step of its number. */
export const NODES = ["θ", "g", "h", "f", "J"];

/** The last step of the forward pass. */
export const FORWARD = NODES.length - 1;

/**
 * The graph's edges with the step in which their message goes back: `message`, its value, is the product of the `local`
 * derivative and of what the edge's end has received, `before`. In step `nudgedIn` a nudge comes forwards: `change`,
 * the product of the local derivative and of the change `of` the edge's start.
 */
export const EDGES = [
  { from: "f", to: "J", step: 5, local: "dJf", name: "∂J/∂f", message: "dJf", nudgedIn: 9, change: "J", of: "f" },
  {
    from: "g", to: "f", step: 6, local: "dfg", name: "∂f/∂g", message: "toG", before: ["∂J/∂f", "dJf"],
    nudgedIn: 7, change: "viaG", of: "g",
  },
  {
    from: "h", to: "f", step: 7, local: "dfh", name: "∂f/∂h", message: "toH", before: ["∂J/∂f", "dJf"],
    nudgedIn: 8, change: "viaH", of: "h",
  },
  {
    from: "θ", to: "g", step: 8, local: "dgt", name: "∂g/∂θ", message: "fromG", before: ["∂J/∂g", "toG"],
    nudgedIn: 5, change: "g", of: "theta",
  },
  {
    from: "θ", to: "h", step: 9, local: "dht", name: "∂h/∂θ", message: "fromH", before: ["∂J/∂h", "toH"],
    nudgedIn: 6, change: "h", of: "theta",
  },
];

/**
 * @property {object} chain           the functions in use, of `engine/chain.js`
 * @property {object} pass            every value of both passes, of `engine/chain.js`
 * @property {object} after           the same where θ is nudged
 * @property {object} changes         what the nudge changes, by the slopes
 * @property {object} byTheta         the derivatives by θ: what a nudge of 1 would change
 * @property {"back" | "forward" | "both"} sweep   what is sent
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
    const [theta, y] = [state.get("theta"), state.get("y")];
    this.chain = chains[state.get("functions")];
    this.shown = state.get("shown");
    this.sweep = state.get("sweep");
    this.nudge = state.get("nudge");
    this.parameters = state.get("parameters");
    this.pass = chainPass(this.chain, theta, y);
    this.after = chainPass(this.chain, theta + this.nudge, y);
    this.changes = nudged(this.pass, this.nudge);
    this.byTheta = nudged(this.pass, 1);
    this.losses = thetas.map((each) => lossAt(this.chain, each, y));
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

  putNudge(nudge) {
    const { low, high } = this.state.kinds.nudge;
    this.state.change({ nudge: clamp(Number(nudge.toFixed(3)), low, high) });
  }

  putParameters(parameters) {
    const { low, high } = this.state.kinds.parameters;
    this.state.change({ parameters: clamp(Math.round(parameters), low, high) });
  }

  /** The local derivatives, as formulas. */
  definitions() {
    const { dgText, dhText, dfgText, dfhText } = this.chain;
    return `∂g/∂θ = ${dgText}, ∂h/∂θ = ${dhText}; ∂f/∂g = ${dfgText}, ∂f/∂h = ${dfhText}; ∂J/∂f = −2(y − f).`;
  }

  /** Values and derivatives, in which goals are stated. */
  readings() {
    const { theta, y, g, h, f, J, dJt, fromG, fromH } = this.pass;
    return {
      theta, y, g, h, f, J, slope: dJt, by_g: fromG, by_h: fromH, shown: this.shown,
      nudge: this.nudge, rise: this.after.J - J, rise_by_slope: this.changes.J, parameters: this.parameters,
    };
  }
}
