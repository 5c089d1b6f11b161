/** What is drawn can be grabbed: pointer, touch and keys for one draggable thing. */

import { set } from "../page/dom.js";

const CLICK_TRAVEL = 4;
const TOLD = ["aria-label", "aria-valuemin", "aria-valuemax", "aria-valuenow", "aria-valuetext"];

/** Six digits, and never an exponent, which ARIA does not know. */
const decimal = (value) => (Math.abs(value) < 1e-6 ? 0 : Number(value.toPrecision(6)));

/**
 * @typedef {object} Handle
 * @property {() => string} name   what it is, for assistive technology
 * @property {() => number} value  where it stands, between `low` and `high`
 * @property {number | (() => number)} [low]
 * @property {number | (() => number)} [high]
 * @property {() => string} text   the value in words and units
 * @property {(event: PointerEvent) => any} [grab]  starts a drag; what it returns is passed to `drag`
 * @property {(event: PointerEvent, grabbed: any) => void} drag  the pointer is at event.clientX, clientY
 * @property {(dx: number, dy: number, large: boolean) => void} nudge  an arrow key: −1, 0 or 1, y upwards
 * @property {(which: "low" | "high") => void} [end]  Home or End
 * @property {() => void} [release]  a drag ended, kept or cancelled
 * @property {() => void} [done]   a gesture ended (one step of undo)
 * @property {(event: PointerEvent) => void} [click]  pressed and released in place, when it was focused before
 * @property {Record<string, (event: KeyboardEvent) => void>} [keys]  further keys, by name
 * @property {AbortSignal} signal
 */

/**
 * Makes an element (SVG or HTML) a handle.
 * @param {any} element
 * @param {Handle} options
 * @returns {{ update(): void }} to call after each change of the value
 */
export function handle(element, options) {
  const { signal, low = 0, high = 1 } = options;
  const bound = (each) => (typeof each === "function" ? each() : each);
  set(element, { role: "slider", tabindex: 0 });
  element.classList.add("handle");

  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.preventDefault();
    const wasFocused = document.activeElement === element;
    element.focus({ preventScroll: true });
    const startX = event.clientX;
    const startY = event.clientY;
    let travelled = false;
    const grabbed = options.grab?.(event);
    const gesture = new AbortController();
    const during = { signal: gesture.signal };
    element.setPointerCapture(event.pointerId);
    element.classList.add("held");
    element.addEventListener(
      "pointermove",
      (move) => {
        if (move.pointerId !== event.pointerId) return;
        travelled ||= Math.hypot(move.clientX - startX, move.clientY - startY) >= CLICK_TRAVEL;
        if (travelled) options.drag(move, grabbed);
      },
      during,
    );
    const finish = (end) => {
      gesture.abort();
      element.classList.remove("held");
      options.release?.();
      if (end.type === "pointercancel") return; // the frame takes back what has changed
      if (travelled) options.done?.();
      else if (wasFocused) options.click?.(event);
    };
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) {
      element.addEventListener(type, finish, during);
    }
    signal.addEventListener("abort", () => gesture.abort(), during);
  }, { signal });

  /** @type {Record<string, [dx: number, dy: number]>} */
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key;
    if (Object.hasOwn(arrows, key)) options.nudge(...arrows[key], event.shiftKey);
    else if (options.keys && Object.hasOwn(options.keys, key)) options.keys[key](event);
    else if (options.end && (key === "Home" || key === "End")) options.end(key === "Home" ? "low" : "high");
    else return;
    event.preventDefault();
    event.stopPropagation();
    options.done?.();
  }, { signal });

  let told = [];
  const update = () => {
    const all = [options.name(), bound(low), bound(high), decimal(options.value()), options.text()];
    all.forEach((each, i) => each !== told[i] && element.setAttribute(TOLD[i], each));
    told = all;
  };
  update();
  return { update };
}
