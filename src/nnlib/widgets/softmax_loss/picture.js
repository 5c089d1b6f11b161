/** Bars over the classes: the logits, which are dragged, the probabilities, and the gradient of the loss. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, format, plain } from "../kit/page/format.js";
import { Stack } from "../kit/plane/stack.js";
import { logitKnobs } from "./knobs.js";

const BAR_WIDTH = 0.44;
const LINE = 14;
const NARROW = 80;
const OVER = 36; // the panel's name, and below it a bar's number
const UNDER = 21;

const tick = (value) => plain(Number(value.toPrecision(2)));

/** The domain that has all values from `least` to `most`, and room for the panel's name and the bars' numbers. */
function roomy(plane, least, most) {
  const share = (pixels) => (pixels * plane.scale) / plane.height;
  const below = least < 0 ? share(UNDER) : 0;
  const span = (most - least) / Math.max(0.2, 1 - share(OVER) - below);
  return [least - below * span, least - below * span + span];
}

/** Where the number of a bar stands: beyond the bar's end, or within the bar where it would leave the panel. */
function numberHeight(plane, value, apart) {
  const end = plane.toY(value);
  const [over, under] = [end - apart * plane.scale, end + (apart + 10) * plane.scale];
  if (value < 0) return under < plane.height - 3 ? under : over;
  return over > LINE * plane.scale ? over : under;
}

/**
 * @param {{ model: import("./model.js").SoftmaxModel, done: () => void, signal: AbortSignal }} options
 */
export function softmaxPicture({ model, done, signal }) {
  const panel = (name, label, share, y) => ({ name, label, share, y, layers: ["level", "bars"] });
  const stack = new Stack({
    x: { domain: [0, model.K], ticks: [] },
    panels: [
      panel("z", "The logits", 40, { domain: model.bounds, label: "z", ticks: [-6, -3, 0, 3, 6] }),
      panel("f", "The probabilities", 32, { domain: [0, 1], ticks: [0, 0.5, 1] }),
      panel("slope", "The gradient of the loss", 40, { domain: [-1, 1], text: tick }),
    ],
  });
  const names = svg("g", { class: "class-names" });
  stack.over.append(names);
  const planes = Object.values(stack.planes);
  for (const plane of planes) plane.layer("level").append(svg("path", { class: "level" }));
  const knobs = logitKnobs({ stack, model, done, signal });

  /** `apart` is how far the numbers stand from their bars. */
  function drawBars(plane, kind, values, words, apart = 7) {
    const zero = plane.toY(0);
    const width = plane.toX(BAR_WIDTH) - plane.toX(0);
    const make = () => svg("g", {}, svg("rect"), svg("text", { "text-anchor": "middle" }));
    const bars = keepCount(plane.layer("bars"), values.length, make);
    values.forEach((value, c) => {
      const [rect, text] = bars[c].children;
      const [middle, top] = [plane.toX(c + 0.5), plane.toY(value)];
      set(bars[c], { class: `bar ${kind}-bar${c === model.y ? " true-class" : ""}` });
      set(rect, {
        x: (middle - width / 2).toFixed(1), y: Math.min(zero, top).toFixed(1),
        width: width.toFixed(1), height: Math.abs(top - zero).toFixed(1),
      });
      set(text, { x: middle.toFixed(1), y: numberHeight(plane, value, apart).toFixed(1), text: words(value) });
    });
  }

  function drawNames() {
    const { width, height, top, scale } = stack.planes.slope;
    const kind = width / model.K < NARROW * scale ? "" : "class ";
    const labels = keepCount(names, model.K, () => svg("text", { "text-anchor": "middle" }));
    for (let c = 0; c < model.K; c++) {
      const isTrue = c === model.y;
      set(labels[c], {
        class: isTrue ? "true-class" : "", text: `${kind}${c}${isTrue ? " = y" : ""}`,
        x: stack.toX(c + 0.5).toFixed(1), y: (top + height + 17 * scale).toFixed(1),
      });
    }
  }

  return {
    element: stack.element,
    resize: ({ width, height }) => stack.resize(width, height),
    update() {
      const { z, f, slope } = stack.planes;
      f.y.label = model.T === 1 ? "f = softmax(z)" : "f = softmax(z / T)";
      slope.y.label = model.T === 1 ? "∂J/∂z = f − 1[y]" : "∂J/∂z = (f − 1[y]) / T";
      const steepest = Math.max(1, 1 / model.T);
      f.y.domain = roomy(f, 0, 1);
      slope.y.domain = roomy(slope, -steepest, steepest);
      slope.y.ticks = [-steepest, 0, steepest];
      for (const plane of planes) {
        plane.x.domain = [0, model.K];
        plane.drawAxes();
        set(plane.layer("level").firstChild, { d: `M0 ${plane.toY(0)}H${plane.width}` });
      }
      drawBars(z, "z", model.logits, fixed, 19);
      drawBars(f, "f", model.f, format);
      drawBars(slope, "slope", model.slopes, format);
      drawNames();
      knobs.update();
    },
  };
}
