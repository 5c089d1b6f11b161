/** The intervals of an x axis that belong to each class, as bands over a panel: class 1 tinted, class 0 tinted and hatched. */

import { keepCount, set, svg } from "../kit/page/dom.js";

const GAP = 7;

/** Slanting lines that fill the rectangle, as a path. */
function hatching(left, right, top, bottom) {
  const height = bottom - top;
  let d = "";
  for (let foot = left - height - ((left - height) % GAP); foot < right; foot += GAP) {
    const from = Math.max(0, left - foot);
    const to = Math.min(height, right - foot);
    if (from < to) d += `M${(foot + from).toFixed(1)} ${(bottom - from).toFixed(1)}L${(foot + to).toFixed(1)} ${(bottom - to).toFixed(1)}`;
  }
  return d;
}

/**
 * Draws bands in the group `parent` of a plane, from its upper edge down to the share `reach` of its height.
 * @param intervals  [{ from, to, label }, …]
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
