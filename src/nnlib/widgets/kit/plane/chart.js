/** A small line chart of a history that grows: thins itself instead of growing without end. */

import { clamp } from "../../engine/clamp.js";
import { niceAbove, Plane } from "./plane.js";
import { set, svg } from "../page/dom.js";
import { scaleOf } from "../page/scale.js";

const MOST = 400;
const [NARROWEST, WIDEST] = [220, 420];

/** The width of a small chart beside the picture, in the room there is: { width } in pixels. */
export const chartWidth = (room) => clamp(room.width ?? room, NARROWEST, WIDEST);

/** A series of (step, value) that keeps at most MOST entries by dropping every second one when it is full. */
export class History {
  constructor() {
    this.clear();
  }

  clear() {
    this.steps = [];
    this.values = [];
    this.every = 1;
  }

  /** The whole curve of a run that was trained elsewhere; `seed` is that of its start. */
  put(steps, values, seed) {
    Object.assign(this, { steps: [...steps], values: [...values], every: 1, seed });
  }

  /**
   * Once a frame: the value after `step` steps, whether they were just taken, taken back, or the same as before; from
   * the start of another `seed` it is another history.
   */
  follow(step, value, seed) {
    const last = this.steps.length - 1;
    if (step < this.steps[last] || seed !== this.seed) this.clear();
    this.seed = seed;
    if (step === this.steps[last]) this.values[last] = value;
    else this.add(step, value);
  }

  add(step, value) {
    const last = this.steps[this.steps.length - 1] ?? -Infinity;
    if (step - last < this.every) return;
    this.steps.push(step);
    this.values.push(value);
    if (this.steps.length <= MOST) return;
    this.steps = this.steps.filter((_, i) => i % 2 === 0);
    this.values = this.values.filter((_, i) => i % 2 === 0);
    this.every *= 2;
  }
}

/** The loss over the training steps, from zero upwards. */
export function lossChart({ label, history, height }) {
  const plane = new Plane({
    role: "img",
    label,
    x: { domain: [0, 100], label: "steps" },
    y: { domain: [0, 1], label: "loss" },
    layers: ["curve"],
    margin: { left: 38, right: 16 },
  });
  const curve = svg("path", { class: "loss-curve" });
  const end = svg("circle", { class: "loss-end", r: 3 });
  plane.layer("curve").append(curve, end);
  plane.element.classList.add("chart");
  return {
    element: plane.element,
    resize: (room) => plane.resize(chartWidth(room), height * scaleOf(plane.element)),
    update() {
      const { steps, values } = history;
      const last = steps[steps.length - 1] ?? 0;
      const top = Math.max(0.01, ...values.filter(Number.isFinite));
      plane.x.domain = [0, niceAbove(Math.max(100, last))];
      plane.y.domain = [0, niceAbove(top)];
      plane.drawAxes();
      set(curve, { d: plane.path(steps, values) });
      set(end, { cx: plane.toX(last), cy: plane.toY(values[values.length - 1] ?? 0) });
    },
  };
}
