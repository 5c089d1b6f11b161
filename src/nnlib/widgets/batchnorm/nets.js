/** Four networks trained on the same points from the same start, each with batch normalization over batches of its own size. */

import { BatchNorm } from "../engine/batchnorm.js";
import { initialise } from "../engine/initialise.js";
import { logisticNLL } from "../engine/losses.js";
import { Network } from "../engine/network.js";
import { Random } from "../engine/random.js";
import { Sequential } from "../engine/sequential.js";
import { batchOf } from "./model.js";

export const SIZES = [30, 20, 10, 5];
const UNITS = 12;
const SPREAD = 2;
const LARGEST = 1e4;

/** BatchNorm(2) → Dense(2, 12) → tanh → Dense(12, 1), which can be trained without its first layer, too. */
class Net {
  constructor() {
    this.norm = new BatchNorm(2);
    this.dense = new Network([2, UNITS, 1], "tanh", "identity");
    this.folded = new Network([2, UNITS, 1], "tanh", "identity");
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

  read() {
    return [...this.both.read(), ...this.norm.runningMean, ...this.norm.runningVar];
  }

  /** The network for prediction without its layer: an affine map of the inputs goes into the first weights. */
  prediction(isNormal) {
    const { norm, dense, folded } = this;
    folded.theta.set(dense.theta);
    if (!isNormal) return folded;
    const [{ W, b }] = folded.layers;
    for (let i = 0; i < 2; i++) {
      const scale = norm.gamma[i] / Math.sqrt(norm.runningVar[i] + norm.eps);
      const shift = norm.beta[i] - scale * norm.runningMean[i];
      for (let j = 0; j < UNITS; j++) {
        b[j] += shift * W[i * UNITS + j];
        W[i * UNITS + j] *= scale;
      }
    }
    return folded;
  }
}

export class BatchNets {
  constructor(state) {
    this.state = state;
    this.nets = SIZES.map(() => new Net());
  }

  /** Brings the networks up to date with `trained`, or to their seeded start. */
  read() {
    const { state, nets } = this;
    const rows = state.get("points");
    this.n = rows.length;
    this.rows = rows;
    const trained = state.get("trained");
    const { size } = nets[0];
    nets.forEach((net, k) => {
      if (trained.length) net.write(trained.slice(k * size, (k + 1) * size));
      else {
        net.write([1, 1, 0, 0, ...Array(net.dense.theta.length).fill(0), 0, 0, 1, 1]);
        initialise(net.dense, new Random(state.get("seed")), SPREAD);
      }
    });
    const held = state.model.get("_held");
    this.heldX ??= Float64Array.from([...held.map(([x]) => x), ...held.map(([, x]) => x)]);
    this.heldY ??= Float64Array.from(held, ([, , label]) => label);
  }

  /** `count` steps after `steps` others, the same points' order for all networks; null if one diverged. */
  train(steps, count) {
    const { state, nets, n, rows } = this;
    for (let t = steps + 1; t <= steps + count; t++) {
      const order = batchOf(state.get("seed"), t, n);
      nets.forEach((net, k) => {
        const batch = order.slice(0, SIZES[k]);
        const m = batch.length;
        const X = Float64Array.from({ length: 2 * m }, (_, q) => rows[batch[q % m]][q < m ? 0 : 1]);
        const y = Float64Array.from(batch, (p) => rows[p][2]);
        const layers = state.get("norm") ? net.both : net.plain;
        layers.backward(logisticNLL.slope(layers.forward(X, m), y, 1, m));
        layers.descend(state.get("rate"));
      });
    }
    const numbers = nets.flatMap((net) => net.read());
    return numbers.every((value) => Math.abs(value) < LARGEST) ? numbers : null;
  }

  /** Of each network: { net (for prediction), errors, loss (on the points), heldOut, slope (the mean |∇z| there) }. */
  judge() {
    const { n, rows, heldX, heldY } = this;
    const X = Float64Array.from({ length: 2 * n }, (_, q) => rows[q % n][q < n ? 0 : 1]);
    const y = Float64Array.from(rows, ([, , label]) => label);
    const m = heldY.length;
    return this.nets.map((each) => {
      const net = each.prediction(this.state.get("norm"));
      const z = net.forward(X, n);
      const errors = y.reduce((sum, label, p) => sum + (z[p] > 0 !== label > 0.5 ? 1 : 0), 0);
      const loss = logisticNLL.value(z, y, 1, n);
      const heldOut = logisticNLL.value(net.forward(heldX, m), heldY, 1, m);
      const dX = net.backward(new Float64Array(m).fill(1));
      let slope = 0;
      for (let p = 0; p < m; p++) slope += Math.hypot(dX[p], dX[m + p]) / m;
      return { net, errors, loss, heldOut, slope };
    });
  }
}
