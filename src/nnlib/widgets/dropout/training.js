/** The network of a Dropout widget trained from one start twice: with p, and without dropout. */

import { squaredError } from "../engine/losses.js";
import { Random } from "../engine/random.js";
import { History } from "../kit/plane/chart.js";

const STEP_SEEDS = 1e5;

/** A seeded start whose units are soft steps spread over the data, ready to overfit. */
function drawStart(seed, units) {
  const random = new Random(seed);
  const w = Array.from({ length: units }, () => random.uniform(4, 8) * (random.uniform() < 0.5 ? -1 : 1));
  const b = w.map((weight, j) => -weight * ((2 * (j + random.uniform())) / units - 1));
  const beta = w.map(() => random.uniform(-0.3, 0.3));
  return [...w, ...b, ...beta, 0].map((each) => Number(each.toFixed(4)));
}

/**
 * @property errors     { theta, plain }, each { points, heldOut }: mean squared errors of the predictions
 * @property histories  { theta, plain } the held-out errors over the steps; `losses` those on the points, with p
 */
export class DropoutTraining {
  /** @param {import("./model.js").DropoutModel} model */
  constructor(model) {
    this.model = model;
    this.state = model.state;
    this.errors = {};
    this.histories = { theta: new History(), plain: new History() };
    this.losses = new History();
    this.held = columns(model.held);
    const all = [...Object.values(this.histories), this.losses];
    this.state.onJump(() => all.forEach((history) => history.clear()));
  }

  /** The predictions, their errors and the histories, of the present state. */
  read() {
    const { state, model, errors, histories, held } = this;
    const points = columns(state.get("points"));
    for (const [name, curve] of [["theta", "net"], ["plain", "plain"]]) {
      model.predict(name, model.curves[curve]);
      errors[name] = { points: this.#error(points), heldOut: this.#error(held) };
      histories[name].follow(state.get("steps"), errors[name].heldOut);
    }
    this.losses.follow(state.get("steps"), errors.theta.points);
  }

  readings() {
    const { errors, state } = this;
    const [loss, heldOut] = [errors.theta.points, errors.theta.heldOut];
    return { steps: state.get("steps"), loss, held_out: heldOut, held_out_plain: errors.plain.heldOut };
  }

  #error({ x, y }) {
    return squaredError.value(this.model.net.forward(x, x.length), y, 1, x.length);
  }

  /** `count` steps of gradient descent with dropout and without; false, and nothing changed, if one diverged. */
  step(count) {
    const { state, model } = this;
    model.readNetwork();
    const steps = state.get("steps");
    const theta = this.#descend("theta", state.get("p"), steps, count);
    const plain = theta && this.#descend("plain", 0, steps, count);
    if (!plain) return false;
    state.change({ theta, plain, steps: steps + count });
    return true;
  }

  /** Every point has its own mask in each step. */
  #descend(name, p, steps, count) {
    const { state, model: { net, dropout, units } } = this;
    const { x, y } = columns(state.get("points"));
    const [n, limit] = [x.length, state.kinds.theta.high];
    const factor = state.get("scaled") ? 1 / (1 - p) : 1;
    net.write(state.get(name));
    for (let s = steps; s < steps + count; s++) {
      if (p > 0) dropout.draw(new Random(state.get("seed") * STEP_SEEDS + s), units * n, p, factor);
      else dropout.mask = null;
      net.backward(squaredError.slope(net.forward(x, n), y, 1, n));
      net.descend(state.get("rate"));
    }
    const after = net.read();
    return after.every((value) => Math.abs(value) < limit) ? after : null;
  }

  sameStart() {
    this.#startFrom(this.state.get("start"));
  }

  newStart(seed) {
    this.#startFrom(drawStart(seed, this.model.units), { seed });
  }

  #startFrom(start, changes = {}) {
    this.state.jump({ theta: [...start], plain: [...start], start: [...start], steps: 0, ...changes });
  }
}

const columns = (rows) => ({ x: Float64Array.from(rows, ([x]) => x), y: Float64Array.from(rows, ([, y]) => y) });
