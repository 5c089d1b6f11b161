/** Walks through steps that follow each other: one on, one back, all, play; by buttons, by a slider and by keys. */

import { html, set } from "../page/dom.js";
import { button } from "./controls.js";

const TRAVEL = 350;
const EVERY = 1000;

/**
 * @param options  frame, state, label (of the slider), at () => number   steps shown, last () => number,
 *                 change (n) => void, describe () => text   the newest step,
 *                 jumps [{ text, hint, to: () => number }]   further buttons
 * @returns {{ element, update(), share() }}  share: how far the newest step has come, 0 to 1
 */
export function stepper({ frame, state, label, at, last, change, describe, jumps = [] }) {
  const { signal } = frame;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let playing = false;
  let flying = false;
  let since = 0;
  let request = 0;

  const share = () => (flying ? Math.min(1, (performance.now() - since) / TRAVEL) : 1);
  function put(n) {
    const next = Math.min(last(), Math.max(0, n));
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
  function play() {
    playing = !playing;
    if (playing) put(at() < last() ? at() + 1 : 0);
    else state.commit();
    frame.invalidate();
  }
  const ask = () => {
    if (!request && (playing || flying)) request = requestAnimationFrame(tick);
  };
  function tick() {
    request = 0;
    if (flying) frame.invalidate();
    flying &&= share() < 1;
    if (playing && frame.visible && !document.hidden && performance.now() - since >= EVERY) {
      if (at() < last()) put(at() + 1);
      if (at() === last()) play();
    }
    ask();
  }
  state.onJump(() => {
    playing = false;
    flying = false;
  });
  signal.addEventListener("abort", () => cancelAnimationFrame(request));

  const buttons = [
    button({ text: "◀ Back", press: () => go(at() - 1), disabled: () => at() === 0, hint: "One step back (B)" }),
    button({ text: "Next ▶", press: () => go(at() + 1), disabled: () => at() === last(), hint: "The next step (N)" }),
    button({ text: () => (playing ? "⏸ Pause" : "▶ Play"), press: play, hint: "All steps, one after the other (P)" }),
    ...jumps.map(({ text, hint, to }) => button({ text, hint, press: () => go(to()), disabled: () => to() === at() })),
  ];
  const range = html("input", {
    type: "range", min: 0, step: 1, "aria-label": label,
    input: () => put(Number(range.value)),
    change: () => go(Number(range.value)),
  });
  const count = html("span", { class: "count" });
  const element = html("div", { class: "stepper" },
    html("div", { class: "strip" }, ...buttons.map((each) => each.element)),
    html("div", { class: "strip" }, range, count));
  const keys = { n: () => go(at() + 1), b: () => go(at() - 1), p: play };
  frame.root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, input[type=text]")) return;
    const key = event.key.toLowerCase();
    if (!Object.hasOwn(keys, key)) return;
    event.preventDefault();
    keys[key]();
  }, { signal });

  return {
    element,
    share,
    update() {
      for (const each of buttons) each.update();
      set(range, { max: last(), "aria-valuetext": describe() });
      range.value = at();
      set(count, { text: `${at()} of ${last()}` });
    },
  };
}
