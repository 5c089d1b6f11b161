/** Error against size on two log axes: the sizes that were tried, and the line that theory draws through them. */

import { html, keepCount, set, svg } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { scaleOf } from "../kit/page/scale.js";
import { Plane } from "../kit/plane/plane.js";

const HEIGHT = 140;
const NAME_AT = 0.62;

const power = (exponent) => format(10 ** exponent, 1);
/** @param {number[]} domain */
const wholeBetween = ([low, high]) =>
  Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, i) => Math.ceil(low) + i);

/**
 * @typedef {object} Series
 * @property {Map<number, number>} seen      the smallest error at each size
 * @property {[number, number] | null} now   the present size and error
 */

/**
 * @param {object} options
 * @param {string} options.label
 * @param {{ domain: number[] }} options.x  in powers of ten
 * @param {{ domain: number[] }} options.y
 * @param {Object<string, () => Series>} options.series    by their CSS classes
 * @param {() => { error: (size: number) => number, name: string } | null} options.trend
 */
export function scalingChart({ label, x, y, series, trend }) {
  const plane = new Plane({
    role: "img",
    label,
    x: { ...x, ticks: wholeBetween(x.domain), text: power },
    y: { ...y, ticks: wholeBetween(y.domain), text: power },
    layers: ["trend", ...Object.keys(series)],
    margin: { left: 42, right: 18, top: 6 },
  });
  const line = svg("path", { class: "trend-line" });
  plane.layer("trend").append(line);
  const name = svg("text", { class: "trend-name" });
  plane.above.append(name);
  plane.element.classList.add("chart");
  const toX = (size) => plane.toX(Math.max(x.domain[0], Math.log10(size))).toFixed(1);
  const toY = (error) => plane.toY(Math.max(y.domain[0], Math.log10(error)));

  function drawTrend() {
    const drawn = trend();
    if (!drawn) {
      set(line, { d: "" });
      set(name, { text: "" });
      return;
    }
    const [low, high] = x.domain;
    const at = (exponent) => [plane.toX(exponent), plane.toY(Math.log10(drawn.error(10 ** exponent)))];
    const [[x0, y0], [x1, y1], [nameX, nameY]] = [low, high, low + NAME_AT * (high - low)].map(at);
    set(line, { d: `M${x0.toFixed(1)} ${y0.toFixed(1)}L${x1.toFixed(1)} ${y1.toFixed(1)}` });
    set(name, { x: nameX.toFixed(1), y: (nameY - 8).toFixed(1), text: drawn.name });
  }

  const element = html("div", {}, html("p", { class: "quiet", text: label }), plane.element);
  return {
    element,
    resize: ({ width }) => plane.resize(width, HEIGHT * scaleOf(plane.element)),
    update() {
      drawTrend();
      for (const [kind, read] of Object.entries(series)) {
        const { seen, now } = read();
        const entries = [...seen, ...(now ? [now] : [])];
        const dots = keepCount(plane.layer(kind), entries.length, () => svg("circle"));
        entries.forEach(([size, error], i) => {
          const isNow = i === seen.size;
          set(dots[i], { cx: toX(size), cy: toY(error).toFixed(1), r: isNow ? 5 : 2.5, class: isNow ? "now" : null });
        });
      }
    },
  };
}
