/** A network with its loss as a graph: values in the nodes, weights as edges to drag, messages along them, forwards or back. */

import { carriedBy, messageTo } from "./formulas.js";
import { dataBoxes } from "./data_boxes.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { edgeEnds, flow } from "../kit/graph/flow.js";
import { format } from "../kit/page/format.js";
import { drawMessages, messageLayer } from "../kit/graph/messages.js";
import { boxHeight, drawBox, newBox } from "../kit/graph/value_box.js";
import { weightEdges } from "../kit/graph/weight_edges.js";

const WIDTHS = { bias: 26, input: 62, node: 128, loss: 62 };
const UPRIGHT_WIDTHS = { ...WIDTHS, bias: 22, node: 88 };
const MOST_LABELS = 12;
const ROOM_FOR_LABELS = 110;
/** Where on an edge, as a part of the way back, its weight's number may stand, and the room it takes. */
const PARTS = [0.45, 0.36, 0.54, 0.28, 0.62, 0.2];
const NUMBER = { width: 60, height: 15 };

/** A number short enough for half a box. */
const brief = (value, digits) => (Math.abs(value) < 1e-3 ? format(value, 2, 1e-3) : format(value, digits));

/** For each edge, the first of PARTS at which its number keeps clear of the numbers before it. */
function spread(edges, ends, scale) {
  const taken = [];
  return new Map(edges.map((edge) => {
    const [from, to] = ends(edge);
    const place = (part) => [to.x + part * (from.x - to.x), to.y + part * (from.y - to.y)];
    const isClear = ([x, y]) => taken.every(([a, b]) => Math.abs(x - a) > NUMBER.width * scale || Math.abs(y - b) > NUMBER.height * scale);
    const part = PARTS.find((each) => isClear(place(each))) ?? PARTS[0];
    taken.push(place(part));
    return [edge, part];
  }));
}

/** Where the boxes of a network of these sizes stand, its biases first, then its loss, and the numbers on its edges. */
function layOut(sizes, edges, { width, height, upright, scale }) {
  const widths = upright ? UPRIGHT_WIDTHS : WIDTHS;
  const box = (wide, rows) => ({ width: wide * scale, height: boxHeight(rows, scale) });
  const several = (count, wide, rows) => Array.from({ length: count }, () => box(wide, rows));
  const last = sizes.length - 1;
  const { places, ...size } = flow({
    ranks: [
      ...sizes.slice(0, last).map((count, l) => [box(widths.bias, 1), ...(l ? several(count, widths.node, 3) : several(count, widths.input, 2))]),
      several(sizes[last], widths.node, 4),
      [box(widths.loss, 2)],
    ],
    room: { width, height },
    gaps: upright ? { along: 56 * scale, across: 5 * scale } : { along: 50 * scale, across: 12 * scale },
    upright,
  });
  const node = (l, j) => places[l][l < last ? j + 1 : j];
  const loss = places[last + 1][0];
  const edge = ({ l, i, j }) => edgeEnds(i < 0 ? places[l][0] : node(l, i), node(l + 1, j), upright);
  return {
    size, node, loss, edge, scale,
    bias: (l) => places[l][0],
    parts: spread(edges, edge, scale),
    lossEdge: (k) => edgeEnds(node(last, k), loss, upright),
    /** The lower part of an output's box, for its target. */
    target(k) {
      const whole = node(last, k);
      const part = boxHeight(1, scale) - 4 * scale;
      return { ...whole, y: whole.y + (whole.height - part) / 2, height: part };
    },
    gap: upright ? 0 : places[1][1].x - places[0][1].x - ((widths.node + widths.input) / 2) * scale,
  };
}

/** A path leads from the node of edge `from` through `edge` to the loss: the derivative at `from` contains its weight. */
function isBeyond(from, edge) {
  return edge.i >= 0 && (edge.l > from.l + 1 || (edge.l === from.l + 1 && edge.i === from.j));
}

/**
 * @param options  label; theta () => number[], change (k, value) => void, start (k) => number, limit: of the weights;
 *                 x, y: options of view/data_boxes.js but for the name; done, signal;
 *                 point (step | null) => void   the step of the backward plan that the pointer or the focus is at
 */
export function backpropPicture({ label, theta, change, start, limit, x, y, done, point, signal }) {
  let symbols;
  let room;
  let drawn = {};
  const weights = weightEdges({ name: (edge) => symbols.weight(edge), theta, change, start, done, limit, point, signal });
  const inputs = dataBoxes({ ...x, name: (i) => `Input ${symbols.input(0, i)}`, done, signal });
  const targets = dataBoxes({ ...y, name: (k) => `Target ${symbols.target(k)}`, done, signal });
  const lossEdges = svg("g", { class: "graph-edges", "aria-hidden": "true" });
  const messages = messageLayer();
  const boxes = svg("g", { "aria-hidden": "true" });
  const element = svg("svg", { role: "group", "aria-label": label }, lossEdges, weights.element, messages, boxes, inputs.element, targets.element);
  const steps = new WeakMap();

  function makeBox() {
    const box = newBox();
    box.addEventListener("pointerenter", () => point(steps.get(box) ?? null), { signal });
    box.addEventListener("pointerleave", () => point(null), { signal });
    return box;
  }

  /** What an edge carries in the forward pass, as view/messages.js takes it. */
  function carried(edge, at, places, labelled) {
    const [from, to] = places.edge(edge);
    const value = carriedBy(at, edge);
    const lit = edge === at.chosen || (at.chosen?.kind === "node" && at.chosen.l === edge.l && at.chosen.j === edge.j);
    return { from, to, value, lit, forward: true, at: 1 - places.parts.get(edge), text: lit || labelled[edge.l] ? format(value) : "" };
  }

  /** The message of one step that is shown, as view/messages.js takes it. */
  function messageOf(step, at, places, labelled) {
    const { pass, share, newest, chosen } = at;
    const come = step === newest ? share : 1;
    const lit = step === newest || step === chosen;
    if (step.kind === "loss") {
      const [to, from] = places.lossEdge(step.j);
      const value = pass.layers[step.l].dh[step.j];
      return { from, to, value, lit, share: come, text: come === 1 ? format(value) : "" };
    }
    const [to, from] = places.edge(step);
    const gradient = pass.net.gradient[step.k];
    const goesOn = step.l > 0 && step.i >= 0;
    const part = places.parts.get(step);
    return {
      from, to, lit, at: part,
      value: goesOn ? messageTo(at, step) : gradient,
      share: come * (goesOn ? 1 : part),
      text: come === 1 && (lit || labelled[step.l]) ? format(gradient) : "",
    };
  }

  /** The box of a hidden node or an output: r and h, below them ∂J/∂r and ∂J/∂h as far as they are known. */
  function nodeRows(l, j, { pass, plan, shown, sizes, ...at }) {
    const { r, h, dh, dr } = pass.layers[l];
    const isShown = ({ n }) => n < shown;
    const isOutput = l === sizes.length - 2;
    const arrived = isOutput ? [] : plan.leaving(l, j).filter(isShown);
    let received = null;
    if (isOutput && isShown(plan.losses[j])) received = dh[j];
    if (arrived.length) received = arrived.reduce((sum, edge) => sum + messageTo({ pass, ...at }, edge), 0);
    const cell = (value, kind) => ({ text: value === null ? "" : brief(value, room.upright ? 2 : 3), kind });
    return [
      [{ text: symbols.sum(l, j), kind: "name" }, { text: symbols.out(l, j), kind: "name" }],
      [cell(r[j], "value"), cell(h[j], "value")],
      [cell(isShown(plan.nodes[l][j]) ? dr[j] : null, "derivative"), cell(received, "derivative")],
    ];
  }

  function drawNodes(at, places) {
    const { plan, pass, sizes } = at;
    const all = [
      ...sizes.slice(0, -1).map((_, l) => ({ place: places.bias(l), rows: [[{ text: "1", kind: "name" }]], kind: "bias" })),
      ...plan.nodes.flatMap((nodes, l) => nodes.map((step) => ({ place: places.node(l + 1, step.j), rows: nodeRows(l, step.j, at), kind: "node-box", step }))),
      { place: places.loss, rows: [[{ text: "J", kind: "name" }], [{ text: format(pass.J), kind: "value" }]], kind: "loss-box" },
    ];
    const elements = keepCount(boxes, all.length, makeBox);
    all.forEach(({ place, rows, kind, step }, n) => {
      steps.set(elements[n], step);
      set(elements[n], { class: `value-box ${kind}${step && step === at.newest ? " newest" : ""}${step && step === at.chosen ? " lit" : ""}` });
      drawBox(elements[n], place, rows, places.scale);
    });
  }

  return {
    element,
    /** @param next  { width, height, upright, scale } */
    resize(next) {
      room = next;
    },
    /**
     * @param at  what `formulasOf` takes, and sizes; shown, the number of steps shown; newest, the last of them; chosen,
     *            the step looked at; share, how far the newest has come
     */
    update(at) {
      symbols = at.symbols;
      const { sizes, plan, shown, chosen } = at;
      if (drawn.plan !== plan || drawn.room !== room) drawn = { plan, room, places: layOut(sizes, plan.edges, room) };
      const { places } = drawn;
      set(element, { ...places.size, class: room.upright ? "graph upright" : "graph" });
      weights.update(plan.edges, places.edge, (edge) => edge === chosen || (chosen?.kind === "edge" && isBeyond(chosen, edge)));
      const lines = keepCount(lossEdges, plan.losses.length, () => svg("path", { class: "known" }));
      plan.losses.forEach(({ j }) => {
        const [from, to] = places.lossEdge(j);
        set(lines[j], { d: `M${from.x} ${from.y}L${to.x} ${to.y}` });
      });
      const labelled = sizes.slice(1).map((count, l) => places.gap > ROOM_FOR_LABELS * places.scale && (sizes[l] + 1) * count <= MOST_LABELS);
      const sent = plan.steps.slice(0, shown).filter(({ kind }) => kind !== "node");
      const along = shown ? sent.map((step) => messageOf(step, at, places, labelled)) : plan.edges.map((edge) => carried(edge, at, places, labelled));
      drawMessages(messages, along, places.scale);
      drawNodes(at, places);
      const value = (text) => ({ text, kind: "value" });
      inputs.update(Array.from(at.x, (_, i) => places.node(0, i)), Array.from(at.x, (each, i) => [[{ text: symbols.input(0, i), kind: "name" }], [value(format(each))]]), places.scale);
      targets.update(Array.from(at.y, (_, k) => places.target(k)), Array.from(at.y, (each, k) => [[value(`${symbols.target(k)} = ${format(each)}`)]]), places.scale);
    },
  };
}
