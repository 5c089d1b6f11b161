/** Runs training in the page: ▶ / ⏸, one step, speed; stops when it diverges, is out of view, or the page is hidden. */

import { html, set } from "../page/dom.js";
import { button, choice } from "./controls.js";
import { format } from "../page/format.js";

const SPEEDS = [[1, "1"], [10, "10"], [100, "100"]];

/**
 * @param options  frame, state, step (count) => loss   takes gradient steps, sets the traits and returns the loss after
 *                 them; Infinity, and no trait set, when the run diverged,
 *                 begin () => void   before the first step of a run, allowed () => boolean   whether training may run,
 *                 steps () => number, loss () => number
 * @returns {{ element, update(), pause(), running: () => boolean }}
 */
export function trainer({ frame, state, step, begin, allowed = () => true, steps, loss }) {
  let running = false;
  let speed = 10;
  let request = 0;
  let problem = "";

  const advance = (count) => {
    const after = step(count);
    if (!Number.isFinite(after)) {
      pause();
      problem = "The loss became infinite: lower the rate.";
      frame.invalidate();
    }
  };
  const tick = () => {
    request = 0;
    if (!allowed()) pause();
    if (!running) return;
    if (frame.visible && !document.hidden) advance(speed);
    if (running) request = requestAnimationFrame(tick);
  };
  function pause() {
    if (!running) return;
    running = false;
    cancelAnimationFrame(request);
    request = 0;
    state.commit();
    frame.invalidate();
  }
  const run = () => {
    problem = "";
    running = true;
    begin();
    request = requestAnimationFrame(tick);
    frame.invalidate();
  };
  frame.signal.addEventListener("abort", () => {
    running = false;
    cancelAnimationFrame(request);
  });
  state.onJump(() => {
    problem = "";
    pause();
  });

  const go = button({
    text: () => (running ? "⏸ Pause" : "▶ Train"),
    press: () => (running ? pause() : run()),
    disabled: () => !allowed(),
    hint: "Gradient descent on every parameter, in view",
  });
  const once = button({
    text: "One step",
    press: () => {
      problem = "";
      begin();
      advance(1);
      state.commit();
    },
    disabled: () => running || !allowed(),
  });
  const rate = choice({
    label: "Steps a frame",
    options: SPEEDS,
    value: () => speed,
    change: (value) => (speed = value),
  });
  const counter = html("span", { class: "counter" });
  const warning = html("p", { class: "notice", role: "status" });
  const element = html("div", { class: "trainer" }, html("div", { class: "strip" }, go.element, once.element, counter), warning, rate.element);
  return {
    element,
    pause,
    running: () => running,
    update() {
      go.update();
      once.update();
      rate.update();
      set(counter, { text: `step ${steps()} · loss ${format(loss())}` });
      set(warning, { text: problem });
    },
  };
}
