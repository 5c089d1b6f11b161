/** A staircase that is grabbed where it stands: a riser moves its step along x, a tread its level up and down. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, format, subscript } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";

const ALONG = 0.005;
const UP = 0.02;
const LARGE = 10;
const SHORTEST = 18;

/**
 * Handles in reading order: tread 0, riser 1, tread 1, …
 * @param options  plane, parent (SVG group), limits: [low, high] of the levels, get () => { knots, levels },
 *                 moveKnot (j, x), moveLevel (j, y), remove (j), done () => void, choose (j) => void: step j is pointed at, chosen () => j, signal
 */
export function stairs({ plane, parent, limits, get, moveKnot, moveLevel, remove, done, choose, chosen, signal }) {
  const handles = [];
  const edges = (j) => [get().knots[j - 1] ?? plane.x.domain[0], get().knots[j + 1] ?? plane.x.domain[1]];

  const riser = (j) => ({
    low: () => edges(j)[0],
    high: () => edges(j)[1],
    name: () => `Step ${j + 1}, position`,
    value: () => get().knots[j],
    text: () => `μ${subscript(j + 1)} = ${fixed(get().knots[j], 3)}`,
    grab: (event) => get().knots[j] - plane.at(event)[0],
    drag: (event, offset) => moveKnot(j, plane.at(event)[0] + offset),
    nudge: (dx, dy, large) => moveKnot(j, get().knots[j] + (dx + dy) * ALONG * (large ? LARGE : 1)),
    end: (which) => moveKnot(j, edges(j)[which === "low" ? 0 : 1]),
    keys: { Delete: () => remove(j) },
  });
  const tread = (j) => ({
    low: () => limits[0],
    high: () => limits[1],
    name: () => (j ? `Level after step ${j}` : "Level before the first step"),
    value: () => get().levels[j],
    text: () => format(get().levels[j]),
    grab: (event) => get().levels[j] - plane.at(event)[1],
    drag: (event, offset) => moveLevel(j, plane.at(event)[1] + offset),
    nudge: (dx, dy, large) => moveLevel(j, get().levels[j] + (dx + dy) * UP * (large ? LARGE : 1)),
    end: (which) => moveLevel(j, limits[which === "low" ? 0 : 1]),
  });

  function make(n) {
    const j = n >> 1;
    const kind = n % 2 ? "riser" : "tread";
    const unit = n % 2 ? j : j - 1;
    const group = svg("g", { class: `stair ${kind}${unit < 0 ? "" : ` unit-${unit % 5}`}` }, svg("path", { class: "grab" }), svg("path", { class: "ink" }), svg("circle", { class: "knob", r: 4 }), svg("text", { class: "tip" }));
    handles[n] = handle(group, { signal, done, ...(n % 2 ? riser(j) : tread(j)) });
    for (const type of ["pointerenter", "focus"]) group.addEventListener(type, () => choose(Math.max(0, unit)), { signal });
    return group;
  }

  return {
    update(shown) {
      const { knots, levels } = get();
      const groups = keepCount(parent, shown ? 2 * knots.length + 1 : 0, make);
      handles.length = groups.length;
      for (let n = 0; n < groups.length; n++) {
        const j = n >> 1;
        const [grab, ink, knob, name] = groups[n].children;
        let d, x, y;
        if (n % 2) {
          x = plane.toX(knots[j]);
          const [a, b] = [plane.toY(levels[j]), plane.toY(levels[j + 1])];
          y = (a + b) / 2;
          const half = Math.max(SHORTEST, Math.abs(a - b)) / 2;
          d = `M${x.toFixed(1)} ${(y - half).toFixed(1)}V${(y + half).toFixed(1)}`;
        } else {
          const [a, b] = [plane.toX(knots[j - 1] ?? plane.x.domain[0]), plane.toX(knots[j] ?? plane.x.domain[1])];
          x = (a + b) / 2;
          y = plane.toY(levels[j]);
          d = `M${a.toFixed(1)} ${y.toFixed(1)}H${b.toFixed(1)}`;
        }
        set(grab, { d });
        set(ink, { d });
        set(knob, { cx: x.toFixed(1), cy: y.toFixed(1) });
        set(name, { x: (x + 9).toFixed(1), y: (y - 9).toFixed(1), text: n % 2 ? `μ${subscript(j + 1)} = ${fixed(knots[j], 3)}` : format(levels[j]) });
        groups[n].classList.toggle("lit", n % 2 === 1 && j === chosen());
        handles[n].update();
      }
    },
  };
}
