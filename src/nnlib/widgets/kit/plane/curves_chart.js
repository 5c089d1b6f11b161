/** A small chart of several histories over the training steps, each named at its end. */

import { keepCount, set, svg } from "../page/dom.js";
import { chartWidth } from "./chart.js";
import { niceAbove, Plane } from "./plane.js";
import { spread } from "./spread.js";
import { scaleOf } from "../page/scale.js";

const NAME_ROOM = 64;
const HEADROOM = 1.1;
const NAMES_APART = 17;
/** A name stands this far beside its curve's end; its middle above the axis, or above that one's name at its right. */
const [BESIDE, ABOVE_AXIS, ABOVE_AXIS_NAME] = [6, 6, 30];
const [NAME_LENGTH, AXIS_NAME_LENGTH] = [48, 44];

/**
 * @param {object} options
 * @param {string} options.label
 * @param {string} [options.xLabel]
 * @param {string} options.yLabel
 * @param {{
 *   name: () => string, history: () => { steps: number[], values: number[] }, kind: string | (() => string)
 * }[]} options.series  `kind` is a CSS class
 * @param {number} [options.fewest]  steps that the axis shows at least
 * @param {number} [options.top]     where the axis of the values ends, whatever they are
 * @param {{ at: number, name: string }} [options.level]  a value to compare with, named on the axis
 * @param {number} [options.height]
 */
export function curvesChart({ label, xLabel = "steps", yLabel, series, fewest = 100, top, level, height }) {
  const plane = new Plane({
    role: "img",
    label,
    x: { domain: [0, fewest], label: xLabel },
    y: {
      domain: [0, 1],
      label: yLabel,
      ...(level && { ticks: [0, level.at, top], text: (tick) => (tick === level.at ? level.name : String(tick)) }),
    },
    layers: ["level", "curves"],
    margin: { left: 38, right: NAME_ROOM },
  });
  const curves = series.map(() => svg("path"));
  plane.layer("curves").append(...curves);
  const names = svg("g");
  plane.above.append(names);
  const levelLine = svg("path", { class: "trend-line" });
  plane.layer("level").append(levelLine);
  plane.element.classList.add("chart");

  function isOverAxisName(histories) {
    return histories.some(({ steps }) => {
      const end = plane.toX(steps.at(-1) ?? 0);
      return end < plane.width && end + BESIDE + (NAME_LENGTH + AXIS_NAME_LENGTH) * plane.scale > plane.width;
    });
  }

  return {
    element: plane.element,
    resize(room) {
      if (Number.isFinite(room.height)) plane.resize(room.width, room.height);
      else plane.resize(chartWidth(room), height * scaleOf(plane.element));
    },
    update() {
      const histories = series.map(({ history }) => history());
      const last = Math.max(fewest, ...histories.map(({ steps }) => steps.at(-1) ?? 0));
      const values = histories.flatMap((each) => each.values.filter(Number.isFinite));
      const low = Math.min(0, ...values);
      plane.x.domain = [0, niceAbove(last)];
      plane.y.domain = [low && -niceAbove(-low), top ?? niceAbove(HEADROOM * Math.max(0.01, ...values))];
      plane.drawAxes();
      if (level) set(levelLine, { d: `M0 ${plane.toY(level.at).toFixed(1)}H${plane.width}` });
      const texts = keepCount(names, series.length, () => svg("text", { class: "history-name" }));
      const gap = NAMES_APART * plane.scale;
      /** @type {[number, number]} */
      const within = [0, plane.height - (isOverAxisName(histories) ? ABOVE_AXIS_NAME : ABOVE_AXIS) * plane.scale];
      const ends = spread(
        histories.map(({ values: its }) => plane.toY(its.at(-1) ?? 0)),
        gap,
        within,
      );
      series.forEach(({ name, kind }, i) => {
        const history = histories[i];
        const its = typeof kind === "function" ? kind() : kind;
        const dot = history.steps.length === 1 ? "h.01" : "";
        set(curves[i], { class: `history ${its}`, d: plane.path(history.steps, history.values) + dot });
        set(texts[i], {
          class: `history-name ${its}`,
          x: (plane.toX(history.steps.at(-1) ?? 0) + BESIDE).toFixed(1),
          y: (ends[i] + 4 * plane.scale).toFixed(1),
          text: history.steps.at(-1) > 0 ? name() : "",
        });
      });
    },
  };
}
