/** Scores or weights as a matrix: a row for each query, a column for each key; the row that is looked at is framed. */

import { clamp } from "../engine/clamp.js";
import { html, keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, subscript } from "../kit/page/format.js";
import { writeSymbol } from "../kit/page/notation.js";
import { scaleOf } from "../kit/page/scale.js";
import { handle } from "../kit/plane/handle.js";

/** In a cell narrower than this no number is written. */
const NARROW = 26;
/** In a cell this wide a score is written with two decimals. */
const ROOMY = 44;
const ROOM = { left: 28, top: 22, spare: 1 };
const DEEPEST = 0.55;

/**
 * @param {object} options
 * @param {string} options.label
 * @param {import("./model.js").AttentionModel} options.model
 * @param {() => boolean} options.isScores  scores instead of weights
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number, height: number }): void }}
 */
export function attentionMatrix({ label, model, isScores, done, signal }) {
  const layer = (name) => svg("g", { class: name, "aria-hidden": "true" });
  const [cells, heads, rowNames] = ["cells", "heads", "row-names"].map(layer);
  const frame = svg("g", { class: "query-row" }, svg("rect", { class: "grab" }), svg("rect", { class: "row-border" }));
  const sheet = svg("g", {}, cells, heads, rowNames, frame);
  const picture = svg("svg", { role: "group", "aria-label": label, class: "attention-matrix" }, sheet);
  const element = html("div", { class: "plane" }, picture);
  let [across, down, scale, room] = [NARROW, NARROW, 1, { width: 320, height: 320 }];

  const last = () => model.tokens.length - 1;
  const put = (i) => model.look(clamp(i, 0, last()));
  const rowAt = (event) => {
    const top = picture.getBoundingClientRect().top + ROOM.top * scale;
    return Math.floor((event.clientY - top) / down);
  };
  const mover = handle(frame, {
    signal, done, low: 1,
    high: () => last() + 1,
    name: () => "Query looked at, a row of the matrix",
    value: () => model.query + 1,
    text: () => `q${subscript(model.query + 1)}`,
    drag: (event) => put(rowAt(event)),
    nudge: (dx, dy) => put(model.query + dx - dy),
    end: (which) => put(which === "low" ? 0 : last()),
  });
  picture.addEventListener("click", (event) => {
    put(rowAt(event));
    done();
  }, { signal });

  function drawCells() {
    const { n, shown } = model;
    const numbers = isScores() ? shown.S : shown.A;
    const largest = isScores() ? Math.max(1e-9, ...numbers.filter(Number.isFinite).map(Math.abs)) : 1;
    const places = isScores() && across < ROOMY * scale ? 1 : 2;
    const isNarrow = across < NARROW * scale;
    const squares = keepCount(cells, n * n, () => svg("g", {}, svg("rect"), svg("text", { "text-anchor": "middle" })));
    numbers.forEach((value, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      const [square, text] = squares[k].children;
      const isMasked = model.isMasked(i, j);
      const depth = isMasked ? null : ((DEEPEST * Math.abs(value)) / largest).toFixed(3);
      set(squares[k], { class: isMasked ? "cell masked" : value < 0 ? "cell negative" : "cell" });
      set(square, { x: j * across, y: i * down, width: across, height: down, "fill-opacity": depth });
      const words = isMasked ? "–" : isNarrow ? "" : fixed(value, places);
      set(text, { x: (j + 0.5) * across, y: (i + 0.5) * down + 4.5 * scale, text: words });
    });
  }

  function drawNames(group, letter, placeOf) {
    const names = keepCount(group, model.n, () => svg("text", { "text-anchor": "middle" }));
    Array.from(names).forEach((name, i) => {
      set(name, { ...placeOf(i + 0.5), class: `unit-name unit-${i % 5}` });
      writeSymbol(name, letter, i + 1);
    });
  }

  return {
    element,
    resize({ width, height }) {
      room = { width, height };
      scale = scaleOf(element);
      set(picture, room);
      set(sheet, { transform: `translate(${ROOM.left * scale} ${ROOM.top * scale})` });
    },
    update() {
      const { n, query } = model;
      across = (room.width - ROOM.left * scale - ROOM.spare) / n;
      down = (room.height - ROOM.top * scale - ROOM.spare) / n;
      drawCells();
      drawNames(heads, "k", (at) => ({ x: at * across, y: -7 * scale }));
      drawNames(rowNames, "q", (at) => ({ x: -14 * scale, y: at * down + 5 * scale }));
      for (const rect of frame.children) set(rect, { x: 0, y: query * down, width: n * across, height: down });
      mover.update();
    },
  };
}
