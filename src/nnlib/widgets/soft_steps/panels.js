/** Features, r and f of a model on a line, one above the other, over the axis with its classes and points. */

import { SCALE } from "../engine/line_model.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { subscript } from "../kit/page/format.js";
import { Stack } from "../kit/plane/stack.js";
import { drawBands } from "./class_bands.js";
import { TINTS } from "./model.js";

const BAND = 0.68;
const NAMED_AT = 0.55;
const MARKS = ["M-3.5 -3.5h7v7h-7z", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"];

const PANELS = [
  {
    name: "features", label: "The features over x", share: 29, layers: ["curves"],
    y: { domain: [-0.12, 1.2], label: "φᵢ(x)", ticks: [0, 1] },
  },
  {
    name: "r", label: "The weighted sum r over x", share: 34, layers: ["bands", "level", "curves"],
    y: { domain: [-3, 3], label: "r(x)" },
  },
  {
    name: "f", label: "The output f over x", share: 21, layers: ["bands", "level", "curves", "marks"],
    y: { domain: [-0.08, 1.08], label: "f(x)", ticks: [0, 0.5, 1] },
  },
  {
    name: "line", label: "The axis with the points and the classes it is divided into", share: 21, layers: ["bands"],
    y: { domain: [0, 1], ticks: [] },
  },
];

/** The smallest round number that is not below `value`. */
function roundAbove(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 6, 8, 10].map((factor) => factor * power).find((each) => each >= value * (1 - 1e-9));
}

export class Panels {
  /** @param {number[]} domain  of the x axis */
  constructor(domain) {
    this.stack = new Stack({
      x: { domain, label: "x" },
      panels: PANELS,
    });
    this.element = this.stack.element;
    const { r, f } = this.stack.planes;
    this.levels = [[r, 0], [f, 0.5]].map(([plane, value]) => {
      const path = plane.layer("level").appendChild(svg("path", { class: "level" }));
      return { plane, value, path };
    });
    this.sum = r.layer("curves").appendChild(svg("path", { class: "sum-curve" }));
    this.output = f.layer("curves").appendChild(svg("path", { class: "output-curve" }));
    const group = (name) => svg("g", { class: name });
    this.borders = group("borders");
    this.names = group("names");
    this.knots = group("knots");
    this.heights = group("heights");
    this.steps = group("steps");
    this.stepValues = group("step-values");
    this.stack.over.append(this.borders, this.names, this.steps, this.heights, this.knots, this.stepValues);
    this.points = this.stack.planes.line.above.appendChild(group("points"));
  }

  /** The sheet's pixel y of the x axis. */
  foot() {
    return this.stack.toY("line", 0);
  }

  /** Half the height of r's panel for what has to be seen there. */
  showUpTo(size) {
    const plane = this.stack.planes.r;
    const top = roundAbove(Math.max(1, size * 1.08));
    if (plane.y.domain[1] === top) return;
    plane.y.domain = [-top, top];
    plane.drawAxes();
  }

  resize(width, height) {
    this.stack.resize(width, height);
  }

  /** @param {import("./model.js").SoftStepsModel} model */
  draw({ line: model, intervals, lit, state }) {
    const points = state.get("points");
    const { features, r, f, line } = this.stack.planes;
    this.#dress(features, model.powers);
    const curves = keepCount(features.layer("curves"), model.count, () => svg("path"));
    for (let i = 0; i < model.count; i++) {
      const look = `feature unit-${i % TINTS}${lit === i ? " lit" : ""}`;
      set(curves[i], { class: look, d: features.path(model.xs, model.phi[i]) });
    }
    set(this.sum, { d: r.path(model.xs, model.r) });
    set(this.output, { d: f.path(model.xs, model.f) });
    for (const { plane, value, path } of this.levels) {
      set(path, { d: `M0 ${plane.toY(value).toFixed(1)}H${plane.width}` });
    }
    for (const plane of [r, f]) drawBands({ plane, parent: plane.layer("bands"), intervals });
    drawBands({ plane: line, parent: line.layer("bands"), intervals, reach: BAND });
    this.#drawBorders(intervals);
    this.#drawNames(model);
    const marks = keepCount(f.layer("marks"), points.length, () => svg("path"));
    points.forEach(([x, label], p) => set(marks[p], {
      class: `point-mark class-${label}`, d: MARKS[label],
      transform: `translate(${f.toX(x).toFixed(1)} ${f.toY(model.output(x)).toFixed(1)}) scale(${f.scale.toFixed(2)})`,
    }));
  }

  #dress(features, powers) {
    const domain = powers ? [-1.5, 1.5] : [-0.12, 1.2];
    if (features.y.domain[1] === domain[1]) return;
    features.y = { ...features.y, domain, ticks: powers ? [-1, 0, 1] : [0, 1] };
    features.drawAxes();
  }

  #drawBorders(intervals) {
    const inner = intervals.slice(1);
    const nodes = keepCount(this.borders, inner.length, () => svg("path", { class: "class-border" }));
    const [top, bottom] = [this.stack.planes.r.top, this.stack.toY("line", 1 - BAND).toFixed(1)];
    inner.forEach(({ from }, i) => set(nodes[i], { d: `M${this.stack.toX(from).toFixed(1)} ${top}V${bottom}` }));
  }

  /** Powers have no handle of their own to carry their names: they stand where the curves part, at the left. */
  #drawNames(model) {
    const make = (i) => svg("text", { class: `unit-name unit-${i % TINTS}`, text: `φ${subscript(i + 1)}` });
    const names = keepCount(this.names, model.powers ? model.count : 0, make);
    Array.from(names).forEach((name, i) => {
      const side = i % 2 ? 1 : -1;
      const x = this.stack.toX(-SCALE * NAMED_AT ** (1 / (i + 1))) + 5;
      const y = this.stack.toY("features", side * NAMED_AT) + (side > 0 ? -1 : 12);
      set(name, { x: x.toFixed(1), y: y.toFixed(1) });
    });
  }
}
