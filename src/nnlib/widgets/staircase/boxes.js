/** The towers' boxes in a plane: drag one to move it, a corner to reshape it. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { roving } from "../kit/page/roving.js";
import { handle } from "../kit/plane/handle.js";
import { movedInPlane } from "../kit/plane/moved_in_plane.js";

const STEP = 0.02;
const LARGE = 5;
const MOST_NAMED = 12;
const GRAB = 16;
const RADIUS = 5.5;

/**
 * @param {object} options
 * @param {import("../kit/plane/plane.js").Plane} options.plane
 * @param {SVGGElement} options.parent
 * @param {import("./plane_model.js").PlaneModel} options.towers
 * @param {(i: number) => void} options.choose  tower i is pointed at
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function boxes({ plane, parent, towers, choose, done, signal }) {
  const handles = [];
  const [low, high] = towers.edges;
  const pair = (values) => values.map((each) => fixed(each)).join(", ");

  function makeCorner(i, which) {
    const group = svg("g", { class: "box-corner" },
      svg("circle", { class: "grab" }), svg("circle", { class: "knob" }));
    const at = () => towers.corner(i, which);
    const grip = handle(group, {
      signal, done, low, high,
      name: () => `Tower ${i + 1}, ${which ? "upper right" : "lower left"} corner`,
      value: () => at()[0],
      text: () => pair(at()),
      ...movedInPlane({ plane, at, put: (x, y) => towers.moveCorner(i, which, x, y), step: STEP, large: LARGE }),
    });
    return [group, grip];
  }

  function makeBody(i) {
    const group = svg("g", { class: "box-body" },
      svg("rect", { class: "area" }), svg("text", { class: "unit-name", "text-anchor": "middle" }));
    const grip = handle(group, {
      signal, done, low, high,
      name: () => `Tower ${i + 1}`,
      value: () => towers.rows[i][0],
      text: () => {
        const [a1, b1, a2, b2] = towers.rows[i].map((each) => fixed(each));
        return `x₁ from ${a1} to ${b1}, x₂ from ${a2} to ${b2}`;
      },
      grab: (event) => plane.at(event),
      drag: (event, last) => {
        const [x, y] = plane.at(event);
        towers.move(i, x - last[0], y - last[1]);
        [last[0], last[1]] = [x, y];
      },
      nudge: (dx, dy, large) => towers.move(i, dx * STEP * (large ? LARGE : 1), dy * STEP * (large ? LARGE : 1)),
      keys: { Delete: () => towers.remove(i) },
    });
    return [group, grip];
  }

  function make(i) {
    const made = [makeBody(i), makeCorner(i, 0), makeCorner(i, 1)];
    const group = svg("g", { class: `unit box unit-${i % 5}` }, ...made.map(([element]) => element));
    for (const [element] of made) element.addEventListener("focus", () => choose(i), { signal });
    handles[i] = made.map(([, grip]) => grip);
    return group;
  }

  roving(parent, { among: ".box-body, .box-corner", keys: ["PageUp", "PageDown"], signal });

  return {
    update() {
      const { rows, chosen } = towers;
      const groups = keepCount(parent, rows.length, make);
      handles.length = rows.length;
      parent.classList.toggle("many", rows.length > MOST_NAMED);
      const isNamed = rows.length > 1 && rows.length <= MOST_NAMED;
      const inX = (value) => plane.toX(clamp(value, ...plane.x.domain));
      const inY = (value) => plane.toY(clamp(value, ...plane.y.domain));
      rows.forEach(([a1, b1, a2, b2], i) => {
        const [body, ...corners] = groups[i].children;
        const [left, right, top, bottom] = [inX(a1), inX(b1), inY(b2), inY(a2)];
        set(body.firstChild, {
          x: left.toFixed(1), y: top.toFixed(1), width: (right - left).toFixed(1), height: (bottom - top).toFixed(1),
        });
        set(body.lastChild, {
          x: ((left + right) / 2).toFixed(1), y: ((top + bottom) / 2 + 5).toFixed(1),
          text: isNamed ? String(i + 1) : "",
        });
        const isChosen = i === chosen;
        corners.forEach((each, which) => {
          each.toggleAttribute("hidden", !isChosen);
          if (!isChosen) return;
          const [x, y] = which ? [right, top] : [left, bottom];
          set(each, { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
          set(each.firstChild, { r: (GRAB * plane.scale).toFixed(1) });
          set(each.lastChild, { r: (RADIUS * plane.scale).toFixed(1) });
        });
        groups[i].classList.toggle("lit", isChosen);
        for (const each of isChosen ? handles[i] : handles[i].slice(0, 1)) each.update();
      });
    },
  };
}
