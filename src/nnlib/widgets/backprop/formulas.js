/** The formulas of both passes (eq. 6.2 and 6.3 for the backward one), as columns of symbols over numbers. */

import { bracketed, format, subscript } from "../kit/page/format.js";

const FUNCTIONS = { logistic: "σ", tanh: "tanh", relu: "ReLU", "leaky relu": "leaky ReLU", identity: "" };

const operator = (symbol) => ({ symbol });
const factor = (symbol, value) => ({ symbol, number: bracketed(value) });

/** Puts `mark` between the parts of each of the lists. */
const joined = (lists, mark) => lists.flatMap((parts, n) => (n ? [operator(mark), ...parts] : parts));
const product = (...lists) => joined(lists, "·");

/** ∂J/∂f_k, from the loss. */
function lossFactor({ symbols, pass, y, nll }, k) {
  const [name, f] = [symbols.out(pass.layers.length - 1, k), pass.layers.at(-1).h[k]];
  const target = symbols.target(k);
  return nll
    ? { symbol: `(${name} − ${target}) / (${name}(1 − ${name}))`, number: `(${format(f)} − ${bracketed(y[k])}) / (${format(f)}(1 − ${format(f)}))` }
    : { symbol: `−2(${target} − ${name})`, number: `−2(${format(y[k])} − ${bracketed(f)})` };
}

/** ∂J/∂h of node j in layer l: from the loss, or the sum of the messages from the next layer's nodes. */
function received(at, l, j) {
  const { symbols, pass, plan, theta } = at;
  const last = pass.layers.length - 1;
  if (l === last) return [lossFactor(at, j)];
  const terms = plan.leaving(l, j).map((edge) => {
    const weight = [factor(symbols.weight(edge), theta[edge.k])];
    if (l + 1 < last) return product([factor(`∂J/∂${symbols.sum(l + 1, edge.j)}`, pass.layers[l + 1].dr[edge.j])], weight);
    return product([lossFactor(at, edge.j)], [slope(at, last, edge.j)], weight);
  });
  return terms.length === 1 ? terms[0] : [operator("("), ...joined(terms, "+"), operator(")")];
}

const slope = ({ symbols, pass }, l, j) => factor(symbols.slope(l, j), pass.layers[l].slope[j]);
const result = (symbol, value) => [{ symbol, number: format(value), kind: "result" }, operator("=")];

/** Layer l's input i: a value of the layer before, or of the data; the bias has the constant 1. */
const inputOf = ({ pass, x }, l, i) => (i < 0 ? 1 : l === 0 ? x[i] : pass.layers[l - 1].h[i]);

/** What `edge` adds to the sum of the node that it leads to. */
export function carriedBy(at, { l, i, k }) {
  return at.theta[k] * inputOf(at, l, i);
}

/** The message along `edge` to the node that it comes from. */
export function messageTo({ pass, theta }, { l, j, k }) {
  return pass.layers[l].dr[j] * theta[k];
}

/** The equations of what a node or an edge does in the forward pass; `step` and `at` as in `formulasOf`. */
export function forwardFormulasOf(step, at) {
  const { symbols, pass, plan, theta } = at;
  const { kind, l, j } = step;
  const [sum, out] = [symbols.sum(l, j), symbols.out(l, j)];
  const term = (edge) => product([factor(symbols.weight(edge), theta[edge.k])], [factor(symbols.input(l, edge.i), inputOf(at, l, edge.i))]);
  if (kind === "edge") return [{ note: `The edge adds to ${sum}`, parts: [{ symbol: "", number: format(carriedBy(at, step)), kind: "value" }, operator("="), ...term(step)] }];
  const { r, h, activation } = pass.layers[l];
  const equals = (symbol, value) => [{ symbol, number: format(value), kind: "value" }, operator("=")];
  const arriving = plan.edges.filter((edge) => edge.l === l && edge.j === j);
  return [
    { note: `Node ${out} adds up`, parts: [...equals(sum, r[j]), ...joined(arriving.map(term), "+")] },
    { note: "and bends the sum", parts: [...equals(out, h[j]), { symbol: `a${subscript(l + 1)}(${sum})`, number: `${FUNCTIONS[activation.name]}(${format(r[j])})` }] },
  ];
}

/**
 * The equations of one step of the backward pass.
 * @param step  of the backward plan (engine/backprop.js)
 * @param at    { symbols, plan, pass, theta, x, y, nll }: the symbols of view/network_symbols.js, the backward plan, the
 *              PointPass that has run, and what it ran on
 * @returns [{ note, parts }] for view/factors.js
 */
export function formulasOf(step, at) {
  const { symbols, pass } = at;
  const { kind, l, i, j } = step;
  const { dh, dr } = pass.layers[l];
  const out = symbols.out(l, j);
  if (kind === "loss") {
    return [{ note: `The loss sends to ${out}`, parts: [...result(`∂J/∂${out}`, dh[j]), lossFactor(at, j)] }];
  }
  const arriving = received(at, l, j);
  if (kind === "node") {
    return [
      { note: `Node ${out} has received`, parts: [...result(`∂J/∂${out}`, dh[j]), ...arriving] },
      { note: "and multiplies by its slope", parts: [...result(`∂J/∂${symbols.sum(l, j)}`, dr[j]), ...product([factor(`∂J/∂${out}`, dh[j])], [slope(at, l, j)])] },
    ];
  }
  const name = symbols.weight(step);
  const isBook = pass.layers.length === 2 && !at.nll; // the network and the loss of eq. 6.2 and 6.3
  const lines = [{
    note: `To the weight ${name}${isBook ? `, eq. 6.${l ? 2 : 3}` : ""}`,
    parts: [...result(`∂J/∂${name}`, pass.net.gradient[step.k]), ...product(arriving, [slope(at, l, j)], [factor(symbols.input(l, i), inputOf(at, l, i))])],
  }];
  if (l > 0 && i >= 0) {
    lines.push({
      note: `To the node ${symbols.input(l, i)}`,
      parts: [...result(`∂J/∂${symbols.sum(l, j)} · ${name}`, messageTo(at, step)), ...product(arriving, [slope(at, l, j)], [factor(name, at.theta[step.k])])],
    });
  }
  return lines;
}
