/** SoftmaxLoss: one point's logits as bars to drag; the probabilities, the loss and its gradient below them. */

import { logistic } from "../engine/activations.js";
import { clamp } from "../engine/clamp.js";
import { softmax, softmaxNLL } from "../engine/losses.js";
import { State } from "../kit/page/state.js";
import { button, choice, part, slider, strip } from "../kit/controls/controls.js";
import { html, keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, format, subscript } from "../kit/page/format.js";
import { Frame } from "../kit/page/frame.js";
import { Stack } from "../kit/plane/stack.js";
import { uprights } from "../kit/plane/uprights.js";

const MOST = 5;
const LIMIT = 6;
const WIDTH = 0.44;
const SHIFT_AT = 0.06;
const LINE = 14;
const NARROW = 80;

/** Where the number of a bar stands: beyond the bar's end, or within the bar where it would leave the panel. */
function numberHeight(plane, value, apart) {
  const end = plane.toY(value);
  const [over, under] = [end - apart * plane.scale, end + (apart + 10) * plane.scale];
  if (value < 0) return under < plane.height - 3 ? under : over;
  return over > LINE * plane.scale ? over : under;
}

/** A link may name a class that its logits do not have. */
function agree(state) {
  if (state.target >= state.logits.length) throw new Error(`target: there are only ${state.logits.length} classes`);
}

function render({ model, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const state = new State({ model, signal, bookPage, agree });
  const frame = new Frame({
    el, widget: "SoftmaxLoss", state, signal,
    title: "From logits to probabilities, loss and gradient",
    hint: "Drag the top of a bar z. Drag the grey knob at the left to move all of them together.",
  });
  const opening = state.get("logits");
  const done = () => state.commit();
  const logits = () => state.get("logits");
  const count = () => logits().length;
  const putLogit = (c, value) => state.change({ logits: logits().map((each, k) => (k === c ? clamp(Number(value.toFixed(3)), -LIMIT, LIMIT) : each)) });
  const mean = () => logits().reduce((sum, value) => sum + value, 0) / count();
  /** Moves all logits by one constant, as far as the first of them may go. */
  const shiftTo = (level) => {
    const [least, most] = [Math.min(...logits()), Math.max(...logits())];
    const by = clamp(level - mean(), -LIMIT - least, LIMIT - most);
    state.change({ logits: logits().map((value) => Number((value + by).toFixed(6))) });
  };

  const stack = new Stack({
    x: { domain: [0, 3], ticks: [] },
    panels: [
      { name: "z", label: "The logits", share: 44, y: { domain: [-LIMIT, LIMIT], label: "z", ticks: [-6, -3, 0, 3, 6] }, layers: ["level", "bars"] },
      { name: "f", label: "The probabilities", share: 32, y: { domain: [0, 1.4], label: "f = softmax(z)", ticks: [0, 0.5, 1] }, layers: ["bars"] },
      { name: "slope", label: "The gradient of the loss", share: 36, y: { domain: [-1.6, 1.6], label: "∂J/∂z", ticks: [-1, 0, 1] }, layers: ["level", "bars"] },
    ],
  });
  const [names, knobs, shift] = ["class-names", "knobs", "shift"].map((name) => svg("g", { class: name }));
  stack.over.append(names, knobs, shift);
  for (const panel of ["z", "slope"]) stack.planes[panel].layer("level").append(svg("path", { class: "level" }));
  const verdict = html("p", { class: "judgement" });
  frame.hero.append(verdict, stack.element);

  const shared = { stack, panel: "z", done, point: () => {}, lit: () => null, signal };
  const movers = uprights({
    ...shared, parent: knobs,
    get: () => logits().map((z, c) => ({ x: c + 0.5, y: z, value: z, name: `Logit z${subscript(c)} of class ${c}`, symbol: `z${subscript(c)}` })),
    change: putLogit,
    start: (c) => putLogit(c, opening[c] ?? 0),
  });
  const shifter = uprights({
    ...shared, parent: shift,
    get: () => [{ x: SHIFT_AT, y: mean(), value: mean(), name: "All logits together, their mean", symbol: "" }],
    change: (_, level) => shiftTo(level),
    start: () => shiftTo(0),
  });

  const target = choice({ label: "True class y", options: Array.from({ length: MOST }, (_, c) => [c, String(c)]), value: () => state.get("target"), change: (c) => state.commit({ target: c }) });
  const fewer = button({ text: "− class", press: () => state.commit({ logits: logits().slice(0, -1), target: Math.min(state.get("target"), count() - 2) }), disabled: () => count() === 2 });
  const more = button({ text: "+ class", press: () => state.commit({ logits: [...logits(), 0] }), disabled: () => count() === MOST });
  const addition = (by) => button({
    text: `Add ${by > 0 ? "1" : "−1"} to all`, press: () => { shiftTo(mean() + by); done(); },
    disabled: () => (by > 0 ? Math.max(...logits()) > LIMIT - 1 : Math.min(...logits()) < 1 - LIMIT),
  });
  const additions = [addition(1), addition(-1)];
  const temperature = slider({ label: "Temperature", low: 0.1, high: 10, step: 0.1, log: true, value: () => state.get("temperature"), change: (value) => state.change({ temperature: value }), done, start: () => 1, signal });
  const two = html("p", { class: "hint" });
  frame.side.append(
    part("Classes", strip(fewer.element, more.element), target.element),
    part("Logits", strip(...additions.map((each) => each.element)), temperature.element, two),
  );

  frame.onResize(({ width, height }) => stack.resize(width, Number.isFinite(height) ? height - verdict.offsetHeight : clamp(width * 0.95, 460, 560)));

  /** `apart` is how far the numbers stand from their bars. */
  function drawBars(panel, values, words, apart = 8) {
    const plane = stack.planes[panel];
    const zero = plane.toY(0);
    const bars = keepCount(plane.layer("bars"), values.length, () => svg("g", {}, svg("rect"), svg("text", { "text-anchor": "middle" })));
    values.forEach((value, c) => {
      const [rect, text] = bars[c].children;
      const top = plane.toY(value);
      const left = plane.toX(c + 0.5 - WIDTH / 2);
      set(bars[c], { class: `bar ${panel}-bar${c === state.get("target") ? " true-class" : ""}` });
      set(rect, { x: left.toFixed(1), y: Math.min(zero, top).toFixed(1), width: (plane.toX(WIDTH) - plane.toX(0)).toFixed(1), height: Math.abs(top - zero).toFixed(1) });
      set(text, { x: plane.toX(c + 0.5).toFixed(1), y: numberHeight(plane, value, apart).toFixed(1), text: words(value) });
    });
  }

  frame.onDraw(() => {
    const [K, T, y] = [count(), state.get("temperature"), state.get("target")];
    const scaled = Float64Array.from(logits(), (z) => z / T);
    const f = Array.from(softmax(scaled, K, 1));
    const J = softmaxNLL.value(scaled, [y], K, 1);
    const slopes = Array.from(softmaxNLL.slope(scaled, [y], K, 1), (each) => each / T);
    for (const plane of Object.values(stack.planes)) plane.x.domain = [0, K];
    stack.planes.f.y.label = T === 1 ? "f = softmax(z)" : "f = softmax(z/T)";
    const reach = Math.max(1, 1 / T) * 1.6;
    Object.assign(stack.planes.slope.y, { domain: [-reach, reach], ticks: T < 1 ? undefined : [-1, 0, 1] });
    for (const plane of Object.values(stack.planes)) plane.drawAxes();
    for (const panel of ["z", "slope"]) set(stack.planes[panel].layer("level").firstChild, { d: `M0 ${stack.planes[panel].toY(0)}H${stack.planes[panel].width}` });
    drawBars("z", logits(), fixed, 14);
    drawBars("f", f, format);
    drawBars("slope", slopes, format);
    const { width, scale } = stack.planes.slope;
    const kind = width / K < NARROW * scale ? "" : "class ";
    const labels = keepCount(names, K, () => svg("text", { "text-anchor": "middle" }));
    Array.from(labels).forEach((label, c) => set(label, { class: c === y ? "true-class" : "", x: stack.toX(c + 0.5).toFixed(1), y: (stack.toY("slope", -reach) + 17 * stack.planes.slope.scale).toFixed(1), text: `${kind}${c}${c === y ? " = y" : ""}` }));
    set(verdict, { text: `J = −log f${subscript(y)} = ${format(J)}` });
    set(two, { text: K === 2 ? `Two classes: f₁ = σ(z₁ − z₀) = σ(${format(scaled[1] - scaled[0])}) = ${format(logistic(scaled[1] - scaled[0]))}.` : "Take away classes until two are left: the softmax becomes the logistic." });
    target.element.querySelectorAll("label").forEach((label, c) => (label.hidden = c >= K));
    for (const each of [movers, shifter, target, fewer, more, ...additions, temperature]) each.update();
    frame.say(`Probabilities ${f.map((each) => format(each)).join(", ")}; true class ${y}; loss ${format(J)}; gradient ${slopes.map((each) => format(each)).join(", ")}.`);
  });
  return () => ended.abort();
}

export default { render };
