/** SoftSteps: steps on a line that can be grabbed, their weighted sum r, and the classes that f = σ(r) gives. */

import { initialise } from "./engine/initialise.js";
import { LineModel, SCALE } from "./engine/line_model.js";
import { Network, countParameters } from "./engine/network.js";
import { interpolate } from "./engine/polynomial.js";
import { Random } from "./engine/random.js";
import { State } from "./state.js";
import { History, lossChart } from "./view/chart.js";
import { button, choice, part, slider, strip } from "./view/controls.js";
import { diagram } from "./view/diagram.js";
import { html, set } from "./view/dom.js";
import { counted, fixed, format, subscript, superscript } from "./view/format.js";
import { Frame } from "./view/frame.js";
import { handChallenge } from "./view/hand_challenge.js";
import { LinePicture } from "./view/line_picture.js";
import { pointControls } from "./view/point_controls.js";
import { labelledPoints } from "./view/points.js";
import { rateSlider, rememberStart, startControls } from "./view/start_controls.js";
import { placeOf, steps } from "./view/steps.js";
import { sumFormula } from "./view/sum_formula.js";
import { trainer } from "./view/trainer.js";
import { uprights } from "./view/uprights.js";

const DOMAIN = [-3, 4];
const [KNOT_LOW, KNOT_HIGH] = [-2.5, 3.5];
const STEEPEST = 50;
const TALLEST = 200;
const DIVERGED = 5000;
const MOST_POINTS = 60;
const MOST_STEPS = 6;
const HIGHEST_DEGREE = 7;
const HARDEST = 100;
const NEW_WEIGHT = 5;
const POINT_LEVEL = 0.66;

const NOTES = {
  "soft step": "φᵢ(x) = σ(wᵢ x + bᵢ) stands at x = −bᵢ/wᵢ; the slider multiplies every w and b.",
  "hard step": "Hard steps have slope 0: training moves only the heights β.",
  polynomial: "Drag the knobs on r: there is one polynomial of degree d through any d + 1 values.",
};

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const sizesOf = (hidden) => [1, hidden, 1];
const powers = (degree) => new Array(degree + 1).fill(0);

/** A seeded start for a network of this many steps. */
function drawStart(hidden, seed) {
  const net = new Network(sizesOf(hidden), "logistic", "identity");
  initialise(net, new Random(seed), DOMAIN[1] - 1);
  return Array.from(net.theta);
}

/** What must hold between traits: data follow their name, and there are as many parameters as the family needs. */
function agree(state, given, datasets) {
  const alone = (name, of) => given.includes(name) && !given.includes(of);
  if (alone("dataset", "points")) state.points = datasets[state.dataset] ?? state.points;
  if (alone("hidden", "theta")) state.theta = drawStart(state.hidden, state.seed);
  if (alone("degree", "coefficients")) state.coefficients = powers(state.degree);
  const count = countParameters(sizesOf(state.hidden));
  if (state.theta.length !== count) throw new Error(`theta: expected ${count} numbers for ${counted(state.hidden, "step")}`);
  if (state.coefficients.length !== state.degree + 1) throw new Error(`coefficients: expected ${state.degree + 1} numbers for degree ${state.degree}`);
  if (state.start.length !== count) state.start = [...state.theta];
}

/** (w, b, β, β₀) as one { w, b, beta } a step. */
function unitsOf(theta) {
  const m = (theta.length - 1) / 3;
  return Array.from({ length: m }, (_, i) => ({ w: theta[i], b: theta[m + i], beta: theta[2 * m + i] }));
}

const thetaOf = (units, beta0) => [...units.map(({ w }) => w), ...units.map(({ b }) => b), ...units.map(({ beta }) => beta), beta0];

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
  const model = new LineModel();
  const history = new History();
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
  let X = new Float64Array(0);
  let y = X;
  let judged;
  read();

  const isPolynomial = () => state.get("family") === "polynomial";
  const isHard = () => state.get("family") === "hard step";
  const units = () => unitsOf(state.get("theta"));
  const beta0 = () => state.get("theta").at(-1);
  const startUnit = (i) => unitsOf(state.get("start"))[i];
  const changeUnits = (change, level = beta0()) => state.change({ theta: thetaOf(change(units()), level) });
  const changeUnit = (i, news) => changeUnits((all) => all.map((unit, j) => (j === i ? { ...unit, ...news } : unit)));
  const changeBeta0 = (value) => changeUnits((all) => all, clamp(value, -TALLEST, TALLEST));
  const changeBeta = (i, value) => changeUnit(i, { beta: clamp(value, -TALLEST, TALLEST) });
  const changeCoefficient = (i, value) => state.change({ coefficients: state.get("coefficients").map((each, k) => (k === i ? value : each)) });

  function restart(changes) {
    training.pause();
    history.clear();
    state.commit({ steps: 0, ...changes });
  }
  const newStart = (seed) => {
    const theta = drawStart(state.get("hidden"), seed);
    restart({ seed, theta, start: theta });
  };
  const setUnits = (news) => {
    const theta = thetaOf(news, beta0());
    restart({ hidden: news.length, theta, start: theta });
  };
  /** A new step stands in the widest gap and has no height yet, so nothing moves until it is pulled. */
  const addStep = () => {
    if (units().length === MOST_STEPS) return;
    const places = [...units().map((unit) => clamp(placeOf(unit, DOMAIN), ...DOMAIN)), ...DOMAIN].sort((p, q) => p - q);
    const gaps = places.slice(1).map((place, i) => place - places[i]);
    const widest = gaps.indexOf(Math.max(...gaps));
    const place = Math.round(50 * (places[widest] + places[widest + 1])) / 100;
    setUnits([...units(), { w: NEW_WEIGHT, b: -NEW_WEIGHT * place, beta: 0 }]);
  };
  const removeStep = (i) => units().length > 1 && setUnits(units().filter((_, j) => j !== i));
  const setDegree = (degree) => {
    const old = state.get("coefficients");
    const kept = Array.from({ length: degree }, (_, i) => (i < old.length - 1 ? old[i] : 0));
    restart({ degree, coefficients: [...kept, old.at(-1)] });
  };
  const knotPlaces = () => Array.from({ length: state.get("degree") + 1 }, (_, k) => KNOT_LOW + ((KNOT_HIGH - KNOT_LOW) * k) / state.get("degree"));
  /** The polynomial that has the value `level` at knot k and its present values at the others. */
  const moveKnot = (k, level) => {
    const places = knotPlaces();
    const [constant, ...rest] = interpolate(places.map((x) => x / SCALE), places.map((x, i) => (i === k ? level : model.response(x))));
    state.change({ coefficients: [...rest, constant] });
  };
  const choosePreset = (name) => restart({ dataset: name, points: structuredClone(datasets[name] ?? state.get("points")) });
  const sharpen = (factor) => state.change(factor >= HARDEST ? { family: "hard step" } : { family: "soft step", factor });

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
    wrong: (i) => judged?.wrong[i] ?? false,
  });
  picture.points.addEventListener("focusin", () => {
    view.chosen = points.focused();
    frame.invalidate();
  }, { signal });
  const movers = steps({
    stack, panel: "features", parent: picture.steps, foot: () => picture.foot(), steepest: STEEPEST,
    get: () => (isPolynomial() ? [] : units()),
    factor: () => model.factor,
    change: changeUnit,
    start: (i) => ({ w: startUnit(i).w, b: startUnit(i).b }),
    add: addStep, remove: removeStep,
    ...shared,
  });
  const heights = uprights({
    stack, panel: "r", parent: picture.heights,
    get: () => (isPolynomial() ? [] : [
      ...units().map((unit, i) => {
        const x = clamp(placeOf(unit, DOMAIN), ...DOMAIN);
        const from = model.without(i, x);
        return { x, y: from + unit.beta, from, value: unit.beta, name: `Height β${subscript(i + 1)} of step φ${subscript(i + 1)}`, symbol: `β${subscript(i + 1)}`, unit: i };
      }),
      { x: DOMAIN[0], y: beta0(), value: beta0(), name: "Level β₀ without any step", symbol: "β₀" },
    ]),
    change: (i, level) => (i < units().length ? changeBeta(i, level - model.without(i, clamp(placeOf(units()[i], DOMAIN), ...DOMAIN))) : changeBeta0(level)),
    start: (i) => (i < units().length ? changeBeta(i, startUnit(i).beta) : changeBeta0(state.get("start").at(-1))),
    ...shared,
  });
  const knots = uprights({
    stack, panel: "r", parent: picture.knots,
    get: () => (isPolynomial() ? knotPlaces().map((x) => ({ x, y: model.response(x), value: model.response(x), name: `r at x = ${fixed(x)}`, symbol: "" })) : []),
    change: moveKnot, start: (k) => moveKnot(k, 0),
    ...shared,
  });

  // The same parameters as numbers and as weights of a network
  const weightField = (label, value, change, start, limit) => ({ label, low: -limit, high: limit, step: 0.05, value, change, start, done, text: (each) => fixed(each) });
  const closing = (i, count) => (i === count - 1 ? " )" : "");
  const stepTerm = (i, count) => {
    const name = subscript(i + 1);
    const start = (part) => () => startUnit(i)[part];
    return {
      key: `step ${i} of ${count}`, unit: i,
      pieces: [
        "+ ", weightField(`β${name}`, () => units()[i].beta, (value) => changeBeta(i, value), start("beta"), TALLEST),
        () => (isHard() ? " 1[ " : state.get("factor") === 1 ? " σ( " : ` σ( ${format(state.get("factor"), 2)} · ( `),
        weightField(`w${name}`, () => units()[i].w, (w) => changeUnit(i, { w }), start("w"), TALLEST), " x + ",
        weightField(`b${name}`, () => units()[i].b, (b) => changeUnit(i, { b }), start("b"), TALLEST),
        () => (isHard() ? " ≥ 0 ]" : state.get("factor") === 1 ? " )" : " ) )") + closing(i, count),
      ],
    };
  };
  const powerTerm = (i, count) => ({
    key: `power ${i} of ${count}`, unit: i,
    pieces: ["+ ", weightField(`β${subscript(i + 1)}`, () => state.get("coefficients")[i], (value) => changeCoefficient(i, value), () => 0, TALLEST), ` (x/${SCALE})${i ? superscript(i + 1) : ""}${closing(i, count)}`],
  });
  const formula = sumFormula({
    label: "f as a formula, every number editable",
    head: "f(x) = σ(",
    first: weightField("β₀", () => model.beta0, (value) => (isPolynomial() ? changeCoefficient(state.get("degree"), value) : changeBeta0(value)), () => (isPolynomial() ? 0 : state.get("start").at(-1)), TALLEST),
    terms: () => Array.from({ length: model.count }, (_, i) => (isPolynomial() ? powerTerm : stepTerm)(i, model.count)),
    point: shared.point, lit: shared.lit, signal,
  });
  const network = diagram({
    label: "The network, every edge a weight",
    sizes: () => sizesOf(state.get("hidden")),
    theta: () => state.get("theta"),
    change: (k, value) => state.change({ theta: state.get("theta").map((each, i) => (i === k ? value : each)) }),
    start: (k) => state.get("start")[k] ?? 0,
    limit: TALLEST, symbol: "φ", ...shared,
  });
  const judgement = html("p", { class: "judgement" });
  const below = html("div", { class: "below" }, formula.element, network.element);
  frame.hero.append(judgement, picture.element, below);

  // Data
  frame.presets = Object.keys(datasets).map((name) => () => choosePreset(name));
  const data = pointControls({
    state, view, choosePreset, names: Object.keys(datasets),
    remove: (i) => points.remove(i),
    clear: () => restart({ points: [], dataset: "own" }),
  });

  // Features
  const family = choice({
    label: "Features", options: ["soft step", "hard step", "polynomial"].map((each) => [each, each]),
    value: () => state.get("family"), change: (next) => restart({ family: next }),
  });
  const hardness = slider({
    label: "Soft → hard", low: 1, high: HARDEST, step: 0.1, log: true,
    value: () => (isHard() ? HARDEST : state.get("factor")), change: sharpen, done, start: () => 1,
    text: (value) => (value >= HARDEST ? "× ∞" : `× ${format(value, 2)}`), signal,
  });
  const fewer = button({ text: "− step", press: () => removeStep(units().length - 1), disabled: () => units().length === 1, hint: "Remove the last step" });
  const more = button({ text: "+ step", press: addStep, disabled: () => units().length === MOST_STEPS, hint: "A step of no height in the widest gap" });
  const stepCount = html("span", { class: "count" });
  const degree = slider({ label: "Degree", low: 1, high: HIGHEST_DEGREE, step: 1, value: () => state.get("degree"), change: (value) => setDegree(Math.round(value)), done, signal });
  const stepPart = strip(stepCount, fewer.element, more.element);

  // Training
  const training = trainer({
    frame, state,
    begin: () => isPolynomial() || rememberStart(state),
    step(count) {
      if (y.length === 0) return 0;
      const parameters = model.descend(X, y, state.get("rate"), count);
      if (!parameters.every((value) => Math.abs(value) < DIVERGED)) return Infinity;
      const taken = state.get("steps") + count;
      state.change({ steps: taken, ...(isPolynomial() ? { coefficients: parameters } : { theta: parameters }) });
      read();
      history.add(taken, judged.loss);
      return judged.loss;
    },
    allowed: () => state.get("challenge") === 0,
    steps: () => state.get("steps"),
    loss: () => judged?.loss ?? 0,
  });
  const chart = lossChart({ label: "Loss over the training steps", history, height: 110 });
  const rate = rateSlider({ state, high: 10, done, signal });
  const starts = startControls({
    state, signal, what: "Steps", sameHint: "The parameters as before training; a polynomial's are all zero",
    same: () => restart(isPolynomial() ? { coefficients: powers(state.get("degree")) } : { theta: [...state.get("start")] }),
    begin: newStart, disabled: isPolynomial,
  });
  const note = html("p", { class: "hint" });

  // Challenge
  const byHand = (dataset, count) => {
    const [low, high] = DOMAIN;
    const even = Array.from({ length: count }, (_, i) => low + ((high - low) * (i + 1)) / (count + 1));
    const theta = thetaOf(even.map((place) => ({ w: NEW_WEIGHT, b: -NEW_WEIGHT * place, beta: 0 })), 0);
    restart({ dataset, points: structuredClone(datasets[dataset]), family: "soft step", factor: 1, hidden: count, theta, start: theta, challenge: count });
  };
  const challenge = handChallenge({
    state, noun: "step", most: MOST_STEPS, signal,
    judged: () => ({ errors: judged.errors, points: y.length, used: state.get("hidden") }),
    presets: [
      { text: "Example, 3 steps", choose: () => byHand("example 6-1", 3) },
      { text: "Example, 2 steps", choose: () => byHand("example 6-1", 2) },
      { text: "Five changes", choose: () => byHand("five changes", 5) },
    ],
  });

  frame.side.append(
    part("Data", ...data.elements),
    part("Model", family.element, stepPart, hardness.element, degree.element, note),
    part("Training", training.element, rate.element, starts.element, chart.element),
    challenge.element,
  );
  const controls = [data, family, hardness, fewer, more, degree, training, chart, rate, starts, challenge];

  /** Takes over points and parameters from the state, and judges. */
  function read() {
    const rows = state.get("points");
    if (X.length !== rows.length) [X, y] = [new Float64Array(rows.length), new Float64Array(rows.length)];
    rows.forEach(([x, label], p) => ([X[p], y[p]] = [x, label]));
    model.read({ family: state.get("family"), theta: state.get("theta"), factor: state.get("factor"), coefficients: state.get("coefficients") });
    judged = model.judge(X, y);
  }

  /** The largest size that r's panel has to show. */
  function reach() {
    if (isPolynomial()) return Math.max(...knotPlaces().map((x) => Math.abs(model.response(x))));
    const tips = units().flatMap((unit, i) => {
      const from = model.without(i, clamp(placeOf(unit, DOMAIN), ...DOMAIN));
      return [from, from + unit.beta];
    });
    return Math.max(...[...tips, beta0()].map(Math.abs), model.r.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
  }

  frame.onResize(({ width, height }) => {
    const beside = width >= 560;
    below.classList.toggle("beside", beside);
    const room = height === Infinity ? clamp(width * 0.85, 430, 560) : height - below.clientHeight - judgement.clientHeight - 12;
    picture.resize(width, Math.max(360, room));
    network.resize(beside ? Math.min(300, width * 0.42) : Math.min(width, 340), 170);
    chart.resize(Math.min(420, Math.max(220, frame.side.clientWidth || width)));
  });

  frame.onDraw(() => {
    read();
    if (state.get("steps") < history.steps.at(-1)) history.clear();
    if (history.steps.length === 0) history.add(state.get("steps"), judged.loss);
    model.sample(...DOMAIN);
    const intervals = model.intervals();
    if (!frame.root.querySelector(".held")) picture.showUpTo(reach());
    picture.draw({ model, intervals, points: state.get("points"), lit: view.lit });
    for (const each of [points, movers, heights, knots, formula, network, ...controls]) each.update();
    const hidden = state.get("hidden");
    set(stepCount, { text: counted(hidden, "step") });
    for (const each of [stepPart, hardness.element, network.element, starts.seed, challenge.element]) set(each, { hidden: isPolynomial() });
    set(degree.element, { hidden: !isPolynomial() });
    set(note, { text: NOTES[state.get("family")] });
    set(judgement, { text: `${judged.errors} of ${counted(y.length, "point")} wrong · loss ${format(judged.loss)}` });
    const classes = intervals.map(({ to, label }, i) => `class ${label}${i + 1 < intervals.length ? ` up to ${fixed(to)}` : ""}`).join(", ");
    const built = isPolynomial() ? `Polynomial of degree ${state.get("degree")}` : `${counted(hidden, state.get("family"))}, ${counted(3 * hidden + 1, "parameter")}`;
    frame.say(`${judged.errors} of ${counted(y.length, "point")} wrong, loss ${format(judged.loss)}. From the left: ${classes}. ${built}.`);
  });
  return () => ended.abort();
}

export default { render };
