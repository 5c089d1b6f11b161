/** Tokens that look, lines as wide as their weights, tokens that are looked at; beside these how the weights come. */

import { placedPicture } from "../kit/plane/placed_picture.js";
import { calculation } from "./calculation.js";
import { weightLines } from "./weight_lines.js";
import { tokensLooked } from "./tokens_looked.js";
import { tokensLooking } from "./tokens_looking.js";
import { D } from "./model.js";

/** Widths in the units of the type; what is left goes to the lines, the numbers of the keys and the bars. */
const WIDE = { head: 46, word: 72, score: 50, share: 44, gap: 8, lines: 0.34, numbers: 0.42 };
const NARROW = { head: 20, word: 64, score: 0, share: 40, gap: 6, lines: 0.5, numbers: 0, below: 520 };

/**
 * Where everything stands, in pixels.
 * @typedef {object} Places
 * @property {(i: number) => number} y   the middle of row i
 * @property {number} row    height of a row
 * @property {number} head   height above the first
 * @property {number} scale  the size of type (kit/page/scale.js)
 * @property {[from: number, to: number]} looking
 * @property {[from: number, to: number]} lines
 * @property {[from: number, to: number]} looked
 * @property {[from: number, to: number]} numbers
 * @property {[from: number, to: number]} score
 * @property {[from: number, to: number]} bars
 * @property {[from: number, to: number]} share
 */

/** @returns {Places} */
function placesIn({ width, height }, n, scale) {
  const isNarrow = width < NARROW.below;
  const sizes = isNarrow ? NARROW : WIDE;
  const columns = ["looking", "lines", "looked", "numbers", "score", "bars", "share"];
  const [word, gap] = [sizes.word * scale, sizes.gap * scale];
  const score = sizes.score * scale;
  const gaps = (isNarrow ? 4 : 6) * gap;
  const rest = width - 2 * word - score - sizes.share * scale - gaps;
  const numbers = D * Math.floor((sizes.numbers * rest) / D);
  const lines = sizes.lines * rest;
  const widths = [word, lines, word, numbers, score, rest - lines - numbers, sizes.share * scale];
  const spans = {};
  let x = 0;
  columns.forEach((name, c) => {
    spans[name] = [x, x + widths[c]];
    if (widths[c] > 0) x += widths[c] + gap;
  });
  const head = sizes.head * scale;
  const row = (height - head) / n;
  return /** @type {any} */ ({ ...spans, head, row, scale, y: (i) => head + (i + 0.5) * row });
}

/**
 * @param {object} options
 * @param {import("./model.js").SentencesModel} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function sentencesPicture({ model, done, signal }) {
  return placedPicture({
    kind: "sentences",
    label: "Tokens that look, and tokens that are looked at",
    placesIn: (room, scale) => placesIn(room, model.n, scale),
    parts: (given) =>
      [weightLines, calculation, tokensLooking, tokensLooked].map((make) => make({ ...given, model, done, signal })),
  });
}
