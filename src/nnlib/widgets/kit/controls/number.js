/** A number that is edited where it stands: drag sideways, wheel, arrow keys, or type a value. */

import { clamp } from "../../engine/clamp.js";
import { html, set } from "../page/dom.js";
import { fixed, format, parse } from "../page/format.js";
import { handle } from "../plane/handle.js";

const PIXELS_PER_STEP = 3;

/**
 * @typedef {object} NumberOptions
 * @property {string | (() => string)} label
 * @property {number} low
 * @property {number} high
 * @property {number} step
 * @property {() => number} value
 * @property {(value: number) => void} change  while it moves
 * @property {() => void} [done]               when it is let go
 * @property {() => number} [start]            what double-click and Backspace return to
 * @property {number} [digits]                 3 where nothing is said
 * @property {(value: number) => string} [text]  how it is shown, if not as a plain number
 * @property {AbortSignal} signal
 */

/**
 * @param {NumberOptions} options
 * @returns {{ element: HTMLElement, edit(first: string): void, words(): string, update(): void }}
 *          edit: types into it, beginning with `first`; words: how it is shown
 */
export function number({ label, low, high, step, value, change, done, start, digits = 3, text, signal }) {
  const plain = (each) => (Number.isInteger(step) ? fixed(each, 0) : format(each, digits));
  const shown = html("span", { class: "number" });
  const element = html("span", { class: "number-place" }, shown);
  const words = () => (text ?? plain)(value());
  let longest = 0; // characters: a place that has grown keeps its width
  const name = () => (typeof label === "function" ? label() : label);
  const put = (next) => change(clamp(Number(next.toPrecision(12)), low, high));
  const toStart = () => start && put(start());

  /** What was typed counts if it is a number within the bounds; else the widget says what is. */
  function take(typed, written) {
    if (typed >= low && typed <= high) {
      put(typed);
      done?.();
      return;
    }
    const kind = Number.isInteger(step) ? "a whole number" : "a number";
    const expected = `expected ${kind} from ${format(low)} to ${format(high)}`;
    const detail = `${name()}: ${expected}, got “${written.trim().slice(0, 20)}”.`;
    element.dispatchEvent(new CustomEvent("problem", { bubbles: true, detail }));
  }

  function edit(first = "") {
    const inputmode = low < 0 ? "text" : "decimal"; // an iPhone's keys for decimals have no minus sign
    const input = html("input", { type: "text", inputmode, "aria-label": name(), class: "number-input" });
    input.value = first || format(value(), 6);
    let ended = false;
    const end = (keep) => {
      if (ended) return;
      ended = true;
      const typed = parse(input.value);
      input.replaceWith(shown);
      if (keep && input.value.trim() !== "") take(typed, input.value);
      shown.focus({ preventScroll: true });
    };
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") end(true);
      if (event.key === "Escape") end(false);
    });
    input.addEventListener("blur", () => end(true));
    shown.replaceWith(input);
    input.focus();
    if (!first) input.select();
  }

  const grip = handle(shown, {
    signal,
    low,
    high,
    name,
    value,
    text: words,
    grab: (event) => ({ x: event.clientX, value: value() }),
    drag: (event, from) => put(from.value + Math.round((event.clientX - from.x) / PIXELS_PER_STEP) * step),
    nudge: (dx, dy, large) => put(value() + (dx + dy) * step * (large ? 10 : 1)),
    end: (which) => put(which === "low" ? low : high),
    click: () => edit(),
    done,
    keys: { Enter: () => edit(), Backspace: toStart },
  });
  shown.addEventListener(
    "dblclick",
    () => {
      toStart();
      done?.();
    },
    { signal },
  );
  shown.addEventListener(
    "keydown",
    (event) => {
      if (!/^[-−.\d]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      edit(event.key);
    },
    { signal },
  );
  shown.addEventListener(
    "wheel",
    (event) => {
      if (document.activeElement !== shown) return;
      event.preventDefault();
      put(value() - Math.sign(event.deltaY) * step);
      done?.();
    },
    { signal, passive: false },
  );

  return {
    element,
    edit,
    words,
    update() {
      const written = words();
      set(shown, { text: written });
      if (written.length > longest) {
        longest = written.length;
        shown.style.setProperty("--longest", longest);
      }
      grip.update();
    },
  };
}
