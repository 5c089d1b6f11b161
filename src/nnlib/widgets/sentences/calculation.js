/** How the weights of the token that looks come: query and keys number by number, scores, weights as bars. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { shadedCells } from "../kit/plane/shaded_cells.js";
import { D } from "./model.js";

const BAR = 0.5;
const STRIP = 0.66;
/** Height of the query's strip. */
const HEAD = 17;

/** Words in which single letters are symbols. */
function writeCaption(element, words) {
  if (element.textContent === words) return;
  const pieces = words.split(/(?<!\p{L})(\p{L})(?!\p{L})/u);
  element.replaceChildren(...pieces.map((text, k) => svg("tspan", { class: k % 2 ? "m" : null, text })));
}

/** Numbers as shares of the largest, small ones raised so that they are seen. */
const shares = (values, most) => values.map((value) => Math.sign(value) * Math.sqrt(Math.abs(value) / most));

const largest = (values) => values.reduce((most, each) => Math.max(most, Math.abs(each)), 1e-9);

/**
 * @param {object} options
 * @param {import("./model.js").SentencesModel} options.model
 * @param {() => import("./picture.js").Places} options.places
 */
export function calculation({ model, places }) {
  const strips = shadedCells();
  const rows = svg("g", { class: "calculation-rows" });
  const [stripsName, scoreName, weightName] = ["start", "end", "end"].map((anchor) =>
    svg("text", { class: "caption", "text-anchor": anchor }));

  function drawStrips() {
    const { numbers: [left, right], y, head, row, scale } = places();
    const [isSeen, width] = [right > left, (right - left) / D];
    const [height, own] = [STRIP * row, HEAD * scale];
    const strip = (values, top, tall) =>
      Array.from(values, (value, f) => ({ x: left + f * width, y: top, width, height: tall, value }));
    const keys = model.tokens.map((_, j) => model.numbersOf(j));
    const most = Math.max(...keys.map(largest));
    const all = [
      ...strip(shares(model.q, largest(model.q)), head - 6 * scale - own, own),
      ...keys.flatMap((values, j) => strip(shares(values, most), y(j) - height / 2, height)),
    ];
    strips.draw(isSeen ? all : []);
    const isProduct = model.state.get("numbers") === "products";
    set(stripsName, { x: left, y: head - 32 * scale, visibility: isSeen ? null : "hidden" });
    writeCaption(stripsName, `query q; below, ${isProduct ? "q times key k" : "each key k"}`);
  }

  function drawRows() {
    const { bars: [from, to], score: [left, right], share: [, edge], y, row, head, scale } = places();
    const isScored = right > left;
    const number = () => svg("text", { "text-anchor": "end" });
    const make = () => svg("g", {}, svg("rect"), number(), number());
    const drawn = keepCount(rows, model.n, make);
    for (let j = 0; j < model.n; j++) {
      const [bar, share, score] = drawn[j].children;
      const [isBarred, a] = [!model.looks(model.query, j), model.weight(model.query, j)];
      const base = (y(j) + 4.5 * scale).toFixed(1);
      const top = (y(j) - (BAR * row) / 2).toFixed(1);
      set(bar, { x: from, y: top, width: (a * (to - from)).toFixed(1), height: BAR * row });
      set(share, { x: edge, y: base, text: isBarred ? "–" : `${fixed(100 * a, 0)} %` });
      set(score, { x: right, y: base, text: !isScored ? "" : isBarred ? "−∞" : fixed(model.score(j), 1) });
    }
    const scaled = `${model.state.get("temperature") === 1 ? "" : "T"}${model.state.get("scaled") ? "√d" : ""}`;
    set(scoreName, { x: right, y: head - 6 * scale, visibility: isScored ? null : "hidden" });
    writeCaption(scoreName, `q·k${scaled ? ` / ${scaled}` : ""}`);
    set(weightName, { x: edge, y: head - 6 * scale, text: "weight" });
  }

  return {
    element: svg("g", { class: "calculation", "aria-hidden": "true" }, strips.element, rows, stripsName, scoreName,
      weightName),
    update() {
      drawStrips();
      drawRows();
    },
  };
}
