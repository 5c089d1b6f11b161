/** The formulas of both passes, as columns of symbols over numbers. */

import { bracketed, format, subscript } from "../kit/page/format.js";

const FUNCTIONS = { logistic: "σ", tanh: "tanh", relu: "ReLU", "leaky relu": "leaky ReLU", identity: "" };

const operator = (symbol) => ({ symbol });
const factor = (symbol, value) => ({ symbol, number: bracketed(value) });

/** Puts `mark` between the parts of each of the lists. */
const joined = (lists, mark) => lists.flatMap((parts, n) => (n ? [operator(mark), ...parts] : parts));
const product = (...lists) => joined(lists, "·");

const equals = (kind) => (symbol, value) => [{ symbol, number: format(value), kind }, operator("=")];
const result = equals("result");
const valued = equals("value");

const slope = ({ symbols, pass }, l, j) => factor(symbols.slope(l, j), pass.layers[l].slope[j]);

/** ∂J/∂f_k, from the loss. */
function lossFactor({ symbols, pass, y, nll }, k) {
  const [name, f] = [symbols.out(pass.layers.length - 1, k), pass.layers.at(-1).h[k]];
  const target = symbols.target(k);
  if (!nll) return { symbol: `−2(${target} − ${name})`, number: `−2(${format(y[k])} − ${bracketed(f)})` };
  return {
    symbol: `(${name} − ${target}) / (${name}(1 − ${name}))`,
    number: `(${format(f)} − ${bracketed(y[k])}) / (${format(f)}(1 − ${format(f)}))`,
  };
}

/** ∂J/∂h of node j in layer l: from the loss, or the sum of the messages from the next layer's nodes. */
function received(model, l, j) {
  const { symbols, pass, plan, theta } = model;
  const last = pass.layers.length - 1;
  if (l === last) return [lossFactor(model, j)];
  const terms = plan.leaving(l, j).map((edge) => {
    const weight = [factor(symbols.weight(edge), theta[edge.k])];
    const sum = `∂J/∂${symbols.sum(l + 1, edge.j)}`;
    if (l + 1 < last) return product([factor(sum, pass.layers[l + 1].dr[edge.j])], weight);
    return product([lossFactor(model, edge.j)], [slope(model, last, edge.j)], weight);
  });
  return terms.length === 1 ? terms[0] : [operator("("), ...joined(terms, "+"), operator(")")];
}

/** @typedef {{ note: string, parts: { symbol: string, number?: string, kind?: string }[] }} Equation */

/**
 * The equations of what a node or an edge does in the forward pass.
 * @param {any} step  of the backward plan (engine/backprop.js)
 * @param {import("./model.js").Model} model
 * @returns {Equation[]}  for kit/graph/factors.js
 */
export function forwardFormulasOf(step, model) {
  const { symbols, pass, plan, theta } = model;
  const { kind, l, j } = step;
  const [sum, out] = [symbols.sum(l, j), symbols.out(l, j)];
  const input = ({ i }) => factor(symbols.input(l, i), model.input(l, i));
  const term = (edge) => product([factor(symbols.weight(edge), theta[edge.k])], [input(edge)]);
  if (kind === "edge") {
    return [{ note: `The edge adds to ${sum}`, parts: [...valued("", model.carried(step)), ...term(step)] }];
  }
  const { r, h, activation } = pass.layers[l];
  const arriving = plan.edges.filter((edge) => edge.l === l && edge.j === j);
  const bent = { symbol: `a${subscript(l + 1)}(${sum})`, number: `${FUNCTIONS[activation.name]}(${format(r[j])})` };
  return [
    { note: `Node ${out} adds up`, parts: [...valued(sum, r[j]), ...joined(arriving.map(term), "+")] },
    { note: "and bends the sum", parts: [...valued(out, h[j]), bent] },
  ];
}

/**
 * The equations of one step of the backward pass.
 * @param {any} step  of the backward plan (engine/backprop.js)
 * @param {import("./model.js").Model} model
 * @returns {Equation[]}  for kit/graph/factors.js
 */
export function formulasOf(step, model) {
  const { symbols, pass, gradient, theta } = model;
  const { kind, l, i, j, k } = step;
  const { dh, dr } = pass.layers[l];
  const out = symbols.out(l, j);
  const [dOut, dSum] = [`∂J/∂${out}`, `∂J/∂${symbols.sum(l, j)}`];
  if (kind === "loss") {
    return [{ note: `The loss sends to ${out}`, parts: [...result(dOut, dh[j]), lossFactor(model, j)] }];
  }
  const arriving = received(model, l, j);
  const bend = [slope(model, l, j)];
  if (kind === "node") {
    return [
      { note: `Node ${out} has received`, parts: [...result(dOut, dh[j]), ...arriving] },
      {
        note: "and multiplies by its slope",
        parts: [...result(dSum, dr[j]), ...product([factor(dOut, dh[j])], bend)],
      },
    ];
  }
  const name = symbols.weight(step);
  const input = symbols.input(l, i);
  const lines = [{
    note: `To the weight ${name}`,
    parts: [...result(`∂J/∂${name}`, gradient[k]), ...product(arriving, bend, [factor(input, model.input(l, i))])],
  }];
  if (l > 0 && i >= 0) {
    lines.push({
      note: `To the node ${input}`,
      parts: [
        ...result(`${dSum} · ${name}`, model.message(step)), ...product(arriving, bend, [factor(name, theta[k])]),
      ],
    });
  }
  return lines;
}
