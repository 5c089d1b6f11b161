/** Forward and backward pass of one data point with every value on the way, and the order of the messages back. */

import { activations, logistic } from "./activations.js";
import { logisticNLL, squaredError } from "./losses.js";
import { Network, countParameters } from "./network.js";

/**
 * A backward pass of a network of these sizes as a list of steps. First the loss sends ∂J/∂f_k to each output; then,
 * layer by layer from the last, each node multiplies what it received by its slope and sends a message along each of
 * its edges.
 *
 * @returns {{ steps, losses, nodes, edges, leaving }}
 *   steps    [{ n, kind, l, j }, …]: step n, of a kind "loss", "node" or "edge", of node j in layer l (0 is the first);
 *            an edge has also i, the node that it comes from (−1 is the bias), and k, its weight's place in θ
 *   losses[k], nodes[l][j]   the steps of the outputs and of the nodes
 *   edges    the steps of the edges, the first layer's first
 *   leaving(l, j)   the edges that lead from node j of layer l to the next layer
 */
export function backwardPlan(sizes) {
  const last = sizes.length - 2;
  const steps = [];
  const add = (step) => {
    steps.push({ n: steps.length, ...step });
    return steps.at(-1);
  };
  const losses = Array.from({ length: sizes[last + 1] }, (_, j) => add({ kind: "loss", l: last, j }));
  const nodes = [];
  let end = countParameters(sizes);
  for (let l = last; l >= 0; l--) {
    const [nIn, nOut] = [sizes[l], sizes[l + 1]];
    const first = end - (nIn + 1) * nOut;
    nodes[l] = [];
    for (let j = 0; j < nOut; j++) {
      nodes[l].push(add({ kind: "node", l, j }));
      for (let i = -1; i < nIn; i++) add({ kind: "edge", l, i, j, k: first + (i < 0 ? nIn : i) * nOut + j });
    }
    end = first;
  }
  const edges = steps.filter(({ kind }) => kind === "edge").sort((a, b) => a.l - b.l);
  return { steps, losses, nodes, edges, leaving: (l, j) => edges.filter((edge) => edge.l === l + 1 && edge.i === j) };
}

/**
 * @property net     the Network: its theta is to be set, its gradient is that of the last `run`
 * @property J       the loss
 * @property layers  for each layer { r, h, slope, dh, dr }: a′(r), ∂J/∂h and ∂J/∂r of its nodes
 */
export class PointPass {
  /**
   * @param hidden, output  names of activations
   * @param loss            "squared error", or "nll": then the outputs are logistic, whatever `output` says
   */
  constructor(sizes, hidden, output, loss) {
    const nll = loss === "nll";
    this.net = new Network(sizes, hidden, nll ? "identity" : output); // the NLL takes linear outputs
    this.loss = nll ? logisticNLL : squaredError;
    this.nll = nll;
    this.dz = new Float64Array(sizes[sizes.length - 1]);
    this.layers = this.net.layers.map(({ nOut, activation }) => ({
      activation,
      ...Object.fromEntries(["r", "h", "slope", "dh", "dr"].map((name) => [name, new Float64Array(nOut)])),
    }));
    if (nll) this.layers.at(-1).activation = activations.logistic;
  }

  /** J of the data point (x, y) at the present θ. */
  lossAt(x, y) {
    return this.loss.value(this.net.forward(x, 1), y, y.length, 1);
  }

  run(x, y) {
    const { net, layers, dz } = this;
    const z = net.forward(x, 1);
    this.J = this.loss.value(z, y, y.length, 1);
    net.backward(this.loss.slope(z, y, y.length, 1, dz));
    layers.forEach((layer, l) => {
      const its = net.layers[l];
      const isLast = l + 1 === layers.length;
      layer.r.set(its.r);
      layer.dr.set(its.dr);
      for (let j = 0; j < its.nOut; j++) layer.slope[j] = layer.activation.slope(its.r[j]);
      if (!isLast) layer.dh.set(net.layers[l + 1].dx);
      else if (!this.nll) layer.dh.set(dz);
      else for (let k = 0; k < its.nOut; k++) layer.dh[k] = dz[k] / layer.slope[k];
      layer.h.set(isLast && this.nll ? its.r.map(logistic) : its.h);
    });
  }
}
