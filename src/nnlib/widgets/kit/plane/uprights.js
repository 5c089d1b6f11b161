/** Knobs that move up and down in a panel of a stack, each at its own x: heights, levels, values at fixed places. */

import { keepCount, set, svg } from "../page/dom.js";
import { format } from "../page/format.js";
import { handle } from "./handle.js";

const STEPS_ACROSS = 200;
const LABEL_ROOM = 30;

/**
 * @param options  stack, panel (its name), parent (SVG group on the stack's sheet),
 *                 get () => [{ x, y, from?, value, name, symbol, unit? }, …]: the knob stands at (x, y) on a stem that
 *                 rises from `from`; `value` is what it means, `unit` the hidden unit it belongs to,
 *                 change (i, y) => void, start (i) => void (back to its start), done,
 *                 point (unit | null) => void and lit () => unit | null, signal
 */
export function uprights({ stack, panel, parent, get, change, start, done, point, lit, signal }) {
  const plane = stack.planes[panel];
  const handles = [];
  let knobs = [];

  const inside = (y) => Math.min(plane.y.domain[1], Math.max(plane.y.domain[0], y));
  const put = (i, y) => change(i, inside(y));
  const bound = (i, which) => knobs[i].value + plane.y.domain[which] - knobs[i].y;

  function make(i) {
    const group = svg("g", { class: "upright" },
      svg("path", { class: "stem" }), svg("circle", { class: "grab", r: 14 }), svg("circle", { class: "knob", r: 5 }),
      svg("text", { class: "unit-name", "aria-hidden": "true" }));
    handles[i] = handle(group, {
      signal,
      low: () => bound(i, 0),
      high: () => bound(i, 1),
      name: () => knobs[i].name,
      value: () => knobs[i].value,
      text: () => `${knobs[i].symbol} = ${format(knobs[i].value)}`,
      grab: (event) => knobs[i].y - plane.at(event)[1],
      drag: (event, offset) => put(i, plane.at(event)[1] + offset),
      nudge: (dx, dy, large) => {
        const step = (plane.y.domain[1] - plane.y.domain[0]) / STEPS_ACROSS;
        put(i, knobs[i].y + (dx + dy) * step * (large ? 10 : 1));
      },
      end: (which) => put(i, plane.y.domain[which === "low" ? 0 : 1]),
      keys: { Backspace: () => start(i) },
      done,
    });
    group.addEventListener("dblclick", () => {
      start(i);
      done();
    }, { signal });
    const pointed = () => point(knobs[i].unit ?? null);
    for (const type of ["pointerenter", "focus"]) group.addEventListener(type, pointed, { signal });
    for (const type of ["pointerleave", "blur"]) group.addEventListener(type, () => point(null), { signal });
    return group;
  }

  return {
    update() {
      knobs = get();
      const groups = keepCount(parent, knobs.length, make);
      handles.length = knobs.length;
      knobs.forEach(({ x, y, from, symbol, unit }, i) => {
        const [stem, grab, knob, name] = groups[i].children;
        const left = stack.toX(x);
        const top = stack.toY(panel, inside(y));
        const tinted = unit === undefined ? "" : ` unit-${unit % 5}${unit === lit() ? " lit" : ""}`;
        set(groups[i], { class: `upright handle${tinted}${groups[i].classList.contains("held") ? " held" : ""}` });
        const foot = from === undefined ? null : stack.toY(panel, inside(from)).toFixed(1);
        set(stem, { d: foot === null ? "" : `M${left.toFixed(1)} ${foot}V${top.toFixed(1)}` });
        for (const circle of [grab, knob]) set(circle, { cx: left.toFixed(1), cy: top.toFixed(1) });
        const side = left > plane.width - LABEL_ROOM ? -1 : 1;
        set(name, {
          x: (left + 9 * plane.scale * side).toFixed(1), y: (top + 4 * plane.scale).toFixed(1),
          "text-anchor": side < 0 ? "end" : "start", text: symbol,
        });
        handles[i].update();
      });
    },
  };
}
