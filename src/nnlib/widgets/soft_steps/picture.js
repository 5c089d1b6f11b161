/** Features, r and f over the line with its points; steps, heights, a polynomial's knobs and points can be grabbed. */

import { fixed, subscript } from "../kit/page/format.js";
import { later, updateAll } from "../kit/page/parts.js";
import { labelledPoints } from "../kit/plane/points.js";
import { Panels } from "./panels.js";
import { stepHandles } from "./step_handles.js";
import { uprights } from "./uprights.js";

const POINT_LEVEL = 0.66;
/** How far from the line's left end the level β₀ is held. */
const INSIDE = 0.17;

/**
 * @param {object} options
 * @param {import("../kit/page/frame.js").Frame} options.frame
 * @param {import("./model.js").SoftStepsModel} options.model
 * @param {() => boolean} options.isHeld  whether anything is held: r keeps its scale
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function softStepsPicture({ frame, model, isHeld, done, signal }) {
  const { state, domain } = model;
  const panels = new Panels(domain);
  const { stack } = panels;
  const shared = { stack, done, signal, point: (unit) => model.point(unit), lit: () => model.lit };

  const points = labelledPoints({
    plane: stack.planes.line, parent: panels.points, signal, done, most: state.kinds.points.longest,
    get: () => state.get("points"),
    change: (rows) => state.change({ points: rows, dataset: "own" }),
    addedClass: () => model.addedClass, stay: () => state.get("challenge") > 0,
    toRow: (x, level, label) => [Number(x.toFixed(3)), label],
    place: ([x]) => [x, POINT_LEVEL],
    name: (row, i) => `Point ${i + 1}`,
    wrong: (i) => model.judged.wrong[i] ?? false,
  });
  panels.points.addEventListener("focusin", () => model.choose(points.focused()), { signal });

  const steps = stepHandles({
    model, stack, parent: panels.steps, above: panels.stepValues, foot: () => panels.foot(), done, signal,
  });

  const heightOf = ({ beta }, i) => {
    const [from, name] = [model.foot(i), subscript(i + 1)];
    return {
      x: model.seenAt(i), y: from + beta, from, value: beta, unit: i,
      name: `Height β${name} of step φ${name}`, symbol: `β${name}`, mark: ["β", String(i + 1)],
    };
  };
  const level = () => {
    const value = model.beta0;
    const name = "Level β₀ without any step";
    return { x: domain[0] + INSIDE, y: value, value, name, symbol: "β₀", mark: ["β", "0"] };
  };
  const heights = uprights({
    ...shared, parent: panels.heights,
    get: () => (model.isPolynomial ? [] : [level(), ...model.units.map(heightOf)]), // β₀ first: βᵢ stays at place i
    change: (i, y) => (i === 0 ? model.changeBeta0(y) : model.changeBeta(i - 1, y - model.foot(i - 1))),
    start: (i) =>
      i === 0 ? model.changeBeta0(model.startBeta0) : model.changeBeta(i - 1, model.startUnit(i - 1).beta),
  });

  const knotAt = (x) => {
    const y = model.line.response(x);
    return { x, y, value: y, name: `r at x = ${fixed(x)}`, symbol: "r", mark: ["r"] };
  };
  const knots = uprights({
    ...shared, parent: panels.knots,
    get: () => (model.isPolynomial ? model.knots().map(knotAt) : []),
    change: (k, y) => model.moveKnot(k, y),
    start: (k) => model.moveKnot(k, 0),
  });

  const grips = [[panels.points, points], [panels.steps, steps], [panels.heights, heights], [panels.knots, knots]]
    .map(([element, { update }]) => later(frame.pace, { element, update }));

  return {
    element: panels.element,
    removePoint: (i) => points.remove(i),
    resize: ({ width, height }) => panels.resize(width, height),
    update() {
      if (!isHeld()) panels.showUpTo(model.reach());
      panels.draw(model);
      updateAll(grips);
    },
  };
}
