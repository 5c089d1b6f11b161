/** Twenty runs from twenty starts, drawn as they learn: which of them are solved and how many. */

import { html, keepCount, set, svg } from "../page/dom.js";
import { roving } from "../page/roving.js";
import { scaleOf } from "../page/scale.js";
import { chartWidth } from "../plane/chart.js";
import { Plane } from "../plane/plane.js";
import { button } from "./controls.js";

const COUNT = 20;
const LONGEST = 3000;
const EVERY = 50;
const SLICE = 8; // milliseconds of a frame
const HEIGHT = 120;
const TOP = 1.2;
/** The sheet of More that holds it. */
export const STARTS = "Starts";

/**
 * @typedef {object} Learner  a network that begins from the start of a seed
 * @property {(count: number) => boolean} train  false, and nothing changed, when the run diverged
 * @property {() => { loss: number, errors: number, lost?: number }} judge  no `errors`: it is solved; `lost`: how many
 *   units are dead
 * @property {() => number[]} theta
 */

/** A learner, what it began with, and its losses every 50 steps until it is solved or 3,000 steps are taken. */
class Run {
  steps = [];
  values = [];
  isOver = false;

  /**
   * @param {number} seed
   * @param {Learner} learner
   */
  constructor(seed, learner) {
    this.seed = seed;
    this.learner = learner;
    this.start = learner.theta();
    this.#judge(0);
  }

  get taken() {
    return this.steps[this.steps.length - 1];
  }

  advance() {
    if (this.learner.train(EVERY)) this.#judge(this.taken + EVERY);
    else this.isOver = true;
  }

  #judge(step) {
    const { loss, errors, lost = 0 } = this.learner.judge();
    this.steps.push(step);
    this.values.push(loss);
    this.isSolved = errors === 0;
    this.isLost = lost > 0;
    this.isOver = this.isSolved || step >= LONGEST;
  }

  get state() {
    if (this.isSolved) return "solved";
    return this.isOver ? "stuck" : "running";
  }

  /** What became of it; `reached` says what a run that is solved has reached. */
  words(reached) {
    const ends = { solved: `${reached} after ${this.taken} steps`, stuck: "stuck", running: "at work" };
    return `Start ${this.seed}: ${ends[this.state]}`;
  }
}

/**
 * @param {object} options
 * @param {import("../page/frame.js").Frame} options.frame
 * @param {() => string} options.depends   what a run depends on; where it changes, the runs are forgotten
 * @param {(seed: number) => Learner} options.begin
 * @param {(end: { seed: number, start: number[], theta: number[], steps: number }) => void} options.open  shows an end
 * @param {import("../plane/chart.js").History} options.history  of the loss; an end that is opened brings its own
 * @param {() => boolean} [options.allowed]
 * @param {string} [options.reached]       what a run that is solved has reached
 * @returns the part for More's sheet, and `opener`, a button beside Train: opens it, and begins where nothing has run
 */
export function manyStarts({ frame, depends, begin, open, history, allowed = () => true, reached = "no point wrong" }) {
  const { signal } = frame;
  /** @type {Run[]} */
  let runs = [];
  let of = "";
  let shown = -1; // the run whose end is in the picture
  let request = 0;

  const pause = () => {
    cancelAnimationFrame(request);
    request = 0;
  };
  /** Where what they depend on has changed, the runs are no longer true. */
  function forgetOthers() {
    if (of === depends()) return;
    of = depends();
    pause();
    runs = [];
    shown = -1;
  }
  /** The runs go on side by side, as far as they come in a part of a frame. */
  function advance() {
    const end = performance.now() + SLICE;
    do {
      const left = runs.filter((run) => !run.isOver);
      if (left.length === 0) return;
      left.reduce((least, run) => (run.taken < least.taken ? run : least)).advance();
    } while (performance.now() < end);
  }
  function tick() {
    request = 0;
    if (frame.visible && !document.hidden) advance();
    if (runs.some((run) => !run.isOver)) request = requestAnimationFrame(tick);
    frame.invalidate();
  }
  function press() {
    if (request) {
      pause();
      frame.invalidate();
      return;
    }
    if (runs.every((run) => run.isOver)) {
      runs = Array.from({ length: COUNT }, (_, i) => new Run(i + 1, begin(i + 1)));
      shown = -1;
    }
    tick();
  }
  signal.addEventListener("abort", pause);

  const opener = button({
    text: "×20",
    press() {
      opener.element.dispatchEvent(new CustomEvent("opensheet", { bubbles: true, detail: STARTS }));
      forgetOthers();
      if (runs.length === 0) press();
    },
    disabled: () => !allowed(),
    look: "short",
    hint: "Twenty starts, side by side: how many of them learn?",
  });
  set(opener.element, { "aria-label": "×20 starts" });
  const go = button({
    text: () => (request ? "Pause" : "20 starts"),
    icon: () => (request ? "pause" : "play"),
    press,
    disabled: () => !allowed(),
    hint: `Train from the starts of the seeds 1 to 20, each until ${reached}`,
  });
  const plane = new Plane({
    role: "img",
    label: "Losses of twenty runs over the steps",
    x: { domain: [0, LONGEST], ticks: [0, 1000, 2000, 3000], label: "steps" },
    y: { domain: [0, TOP], ticks: [0, 0.5, 1], label: "loss" },
    layers: ["runs"],
    margin: { left: 38, right: 16 },
  });
  plane.element.classList.add("chart");
  const marks = html("div", { class: "start-marks", role: "group", "aria-label": "The starts" });
  roving(marks, { among: "button", keys: ["ArrowLeft", "ArrowRight"], signal });
  const tally = html("p", { class: "verdict", role: "status" });
  const hint = html("p", { class: "quiet", text: `Solved: ${reached}. Press a number to see its end.` });

  function words() {
    if (runs.length === 0) return "";
    const [solved, stuck] = ["solved", "stuck"].map((state) => runs.filter((run) => run.state === state));
    const lost = stuck.filter((run) => run.isLost).length;
    const ends = `${solved.length} of ${COUNT} solved`;
    if (!runs.every((run) => run.isOver)) return ends;
    return stuck.length && lost ? `${ends}; ${lost} of the ${stuck.length} stuck have a dead unit` : ends;
  }

  function show(i) {
    shown = i;
    const { seed, start, learner, taken, steps, values } = runs[i];
    open({ seed, start, theta: learner.theta(), steps: taken });
    history.put(steps, values, seed);
  }

  return {
    opener,
    element: html("div", { class: "many-starts" }, go.element, plane.element, marks, tally, hint),
    resize: (room) => plane.resize(chartWidth(room), HEIGHT * scaleOf(plane.element)),
    update() {
      forgetOthers();
      go.update();
      const paths = keepCount(plane.layer("runs"), runs.length, () => svg("path"));
      const buttons = keepCount(marks, runs.length, (i) =>
        html("button", { type: "button", text: String(i + 1), click: () => show(i) }));
      runs.forEach((run, i) => {
        const now = i === shown ? " shown" : "";
        set(paths[i], { class: `start-run ${run.state}${now}`, d: plane.path(run.steps, run.values) });
        const told = run.words(reached);
        set(buttons[i], { class: run.state + now, "aria-label": told, title: told, disabled: !run.isOver });
      });
      set(tally, { text: words() });
    },
  };
}
