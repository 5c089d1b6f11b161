/** Networks trained on the same points from the same start, each with batch normalization over batches of its size. */

import { BatchNorm } from "../engine/batchnorm.js";
import { initialise } from "../engine/initialise.js";
import { logisticNLL } from "../engine/losses.js";
import { Network } from "../engine/network.js";
import { Random } from "../engine/random.js";
import { Sequential } from "../engine/sequential.js";
import { History } from "../kit/plane/chart.js";
import { batchOf } from "./model.js";

const SPREAD = 2;

/** BatchNorm(2) → Dense(2, units) → tanh → Dense(units, 1), which can be trained without its first layer, too. */
class Net {
  constructor(units) {
    this.units = units;
    this.norm = new BatchNorm(2);
    this.dense = new Network([2, units, 1], "tanh", "identity");
    this.folded = new Network([2, units, 1], "tanh", "identity");
    this.both = new Sequential(this.norm, this.dense);
    this.plain = new Sequential(this.dense);
    this.size = this.both.size + 4;
  }

  /** θ, then the running mean and variance. */
  write(numbers) {
    this.both.write(numbers);
    this.norm.runningMean.set(numbers.slice(-4, -2));
    this.norm.runningVar.set(numbers.slice(-2));
  }

  /** γ and β stay where they started. */
  freeze() {
    this.norm.gamma.fill(1);
    this.norm.beta.fill(0);
  }

  read() {
    return [...this.both.read(), ...this.norm.runningMean, ...this.norm.runningVar];
  }

  /** The network for prediction without its layer: an affine map of the inputs goes into the first weights. */
  prediction(isNormal) {
    const { norm, dense, folded, units } = this;
    folded.theta.set(dense.theta);
    if (!isNormal) return folded;
    const [{ W, b }] = folded.layers;
    for (let i = 0; i < 2; i++) {
      const scale = norm.gamma[i] / Math.sqrt(norm.runningVar[i] + norm.eps);
      const shift = norm.beta[i] - scale * norm.runningMean[i];
      for (let j = 0; j < units; j++) {
        b[j] += shift * W[i * units + j];
        W[i * units + j] *= scale;
      }
    }
    return folded;
  }
}

/**
 * @property sizes      of the batches, one for each network
 * @property verdicts   of each network { net (for prediction), errors and loss (on the points), heldOut,
 *                      slope (the mean |∇z| at the points held out) }
 * @property loss       the mean of their losses on the points; `losses` over the steps
 * @property histories  of each network, its held-out losses over the steps
 */
export class BatchNets {
  /**
   * @param {import("../kit/page/state.js").State} state
   * @param {any} traits  the widget's model, with the private traits `_sizes`, `_units` and `_held`
   */
  constructor(state, traits) {
    this.state = state;
    this.sizes = traits.get("_sizes");
    this.nets = this.sizes.map(() => new Net(traits.get("_units")));
    this.histories = this.sizes.map(() => new History());
    this.losses = new History();
    this.held = featureMajor(traits.get("_held"));
    state.onJump(() => [...this.histories, this.losses].forEach((history) => history.clear()));
  }

  /** The networks of the present state, and what they are worth. */
  read() {
    this.#write();
    const points = featureMajor(this.state.get("points"));
    this.verdicts = this.nets.map((each) => this.#judge(each, points));
    const steps = this.state.get("steps");
    this.verdicts.forEach(({ heldOut }, k) => this.histories[k].follow(steps, heldOut));
    this.loss = this.verdicts.reduce((sum, { loss }) => sum + loss, 0) / this.sizes.length;
    this.losses.follow(steps, this.loss);
  }

  /** Brings the networks up to date with `trained`, or to their seeded start. */
  #write() {
    const { state, nets } = this;
    const trained = state.get("trained");
    const { size } = nets[0];
    nets.forEach((net, k) => {
      if (trained.length) net.write(trained.slice(k * size, (k + 1) * size));
      else {
        net.write([1, 1, 0, 0, ...Array(net.dense.theta.length).fill(0), 0, 0, 1, 1]);
        initialise(net.dense, new Random(state.get("seed")), SPREAD);
      }
    });
  }

  /** `count` steps, the same points' order for all networks; false, and no trait set, if one diverged. */
  step(count) {
    const { state, nets, sizes } = this;
    this.#write();
    const [rows, steps] = [state.get("points"), state.get("steps")];
    for (let t = steps + 1; t <= steps + count; t++) {
      const order = batchOf(state.get("seed"), t, rows.length);
      nets.forEach((net, k) => {
        const { X, y, n } = featureMajor(order.slice(0, sizes[k]).map((p) => rows[p]));
        const layers = state.get("norm") ? net.both : net.plain;
        layers.backward(logisticNLL.slope(layers.forward(X, n), y, 1, n));
        layers.descend(state.get("rate"));
        if (!state.get("affine")) net.freeze();
      });
    }
    const trained = nets.flatMap((net) => net.read());
    if (!trained.every((value) => Math.abs(value) < state.kinds.trained.high)) return false;
    state.change({ trained, steps: steps + count });
    return true;
  }

  /** What goals are stated in. */
  readings() {
    const readings = { steps: this.state.get("steps") };
    this.verdicts.forEach(({ errors, heldOut, slope }, k) => {
      const B = this.sizes[k];
      Object.assign(readings, { [`wrong_${B}`]: errors, [`loss_${B}`]: heldOut, [`slope_${B}`]: slope });
    });
    return readings;
  }

  /** Back to the start, with `changes` of what is trained or how. */
  restart(changes = {}) {
    this.state.jump({ trained: [], steps: 0, ...changes });
  }

  #judge(each, { X, y, n }) {
    const net = each.prediction(this.state.get("norm"));
    const z = net.forward(X, n);
    const errors = y.reduce((sum, label, p) => sum + (z[p] > 0 !== label > 0.5 ? 1 : 0), 0);
    const loss = logisticNLL.value(z, y, 1, n);
    const { held } = this;
    const heldOut = logisticNLL.value(net.forward(held.X, held.n), held.y, 1, held.n);
    const dX = net.backward(new Float64Array(held.n).fill(1));
    let slope = 0;
    for (let p = 0; p < held.n; p++) slope += Math.hypot(dX[p], dX[held.n + p]) / held.n;
    return { net, errors, loss, heldOut, slope };
  }
}

/** Rows (x₁, x₂, class) as the engine takes them: X feature by feature. */
function featureMajor(rows) {
  const n = rows.length;
  const X = Float64Array.from({ length: 2 * n }, (_, q) => rows[q % n][q < n ? 0 : 1]);
  return { X, y: Float64Array.from(rows, ([, , label]) => label), n };
}
