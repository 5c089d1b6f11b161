/** Steps σ(w x + b): the disc on a step's middle, or its triangle on the axis, moves it; a lever turns it. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed, format, subscript } from "../kit/page/format.js";
import { roving } from "../kit/page/roving.js";
import { handle } from "../kit/plane/handle.js";
import { namedDisc } from "../kit/plane/named_disc.js";
import { TINTS } from "./model.js";

const STEP = 0.05;
const TURN = Math.PI / 60;
const GROWTH = 1.1;
const [LEVER, LABEL_ROOM] = [38, 70];
/** How far beside its handle a number stands. */
const [BY_TRIANGLE, BY_LEVER] = [10, 16];
const [FLATTEST, STEEPEST] = [0.2, 50];
const HARD_TILT = 0.12;
/** A step beyond the picture waits at its edge, its disc in sight. */
const WAITING = 16;
const TRIANGLE = "M0 0L7 -12H-7Z";

const px = (value) => value.toFixed(1);

const signOf = (w) => (w < 0 ? -1 : 1);
const steepness = (w) => signOf(w) * clamp(Math.abs(w), FLATTEST, STEEPEST);

/**
 * @param {object} options
 * @param {import("./model.js").SoftStepsModel} options.model
 * @param {import("../kit/plane/stack.js").Stack} options.stack  its panel "features" shows the steps
 * @param {SVGElement} options.parent
 * @param {SVGElement} options.above  for the numbers of the step that is pointed at, over all handles
 * @param {() => number} options.foot  pixel y of the triangles on the sheet
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function stepHandles({ model, stack, parent, above, foot, done, signal }) {
  const plane = stack.planes.features;
  const { reachOfSteps } = model;
  const handles = [];
  const discs = [];
  const [place, sharpness] = ["place", "sharpness"].map((kind) => svg("text", { class: `step-value ${kind}` }));
  set(above, { "aria-hidden": "true" });
  above.append(place, sharpness);
  let isLever = false; // whether it is by its lever that a step is pointed at

  const placed = (j) => clamp(model.place(j), ...reachOfSteps);
  const moveTo = (j, x) => {
    const w = model.units[j].w || FLATTEST;
    model.changeUnit(j, { w, b: -w * clamp(x, ...reachOfSteps) });
  };
  const turnTo = (j, w) => {
    const at = Number.isFinite(model.place(j)) ? model.place(j) : model.seenAt(j);
    model.changeUnit(j, { w: steepness(w), b: -steepness(w) * at });
  };
  /** The lever lies along the step's slope w/4 in its middle and points up, to the side where the step is on. */
  const pixels = () => (plane.toY(0) - plane.toY(1)) / (plane.toX(1) - plane.toX(0));
  const angleOf = (w) => {
    if (model.isHard) return Math.PI / 2 - signOf(w) * HARD_TILT;
    const angle = Math.atan(((model.line.factor * w) / 4) * pixels());
    return angle < 0 || Object.is(w, -0) ? angle + Math.PI : angle;
  };
  const weightAt = (j, angle) => {
    const up = clamp(angle, 0, Math.PI);
    const side = up > Math.PI / 2 ? -1 : 1;
    if (model.isHard) return side * Math.abs(model.units[j].w);
    return side * clamp((Math.abs(Math.tan(up)) * 4) / (model.line.factor * pixels()), FLATTEST, STEEPEST);
  };
  const reset = (j) => {
    const { w, b } = model.startUnit(j);
    model.changeUnit(j, { w, b });
  };
  const turnRound = (j) => turnTo(j, -model.units[j].w);
  const keysOf = (j) => ({
    Backspace: () => reset(j),
    Delete: () => {
      model.removeStep(j);
      const next = /** @type {SVGElement} */ (parent.children[Math.min(j, model.units.length - 1)].lastChild);
      next.focus({ preventScroll: true });
    },
    Enter: () => model.addStep(),
    f: () => turnRound(j),
    F: () => turnRound(j),
  });

  const moverHandle = (element, j, symbol) => handle(element, {
    signal,
    done,
    low: reachOfSteps[0],
    high: reachOfSteps[1],
    name: () => `Position of step ${symbol}`,
    value: () => placed(j),
    text: () => `x = ${fixed(model.place(j))}`,
    grab: (event) => placed(j) - plane.at(event)[0],
    drag: (event, offset) => moveTo(j, plane.at(event)[0] + offset),
    nudge: (dx, dy, large) => moveTo(j, placed(j) + (dx + dy) * STEP * (large ? 10 : 1)),
    end: (which) => moveTo(j, reachOfSteps[which === "low" ? 0 : 1]),
    keys: keysOf(j),
  });

  const leverHandle = (element, j, symbol) => handle(element, {
    signal,
    done,
    low: -STEEPEST,
    high: STEEPEST,
    name: () => `Sharpness of step ${symbol}`,
    value: () => model.units[j].w,
    text: () => `w = ${format(model.units[j].w)}, on to the ${model.units[j].w < 0 ? "left" : "right"}`,
    drag(event) {
      const [x, y] = plane.at(event);
      const [right, up] = [plane.toX(x) - plane.toX(model.seenAt(j)), plane.toY(0.5) - plane.toY(y)];
      turnTo(j, weightAt(j, Math.atan2(up, right)));
    },
    nudge(dx, dy, large) {
      const { w } = model.units[j];
      if (dy) turnTo(j, w * (large ? GROWTH ** 4 : GROWTH) ** dy);
      else turnTo(j, weightAt(j, angleOf(w) - dx * TURN * (large ? 5 : 1)));
    },
    end: (which) => turnTo(j, which === "low" ? -STEEPEST : STEEPEST),
    keys: keysOf(j),
  });

  function make(j) {
    const disc = discs[j] = namedDisc("step-disc", "φ", String(j + 1));
    const mover = svg("g", { class: "step-place" },
      svg("path", { class: "thread" }),
      svg("circle", { class: "grab", r: 13 }),
      svg("path", { class: "knob" }),
      disc.element);
    const lever = svg("g", { class: "step-lever" },
      svg("path", { class: "shaft" }),
      svg("circle", { class: "grab", r: 13 }),
      svg("circle", { class: "knob", r: 5 }));
    const symbol = `φ${subscript(j + 1)}`;
    handles[j] = [moverHandle(mover, j, symbol), leverHandle(lever, j, symbol)];
    for (const each of [mover, lever]) {
      each.addEventListener("dblclick", () => {
        reset(j);
        done();
      }, { signal });
      for (const type of ["pointerenter", "focus"]) {
        each.addEventListener(type, () => {
          isLever = each === lever;
          model.point(j);
        }, { signal });
      }
      for (const type of ["pointerleave", "blur"]) {
        each.addEventListener(type, () => {
          isLever = false;
          model.point(null);
        }, { signal });
      }
    }
    return svg("g", { class: `step unit-${j % TINTS}` }, lever, mover);
  }

  /** @returns where the triangle and the lever's tip are, in pixels */
  function show({ w }, j, [lever, mover]) {
    const [thread, onAxis, triangle] = mover.children;
    const { scale } = plane;
    const [shaft, ...tip] = lever.children;
    const isOutside = model.place(j) !== model.seenAt(j);
    const edge = isOutside ? WAITING * scale : 0;
    const x = clamp(stack.toX(model.seenAt(j)), edge, plane.width - edge);
    const [middle, bottom] = [stack.toY("features", 0.5), foot()];
    const angle = angleOf(w);
    const [tipX, tipY] = [x + LEVER * scale * Math.cos(angle), middle - LEVER * scale * Math.sin(angle)];
    for (const each of [mover, lever]) each.classList.toggle("outside", isOutside);
    set(thread, { d: `M${px(x)} ${px(middle)}V${px(bottom - 12 * scale)}` });
    set(triangle, { d: TRIANGLE, transform: `translate(${px(x)} ${px(bottom)}) scale(${px(scale)})` });
    set(onAxis, { cx: px(x), cy: px(bottom - 7 * scale) });
    discs[j].place(x, middle, scale);
    set(shaft, { d: `M${px(x)} ${px(middle)}L${px(tipX)} ${px(tipY)}` });
    for (const circle of tip) set(circle, { cx: px(tipX), cy: px(tipY) });
    return { x, bottom, tipX, tipY };
  }

  /** The numbers of the step that is pointed at. */
  function tell(j, { x, bottom, tipX, tipY }) {
    const { scale, width } = plane;
    const beside = (left, by) => {
      const side = left > width - LABEL_ROOM * scale ? -1 : 1;
      return { x: px(left + by * scale * side), "text-anchor": side < 0 ? "end" : "start" };
    };
    set(above, { class: `step-values unit-${j % TINTS}` });
    set(place, { ...beside(x, BY_TRIANGLE), y: px(bottom - 3 * scale), text: `x = ${fixed(model.place(j))}` });
    set(sharpness, {
      ...beside(tipX, BY_LEVER), y: px(tipY + 4.5 * scale), text: isLever ? `w = ${format(model.units[j].w)}` : "",
    });
  }

  roving(parent, { among: ".handle", keys: ["PageUp", "PageDown"], signal });

  return {
    update() {
      const units = model.isPolynomial ? [] : model.units;
      const groups = keepCount(parent, units.length, make);
      handles.length = units.length;
      units.forEach((unit, j) => {
        groups[j].classList.toggle("lit", model.lit === j);
        const places = show(unit, j, groups[j].children);
        if (model.lit === j) tell(j, places);
        handles[j].forEach((each) => each.update());
      });
      above.toggleAttribute("hidden", model.lit === null || model.lit >= units.length);
    },
  };
}
