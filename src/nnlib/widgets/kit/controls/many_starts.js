/** Twenty runs from twenty starts, drawn as they learn: which of them are solved and how many. */

import { html, keepCount, set, svg } from "../page/dom.js";
import { roving } from "../page/roving.js";
import { scaleOf } from "../page/scale.js";
import { chartWidth } from "../plane/chart.js";
import { Plane, niceAbove } from "../plane/plane.js";
import { button } from "./controls.js";

const COUNT = 20;
const LONGEST = 3000;
const EVERY = 50;
const SLICE = 8; // milliseconds of a frame
const HEIGHT = 120;
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
  let lit = -1; // the run whose number is pointed at
  let before = ""; // how many were solved before what they depend on was changed
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
    if (runs.length > 0 && runs.every((run) => run.isOver)) before = words();
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
    x: { domain: [0, LONGEST], label: "steps" },
    y: { domain: [0, 1], label: "loss" },
    layers: ["runs"],
    margin: { left: 38, right: 16 },
  });
  plane.element.classList.add("chart");
  const marks = html("div", { class: "start-marks", role: "group", "aria-label": "The starts" });
  roving(marks, { among: "button", keys: ["ArrowLeft", "ArrowRight"], signal });
  const tally = html("p", { class: "verdict", role: "status" });
  const former = html("p", { class: "quiet" });
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

  function light(i) {
    lit = i;
    frame.invalidate();
  }
  const mark = (i) =>
    html("button", {
      type: "button", text: String(i + 1), click: () => show(i),
      pointerenter: () => light(i), focus: () => light(i), pointerleave: () => light(-1), blur: () => light(-1),
    });

  return {
    opener,
    element: html("div", { class: "many-starts" }, go.element, tally, former, marks, plane.element, hint),
    resize: (room) => plane.resize(chartWidth(room), HEIGHT * scaleOf(plane.element)),
    update() {
      forgetOthers();
      go.update();
      const paths = keepCount(plane.layer("runs"), runs.length, () => svg("path"));
      const buttons = keepCount(marks, runs.length, mark);
      if (runs.length > 0) {
        plane.x.domain = [0, niceAbove(Math.max(EVERY, ...runs.map((run) => run.taken)))];
        plane.y.domain = [0, niceAbove(Math.max(...runs.map((run) => run.values[0])))];
        plane.drawAxes();
      }
      runs.forEach((run, i) => {
        const now = i === shown ? " shown" : "";
        const above = i === lit ? " lit" : "";
        set(paths[i], { class: `start-run ${run.state}${now}${above}`, d: plane.path(run.steps, run.values) });
        const told = run.words(reached);
        set(buttons[i], { class: run.state + now, "aria-label": told, title: told, disabled: !run.isOver });
      });
      set(tally, { text: words() });
      set(former, { text: before && `Before the change: ${before}.`, hidden: !before });
    },
  };
}
