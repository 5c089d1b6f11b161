/** A row for each token: the line from the question, query times key, score, weight, and the vote as thick as it. */

import { KINDS } from "../engine/look_up.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";

const WIDEST = 14;
const STRIP = 0.4;
const BAR = 0.3;
/** A vote of this size has the full colour. */
const FULL = 1.5;
/** How much of a row a vote fills that has all the weight; the thinnest has this many pixels. */
const THICK = 0.92;
const THIN = 2;

const largest = (values) => values.reduce((most, each) => Math.max(most, Math.abs(each)), 1e-9);
const sign = (value) => (value < 0 ? "negative" : null);

/**
 * @param {object} options
 * @param {import("./model.js").LookUpModel} options.model
 * @param {() => import("./picture.js").Places} options.places
 */
export function lookRows({ model, places }) {
  const [lines, rows, captions, digits] = ["weight-lines", "look-rows", "captions", "captions digits"].map((name) =>
    svg("g", { class: name }));
  const own = svg("g", { class: "own" });
  const query = svg("g", { class: "number-strips" });
  lines.append(own);
  const caption = (anchor) => {
    const text = svg("text", { class: "caption", "text-anchor": anchor });
    captions.append(text);
    return text;
  };
  const [productsName, scoreName, weightName, votesName] = ["end", "end", "end", "start"].map(caption);

  function drawLines() {
    const { lines: [from, to], y, scale } = places();
    const drawn = keepCount(own, model.n + 1, () => svg("path"));
    const [start, bend] = [y(model.n).toFixed(1), (0.6 * (to - from)).toFixed(1)];
    for (let j = 0; j <= model.n; j++) {
      const up = (y(j) - y(model.n)).toFixed(1);
      set(drawn[j], {
        d: `M${from} ${start}c${bend} 0 ${bend} ${up} ${(to - from).toFixed(1)} ${up}`,
        "stroke-width": (WIDEST * scale * model.weights[j]).toFixed(2),
      });
    }
  }

  function makeRow() {
    const number = () => svg("text", { "text-anchor": "end" });
    return svg("g", {}, svg("g", { class: "number-strips" }), svg("rect", { class: "weight-bar" }), number(), number(),
      svg("g", { class: "number-strips" }));
  }

  /** Numbers as small squares: blue adds, vermilion takes away, deeper is more. */
  function drawStrip(strip, numbers, most, top, height) {
    const { products: [left, right] } = places();
    const width = (right - left) / (2 * KINDS);
    const squares = keepCount(strip, right > left ? numbers.length : 0, () => svg("rect"));
    Array.from(squares).forEach((square, f) => set(square, {
      class: sign(numbers[f]), "fill-opacity": Math.sqrt(Math.abs(numbers[f]) / most).toFixed(2),
      x: left + f * width, width, y: top, height,
    }));
  }

  function drawRow(row, j, most) {
    const [strip, bar, score, share, vote] = row.children;
    const { scores, bars: [from, to], shares, votes, vote: wide, y, row: tall, scale } = places();
    const base = (y(j) + 5 * scale).toFixed(1);
    drawStrip(strip, model.products[j], most, y(j) - (STRIP * tall) / 2, STRIP * tall);
    const a = model.weights[j];
    set(bar, { x: from, y: y(j) - (BAR * tall) / 2, width: (a * (to - from)).toFixed(1), height: BAR * tall });
    set(score, { x: scores[1], y: base, text: scores[1] > scores[0] ? fixed(model.scores[j], 1) : "" });
    set(share, { x: shares[1], y: base, text: `${fixed(100 * a, 0)} %` });
    const thick = Math.max(THIN, THICK * tall * a);
    const cells = keepCount(vote, KINDS, () => svg("rect"));
    model.votes[j].forEach((value, c) => set(cells[c], {
      class: sign(value), "fill-opacity": Math.min(1, Math.abs(value) / FULL).toFixed(2), x: votes[0] + c * wide + 1,
      width: wide - 2, y: (y(j) - thick / 2).toFixed(1), height: thick.toFixed(1),
    }));
  }

  function drawCaptions() {
    const { products: [, right], scores, shares, votes: [left], vote: wide, head, scale, isNarrow } = places();
    const [upper, lower] = [head - 24 * scale, head - 7 * scale];
    const hidden = isNarrow ? "hidden" : null;
    set(productsName, { x: right, y: upper, visibility: hidden, text: "query, times each key" });
    drawStrip(query, model.q, largest(model.q), head - 18 * scale, 14 * scale);
    set(scoreName, { x: scores[1], y: upper, visibility: hidden, text: "score" });
    set(weightName, { x: shares[1], y: upper, text: "weight" });
    set(votesName, { x: left, y: upper, text: "vote for a digit" });
    const drawn = keepCount(digits, KINDS, () => svg("text", { "text-anchor": "middle" }));
    Array.from(drawn).forEach((text, c) => set(text, { x: left + (c + 0.5) * wide, y: lower, text: String(c) }));
  }

  return {
    element: svg("g", { "aria-hidden": "true" }, lines, query, rows, captions, digits),
    update() {
      drawLines();
      const most = Math.max(...model.products.map(largest));
      const drawn = keepCount(rows, model.n + 1, makeRow);
      Array.from(drawn).forEach((row, j) => drawRow(row, j, most));
      drawCaptions();
    },
  };
}
