/** BatchNorm: Example 6-6 in the plane; what mini-batches do to the points, to running averages and to decision boundaries. */

import { State } from "../kit/page/state.js";
import { BatchModel, LARGEST, MOST_BATCHES, SMALLEST } from "./model.js";
import { BatchNets } from "./nets.js";
import { batchTraining } from "./training.js";
import { blurChart } from "./blur_chart.js";
import { blurPicture } from "./blur_picture.js";
import { button, choice, part, slider, strip, toggle } from "../kit/controls/controls.js";
import { curvesChart } from "../kit/plane/curves_chart.js";
import { html, set } from "../kit/page/dom.js";
import { fixed, format } from "../kit/page/format.js";
import { Frame } from "../kit/page/frame.js";
import { number } from "../kit/controls/number.js";

const PRESETS = [30, 20, 10, 5, 2];
const TRAINED = 4 * (2 * 2 + 49 + 4);

/** What must hold between the traits of a link. */
function agree(state) {
  if (state.points.length < 4) throw new Error("points: expected at least 4");
  if (![0, TRAINED].includes(state.trained.length)) throw new Error(`trained: expected ${TRAINED} numbers or none`);
}

function render({ model: traits, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const state = new State({ model: traits, signal, bookPage, agree });
  const frame = new Frame({
    el, widget: "BatchNorm", state, signal,
    title: "Batch normalization moves each point with the batch that it is in",
    hint: "Resample the mini-batch, change its size B, choose a point to follow; drag points, or the cross of γ and β.",
  });
  const model = new BatchModel(state);
  const done = () => state.commit();
  const isBlur = () => state.get("view") === "blur";
  const follow = (followed) => followed >= 0 && state.change({ followed });

  const picture = blurPicture({ state, model, follow, done, signal });
  const boundaries = batchTraining({ state, frame, nets: new BatchNets(state), done, signal });
  const legend = html("p", { class: "legend", text: "Hollow: the points, dotted where they are not in the mini-batch. Small and full: where the layer puts them; pale: where it lately put them. Green: the point that is followed, and its landings. The cross: β, and γ as its arms." });
  const blurHero = html("div", { class: "blur" }, picture.element, legend);
  frame.hero.append(blurHero, boundaries.hero);

  const where = choice({
    label: "Look at",
    options: [["blur", "one layer"], ["boundary", "networks trained with it"]],
    value: () => state.get("view"),
    change: (view) => {
      boundaries.pause();
      state.commit({ view });
    },
  });

  // The mini-batch
  const putSize = (size) => state.change({ size: Math.round(size) });
  frame.presets = PRESETS.map((size) => () => {
    putSize(size);
    done();
  });
  const full = () => state.get("batches") >= MOST_BATCHES;
  const more = (count) => () => state.commit({ batches: Math.min(MOST_BATCHES, state.get("batches") + count) });
  const batchControls = [
    slider({ label: "Batch size B", low: SMALLEST, high: LARGEST, step: 1, value: () => state.get("size"), change: putSize, done, signal }),
    button({ text: "Resample", press: more(1), disabled: full, hint: "Another mini-batch" }),
    button({ text: "50 more", press: more(50), disabled: full }),
    button({ text: "Back to one", press: () => state.commit({ batches: 1 }), disabled: () => state.get("batches") === 1 }),
  ];
  const batches = number({ label: "Number of mini-batches", low: 1, high: MOST_BATCHES, step: 1, value: () => state.get("batches"), change: (value) => state.change({ batches: Math.round(value) }), done, signal });
  const followed = number({ label: "Point to follow", low: 1, high: 60, step: 1, value: () => model.followed + 1, change: (value) => follow(Math.min(model.n, Math.round(value)) - 1), done, signal });
  const landing = html("p", { class: "landing" });
  const blur = blurChart({ model, height: 190 });

  // Training and prediction
  const modeControls = [
    choice({ label: "Mode", options: [["train", "training"], ["predict", "prediction"]], value: () => state.get("mode"), change: (mode) => state.commit({ mode }) }),
    toggle({ label: "Only the followed point", value: () => state.get("alone"), change: (alone) => state.commit({ alone }) }),
    toggle({ label: "Inputs arrive raw, not normalised", value: () => state.get("raw"), change: (raw) => state.commit({ raw }) }),
    slider({ label: "Momentum", low: 0.01, high: 1, step: 0.01, log: true, value: () => state.get("momentum"), change: (momentum) => state.change({ momentum }), done, signal }),
  ];
  const series = (name, i) => () => ({ steps: model.running.steps, values: model.running[name][i] });
  const running = curvesChart({
    label: "Running averages over the mini-batches",
    xLabel: "",
    yLabel: "running μ and σ",
    fewest: 20,
    series: [
      { name: () => "μ₁", history: series("mean", 0), kind: "unit-0" },
      { name: () => "σ₁", history: series("sd", 0), kind: "unit-0 dashed" },
      { name: () => "μ₂", history: series("mean", 1), kind: "unit-1" },
      { name: () => "σ₂", history: series("sd", 1), kind: "unit-1 dashed" },
    ],
    height: 150,
  });

  // γ and β
  const affine = ["gamma", "beta"].flatMap((name) => [0, 1].map((i) => number({
    label: `${name === "gamma" ? "Scale γ" : "Shift β"}${"₁₂"[i]}, number`, low: -3, high: 3, step: 0.05,
    value: () => state.get(name)[i],
    change: (value) => state.change({ [name]: state.get(name).map((each, k) => (k === i ? value : each)) }),
    start: () => (name === "gamma" ? 1 : 0),
    done, signal,
  })));
  const [g1, g2, b1, b2] = affine.map((each) => each.element);
  const formula = html("p", { class: "formula" }, html("i", { text: "γ = (" }), g1, ", ", g2, html("i", { text: "),  β = (" }), b1, ", ", b2, html("i", { text: ")" }));

  const [size, ...batchButtons] = batchControls.map((each) => each.element);
  const blurParts = [
    part("Mini-batch", size, strip(...batchButtons), html("p", {}, batches.element, " drawn · point ", followed.element, " followed"), landing, blur.element),
    part("Training and prediction", ...modeControls.map((each) => each.element), running.element),
    part("Scale and shift", formula),
  ];
  const trainingPart = part("Training, one network for each B", ...boundaries.elements);
  frame.side.append(where.element, ...blurParts, trainingPart);

  frame.onResize(({ width, height }) => {
    const room = Math.min(420, Math.max(220, frame.side.clientWidth || width));
    picture.resize(Math.min(width, Math.max(240, Number.isFinite(height) ? height - legend.offsetHeight : 640)));
    for (const chart of [blur, running]) chart.resize(room);
    boundaries.resize({ width, height }, room);
  });

  const statistics = () => {
    const { layer } = model;
    const [mean, variance] = model.isTraining ? [layer.mean, layer.variance] : [layer.runningMean, layer.runningVar];
    return `μ = (${fixed(mean[0])}, ${fixed(mean[1])}), σ = (${fixed(Math.sqrt(variance[0]))}, ${fixed(Math.sqrt(variance[1]))})`;
  };
  function sayBlur() {
    const { B, n, batch, out, isTraining } = model;
    if (state.get("alone")) {
      const place = out[0].map((each) => fixed(each)).join(", ");
      return isTraining
        ? `A batch of one point: it is its own mean, so it comes out at β = (${place}), wherever it lies.`
        : `One point alone, with the running averages ${statistics()}: it comes out at (${place}).`;
    }
    if (!isTraining) return `Prediction of all ${n} points with the running ${statistics()}.`;
    return `Mini-batch ${state.get("batches")}: ${batch.length} of ${n} points, ${statistics()}. Blur at B = ${B}: ${fixed(model.blur(B))}.`;
  }

  frame.onDraw(() => {
    const blurred = isBlur();
    blurHero.hidden = !blurred;
    for (const each of blurParts) each.hidden = !blurred;
    boundaries.hero.hidden = trainingPart.hidden = blurred;
    where.update();
    if (!blurred) {
      frame.say(boundaries.draw());
      return;
    }
    boundaries.pause();
    model.read();
    picture.draw();
    for (const each of [...batchControls, batches, followed, ...modeControls, ...affine, blur, running]) each.update();
    const { landings } = model;
    set(landing, { text: landings.length > 1 ? `It was in ${landings.length} of ${state.get("batches")} mini-batches and landed within ±${format(model.spread(), 2)}.` : "Resample to see where it lands." });
    frame.say(sayBlur());
  });
  return () => ended.abort();
}

export default { render };
