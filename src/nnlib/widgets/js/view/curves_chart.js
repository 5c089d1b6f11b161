/** A small chart of several histories over the training steps, each named at its end. */

import { keepCount, set, svg } from "./dom.js";
import { niceAbove, Plane } from "./plane.js";

const NAME_ROOM = 64;

/**
 * @param options  label, yLabel, series: [{ name () => text, history, kind (a CSS class) }, …], height
 */
export function curvesChart({ label, yLabel, series, height }) {
  const plane = new Plane({
    label,
    x: { domain: [0, 100], label: "steps" },
    y: { domain: [0, 1], label: yLabel },
    layers: ["curves"],
    margin: { left: 38, right: NAME_ROOM },
  });
  const curves = series.map(({ kind }) => svg("path", { class: `history ${kind}` }));
  plane.layer("curves").append(...curves);
  const names = svg("g");
  plane.above.append(names);
  set(plane.svg, { role: "img" });
  plane.element.classList.add("chart");
  return {
    element: plane.element,
    resize: (width) => plane.resize(width, height),
    update() {
      const last = Math.max(100, ...series.map(({ history }) => history.steps.at(-1) ?? 0));
      const top = Math.max(0.01, ...series.flatMap(({ history }) => history.values.filter(Number.isFinite)));
      plane.x.domain = [0, niceAbove(last)];
      plane.y.domain = [0, niceAbove(top)];
      plane.drawAxes();
      const texts = keepCount(names, series.length, () => svg("text", { class: "history-name" }));
      const ends = series.map(({ history }) => plane.toY(history.values.at(-1) ?? 0));
      const order = ends.map((_, i) => i).sort((a, b) => ends[a] - ends[b]);
      order.forEach((i, place) => {
        if (place > 0) ends[i] = Math.max(ends[i], ends[order[place - 1]] + 14);
      });
      series.forEach(({ name, history, kind }, i) => {
        set(curves[i], { d: plane.path(history.steps, history.values) });
        set(texts[i], { class: `history-name ${kind}`, x: (plane.toX(history.steps.at(-1) ?? 0) + 6).toFixed(1), y: (ends[i] + 4).toFixed(1), text: history.steps.length ? name() : "" });
      });
    },
  };
}
