/** A network with its loss as a graph: values in the nodes, weights as edges to drag, messages forwards or back. */

import { drawMessages, messageLayer } from "../kit/graph/messages.js";
import { drawBox, newBox } from "../kit/graph/value_box.js";
import { weightEdges } from "../kit/graph/weight_edges.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { roving } from "../kit/page/roving.js";
import { scaleOf, SMALL } from "../kit/page/scale.js";
import { dataBoxes } from "./data_boxes.js";
import { layOut } from "./layout.js";

const NARROW = 480;
const FRAME = 3;
const STUB = 0.3;
/** Baselines of the two lines of a pair and of a single one, from the middle. */
const LINES = { above: -4, below: 12, single: 4.5 };
const CHIP = { height: 16, figure: 7.25, padding: 3 };
const LONGEST = 7;

/** A number short enough for half a box, or for an edge. */
function brief(value, digits = 3) {
  const texts = [format(value, digits), format(value, 2), format(value, 2, 1e-2)];
  return texts.find((text) => text.length <= LONGEST) ?? texts[2];
}

/** A path leads from edge `from` through `edge` to the loss: the derivative at `from` contains its weight. */
function isBeyond(from, edge) {
  return edge.i >= 0 && (edge.l > from.l + 1 || (edge.l === from.l + 1 && edge.i === from.j));
}

/** What a node has received so far: ∂J/∂h, or the part of it that has come; null if nothing has. */
function receivedBy({ l, j }, model) {
  const { pass, plan, shown, sizes } = model;
  const isShown = ({ n }) => n < shown;
  if (l === sizes.length - 2) return isShown(plan.losses[j]) ? pass.layers[l].dh[j] : null;
  const arrived = plan.leaving(l, j).filter(isShown);
  return arrived.length ? arrived.reduce((sum, edge) => sum + model.message(edge), 0) : null;
}

/** The box of a hidden node or an output: r and h, below them ∂J/∂r and ∂J/∂h as far as they are known. */
function nodeRows(step, model, digits) {
  const { l, j } = step;
  const { symbols, pass, shown } = model;
  const { r, h, dr } = pass.layers[l];
  const name = (text) => ({ text, kind: "name" });
  const cell = (value, kind) => ({ text: value === null ? "" : brief(value, digits), kind });
  return [
    [name(symbols.sum(l, j)), name(symbols.out(l, j))],
    [cell(r[j], "value"), cell(h[j], "value")],
    [cell(step.n < shown ? dr[j] : null, "derivative"), cell(receivedBy(step, model), "derivative")],
  ];
}

/**
 * @param {object} options
 * @param {import("./model.js").Model} options.model
 * @param {() => number} options.share  how far the newest message has come, 0 to 1
 * @param {(step: object | null) => void} options.point  the step of the backward plan that the pointer or focus is at
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns  a part of kit/page/parts.js whose `isComplete()` says whether each edge has all its numbers
 */
export function backpropPicture({ model, share, point, done, signal }) {
  const name = (edge) => model.symbols.weight(edge);
  const weights = weightEdges({ ...model.weights, name, point, done, signal });
  const inputs = dataBoxes({ ...model.data.x, name: (i) => `Input ${model.symbols.input(0, i)}`, done, signal });
  const targets = dataBoxes({ ...model.data.y, name: (k) => `Target ${model.symbols.target(k)}`, done, signal });
  const lossEdges = svg("g", { class: "graph-edges", "aria-hidden": "true" });
  const messages = messageLayer();
  const biases = svg("g", { class: "bias-knobs", "aria-hidden": "true" });
  const chips = svg("g", { class: "edge-chips", "aria-hidden": "true" });
  const boxes = svg("g", { "aria-hidden": "true" });
  const graph = svg("svg",
    { class: "graph", role: "group", "aria-label": "The network and its loss; each edge is a weight" },
    lossEdges, weights.element, biases, messages, chips, boxes, inputs.element, targets.element);
  const steps = new WeakMap();
  roving(graph, { among: ".data-box", keys: ["PageUp", "PageDown"], signal });
  let room;
  let places;
  let labels;
  let drawn = {};

  function makeBox() {
    const box = newBox();
    box.addEventListener("pointerenter", () => point(steps.get(box) ?? null), { signal });
    box.addEventListener("pointerleave", () => point(null), { signal });
    return box;
  }

  const isChosen = (edge) => {
    const { chosen } = model;
    const arrives = chosen?.kind === "node" && chosen.l === edge.l && chosen.j === edge.j;
    return edge === chosen || edge === model.newest || (arrives && !model.shown);
  };

  /** How far the message of a step has come. */
  const come = (step) => (step === model.newest ? share() : 1);

  /** What an edge carries in the forward pass, as kit/graph/messages.js takes it. */
  function carried(edge) {
    const [from, to] = places.edge(edge);
    return { from, to, value: model.carried(edge), lit: isChosen(edge), forward: true };
  }

  /** How far a message goes that ends at its edge: to the label of the weight. */
  const stubOf = (edge) => (labels(edge, "pair") ?? labels(edge, "weight"))?.part ?? STUB;

  /** The message of one step that is shown, as kit/graph/messages.js takes it. */
  function messageOf(step) {
    const { pass, gradient } = model;
    const lit = isChosen(step);
    const done = come(step);
    const said = (value, isSaid = true) => (isSaid && done === 1 ? format(value) : "");
    if (step.kind === "loss") {
      const [to, from] = places.lossEdge(step.j);
      const value = pass.layers[step.l].dh[step.j];
      return { from, to, value, lit, share: done, text: said(value) };
    }
    const [to, from] = places.edge(step);
    const goesOn = step.l > 0 && step.i >= 0;
    if (!goesOn) return { from, to, value: gradient[step.k], lit, share: done * stubOf(step) };
    const value = model.message(step);
    const place = labels(step, "message");
    return { from, to, value, lit, share: done, text: said(value, Boolean(place)), at: place?.part };
  }

  /** Forwards, only what is looked at has its arrows. */
  function drawMessagesShown() {
    const { plan, shown } = model;
    const sent = plan.steps.slice(0, shown).filter(({ kind }) => kind !== "node");
    const seen = shown ? sent.map(messageOf) : plan.edges.filter(isChosen).map(carried);
    drawMessages(messages, seen, places.scale);
  }

  /** What finite differences say, where it differs and there is room: beside a stub, on the edge looked at. */
  function differing(edge) {
    const hasRoom = edge.i < 0 || isChosen(edge);
    return hasRoom && model.disagrees(edge) ? ` ≠ ${brief(model.estimate[edge.k])}` : "";
  }

  /** On each edge its weight; below it what it adds in the forward pass, or ∂J/∂ of it as far as it is known. */
  function drawChips() {
    const { plan, theta, gradient, shown } = model;
    const { scale } = places;
    const makeChip = () => svg("g", {}, svg("text", { class: "weight" }), svg("rect"), svg("text"));
    const all = keepCount(chips, plan.edges.length, makeChip);
    plan.edges.forEach((edge, n) => {
      const [weight, chip, below] = all[n].children;
      const pair = labels(edge, "pair");
      const place = pair ?? labels(edge, "weight");
      set(weight, { text: place ? format(theta[edge.k]) : "" });
      const isKnown = edge.n < shown && come(edge) === 1;
      const value = shown ? (isKnown ? gradient[edge.k] : null) : model.carried(edge);
      const text = pair && value !== null ? brief(value) + (isKnown ? differing(edge) : "") : "";
      set(below, { text, class: shown ? "derivative" : "carried" });
      set(all[n], { class: `${edge.i < 0 ? "bias" : ""}${theta[edge.k] < 0 ? " negative" : ""}` });
      if (!place) return set(chip, { width: 0 });
      const width = text && shown ? ((text.length - 0.5) * CHIP.figure + 2 * CHIP.padding) * scale : 0;
      const left = place.x - (edge.i < 0 ? place.width : width) / 2;
      const x = edge.i < 0 ? left + CHIP.padding * scale : place.x; // a bias's label begins beside its stub
      set(weight, { x: x.toFixed(1), y: (place.y + (pair ? LINES.above : LINES.single) * scale).toFixed(1) });
      set(below, { x: x.toFixed(1), y: (place.y + LINES.below * scale).toFixed(1) });
      set(chip, {
        x: left.toFixed(1), y: (place.y + (LINES.below - LINES.single - CHIP.height / 2) * scale).toFixed(1),
        width: width.toFixed(1), height: CHIP.height * scale,
      });
    });
  }

  function drawEdges() {
    const { plan, chosen } = model;
    const isLit = (edge) => edge === chosen || (chosen?.kind === "edge" && isBeyond(chosen, edge));
    weights.update(plan.edges, places.edge, isLit);
    const knobs = keepCount(biases, plan.edges.filter(({ i }) => i < 0).length, () => svg("circle", { r: 3.5 }));
    plan.edges.filter(({ i }) => i < 0).forEach((edge, n) => {
      const [{ x, y }] = places.edge(edge);
      set(knobs[n], { cx: x.toFixed(1), cy: y.toFixed(1) });
    });
    const lines = keepCount(lossEdges, plan.losses.length, () => svg("path", { class: "known" }));
    plan.losses.forEach(({ j }) => {
      const [from, to] = places.lossEdge(j);
      set(lines[j], { d: `M${from.x} ${from.y}L${to.x} ${to.y}` });
    });
  }

  function drawNodes() {
    const { plan, pass, newest, chosen } = model;
    const digits = room.upright ? 2 : 3;
    const loss = [[{ text: "J", kind: "name" }], [{ text: format(pass.J), kind: "value" }]];
    const all = [
      ...plan.nodes.flat().map((step) => ({
        place: places.node(step.l + 1, step.j), rows: nodeRows(step, model, digits), kind: "node-box", step,
      })),
      { place: places.loss, rows: loss, kind: "loss-box" },
    ];
    const elements = keepCount(boxes, all.length, makeBox);
    all.forEach(({ place, rows, kind, step }, n) => {
      steps.set(elements[n], step);
      const looks = [step && step === newest ? " newest" : "", step && step === chosen ? " lit" : ""];
      set(elements[n], { class: `value-box ${kind}${looks.join("")}` });
      drawBox(elements[n], place, rows, places.scale);
    });
  }

  function drawData() {
    const { symbols, x, y } = model;
    const value = (text) => ({ text, kind: "value" });
    const [xs, ys] = [Array.from(x), Array.from(y)];
    const inputRows = (each, i) => [[{ text: symbols.input(0, i), kind: "name" }], [value(format(each))]];
    const targetRows = (each, k) => [[value(`${symbols.target(k)} = ${format(each)}`)]];
    inputs.update(xs.map((_, i) => places.node(0, i)), xs.map(inputRows), places.scale);
    targets.update(ys.map((_, k) => places.target(k)), ys.map(targetRows), places.scale);
  }

  return {
    element: graph,
    isComplete: () => places.labels.complete,
    resize({ width, height }) {
      const scale = scaleOf(graph, SMALL);
      room = { width: width - FRAME, height: height - FRAME, upright: width < NARROW * scale, scale };
      set(graph, { width, height });
    },
    update() {
      const { sizes, plan } = model;
      if (drawn.plan !== plan || drawn.room !== room) {
        drawn = { plan, room };
        places = layOut(sizes, plan.edges, room);
        const { width, height } = places.size; // more than there is room for, it is drawn smaller
        set(graph, { viewBox: `${-FRAME / 2} ${-FRAME / 2} ${width + FRAME} ${height + FRAME}` });
      }
      labels = places.labels.around(model.chosen?.kind === "edge" ? model.chosen : null);
      drawEdges();
      drawMessagesShown();
      drawChips();
      drawNodes();
      drawData();
    },
  };
}
