/** Discs that move up and down in the panel of r, each at its own x: heights β on stems, values at fixed places. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { format } from "../kit/page/format.js";
import { roving } from "../kit/page/roving.js";
import { handle } from "../kit/plane/handle.js";
import { namedDisc } from "../kit/plane/named_disc.js";
import { TINTS } from "./model.js";

const STEPS_ACROSS = 200;
const [LABEL_ROOM, APART, RAISED, FOOT] = [62, 18, 14, 7];
const MANY = 5;

const px = (value) => value.toFixed(1);

/**
 * @typedef {object} Upright
 * @property {number} x  where the disc stands
 * @property {number} y
 * @property {number} [from]      where its stem rises from: there its value is 0
 * @property {number} value       what it means
 * @property {string} name
 * @property {string} symbol
 * @property {any} mark  the symbol in the disc, letter and index; always the same at the same place
 * @property {number} [unit]      the step it belongs to
 */

/**
 * @param {object} options
 * @param {import("../kit/plane/stack.js").Stack} options.stack
 * @param {SVGElement} options.parent
 * @param {() => Upright[]} options.get
 * @param {(i: number, y: number) => void} options.change
 * @param {(i: number) => void} options.start  back to its start
 * @param {() => void} options.done
 * @param {(unit: number | null) => void} options.point
 * @param {() => number | null} options.lit  the unit to be lit
 * @param {AbortSignal} options.signal
 */
export function uprights({ stack, parent, get, change, start, done, point, lit, signal }) {
  const plane = stack.planes.r;
  const made = [];
  let all = [];

  const inside = (y) => clamp(y, ...plane.y.domain);
  const put = (i, y) => change(i, inside(y));
  const bound = (i, which) => all[i].value + plane.y.domain[which] - all[i].y;

  function make(i) {
    const [letter, index] = all[i].mark;
    const disc = namedDisc("height", letter, index);
    const [stem, foot] = ["stem", "foot-mark"].map((kind) => svg("path", { class: kind }));
    const value = svg("text", { class: "upright-value", "aria-hidden": "true" });
    const group = svg("g", { class: "upright" }, stem, foot, value, disc.element);
    const grip = handle(group, {
      signal,
      done,
      low: () => bound(i, 0),
      high: () => bound(i, 1),
      name: () => all[i].name,
      value: () => all[i].value,
      text: () => `${all[i].symbol} = ${format(all[i].value)}`,
      grab: (event) => all[i].y - plane.at(event)[1],
      drag: (event, offset) => put(i, plane.at(event)[1] + offset),
      nudge(dx, dy, large) {
        const step = (plane.y.domain[1] - plane.y.domain[0]) / STEPS_ACROSS;
        put(i, all[i].y + (dx + dy) * step * (large ? 10 : 1));
      },
      end: (which) => put(i, plane.y.domain[which === "low" ? 0 : 1]),
      keys: { Backspace: () => start(i) },
    });
    group.addEventListener("dblclick", () => {
      start(i);
      done();
    }, { signal });
    for (const type of ["pointerenter", "focus"]) {
      group.addEventListener(type, () => point(all[i].unit ?? null), { signal });
    }
    for (const type of ["pointerleave", "blur"]) group.addEventListener(type, () => point(null), { signal });
    made[i] = { group, stem, foot, value, disc, grip };
    return group;
  }

  roving(parent, { among: ".upright", keys: ["PageUp", "PageDown"], signal });

  function show({ x, y, from, value, unit }, { group, stem, foot, value: words, disc, grip }) {
    const { scale, width } = plane;
    const [left, top] = [stack.toX(x), stack.toY("r", inside(y))];
    const tinted = unit === undefined ? "" : ` unit-${unit % TINTS}${unit === lit() ? " lit" : ""}`;
    set(group, { class: `upright handle${tinted}${group.classList.contains("held") ? " held" : ""}` });
    const bottom = from === undefined ? top : stack.toY("r", inside(from));
    set(stem, { d: `M${px(left)} ${px(bottom)}V${px(top)}` });
    set(foot, { d: from === undefined ? "" : `M${px(left - FOOT * scale)} ${px(bottom)}h${px(2 * FOOT * scale)}` });
    disc.place(left, top, scale);
    const side = left > width - LABEL_ROOM * scale ? -1 : 1;
    const raised = from === undefined ? RAISED : 0; // beside its disc the curve would strike it
    set(words, {
      x: px(left + APART * scale * side), y: px(top + (4.5 - raised) * scale),
      "text-anchor": side < 0 ? "end" : "start", text: format(value),
    });
    grip.update();
  }

  return {
    update() {
      all = get();
      keepCount(parent, all.length, make);
      parent.classList.toggle("many", all.length > MANY);
      all.forEach((each, i) => show(each, made[i]));
    },
  };
}
