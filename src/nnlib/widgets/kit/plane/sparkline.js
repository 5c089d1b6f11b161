/** A history as one small line without numbers: whether it falls, and how it did. */

import { html, set, svg } from "../page/dom.js";

const [WIDTH, HEIGHT, PADDING] = [180, 40, 4];

/** @param {{ label: string, history: import("./chart.js").History }} options */
export function sparkline({ label, history }) {
  const base = svg("path", { class: "base", d: `M.5 2V${HEIGHT - 0.5}H${WIDTH}` });
  const curve = svg("path", { class: "curve" });
  const line = svg(
    "svg",
    {
      class: "sparkline",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": label,
    },
    base,
    curve,
  );
  return {
    element: html("div", {}, line), // in a grid itself, it would lay out the page with each step
    update() {
      const { steps, values } = history;
      const last = steps[steps.length - 1] || 1;
      const top = Math.max(1e-9, ...values.filter(Number.isFinite));
      const x = (step) => PADDING + (step / last) * (WIDTH - 2 * PADDING);
      const y = (value) => HEIGHT - 3 - (value / top) * (HEIGHT - 8);
      const points = steps.map((step, i) => `${x(step).toFixed(1)} ${y(values[i]).toFixed(1)}`);
      set(curve, { d: points.length ? `M${points.join("L")}${points.length < 2 ? "h.01" : ""}` : "" });
    },
  };
}
