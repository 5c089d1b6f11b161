/** The decision boundaries of the four networks side by side, and their training. */

import { Shading } from "../engine/shading.js";
import { SIZES } from "./nets.js";
import { History } from "../kit/plane/chart.js";
import { toggle } from "../kit/controls/controls.js";
import { curvesChart } from "../kit/plane/curves_chart.js";
import { html, keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { Plane } from "../kit/plane/plane.js";
import { scaleOf } from "../kit/page/scale.js";
import { contour, palette, shade } from "../kit/plane/shade.js";
import { rateSlider, startControls } from "../kit/controls/start_controls.js";
import { onThemeChange } from "../kit/page/theme.js";
import { trainer } from "../kit/controls/trainer.js";

const RANGE = 3.2;
const GRID = 72;
const GAP = 12;
const CAPTION = 44;
const MARKS = ["M-3.4 -3.4h6.8v6.8h-6.8z", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"];
const grid = Float64Array.from({ length: GRID }, (_, i) => -RANGE + (2 * RANGE * i) / (GRID - 1));

function panel(size) {
  const plane = new Plane({
    role: "img",
    label: `Decision boundary of the network trained with batches of ${size}`,
    x: { domain: [-RANGE, RANGE], ticks: [-2, 0, 2], label: "x₁" },
    y: { domain: [-RANGE, RANGE], ticks: [-2, 0, 2], label: "x₂" },
    layers: ["boundary", "points"],
    canvas: true,
  });
  const boundary = svg("path", { class: "boundary-line" });
  plane.layer("boundary").append(boundary);
  const caption = html("p", { class: "caption" });
  return { plane, boundary, caption, element: html("div", {}, plane.element, caption) };
}

/**
 * @param options  state, frame, nets (BatchNets), done, signal
 */
export function batchTraining({ state, frame, nets, done, signal }) {
  const panels = SIZES.map(panel);
  const hero = html("div", { class: "batch-panels" }, ...panels.map(({ element }) => element));
  const histories = SIZES.map(() => new History());
  let verdicts = [];
  const record = () => nets.judge().forEach(({ heldOut }, k) => histories[k].add(state.get("steps"), heldOut));
  const forget = () => histories.forEach((each) => each.clear());
  const restart = (changes = {}) => {
    training.pause();
    forget();
    state.commit({ trained: [], steps: 0, ...changes });
  };
  state.onJump(forget);

  const training = trainer({
    frame, state,
    begin: () => {},
    step(count) {
      nets.read();
      const trained = nets.train(state.get("steps"), count);
      if (!trained) return Infinity;
      state.change({ trained, steps: state.get("steps") + count });
      record();
      return nets.judge()[0].loss;
    },
    steps: () => state.get("steps"),
    loss: () => verdicts[0].loss,
  });
  const chart = curvesChart({
    label: "Held-out loss over the training steps, for each batch size",
    yLabel: "held-out loss",
    series: SIZES.map((size, k) => ({ name: () => `B = ${size}`, history: () => histories[k], kind: `unit-${k}` })),
    height: 170,
  });
  const norm = toggle({ label: "Batch normalization of the inputs", value: () => state.get("norm"), change: (norm) => restart({ norm }) });
  const rate = rateSlider({ state, signal });
  const starts = startControls({
    state, signal, what: "Weights and batches", label: "Seed of start and batches",
    same: () => restart(),
    begin: (seed) => restart({ seed }),
  });

  let colours = null;
  onThemeChange(() => (colours = null), signal);
  const shading = new Shading({ squash: true });
  const values = new Float64Array(GRID * GRID);
  const step = (2 * RANGE) / (GRID - 1);

  function drawPanel({ plane, boundary, caption }, k) {
    const { net, errors, heldOut, slope } = verdicts[k];
    shading.evaluate(net, grid, grid, values);
    shade(plane.canvas, values, GRID, GRID, colours, false);
    set(boundary, { d: contour(values, GRID, GRID, (i) => plane.toX(-RANGE + i * step), (j) => plane.toY(-RANGE + j * step)) });
    const rows = state.get("points");
    const marks = keepCount(plane.layer("points"), rows.length, () => svg("path"));
    rows.forEach(([x, y, label], p) => set(marks[p], { d: MARKS[label], class: `output class-${label}`, transform: `translate(${plane.toX(x).toFixed(1)} ${plane.toY(y).toFixed(1)})` }));
    set(caption, { text: `B = ${SIZES[k]}: ${errors} wrong, held-out loss ${fixed(heldOut)}, mean slope ${fixed(slope, 1)}` });
  }

  return {
    hero,
    elements: [training.element, norm.element, rate.element, starts.element, chart.element],
    resize({ width, height }, sideWidth) {
      const side = Math.floor(Math.min((width - GAP) / 2, Number.isFinite(height) ? height / 2 - CAPTION * scaleOf(hero) : 420));
      for (const { plane } of panels) plane.resizeToScale(side);
      chart.resize(sideWidth);
    },
    pause: () => training.pause(),
    /** Draws the panels and gives the sentence that says what they show. */
    draw() {
      colours ??= palette(hero);
      nets.read();
      verdicts = nets.judge();
      if (histories[0].steps.length === 0) record();
      panels.forEach(drawPanel);
      for (const each of [training, norm, rate, starts, chart]) each.update();
      return `After ${state.get("steps")} steps ${state.get("norm") ? "with" : "without"} batch normalization: ` +
        verdicts.map(({ heldOut, slope }, k) => `B = ${SIZES[k]} held-out loss ${fixed(heldOut)}, mean slope ${fixed(slope, 1)}`).join("; ") + ".";
    },
  };
}
