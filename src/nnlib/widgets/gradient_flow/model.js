/** What GradientFlow computes from its state: one drawn start, as a plain network and as one with skip connections. */

import { squaredError } from "../engine/losses.js";
import { Network } from "../engine/network.js";
import { Random } from "../engine/random.js";
import { Residual } from "../engine/residual.js";
import { Sequential } from "../engine/sequential.js";

export const DEEPEST = 40;
export const POINTS = 32;
export const REACH = 2;
export const WAYS = ["without", "with"];
const PLACES = 121;
const BIAS_SHARE = 0.2;

/** The root of the mean square. */
export function rms(values) {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k] * values[k];
  return Math.sqrt(sum / values.length);
}

function blocks(way, depth, width, activation) {
  return Array.from({ length: depth }, () => {
    const layer = new Network([width, width], activation, activation);
    return way === "with" ? new Residual(layer, 1) : layer;
  });
}

export class FlowModel {
  constructor(state) {
    this.state = state;
    this.places = Float64Array.from({ length: PLACES }, (_, i) => -REACH + (2 * REACH * i) / (PLACES - 1));
  }

  /** What L2 leaves of the weights: W minimises ‖W − W₀‖² + λ‖W‖² at W₀ / (1 + λ). */
  shrink() {
    return 1 / (1 + this.state.get("l2"));
  }

  /**
   * Reads the state. `signal[way]` holds the size of h_0 … h_L, `gradient[way]` that of ∂J/∂W_1 … ∂J/∂W_L, `curve[way]`
   * the first feature of h_L where the first input is `places` and the others are 0; `way` is "with" or "without" skip.
   */
  read() {
    const { state } = this;
    const [depth, width, name] = [state.get("depth"), state.get("width"), state.get("activation")];
    this.#draw(state.get("seed"), width);
    if (this.built !== `${depth},${width},${name}`) {
      this.built = `${depth},${width},${name}`;
      this.theta = new Float64Array(depth * (width + 1) * width + width + 1);
      this.nets = WAYS.map((way) => new Sequential(...blocks(way, depth, width, name), new Network([width, 1], "identity", "identity")));
      this.lines = WAYS.map((way) => new Sequential(...blocks(way, depth, width, name)));
    }
    this.#scale(depth, width);
    [this.signal, this.gradient, this.curve] = [{}, {}, {}];
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
    const scale = this.state.get("weight_scale") * this.shrink();
    const [weight, bias, block] = [scale / Math.sqrt(width), BIAS_SHARE * scale, (width + 1) * width];
    for (let k = 0; k < depth * block; k++) theta[k] = this.normals[k] * (k % block < width * width ? weight : bias);
    for (let i = 0; i < width; i++) theta[depth * block + i] = this.output[i] / Math.sqrt(width);
  }

  #draw(seed, width) {
    if (this.drawn === `${seed},${width}`) return;
    this.drawn = `${seed},${width}`;
    const random = new Random(seed);
    const normals = (length) => Float64Array.from({ length }, () => random.normal());
    [this.X, this.y, this.output] = [normals(width * POINTS), normals(POINTS), normals(width)];
    this.normals = normals(DEEPEST * (width + 1) * width);
  }
}
