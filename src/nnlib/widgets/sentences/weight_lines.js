/** A line for each weight, as wide as it is large: those of the token that looks once more above them. */

import { keepCount, set, svg } from "../kit/page/dom.js";

const WIDEST = 9;
/** Smaller weights are not drawn. */
const LEAST = 0.015;

/**
 * @param {object} options
 * @param {import("./model.js").SentencesModel} options.model
 * @param {() => import("./picture.js").Places} options.places
 */
export function weightLines({ model, places }) {
  const [all, own] = [svg("g", { class: "all" }), svg("g", { class: "own" })];

  function draw(parent, pairs) {
    const { lines: [from, to], y, scale } = places();
    const bend = 0.4 * (to - from);
    const drawn = keepCount(parent, pairs.length, () => svg("path"));
    pairs.forEach(([i, j], k) => {
      const [start, end] = [y(i).toFixed(1), y(j).toFixed(1)];
      const [left, right] = [(from + bend).toFixed(1), (to - bend).toFixed(1)];
      set(drawn[k], {
        d: `M${from.toFixed(1)} ${start}C${left} ${start} ${right} ${end} ${to.toFixed(1)} ${end}`,
        "stroke-width": (WIDEST * scale * model.weight(i, j)).toFixed(2),
      });
    });
  }

  return {
    element: svg("g", { class: "weight-lines", "aria-hidden": "true" }, all, own),
    update() {
      const every = Array.from(model.A, (_, k) => [Math.floor(k / model.n), k % model.n]);
      const pairs = every.filter(([i, j]) => model.weight(i, j) >= LEAST);
      draw(all, pairs);
      draw(own, pairs.filter(([i]) => i === model.query));
    },
  };
}
