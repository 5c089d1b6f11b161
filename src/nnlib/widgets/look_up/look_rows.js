/** A row for each token: the line from the question, query times key, score, weight, vote; the answer in numbers. */

import { KINDS } from "../engine/look_up.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { shadedCells } from "../kit/plane/shaded_cells.js";

const WIDEST = 14;
const STRIP = 0.4;
const BAR = 0.3;
/** A vote of this size has the full colour. */
const FULL = 1.5;
/** How much of a row a vote fills that has all the weight; the thinnest has this many pixels. */
const THICK = 0.92;
const THIN = 2;
/** What a vote's number needs, in the units of the type. */
const NUMBER = { width: 28, height: 13 };

const largest = (values) => values.reduce((most, each) => Math.max(most, Math.abs(each)), 1e-9);

/**
 * @param {object} options
 * @param {import("./model.js").LookUpModel} options.model
 * @param {() => import("./picture.js").Places} options.places
 */
export function lookRows({ model, places }) {
  const [lines, rows, captions, digits] = ["weight-lines", "look-rows", "captions", "captions digits"].map((name) =>
    svg("g", { class: name }));
  const own = svg("g", { class: "own" });
  const [products, votes] = [shadedCells(), shadedCells()];
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
    return svg("g", {}, svg("rect", { class: "weight-bar" }), number(), number(),
      svg("text", { class: "vote-number", "text-anchor": "middle" }));
  }

  function drawRow(row, j) {
    const [bar, score, share, number] = row.children;
    const { scores, bars: [from, to], shares, votes: [left], vote, y, row: tall, scale } = places();
    const [base, a] = [(y(j) + 5 * scale).toFixed(1), model.weights[j]];
    set(bar, { x: from, y: y(j) - (BAR * tall) / 2, width: (a * (to - from)).toFixed(1), height: BAR * tall });
    set(score, { x: scores[1], y: base, text: scores[1] > scores[0] ? fixed(model.scores[j], 1) : "" });
    set(share, { x: shares[1], y: base, text: `${fixed(100 * a, 0)} %` });
    const hasRoom = vote >= NUMBER.width * scale && THICK * tall * a >= NUMBER.height * scale;
    set(number, {
      x: left + (model.answer + 0.5) * vote, y: base, text: hasRoom ? fixed(model.votes[j][model.answer]) : "",
    });
  }

  /** The query, and below it its products with each key, number by number. */
  function drawProducts() {
    const { products: [left, right], y, row, head, scale } = places();
    const width = (right - left) / (2 * KINDS);
    const strip = (values, most, top, height) => Array.from(values, (value, f) => ({
      x: left + f * width, y: top, width, height, value: Math.sign(value) * Math.sqrt(Math.abs(value) / most),
    }));
    const most = Math.max(...model.products.map(largest));
    const rowsOf = (values, j) => strip(values, most, y(j) - (STRIP * row) / 2, STRIP * row);
    const query = strip(model.q, largest(model.q), head - 18 * scale, 14 * scale);
    products.draw(right > left ? [...query, ...model.products.flatMap(rowsOf)] : []);
  }

  /** Each vote as thick as its token's weight: what is coloured adds up to the outputs. */
  function drawVotes() {
    const { votes: [left], vote, y, row } = places();
    votes.draw(model.votes.flatMap((values, j) => {
      const height = Math.max(THIN, THICK * row * model.weights[j]);
      return Array.from(values, (value, c) => ({
        x: left + c * vote + 1, y: y(j) - height / 2, width: vote - 2, height, value: value / FULL,
      }));
    }));
  }

  function drawCaptions() {
    const { products: [start, right], scores, shares, votes: [left], vote: wide, head, scale } = places();
    const [upper, lower] = [head - 24 * scale, head - 7 * scale];
    const shown = (isThere) => (isThere ? null : "hidden");
    set(productsName, { x: right, y: upper, visibility: shown(right > start), text: "query, times each key" });
    set(scoreName, { x: scores[1], y: upper, visibility: shown(scores[1] > scores[0]), text: "score" });
    set(weightName, { x: shares[1], y: upper, text: "weight" });
    set(votesName, { x: left, y: upper, text: "vote for a digit" });
    const drawn = keepCount(digits, KINDS, () => svg("text", { "text-anchor": "middle" }));
    Array.from(drawn).forEach((text, c) => set(text, { x: left + (c + 0.5) * wide, y: lower, text: String(c) }));
  }

  return {
    element: svg("g", { "aria-hidden": "true" }, lines, products.element, votes.element, rows, captions, digits),
    update() {
      drawLines();
      Array.from(keepCount(rows, model.n + 1, makeRow)).forEach(drawRow);
      drawProducts();
      drawVotes();
      drawCaptions();
    },
  };
}
