/** The tokens as points, and as wedges from the query how much it looks at each. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { SquarePlane } from "./square_plane.js";
import { vectors } from "./vectors.js";

const WIDEST = 16;
const DOT = 13;
const ROOM = 17; // from a disc's middle to the edge, with its border
/** How far from its token a share stands, behind it as the query sees it. */
const BEHIND = { across: 34, up: 24 };
const EDGE = { side: 20, top: 14, foot: 6 };
/** In a plane lower than this only the shares above FEW are written. */
const LOW = 150;
const FEW = 0.03;

/** A wedge from one place to another, its end this far to both sides. */
function wedge([x0, y0], [x1, y1], half) {
  const share = half / (Math.hypot(x1 - x0, y1 - y0) || 1);
  const [px, py] = [-(y1 - y0) * share, (x1 - x0) * share];
  const corner = (sign) => `${(x1 + sign * px).toFixed(1)} ${(y1 + sign * py).toFixed(1)}`;
  return `M${x0.toFixed(1)} ${y0.toFixed(1)}L${corner(1)}L${corner(-1)}z`;
}

const circle = ([x, y], r) =>
  `M${(x - r).toFixed(1)} ${y.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

/** The direction from the query to token j; for the query itself, away from the others. */
function behind(places, query, j) {
  const from = j === query ? mean(places) : places[query];
  const [right, down] = [places[j][0] - from[0], places[j][1] - from[1]];
  const length = Math.hypot(right, down);
  return length < 1 ? [0, 1] : [right / length, down / length];
}

/**
 * Where a share stands: in this direction from its token; at an edge beside it, above or below it.
 * @param {number[]} place
 * @param {number[]} direction
 * @param {SquarePlane} plane
 */
function shareAt(place, [right, down], { width, height, scale }) {
  const across = (share) => place[0] + share * BEHIND.across * scale;
  const along = (share) => place[1] + (share * BEHIND.up + 4.5) * scale;
  const insideX = (x) => clamp(x, EDGE.side * scale, width - EDGE.side * scale);
  const insideY = (y) => clamp(y, EDGE.top * scale, height - EDGE.foot * scale);
  const [side, level] = [Math.sign(right) || 1, Math.sign(down) || 1];
  const x = insideX(across(right));
  const y = along(x === across(right) ? down : level);
  if (y === insideY(y)) return [x, y];
  const beside = across(side);
  return beside === insideX(beside) ? [beside, insideY(y)] : [x, along(-level)];
}

const mean = (places) => [0, 1].map((axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length);

/**
 * @param {object} options
 * @param {import("./model.js").AttentionModel} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ plane: SquarePlane, update(): void }}
 */
export function tokenPlane({ model, done, signal }) {
  const plane = new SquarePlane("Tokens", ["wedges", "vectors", "shares"]);
  plane.showWhole(model.tokenLimit, ROOM);
  const token = (to, i) => ({ to, noun: "Token", letter: "x", number: i, lit: i === model.query });
  const dots = vectors({
    plane, parent: plane.layer("vectors"), dots: true, done, signal,
    limit: () => model.tokenLimit,
    get: () => model.tokens.map(token),
    change: (i, to) => model.moveToken(i, to),
    choose: (i) => model.look(i),
    keys: (i) => ({ Delete: () => model.removeToken(i) }),
  });
  set(plane.layer("shares"), { "aria-hidden": "true" });

  return {
    plane,
    update() {
      const { n, tokens, query, weights } = model;
      const { scale, height } = plane;
      const least = height < LOW * scale ? FEW : 0;
      const isSaid = (j) => !model.isMasked(query, j) && weights[j] >= least;
      const wedges = keepCount(plane.layer("wedges"), n, () => svg("path"));
      const shares = keepCount(plane.layer("shares"), n, () => svg("text", { "text-anchor": "middle" }));
      const places = tokens.map(([x, y]) => [plane.toX(x), plane.toY(y)]);
      places.forEach((place, j) => {
        const half = WIDEST * scale * weights[j];
        const d = j === query ? circle(place, DOT * scale + half) : wedge(places[query], place, half);
        set(wedges[j], { class: `wedge unit-${j % 5}`, d });
        const [x, y] = shareAt(place, behind(places, query, j), plane);
        set(shares[j], { x: x.toFixed(1), y: y.toFixed(1), text: isSaid(j) ? `${fixed(100 * weights[j], 0)} %` : "" });
      });
      dots.update();
    },
  };
}
