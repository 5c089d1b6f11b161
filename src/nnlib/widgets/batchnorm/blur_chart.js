/** The blur against the batch size on two log axes: the sizes looked at so far, 1/√B, and √(1/B − 1/n). */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { chartWidth } from "../kit/plane/chart.js";
import { Plane } from "../kit/plane/plane.js";
import { scaleOf } from "../kit/page/scale.js";

const SIZES = [2, 5, 10, 20, 30];
const BLURS = [0.05, 0.1, 0.2, 0.5, 1, 2];
const ANCHOR = 8;

const logs = (values) => values.map((each) => Math.log10(each));
const power = (exponent) => String(Number((10 ** exponent).toPrecision(2)));

/** @param {any} options  model (BatchModel), height */
export function blurChart({ model, height }) {
  const plane = new Plane({
    role: "img",
    label: "Blur against the batch size, both on log axes",
    x: { domain: logs([1.8, 33]), ticks: logs(SIZES), text: power },
    y: { domain: logs([0.045, 5]), ticks: logs(BLURS), text: power, label: "blur against B" },
    layers: ["trend", "finite", "measured"],
    margin: { left: 38, right: 36 },
  });
  const [trend, finite] = [svg("path", { class: "trend-line" }), svg("path", { class: "finite-line" })];
  plane.layer("trend").append(trend);
  plane.layer("finite").append(finite);
  const name = svg("text", { class: "trend-name", text: "∝ 1/√B" });
  plane.above.append(name);
  plane.element.classList.add("chart");
  const visited = new Set();
  const at = (B, blur) => [plane.toX(Math.log10(B)), plane.toY(Math.log10(Math.max(blur, 1e-3)))];
  const through = (law, c) => Array.from({ length: 57 }, (_, k) => 2 + k / 2)
    .map((B) => at(B, c * law(B)).map((each) => each.toFixed(1)).join(" "));

  return {
    element: plane.element,
    resize: (room) => plane.resize(chartWidth(room), height * scaleOf(plane.element)),
    update() {
      const { n, B } = model;
      visited.add(B);
      const law = (size) => Math.sqrt(Math.max(0, 1 / size - 1 / n));
      const anchor = Math.min(ANCHOR, n - 1);
      const c = model.blur(anchor) / law(anchor);
      set(trend, { d: `M${through((size) => 1 / Math.sqrt(size), c).join("L")}` });
      set(finite, { d: `M${through(law, c).join("L")}` });
      const [x, y] = at(30, c / Math.sqrt(30));
      set(name, { x: (x - 20).toFixed(1), y: (y - 10).toFixed(1) });
      const sizes = [...visited].filter((size) => size <= n);
      const dots = keepCount(plane.layer("measured"), sizes.length, () => svg("circle"));
      sizes.forEach((size, i) => {
        const [cx, cy] = at(size, model.blur(size));
        const [r, kind] = size === B ? [5, "now"] : [3, null];
        set(dots[i], { cx: cx.toFixed(1), cy: Math.min(plane.height, cy).toFixed(1), r, class: kind });
      });
    },
  };
}
