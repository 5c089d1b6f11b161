/** A curve that is drawn: by one stroke of pointer or finger, or place by place with the arrow keys. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, format } from "../kit/page/format.js";
import { handle } from "../kit/plane/handle.js";

const UP = 0.05;
const LARGE = 5;
const BRUSH = 3;

/**
 * Values at even places of the plane's x axis.
 * @param {object} options
 * @param {import("../kit/plane/plane.js").Plane} options.plane
 * @param {SVGGElement} options.parent
 * @param {number[]} options.limits           the lowest and the highest value
 * @param {() => number[]} options.get        the values
 * @param {(values: number[]) => void} options.change
 * @param {() => void} options.done
 * @param {() => boolean} options.drawing     whether the curve can be drawn now
 * @param {AbortSignal} options.signal
 */
export function drawnCurve({ plane, parent, limits, get, change, done, drawing, signal }) {
  const handles = [];
  const count = get().length;
  let current = 0;
  const [low, high] = limits;
  const xOf = (i) => {
    const [x0, x1] = plane.x.domain;
    return x0 + ((x1 - x0) * i) / (count - 1);
  };
  const placeUnder = (event) => {
    const [x, y] = plane.at(event);
    const [x0, x1] = plane.x.domain;
    return [clamp(((x - x0) / (x1 - x0)) * (count - 1), 0, count - 1), clamp(y, low, high)];
  };
  /** Sets all places between the pointer's last position and this one. */
  const stroke = (event, last) => {
    const [place, y] = placeUnder(event);
    const values = [...get()];
    const [from, to] = [Math.round(Math.min(place, last[0])), Math.round(Math.max(place, last[0]))];
    for (let i = from; i <= to; i++) {
      const share = Math.abs(place - last[0]) < 1 ? 1 : (i - last[0]) / (place - last[0]);
      values[i] = last[1] + clamp(share, 0, 1) * (y - last[1]);
    }
    [last[0], last[1]] = [place, y];
    change(values);
  };
  /** Lifts the curve around place i, as a hill that is 0 from BRUSH places away. */
  const bend = (i, by) => change(get().map((value, n) => {
    const distance = Math.min(1, Math.abs(n - i) / BRUSH);
    return clamp(value + by * Math.cos((Math.PI * distance) / 2) ** 2, low, high);
  }));
  const goTo = (i) => {
    current = clamp(i, 0, count - 1);
    /** @type {SVGElement} */ (parent.children[current]).focus({ preventScroll: true });
  };

  function make(i) {
    const group = svg("g", { class: "curve-place" },
      svg("circle", { class: "grab", r: 12 }), svg("circle", { class: "knob", r: 3 }));
    handles[i] = handle(group, {
      signal, done, low, high,
      name: () => `f* at x = ${fixed(xOf(i))}`,
      value: () => get()[i],
      text: () => format(get()[i]),
      grab: placeUnder,
      drag: stroke,
      nudge: (dx, dy, large) => (dx ? goTo(i + dx * (large ? LARGE : 1)) : bend(i, dy * UP * (large ? LARGE : 1))),
      end: (which) => goTo(which === "low" ? 0 : count - 1),
    });
    group.addEventListener("focus", () => (current = i), { signal });
    return group;
  }

  plane.svg.addEventListener("pointerdown", (event) => {
    if (!drawing() || event.button !== 0) return;
    event.preventDefault();
    plane.svg.setPointerCapture(event.pointerId);
    const gesture = new AbortController();
    const during = { signal: gesture.signal };
    const last = placeUnder(event);
    stroke(event, last);
    plane.svg.addEventListener("pointermove", (move) => {
      if (move.pointerId === event.pointerId) stroke(move, last);
    }, during);
    const finish = () => {
      gesture.abort();
      done();
    };
    for (const type of ["pointerup", "pointercancel"]) plane.svg.addEventListener(type, finish, during);
    signal.addEventListener("abort", () => gesture.abort(), during);
  }, { signal });

  return {
    focus: () => goTo(current),
    update() {
      const shown = drawing();
      plane.element.classList.toggle("drawing", shown);
      const groups = keepCount(parent, shown ? count : 0, make);
      const values = get();
      for (let i = 0; i < groups.length; i++) {
        const [x, y] = [plane.toX(xOf(i)), plane.toY(values[i])];
        set(groups[i], {
          transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, tabindex: i === current ? 0 : -1,
        });
        handles[i].update();
      }
    },
  };
}
