/** The list and its question; what the query meets in each key, scores, weights, and the votes that are averaged. */

import { KINDS } from "../engine/look_up.js";
import { html, set, svg } from "../kit/page/dom.js";
import { updateAll } from "../kit/page/parts.js";
import { scaleOf } from "../kit/page/scale.js";
import { answerBars } from "./answer_bars.js";
import { listCards } from "./list_cards.js";
import { lookRows } from "./look_rows.js";

/** Widths in the units of the type; what is left is dealt out: to the votes, the products and, the rest, the bars. */
const WIDE = {
  head: 42, foot: 118, gap: 10, card: 92, lines: 56, products: 108, score: 44, bar: 60, share: 44, vote: 22,
};
const NARROW = { head: 34, foot: 84, gap: 5, card: 84, lines: 34, products: 0, score: 0, bar: 50, share: 38, vote: 17 };
const SPARE = { votes: 0.4, products: 0.3 };
/** In a picture narrower than this the products and scores are left out. */
const BELOW = 520;
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
 * @property {boolean} isNarrow
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
  const isNarrow = width < BELOW;
  const sizes = isNarrow ? NARROW : WIDE;
  const of = (name) => sizes[name] * scale;
  const named = ["card", "lines", "products", "score", "bar", "share"];
  const fixed = named.reduce((sum, name) => sum + of(name), KINDS * of("vote"));
  const gaps = (isNarrow ? 3 : 6) * of("gap");
  const spare = Math.max(0, width - fixed - gaps);
  const vote = of("vote") + (SPARE.votes * spare) / KINDS;
  const more = isNarrow ? 0 : SPARE.products * spare;
  const widths = {
    cards: of("card"), lines: of("lines"), products: of("products") + more, scores: of("score"),
    bars: of("bar") + (1 - SPARE.votes) * spare - more, shares: of("share"), votes: KINDS * vote,
  };
  const spans = {};
  let x = 0;
  for (const [name, wide] of Object.entries(widths)) {
    spans[name] = [x, x + wide];
    const isBeside = isNarrow && (name === "bars" || name === "cards");
    if (wide > 0) x += wide + (isBeside ? 0 : of("gap"));
  }
  const head = of("head");
  const row = Math.min(TALLEST * scale, (height - head - of("foot")) / (n + 1));
  const foot = head + (n + 1) * row;
  return /** @type {any} */ ({
    ...spans, head, row, foot, height, scale, isNarrow, vote, y: (j) => head + (j + 0.5) * row,
  });
}

/**
 * @param {object} options
 * @param {import("./model.js").LookUpModel} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number, height: number }): void }}
 */
export function lookUpPicture({ model, done, signal }) {
  const picture = svg("svg", { role: "group", "aria-label": "The list, its question, and how the answer comes" });
  const element = html("div", { class: "plane look-up" }, picture);
  let room = { width: 624, height: 436 };
  let places = placesIn(room, model.n, 1);
  const options = { model, places: () => places, picture, done, signal };
  const parts = [lookRows, answerBars, listCards].map((make) => make(options));
  picture.append(...parts.map((each) => each.element));

  return {
    element,
    resize(given) {
      room = given;
      set(picture, room);
    },
    update() {
      places = placesIn(room, model.n, scaleOf(element));
      updateAll(parts);
    },
  };
}
