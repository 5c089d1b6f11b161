/** Where a unit's disc stands: it slides along its line until it covers no point and no other disc. */

import { clamp } from "../engine/clamp.js";

const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9];
const EDGE = 20;
const FROM_POINT = 24;
const FROM_DISC = 36;
/** Of the way to the edge: there a line is still seen. */
const WITHIN = 1 - 1e-6;

/** How steep a unit is, |w|; many times a frame, where Math.hypot is slow. */
export const sizeOf = ([w1, w2]) => Math.sqrt(w1 * w1 + w2 * w2);

/**
 * The two points where the line w·x + b = 0 leaves the rectangle of these domains, or null.
 * @param {number[]} line
 * @param {any} first
 * @param {any} second
 */
export function across([w1, w2, b], [left, right], [low, high]) {
  const size = sizeOf([w1, w2]);
  if (size < 1e-9) return null;
  const foot = [(-b * w1) / size ** 2, (-b * w2) / size ** 2];
  const along = [-w2 / size, w1 / size];
  let [from, to] = [-Infinity, Infinity];
  for (const [start, step, least, most] of [
    [foot[0], along[0], left, right],
    [foot[1], along[1], low, high],
  ]) {
    if (Math.abs(step) < 1e-12) {
      if (start < least || start > most) return null;
      continue;
    }
    const ends = [(least - start) / step, (most - start) / step].sort((p, q) => p - q);
    from = Math.max(from, ends[0]);
    to = Math.min(to, ends[1]);
  }
  const at = (t) => [foot[0] + t * along[0], foot[1] + t * along[1]];
  return from < to ? [at(from), at(to)] : null;
}

/**
 * @param options  plane, count () => how many units, unit (j) => [w1, w2, b], covered () => points as rows (x₁, x₂, …),
 *                 length (j) => pixels from line to disc
 * @returns {{ anchors, choose(), follow(), tip(j, anchor) }}
 *          anchors: a place on each line; follow: while lines are dragged, in place of choose;
 *          tip: where the disc's middle is, in pixels
 */
export function discPlaces({ plane, count, unit, covered, length }) {
  const anchors = [];
  const shares = [];

  /** A line, moved as little as brings it to the edge of the plane if it is out of view. */
  function intoView([w1, w2, b]) {
    const most = WITHIN * (Math.abs(w1) * plane.x.domain[1] + Math.abs(w2) * plane.y.domain[1]);
    return [w1, w2, clamp(b, -most, most)];
  }

  /** The place that divides what is seen of a line in this ratio. */
  function along(line, share) {
    const ends = across(intoView(line), plane.x.domain, plane.y.domain);
    return ends ? ends[0].map((each, k) => each + share * (ends[1][k] - each)) : [0, 0];
  }

  /** @param {number} j
   *  @param {number[]} anchor */
  function tip(j, [a1, a2]) {
    const [w1, w2] = unit(j);
    const size = sizeOf([w1, w2]) || 1;
    const [dx, dy] = [w1 / size, -w2 / size];
    const edge = EDGE * plane.scale;
    const x = plane.toX(a1) + length(j) * dx;
    const y = plane.toY(a2) + length(j) * dy;
    return [clamp(x, edge, plane.width - edge), clamp(y, edge, plane.height - edge)];
  }

  /** How far `places` reach into the circle of this radius about (x, y).
   *  @param {number[]} place */
  function crowd([x, y], places, radius) {
    let sum = 0;
    for (const [px, py] of places) {
      const square = (px - x) ** 2 + (py - y) ** 2;
      if (square < radius * radius) sum += radius - Math.sqrt(square);
    }
    return sum;
  }

  function choose() {
    const points = covered().map(([x, y]) => [plane.toX(x), plane.toY(y)]);
    const discs = [];
    anchors.length = count();
    for (let j = 0; j < anchors.length; j++) {
      let least = Infinity;
      for (const share of SHARES) {
        const at = along(unit(j), share);
        const place = tip(j, at);
        const cost = crowd(place, points, FROM_POINT * plane.scale) + crowd(place, discs, FROM_DISC * plane.scale)
          + Math.abs(share - 0.5);
        if (cost < least) [anchors[j], shares[j], least] = [at, share, cost];
      }
      discs.push(tip(j, anchors[j]));
    }
  }

  /** Each disc stays at its share of its line. */
  function follow() {
    anchors.forEach((_, j) => (anchors[j] = along(unit(j), shares[j])));
  }

  return { anchors, choose, follow, tip };
}
