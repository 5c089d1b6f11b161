/** Steps σ(w x + b) over a shared x axis: a triangle on the axis moves a step, a lever at its middle turns it. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, format, subscript } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";

const STEP = 0.05;
const TURN = Math.PI / 60;
const GROWTH = 1.1;
const LEVER = 36;
const FLATTEST = 0.2;
const HARD_TILT = 0.12;
const TRIANGLE = "M0 0L7 -12H-7Z";

/** Where a step stands, −b/w; where it has no place (w = 0), the middle of the axis. */
export function placeOf({ w, b }, [low, high]) {
  const place = -b / w;
  return Number.isNaN(place) ? (low + high) / 2 : place;
}

/**
 * @param options  stack, panel (the name of the features' panel), foot (pixel y of the triangles on the sheet, () => y),
 *                 parent, get () => [{ w, b }, …] with `factor` () => c, the steepness all of them share (∞ for hard
 *                 steps), steepest (largest |w|), change (j, { w, b }) => void, start (j) => { w, b }, add () => void,
 *                 remove (j) => void, done, point (j | null) => void, lit () => j | null, signal
 */
export function steps({ stack, panel, foot, parent, get, factor, steepest, change, start, add, remove, done, point, lit, signal }) {
  const plane = stack.planes[panel];
  const domain = plane.x.domain;
  const handles = [];

  const place = (j) => placeOf(get()[j], domain);
  const seenAt = (j) => Math.min(domain[1], Math.max(domain[0], place(j)));
  const signOf = (w) => (w < 0 ? -1 : 1);
  const steepness = (w) => signOf(w) * Math.min(steepest, Math.max(FLATTEST, Math.abs(w)));
  const moveTo = (j, x) => {
    const w = get()[j].w || FLATTEST;
    change(j, { w, b: -w * Math.min(domain[1], Math.max(domain[0], x)) });
  };
  const turnTo = (j, w) => {
    const at = Number.isFinite(place(j)) ? place(j) : seenAt(j);
    change(j, { w: steepness(w), b: -steepness(w) * at });
  };
  /** The lever lies along the step's slope w/4 in its middle and points up, to the side where the step is on. */
  const pixels = () => (plane.height / (plane.y.domain[1] - plane.y.domain[0])) / (plane.width / (domain[1] - domain[0]));
  const angleOf = (w) => {
    if (factor() === Infinity) return Math.PI / 2 - signOf(w) * HARD_TILT;
    const angle = Math.atan(((factor() * w) / 4) * pixels());
    return angle < 0 || Object.is(w, -0) ? angle + Math.PI : angle;
  };
  const weightAt = (j, angle) => {
    const up = Math.min(Math.PI, Math.max(0, angle));
    const side = up > Math.PI / 2 ? -1 : 1;
    if (factor() === Infinity) return side * Math.abs(get()[j].w);
    return side * Math.min(steepest, Math.max(FLATTEST, (Math.abs(Math.tan(up)) * 4) / (factor() * pixels())));
  };
  const reset = (j) => change(j, start(j));
  const keysOf = (j) => ({
    Backspace: () => reset(j),
    Delete: () => {
      remove(j);
      parent.children[Math.min(j, get().length - 1)].firstChild.focus({ preventScroll: true });
    },
    Enter: () => add(),
    f: () => turnTo(j, -get()[j].w),
    F: () => turnTo(j, -get()[j].w),
  });

  function make(j) {
    const mover = svg("g", { class: "step-place" },
      svg("path", { class: "thread" }), svg("circle", { class: "grab", r: 13 }), svg("circle", { class: "grab", r: 12 }),
      svg("path", { class: "knob" }), svg("circle", { class: "knob", r: 4.5 }), svg("text", { class: "unit-value", "aria-hidden": "true" }));
    const lever = svg("g", { class: "step-lever" },
      svg("path", { class: "shaft" }), svg("circle", { class: "grab", r: 13 }), svg("circle", { class: "knob", r: 5 }));
    const name = svg("text", { class: "unit-name", "text-anchor": "middle", "aria-hidden": "true" });
    const symbol = `φ${subscript(j + 1)}`;
    handles[j] = [
      handle(mover, {
        signal,
        low: domain[0],
        high: domain[1],
        name: () => `Position of step ${symbol}`,
        value: () => seenAt(j),
        text: () => `x = ${fixed(place(j))}`,
        grab: (event) => seenAt(j) - plane.at(event)[0],
        drag: (event, offset) => moveTo(j, plane.at(event)[0] + offset),
        nudge: (dx, dy, large) => moveTo(j, seenAt(j) + (dx + dy) * STEP * (large ? 10 : 1)),
        end: (which) => moveTo(j, domain[which === "low" ? 0 : 1]),
        keys: keysOf(j),
        done,
      }),
      handle(lever, {
        signal,
        low: -steepest,
        high: steepest,
        name: () => `Sharpness of step ${symbol}`,
        value: () => get()[j].w,
        text: () => `w = ${format(get()[j].w)}, on to the ${get()[j].w < 0 ? "left" : "right"}`,
        drag: (event) => {
          const [x, y] = plane.at(event);
          turnTo(j, weightAt(j, Math.atan2(plane.toY(0.5) - plane.toY(y), plane.toX(x) - plane.toX(seenAt(j)))));
        },
        nudge: (dx, dy, large) => {
          if (dy) turnTo(j, get()[j].w * (large ? GROWTH ** 4 : GROWTH) ** dy);
          else turnTo(j, weightAt(j, angleOf(get()[j].w) - dx * TURN * (large ? 5 : 1)));
        },
        end: (which) => turnTo(j, which === "low" ? -steepest : steepest),
        keys: keysOf(j),
        done,
      }),
    ];
    for (const each of [mover, lever]) {
      each.addEventListener("dblclick", () => {
        reset(j);
        done();
      }, { signal });
      for (const type of ["pointerenter", "focus"]) each.addEventListener(type, () => point(j), { signal });
      for (const type of ["pointerleave", "blur"]) each.addEventListener(type, () => point(null), { signal });
    }
    return svg("g", { class: `step unit-${j % 5}` }, mover, lever, name);
  }

  return {
    update() {
      const units = get();
      const groups = keepCount(parent, units.length, make);
      handles.length = units.length;
      const middle = stack.toY(panel, 0.5);
      units.forEach((unit, j) => {
        const [mover, lever, name] = groups[j].children;
        const [thread, onAxis, onCurve, triangle, dot, value] = mover.children;
        const x = stack.toX(seenAt(j));
        const angle = angleOf(unit.w);
        const [tipX, tipY] = [x + LEVER * Math.cos(angle), middle - LEVER * Math.sin(angle)];
        groups[j].classList.toggle("lit", lit() === j);
        mover.classList.toggle("outside", place(j) !== seenAt(j));
        set(thread, { d: `M${x.toFixed(1)} ${middle.toFixed(1)}V${(foot() - 12).toFixed(1)}` });
        set(triangle, { d: TRIANGLE, transform: `translate(${x.toFixed(1)} ${foot().toFixed(1)})` });
        set(onAxis, { cx: x.toFixed(1), cy: (foot() - 7).toFixed(1) });
        for (const circle of [onCurve, dot]) set(circle, { cx: x.toFixed(1), cy: middle.toFixed(1) });
        set(value, { x: (x + 10).toFixed(1), y: (foot() - 3).toFixed(1), text: `x = ${fixed(place(j))}` });
        set(lever.firstChild, { d: `M${x.toFixed(1)} ${middle.toFixed(1)}L${tipX.toFixed(1)} ${tipY.toFixed(1)}` });
        for (const circle of [lever.children[1], lever.children[2]]) set(circle, { cx: tipX.toFixed(1), cy: tipY.toFixed(1) });
        set(name, { x: (tipX - 12 * signOf(unit.w)).toFixed(1), y: (tipY - 6).toFixed(1), text: `φ${subscript(j + 1)}` });
        handles[j].forEach((each) => each.update());
      });
    },
  };
}
