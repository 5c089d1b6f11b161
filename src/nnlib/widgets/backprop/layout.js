/** Where the boxes of a network with its loss stand, how edges run between them, and where their numbers are. */

import { flow } from "../kit/graph/flow.js";
import { boxHeight } from "../kit/graph/value_box.js";

const WIDTHS = { input: 56, node: 104, loss: 62 };
const UPRIGHT_WIDTHS = { input: 60, node: 84, loss: 62 };
const GAPS = { along: 40, across: 34 };
const UPRIGHT_GAPS = { along: 16, across: 6 };
/** A bias is a stub over its node, near the node's left edge. */
const STUB = { length: 22, upright: 13, inset: 12 };
/** How far apart edges leave and arrive at a box. */
const PORTS = 13;
/** Where on an edge, as a part of the way back, its weight and its derivative may stand, and the room they take. */
const CHIP = { parts: [0.34, 0.42, 0.26, 0.5], width: 50, height: 31 };
/** The same of the message that arrives at the node that it comes from. */
const MESSAGE = { part: 0.76, width: 44, height: 15 };

/** @type {(ends: { x: number, y: number }[], part: number) => { x: number, y: number }} */
const at = ([from, to], part) => ({ x: to.x + part * (from.x - to.x), y: to.y + part * (from.y - to.y) });

const isApart = (a, b) =>
  Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;

/**
 * Where on its edge each chip stands, so that no two overlap; in a layer where that is impossible, all at the first
 * place, and `clear` is false.
 */
function spread(layers, ends, scale) {
  const parts = new Map();
  const sized = (place, { width, height }) => ({ ...place, width: width * scale, height: height * scale });
  const clear = layers.map((edges, l) => {
    const taken = l === 0 ? [] : edges.map((edge) => sized(at(ends(edge), MESSAGE.part), MESSAGE));
    let all = true;
    for (const edge of edges) {
      const chip = (part) => sized(at(ends(edge), part), CHIP);
      const part = CHIP.parts.find((each) => taken.every((other) => isApart(chip(each), other)));
      all &&= part !== undefined;
      parts.set(edge, part ?? CHIP.parts[0]);
      taken.push(chip(parts.get(edge)));
    }
    return all;
  });
  return { parts, clear };
}

/** Where number n of `count` stands, side by side about the middle of a box's side that is `room` long. */
const port = (n, count, room, scale) => (n - (count - 1) / 2) * Math.min(PORTS * scale, (room * 0.8) / count);

/**
 * @param {number[]} sizes
 * @param {any[]} edges  of the backward plan
 * @param {{ width: number, height: number, upright: boolean, scale: number }} room
 * @returns  places of the nodes, the loss and the targets; the ends of edges; for each edge its `chip`, with `part`,
 *           how far back on the edge it is; `message`, how far back a message's number is; `clear`, for each layer
 *          whether
 *           its numbers have room
 */
export function layOut(sizes, edges, { width, height, upright, scale }) {
  const widths = upright ? UPRIGHT_WIDTHS : WIDTHS;
  const gaps = upright ? UPRIGHT_GAPS : GAPS;
  const box = (wide, rows) => ({ width: wide * scale, height: boxHeight(rows, scale) });
  const several = (count, wide, rows) => Array.from({ length: count }, () => box(wide, rows));
  const last = sizes.length - 1;
  const stub = (upright ? STUB.upright : STUB.length) * scale;
  const top = upright ? 0 : stub;
  const { places, ...size } = flow({
    ranks: [
      several(sizes[0], widths.input, 2),
      ...sizes.slice(1, last).map((count) => several(count, widths.node, 3)),
      several(sizes[last], widths.node, 4),
      [box(widths.loss, 2)],
    ],
    room: { width, height: height - top },
    gaps: { along: gaps.along * scale, across: gaps.across * scale },
    upright,
  });
  for (const place of places.flat()) place.y += top;
  const node = (l, j) => places[l][j];
  const loss = places[last + 1][0];

  /** Both ends of the edge between two boxes: number n of `count` there, number m of `many` here. */
  function between(from, to, [n, count], [m, many]) {
    if (upright) {
      return [
        { x: from.x + port(n, count, from.width, scale), y: from.y + from.height / 2 },
        { x: to.x + port(m, many, to.width, scale), y: to.y - to.height / 2 },
      ];
    }
    return [
      { x: from.x + from.width / 2, y: from.y + port(n, count, from.height, scale) },
      { x: to.x - to.width / 2, y: to.y + port(m, many, to.height, scale) },
    ];
  }

  function edge({ l, i, j }) {
    const to = node(l + 1, j);
    if (i >= 0) return between(node(l, i), to, [j, sizes[l + 1]], [i, sizes[l]]);
    const [x, y] = [to.x - to.width / 2 + STUB.inset * scale, to.y - to.height / 2];
    return [{ x, y: y - stub }, { x, y }];
  }

  const weights = sizes.slice(1).map((_, l) => edges.filter((each) => each.l === l && each.i >= 0));
  const { parts, clear } = spread(weights, edge, scale);
  return {
    size: { ...size, height: size.height + top },
    node, loss, edge, scale,
    message: MESSAGE.part,
    clear: clear.map((is) => is && !upright),
    lossEdge: (k) => between(node(last, k), loss, [0, 1], [k, sizes[last]]),
    chip(each) {
      if (each.i >= 0) return { ...at(edge(each), parts.get(each)), part: parts.get(each), anchor: "middle" };
      const [from] = edge(each);
      return { x: from.x + 8 * scale, y: from.y + 4 * scale, part: 1, anchor: "start" };
    },
    /** The lower part of an output's box, for its target. */
    target(k) {
      const whole = node(last, k);
      const part = boxHeight(1, scale) - 4 * scale;
      return { ...whole, y: whole.y + (whole.height - part) / 2, height: part };
    },
  };
}
