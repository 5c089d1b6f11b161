/** The intervals of an x axis that belong to each class, as bands over a panel: tinted, class 0 also hatched. */

import { keepCount, set, svg } from "../kit/page/dom.js";

const GAP = 7;

/** Slanting lines that fill the rectangle, as a path. */
function hatching(left, right, top, bottom) {
  const height = bottom - top;
  let d = "";
  for (let foot = left - height - ((left - height) % GAP); foot < right; foot += GAP) {
    const from = Math.max(0, left - foot);
    const to = Math.min(height, right - foot);
    const at = (way) => `${(foot + way).toFixed(1)} ${(bottom - way).toFixed(1)}`;
    if (from < to) d += `M${at(from)}L${at(to)}`;
  }
  return d;
}

/**
 * Draws bands in a group of a plane, from its upper edge down to a share of its height.
 *
 * @param {object} options
 * @param {import("../kit/plane/plane.js").Plane} options.plane
 * @param {SVGElement} options.parent
 * @param {{ from: number, to: number, label: number }[]} options.intervals
 * @param {number} [options.reach]
 */
export function drawBands({ plane, parent, intervals, reach = 1 }) {
  const bands = keepCount(parent, intervals.length, () => svg("g", {}, svg("rect"), svg("path")));
  const [top, bottom] = [0, plane.height * reach];
  intervals.forEach(({ from, to, label }, i) => {
    const [left, right] = [plane.toX(from), plane.toX(to)];
    const [area, lines] = bands[i].children;
    set(bands[i], { class: `band class-${label}` });
    set(area, { x: left.toFixed(1), y: top, width: Math.max(0, right - left).toFixed(1), height: bottom.toFixed(1) });
    set(lines, { d: label ? "" : hatching(left, right, top, bottom) });
  });
}
