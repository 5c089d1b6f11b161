/** The list and its question; what the query meets in each key, scores, weights, and the votes that are averaged. */

import { KINDS } from "../engine/look_up.js";
import { placedPicture } from "../kit/plane/placed_picture.js";
import { answerBars } from "./answer_bars.js";
import { listCards } from "./list_cards.js";
import { lookRows } from "./look_rows.js";

/**
 * Widths in the units of the type, for pictures at least `from` pixels wide. What is left goes to the bars; beyond
 * ROOMY of it, shares of the rest go to the votes and the products.
 */
const SIZES = [
  { from: 520, head: 42, foot: 118, gap: 10, cards: 92, lines: 56, products: 108, scores: 44, shares: 44, vote: 22 },
  { from: 340, head: 34, foot: 84, gap: 5, cards: 84, lines: 26, products: 0, scores: 34, shares: 38, vote: 17 },
  { from: 0, head: 34, foot: 84, gap: 5, cards: 84, lines: 26, products: 0, scores: 0, shares: 38, vote: 17 },
];
const ROOMY = 60;
const SPARE = { votes: 0.4, products: 0.3 };
const TALLEST = 76;

/**
 * Where everything stands, in pixels.
 * @typedef {object} Places
 * @property {(j: number) => number} y  the middle of row j, the question's the last
 * @property {number} row    height of a row
 * @property {number} head   height above the first
 * @property {number} foot   top of the answer
 * @property {number} height
 * @property {number} scale  the size of type (kit/page/scale.js)
 * @property {number} vote   width of a digit's column
 * @property {[from: number, to: number]} cards
 * @property {[from: number, to: number]} lines
 * @property {[from: number, to: number]} products
 * @property {[from: number, to: number]} scores
 * @property {[from: number, to: number]} bars
 * @property {[from: number, to: number]} shares
 * @property {[from: number, to: number]} votes
 */

/** @returns {Places} */
function placesIn({ width, height }, n, scale) {
  const sizes = SIZES.find(({ from }) => width >= from);
  const of = (name) => sizes[name] * scale;
  const fixed = { cards: of("cards"), lines: of("lines"), products: of("products"), scores: of("scores") };
  const last = { shares: of("shares"), votes: KINDS * of("vote") };
  const all = [...Object.values(fixed), ...Object.values(last)].filter((wide) => wide > 0);
  const left = width - all.reduce((sum, wide) => sum + wide + of("gap"), 0);
  const spare = fixed.products > 0 ? Math.max(0, left - ROOMY * scale) : 0;
  const vote = of("vote") + (SPARE.votes * spare) / KINDS;
  const products = fixed.products + SPARE.products * spare;
  const bars = Math.max(0, left - (SPARE.votes + SPARE.products) * spare);
  const spans = {};
  let x = 0;
  for (const [name, wide] of Object.entries({ ...fixed, products, bars, ...last, votes: KINDS * vote })) {
    spans[name] = [x, x + wide];
    if (wide > 0) x += wide + of("gap");
  }
  const head = of("head");
  const row = Math.min(TALLEST * scale, (height - head - of("foot")) / (n + 1));
  const foot = head + (n + 1) * row;
  return /** @type {any} */ ({
    ...spans, head, row, foot, height, scale, vote, y: (j) => head + (j + 0.5) * row,
  });
}

/**
 * @param {object} options
 * @param {import("./model.js").LookUpModel} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function lookUpPicture({ model, done, signal }) {
  return placedPicture({
    kind: "look-up",
    label: "The list, its question, and how the answer comes",
    placesIn: (room, scale) => placesIn(room, model.n, scale),
    parts: (given) => [lookRows, answerBars, listCards].map((make) => make({ ...given, model, done, signal })),
  });
}
