/** A box of a graph with the values of a node: rows of cells; forward values in ink, derivatives in purple. */

import { keepCount, set, svg } from "../page/dom.js";
import { writeMathematics } from "../page/notation.js";

const ROW = 17;
const PADDING = 5;

/** How high a box of so many rows is. */
export function boxHeight(rows, scale) {
  return (rows * ROW + 2 * PADDING) * scale;
}

/** An empty box; `drawBox` fills it. */
export function newBox() {
  return svg("g", {}, svg("rect", { class: "outline", rx: 6 }), svg("g", { class: "cells" }));
}

/**
 * @param {SVGGElement} box  from `newBox`
 * @param {{ x: number, y: number, width: number, height: number }} place  in pixels, x and y of its middle
 * @param {{ text: string, kind: "name" | "value" | "change" | "derivative" }[][]} rows
 * @param {number} scale
 */
export function drawBox(box, place, rows, scale) {
  const [outline, texts] = box.children;
  const [left, top] = [-place.width / 2, -place.height / 2];
  set(box, { transform: `translate(${place.x.toFixed(1)} ${place.y.toFixed(1)})` });
  set(outline, { x: left, y: top, width: place.width, height: place.height });
  const cells = rows.flatMap((row, r) => row.map((cell, c) => ({
    ...cell,
    x: left + (place.width * (c + 0.5)) / row.length,
    y: top + (PADDING + (r + 0.75) * ROW) * scale,
  })));
  const nodes = keepCount(texts, cells.length, () => svg("text", { "text-anchor": "middle" }));
  cells.forEach(({ text, kind, x, y }, n) => {
    set(nodes[n], { class: kind, x: x.toFixed(1), y: y.toFixed(1) });
    if (kind === "name") writeMathematics(nodes[n], text);
    else set(nodes[n], { text });
  });
}
