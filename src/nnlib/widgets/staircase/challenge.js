/** The part of the Staircase that sets a class a challenge: an error to reach with at most so many steps. */

import { number } from "../kit/controls/number.js";
import { html, set } from "../kit/page/dom.js";
import { counted, format } from "../kit/page/format.js";
import { group } from "../kit/page/parts.js";
import { clamp } from "../engine/clamp.js";

export const ERRORS = { low: 0.01, high: 1 };
const HARDER = 0.6;
const TIE = 1e-9;

/** How far the staircase has come: 100 is what was asked for; too many steps score nothing. */
export function judged(line, [most, allowed]) {
  const { m, worst: { error } } = line;
  if (m > most) return { solved: false, text: `${counted(m, "step")}: ${m - most} too many, score 0 of 100.` };
  const score = Math.round((100 * allowed) / error);
  const solved = error <= allowed * (1 + TIE);
  return {
    solved,
    text: solved ? `✓ Solved: ${format(error)} with ${counted(m, "step")}, score ${score}.`
      : `Error ${format(error)}, score ${score} of 100.`,
  };
}

/**
 * @param {object} options
 * @param {import("../kit/page/state.js").State} options.state  its trait `challenge` is [steps, error] or []
 * @param {import("./line_model.js").LineModel} options.line
 * @param {Function} options.toggle  a switch of a trait
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {object[]} parts
 */
export function challenge({ state, line, toggle, done, signal }) {
  const asked = () => state.get("challenge");
  const ask = (place, value) => state.change({ challenge: asked().with(place, value) });
  const opening = () => [
    clamp(line.m, 1, line.most),
    Number(Math.max(ERRORS.low, state.get("eps") * HARDER).toPrecision(2)),
  ];
  const steps = number({
    label: "Challenge, most steps", low: 1, high: line.most, step: 1, done, signal,
    value: () => asked()[0] ?? 1, change: (value) => ask(0, Math.round(value)),
  });
  const error = number({
    label: "Challenge, largest error allowed", ...ERRORS, step: 0.01, done, signal,
    value: () => asked()[1] ?? 1, change: (value) => ask(1, value),
  });
  const element = html("p", { class: "verdict", role: "status" });
  const verdict = {
    element,
    update() {
      const { solved, text } = judged(line, asked());
      set(element, { text, "data-solved": solved ? "true" : "false" });
    },
  };
  return [
    toggle("Challenge", "challenge", {
      value: () => asked().length > 0, change: (on) => state.commit({ challenge: on ? opening() : [] }),
    }),
    group(html("div", { class: "part-rest" }), { hidden: () => asked().length === 0 },
      group(html("p"), {}, "Largest error at most ", error, " with at most ", steps, " steps, set by hand."),
      verdict),
  ];
}
