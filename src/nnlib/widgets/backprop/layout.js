/** Where the boxes of a network with its loss stand, and how edges run between them. */

import { flow, gapsIn } from "../kit/graph/flow.js";
import { boxHeight } from "../kit/graph/value_box.js";
import { edgeLabels } from "./edge_labels.js";

const WIDTHS = { input: 50, node: 102, loss: 56 };
const UPRIGHT_WIDTHS = { input: 60, node: 84, loss: 62 };
const GAPS = { along: 40, across: 34, spare: 102 };
const UPRIGHT_GAPS = { along: 16, across: 6, spare: 72 };
/** From the outputs to the loss: a message has room on it. */
const LOSS_GAP = { beside: 56, below: 26 };
/** A bias is a stub over its node, near the node's left edge. */
const STUB = { wide: { length: 24, inset: 12 }, upright: { length: 13, inset: 7 } };
/** How far apart edges leave and arrive at a box, and how much of its side they take. */
const PORTS = { apart: 22, upright: 24, share: 0.8 };

/**
 * @param {number[]} sizes
 * @param {any[]} edges  of the backward plan
 * @param {{ width: number, height: number, upright: boolean, scale: number }} room
 * @returns  places of the nodes, the loss and the targets; the ends of edges; the `labels` of edge_labels.js
 */
export function layOut(sizes, edges, { width, height, upright, scale }) {
  const widths = upright ? UPRIGHT_WIDTHS : WIDTHS;
  const gaps = upright ? UPRIGHT_GAPS : GAPS;
  const box = (wide, rows) => ({ width: wide * scale, height: boxHeight(rows, scale) });
  const several = (count, wide, rows) => Array.from({ length: count }, () => box(wide, rows));
  const last = sizes.length - 1;
  const { length, inset } = upright ? STUB.upright : STUB.wide;
  const stub = length * scale;
  const top = upright ? 0 : stub;
  const lossBelow = upright && sizes[last] > 1;
  const loss = { x: 0, y: 0, ...box(widths.loss, 2) };
  const lossGap = (lossBelow ? LOSS_GAP.below : LOSS_GAP.beside) * scale;
  const beside = upright ? 0 : lossGap + loss.width;
  const below = lossBelow ? lossGap + loss.height : 0;
  const { places, ...size } = flow({
    ranks: [
      several(sizes[0], widths.input, 2),
      ...sizes.slice(1, last).map((count) => several(count, widths.node, 3)),
      several(sizes[last], widths.node, 4),
    ],
    room: { width: width - beside, height: height - top - below },
    gaps: gapsIn(gaps, scale),
    upright,
  });
  for (const place of places.flat()) place.y += top;
  const node = (l, j) => places[l][j];
  const output = node(last, 0);
  if (lossBelow) Object.assign(loss, { x: size.width / 2, y: size.height + lossGap + loss.height / 2 });
  else {
    const y = upright ? output.y : top + size.height / 2;
    Object.assign(loss, { x: output.x + (output.width + loss.width) / 2 + lossGap, y });
  }

  /** Where number n of `count` stands, side by side about the middle of a box's side that is `long`. */
  const port = (n, count, long) => {
    const apart = (upright ? PORTS.upright : PORTS.apart) * scale;
    return (n - (count - 1) / 2) * Math.min(apart, (long * PORTS.share) / count);
  };

  /** Both ends of the edge between two boxes: number n of `count` there, number m of `many` here. */
  function between(from, to, [n, count], [m, many], down = upright) {
    if (down) {
      return [
        { x: from.x + port(n, count, from.width), y: from.y + from.height / 2 },
        { x: to.x + port(m, many, to.width), y: to.y - to.height / 2 },
      ];
    }
    return [
      { x: from.x + from.width / 2, y: from.y + port(n, count, from.height) },
      { x: to.x - to.width / 2, y: to.y + port(m, many, to.height) },
    ];
  }

  function edge({ l, i, j }) {
    const to = node(l + 1, j);
    if (i >= 0) return between(node(l, i), to, [j, sizes[l + 1]], [i, sizes[l]]);
    const [x, y] = [to.x - to.width / 2 + inset * scale, to.y - to.height / 2];
    return [{ x, y: y - stub }, { x, y }];
  }

  return {
    size: { width: size.width + beside, height: size.height + top + below },
    node, loss, edge, scale,
    labels: edgeLabels({ layers: last, edges, edge, boxes: [...places.flat(), loss], scale }),
    lossEdge: (k) => between(node(last, k), loss, [0, 1], [k, sizes[last]], lossBelow),
    /** The lower part of an output's box, for its target. */
    target(k) {
      const whole = node(last, k);
      const part = boxHeight(1, scale) - 4 * scale;
      return { ...whole, y: whole.y + (whole.height - part) / 2, height: part };
    },
  };
}
