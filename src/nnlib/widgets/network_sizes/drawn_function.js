/** The picture of a sampled function: curves over one input, or the plane of two shaded; as drawn and as it is now. */

import { html, keepCount, set, svg } from "../kit/page/dom.js";
import { scaleOf } from "../kit/page/scale.js";
import { text } from "../kit/page/parts.js";
import { onThemeChange } from "../kit/page/theme.js";
import { Plane } from "../kit/plane/plane.js";
import { contour, palette, shade } from "../kit/plane/shade.js";
import { LINE, SIDE } from "./sampled_function.js";

/** @typedef {import("./sampled_function.js").SampledFunction} SampledFunction */

const AXIS = { domain: [-1, 1], ticks: [-0.5, 0, 0.5] };
const HEADROOM = 1.08;
const LEAST = 0.1;
const [CAPTION, KEY] = [30, 28];
const NAMES_APART = 15;

/** The next round number that is not below `value`. */
function roundAbove(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 5, 7, 10].map((factor) => factor * power).find((each) => each >= value * (1 - 1e-9));
}

const largest = (values) => {
  let top = 0;
  for (let k = 0; k < values.length; k++) top = Math.max(top, Math.abs(values[k]));
  return top;
};

/** The largest size of f, as drawn and as it is now. */
const reach = ({ now, before }) => Math.max(LEAST, largest(now), before ? largest(before) : 0);

/**
 * f over one input: a curve for each output; dashed, how it was drawn.
 * @param {SampledFunction} f
 */
function curves(f) {
  const plane = new Plane({
    role: "img", inside: true,
    label: "The network's function f over its input x",
    x: { ...AXIS, label: "x" },
    y: { domain: [-1, 1] },
    layers: ["level", "before", "now"],
  });
  const level = plane.layer("level").appendChild(svg("path", { class: "level" }));
  const names = plane.above.appendChild(svg("g"));
  const tint = (k) => (f.K > 1 ? ` unit-${k}` : "");
  const values = (ys, k) => ys.subarray(k * LINE.length, (k + 1) * LINE.length);

  function drawCurves(layer, ys, className) {
    const paths = keepCount(plane.layer(layer), ys ? f.K : 0, () => svg("path"));
    Array.from(paths, (path, k) => set(path, { class: className + tint(k), d: plane.path(LINE, values(ys, k)) }));
  }

  /** At the curves' right ends, apart from each other. */
  function drawNames() {
    const heights = Array.from({ length: f.K }, (_, k) => plane.toY(values(f.now, k).at(-1)) - 7);
    const order = heights.map((_, k) => k).sort((a, b) => heights[a] - heights[b]);
    order.forEach((k, n) => {
      if (n) heights[k] = Math.max(heights[k], heights[order[n - 1]] + NAMES_APART);
    });
    const texts = keepCount(names, f.K, () => svg("text", { "text-anchor": "end" }));
    heights.forEach((height, k) => set(texts[k], {
      class: `curve-name${tint(k)}`, x: plane.width - 4, y: Math.max(12, height).toFixed(1), text: f.name(k),
    }));
  }

  return {
    element: plane.element,
    resize: (width, height) => plane.resize(width, height),
    draw() {
      const top = roundAbove(HEADROOM * reach(f));
      if (plane.y.domain[1] !== top) {
        plane.y.domain = [-top, top];
        plane.drawAxes();
      }
      set(level, { d: `M0 ${plane.toY(0)}H${plane.width}` });
      drawCurves("now", f.now, "drawn-curve");
      drawCurves("before", f.before, "drawn-curve before");
      drawNames();
    },
  };
}

/**
 * One output over the plane: blue where it is positive, the line where it is 0; thin, how that line was drawn.
 * @param {SampledFunction} f
 * @param {AbortSignal} signal
 */
function landscape(f, signal) {
  const plane = new Plane({
    role: "img", inside: true,
    label: "The network's function f over its inputs x₁ and x₂",
    x: { ...AXIS, label: "x₁" },
    y: { ...AXIS, label: "x₂" },
    layers: ["lines"],
    canvas: true,
  });
  const [before, line] = ["boundary-line before", "boundary-line"].map((name) =>
    plane.layer("lines").appendChild(svg("path", { class: name })));
  const n = SIDE.length;
  const share = new Float64Array(n * n);
  let colours = null;
  onThemeChange(() => (colours = null), signal);

  /** Where `values` are 0; they fill `share` from 0 to 1. */
  const zero = (values, top) => {
    for (let k = 0; k < values.length; k++) share[k] = 0.5 + (0.5 * values[k]) / top;
    return contour(share, n, n, (i) => plane.toX(-1 + (2 * i) / (n - 1)), (j) => plane.toY(-1 + (2 * j) / (n - 1)));
  };
  return {
    element: plane.element,
    resize: (width, height) => plane.resize(width, height),
    draw() {
      colours ??= palette(plane.element);
      const top = reach(f);
      set(before, { d: f.before ? zero(f.before, top) : "" });
      set(line, { d: zero(f.now, top) });
      shade(plane.canvas, share, n, n, colours, false);
    },
  };
}

/** What the colours and the lines mean. */
function functionKey(f) {
  const entry = (kind, words) => html("span", {}, html("i", { class: kind }), words);
  const signs = [entry("swatch positive", "f > 0"), entry("swatch negative", "f < 0")];
  const drawn = entry("stroke", "as drawn");
  return {
    element: html("p", { class: "function-key" }, ...signs, drawn),
    update() {
      for (const each of signs) each.hidden = f.inputs === 1;
      drawn.hidden = !f.before;
      drawn.firstChild.classList.toggle("dashed", f.inputs === 1);
    },
  };
}

/**
 * @param {object} options
 * @param {import("../kit/page/frame.js").Frame} options.frame
 * @param {import("./model.js").NetworkSizesModel} options.model
 * @param {AbortSignal} options.signal
 */
export function drawnFunction({ frame, model, signal }) {
  const { f } = model;
  const overLine = curves(f);
  const overPlane = landscape(f, signal);
  const caption = text("bends", () => f.words);
  const key = functionKey(f);
  const words = html("div", { class: "function-words" }, caption.element, key.element);
  const element = html("div", { class: "drawn-function" }, overLine.element, overPlane.element, words);
  return {
    element,
    update() {
      model.sample(frame.pace.isLate);
      const [seen, unseen] = f.inputs === 1 ? [overLine, overPlane] : [overPlane, overLine];
      seen.element.hidden = false;
      unseen.element.hidden = true;
      seen.draw();
      caption.update();
      key.update();
    },
    /** The side of the square that has room in this height, with the words under it. */
    sideFor: (height) => height - (CAPTION + KEY) * scaleOf(element),
    /** The words stand under the picture, or beside it where the room is lower than wide. */
    resize({ width, height }) {
      const isLow = width > 1.4 * height;
      element.classList.toggle("low", isLow);
      const room = isLow ? height : this.sideFor(height);
      const side = Math.floor(Math.min(width, room));
      overLine.resize(isLow ? side : width, Math.floor(room));
      overPlane.resize(side, side);
    },
  };
}
