/** What GradientFlow computes from its state: one drawn start, as a plain network and as one with skip connections. */

import { clamp } from "../engine/clamp.js";
import { squaredError } from "../engine/losses.js";
import { Network } from "../engine/network.js";
import { Random } from "../engine/random.js";
import { Residual } from "../engine/residual.js";
import { rms } from "../engine/rms.js";
import { Sequential } from "../engine/sequential.js";

export const POINTS = 32;
export const REACH = 2;
export const WAYS = ["without", "with"];
const PLACES = 61;
const BIAS_SHARE = 0.2;

function blocks(way, depth, width, activation) {
  return Array.from({ length: depth }, () => {
    const layer = new Network([width, width], activation, activation);
    return way === "with" ? new Residual(layer, 1) : layer;
  });
}

/**
 * Of each way, "with" and "without" skip connections:
 * @property {Object<string, number[]>} signal       the size of h_0 … h_L
 * @property {Object<string, number[]>} gradient     the size of ∂J/∂W_1 … ∂J/∂W_L
 * @property {Object<string, Float64Array>} curve    the first feature of h_L where the first input is `places` and the
 *                                                   others are 0
 */
export class FlowModel {
  /** @param {import("../kit/page/state.js").State} state */
  constructor(state) {
    this.state = state;
    this.places = Float64Array.from({ length: PLACES }, (_, i) => -REACH + (2 * REACH * i) / (PLACES - 1));
    const { depth, weight_scale: scale } = state.kinds;
    this.depths = [depth.low, depth.high];
    this.scales = [scale.low, scale.high];
    this.read();
  }

  get depth() {
    return this.state.get("depth");
  }

  /** How large the weights are drawn, before L2. */
  get scale() {
    return this.state.get("weight_scale");
  }

  /** What L2 leaves of the weights: W minimises ‖W − W₀‖² + λ‖W‖² at W₀ / (1 + λ). */
  get shrink() {
    return 1 / (1 + this.state.get("l2"));
  }

  /** Whether a way's curves are seen. */
  shows = (way) => ["both", way].includes(this.state.get("show"));

  putDepth(depth) {
    this.state.change({ depth: clamp(Math.round(depth), ...this.depths) });
  }

  putScale(scale) {
    this.state.change({ weight_scale: clamp(Number(scale.toPrecision(4)), ...this.scales) });
  }

  /** Sets a trait as the author gave it. */
  putBack(trait) {
    this.state.change({ [trait]: this.state.author[trait] });
  }

  /** How much of the gradient is left at layer 1, of that at the last. */
  ratio(way) {
    return this.gradient[way][0] / this.gradient[way].at(-1);
  }

  readings() {
    const far = (curve, from) => curve.reduce((most, value, i) => Math.max(most, Math.abs(value - from[i])), 0);
    return {
      depth: this.depth,
      left_without: this.ratio("without"),
      left_with: this.ratio("with"),
      signal_without: this.signal.without.at(-1),
      signal_with: this.signal.with.at(-1),
      from_identity: far(this.curve.with, this.places),
      from_zero: far(this.curve.without, new Float64Array(PLACES)),
    };
  }

  /** New weights, from the next seed. */
  drawAnew() {
    const { high } = this.state.kinds.seed;
    this.state.commit({ seed: (this.state.get("seed") + 1) % (high + 1) });
  }

  /** Brings everything up to date with the traits. */
  read() {
    const { state, depth } = this;
    const [width, name] = [state.get("width"), state.get("activation")];
    this.#draw(state.get("seed"), width);
    if (this.built !== `${depth},${width},${name}`) {
      this.built = `${depth},${width},${name}`;
      this.theta = new Float64Array(depth * (width + 1) * width + width + 1);
      const output = () => new Network([width, 1], "identity", "identity");
      this.nets = WAYS.map((way) => new Sequential(...blocks(way, depth, width, name), output()));
      this.lines = WAYS.map((way) => new Sequential(...blocks(way, depth, width, name)));
    }
    this.#scale(depth, width);
    this.signal = {};
    this.gradient = {};
    this.curve = {};
    WAYS.forEach((way, i) => this.#flow(way, this.nets[i], this.lines[i], width));
  }

  #flow(way, net, line, width) {
    for (const each of [net, line]) {
      each.write(this.theta);
      if (way === "with") for (const block of each.layers) block.alpha = this.state.get("skip_scale");
    }
    const hidden = net.layers.slice(0, -1);
    const sizes = [rms(this.X)];
    let h = this.X;
    for (const layer of hidden) {
      h = layer.forward(h, POINTS);
      sizes.push(rms(h));
    }
    const z = net.layers[hidden.length].forward(h, POINTS);
    net.backward(squaredError.slope(z, this.y, 1, POINTS));
    this.signal[way] = sizes;
    this.gradient[way] = hidden.map(({ gradient }) => rms(gradient.subarray(0, width * width)));
    const X = new Float64Array(width * PLACES);
    X.set(this.places);
    this.curve[way] = line.forward(X, PLACES).slice(0, PLACES);
  }

  /** θ from the drawn normal numbers: W = scale / √width, b a share of the scale, both shrunk; the output as drawn. */
  #scale(depth, width) {
    const { theta } = this;
    const scale = this.scale * this.shrink;
    const [weight, bias, block] = [scale / Math.sqrt(width), BIAS_SHARE * scale, (width + 1) * width];
    for (let k = 0; k < depth * block; k++) {
      theta[k] = this.normals[k] * (k % block < width * width ? weight : bias);
    }
    for (let i = 0; i < width; i++) theta[depth * block + i] = this.output[i] / Math.sqrt(width);
  }

  #draw(seed, width) {
    if (this.drawn === `${seed},${width}`) return;
    this.drawn = `${seed},${width}`;
    const random = new Random(seed);
    const normals = (length) => Float64Array.from({ length }, () => random.normal());
    this.X = normals(width * POINTS);
    this.y = normals(POINTS);
    this.output = normals(width);
    this.normals = normals(this.depths[1] * (width + 1) * width);
  }
}
