/** The line's page of the Staircase: its picture, the table of weights, error against width, and what is set beside it. */

import { targets } from "../engine/staircase.js";
import { button, choice, part, select, slider, strip } from "../kit/controls/controls.js";
import { html, set } from "../kit/page/dom.js";
import { counted, fixed, format } from "../kit/page/format.js";
import { number } from "../kit/controls/number.js";
import { scaleOf } from "../kit/page/scale.js";
import { scalingChart } from "./scaling_chart.js";
import { stairChallenge } from "./challenge.js";
import { HIGHEST, MOST_STEPS } from "./line_model.js";
import { EPS, stairPicture } from "./line_picture.js";
import { stairTraining } from "./line_training.js";
import { weightsTable } from "./weights_table.js";

const NAMES = { wave: "wave", line: "straight line", bump: "bump", root: "square root", corner: "corner", chirp: "quickening wave", own: "your own" };
const CHART_HEIGHT = 190;
const BELOW = 210;

/** Keeps the smallest error that was seen at each size. */
const keepBest = (map, size, error) => size > 0 && map.set(size, Math.min(error, map.get(size) ?? Infinity));

export function staircaseLine({ state, frame, model, done, signal }) {
  const view = { chosen: 0, drawing: false };
  const best = { built: new Map(), trained: new Map() };
  const choose = (j) => {
    if (view.chosen === j) return;
    view.chosen = j;
    frame.invalidate();
  };
  const remove = (j) => {
    model.remove(j);
    state.commit();
  };
  const add = (x) => {
    const j = model.add(x);
    if (j < 0) return;
    view.chosen = j;
    state.commit();
  };

  const picture = stairPicture({ state, model, view, choose, remove, add, done, signal });
  const table = weightsTable({
    caption: "Weights of the construction",
    heads: ["j", "μ⁽ʲ⁾", "wⱼ", "bⱼ", "βⱼ"],
    row: (j) => {
      const { knots, levels } = model.staircase;
      const w = model.R === Infinity ? 1 : model.R;
      return [String(j + 1), fixed(knots[j], 3), format(w), format(-w * knots[j]), fixed(levels[j + 1] - levels[j], 3)];
    },
    choose, signal,
  });
  const bias = html("p", { class: "caption" });
  const chart = scalingChart({
    label: "Largest error against the number of steps, both on log axes",
    x: { domain: [0, 3], label: "steps m" },
    y: { domain: [-2.2, 0.15], label: "largest error" },
    series: ["built", "trained"],
    height: CHART_HEIGHT,
  });
  const hero = html("div", {}, ...picture.elements, html("div", { class: "below" }, html("div", {}, chart.element), html("div", {}, table.element, bias)));

  // Curve
  const takeTarget = (target) => {
    training.stop();
    model.change({ target, ...(target === "own" ? {} : { steps: [] }) });
    state.commit();
  };
  /** The present f* as values to be bent. */
  const asDrawn = () => {
    const { f } = model.target;
    const last = state.get("curve").length - 1;
    return state.get("curve").map((_, i) => Number(Math.max(-HIGHEST, Math.min(HIGHEST, f(i / last))).toFixed(4)));
  };
  const startDrawing = () => {
    view.drawing = !view.drawing;
    if (view.drawing && state.get("target") !== "own") {
      model.change({ target: "own", curve: asDrawn() });
      state.commit();
    }
    frame.invalidate();
  };
  const curveControls = [
    select({ label: "f*", options: Object.entries(NAMES), value: () => state.get("target"), change: takeTarget }),
    button({ text: () => (view.drawing ? "Stop drawing" : "Draw f*"), press: startDrawing, pressed: () => view.drawing, hint: "Draw with the pointer, or Tab to the curve: ← → choose a place, ↑ ↓ bend the curve there" }),
  ];

  // Construction
  const heightOf = (j) => model.staircase.levels[j + 1] - model.staircase.levels[j];
  const isEditable = () => model.m > 0 && model.m <= MOST_STEPS;
  const stepFields = [
    number({ label: "Chosen step", low: 1, high: MOST_STEPS, step: 1, value: () => view.chosen + 1, change: (value) => choose(Math.min(model.m, Math.round(value)) - 1), signal }),
    number({
      label: "Chosen step, position", low: 0, high: 1, step: 0.005, signal, done,
      value: () => model.staircase.knots[view.chosen] ?? 0,
      change: (x) => model.moveKnot(view.chosen, x),
    }),
    number({
      label: "Chosen step, height", low: -2 * HIGHEST, high: 2 * HIGHEST, step: 0.01, signal, done,
      value: () => (model.m ? heightOf(view.chosen) : 0),
      change: (height) => model.moveLevel(view.chosen + 1, model.staircase.levels[view.chosen] + height),
    }),
  ];
  const buildControls = [
    slider({ label: "Tolerance ε", ...EPS, step: 0.01, log: true, value: () => state.get("eps"), change: (eps) => model.build(eps), done, signal }),
    slider({ label: "Sharpness R", low: 5, high: 5000, step: 5, log: true, value: () => state.get("sharpness"), change: (sharpness) => state.change({ sharpness, hard: false }), done, signal }),
    choice({ label: "Steps", options: [[false, "soft, σ(R(x − μ))"], [true, "hard, R = ∞"]], value: () => state.get("hard"), change: (hard) => state.commit({ hard }) }),
    button({ text: "Add a step", press: () => add(model.error.x), disabled: () => model.m >= MOST_STEPS, hint: "Where the error is largest; a click in the picture adds one there" }),
    button({ text: "Remove step", press: () => remove(view.chosen), disabled: () => !isEditable(), hint: "The chosen one (Delete)" }),
    button({ text: "Rebuild from ε", press: () => (model.build(state.get("eps")), state.commit()), disabled: () => !model.byHand }),
  ];
  const italic = (text) => html("i", { text });
  const [which, where, height] = stepFields.map((each) => each.element);
  const stepFormula = html("p", { class: "formula" }, italic("step "), which, " at ", italic("μ = "), where, ", ", italic("β = "), height);

  const training = stairTraining({ state, frame, model, done, signal });
  const challenge = stairChallenge({ state, model, done, signal });
  const elements = (controls) => controls.map((each) => each.element);
  const side = html("div", { class: "side" },
    part("Curve", strip(...elements(curveControls))),
    part("Construction", ...elements(buildControls.slice(0, 3)), stepFormula, strip(...elements(buildControls.slice(3)))),
    part("Comparison", ...training.elements),
    part("For a class", ...challenge.elements));

  return {
    hero,
    side,
    presets: Object.keys(targets).map((name) => () => takeTarget(name)),
    resize({ width, height }) {
      const wide = width >= 520;
      const natural = Math.min(110 + width * (wide ? 0.58 : 0.8), 630);
      picture.resize(width, Math.max(330, Number.isFinite(height) ? height - BELOW * scaleOf(hero) : natural));
      chart.resize(wide ? Math.floor((width - 16) / 2) : width);
      training.resize(Math.max(220, Math.min(400, side.clientWidth)));
    },
    draw() {
      model.read();
      if (model.isNew) {
        for (const each of Object.values(best)) each.clear();
        model.isNew = false;
      }
      view.chosen = Math.max(0, Math.min(view.chosen, model.m - 1));
      const comparing = state.get("compare") && model.canTrain();
      const { error, x } = model.error;
      const trained = comparing ? model.trainedError().error : null;
      keepBest(best.built, model.m, error);
      if (comparing && state.get("trained")) keepBest(best.trained, model.m, trained);
      picture.draw(comparing ? model.network() : null);
      table.update(model.m, view.chosen);
      set(bias, { text: `Output bias β₀ = ${fixed(model.staircase.levels[0], 3)}` });
      const V = model.variation;
      const now = { built: model.m ? [model.m, error] : null, trained: comparing ? [model.m, trained] : null };
      chart.update(best, now, V > 0 ? (m) => V / m : null, `${format(V)} / m`);
      training.update(comparing);
      const solved = challenge.update();
      stepFormula.hidden = !isEditable();
      for (const each of [...curveControls, ...buildControls, ...stepFields]) each.update();
      const eps = state.get("eps");
      const sentences = [
        `${counted(model.m, "step")}, ${counted(3 * model.m + 1, "parameter")}, ${model.byHand ? "set by hand" : `ε = ${format(eps)}`}.`,
        `Largest error ${format(error)} at x = ${fixed(x)}${model.byHand ? "" : `, ${format(error / eps)} ε`}.`,
        comparing ? `Trained network of the same width: largest error ${format(trained)} after ${state.get("trained")} steps.` : "",
        solved ? "Challenge solved." : "",
      ];
      return sentences.filter(Boolean).join(" ");
    },
  };
}
