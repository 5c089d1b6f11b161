/** First-layer units as lines w₁x₁ + w₂x₂ + b = 0 in the plane: grab the line to move it, its arrow to turn it. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { handle } from "../kit/plane/handle.js";
import { fixed, format, subscript } from "../kit/page/format.js";

const STEP = 0.02;
const TURN = Math.PI / 90;
const ARROW = 26;
const ARROW_GROWTH = 13;
const SHORTEST = 14;
const NAME_AT = 13;
const STEEPEST = 200;

/** The two points where the line w·x + b = 0 leaves the square [low, high]², or null. */
export function acrossSquare([w1, w2, b], low, high) {
  const size = Math.hypot(w1, w2);
  if (size < 1e-9) return null;
  const [foot1, foot2] = [(-b * w1) / size ** 2, (-b * w2) / size ** 2];
  const [d1, d2] = [-w2 / size, w1 / size];
  let [from, to] = [-Infinity, Infinity];
  for (const [start, step] of [[foot1, d1], [foot2, d2]]) {
    if (Math.abs(step) < 1e-12) {
      if (start < low || start > high) return null;
      continue;
    }
    const ends = [(low - start) / step, (high - start) / step].sort((p, q) => p - q);
    from = Math.max(from, ends[0]);
    to = Math.min(to, ends[1]);
  }
  return from < to ? [[foot1 + from * d1, foot2 + from * d2], [foot1 + to * d1, foot2 + to * d2]] : null;
}

/**
 * @param options  plane, parent, get () => [[w1, w2, b], …], change (j, [w1, w2, b]) => void, done, point (j | null) => void
 *                 (the unit under the pointer or focus), lit () => j | null, start (j) => [w1, w2, b], signal
 */
export function lines({ plane, parent, get, change, done, point, lit, start, signal }) {
  const handles = [];
  const [low, high] = plane.x.domain;

  let turned = null;

  /** The middle of what is seen of line j; it stays while the line is turned. */
  const anchor = (j) => {
    if (turned?.j === j) return turned.at;
    const ends = acrossSquare(get()[j], low, high);
    if (ends) return [(ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2];
    const [w1, w2, b] = get()[j];
    const size = Math.hypot(w1, w2) || 1;
    const reach = Math.min(high, Math.max(low, -b / size));
    return [(reach * w1) / size, (reach * w2) / size];
  };
  const offset = (j) => {
    const [w1, w2, b] = get()[j];
    return -b / (Math.hypot(w1, w2) || 1);
  };
  const move = (j, by) => {
    const [w1, w2, b] = get()[j];
    const size = Math.hypot(w1, w2);
    const far = Math.SQRT2 * Math.max(Math.abs(low), Math.abs(high));
    const place = Math.min(far, Math.max(-far, -b / (size || 1) + by));
    change(j, [w1, w2, -place * size]);
  };
  const turnTo = (j, angle, size, [a1, a2]) => {
    const [w1, w2] = [size * Math.cos(angle), size * Math.sin(angle)];
    change(j, [w1, w2, -(w1 * a1 + w2 * a2)]);
  };
  const length = (size) => ARROW + ARROW_GROWTH * Math.log2(1 + size);
  const sizeOf = (pixels) => Math.min(STEEPEST, Math.max(0.05, 2 ** Math.max(0, (pixels - ARROW) / ARROW_GROWTH) - 1));
  const sizeNow = (j) => Math.hypot(get()[j][0], get()[j][1]);
  const distance = (p, q) => Math.hypot(plane.toX(p[0]) - plane.toX(q[0]), plane.toY(p[1]) - plane.toY(q[1]));
  /** How far an arrow from (x, y) may reach in direction (dx, dy) without leaving the plane. */
  const room = (x, y, dx, dy) =>
    Math.max(SHORTEST, Math.min(dx > 0 ? (plane.width - x) / dx : x / -dx || Infinity, dy > 0 ? (plane.height - y) / dy : y / -dy || Infinity));
  const angleOf = (j) => Math.atan2(get()[j][1], get()[j][0]);
  const degrees = (j) => (angleOf(j) * 180) / Math.PI;
  const reset = (j) => {
    change(j, start(j));
    done();
  };

  function make(j) {
    const line = svg("g", { class: "unit-line" }, svg("path", { class: "grab" }), svg("path", { class: "ink" }));
    const arrow = svg("g", { class: "unit-arrow" }, svg("path", { class: "shaft" }), svg("circle", { class: "grab", r: 14 }), svg("circle", { class: "knob", r: 5 }));
    const name = svg("text", { class: "unit-name", "text-anchor": "middle" });
    const group = svg("g", { class: `unit unit-${j % 5}` }, line, arrow, name);
    handles[j] = [
      handle(line, {
        signal,
        low: low * 2,
        high: high * 2,
        name: () => `Line of hidden unit ${j + 1}`,
        value: () => offset(j),
        text: () => `at distance ${fixed(offset(j))} from the middle, towards ${fixed(degrees(j), 0)}°`,
        grab: (event) => plane.at(event),
        drag: (event, last) => {
          const [x, y] = plane.at(event);
          move(j, (x - last[0]) * Math.cos(angleOf(j)) + (y - last[1]) * Math.sin(angleOf(j)));
          [last[0], last[1]] = [x, y];
        },
        nudge: (dx, dy, large) => {
          const step = STEP * (large ? 5 : 1);
          const along = dx * Math.cos(angleOf(j)) + dy * Math.sin(angleOf(j));
          move(j, step * (Math.abs(along) < 0.05 ? dx + dy : along));
        },
        end: (which) => move(j, (which === "low" ? low : high) - offset(j)),
        keys: { Backspace: () => reset(j) },
        done,
      }),
      handle(arrow, {
        signal,
        low: -180,
        high: 180,
        name: () => `Direction and steepness of hidden unit ${j + 1}`,
        value: () => degrees(j),
        text: () => `${fixed(degrees(j), 0)}°, steepness ${format(sizeNow(j))}`,
        grab: (event) => {
          const at = anchor(j);
          return { at, spare: length(sizeNow(j)) - distance(at, plane.at(event)) };
        },
        drag: (event, { at, spare }) => {
          turned = { j, at };
          const [x, y] = plane.at(event);
          turnTo(j, Math.atan2(y - at[1], x - at[0]), sizeOf(distance(at, [x, y]) + spare), at);
        },
        nudge: (dx, dy, large) => {
          const grown = Math.min(STEEPEST, Math.max(0.05, sizeNow(j) * (large ? 1.5 : 1.1) ** dy));
          turnTo(j, angleOf(j) - dx * TURN * (large ? 5 : 1), grown, anchor(j));
        },
        end: (which) => turnTo(j, which === "low" ? -Math.PI : Math.PI, sizeNow(j), anchor(j)),
        keys: { Backspace: () => reset(j) },
        done() {
          turned = null;
          done();
        },
      }),
    ];
    for (const each of [line, arrow]) {
      each.addEventListener("dblclick", () => reset(j), { signal });
      for (const type of ["pointerenter", "focus"]) each.addEventListener(type, () => point(j), { signal });
      for (const type of ["pointerleave", "blur"]) each.addEventListener(type, () => point(null), { signal });
    }
    return group;
  }

  return {
    update() {
      const units = get();
      const groups = keepCount(parent, units.length, make);
      units.forEach((unit, j) => {
        const [line, arrow, name] = groups[j].children;
        groups[j].classList.toggle("lit", lit() === j);
        const ends = acrossSquare(unit, low, high);
        const d = ends ? plane.path([ends[0][0], ends[1][0]], [ends[0][1], ends[1][1]]) : "";
        for (const path of line.children) set(path, { d });
        const [a1, a2] = anchor(j);
        const [x, y] = [plane.toX(a1), plane.toY(a2)];
        const [dx, dy] = [Math.cos(angleOf(j)), -Math.sin(angleOf(j))];
        const reach = Math.min(length(sizeNow(j)), room(x, y, dx, dy));
        const [tipX, tipY] = [x + reach * dx, y + reach * dy];
        set(arrow.children[0], { d: `M${x.toFixed(1)} ${y.toFixed(1)}L${tipX.toFixed(1)} ${tipY.toFixed(1)}` });
        for (const circle of [arrow.children[1], arrow.children[2]]) set(circle, { cx: tipX.toFixed(1), cy: tipY.toFixed(1) });
        const beyond = NAME_AT * plane.scale;
        set(name, { x: (tipX + beyond * dx).toFixed(1), y: (tipY + beyond * dy + 4 * plane.scale).toFixed(1), text: `h${subscript(j + 1)}` });
        handles[j].forEach((each) => each.update());
      });
    },
  };
}
