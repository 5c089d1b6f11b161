/** The graph θ → (g, h) → f → J: values in its boxes, local derivatives on its edges, messages along them. */

import { drawMessages, messageLayer } from "../kit/graph/messages.js";
import { boxHeight, drawBox, newBox } from "../kit/graph/value_box.js";
import { edgeEnds, flow } from "../kit/graph/flow.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { bracketed, format } from "../kit/page/format.js";
import { scaleOf } from "../kit/page/scale.js";
import { handle } from "../kit/plane/handle.js";
import { EDGES, FORWARD, NODES } from "./model.js";
import { thetaHandle } from "./theta_handle.js";

const WIDTHS = { value: 104, loss: 84 };
/** Where there is no room for words: numbers alone. */
const COMPACT = { below: 520, widths: { value: 74, loss: 58 }, along: 12 };
const GAPS = { along: 22, across: 14 };
const ASIDE = 16;
const FRAME = 2;
const LEAST_DRAG = 200;

/** Where the boxes stand. */
function layOut(width, height, scale) {
  const compact = width < COMPACT.below * scale;
  const widths = compact ? COMPACT.widths : WIDTHS;
  const box = (rows, kind = "value") => ({ width: widths[kind] * scale, height: boxHeight(rows, scale) });
  const { places, ...size } = flow({
    ranks: [[box(3)], [box(3), box(3)], [box(3)], [box(2, "loss")]],
    room: { width: width - FRAME, height: height - FRAME },
    gaps: { along: (compact ? COMPACT.along : GAPS.along) * scale, across: GAPS.across * scale },
    upright: false,
  });
  return { size, scale, compact, of: Object.fromEntries(places.flat().map((place, i) => [NODES[i], place])) };
}

/** The rows of each node's box, as far as they are known. */
function rowsOf({ chain, pass: v, shown, isComplete }, compact) {
  const cell = (kind, text, step = 0) => [{ text: shown >= step ? text : "", kind }];
  const named = (name, words) => (compact ? name : `${name} = ${words}`);
  const node = (name, words, step, value) => [cell("name", named(name, words)), cell("value", format(value), step)];
  const derivative = (name, value) => (compact ? format(value) : `∂J/∂${name} = ${format(value)}`);
  const received = (name, step, value) => cell("derivative", derivative(name, value), step);
  const terms = [...(shown >= 8 ? [format(v.fromG)] : []), ...(shown >= 9 ? [bracketed(v.fromH)] : ["…"])];
  const sum = isComplete ? derivative("θ", v.dJt) : terms.join(compact ? "+" : " + ");
  return {
    θ: [cell("name", "θ"), cell("value", format(v.theta)), cell("derivative", sum, 8)],
    g: [...node("g", chain.gText, 1, v.g), received("g", 6, v.toG)],
    h: [...node("h", chain.hText, 2, v.h), received("h", 7, v.toH)],
    f: [...node("f", chain.fText, 3, v.f), received("f", 5, v.dJf)],
    J: node("J", "(y − f)²", FORWARD, v.J),
  };
}

/** Which side of an edge its message goes on: inside the diamond. */
const sideOf = ({ from, to }) => (from === "h" || to === "h" || to === "J" ? 1 : -1);

/**
 * @param {object} options
 * @param {import("./model.js").Model} options.model
 * @param {() => number} options.share  how far the newest message has come, 0 to 1
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ element: SVGElement, update(): void, resize(room: { width: number, height: number }): void }}
 */
export function graphPicture({ model, share, done, signal }) {
  const edges = svg("g", { class: "graph-edges", "aria-hidden": "true" });
  const messages = messageLayer();
  const boxes = svg("g");
  const label = "The graph from θ over g and h to f and J";
  const graph = svg("svg", { class: "graph", role: "group", "aria-label": label }, edges, messages, boxes);
  for (const name of NODES) {
    boxes.append(set(newBox(), { class: "value-box", "aria-hidden": name === "θ" ? null : "true" }));
  }
  let places;
  const grip = handle(boxes.firstChild, {
    ...thetaHandle({ name: "θ in the graph", model, done, signal }),
    grab: (event) => ({ x: event.clientX, theta: model.pass.theta }),
    drag(event, from) {
      const perPixel = (model.high - model.low) / Math.max(LEAST_DRAG, places.size.width);
      model.putTheta(from.theta + (event.clientX - from.x) * perPixel);
    },
  });

  function drawBoxes() {
    const rows = rowsOf(model, places.compact);
    NODES.forEach((name, i) => {
      drawBox(boxes.children[i], places.of[name], rows[name], places.scale);
      boxes.children[i].classList.toggle("newest", name === "θ" ? model.isComplete : model.shown === i);
    });
  }

  function drawEdges() {
    const { scale, compact, of } = places;
    const lines = keepCount(edges, EDGES.length, () => svg("g", {}, svg("path"), svg("text")));
    // without `before`, it is the message
    const isSaid = (/** @type {any} */ { step, before }) => model.shown >= step && before && !compact;
    EDGES.forEach((edge, i) => {
      const [from, to] = edgeEnds(of[edge.from], of[edge.to], false);
      const [line, text] = lines[i].children;
      const length = Math.hypot(to.x - from.x, to.y - from.y);
      const side = -sideOf(edge);
      const [awayX, awayY] = [(side * (to.y - from.y)) / length, (side * (from.x - to.x)) / length];
      set(lines[i], { class: model.shown >= NODES.indexOf(edge.to) ? "known" : "" });
      set(line, { d: `M${from.x} ${from.y}L${to.x} ${to.y}` });
      set(text, {
        "text-anchor": Math.abs(awayX) < 0.2 ? "middle" : awayX < 0 ? "end" : "start",
        x: ((from.x + to.x) / 2 + awayX * 8 * scale).toFixed(1),
        y: ((from.y + to.y) / 2 + (4 + awayY * 12) * scale).toFixed(1),
        text: isSaid(edge) ? `${edge.name} = ${format(model.pass[edge.local])}` : "",
      });
    });
  }

  function messageOf(edge) {
    const { compact, of } = places;
    const [to, from] = edgeEnds(of[edge.from], of[edge.to], false);
    const lit = model.shown === edge.step;
    const come = lit ? share() : 1;
    const value = model.pass[edge.message];
    const text = come === 1 && !compact ? format(value) : "";
    return { from, to, value, lit, share: come, text, side: sideOf(edge), aside: ASIDE };
  }

  return {
    element: graph,
    resize({ width, height }) {
      places = layOut(width, height, scaleOf(graph));
      set(graph, places.size);
    },
    update() {
      drawBoxes();
      drawEdges();
      drawMessages(messages, EDGES.filter(({ step }) => model.shown >= step).map(messageOf), places.scale);
      grip.update();
    },
  };
}
