/** A staircase that is grabbed where it stands: a riser moves its step along x, a tread its level up and down. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, subscript } from "../kit/page/format.js";
import { roving } from "../kit/page/roving.js";
import { handle } from "../kit/plane/handle.js";

const ALONG = 0.005;
const UP = 0.02;
const LARGE = 10;
const SHORTEST = 18;
export const RADIUS = 4.5;

/**
 * Handles in reading order: tread 0, riser 1, tread 1, …
 * @param {object} options
 * @param {import("../kit/plane/plane.js").Plane} options.plane
 * @param {SVGGElement} options.parent
 * @param {import("./line_model.js").LineModel} options.line
 * @param {(j: number) => void} options.choose  step j is pointed at
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function stairs({ plane, parent, line, choose, done, signal }) {
  const handles = [];
  let discs = [];
  const knot = (j) => line.staircase.knots[j];
  const level = (j) => line.staircase.levels[j];
  const edges = (j) => [knot(j - 1) ?? plane.x.domain[0], knot(j + 1) ?? plane.x.domain[1]];
  const place = (j) => `μ${subscript(j + 1)} = ${fixed(knot(j), 3)}`;

  const riser = (j) => ({
    low: () => edges(j)[0],
    high: () => edges(j)[1],
    name: () => `Step ${j + 1}, position`,
    value: () => knot(j),
    text: () => place(j),
    grab: (event) => knot(j) - plane.at(event)[0],
    drag: (event, offset) => line.moveKnot(j, plane.at(event)[0] + offset),
    nudge: (dx, dy, large) => line.moveKnot(j, knot(j) + (dx + dy) * ALONG * (large ? LARGE : 1)),
    end: (which) => line.moveKnot(j, edges(j)[which === "low" ? 0 : 1]),
    keys: { Delete: () => line.remove(j) },
  });
  const tread = (j) => ({
    low: line.limits[0],
    high: line.limits[1],
    name: () => (j ? `Level after step ${j}` : "Level before the first step"),
    value: () => level(j),
    text: () => fixed(level(j), 3),
    grab: (event) => level(j) - plane.at(event)[1],
    drag: (event, offset) => line.moveLevel(j, plane.at(event)[1] + offset),
    nudge: (dx, dy, large) => line.moveLevel(j, level(j) + (dx + dy) * UP * (large ? LARGE : 1)),
    end: (which) => line.moveLevel(j, line.limits[which === "low" ? 0 : 1]),
  });

  function make(n) {
    const j = n >> 1;
    const kind = n % 2 ? "riser" : "tread";
    const unit = n % 2 ? j : j - 1;
    const group = svg("g", { class: `stair ${kind}${unit < 0 ? "" : ` unit-${unit % 5}`}` },
      svg("path", { class: "grab" }), svg("path", { class: "ink" }), svg("circle", { class: "knob" }),
      svg("text", { class: "tip" }));
    handles[n] = handle(group, { signal, done, ...(n % 2 ? riser(j) : tread(j)) });
    for (const type of ["pointerenter", "focus"]) {
      group.addEventListener(type, () => choose(Math.max(0, unit)), { signal });
    }
    return group;
  }

  function riserShape(j) {
    const x = plane.toX(knot(j));
    const [a, b] = [plane.toY(level(j)), plane.toY(level(j + 1))];
    const [y, half] = [(a + b) / 2, Math.max(SHORTEST, Math.abs(a - b)) / 2];
    return { x, y, d: `M${x.toFixed(1)} ${(y - half).toFixed(1)}V${(y + half).toFixed(1)}` };
  }
  function treadShape(j) {
    const [a, b] = [plane.toX(knot(j - 1) ?? plane.x.domain[0]), plane.toX(knot(j) ?? plane.x.domain[1])];
    const y = plane.toY(level(j));
    return { x: (a + b) / 2, y, d: `M${a.toFixed(1)} ${y.toFixed(1)}H${b.toFixed(1)}` };
  }

  roving(parent, { among: ".stair", keys: ["PageUp", "PageDown"], signal });

  return {
    /** Where the discs are, in pixels. */
    discs: () => discs,
    update(shown) {
      const groups = keepCount(parent, shown ? 2 * line.m + 1 : 0, make);
      handles.length = groups.length;
      discs = [];
      for (let n = 0; n < groups.length; n++) {
        const j = n >> 1;
        const { x, y, d } = n % 2 ? riserShape(j) : treadShape(j);
        discs.push({ x, y });
        const [grab, ink, knob, tip] = groups[n].children;
        for (const each of [grab, ink]) set(each, { d });
        set(knob, { cx: x.toFixed(1), cy: y.toFixed(1), r: (RADIUS * plane.scale).toFixed(1) });
        set(tip, {
          x: (x + 9).toFixed(1), y: (y - 9 * plane.scale).toFixed(1), text: n % 2 ? place(j) : fixed(level(j), 3),
        });
        groups[n].classList.toggle("lit", n % 2 === 1 && j === line.chosen);
        handles[n].update();
      }
    },
  };
}
