/** Lines from what is met to what meets it: from windows of one picture to a cell of the next. */

import { keepCount, set, svg } from "../page/dom.js";

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

/** @returns {{ element: SVGElement, draw(pairs: Array<{ from: Box, to: Box }>): void }} */
export function sightLines() {
  const element = svg("svg", { class: "sight-lines", "aria-hidden": "true" });
  return {
    element,
    draw(pairs) {
      const lines = keepCount(element, pairs.length, () => svg("path"));
      pairs.forEach(({ from, to }, n) => {
        const [left, right] = [(from.x + from.width).toFixed(1), to.x.toFixed(1)];
        const upper = `M${left} ${from.y.toFixed(1)}L${right} ${to.y.toFixed(1)}`;
        const lower = `M${left} ${(from.y + from.height).toFixed(1)}L${right} ${(to.y + to.height).toFixed(1)}`;
        set(lines[n], { d: upper + lower });
      });
    },
  };
}
