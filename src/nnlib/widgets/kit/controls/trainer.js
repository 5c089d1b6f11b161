/** Runs training in the page: ▶ / ⏸, one step, speed; stops when it diverges, is out of view, or the page is hidden. */

import { html, set } from "../page/dom.js";
import { format } from "../page/format.js";
import { group, strip, text } from "../page/parts.js";
import { button, choice } from "./controls.js";

const SPEEDS = [[1, "1"], [10, "10"], [100, "100"]];

/**
 * @param {object} options
 * @param {import("../page/frame.js").Frame} options.frame
 * @param {import("../page/state.js").State} options.state
 * @param {(count: number) => boolean | number} options.step  takes gradient steps and sets the traits; false, and no
 *                 trait set, when the run diverged
 * @param {() => number} options.loss
 * @param {() => number} [options.steps]      taken so far
 * @param {() => void} [options.begin]        before the first step of a run
 * @param {() => boolean} [options.allowed]   whether training may run
 * @returns {{ element: HTMLElement, update(): void, pause(): void }}
 */
export function trainer({ frame, state, step, loss, steps = () => state.get("steps"), begin, allowed = () => true }) {
  let running = false;
  let speed = 10;
  let request = 0;
  let problem = "";

  function advance(count) {
    const after = step(count);
    if (after === true || Number.isFinite(after)) return;
    pause();
    problem = "The loss became infinite: lower the rate.";
    frame.invalidate();
  }
  function tick() {
    request = 0;
    if (!allowed()) pause();
    if (!running) return;
    if (frame.visible && !document.hidden) advance(speed);
    if (running) request = requestAnimationFrame(tick);
  }
  function pause() {
    if (!running) return;
    running = false;
    cancelAnimationFrame(request);
    request = 0;
    state.commit();
    frame.invalidate();
  }
  function run() {
    problem = "";
    running = true;
    begin?.();
    request = requestAnimationFrame(tick);
    frame.invalidate();
  }
  function once() {
    problem = "";
    begin?.();
    advance(1);
    state.commit();
  }
  frame.signal.addEventListener("abort", () => {
    running = false;
    cancelAnimationFrame(request);
  });
  state.onJump(() => {
    problem = "";
    pause();
  });

  const counter = html("span", { class: "counter" });
  const warning = text("notice", () => problem);
  set(warning.element, { role: "status" });
  const all = group(html("div", { class: "trainer" }), {},
    strip(
      button({
        text: () => (running ? "⏸ Pause" : "▶ Train"),
        press: () => (running ? pause() : run()),
        disabled: () => !allowed(),
        hint: "Gradient descent on every parameter, in view",
      }),
      button({ text: "One step", press: once, disabled: () => running || !allowed() }),
      { element: counter, update: () => set(counter, { text: `step ${steps()} · loss ${format(loss())}` }) }),
    warning,
    choice({ label: "Steps a frame", options: SPEEDS, value: () => speed, change: (value) => (speed = value) }));
  return { ...all, pause };
}
