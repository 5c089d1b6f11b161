/** What the traits of a BatchNorm widget describe: the mini-batches drawn, where they move the points, how far. */

import { BatchNorm, moments } from "../engine/batchnorm.js";
import { Random } from "../engine/random.js";

const MEASURED = 200;
const RECENT = 12;
const STRIDE = 1e5;

/** The points of the t-th mini-batch of B out of n. */
export const batchOf = (seed, t, n) => new Random(seed * STRIDE + t).permutation(n);

/**
 * @property n, B      points, and points in a mini-batch
 * @property x         what arrives, feature by feature; `raw` if not normalised
 * @property batch     the points of the present mini-batch
 * @property out       [[h₁, h₂], …] where the layer puts each point of `batch` (training) or of all (prediction)
 * @property landings  where the followed point was put by each mini-batch so far that held it
 * @property recent    [[h₁, h₂, point], …] where the last mini-batches put their points
 * @property running   { steps, mean: [[…], […]], sd: [[…], […]] } over the mini-batches
 */
export class BatchModel {
  /**
   * @param {import("../kit/page/state.js").State} state
   * @param {any} traits  the widget's model; its private trait `_raw` has the mean and the standard deviation of
   *                 each feature as it arrives, if it does not arrive normalised
   */
  constructor(state, traits) {
    this.state = state;
    this.rawOf = traits.get("_raw");
    this.most = state.kinds.batches.high;
    this.layer = new BatchNorm(2);
    this.blurs = new Map();
  }

  get isFull() {
    return this.state.get("batches") >= this.most;
  }

  drawMore(count) {
    this.state.commit({ batches: Math.min(this.most, this.state.get("batches") + count) });
  }

  follow(p) {
    if (p >= 0) this.state.change({ followed: Math.min(this.n - 1, p) });
  }

  get isTraining() {
    return this.state.get("mode") === "train";
  }

  /** The order in which the t-th mini-batch would take the points; its first B are its members. */
  order(t) {
    const key = `${this.state.get("seed")} ${this.n}`;
    if (this.ordersOf !== key) {
      this.ordersOf = key;
      this.orders = new Map();
    }
    if (!this.orders.has(t)) this.orders.set(t, batchOf(this.state.get("seed"), t, this.n));
    return this.orders.get(t);
  }

  read() {
    const { state, layer } = this;
    const points = state.get("points");
    const [seed, raw] = [state.get("seed"), state.get("raw")];
    if (points !== this.points || seed !== this.seed || raw !== this.raw) this.blurs.clear();
    this.points = points;
    this.seed = seed;
    this.raw = raw;
    this.n = points.length;
    this.B = Math.min(state.get("size"), this.n);
    this.followed = Math.min(state.get("followed"), this.n - 1);
    this.x = Float64Array.from({ length: 2 * this.n }, (_, k) => {
      const i = k < this.n ? 0 : 1;
      const value = points[k - i * this.n][i];
      return raw ? this.rawOf.mean[i] + this.rawOf.sd[i] * value : value;
    });
    [0, 1].forEach((i) => ([layer.gamma[i], layer.beta[i]] = [state.get("gamma")[i], state.get("beta")[i]]));
    layer.momentum = state.get("momentum");
    layer.runningMean.fill(0);
    layer.runningVar.fill(1);
    this.#drawBatches();
  }

  /** What goals are stated in. */
  readings() {
    const beta = this.state.get("beta");
    return {
      moved: this.#distance((k) => this.points[this.batch[k]]),
      blur: this.blur(this.B),
      landings: this.landings.length,
      from_beta: this.#distance(() => beta),
    };
  }

  /** Root of the mean squared distance of the outputs from the places [h₁, h₂] that `of(k)` gives. */
  #distance(of) {
    const squares = this.out.map(([a, b], k) => (a - of(k)[0]) ** 2 + (b - of(k)[1]) ** 2);
    return Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / squares.length);
  }

  #all() {
    return Array.from({ length: this.n }, (_, p) => p);
  }

  #gather(batch) {
    const m = batch.length;
    return Float64Array.from({ length: 2 * m }, (_, k) => (k < m ? this.x[batch[k]] : this.x[this.n + batch[k - m]]));
  }

  /** Where the layer puts the points of `batch`; running averages stay as they are. */
  #put(batch, training = true) {
    const { layer } = this;
    const kept = [layer.runningMean.slice(), layer.runningVar.slice()];
    layer.training = training;
    const h = layer.forward(this.#gather(batch), batch.length);
    layer.runningMean.set(kept[0]);
    layer.runningVar.set(kept[1]);
    return batch.map((_, k) => [h[k], h[batch.length + k]]);
  }

  #drawBatches() {
    const { state, layer, B } = this;
    const T = state.get("batches");
    const alone = state.get("alone");
    this.landings = [];
    this.running = { steps: [0], mean: [[0], [0]], sd: [[1], [1]] };
    this.recent = [];
    layer.training = true;
    for (let t = 1; t <= T; t++) {
      const batch = this.order(t).slice(0, B);
      const h = layer.forward(this.#gather(batch), B);
      const place = batch.indexOf(this.followed);
      if (place >= 0) this.landings.push([h[place], h[B + place]]);
      if (t > T - RECENT) batch.forEach((p, k) => this.recent.push([h[k], h[B + k], p]));
      this.running.steps.push(t);
      [0, 1].forEach((i) => {
        this.running.mean[i].push(layer.runningMean[i]);
        this.running.sd[i].push(Math.sqrt(layer.runningVar[i]));
      });
    }
    this.batch = alone ? [this.followed] : this.isTraining ? this.order(T).slice(0, B) : this.#all();
    this.out = this.#put(this.batch, this.isTraining);
  }

  /** Root of the mean squared distance between where mini-batches of B put a point and where all would, γ = 1. */
  blur(B) {
    if (!this.blurs.has(B)) this.blurs.set(B, this.#measure(B));
    return this.blurs.get(B);
  }

  #measure(B) {
    const layer = new BatchNorm(2);
    const all = this.#gather(this.#all());
    const full = layer.forward(all, this.n).slice();
    let [sum, count] = [0, 0];
    for (let t = 1; t <= MEASURED; t++) {
      const batch = this.order(this.most + t).slice(0, B);
      const h = layer.forward(this.#gather(batch), B);
      batch.forEach((p, k) => {
        sum += (h[k] - full[p]) ** 2 + (h[B + k] - full[this.n + p]) ** 2;
        count += 1;
      });
    }
    return Math.sqrt(sum / count);
  }

  /** How much the followed point's landing places spread: the root of their mean squared distance from their mean. */
  spread() {
    const { landings } = this;
    if (landings.length < 2) return 0;
    const mean = [new Float64Array(2), new Float64Array(2)];
    const places = Float64Array.from([...landings.map(([a]) => a), ...landings.map(([, b]) => b)]);
    moments(places, 2, landings.length, ...mean);
    return Math.sqrt(mean[1][0] + mean[1][1]);
  }
}
