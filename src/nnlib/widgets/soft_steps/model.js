/** Steps or a polynomial on labelled points of a line, what f makes of the points, and every way to change them. */

import { clamp } from "../engine/clamp.js";
import { LineModel, SCALE } from "../engine/line_model.js";
import { countParameters } from "../engine/network.js";
import { interpolate } from "../engine/polynomial.js";
import { Random } from "../engine/random.js";
import { counted, fixed, format } from "../kit/page/format.js";
import { History } from "../kit/plane/chart.js";

/** @typedef {{ w: number, b: number, beta: number }} Step  β σ(w x + b) */

/** How many steps or powers have a colour of their own. */
export const TINTS = 6;
/** The largest |β|, |w| and |b| that a hand can give. */
export const LARGEST = 200;
/** How far from the line's ends the knots of a polynomial stay, and how far beyond them a step goes. */
const [FROM_THE_EDGE, BEYOND] = [0.5, 1];
/** Where changes of class are looked for. */
const CHANGES_SEEN = 1401;
const START = { w: 3, places: [-2, 3] };
const DIVERGED = 5000;
const NEW_WEIGHT = 5;

const sizesOf = (hidden) => [1, hidden, 1];
/** @param {number[]} parameters */
const isBounded = (parameters) => parameters.every((value) => Math.abs(value) < DIVERGED);
const powers = (degree) => new Array(degree + 1).fill(0);

/** A seeded start: steps of one sharpness at random places; soft_steps/__init__.py draws the same numbers. */
function drawStart(hidden, seed) {
  const random = new Random(seed);
  const limit = Math.sqrt(6 / (hidden + 1));
  const places = Array.from({ length: hidden }, () => random.uniform(...START.places));
  const units = places.map((place) => ({ w: START.w, b: -START.w * place, beta: random.uniform(-limit, limit) }));
  return thetaOf(units, 0);
}

/**
 * What must hold between traits: data follow their name, and there are as many parameters as the family needs.
 * @param {Record<string, any>} state
 * @param {string[]} given
 * @param {{ get(name: string): any }} traits
 */
export function agree(state, given, traits) {
  const datasets = traits.get("_datasets");
  const count = countParameters(sizesOf(state.hidden));
  const follows = (name, of) => given.includes(of) && !given.includes(name);
  if (follows("points", "dataset")) state.points = datasets[state.dataset] ?? state.points;
  const isChallenged = follows("theta", "challenge") && state.challenge > 0; // which must not open solved
  if (isChallenged || (follows("theta", "hidden") && state.theta.length !== count)) {
    const theta = drawStart(state.hidden, state.seed);
    Object.assign(state, { theta, start: [...theta], steps: 0 });
  }
  if (follows("coefficients", "degree") && state.coefficients.length !== state.degree + 1) {
    state.coefficients = powers(state.degree);
  }
  if (state.theta.length !== count) {
    throw new Error(`theta: expected ${count} numbers for ${counted(state.hidden, "step")}`);
  }
  if (state.coefficients.length !== state.degree + 1) {
    throw new Error(`coefficients: expected ${state.degree + 1} numbers for degree ${state.degree}`);
  }
  if (state.start.length !== count) state.start = [...state.theta];
}

/**
 * θ = (w, b, β, β₀) as its steps.
 * @returns {Step[]}
 */
function unitsOf(theta) {
  const m = (theta.length - 1) / 3;
  return Array.from({ length: m }, (_, i) => ({ w: theta[i], b: theta[m + i], beta: theta[2 * m + i] }));
}

const thetaOf = (units, beta0) => [...["w", "b", "beta"].flatMap((name) => units.map((unit) => unit[name])), beta0];

/** A step at this place that has no height yet. */
const flat = (place) => ({ w: NEW_WEIGHT, b: -NEW_WEIGHT * place, beta: 0 });

/**
 * @property {LineModel} line   up to date with the traits
 * @property {Float64Array} y   the classes of the points
 * @property judged             { errors, wrong, loss }: what f makes of the points
 * @property intervals          of one class each: { from, to, label }
 * @property {number[]} domain  the ends of the line
 * @property {number | null} lit  the step under the pointer or focus
 * @property {0 | 1} addedClass   of a point that is added
 * @property {number} chosen      the point that has or had the focus, −1 for none
 */
export class SoftStepsModel {
  /**
   * @param {object} options
   * @param {import("../kit/page/state.js").State} options.state
   * @param {Record<string, number[][]>} options.datasets
   * @param {() => void} options.stop     training must stop: it begins anew
   * @param {() => void} options.changed  what is lit or chosen has changed
   */
  constructor({ state, datasets, stop, changed }) {
    this.state = state;
    this.datasets = datasets;
    this.stop = stop;
    this.changed = changed;
    this.domain = state.kinds.points.columns[0].slice(0, 2);
    this.line = new LineModel();
    this.X = this.y = new Float64Array(0);
    this.history = new History();
    this.lit = null;
    this.addedClass = 1;
    this.chosen = -1;
  }

  read() {
    this.#take();
    const { state, line } = this;
    this.judged = line.judge(this.X, this.y);
    line.sample(...this.domain);
    this.intervals = line.intervals();
    this.history.follow(state.get("steps"), this.judged.loss, state.get("seed"));
  }

  /** Takes over points and parameters from the traits. */
  #take() {
    const { state } = this;
    const rows = state.get("points");
    if (this.X.length !== rows.length) [this.X, this.y] = [0, 1].map(() => new Float64Array(rows.length));
    rows.forEach(([x, label], p) => ([this.X[p], this.y[p]] = [x, label]));
    const parameters = ["family", "theta", "factor", "coefficients"].map((name) => [name, state.get(name)]);
    this.line.read(Object.fromEntries(parameters));
  }

  /** @param {number | null} unit  the step under the pointer or focus */
  point(unit) {
    this.lit = unit;
    this.changed();
  }

  /** @param {number} point */
  choose(point) {
    this.chosen = point;
    this.changed();
  }

  /** Changes after which training begins anew. */
  restart(changes) {
    this.stop();
    this.state.commit({ steps: 0, ...changes });
  }

  /** @param {string} name */
  takeDataset(name) {
    this.restart({ dataset: name, points: structuredClone(this.datasets[name]) });
  }

  readings() {
    const { line, state, judged } = this;
    const [low, high] = this.domain;
    let [changes, was] = [0, null];
    for (let k = 0; k < CHANGES_SEEN; k++) {
      const is = line.response(low + ((high - low) * k) / (CHANGES_SEEN - 1)) > 0;
      if (was !== null && is !== was) changes++;
      was = is;
    }
    return {
      wrong: judged.errors, loss: judged.loss, changes,
      parameters: line.parameters.length, steps: state.get("steps"),
    };
  }

  /** The sizes of the network of steps. */
  get sizes() {
    return sizesOf(this.state.get("hidden"));
  }

  get isPolynomial() {
    return this.state.get("family") === "polynomial";
  }

  get isHard() {
    return this.state.get("family") === "hard step";
  }

  /** The factor; at its end the steps are hard. */
  get hardness() {
    return this.isHard ? this.state.kinds.factor.high : this.state.get("factor");
  }

  /** @param {number} factor */
  harden(factor) {
    const isHard = factor >= this.state.kinds.factor.high;
    this.state.change(isHard ? { family: "hard step" } : { family: "soft step", factor });
  }

  /** ["3 of 12 points wrong", "loss 0.31; class 0 to −1.00, then 1; 10 parameters"] */
  get inWords() {
    const last = this.intervals.length - 1;
    const words = ({ to, label }, i) => (i < last ? `${label} to ${fixed(to)}` : `${i ? "then " : ""}${label}`);
    const cost = counted(this.line.parameters.length, "parameter");
    const { errors, loss } = this.judged;
    return [
      `${errors} of ${this.y.length} points wrong`,
      `loss ${format(loss)}; class ${this.intervals.map(words).join(", ")}; ${cost}`,
    ];
  }

  get units() {
    return unitsOf(this.state.get("theta"));
  }

  get beta0() {
    return this.state.get("theta").at(-1);
  }

  /** Step i, and the level without any step, as they were when training began. */
  startUnit(i) {
    return unitsOf(this.state.get("start"))[i];
  }

  get startBeta0() {
    return this.state.get("start").at(-1);
  }

  /** Where step i stands, −b/w; where it has no place (w = 0), the middle of the line. */
  place(i) {
    return this.#placeOf(this.units[i]);
  }

  #placeOf({ w, b }) {
    const place = -b / w;
    return Number.isNaN(place) ? (this.domain[0] + this.domain[1]) / 2 : place;
  }

  /** How far a step goes: off the data, too. */
  get reachOfSteps() {
    return [this.domain[0] - BEYOND, this.domain[1] + BEYOND];
  }

  /** Where step i is seen: one off the picture, at its edge. */
  seenAt(i) {
    return clamp(this.place(i), ...this.domain);
  }

  /** r at step i's place without that step: where its height starts. */
  foot(i) {
    return this.line.without(i, this.seenAt(i));
  }

  change(units, beta0 = this.beta0) {
    this.state.change({ theta: thetaOf(units, beta0) });
  }

  changeUnit(i, news) {
    this.change(this.units.map((unit, j) => (j === i ? { ...unit, ...news } : unit)));
  }

  changeBeta(i, value) {
    this.changeUnit(i, { beta: clamp(value, -LARGEST, LARGEST) });
  }

  changeBeta0(value) {
    this.change(this.units, clamp(value, -LARGEST, LARGEST));
  }

  changeCoefficient(i, value) {
    this.state.change({ coefficients: this.state.get("coefficients").with(i, value) });
  }

  /** @param {number} seed */
  newStart(seed) {
    const theta = drawStart(this.state.get("hidden"), seed);
    this.restart({ seed, theta, start: theta });
  }

  /** Steps of their own that learn from the start of `seed`, as Train would train them (see many_starts.js). */
  learner(seed) {
    const [X, y, rate, factor] = [this.X, this.y, this.state.get("rate"), this.state.get("factor")];
    const line = new LineModel();
    const take = (theta) => line.read({ family: "soft step", theta, factor, coefficients: [] });
    take(drawStart(this.state.get("hidden"), seed));
    return {
      /** @param {number} count */
      train(count) {
        const theta = line.descend(X, y, rate, count);
        if (!isBounded(theta)) return false;
        take(theta);
        return true;
      },
      judge: () => line.judge(X, y),
      theta: () => line.parameters,
    };
  }

  /** What a learner depends on, its seed aside. */
  get learners() {
    return JSON.stringify(["points", "hidden", "family", "factor", "rate"].map((name) => this.state.get(name)));
  }

  sameStart() {
    const { state } = this;
    if (this.isPolynomial) this.restart({ coefficients: powers(state.get("degree")) });
    else this.restart({ theta: [...state.get("start")] });
  }

  #setUnits(units, beta0 = this.beta0, changes = {}) {
    const theta = thetaOf(units, beta0);
    this.restart({ hidden: units.length, theta, start: theta, ...changes });
  }

  get canAdd() {
    return this.units.length < this.state.kinds.hidden.high;
  }

  /** These and a new one: it stands in the widest gap and has no height yet, so nothing moves until it is pulled. */
  #withOneMore(units) {
    const seen = units.map((unit) => clamp(this.#placeOf(unit), ...this.domain));
    const places = [...seen, ...this.domain].sort((p, q) => p - q);
    const gaps = places.slice(1).map((place, i) => place - places[i]);
    const widest = gaps.indexOf(Math.max(...gaps));
    return [...units, flat(Math.round(50 * (places[widest] + places[widest + 1])) / 100)];
  }

  addStep() {
    if (this.canAdd) this.#setUnits(this.#withOneMore(this.units));
  }

  /** @param {number} count  steps are added where there is room, and removed from the last */
  setSteps(count) {
    let units = this.units.slice(0, count);
    while (units.length < count) units = this.#withOneMore(units);
    this.#setUnits(units);
  }

  removeStep(i) {
    if (this.units.length > 1) this.#setUnits(this.units.toSpliced(i, 1));
  }

  /** Flat steps at even distances, for a challenge on these points. */
  byHand(dataset, count) {
    const [low, high] = this.domain;
    const units = Array.from({ length: count }, (_, i) => flat(low + ((high - low) * (i + 1)) / (count + 1)));
    const points = structuredClone(this.datasets[dataset]);
    this.#setUnits(units, 0, { dataset, points, family: "soft step", factor: 1, challenge: count });
  }

  /** @param {number} degree */
  setDegree(degree) {
    const old = this.state.get("coefficients");
    const kept = Array.from({ length: degree }, (_, i) => (i < old.length - 1 ? old[i] : 0));
    this.restart({ degree, coefficients: [...kept, old.at(-1)] });
  }

  /** Where the polynomial can be held: one place more than its degree. */
  knots() {
    const degree = this.state.get("degree");
    const [low, high] = [this.domain[0] + FROM_THE_EDGE, this.domain[1] - FROM_THE_EDGE];
    return Array.from({ length: degree + 1 }, (_, k) => low + ((high - low) * k) / degree);
  }

  /** The polynomial that has the value `level` at knot k and its present values at the others. */
  moveKnot(k, level) {
    const places = this.knots();
    const levels = places.map((x) => this.line.response(x)).with(k, level);
    const [constant, ...rest] = interpolate(places.map((x) => x / SCALE), levels);
    this.state.change({ coefficients: [...rest, constant] });
  }

  /** The largest size of r, and of what can be grabbed in its picture. */
  reach() {
    const { line } = this;
    if (this.isPolynomial) return Math.max(...this.knots().map((x) => Math.abs(line.response(x))));
    const tips = this.units.flatMap(({ beta }, i) => [this.foot(i), this.foot(i) + beta]);
    const highest = line.r.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return Math.max(...[...tips, this.beta0].map(Math.abs), highest);
  }

  /**
   * Takes steps of gradient descent; false, and nothing changed, when the run diverged.
   * @param {number} count
   */
  train(count) {
    this.#take();
    if (this.y.length === 0) return true;
    const { state } = this;
    const parameters = this.line.descend(this.X, this.y, state.get("rate"), count);
    if (!isBounded(parameters)) return false;
    state.change({ steps: state.get("steps") + count, [this.isPolynomial ? "coefficients" : "theta"]: parameters });
    return true;
  }
}
