/** Many small cells, blue where a number is positive and vermilion where it is negative, deeper the larger it is. */

import { set, svg } from "../page/dom.js";

/** How many depths there are; a path each is redrawn faster than an element a cell. */
const DEPTHS = 16;

/**
 * @typedef {{ x: number, y: number, width: number, height: number, value: number }} Cell  `value` from −1 to 1
 * @returns {{ element: SVGElement, draw(cells: Cell[]): void }}
 */
export function shadedCells() {
  const depths = Array.from({ length: DEPTHS }, (_, k) => (k + 1) / DEPTHS);
  const [positive, negative] = ["positive", "negative"].map((sign) =>
    depths.map((depth) => svg("path", { class: sign, "fill-opacity": depth.toFixed(3) })));
  return {
    element: svg("g", { class: "shaded-cells" }, ...positive, ...negative),
    draw(cells) {
      const drawn = new Map([...positive, ...negative].map((path) => [path, ""]));
      for (const { x, y, width, height, value } of cells) {
        const depth = Math.round(DEPTHS * Math.min(1, Math.abs(value)));
        if (depth === 0) continue;
        const path = (value < 0 ? negative : positive)[depth - 1];
        const [right, down] = [width.toFixed(1), height.toFixed(1)];
        drawn.set(path, `${drawn.get(path)}M${x.toFixed(1)} ${y.toFixed(1)}h${right}v${down}h-${right}z`);
      }
      for (const [path, d] of drawn) set(path, { d });
    },
  };
}
