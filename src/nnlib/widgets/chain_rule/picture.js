/** The graph θ → (g, h) → f → J: values in its boxes, local derivatives on its edges, messages along them. */

import { drawMessages, messageLayer } from "../kit/graph/messages.js";
import { boxHeight, drawBox, newBox } from "../kit/graph/value_box.js";
import { edgeEnds, flow, gapsIn } from "../kit/graph/flow.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { bracketed, format } from "../kit/page/format.js";
import { writeMathematics } from "../kit/page/notation.js";
import { scaleOf, SMALL } from "../kit/page/scale.js";
import { handle } from "../kit/plane/handle.js";
import { EDGES, FORWARD, NODES } from "./model.js";
import { thetaHandle } from "./theta_handle.js";

/** Where there is no room for words beside the edges, boxes are as narrow as their formulas allow. */
const COMPACT = { below: 520, along: 10 };
const AROUND = { wide: 16, compact: 10 };
const LEAST = { wide: [104, 104, 104, 84], compact: [80, 62, 58, 58] };
/** How wide a letter, a figure or a sign of a formula is, and what is THIN. */
const FORMULA = { letter: 8.4, thin: 4.5 };
const LONGEST_NUMBER = 7;
const LONGEST_SUM = { wide: 15, compact: 12 };
/** How far along an edge its label stands: nearer to g and h, clear of the boxes in the middle. */
const NEAR = 0.7;
const GAPS = { along: 22, across: 14, spare: 90 };
const ASIDE = 16;
const FRAME = 2;
const LEAST_DRAG = 200;
const THIN = /[ ()²′]/;

/** What each node is: its symbol and its formula. */
const named = ({ gText, hText, fText }) =>
  ({ θ: "θ", g: `g = ${gText}`, h: `h = ${hText}`, f: `f = ${fText}`, J: "J = (y − f)²" });

/** About how wide a formula is. */
const widthOf = (text) => [...text].reduce((sum, each) => sum + (THIN.test(each) ? FORMULA.thin : FORMULA.letter), 0);

/** Where the boxes stand, and what their names are: formulas where these have room. */
function layOut({ chain, sweep }, { width, height, scale }) {
  const compact = width < COMPACT.below * scale;
  const kind = compact ? "compact" : "wide";
  const gaps = { along: compact ? COMPACT.along : GAPS.along, across: GAPS.across, spare: GAPS.spare };
  const inColumns = ({ θ, g, h, f, J }) => [[θ], [g, h], [f], [J]];
  const room = width / scale - FRAME - 3 * gaps.along;
  const wide = (text) => widthOf(text) + AROUND[kind];
  const columns = (names) => inColumns(names).map((texts, n) => Math.max(LEAST[kind][n], ...texts.map(wide)));
  const fits = (names) => columns(names).reduce((sum, each) => sum + each) <= room;
  const formulas = named(chain);
  const symbols = { ...formulas, g: "g", h: "h", f: "f" };
  const names = [formulas, symbols].find(fits) ?? { ...symbols, J: "J" };
  const widths = columns(names);
  const box = (rows, column) => ({ width: widths[column] * scale, height: boxHeight(rows, scale) });
  const { places, ...size } = flow({
    ranks: [[box(3, 0)], [box(3, 1), box(3, 1)], [box(3, 2)], [box(sweep === "forward" ? 3 : 2, 3)]],
    room: { width: width - FRAME, height: height - FRAME },
    gaps: gapsIn(gaps, scale),
    upright: false,
  });
  return { size, scale, compact, names, of: Object.fromEntries(places.flat().map((place, i) => [NODES[i], place])) };
}

/** The rows of each node's box where messages go back, as far as they are known. */
function messageRows({ pass: v, shown, isComplete }, { names, compact }) {
  const cell = (kind, text, step = 0) => [{ text: shown >= step ? text : "", kind }];
  const node = (name, step, value) => [cell("name", names[name]), cell("value", format(value), step)];
  const derivative = (name, value) => (compact ? format(value) : `∂J/∂${name} = ${format(value)}`);
  const received = (name, step, value) => cell("derivative", derivative(name, value), step);
  const plus = compact ? "+" : " + ";
  const terms = (digits) =>
    (shown >= 8 ? format(v.fromG, digits) : "") + plus + (shown >= 9 ? bracketed(v.fromH, digits) : "…");
  const isLong = terms(3).length > LONGEST_SUM[compact ? "compact" : "wide"];
  const sum = isComplete ? derivative("θ", v.dJt) : terms(isLong ? 2 : 3);
  return {
    θ: [cell("name", "θ"), cell("value", format(v.theta)), cell("derivative", sum, 8)],
    g: [...node("g", 1, v.g), received("g", 6, v.toG)],
    h: [...node("h", 2, v.h), received("h", 7, v.toH)],
    f: [...node("f", 3, v.f), received("f", 5, v.dJf)],
    J: node("J", FORWARD, v.J),
  };
}

/** A number that fits a narrow box. */
const short = (value) => format(value, format(value).length > LONGEST_NUMBER ? 2 : 3);

/** The rows where a nudge goes forwards. */
function nudgeRows({ pass: v, changes, shown }, { names, compact }) {
  const sign = (symbol) => (symbol === "θ" ? "=" : "≈");
  const change = (symbol, value) => (compact ? short(value) : `Δ${symbol} ${sign(symbol)} ${format(value)}`);
  const node = (symbol, name, step, nudgedIn) => [
    [{ text: names[symbol], kind: "name" }],
    [{ text: shown >= step ? format(v[name]) : "", kind: "value" }],
    [{ text: shown >= nudgedIn ? change(symbol, changes[name]) : "", kind: "change" }],
  ];
  return {
    θ: node("θ", "theta", 0, 5), g: node("g", "g", 1, 5), h: node("h", "h", 2, 6), f: node("f", "f", 3, 8),
    J: node("J", "J", FORWARD, 9),
  };
}

/** The rows where both are seen: each node's derivative by θ, and that of J by it. */
function bothRows({ pass: v, byTheta, shown, isComplete }, { names, compact }) {
  const written = (of, by, value) => (compact ? short(value) : `∂${of}/∂${by} = ${format(value)}`);
  const cell = (kind, isKnown, text) => [{ text: isKnown ? text : "", kind }];
  const node = (symbol, name, step, nudgedIn, received) => [
    cell("name", true, names[symbol]),
    cell("change", shown >= nudgedIn, written(symbol, "θ", byTheta[name])),
    cell("derivative", shown >= step, written("J", symbol, received)),
  ];
  return {
    θ: [
      cell("name", true, "θ"),
      cell("value", true, format(v.theta)),
      cell("derivative", isComplete, written("J", "θ", v.dJt)),
    ],
    g: node("g", "g", 6, 5, v.toG),
    h: node("h", "h", 7, 6, v.toH),
    f: node("f", "f", 5, 8, v.dJf),
    J: node("J", "J", Infinity, 9, 1).slice(0, 2),
  };
}

const ROWS = { back: messageRows, forward: nudgeRows, both: bothRows };

/** Which side of an edge its message goes on: inside the diamond. */
const sideOf = ({ from, to }) => (from === "h" || to === "h" || to === "J" ? 1 : -1);

/**
 * @param {object} options
 * @param {import("./model.js").Model} options.model
 * @param {() => number} options.share  how far the newest message has come, 0 to 1
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ element: SVGElement, update(): void,
 *             resize(room: { width: number, height: number }): number }}  which returns the height that it takes
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
  let room;
  let placed; // the functions and the sweep whose boxes have their places
  const grip = handle(boxes.firstChild, {
    ...thetaHandle({ name: "θ in the graph", model, done, signal }),
    grab: (event) => ({ x: event.clientX, theta: model.pass.theta }),
    drag(event, from) {
      const perPixel = (model.high - model.low) / Math.max(LEAST_DRAG, places.size.width);
      model.putTheta(from.theta + (event.clientX - from.x) * perPixel);
    },
  });

  function place() {
    placed = [model.chain, model.sweep];
    places = layOut(model, room);
    set(graph, places.size);
  }

  /** The box in which the sweep ends. */
  const newestEnd = () => (model.sweep === "forward" ? "J" : "θ");

  function drawBoxes() {
    const rows = ROWS[model.sweep](model, places);
    NODES.forEach((name, i) => {
      drawBox(boxes.children[i], places.of[name], rows[name], places.scale);
      boxes.children[i].classList.toggle("newest", name === newestEnd() ? model.isComplete : model.shown === i);
    });
  }

  function drawEdges() {
    const { scale, compact, of } = places;
    const lines = keepCount(edges, EDGES.length, () => svg("g", {}, svg("path"), svg("text")));
    const isForward = model.sweep === "forward";
    // without `before`, it is the message
    const isSaid = (/** @type {any} */ { step, nudgedIn, before }) =>
      !compact && model.sweep !== "both" && (isForward ? model.shown >= nudgedIn : model.shown >= step && before);
    EDGES.forEach((edge, i) => {
      const [from, to] = edgeEnds(of[edge.from], of[edge.to], false);
      const [line, text] = lines[i].children;
      const length = Math.hypot(to.x - from.x, to.y - from.y);
      const side = -sideOf(edge);
      const at = edge.from === "θ" ? NEAR : edge.to === "J" ? 0.5 : 1 - NEAR;
      const [awayX, awayY] = [(side * (to.y - from.y)) / length, (side * (from.x - to.x)) / length];
      set(lines[i], { class: model.shown >= NODES.indexOf(edge.to) ? "known" : "" });
      set(line, { d: `M${from.x} ${from.y}L${to.x} ${to.y}` });
      set(text, {
        "text-anchor": Math.abs(awayX) < 0.2 ? "middle" : awayX < 0 ? "end" : "start",
        x: (from.x + at * (to.x - from.x) + awayX * 8 * scale).toFixed(1),
        y: (from.y + at * (to.y - from.y) + (4 + awayY * 12) * scale).toFixed(1),
      });
      const slope = format(model.pass[edge.local]);
      writeMathematics(text, isSaid(edge) ? (isForward ? `× ${slope}` : `${edge.name} = ${slope}`) : "");
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

  /** A nudge on its way forwards, or where both are seen, the derivative by θ. */
  function nudgeOf(edge) {
    const { compact, of } = places;
    const isBoth = model.sweep === "both";
    const [from, to] = edgeEnds(of[edge.from], of[edge.to], false);
    const lit = model.shown === edge.nudgedIn;
    const come = lit ? share() : 1;
    const value = (isBoth ? model.byTheta : model.changes)[edge.change];
    const text = come === 1 && !compact ? format(value) : "";
    const side = isBoth ? sideOf(edge) : -sideOf(edge);
    return { from, to, value, lit, share: come, text, forward: true, side, aside: ASIDE };
  }

  /** The messages and nudges that are seen. */
  function sent() {
    const back = model.sweep === "forward" ? [] : EDGES.filter(({ step }) => model.shown >= step).map(messageOf);
    const forward = model.sweep === "back" ? [] : EDGES.filter(({ nudgedIn }) => model.shown >= nudgedIn).map(nudgeOf);
    return [...forward, ...back];
  }

  return {
    element: graph,
    resize({ width, height }) {
      room = { width, height, scale: scaleOf(graph, SMALL) };
      place();
      return places.size.height;
    },
    update() {
      if (placed[0] !== model.chain || placed[1] !== model.sweep) place();
      drawBoxes();
      drawEdges();
      drawMessages(messages, sent(), places.scale);
      grip.update();
    },
  };
}
