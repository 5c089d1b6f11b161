/** SoftSteps: steps on a line that can be grabbed, their weighted sum r, and the classes that f = σ(r) gives. */

import { clamp } from "../engine/clamp.js";
import { State } from "../kit/page/state.js";
import { History, lossChart } from "../kit/plane/chart.js";
import { button, choice, part, slider, strip } from "../kit/controls/controls.js";
import { diagram } from "../kit/graph/diagram.js";
import { html, set } from "../kit/page/dom.js";
import { counted, fixed, format, subscript } from "../kit/page/format.js";
import { Frame } from "../kit/page/frame.js";
import { handChallenge } from "../kit/controls/hand_challenge.js";
import { LinePicture } from "./picture.js";
import { pointControls } from "../kit/controls/point_controls.js";
import { labelledPoints } from "../kit/plane/points.js";
import { DOMAIN, LARGEST, MOST_STEPS, SoftStepsModel, agree, sizesOf } from "./model.js";
import { rateSlider, rememberStart, startControls } from "../kit/controls/start_controls.js";
import { steps } from "./steps.js";
import { stepsFormula } from "./formula.js";
import { trainer } from "../kit/controls/trainer.js";
import { uprights } from "../kit/plane/uprights.js";

const STEEPEST = 50;
const MOST_POINTS = 60;
const HIGHEST_DEGREE = 7;
const HARDEST = 100;
const POINT_LEVEL = 0.66;

const NOTES = {
  "soft step": "φᵢ(x) = σ(wᵢ x + bᵢ) stands at x = −bᵢ/wᵢ; the slider multiplies every w and b.",
  "hard step": "Hard steps have slope 0: training moves only the heights β.",
  polynomial: "Drag the knobs on r: there is one polynomial of degree d through any d + 1 values.",
};

function render({ model: traits, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const datasets = traits.get("_datasets");
  const state = new State({ model: traits, signal, bookPage, agree: (next, given) => agree(next, given, datasets) });
  const frame = new Frame({
    el, widget: "SoftSteps", state, signal,
    title: "Soft steps, their weighted sum, and the classes it gives",
    hint: "Drag a step by its triangle, turn its lever, pull its height β; drag points, or click the axis to add one.",
  });
  const history = new History();
  const model = new SoftStepsModel(state, (changes) => {
    training.pause();
    history.clear();
    state.commit({ steps: 0, ...changes });
  });
  const view = { lit: null, addedClass: 1, chosen: -1 };
  const done = () => state.commit();
  const shared = {
    signal, done,
    lit: () => view.lit,
    point: (i) => {
      view.lit = i;
      frame.invalidate();
    },
  };
  const choosePreset = (name) => model.restart({ dataset: name, points: structuredClone(datasets[name] ?? state.get("points")) });

  // The picture, and what can be grabbed in it
  const picture = new LinePicture({ low: DOMAIN[0], high: DOMAIN[1] });
  const { stack } = picture;
  const points = labelledPoints({
    plane: stack.planes.line, parent: picture.points, signal, done, most: MOST_POINTS,
    get: () => state.get("points"),
    change: (rows) => state.change({ points: rows, dataset: "own" }),
    addedClass: () => view.addedClass,
    toRow: (x, level, label) => [Number(x.toFixed(3)), label],
    place: ([x]) => [x, POINT_LEVEL],
    name: (row, i) => `Point ${i + 1}`,
    wrong: (i) => model.judged.wrong[i] ?? false,
  });
  picture.points.addEventListener("focusin", () => {
    view.chosen = points.focused();
    frame.invalidate();
  }, { signal });
  const movers = steps({
    stack, panel: "features", parent: picture.steps, foot: () => picture.foot(), steepest: STEEPEST,
    get: () => (model.isPolynomial ? [] : model.units),
    factor: () => model.line.factor,
    change: (i, news) => model.changeUnit(i, news),
    start: (i) => ({ w: model.startUnit(i).w, b: model.startUnit(i).b }),
    add: () => model.addStep(),
    remove: (i) => model.removeStep(i),
    ...shared,
  });
  const heights = uprights({
    stack, panel: "r", parent: picture.heights,
    get: () => (model.isPolynomial ? [] : [
      ...model.units.map(({ beta }, i) => {
        const [from, symbol] = [model.foot(i), `β${subscript(i + 1)}`];
        return { x: model.place(i), y: from + beta, from, value: beta, name: `Height ${symbol} of step φ${subscript(i + 1)}`, symbol, unit: i };
      }),
      { x: DOMAIN[0], y: model.beta0, value: model.beta0, name: "Level β₀ without any step", symbol: "β₀" },
    ]),
    change: (i, level) => (i < model.units.length ? model.changeBeta(i, level - model.foot(i)) : model.changeBeta0(level)),
    start: (i) => (i < model.units.length ? model.changeBeta(i, model.startUnit(i).beta) : model.changeBeta0(model.startBeta0)),
    ...shared,
  });
  const response = (x) => model.line.response(x);
  const knots = uprights({
    stack, panel: "r", parent: picture.knots,
    get: () => (model.isPolynomial ? model.knots().map((x) => ({ x, y: response(x), value: response(x), name: `r at x = ${fixed(x)}`, symbol: "" })) : []),
    change: (k, level) => model.moveKnot(k, level),
    start: (k) => model.moveKnot(k, 0),
    ...shared,
  });

  // The same parameters as numbers and as weights of a network
  const formula = stepsFormula({ state, model, ...shared });
  const network = diagram({
    label: "The network, every edge a weight",
    sizes: () => sizesOf(state.get("hidden")),
    theta: () => state.get("theta"),
    change: (k, value) => state.change({ theta: state.get("theta").with(k, value) }),
    start: (k) => state.get("start")[k] ?? 0,
    limit: LARGEST, symbol: "φ", ...shared,
  });
  const judgement = html("p", { class: "judgement" });
  const below = html("div", { class: "below" }, formula.element, network.element);
  frame.hero.append(judgement, picture.element, below);

  // Data
  frame.presets = Object.keys(datasets).map((name) => () => choosePreset(name));
  const data = pointControls({
    state, signal, view, choosePreset,
    remove: (i) => points.remove(i),
    clear: () => model.restart({ points: [], dataset: "own" }),
  });

  // Features
  const family = choice({
    label: "Features", options: ["soft step", "hard step", "polynomial"].map((each) => [each, each]),
    value: () => state.get("family"), change: (next) => model.restart({ family: next }),
  });
  const hardness = slider({
    label: "Soft → hard", low: 1, high: HARDEST, step: 0.1, log: true,
    value: () => (model.isHard ? HARDEST : state.get("factor")),
    change: (factor) => state.change(factor >= HARDEST ? { family: "hard step" } : { family: "soft step", factor }), done, start: () => 1,
    text: (value) => (value >= HARDEST ? "× ∞" : `× ${format(value, 2)}`), signal,
  });
  const fewer = button({ text: "− step", press: () => model.removeStep(model.units.length - 1), disabled: () => model.units.length === 1, hint: "Remove the last step" });
  const more = button({ text: "+ step", press: () => model.addStep(), disabled: () => model.units.length === MOST_STEPS, hint: "A step of no height in the widest gap" });
  const stepCount = html("span", { class: "count" });
  const degree = slider({ label: "Degree", low: 1, high: HIGHEST_DEGREE, step: 1, value: () => state.get("degree"), change: (value) => model.setDegree(Math.round(value)), done, signal });
  const stepPart = strip(stepCount, fewer.element, more.element);

  // Training
  const training = trainer({
    frame, state,
    begin: () => model.isPolynomial || rememberStart(state),
    step(count) {
      if (model.y.length === 0) return 0;
      const loss = model.train(count);
      if (loss < Infinity) history.add(state.get("steps"), loss);
      return loss;
    },
    allowed: () => state.get("challenge") === 0,
    steps: () => state.get("steps"),
    loss: () => model.judged.loss,
  });
  const chart = lossChart({ label: "Loss over the training steps", history, height: 110 });
  const rate = rateSlider({ state, high: 10, done, signal });
  const starts = startControls({
    state, signal, what: "Steps", sameHint: "The parameters as before training; a polynomial's are all zero",
    same: () => model.sameStart(),
    begin: (seed) => model.newStart(seed),
    disabled: () => model.isPolynomial,
  });
  const note = html("p", { class: "hint" });

  // Challenge
  const byHand = (dataset, count) => () => model.byHand(dataset, structuredClone(datasets[dataset]), count);
  const challenge = handChallenge({
    state, signal, noun: "step",
    judged: () => ({ errors: model.judged.errors, points: model.y.length, used: state.get("hidden") }),
    presets: [
      { text: "Example, 3 steps", choose: byHand("example 6-1", 3) },
      { text: "Example, 2 steps", choose: byHand("example 6-1", 2) },
      { text: "Five changes", choose: byHand("five changes", 5) },
    ],
  });

  const challengePart = part("Challenge", ...challenge.map(({ element }) => element));
  frame.side.append(
    part("Data", ...data.map(({ element }) => element)),
    part("Model", family.element, stepPart, hardness.element, degree.element, note),
    part("Training", training.element, rate.element, starts.element, chart.element),
    challengePart,
  );
  const controls = [...data, family, hardness, fewer, more, degree, training, chart, rate, starts, ...challenge];

  frame.onResize(({ width, height }) => {
    const beside = width >= 560;
    below.classList.toggle("beside", beside);
    const room = height === Infinity ? clamp(width * 0.85, 430, 560) : height - below.clientHeight - judgement.clientHeight - 12;
    picture.resize(width, Math.max(360, room));
    network.resize(beside ? Math.min(300, width * 0.42) : Math.min(width, 340), 170);
    chart.resize(Math.min(420, Math.max(220, frame.side.clientWidth || width)));
  });

  frame.onDraw(() => {
    model.read();
    const { judged, line, y } = model;
    if (state.get("steps") < history.steps.at(-1)) history.clear();
    if (history.steps.length === 0) history.add(state.get("steps"), judged.loss);
    line.sample(...DOMAIN);
    const intervals = line.intervals();
    if (!frame.root.querySelector(".held")) picture.showUpTo(model.reach());
    picture.draw({ model: line, intervals, points: state.get("points"), lit: view.lit });
    for (const each of [points, movers, heights, knots, formula, network, ...controls]) each.update();
    const hidden = state.get("hidden");
    set(stepCount, { text: counted(hidden, "step") });
    for (const each of [stepPart, hardness.element, network.element, starts.seed, challengePart]) set(each, { hidden: model.isPolynomial });
    set(degree.element, { hidden: !model.isPolynomial });
    set(note, { text: NOTES[state.get("family")] });
    set(judgement, { text: `${judged.errors} of ${counted(y.length, "point")} wrong · loss ${format(judged.loss)}` });
    const classes = intervals.map(({ to, label }, i) => `class ${label}${i + 1 < intervals.length ? ` up to ${fixed(to)}` : ""}`).join(", ");
    const built = model.isPolynomial ? `Polynomial of degree ${state.get("degree")}` : `${counted(hidden, state.get("family"))}, ${counted(3 * hidden + 1, "parameter")}`;
    frame.say(`${judged.errors} of ${counted(y.length, "point")} wrong, loss ${format(judged.loss)}. From the left: ${classes}. ${built}.`);
  });
  return () => ended.abort();
}

export default { render };
