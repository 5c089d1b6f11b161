/** Convolution: filters whose numbers can be grabbed, slid over an image; then the activation and pooling. */

import { SIDE } from "../engine/strokes.js";
import { State } from "../kit/page/state.js";
import { button, choice, part, select, slider, strip } from "../kit/controls/controls.js";
import { Pipeline, channelsOf, fitted } from "./model.js";
import { html, set } from "../kit/page/dom.js";
import { counted, format } from "../kit/page/format.js";
import { filterGrid } from "./filter_grid.js";
import { Frame } from "../kit/page/frame.js";
import { Maps } from "../kit/image/maps.js";
import { number } from "../kit/controls/number.js";
import { pad } from "../kit/image/pad.js";
import { thumbnails } from "../kit/image/thumbnails.js";
import { windowHandle } from "./window_handle.js";

const AREA = SIDE * SIDE;
const MOST_OUTPUTS = 6;
const LIMIT = 10;
const COLOURS = ["red", "green", "blue"];
const GAP = 2;

const shapeOf = (state) => [state.bias.length, channelsOf(state.image), state.size];
const count = ([outputs, channels, size]) => outputs * channels * size * size;

/** The filters of a link fit its shape, or are fitted to it if it has none of its own. */
function agree(state, given, author) {
  if (!given.includes("weights")) state.weights = fitted(author.weights, shapeOf(author), shapeOf(state));
  if (given.includes("strokes") && !given.includes("image")) state.image = "drawn";
  if (state.weights.length !== count(shapeOf(state))) throw new Error(`weights: expected ${count(shapeOf(state))} numbers`);
}

function render({ model, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const bytes = model.get("_images");
  const presets = model.get("_presets");
  const lenet = model.get("_lenet");
  const author = Object.fromEntries(["weights", "bias", "image", "size"].map((name) => [name, model.get(name)]));
  const state = new State({ model, signal, bookPage, agree: (next, given) => agree(next, given, author) });
  const frame = new Frame({
    el, widget: "Convolution", state, signal,
    title: "A filter slides over an image",
    hint: "Drag a number of the filter sideways, scroll over it, or type. Drag the window over the image, or point at an output to see its sum.",
  });
  const done = () => state.commit();
  const all = (...names) => Object.fromEntries(names.map((name) => [name, state.get(name)]));
  const shape = () => shapeOf(all("bias", "image", "size"));
  const pipe = new Pipeline(state, bytes);
  const view = { pointed: null };
  const weights = () => state.get("weights");
  /** The cell of r whose sum is shown, held within r. */
  const cell = () => {
    const [d, i, j] = view.pointed ?? state.get("cell");
    const { outputs, height, width } = pipe.conv;
    return [Math.min(d, outputs - 1), Math.min(i, height - 1), Math.min(j, width - 1)];
  };
  const filter = () => {
    const [, channels, size] = shape();
    const channel = Math.min(cell()[0], state.get("bias").length - 1);
    return { channel, channels, size, start: channel * channels * size * size };
  };
  const choose = (place) => {
    view.pointed = null;
    state.change({ cell: place });
  };
  const point = (place) => {
    view.pointed = place;
    frame.invalidate();
  };

  // Pictures: x, r, and what follows
  const input = new Maps({ label: "image x", ink: true, signal });
  const words = ([d, i, j]) => `channel ${d + 1}, row ${i + 1}, column ${j + 1}: ${format(pipe.conv.r[(d * pipe.conv.height + i) * pipe.conv.width + j])}`;
  const sums = new Maps({ label: "output r", words, chosen: () => (pipe.conv.height ? cell() : null), choose, point, done, signal });
  const after = new Maps({ label: "values after activation and pooling", signal });
  const sheet = pad({ label: "Image to draw on", get: () => state.get("strokes"), change: (strokes) => state.change({ strokes, image: "drawn" }), done, signal });
  sheet.element.classList.add("over");
  input.element.append(sheet.element);
  const mover = windowHandle({
    maps: input, conv: () => pipe.conv, place: () => cell().slice(1), done, signal,
    move: (i, j) => choose([cell()[0], i, j]),
  });
  const captions = [0, 1, 2].map(() => html("p", { class: "quiet" }));
  const figures = [input, sums, after].map((each, n) => html("div", {}, each.element, captions[n]));
  const problem = html("p", { class: "problem", role: "status" });
  const grids = filterGrid({
    filter, weights, done, signal,
    change: (k, value) => state.change({ weights: weights().map((each, n) => (n === k ? value : each)) }),
    name: (c) => `${COLOURS[c]} channel`,
    clear(c) {
      const { start, size } = filter();
      const [from, to] = [start + c * size * size, start + (c + 1) * size * size];
      state.commit({ weights: weights().map((each, k) => (k >= from && k < to ? 0 : each)) });
    },
  });
  const bias = number({
    label: "Bias of the filter", low: -LIMIT, high: LIMIT, step: 0.05, done, signal, start: () => 0,
    value: () => state.get("bias")[filter().channel],
    change: (value) => state.change({ bias: state.get("bias").map((each, d) => (d === filter().channel ? value : each)) }),
  });
  const [before, behind] = [html("span"), html("span")];
  const sum = html("p", { class: "formula conv-sum" }, before, bias.element, behind);
  frame.hero.append(html("div", { class: "conv-row" }, ...figures), problem, sum, grids.element);

  // Controls: the image
  const refit = (changes) => {
    const now = all("bias", "image", "size", "weights");
    const next = { ...now, ...changes };
    state.commit({ ...changes, weights: changes.weights ?? fitted(now.weights, shapeOf(now), shapeOf(next)) });
  };
  const picker = thumbnails({
    label: "A digit", count: 10, signal,
    name: (i) => `digit ${i}`,
    bytes: (i) => new Uint8Array(bytes.buffer, bytes.byteOffset + i * AREA, AREA),
    value: () => Number(state.get("image")),
    change: (i) => refit({ image: String(i) }),
  });
  const imageButtons = [
    button({ text: "Three channels", press: () => refit({ image: "colour" }), pressed: () => state.get("image") === "colour", hint: "The digits 3, 5 and 8 as the red, green and blue channel of one image" }),
    button({ text: "Draw", press: () => refit({ image: "drawn" }), pressed: () => state.get("image") === "drawn", hint: "An image of your own" }),
    button({ text: "Clear", press: () => state.commit({ strokes: [] }), disabled: () => state.get("image") !== "drawn" || state.get("strokes").length === 0 }),
  ];

  // The filters
  const sameAs = (matrix) => {
    const [{ start, size, channels }, list] = [filter(), weights()];
    const flat = matrix.flat();
    return flat.length === size * size && list.slice(start, start + channels * size * size).every((value, n) => Math.abs(value - flat[n % flat.length]) < 1e-9);
  };
  const takePreset = (name) => {
    const flat = presets[name]?.flat();
    if (!flat) return;
    const size = Math.sqrt(flat.length);
    const [outputs, channels] = shape();
    const list = fitted(weights(), shape(), [outputs, channels, size]);
    const start = filter().channel * channels * flat.length;
    for (let n = 0; n < channels * flat.length; n++) list[start + n] = flat[n % flat.length];
    state.commit({ size, weights: list });
  };
  const preset = select({
    label: "Preset", options: [["own", "own numbers"], ...Object.keys(presets).map((name) => [name, name])],
    value: () => Object.keys(presets).find((name) => sameAs(presets[name])) ?? "own",
    change: takePreset,
  });
  frame.presets = Object.keys(presets).slice(0, 9).map((name) => () => takePreset(name));
  const outputs = choice({
    label: "Output channel", options: Array.from({ length: MOST_OUTPUTS }, (_, d) => [d, String(d + 1)]),
    value: () => filter().channel,
    change: (d) => state.commit({ cell: [d, ...cell().slice(1)] }),
  });
  const biases = (change) => change(state.get("bias"));
  const channelButtons = [
    button({ text: "+ channel", disabled: () => state.get("bias").length === MOST_OUTPUTS, press: () => {
      const next = biases((b) => [...b, 0]);
      refit({ bias: next, cell: [next.length - 1, ...cell().slice(1)] });
    } }),
    button({ text: "− channel", disabled: () => state.get("bias").length === 1, press: () => refit({ bias: biases((b) => b.slice(0, -1)) }) }),
    button({ text: "LeNet’s six", hint: "The six filters that LeNet-5 learnt, with their biases", press: () => state.commit({
      size: 5, bias: [...lenet.bias], weights: fitted(lenet.weights, [MOST_OUTPUTS, 1, 5], [MOST_OUTPUTS, shape()[1], 5]), stride: 1, padding: 2, dilation: 1,
    }) }),
  ];
  const whole = (label, name, low, high, change = (value) => state.change({ [name]: value })) =>
    slider({ label, low, high, step: 1, value: () => state.get(name), change: (value) => change(Math.round(value)), done, signal });
  const sizes = [
    whole("Size", "size", 1, 7, (size) => state.change({ size, weights: fitted(weights(), shape(), [...shape().slice(0, 2), size]) })),
    whole("Stride", "stride", 1, 4), whole("Padding", "padding", 0, 6), whole("Dilation", "dilation", 1, 6),
  ];
  const size = html("p", { class: "size-formula" });
  const counts = html("p", { class: "quiet" });

  // What follows
  const activation = choice({ label: "Activation", options: [["relu", "ReLU"], ["identity", "none"]], value: () => state.get("activation"), change: (value) => state.commit({ activation: value }) });
  const pooling = choice({ label: "Pooling", options: [["max", "max"], ["average", "average"], ["none", "none"]], value: () => state.get("pooling"), change: (value) => state.commit({ pooling: value }) });
  const poolSizes = [whole("Window", "window", 1, 8), whole("Stride of pooling", "pool_stride", 1, 8)];
  const poolSize = html("p", { class: "size-formula" });
  const elements = (controls) => controls.map((each) => each.element);
  frame.side.append(
    part("Image", picker.element, strip(...elements(imageButtons))),
    part("Filters", preset.element, outputs.element, strip(...elements(channelButtons)), ...elements(sizes), size, counts),
    part("Then", activation.element, pooling.element, ...elements(poolSizes), poolSize),
  );
  const controls = [picker, ...imageButtons, preset, outputs, ...channelButtons, ...sizes, activation, pooling, ...poolSizes, bias];

  let [room, tall] = [320, Infinity];
  frame.onResize(({ width, height }) => {
    [room, tall] = [width, height];
  });

  /** Gives the three pictures one scale, so that a smaller layer looks smaller. */
  function arrange() {
    const { channels, outputs: d, height, width, padding } = pipe.conv;
    const last = pipe.pool ?? pipe.conv;
    const side = SIDE + 2 * padding;
    const columns = d > 3 ? 2 : 1;
    const lines = Math.max(channels, Math.ceil(d / columns));
    const across = side + columns * (width + last.width + 2 * GAP);
    const most = Math.max(3, Math.floor((tall === Infinity ? 440 : tall * 0.55) / (lines * side)));
    const scale = Math.max(2, Math.min(most, Math.floor((room - 36) / across)));
    input.arrange([channels, side, side], { columns: 1, cell: scale, gap: GAP });
    if (height > 0) sums.arrange([d, height, width], { columns, cell: scale, gap: GAP });
    if (!pipe.problem) after.arrange([d, last.height, last.width], { columns, cell: scale, gap: GAP });
    sheet.resize(SIDE * scale);
    Object.assign(sheet.element.style, { left: `${padding * scale}px`, top: `${padding * scale}px` });
  }

  const largestOf = (values) => values.reduce((most, each) => Math.max(most, Math.abs(each)), 1e-9);

  /** Where the filter of the chosen cell meets x, one rectangle for a window, or one for each of its entries. */
  function metAt([, i, j]) {
    const { channels, size, stride, dilation } = pipe.conv;
    const entries = dilation > 1 ? Array.from({ length: size * size }, (_, n) => [Math.floor(n / size), n % size]) : [[0, 0]];
    const span = dilation > 1 ? 1 : size;
    return Array.from({ length: channels }, (_, c) => entries.map(([k, l]) => ({
      box: input.box([c, i * stride + k * dilation, j * stride + l * dilation], span, span), name: "met",
    }))).flat();
  }

  /** The border of x within its padding, where the chosen cell looks, and the pooled value nearest to it. */
  function drawWindows() {
    const { channels, padding, height } = pipe.conv;
    const edges = Array.from({ length: channels }, (_, c) => ({ box: input.box([c, padding, padding], SIDE, SIDE), name: "edge" }));
    input.outline(height ? [...edges, ...metAt(cell())] : edges);
    if (pipe.problem) return sums.outline([]);
    const [d, i, j] = cell();
    const { size: window, stride: apart, height: rows, width: columns } = pipe.pool ?? { ...pipe.conv, size: 1, stride: 1 };
    const [row, column] = [Math.min(rows - 1, Math.floor(i / apart)), Math.min(columns - 1, Math.floor(j / apart))];
    after.outline([{ box: after.box([d, row, column], 1, 1), name: "met" }]);
    sums.outline(pipe.pool ? [{ box: sums.box([d, row * apart, column * apart], window, window), name: "edge" }] : []);
  }

  frame.onDraw(() => {
    pipe.read();
    arrange();
    const { conv, pool } = pipe;
    const fits = conv.height > 0;
    const isDrawn = state.get("image") === "drawn";
    input.draw(pipe.padded);
    sheet.element.toggleAttribute("hidden", !isDrawn);
    mover.element.toggleAttribute("hidden", isDrawn || !fits);
    figures[1].hidden = !fits;
    figures[2].hidden = Boolean(pipe.problem);
    sum.hidden = !fits;
    set(problem, { text: pipe.problem });
    const shapeText = (channels, height, width) => `${channels > 1 ? `${channels} × ` : ""}${height} × ${width}`;
    set(captions[0], { text: `x: ${shapeText(conv.channels, SIDE, SIDE)}` });
    if (isDrawn) sheet.update();
    let said = pipe.problem;
    if (fits) {
      const [d, i, j] = cell();
      const r = conv.r[(d * conv.height + i) * conv.width + j];
      sums.draw(conv.r, largestOf(conv.r));
      mover.update();
      conv.patch(pipe.x, i, j, pipe.patch);
      set(captions[1], { text: `r: ${shapeText(conv.outputs, conv.height, conv.width)}` });
      set(before, { text: `Sum of the ${pipe.patch.length} products ${format(r - conv.b[d])}, plus b = ` });
      set(behind, { text: ` gives r = ${format(r)}` });
      if (!pipe.problem) {
        const last = pool ?? conv;
        after.draw(pipe.h, largestOf(pipe.h));
        const steps = [state.get("activation") === "relu" ? "ReLU" : "", pool ? `${pool.kind} of ${pool.size} × ${pool.size}` : ""].filter(Boolean);
        set(captions[2], { text: `${steps.join(", ") || "unchanged"}: ${shapeText(conv.outputs, last.height, last.width)}` });
        said = `Output channel ${d + 1}, row ${i + 1}, column ${j + 1}: r = ${format(r)}. The output is ${shapeText(conv.outputs, conv.height, conv.width)}${pool ? `, pooled ${shapeText(conv.outputs, pool.height, pool.width)}` : ""}.`;
      }
    }
    drawWindows();
    grids.update(pipe.patch);
    const [first, second] = pipe.sizes();
    set(size, { text: first });
    set(poolSize, { text: second });
    const parameters = conv.W.length + conv.b.length;
    set(counts, { text: `(${conv.size} · ${conv.size} · ${conv.channels} + 1) · ${conv.outputs} = ${counted(parameters, "parameter")}` });
    for (const each of controls) each.update();
    outputs.element.querySelectorAll("label").forEach((label, d) => (label.hidden = d >= conv.outputs));
    outputs.element.hidden = conv.outputs === 1;
    for (const each of poolSizes) each.element.hidden = pool === null;
    frame.say(said);
  });
  return () => ended.abort();
}

export default { render };
