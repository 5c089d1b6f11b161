/** f of a SoftSteps as a formula, a line a step or a power of x, every number editable. */

import { SCALE } from "../engine/line_model.js";
import { fixed, format, subscript, superscript } from "../kit/page/format.js";
import { LARGEST } from "./model.js";
import { sumFormula } from "./sum_formula.js";

const STEP = 0.05;

/** @param {{ model: import("./model.js").SoftStepsModel, done: () => void, signal: AbortSignal }} options */
export function stepsFormula({ model, done, signal }) {
  const { state } = model;
  const field = (label, value, change, start) => ({
    label, value, change, start, done,
    low: -LARGEST, high: LARGEST, step: STEP, text: (each) => fixed(each),
  });
  const closing = (i, count) => (i === count - 1 ? " )" : "");
  const stepTerm = (i, count) => {
    const name = subscript(i + 1);
    const start = (part) => () => model.startUnit(i)[part];
    const factor = () => state.get("factor");
    return {
      key: `step ${i} of ${count}`, unit: i,
      pieces: [
        "+ ", field(`β${name}`, () => model.units[i].beta, (value) => model.changeBeta(i, value), start("beta")),
        () => (model.isHard ? " 1[ " : factor() === 1 ? " σ( " : ` σ( ${format(factor(), 2)} · ( `),
        field(`w${name}`, () => model.units[i].w, (w) => model.changeUnit(i, { w }), start("w")), " x + ",
        field(`b${name}`, () => model.units[i].b, (b) => model.changeUnit(i, { b }), start("b")),
        () => (model.isHard ? " ≥ 0 ]" : factor() === 1 ? " )" : " ) )") + closing(i, count),
      ],
    };
  };
  const powerTerm = (i, count) => {
    const value = () => state.get("coefficients")[i];
    return {
      key: `power ${i} of ${count}`, unit: i,
      pieces: [
        "+ ", field(`β${subscript(i + 1)}`, value, (beta) => model.changeCoefficient(i, beta), () => 0),
        ` (x/${SCALE})${i ? superscript(i + 1) : ""}${closing(i, count)}`,
      ],
    };
  };
  const terms = () => {
    const { count } = model.line;
    return Array.from({ length: count }, (_, i) => (model.isPolynomial ? powerTerm : stepTerm)(i, count));
  };
  return sumFormula({
    label: "f as a formula, every number editable",
    head: "f(x) = σ(",
    first: field(
      "β₀", () => model.line.beta0,
      (value) => (model.isPolynomial ? model.changeCoefficient(state.get("degree"), value) : model.changeBeta0(value)),
      () => (model.isPolynomial ? 0 : model.startBeta0),
    ),
    terms, signal,
    point: (unit) => model.point(unit),
    lit: () => model.lit,
  });
}
