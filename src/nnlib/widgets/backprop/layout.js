/** Where the boxes of a network with its loss stand, and where on its edges their numbers. */

import { edgeEnds, flow } from "../kit/graph/flow.js";
import { boxHeight } from "../kit/graph/value_box.js";

const WIDTHS = { bias: 26, input: 62, node: 128, loss: 62 };
const UPRIGHT_WIDTHS = { ...WIDTHS, bias: 22, node: 88 };
/** Where on an edge, as a part of the way back, its weight's number may stand, and the room it takes. */
const PARTS = [0.45, 0.36, 0.54, 0.28, 0.62, 0.2];
const NUMBER = { width: 60, height: 15 };

/** For each edge, the first of PARTS at which its number keeps clear of the numbers before it. */
function spread(edges, ends, scale) {
  const taken = [];
  return new Map(edges.map((edge) => {
    const [from, to] = ends(edge);
    const place = (part) => [to.x + part * (from.x - to.x), to.y + part * (from.y - to.y)];
    const { width, height } = NUMBER;
    const isApart = ([x, y], [a, b]) => Math.abs(x - a) > width * scale || Math.abs(y - b) > height * scale;
    const isClear = (here) => taken.every((each) => isApart(here, each));
    const part = PARTS.find((each) => isClear(place(each))) ?? PARTS[0];
    taken.push(place(part));
    return [edge, part];
  }));
}

/**
 * @param {number[]} sizes
 * @param {object[]} edges  of the backward plan
 * @param {{ width: number, height: number, upright: boolean, scale: number }} room
 * @returns  places of the nodes, biases and targets, the ends of edges, and `parts`, where on an edge its number stands
 */
export function layOut(sizes, edges, { width, height, upright, scale }) {
  const widths = upright ? UPRIGHT_WIDTHS : WIDTHS;
  const box = (wide, rows) => ({ width: wide * scale, height: boxHeight(rows, scale) });
  const several = (count, wide, rows) => Array.from({ length: count }, () => box(wide, rows));
  const last = sizes.length - 1;
  const { places, ...size } = flow({
    ranks: [
      ...sizes.slice(0, last).map((count, l) => [
        box(widths.bias, 1), ...(l ? several(count, widths.node, 3) : several(count, widths.input, 2)),
      ]),
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
