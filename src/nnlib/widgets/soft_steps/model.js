/** What the traits of a SoftSteps describe, and how they are changed: the points, the steps or the polynomial, and f. */

import { clamp } from "../engine/clamp.js";
import { initialise } from "../engine/initialise.js";
import { LineModel, SCALE } from "../engine/line_model.js";
import { Network, countParameters } from "../engine/network.js";
import { interpolate } from "../engine/polynomial.js";
import { Random } from "../engine/random.js";
import { counted } from "../kit/page/format.js";
import { placeOf } from "./steps.js";

export const DOMAIN = [-3, 4];
export const MOST_STEPS = 6;
/** The largest |β|, |w| and |b|. */
export const LARGEST = 200;
const [KNOT_LOW, KNOT_HIGH] = [-2.5, 3.5];
const DIVERGED = 5000;
const NEW_WEIGHT = 5;

export const sizesOf = (hidden) => [1, hidden, 1];
export const powers = (degree) => new Array(degree + 1).fill(0);

/** A seeded start for a network of this many steps. */
export function drawStart(hidden, seed) {
  const net = new Network(sizesOf(hidden), "logistic", "identity");
  initialise(net, new Random(seed), DOMAIN[1] - 1);
  return Array.from(net.theta);
}

/** What must hold between traits: data follow their name, and there are as many parameters as the family needs. */
export function agree(state, given, datasets) {
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

/** A step at this place that has no height yet. */
const flat = (place) => ({ w: NEW_WEIGHT, b: -NEW_WEIGHT * place, beta: 0 });

/**
 * @property line    LineModel, up to date with the traits
 * @property y       the classes of the points
 * @property judged  { errors, wrong, loss }: what f makes of the points
 */
export class SoftStepsModel {
  /** @param restart  (changes) => void: changes traits after which training begins anew */
  constructor(state, restart) {
    this.state = state;
    this.restart = restart;
    this.line = new LineModel();
    this.X = this.y = new Float64Array(0);
    this.read();
  }

  /** Takes over points and parameters from the traits, and judges. */
  read() {
    const { state, line } = this;
    const rows = state.get("points");
    if (this.X.length !== rows.length) [this.X, this.y] = [new Float64Array(rows.length), new Float64Array(rows.length)];
    rows.forEach(([x, label], p) => ([this.X[p], this.y[p]] = [x, label]));
    line.read({ family: state.get("family"), theta: state.get("theta"), factor: state.get("factor"), coefficients: state.get("coefficients") });
    this.judged = line.judge(this.X, this.y);
  }

  get isPolynomial() {
    return this.state.get("family") === "polynomial";
  }

  get isHard() {
    return this.state.get("family") === "hard step";
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

  /** Where step i is seen: one off the picture, at its edge. */
  place(i) {
    return clamp(placeOf(this.units[i], DOMAIN), ...DOMAIN);
  }

  /** r at step i's place without that step: where its height starts. */
  foot(i) {
    return this.line.without(i, this.place(i));
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

  newStart(seed) {
    const theta = drawStart(this.state.get("hidden"), seed);
    this.restart({ seed, theta, start: theta });
  }

  sameStart() {
    const { state } = this;
    this.restart(this.isPolynomial ? { coefficients: powers(state.get("degree")) } : { theta: [...state.get("start")] });
  }

  #setUnits(units, beta0 = this.beta0, changes = {}) {
    const theta = thetaOf(units, beta0);
    this.restart({ hidden: units.length, theta, start: theta, ...changes });
  }

  /** A new step stands in the widest gap and has no height yet, so nothing moves until it is pulled. */
  addStep() {
    const { units } = this;
    if (units.length === MOST_STEPS) return;
    const places = [...units.map((_, i) => this.place(i)), ...DOMAIN].sort((p, q) => p - q);
    const gaps = places.slice(1).map((place, i) => place - places[i]);
    const widest = gaps.indexOf(Math.max(...gaps));
    this.#setUnits([...units, flat(Math.round(50 * (places[widest] + places[widest + 1])) / 100)]);
  }

  removeStep(i) {
    if (this.units.length > 1) this.#setUnits(this.units.toSpliced(i, 1));
  }

  /** Flat steps at even distances, for a challenge on these points. */
  byHand(dataset, points, count) {
    const [low, high] = DOMAIN;
    const units = Array.from({ length: count }, (_, i) => flat(low + ((high - low) * (i + 1)) / (count + 1)));
    this.#setUnits(units, 0, { dataset, points, family: "soft step", factor: 1, challenge: count });
  }

  setDegree(degree) {
    const old = this.state.get("coefficients");
    const kept = Array.from({ length: degree }, (_, i) => (i < old.length - 1 ? old[i] : 0));
    this.restart({ degree, coefficients: [...kept, old.at(-1)] });
  }

  /** Where the polynomial can be held: one place more than its degree. */
  knots() {
    const degree = this.state.get("degree");
    return Array.from({ length: degree + 1 }, (_, k) => KNOT_LOW + ((KNOT_HIGH - KNOT_LOW) * k) / degree);
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
    return Math.max(...[...tips, this.beta0].map(Math.abs), line.r.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
  }

  /** Takes `count` steps of gradient descent; gives the loss after them, infinite when the run diverged. */
  train(count) {
    const { state } = this;
    if (this.y.length === 0) return 0;
    const parameters = this.line.descend(this.X, this.y, state.get("rate"), count);
    if (!parameters.every((value) => Math.abs(value) < DIVERGED)) return Infinity;
    state.change({ steps: state.get("steps") + count, [this.isPolynomial ? "coefficients" : "theta"]: parameters });
    this.read();
    return this.judged.loss;
  }
}
