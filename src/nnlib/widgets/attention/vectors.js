/** Vectors in a plane, each an arrow from the origin (or only its end, a dot) whose end is dragged. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, subscript } from "../kit/page/format.js";
import { writeSymbol } from "../kit/page/notation.js";
import { roving } from "../kit/page/roving.js";
import { handle } from "../kit/plane/handle.js";
import { movedInPlane } from "../kit/plane/moved_in_plane.js";

const STEP = 0.02;
const LARGE = 10;
const HEAD = 13;
const HALF = 0.42;
const [NAME_AWAY, NAME_HALF] = [15, 9];
const DOT = 13;
const GRAB = 14;
/** An arrow pulled this near to the origin is zero. */
const SNAP = 12;

/** The filled head, so long, of an arrow from (x0, y0) whose tip is (x1, y1), in pixels. */
function headPath(x0, y0, x1, y1, long) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length < 1) return "";
  const [ux, uy] = [((x1 - x0) / length) * long, ((y1 - y0) / length) * long];
  const side = (sign) => `${(x1 - ux - sign * HALF * uy).toFixed(1)} ${(y1 - uy + sign * HALF * ux).toFixed(1)}`;
  return `M${x1.toFixed(1)} ${y1.toFixed(1)}L${side(1)}L${side(-1)}z`;
}

/** The middle of an arrow's name: beyond the tip (x, y) along the unit vector (ux, uy); at the edge, beside the tip. */
function nameAt(x, y, ux, uy, { width, height, scale }) {
  const [away, half] = [NAME_AWAY * scale, NAME_HALF * scale];
  const inside = (right, down) => [clamp(right, half, width - half), clamp(down, half, height - half)];
  const beyond = [x + away * ux, y + away * uy];
  const isInside = inside(...beyond).every((each, axis) => each === beyond[axis]);
  return isInside ? beyond : inside(x - away * uy, y + away * ux);
}

/**
 * @typedef {object} Shown  a vector as it is now
 * @property {number[]} to
 * @property {string} noun
 * @property {string} letter
 * @property {number} number  from 0; it has its colour
 * @property {boolean} [lit]
 */

/**
 * @param {object} options
 * @param {import("../kit/plane/plane.js").Plane} options.plane
 * @param {SVGElement} options.parent
 * @param {boolean} [options.dots]  discs with names, no arrows
 * @param {boolean} [options.dark]  in ink, whatever the number
 * @param {() => Shown[]} options.get
 * @param {() => number} options.limit  how far an end may go along each axis
 * @param {(i: number, to: number[]) => void} options.change
 * @param {(i: number) => void} [options.choose]  pressed in place, or Enter
 * @param {(i: number) => Record<string, () => void>} [options.keys]
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ update(): void }}
 */
export function vectors({
  plane, parent, dots = false, dark = false, get, limit, change, choose = () => {}, keys = () => ({}), done, signal,
}) {
  const handles = [];
  let shown = [];
  const put = (i, x, y) => change(i, [x, y].map((each) => clamp(each, -limit(), limit())));
  const endOf = (i) => get()[i].to;
  const pulled = (i, x, y) => {
    const away = Math.hypot(plane.toX(x) - plane.toX(0), plane.toY(y) - plane.toY(0));
    put(i, ...(!dots && away < SNAP * plane.scale ? [0, 0] : [x, y]));
  };

  function make(i) {
    const group = svg("g", { class: "vector" },
      svg("path", { class: "shaft" }), svg("circle", { class: "grab" }),
      svg(dots ? "circle" : "path", { class: "knob" }),
      svg("text", { class: "unit-name", "text-anchor": "middle", "aria-hidden": "true" }));
    let travelled = false;
    const moved = { plane, at: () => endOf(i), step: STEP, large: LARGE };
    const { grab, drag } = movedInPlane({ ...moved, put: (x, y) => pulled(i, x, y) });
    const { nudge } = movedInPlane({ ...moved, put: (x, y) => put(i, x, y) });
    handles[i] = handle(group, {
      signal, done,
      low: () => -limit(),
      high: limit,
      name: () => `${shown[i].noun} ${shown[i].letter}${subscript(shown[i].number + 1)}`,
      value: () => shown[i].to[0],
      text: () => shown[i].to.map((each) => fixed(each)).join(", "),
      grab: (event) => {
        travelled = false;
        return grab(event);
      },
      drag: (event, grabbed) => {
        travelled = true;
        drag(event, grabbed);
      },
      nudge,
      end: (which) => put(i, which === "low" ? -limit() : limit(), endOf(i)[1]),
      keys: { Enter: () => choose(i), ...keys(i) },
    });
    group.addEventListener("click", () => {
      if (travelled) return;
      choose(i);
      done();
    }, { signal });
    return group;
  }

  /** Draws one; (x0, y0) is the origin on the screen. */
  function draw(group, { to, letter, number, lit }, x0, y0) {
    const { scale } = plane;
    const [shaft, grab, knob, name] = group.children;
    const [x, y] = [plane.toX(to[0]), plane.toY(to[1])];
    const away = Math.hypot(x - x0, y - y0) || 1;
    const classes = ["vector", "handle", dark ? "dark" : `unit-${number % 5}`, lit ? "lit" : ""];
    if (group.classList.contains("held")) classes.push("held");
    set(group, { class: classes.filter(Boolean).join(" ") });
    const place = { cx: x.toFixed(1), cy: y.toFixed(1) };
    set(grab, { ...place, r: (dots ? DOT + 6 : GRAB) * scale });
    if (dots) set(knob, { ...place, r: DOT * scale });
    else {
      const short = Math.max(0, 1 - (HEAD * scale) / 2 / away);
      const neck = `${(x0 + (x - x0) * short).toFixed(1)} ${(y0 + (y - y0) * short).toFixed(1)}`;
      set(shaft, { d: `M${x0.toFixed(1)} ${y0.toFixed(1)}L${neck}` });
      set(knob, { d: headPath(x0, y0, x, y, HEAD * scale) });
    }
    const [nx, ny] = dots ? [x, y] : nameAt(x, y, (x - x0) / away, (y - y0) / away, plane);
    set(name, { x: nx.toFixed(1), y: (ny + 5 * scale).toFixed(1) });
    writeSymbol(name, letter, number + 1);
  }

  const among = `.${parent.getAttribute("class")} .vector`;
  roving(plane.element, { among, keys: ["PageUp", "PageDown"], signal });

  return {
    update() {
      shown = get();
      const groups = keepCount(parent, shown.length, make);
      handles.length = shown.length;
      shown.forEach((each, i) => {
        draw(groups[i], each, plane.toX(0), plane.toY(0));
        handles[i].update();
      });
    },
  };
}

/**
 * Queries, keys or values: vectors whose matrix follows when one of them is pulled.
 *
 * @param {object} options
 * @param {import("./square_plane.js").SquarePlane} options.plane  with a layer `vectors-` + letter
 * @param {import("./model.js").AttentionModel} options.model
 * @param {number} options.part  0, 1, 2 for Q, K, V
 * @param {string} options.letter
 * @param {string} options.noun
 * @param {() => number[]} [options.which]  the tokens whose vectors are drawn, else all
 * @param {boolean} [options.dark]
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function pulledVectors({ plane, model, part, letter, noun, which, dark, done, signal }) {
  const all = which ?? (() => model.tokens.map((_, i) => i));
  const vector = (i) => ({ to: model.vector(part, i), noun, letter, number: i });
  return vectors({
    plane, dark, parent: plane.layer(`vectors-${letter}`), done, signal,
    limit: () => plane.limit,
    get: () => all().map(vector),
    change: (k, to) => model.pull(part, all()[k], to),
  });
}
