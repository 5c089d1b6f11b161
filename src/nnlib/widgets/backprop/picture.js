/** A network with its loss as a graph: values in the nodes, weights as edges to drag, messages forwards or back. */

import { drawMessages, messageLayer } from "../kit/graph/messages.js";
import { drawBox, newBox } from "../kit/graph/value_box.js";
import { weightEdges } from "../kit/graph/weight_edges.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { roving } from "../kit/page/roving.js";
import { scaleOf } from "../kit/page/scale.js";
import { dataBoxes } from "./data_boxes.js";
import { layOut } from "./layout.js";

const NARROW = 480;
const FRAME = 3;
const LINE = 14;

/** A number short enough for half a box. */
const brief = (value, digits) => (Math.abs(value) < 1e-3 ? format(value, 2, 1e-3) : format(value, digits));

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
 * @returns {{ element: SVGElement, update(): void, resize(room: { width: number, height: number }): void }}
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
  const graph = svg("svg", { role: "group", "aria-label": "The network and its loss; each edge is a weight" },
    lossEdges, weights.element, biases, messages, chips, boxes, inputs.element, targets.element);
  const steps = new WeakMap();
  const stops = roving(graph, { among: ".data-box", keys: ["PageUp", "PageDown"], signal });
  let room;
  let places;
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
    if (!goesOn) return { from, to, value: gradient[step.k], lit, share: done * places.chip(step).part };
    const value = model.message(step);
    const text = said(value, lit || places.clear[step.l]);
    return { from, to, value, lit, share: done, text, at: places.message };
  }

  function drawMessagesShown() {
    const { plan, shown } = model;
    const sent = plan.steps.slice(0, shown).filter(({ kind }) => kind !== "node");
    drawMessages(messages, shown ? sent.map(messageOf) : plan.edges.map(carried), places.scale);
  }

  /** What finite differences say, where it differs and there is room: beside a stub, on the edge looked at. */
  function differing(edge) {
    const hasRoom = edge.i < 0 || isChosen(edge);
    return hasRoom && model.disagrees(edge) ? ` ≠ ${format(model.estimate[edge.k])}` : "";
  }

  /** On each edge its weight; below it what it adds in the forward pass, or ∂J/∂ of it as far as it is known. */
  function drawChips() {
    const { plan, theta, gradient, shown } = model;
    const makeChip = () => svg("g", {}, svg("text", { class: "weight" }), svg("text"));
    const all = keepCount(chips, plan.edges.length, makeChip);
    plan.edges.forEach((edge, n) => {
      const { x, y, anchor } = places.chip(edge);
      const [weight, below] = all[n].children;
      const isSeen = places.clear[edge.l] || isChosen(edge);
      const isKnown = edge.n < shown && come(edge) === 1;
      const value = shown ? (isKnown ? gradient[edge.k] : null) : model.carried(edge);
      const place = { x: x.toFixed(1), "text-anchor": anchor };
      set(weight, { ...place, y: (y - 2 * places.scale).toFixed(1), text: isSeen ? format(theta[edge.k]) : "" });
      set(below, {
        ...place, y: (y + (LINE - 2) * places.scale).toFixed(1), class: shown ? "derivative" : "carried",
        text: isSeen && value !== null ? format(value) + (isKnown ? differing(edge) : "") : "",
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
    resize({ width, height }) {
      const scale = scaleOf(graph);
      room = { width: width - FRAME, height: height - FRAME, upright: width < NARROW * scale, scale };
      set(graph, { width, height });
    },
    update() {
      const { sizes, plan } = model;
      if (drawn.plan !== plan || drawn.room !== room) {
        drawn = { plan, room };
        places = layOut(sizes, plan.edges, room);
        const { width, height } = places.size; // more than there is room for, it is drawn smaller
        set(graph, { viewBox: `${-FRAME / 2} ${-FRAME / 2} ${width + FRAME} ${height + FRAME}`, class: "graph" });
      }
      drawEdges();
      drawMessagesShown();
      drawChips();
      drawNodes();
      drawData();
      stops.update();
    },
  };
}
