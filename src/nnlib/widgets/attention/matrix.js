/** Scores or weights as a matrix: a row for each query, a column for each key; the row that is looked at is framed. */

import { html, keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, subscript } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { scaleOf } from "../kit/page/scale.js";

const LARGEST = 68;
const ROOM = { left: 30, top: 22 };
const DEEPEST = 0.55;

/**
 * @param options  label, values () => { M (n × n), n, signed }, query () => i, choose (i) => void, done, signal
 */
export function attentionMatrix({ label, values, query, choose, done, signal }) {
  const [cells, heads, rowNames] = ["cells", "heads", "rows-names"].map((name) => svg("g", { class: name, "aria-hidden": "true" }));
  const frame = svg("g", { class: "query-row" }, svg("rect", { class: "grab" }), svg("rect", { class: "border" }));
  const sheet = svg("g", {}, cells, heads, rowNames, frame);
  const picture = svg("svg", { role: "group", "aria-label": label, class: "attention-matrix" }, sheet);
  const element = html("div", { class: "plane" }, picture);
  let [size, scale, room] = [40, 1, { width: 320, height: 320 }];
  const rowAt = (event) => {
    const top = picture.getBoundingClientRect().top + ROOM.top * scale;
    return Math.min(values().n - 1, Math.max(0, Math.floor((event.clientY - top) / size)));
  };
  const put = (i) => choose(Math.min(values().n - 1, Math.max(0, i)));
  const mover = handle(frame, {
    signal, done, low: 1,
    high: () => values().n,
    name: () => "Query looked at, a row of the matrix",
    value: () => query() + 1,
    text: () => `q${subscript(query() + 1)}`,
    drag: (event) => put(rowAt(event)),
    nudge: (dx, dy) => put(query() + dx - dy),
    end: (which) => put(which === "low" ? 0 : values().n - 1),
  });
  picture.addEventListener("click", (event) => {
    put(rowAt(event));
    done();
  }, { signal });

  return {
    element,
    resize(width, height) {
      room = { width, height };
      scale = scaleOf(element);
      set(picture, room);
      set(sheet, { transform: `translate(${ROOM.left * scale} ${ROOM.top * scale})` });
    },
    update() {
      const { M, n, signed } = values();
      size = Math.floor(Math.min(LARGEST * scale, (room.width - ROOM.left * scale - 4) / n, (room.height - ROOM.top * scale - 4) / n));
      const largest = signed ? Math.max(1e-9, ...M.filter(Number.isFinite).map(Math.abs)) : 1;
      const squares = keepCount(cells, n * n, () => svg("g", {}, svg("rect"), svg("text", { "text-anchor": "middle" })));
      for (let k = 0; k < n * n; k++) {
        const [i, j] = [Math.floor(k / n), k % n];
        const [square, text] = squares[k].children;
        const masked = signed ? M[k] === -Infinity : j > i && M[k] === 0;
        set(squares[k], { class: masked ? "cell masked" : M[k] < 0 ? "cell negative" : "cell" });
        set(square, { x: j * size, y: i * size, width: size, height: size, "fill-opacity": masked ? null : ((DEEPEST * Math.abs(M[k])) / largest).toFixed(3) });
        set(text, { x: (j + 0.5) * size, y: (i + 0.5) * size + 4 * scale, text: masked ? "–" : fixed(M[k], signed && size < 40 * scale ? 1 : 2) });
      }
      for (const [names, letter] of [[heads, "k"], [rowNames, "q"]]) {
        const texts = keepCount(names, n, () => svg("text", { "text-anchor": "middle" }));
        Array.from(texts).forEach((text, i) => {
          const place = letter === "k" ? { x: (i + 0.5) * size, y: -7 * scale } : { x: -14 * scale, y: (i + 0.5) * size + 4 * scale };
          set(text, { ...place, class: `unit-name unit-${i % 5}`, text: letter + subscript(i + 1) });
        });
      }
      for (const rect of frame.children) set(rect, { x: 0, y: query() * size, width: n * size, height: size });
      mover.update();
    },
  };
}
