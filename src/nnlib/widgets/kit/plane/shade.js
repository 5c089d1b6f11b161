/** Paints values of f over a plane: vermilion (0) through the ground (0.5) to blue (1), and finds where f = 0.5. */

import { tenths } from "../page/format.js";
import { channels } from "../page/theme.js";

const LEVELS = 256;

/** The colours for `shade`, a pale wash on which points and lines stand, as `element` has them now. */
export function palette(element) {
  const strength = Number(getComputedStyle(element).getPropertyValue("--wash"));
  const [negative, ground, positive] = ["--negative", "--ground", "--positive"].map((each) => channels(element, each));
  const table = new Uint32Array(LEVELS);
  const bytes = new Uint8Array(table.buffer);
  for (let level = 0; level < LEVELS; level++) {
    const signed = (2 * level) / (LEVELS - 1) - 1;
    const end = signed < 0 ? negative : positive;
    const share = strength * Math.abs(signed) ** 0.8;
    for (let c = 0; c < 3; c++) bytes[4 * level + c] = ground[c] + share * (end[c] - ground[c]);
    bytes[4 * level + 3] = 255;
  }
  return table;
}

/** Writes `values` (rows of nx, the lowest y first, in [0, 1]) as pixels on the canvas; `hard` shows classes only. */
export function shade(canvas, values, nx, ny, table, hard) {
  if (canvas.width !== nx || canvas.height !== ny || !canvas.pixels) {
    [canvas.width, canvas.height] = [nx, ny];
    canvas.context = canvas.getContext("2d");
    canvas.pixels = canvas.context.createImageData(nx, ny);
    canvas.words = new Uint32Array(canvas.pixels.data.buffer);
  }
  const { words } = canvas;
  for (let row = 0; row < ny; row++) {
    const from = (ny - 1 - row) * nx;
    for (let i = 0; i < nx; i++) {
      const value = values[from + i];
      words[row * nx + i] = table[hard ? (value > 0.5 ? LEVELS - 1 : 0) : (value * (LEVELS - 1) + 0.5) | 0];
    }
  }
  canvas.context.putImageData(canvas.pixels, 0, 0);
}

/**
 * The line f = 0.5 as an SVG path, by marching squares. Grid column i lies at x(i), row j (lowest y first) at y(j).
 */
export function contour(values, nx, ny, x, y) {
  let d = "";
  for (let j = 0; j + 1 < ny; j++) {
    for (let i = 0; i + 1 < nx; i++) {
      const k = j * nx + i;
      const a = values[k] - 0.5;
      const b = values[k + 1] - 0.5;
      const c = values[k + nx + 1] - 0.5;
      const e = values[k + nx] - 0.5;
      if (a > 0 === b > 0 && b > 0 === c > 0 && c > 0 === e > 0) continue;
      const ends = [];
      if (a > 0 !== b > 0) ends.push([x(i + a / (a - b)), y(j)]);
      if (b > 0 !== c > 0) ends.push([x(i + 1), y(j + b / (b - c))]);
      if (c > 0 !== e > 0) ends.push([x(i + e / (e - c)), y(j + 1)]);
      if (e > 0 !== a > 0) ends.push([x(i), y(j + a / (a - e))]);
      for (let n = 0; n + 1 < ends.length; n += 2) {
        const [[x0, y0], [x1, y1]] = [ends[n], ends[n + 1]];
        d += `M${tenths(x0)} ${tenths(y0)}L${tenths(x1)} ${tenths(y1)}`;
      }
    }
  }
  return d;
}
