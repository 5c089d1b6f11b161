/** What engine.py measures, in the browser: each function gives the milliseconds of one call, or an error. */

import { tanh } from "/engine/activations.js";
import { initialise } from "/engine/initialise.js";
import { LeNet } from "/engine/lenet.js";
import { logisticNLL } from "/engine/losses.js";
import { Network } from "/engine/network.js";
import { Random } from "/engine/random.js";
import { SGD } from "/engine/sgd.js";
import { Shading, roughLogistic, roughTanh } from "/engine/shading.js";

const WARM_UP = 150;
const LENGTH = 100;
const SIDE = 100;
const POINTS = 30;

/** The milliseconds of one call, from calls that fill LENGTH ms, after WARM_UP ms of calls that are not counted. */
function timed(call) {
  const repeated = (milliseconds) => {
    const start = performance.now();
    let calls = 0;
    let passed = 0;
    while (passed < milliseconds) {
      for (let k = 0; k < 20; k++) call();
      calls += 20;
      passed = performance.now() - start;
    }
    return passed / calls;
  };
  repeated(WARM_UP);
  return repeated(LENGTH);
}

function drawn(sizes, activation, seed, scale = 1) {
  const net = new Network(sizes, activation, "identity");
  initialise(net, new Random(seed), 1);
  for (let k = 0; k < net.theta.length; k++) net.theta[k] *= scale;
  return net;
}

const axis = Float64Array.from({ length: SIDE }, (_, i) => -1.2 + (2.4 * i) / (SIDE - 1));

/** One shading of a 100 × 100 grid by a 2-16-16-1 network. */
export function grid(activation) {
  const net = drawn([2, 16, 16, 1], activation, 1);
  const shading = new Shading({ squash: true });
  const out = new Float64Array(SIDE * SIDE);
  return timed(() => shading.evaluate(net, axis, axis, out));
}

/** One exact step of gradient descent of a 2-8-1 network on 30 points. */
export function step(activation) {
  const random = new Random(2);
  const X = Float64Array.from({ length: 2 * POINTS }, () => random.uniform(-1, 1));
  const y = Float64Array.from({ length: POINTS }, () => random.integer(2));
  const dz = new Float64Array(POINTS);
  const net = drawn([2, 8, 1], activation, 3);
  const sgd = new SGD(net, { rate: 0.1 });
  return timed(() => {
    net.backward(logisticNLL.slope(net.forward(X, POINTS), y, 1, POINTS, dz));
    sgd.step();
  });
}

/** The largest error of a shaded value against the exact one, for 20 networks with weights `scale` times a start's. */
export function shadingError(activation, scale) {
  const shading = new Shading({ squash: true });
  const out = new Float64Array(SIDE * SIDE);
  const X = new Float64Array(2 * SIDE * SIDE);
  for (let k = 0; k < SIDE * SIDE; k++) [X[k], X[SIDE * SIDE + k]] = [axis[k % SIDE], axis[Math.floor(k / SIDE)]];
  let worst = 0;
  for (let seed = 0; seed < 20; seed++) {
    const net = drawn([2, 16, 16, 1], activation, seed, scale);
    shading.evaluate(net, axis, axis, out);
    const z = net.forward(X, SIDE * SIDE);
    for (let k = 0; k < out.length; k++) worst = Math.max(worst, Math.abs(out[k] - 1 / (1 + Math.exp(-z[k]))));
  }
  return worst;
}

/** The largest errors of the rough tanh and logistic, and the largest relative error of the exact tanh. */
export function functionErrors() {
  const worst = [0, 0, 0];
  for (let r = -30; r <= 30; r += 0.00037) {
    worst[0] = Math.max(worst[0], Math.abs(roughTanh(r) - Math.tanh(r)));
    worst[1] = Math.max(worst[1], Math.abs(roughLogistic(r) - 1 / (1 + Math.exp(-r))));
    worst[2] = Math.max(worst[2], Math.abs(tanh(r) / Math.tanh(r) - 1));
  }
  return worst;
}

/** A pass of one image through LeNet-5. */
export function lenet() {
  const random = new Random(1);
  const net = new LeNet(Float64Array.from({ length: 61706 }, () => 0.1 * random.normal()));
  const image = Float64Array.from({ length: 28 * 28 }, () => random.uniform(0, 1));
  return timed(() => net.forward(image));
}
