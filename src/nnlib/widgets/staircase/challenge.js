/** A challenge for a class: an error to reach with at most so many steps, set by hand. */

import { clamp } from "../engine/clamp.js";
import { number } from "../kit/controls/number.js";
import { html } from "../kit/page/dom.js";
import { counted, format, plain } from "../kit/page/format.js";
import { group } from "../kit/page/parts.js";

export const ERRORS = { low: 0.01, high: 1 };
const HARDER = 0.6;
const TIE = 1e-9;

/**
 * @param {object} options
 * @param {import("../kit/page/state.js").State} options.state  its trait `challenge` is [steps, error] or []
 * @param {import("./line_model.js").LineModel} options.line
 * @param {Function} options.toggle  a switch of a trait
 * @param {Function} options.button
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns  isOn (), standing () for the strip, the parts for More, and leave, a button
 */
export function challenge({ state, line, toggle, button, done, signal }) {
  const asked = () => state.get("challenge");
  const isOn = () => asked().length > 0;
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
  return {
    isOn,
    /** 100 is what was asked for; too many steps score nothing. */
    standing() {
      if (!isOn()) return null;
      const [most, allowed] = asked();
      const { m, worst } = line;
      const score = Math.round((100 * allowed) / worst.error);
      return {
        task: `Follow f* to within ${plain(allowed)} with at most ${counted(most, "step")}, set by hand.`,
        score: m > most ? `${counted(m, "step")}: ${m - most} too many`
          : `error ${format(worst.error)}, score ${score}`,
        solved: m <= most && worst.error <= allowed * (1 + TIE),
      };
    },
    parts: [
      toggle("Challenge", "challenge", {
        value: isOn, change: (on) => state.commit({ challenge: on ? opening() : [] }),
      }),
      group(html("p"), { hidden: () => !isOn() },
        "Largest error at most ", error, " with at most ", steps, " steps, set by hand."),
    ],
    leave: button("Leave challenge", () => state.commit({ challenge: [] }), {
      shown: () => isOn() && !state.get("locked"),
    }),
  };
}
