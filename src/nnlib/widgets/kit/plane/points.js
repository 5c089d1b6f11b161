/** Labelled points that a reader drags, adds, removes and flips: ● is class 1, ■ class 0. */

import { clamp } from "../../engine/clamp.js";
import { keepCount, set, svg } from "../page/dom.js";
import { handle } from "./handle.js";
import { movedInPlane } from "./moved_in_plane.js";
import { fixed } from "../page/format.js";
import { roving } from "../page/roving.js";
import { onTap } from "./tap.js";

const STEP = 0.02;
/** A mark is drawn whole at the edge of a plane that takes the whole room. */
const WHOLE = 9;

const MARKS = ["M-6 -6h12v12h-12z", "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0"];

/**
 * Points on a plane.
 * @param {object} options
 * @param {import("./plane.js").Plane} options.plane
 * @param {SVGGElement} options.parent
 * @param {() => number[][]} options.get  rows whose last number is the class
 * @param {(rows: number[][]) => void} options.change
 * @param {() => boolean} [options.stay]  whether they stay as they are, as in a challenge
 * @param {() => void} options.done
 * @param {() => number | null} options.addedClass  null where a press on the ground adds none
 * @param {number} options.most
 * @param {(x: number, y: number, label: number) => number[]} options.toRow
 * @param {(row: number[]) => number[]} options.place  how a row lies in the plane, [x, y] in data units: a line of
 *   labelled points fixes y
 * @param {(row: number[], i: number) => string} options.name
 * @param {(i: number) => boolean} options.wrong
 * @param {number} [options.reach]  points stay within ±reach, if not within the plane
 * @param {AbortSignal} options.signal
 */
export function labelledPoints(options) {
  const { plane, parent, get, stay, done, addedClass, most, signal, toRow, place, name, wrong, reach } = options;
  const handles = [];

  const bounds = (axis) => (reach ? [-reach, reach] : axis.domain);
  const rowAt = (x, y, label) => toRow(clamp(x, ...bounds(plane.x)), clamp(y, ...bounds(plane.y)), label);
  const label = (row) => row[row.length - 1];
  const inside = (pixel, room) => (plane.inside ? clamp(pixel, WHOLE, room - WHOLE) : pixel);

  const change = (rows) => (stay?.() ? tell("In a challenge the points stay as they are.") : options.change(rows));
  const replace = (i, row) => change(get().map((each, j) => (j === i ? row : each)));
  const flip = (i) => {
    const row = get()[i];
    replace(i, [...row.slice(0, -1), 1 - label(row)]);
  };
  const remove = (i) => {
    change(get().filter((_, j) => j !== i));
    const next = /** @type {SVGElement} */ (parent.children[Math.min(i, get().length - 1)]);
    next?.focus({ preventScroll: true });
  };
  const tell = (detail) => parent.dispatchEvent(new CustomEvent("problem", { bubbles: true, detail }));
  const add = (x, y, newLabel) => {
    if (get().length >= most) return tell(`There is room for ${most} points.`);
    if (reach && Math.max(Math.abs(x), Math.abs(y)) > reach) return tell(`Points lie between −${reach} and ${reach}.`);
    change([...get(), rowAt(x, y, newLabel)]);
    done();
    return undefined;
  };

  function make(i) {
    const grab = svg("circle", { class: "grab", r: 14 });
    const element = svg("g", { class: "point" }, grab, svg("path", { class: "point-mark" }));
    const at = () => place(get()[i]);
    handles[i] = handle(element, {
      signal,
      low: plane.x.domain[0],
      high: plane.x.domain[1],
      name: () => `${name(get()[i], i)}, class ${label(get()[i])}`,
      value: () => at()[0],
      text: () => get()[i].slice(0, -1).map((each) => fixed(each)).join(", ") + (wrong(i) ? ", wrong" : ""),
      ...movedInPlane({
        plane, at,
        put: (x, y) => replace(i, rowAt(x, y, label(get()[i]))),
        step: () => (STEP * (plane.x.domain[1] - plane.x.domain[0])) / 2,
      }),
      end: (which) => replace(i, rowAt(plane.x.domain[which === "low" ? 0 : 1], at()[1], label(get()[i]))),
      click: () => {
        flip(i);
        done();
      },
      keys: {
        f: () => flip(i),
        F: () => flip(i),
        Delete: () => remove(i),
        Backspace: () => remove(i),
        Enter: () => add(at()[0] + 2 * STEP, at()[1] + 2 * STEP, addedClass() ?? label(get()[i])),
      },
      done,
    });
    return element;
  }

  onTap(plane, (x, y) => addedClass() !== null && add(x, y, addedClass()), signal);
  roving(parent, { among: ".point", keys: ["PageUp", "PageDown"], signal });

  return {
    /** Number of the point that has the focus, or -1. */
    focused: () => [...parent.children].indexOf(document.activeElement),
    remove(i) {
      remove(i);
      done();
    },
    update() {
      const rows = get();
      const elements = keepCount(parent, rows.length, make);
      handles.length = rows.length;
      rows.forEach((row, i) => {
        const [x, y] = place(row);
        const [left, top] = [inside(plane.toX(x), plane.width), inside(plane.toY(y), plane.height)];
        const element = elements[i];
        const held = element.classList.contains("held") ? " held" : "";
        set(element, {
          transform: `translate(${left.toFixed(1)} ${top.toFixed(1)})`,
          class: `point handle class-${label(row)}${wrong(i) ? " wrong" : ""}${held}`,
        });
        set(element.lastChild, { d: MARKS[label(row)] });
        handles[i].update();
      });
    },
  };
}
