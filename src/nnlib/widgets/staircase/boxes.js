/** Rectangles in a plane: drag one to move it, a corner to reshape it, click empty ground for a new one. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";
import { movedInPlane } from "../kit/plane/moved_in_plane.js";
import { onTap } from "../kit/plane/tap.js";

const STEP = 0.02;
const LARGE = 5;
const SMALLEST = 0.02;
const MOST_NAMED = 12;

/**
 * Rows [a1, b1, a2, b2, …] as boxes a1 ≤ x1 ≤ b1, a2 ≤ x2 ≤ b2.
 * @param options  plane, parent (SVG group), limits: [low, high] of the edges, get () => rows, change (rows) => void, done,
 *                 add (x1, x2) => void, remove (i) => void, choose (i) => void, chosen () => i, noun, signal
 */
export function boxes({ plane, parent, limits, get, change, done, add, remove, choose, chosen, noun, signal }) {
  const handles = [];
  const [low, high] = limits;
  const put = (i, box) => change(get().map((row, n) => (n === i ? [...box, ...row.slice(4)] : row)));
  const move = (i, dx, dy) => {
    const [a1, b1, a2, b2] = get()[i];
    const [x, y] = [clamp(dx, low - a1, high - b1), clamp(dy, low - a2, high - b2)];
    put(i, [a1 + x, b1 + x, a2 + y, b2 + y]);
  };
  /** Moves the lower left corner (which = 0) or the upper right one (which = 1) to (x, y). */
  const reshape = (i, which, x, y) => {
    const [a1, b1, a2, b2] = get()[i];
    put(i, which
      ? [a1, clamp(x, a1 + SMALLEST, high), a2, clamp(y, a2 + SMALLEST, high)]
      : [clamp(x, low, b1 - SMALLEST), b1, clamp(y, low, b2 - SMALLEST), b2]);
  };
  const corner = (i, which) => [get()[i][which], get()[i][2 + which]];
  const words = (i) => {
    const [a1, b1, a2, b2] = get()[i].map((each) => fixed(each));
    return `x₁ from ${a1} to ${b1}, x₂ from ${a2} to ${b2}`;
  };

  function makeCorner(i, which) {
    const group = svg("g", { class: "box-corner" }, svg("circle", { class: "grab", r: 14 }), svg("circle", { class: "knob", r: 5 }));
    const grip = handle(group, {
      signal, done, low, high,
      name: () => `${noun} ${i + 1}, ${which ? "upper right" : "lower left"} corner`,
      value: () => corner(i, which)[0],
      text: () => corner(i, which).map((each) => fixed(each)).join(", "),
      ...movedInPlane({ plane, at: () => corner(i, which), put: (x, y) => reshape(i, which, x, y), step: STEP, large: LARGE }),
    });
    return [group, grip];
  }

  function make(i) {
    const body = svg("g", { class: "box-body" }, svg("rect", { class: "area" }), svg("text", { class: "unit-name", "text-anchor": "middle" }));
    const corners = [0, 1].map((which) => makeCorner(i, which));
    const group = svg("g", { class: `unit box unit-${i % 5}` }, body, ...corners.map(([element]) => element));
    const grip = handle(body, {
      signal, done, low, high,
      name: () => `${noun} ${i + 1}`,
      value: () => get()[i][0],
      text: () => words(i),
      grab: (event) => plane.at(event),
      drag: (event, last) => {
        const [x, y] = plane.at(event);
        move(i, x - last[0], y - last[1]);
        [last[0], last[1]] = [x, y];
      },
      nudge: (dx, dy, large) => move(i, dx * STEP * (large ? LARGE : 1), dy * STEP * (large ? LARGE : 1)),
      keys: { Delete: () => remove(i) },
    });
    group.addEventListener("focusin", () => choose(i), { signal });
    handles[i] = [grip, ...corners.map(([, each]) => each)];
    return group;
  }

  onTap(plane, add, signal);

  return {
    update() {
      const rows = get();
      const groups = keepCount(parent, rows.length, make);
      handles.length = rows.length;
      parent.classList.toggle("many", rows.length > MOST_NAMED);
      const inX = (value) => plane.toX(clamp(value, ...plane.x.domain));
      const inY = (value) => plane.toY(clamp(value, ...plane.y.domain));
      rows.forEach(([a1, b1, a2, b2], i) => {
        const [body, ...corners] = groups[i].children;
        const [left, right, top, bottom] = [inX(a1), inX(b1), inY(b2), inY(a2)];
        set(body.firstChild, { x: left.toFixed(1), y: top.toFixed(1), width: (right - left).toFixed(1), height: (bottom - top).toFixed(1) });
        set(body.lastChild, { x: ((left + right) / 2).toFixed(1), y: ((top + bottom) / 2 + 5).toFixed(1), text: rows.length > 1 && rows.length <= MOST_NAMED ? String(i + 1) : "" });
        corners.forEach((each, which) => {
          set(each, { transform: `translate(${(which ? right : left).toFixed(1)} ${(which ? top : bottom).toFixed(1)})` });
          each.toggleAttribute("hidden", i !== chosen());
        });
        groups[i].classList.toggle("lit", i === chosen());
        for (const each of handles[i]) each.update();
      });
    },
  };
}
