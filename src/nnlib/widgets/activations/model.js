/** The activation functions that are switched on, their slopes, and what both are at the place r. */

import { activations, leakyReLU } from "../engine/activations.js";
import { clamp } from "../engine/clamp.js";

const PLACES = 361;
/** Below it a slope hardly lets a gradient through. */
const FLAT = 0.01;

/** Every function by its trait, in the order of the colours. */
export const FUNCTIONS = [
  { trait: "logistic", text: "Logistic", formula: "1 / (1 + e⁻ʳ)", of: () => activations.logistic },
  { trait: "tanh", text: "tanh", formula: "2σ(2r) − 1", of: () => activations.tanh },
  { trait: "relu", text: "ReLU", formula: "max(0, r)", of: () => activations.relu },
  { trait: "leaky_relu", text: "Leaky ReLU", formula: "max(ε r, r)", of: leakyReLU },
];

/** The stretches of the places `rs` where |a′(r)| < FLAT, as [from, to]. */
function flatStretches(rs, slopes) {
  const stretches = [];
  let from = null;
  slopes.forEach((slope, i) => {
    const flat = Math.abs(slope) < FLAT;
    if (flat && from === null) from = rs[i];
    if (from !== null && (!flat || i === slopes.length - 1)) {
      stretches.push([from, rs[flat ? i : i - 1]]);
      from = null;
    }
  });
  return stretches;
}

const rounded = (value, { low, high }) => clamp(Number(value.toFixed(3)), low, high);

/**
 * @property rs         places along the axis
 * @property curves     those that are switched on: { k (of all), trait, text, f, slope (functions of r), fs, slopes (at
 *                      the places), flat (stretches) }; another array only where they have changed
 * @property functions  the curves with their value and slopeHere at r
 */
export class ActivationsModel {
  #key = "";

  /** @param {import("../kit/page/state.js").State} state */
  constructor(state) {
    this.state = state;
    const { low, high } = state.kinds.r;
    this.rs = Float64Array.from({ length: PLACES }, (_, i) => low + ((high - low) * i) / (PLACES - 1));
  }

  read() {
    const { state, rs } = this;
    this.r = state.get("r");
    this.epsilon = state.get("epsilon");
    const shown = FUNCTIONS.map((each, k) => ({ ...each, k })).filter(({ trait }) => state.get(trait));
    const key = [this.epsilon, ...shown.map(({ k }) => k)].join();
    if (this.#key !== key) {
      this.#key = key;
      this.curves = shown.map((each) => {
        const { f, slope } = each.of(this.epsilon);
        const slopes = rs.map(slope);
        return { ...each, f, slope, fs: rs.map(f), slopes, flat: flatStretches(rs, slopes) };
      });
    }
    this.functions = this.curves.map((each) => ({ ...each, value: each.f(this.r), slopeHere: each.slope(this.r) }));
  }

  readings() {
    const slopes = this.functions.map(({ slopeHere }) => slopeHere);
    return {
      r: this.r,
      epsilon: this.epsilon,
      logistic: activations.logistic.slope(this.r),
      least: Math.min(1, ...slopes),
      flat: slopes.filter((slope) => slope < FLAT).length,
    };
  }

  /** @param {number} r */
  putPlace(r) {
    this.state.change({ r: rounded(r, this.state.kinds.r) });
  }

  /** @param {number} epsilon */
  putEpsilon(epsilon) {
    this.state.change({ epsilon: rounded(epsilon, this.state.kinds.epsilon) });
  }
}
