/** Training in the page: Train and pause, one step, how far it is; stops when it diverges, is out of view or hidden. */

import { html, set } from "../page/dom.js";
import { format } from "../page/format.js";
import { group, strip } from "../page/parts.js";
import { sparkline } from "../plane/sparkline.js";
import { button, choice } from "./controls.js";

const SPEEDS = [1, 10, 100];

/**
 * The primary part of a widget that trains; it stays beside More's sheets.
 *
 * @param {object} options
 * @param {import("../page/frame.js").Frame} options.frame
 * @param {import("../page/state.js").State} options.state
 * @param {(count: number) => boolean | number} options.step  takes gradient steps and sets the traits; false, and no
 *                 trait set, when the run diverged
 * @param {() => number} [options.loss]
 * @param {import("../plane/chart.js").History} [options.history]  of the loss; without, the picture shows it
 * @param {number} [options.run]              steps after which it pauses by itself, as does each further run of so many
 * @param {number[]} [options.speeds]         steps a frame to choose from, at first the second
 * @param {() => number} [options.steps]      taken so far
 * @param {() => void} [options.begin]        before the first step of a run
 * @param {() => boolean} [options.allowed]   whether training may run
 * @param {object[]} [options.beside]         parts beside the buttons, such as New start
 * @param {() => boolean} [options.hidden]
 * @returns the part, with pause (), toggle (), once (), train (steps), isRunning (), and `speed` for More
 */
export function trainer({
  frame,
  state,
  step,
  loss,
  history,
  run = Infinity,
  speeds = SPEEDS,
  steps = () => state.get("steps"),
  begin,
  allowed = () => true,
  beside = [],
  hidden,
}) {
  let running = false;
  const isBounded = run < Infinity;
  let [, speed] = speeds;
  let request = 0;

  function advance(count) {
    const after = step(count);
    if (after === true || Number.isFinite(after)) return;
    pause();
    frame.tell("The loss became infinite: lower the rate.");
    frame.invalidate();
  }
  function tick() {
    request = 0;
    if (!allowed()) pause();
    if (!running) return;
    if (frame.visible && !document.hidden) {
      const left = isBounded ? run - (steps() % run) : Infinity;
      advance(Math.min(speed, left));
      if (left <= speed) pause();
    }
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
  function toggle() {
    if (running) return pause();
    if (!allowed()) return undefined;
    running = true;
    begin?.();
    frame.invalidate(); // asked for first, it is drawn before the next step is taken, in each frame
    request = requestAnimationFrame(tick);
    return undefined;
  }
  function train(count) {
    begin?.();
    advance(count);
  }
  function once() {
    if (running || !allowed()) return;
    train(1);
    state.commit();
  }
  frame.signal.addEventListener("abort", () => {
    running = false;
    cancelAnimationFrame(request);
  });
  state.onJump(pause);

  const [stepCount, lossNow] = [html("b"), html("b")];
  const counter = html(
    "p",
    { class: `counter${isBounded ? " bounded" : ""}${loss ? "" : " steps-only"}` },
    html("span", { text: "step" }),
    " ",
    stepCount,
    ...(loss ? [" ", html("span", { text: "loss" }), " ", lossNow] : []),
  );
  const progress = {
    element: html("div", {}, counter),
    update() {
      const end = isBounded ? ` of ${run * Math.max(1, Math.ceil(steps() / run))}` : "";
      set(stepCount, { text: `${steps()}${end}` });
      if (loss) set(lossNow, { text: format(loss()) });
    },
  };
  const all = group(
    html("div", { class: "trainer" }),
    { hidden },
    strip(
      button({
        text: () => (running ? "Pause" : "Train"),
        icon: () => (running ? "pause" : "play"),
        look: "primary",
        press: toggle,
        disabled: () => !allowed(),
        hint: "Gradient descent on every parameter, in view (Space)",
      }),
      button({
        text: "One step",
        icon: "step",
        bare: true,
        look: "square",
        press: once,
        disabled: () => running || !allowed(),
        hint: "One step (.)",
      }),
      ...beside,
    ),
    group(
      html("div", { class: "course" }),
      {},
      ...(history ? [sparkline({ label: "Loss over the steps", history })] : []),
      progress,
    ),
  );
  const pace = choice({
    label: "Steps a frame",
    options: speeds.map((each) => [each, String(each)]),
    value: () => speed,
    change: (value) => (speed = value),
  });
  return { ...all, name: "Train", stays: true, pause, toggle, once, train, isRunning: () => running, speed: pace };
}
