/** NetworkSizes: build a network, count its parameters term by term, see what a random network of that shape can draw. */

import { countParameters } from "../engine/network.js";
import { State } from "../kit/page/state.js";
import { button, choice, part, strip, toggle } from "../kit/controls/controls.js";
import { countSum, countTable, sameTerm, sizeName } from "./count_table.js";
import { diagram } from "../kit/graph/diagram.js";
import { html, set } from "../kit/page/dom.js";
import { drawnFunction } from "./drawn_function.js";
import { format, subscript } from "../kit/page/format.js";
import { Frame } from "../kit/page/frame.js";
import { NetworkSizesModel, agree, isDownstream, nodeName, reach, weightName } from "./model.js";
import { number } from "../kit/controls/number.js";
import { EDGE_LEGEND } from "../kit/graph/weight_edges.js";

const LIMIT = 40;
const STEP = 0.1;
const WIDEST = 16;
const MOST_HIDDEN = 5;
const MOST_INPUTS = 2;
const MOST_OUTPUTS = 4;
const ADDED = 4;
const TWO_COLUMNS = 620;
const NAMES = { tanh: "tanh", logistic: "Logistic", relu: "ReLU", "leaky relu": "Leaky ReLU", identity: "none" };
const PRESETS = [["No hidden layer", []], ["Wide: 16", [16]], ["Deep: 4, 4, 4", [4, 4, 4]]];

function render({ model, el, bookPage = false }) {
  const ended = new AbortController();
  const { signal } = ended;
  const state = new State({ model, signal, bookPage, agree });
  const frame = new Frame({
    el, widget: "NetworkSizes", state, signal,
    title: "How many parameters a network has, and what its shape can draw",
    hint: "Change the sizes under the diagram. Point at a term of the count, or at an edge; drag an edge to change its weight.",
  });
  frame.wide = true;
  const data = new NetworkSizesModel(state);
  const view = { edge: null, chosen: null, term: null, pinned: null, doubled: "" };
  const done = () => state.commit();
  const hidden = () => state.get("hidden");
  data.read();

  const look = (changes) => {
    Object.assign(view, changes);
    frame.invalidate();
  };
  const reshape = (changes) => {
    look({ edge: null, chosen: null, pinned: null, doubled: "" });
    const outputs = changes.outputs ?? state.get("outputs");
    state.change({ weights: [], shown: Math.min(state.get("shown"), outputs), ...changes });
  };
  const reshapeDone = (changes) => {
    reshape(changes);
    done();
  };
  state.onJump(() => look({ edge: null, chosen: null, pinned: null, doubled: "" }));

  // What stands out: a term of the count lights its edges, an edge its term and all that it changes.
  const term = () => view.term ?? (view.edge ? null : view.pinned);
  const edge = () => (term() ? null : view.edge ?? view.chosen);
  const counts = ({ l, part: kind }, other) => (l === 0 || l === other.l + 1) && (kind === "all" || (kind === "biases") === other.i < 0);
  const marked = (other) => {
    if (term()) return counts(term(), other) ? "counted" : "dim";
    const from = edge();
    if (!from) return "";
    return other.k === from.k ? "followed" : isDownstream(from, other) ? "downstream" : "dim";
  };
  const markedNode = (l, i) => {
    if (term()) return i >= 0 && l > 0 && term().part !== "weights" && !state.get("biases") && counts(term(), { l: l - 1, i: -1 }) ? "counted" : "";
    const from = edge();
    if (!from) return "";
    return i >= 0 && (l > from.l + 1 || (l === from.l + 1 && i === from.j)) ? "downstream" : "";
  };

  const picture = diagram({
    label: "The network, every edge a weight",
    sizes: () => data.sizes,
    theta: () => data.net.theta,
    change: (k, value) => data.put(data.edgeAt(k), value),
    start: (k) => data.drawn.theta[k],
    point: (_, pointed) => look({ edge: pointed }),
    choose: (chosen) => look({ chosen, pinned: null }),
    biases: () => state.get("biases"),
    edgeText: weightName,
    nodeText: nodeName,
    done, limit: LIMIT, marked, markedNode, signal,
  });
  picture.element.addEventListener("pointerdown", () => look({ chosen: null, pinned: null }), { signal });
  picture.element.addEventListener("keydown", (event) => event.key === "Escape" && look({ edge: null, chosen: null }), { signal });

  // Sizes, under the columns of the diagram
  const sizeFields = html("div", { class: "size-fields", role: "group", "aria-label": "Sizes of the layers" });
  const fields = [];
  const sizeField = (name, high, value, change) => {
    const field = number({ label: name, low: 1, high, step: 1, value, change: (next) => Math.round(next) !== value() && change(Math.round(next)), done, signal });
    const symbol = html("i");
    return { field, symbol, element: html("span", { class: "size-field" }, symbol, field.element) };
  };
  const inputField = sizeField("Inputs n", MOST_INPUTS, () => state.get("inputs"), (inputs) => reshape({ inputs }));
  const outputField = sizeField("Outputs K", MOST_OUTPUTS, () => state.get("outputs"), (outputs) => reshape({ outputs }));
  const hiddenFields = Array.from({ length: MOST_HIDDEN }, (_, l) =>
    sizeField(`Units in hidden layer ${l + 1}`, WIDEST, () => hidden()[l] ?? 1, (width) => reshape({ hidden: hidden().map((each, i) => (i === l ? width : each)) })));
  sizeFields.append(inputField.element, ...hiddenFields.map((each) => each.element), outputField.element);
  function placeFields() {
    hiddenFields.forEach((each, l) => (each.element.hidden = l >= hidden().length));
    fields.splice(0, fields.length, inputField, ...hiddenFields.slice(0, hidden().length), outputField);
    const columns = picture.columns();
    fields.forEach(({ field, symbol, element }, l) => {
      element.style.left = `${columns[l]}px`;
      set(symbol, { text: sizeName(l, fields.length - 1) });
      field.update();
    });
  }

  const table = countTable({
    sizes: () => data.sizes,
    point: (pointed) => look({ term: pointed }),
    pin: (pressed) => look({ pinned: sameTerm(view.pinned, pressed) ? null : pressed, chosen: null }),
    pinned: () => view.pinned,
    marked: (each) => sameTerm(term(), each) || (edge() !== null && each.l > 0 && each.part !== "all" && counts(each, edge())),
    signal,
  });
  const doubled = html("p", { class: "doubled" });
  const drawing = drawnFunction({ signal });
  frame.hero.append(html("div", { class: "sizes" },
    html("div", { class: "counted" }, picture.element, sizeFields, table.element, doubled),
    drawing.element));

  /** Takes twice the width or the depth and says what it did to the count. */
  const twice = (what, next) => {
    const before = countParameters(data.sizes);
    const after = countParameters([state.get("inputs"), ...next, state.get("outputs")]);
    reshapeDone({ hidden: next });
    look({ doubled: `Twice as ${what}: ${before} → ${after} parameters, ${format(after / before)} times as many.` });
  };
  // Shape
  const shapeControls = [
    button({ text: "− layer", press: () => reshapeDone({ hidden: hidden().slice(0, -1) }), disabled: () => hidden().length === 0 }),
    button({ text: "+ layer", press: () => reshapeDone({ hidden: [...hidden(), hidden()[hidden().length - 1] ?? ADDED] }), disabled: () => hidden().length >= MOST_HIDDEN }),
    button({ text: "Twice as wide", press: () => twice("wide", hidden().map((width) => 2 * width)), disabled: () => hidden().length === 0 || Math.max(...hidden()) * 2 > WIDEST, hint: "Doubles every hidden layer's size" }),
    button({ text: "Twice as deep", press: () => twice("deep", [...hidden(), ...hidden()]), disabled: () => hidden().length === 0 || hidden().length * 2 > MOST_HIDDEN, hint: "Doubles the number of hidden layers" }),
    ...PRESETS.map(([text, shape]) => button({ text, press: () => reshapeDone({ hidden: shape }) })),
  ];
  frame.presets = PRESETS.map(([, shape]) => () => reshapeDone({ hidden: shape }));
  const kind = choice({ label: "Activation of the hidden units", options: Object.entries(NAMES), value: () => state.get("activation"), change: (activation) => reshapeDone({ activation }) });
  const biasNodes = toggle({ label: "Draw the bias nodes", value: () => state.get("biases"), change: (biases) => state.commit({ biases }) });

  // Draw
  const another = button({ text: "Draw another", press: () => reshapeDone({ seed: (state.get("seed") % 9999) + 1 }), hint: "Random weights from the next seed" });
  const seed = number({ label: "Seed of the weights", low: 0, high: 9999, step: 1, value: () => state.get("seed"), change: (value) => reshape({ seed: Math.round(value) }), done, signal });
  const outputChoice = choice({
    label: "Output in the picture",
    options: Array.from({ length: MOST_OUTPUTS }, (_, k) => [k + 1, `f${subscript(k + 1)}`]),
    value: () => state.get("shown"),
    change: (shown) => state.commit({ shown }),
  });

  // One weight
  const weightOf = () => (view.chosen ? data.net.theta[view.chosen.k] : 0);
  const symbol = html("i");
  const field = number({
    label: "Chosen weight", low: -LIMIT, high: LIMIT, step: STEP, done, signal,
    value: weightOf,
    start: () => data.drawn.theta[view.chosen.k],
    change: (value) => view.chosen && data.put(view.chosen, value),
  });
  const equation = html("p", { class: "formula" }, symbol, " = ", field.element);
  const reached = html("p", { class: "reach" });
  const weightControls = [
    button({ text: "As drawn", press: () => state.commit({ weights: [] }), disabled: () => !data.isChanged, hint: "Every weight as the seed drew it" }),
    button({ text: "Let go", press: () => look({ chosen: null }), disabled: () => !view.chosen, hint: "Follow no weight (Escape)" }),
  ];

  const elements = (controls) => controls.map((each) => each.element);
  const [fewer, more, ...others] = elements(shapeControls);
  frame.side.append(
    part("Shape", strip(html("span", { text: "Hidden layers" }), fewer, more), strip(...others), biasNodes.element),
    part("Function", kind.element, strip(another.element, html("span", { class: "seed" }, "seed ", seed.element)), outputChoice.element),
    part("One weight", equation, reached, strip(...elements(weightControls)), html("p", { class: "legend", text: EDGE_LEGEND })),
  );

  frame.onResize(({ width, height }) => {
    const column = width >= TWO_COLUMNS ? Math.floor((width - 24) / 2) : width;
    const rest = sizeFields.offsetHeight + table.element.offsetHeight + doubled.offsetHeight;
    picture.resize(column, Math.round(Math.max(150, Number.isFinite(height) ? height - rest : 0.58 * column)));
    drawing.resize(column, height);
  });

  frame.onDraw(() => {
    data.read();
    picture.update();
    placeFields();
    table.update();
    set(doubled, { text: view.doubled });
    const words = drawing.draw({ net: data.net, drawn: data.isChanged ? data.drawn : null, key: `${data.key} ${state.get("shown")}`, output: state.get("shown") - 1 });
    outputChoice.element.hidden = !(data.sizes[0] === 2 && state.get("outputs") > 1);
    outputChoice.element.querySelectorAll("label").forEach((label, k) => (label.hidden = k >= state.get("outputs")));
    equation.hidden = !view.chosen;
    set(symbol, { text: view.chosen ? weightName(view.chosen) : "" });
    set(reached, { text: view.chosen ? reach(view.chosen, data.sizes) : "Point at an edge to see what its weight changes; press it to keep it in view." });
    for (const each of [...shapeControls, ...weightControls, kind, biasNodes, another, seed, outputChoice, field]) each.update();
    frame.say(`Network ${data.sizes.join("-")}, ${NAMES[state.get("activation")]}: ${countSum(data.sizes)} parameters; ${words}.` +
      (view.chosen ? ` ${weightName(view.chosen)} = ${format(weightOf())}. ${reach(view.chosen, data.sizes)}` : ""));
  });
  return () => ended.abort();
}

export default { render };
