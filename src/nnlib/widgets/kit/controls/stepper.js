/** Walks through steps that follow each other: one on, one back, all, play; by buttons, by a slider and by keys. */

import { clamp } from "../../engine/clamp.js";
import { html, set } from "../page/dom.js";
import { part, strip } from "../page/parts.js";
import { button } from "./controls.js";

const TRAVEL = 350;
const EVERY = 1000;

/**
 * The primary part of a widget that is walked through; it stays beside More's sheets.
 *
 * @param {object} options
 * @param {import("../page/frame.js").Frame} options.frame
 * @param {import("../page/state.js").State} options.state
 * @param {string} options.label                    of the slider
 * @param {string} [options.noun]                   what is counted
 * @param {() => number} options.at                 steps shown
 * @param {() => number} options.last
 * @param {(n: number) => void} options.change
 * @param {() => string} options.describe           the newest step
 * @param {{ text: string, hint: string, to: () => number }[]} [options.jumps]  further buttons
 * @returns  a part, with share (), how far the newest step has come, 0 to 1; toggle (), to play or pause; once (), one
 *           step on; and `keys`, for the list under "?"
 */
export function stepper({ frame, state, label, noun = "", at, last, change, describe, jumps = [] }) {
  const { signal } = frame;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let playing = false;
  let flying = false;
  let since = 0;
  let request = 0;

  const share = () => (flying ? Math.min(1, (performance.now() - since) / TRAVEL) : 1);
  function put(n) {
    const next = clamp(n, 0, last());
    flying = next === at() + 1 && !still.matches;
    since = performance.now();
    change(next);
    ask();
  }
  function go(n) {
    playing = false;
    put(n);
    state.commit();
  }
  function toggle() {
    playing = !playing;
    if (playing) put(at() < last() ? at() + 1 : 0);
    else state.commit();
    frame.invalidate();
  }
  const on = () => go(at() + 1);
  const back = () => go(at() - 1);
  const ask = () => {
    if (!request && (playing || flying)) request = requestAnimationFrame(tick);
  };
  function tick() {
    request = 0;
    if (flying) frame.invalidate();
    flying &&= share() < 1;
    if (playing && frame.visible && !document.hidden && performance.now() - since >= EVERY) {
      if (at() < last()) put(at() + 1);
      if (at() === last()) toggle();
    }
    ask();
  }
  state.onJump(() => {
    playing = false;
    flying = false;
  });
  signal.addEventListener("abort", () => cancelAnimationFrame(request));

  const range = html("input", {
    type: "range",
    min: 0,
    step: 1,
    "aria-label": label,
    input: () => put(Number(range.value)),
    change: () => go(Number(range.value)),
  });
  const count = html("span", { class: "count" });
  const progress = {
    element: html("div", { class: "stepper-range" }, html("div", {}, range), count),
    update() {
      set(range, { max: last(), "aria-valuetext": describe(), style: `--p: ${(100 * at()) / Math.max(1, last())}%` });
      range.value = String(at());
      set(count, { text: `${at()} of ${last()} ${noun}`.trim() });
    },
  };
  const keys = { n: on, b: back, p: toggle };
  frame.root.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, input[type=text]")) return;
      const key = event.key.toLowerCase();
      if (!Object.hasOwn(keys, key)) return;
      event.preventDefault();
      keys[key]();
    },
    { signal },
  );

  const jump = ({ text, hint, to }) => button({ text, hint, press: () => go(to()), disabled: () => to() === at() });
  const all = part(
    "Steps",
    strip(
      button({
        text: "Back",
        icon: "left",
        bare: true,
        look: "square",
        press: back,
        disabled: () => at() === 0,
        hint: "One step back (B)",
      }),
      button({
        text: "Next",
        icon: "right",
        look: "primary",
        press: on,
        disabled: () => at() === last(),
        hint: "The next step (N)",
      }),
      button({
        text: () => (playing ? "Pause" : "Play"),
        icon: () => (playing ? "pause" : "play"),
        bare: true,
        look: "square",
        press: toggle,
        hint: "All steps, one after the other (P)",
      }),
    ),
    progress,
    ...(jumps.length ? [strip(...jumps.map(jump))] : []),
  );
  all.element.classList.add("stepper");
  return {
    ...all,
    stays: true,
    share,
    toggle,
    once: on,
    keys: [
      ["N, B", "one step on, one back"],
      ["P", "play, pause"],
    ],
  };
}
