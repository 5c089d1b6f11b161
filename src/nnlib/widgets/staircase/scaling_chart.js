/** Error against size on two log axes: the sizes that were tried, and the line that theory draws through them. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { Plane } from "../kit/plane/plane.js";
import { scaleOf } from "../kit/page/scale.js";

const power = (exponent) => format(10 ** exponent, 1);

/**
 * @param options  label, x, y: { domain (in powers of ten), label }, series: names (CSS classes), trend (size) => error,
 *                 trendName (text)
 */
export function scalingChart({ label, x, y, series, height }) {
  const whole = ([low, high]) => Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, i) => Math.ceil(low) + i);
  const plane = new Plane({
    role: "img",
    label,
    x: { ...x, ticks: whole(x.domain), text: power },
    y: { ...y, ticks: whole(y.domain), text: power },
    layers: ["trend", ...series],
    margin: { left: 42 },
  });
  const line = svg("path", { class: "trend-line" });
  plane.layer("trend").append(line);
  const name = svg("text", { class: "trend-name" });
  plane.above.append(name);
  plane.element.classList.add("chart");
  const log = (value, [low]) => Math.max(low, Math.log10(value));
  return {
    element: plane.element,
    resize: (width) => plane.resize(width, height * scaleOf(plane.element)),
    /** `points[name]` is a Map size → error, `now[name]` the present [size, error]; `trend` as above, or null. */
    update(points, now, trend, trendName) {
      const [low, high] = x.domain;
      const ends = [10 ** low, 10 ** high];
      const at = (size) => [plane.toX(Math.log10(size)), plane.toY(Math.log10(trend(size)))];
      set(line, { d: trend ? `M${at(ends[0]).map((each) => each.toFixed(1))}L${at(ends[1]).map((each) => each.toFixed(1))}` : "" });
      const [nameX, nameY] = trend ? at(10 ** (low + 0.62 * (high - low))) : [0, 0];
      set(name, { x: nameX.toFixed(1), y: (nameY - 8).toFixed(1), text: trend ? trendName : "" });
      for (const each of series) {
        const entries = [...points[each], ...(now[each] ? [now[each]] : [])];
        const dots = keepCount(plane.layer(each), entries.length, () => svg("circle", {}));
        entries.forEach(([size, error], i) => {
          const isNow = i === points[each].size;
          set(dots[i], { cx: plane.toX(log(size, x.domain)).toFixed(1), cy: plane.toY(log(error, y.domain)).toFixed(1), r: isNow ? 5 : 2.5, class: isNow ? "now" : null });
        });
      }
    },
  };
}
