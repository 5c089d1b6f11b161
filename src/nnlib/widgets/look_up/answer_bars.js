/** The outputs, the weighted sum of the votes above them, and the answer in words. */

import { KINDS } from "../engine/look_up.js";
import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";

/** The largest and the smallest output that have room. */
const [TOP, BOTTOM] = [1.1, -0.35];
const OVER = 12;
const UNDER = 17;

/**
 * @param {object} options
 * @param {import("./model.js").LookUpModel} options.model
 * @param {() => import("./picture.js").Places} options.places
 */
export function answerBars({ model, places }) {
  const bars = svg("g", { class: "output-bars" });
  const zero = svg("path", { class: "level" });
  const mean = svg("text", { class: "caption", "text-anchor": "end", text: "their weighted sum" });
  const answer = svg("text", { class: "answer-word", "text-anchor": "end" });
  const verdict = svg("text", { class: "caption", "text-anchor": "end" });

  return {
    element: svg("g", { "aria-hidden": "true" }, zero, bars, mean, answer, verdict),
    update() {
      const { votes: [left, right], vote: wide, foot, height, scale } = places();
      const [high, low] = [foot + OVER * scale, Math.min(height, foot + 150 * scale) - UNDER * scale];
      const toY = (value) => high + ((TOP - clamp(value, BOTTOM, TOP)) / (TOP - BOTTOM)) * (low - high);
      set(zero, { d: `M${left} ${toY(0).toFixed(1)}H${right}` });
      const make = () => svg("g", {}, svg("rect"), svg("text", { "text-anchor": "middle" }));
      const drawn = keepCount(bars, KINDS, make);
      model.outputs.forEach((value, c) => {
        const [bar, digit] = drawn[c].children;
        const [top, bottom] = [Math.min(toY(value), toY(0)), Math.max(toY(value), toY(0))];
        const kind = `${c === model.answer ? "best" : ""}${value < 0 ? " negative" : ""}`.trim();
        set(drawn[c], { class: kind || null });
        set(bar, { x: left + c * wide + 2, y: top.toFixed(1), width: wide - 4, height: (bottom - top).toFixed(1) });
        set(digit, { x: left + (c + 0.5) * wide, y: low + 14 * scale, text: String(c) });
      });
      const middle = (high + low) / 2;
      set(mean, { x: left - 10 * scale, y: middle - 22 * scale });
      set(answer, {
        x: left - 10 * scale, y: middle + 4 * scale,
        text: `answer ${model.answer} (${fixed(model.outputs[model.answer])})`,
      });
      set(verdict, { x: left - 10 * scale, y: middle + 24 * scale, text: model.verdict });
    },
  };
}
