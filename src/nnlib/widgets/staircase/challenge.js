/** The part of the Staircase that sets a class a challenge: an error to reach with at most so many steps. */

import { toggle } from "../kit/controls/controls.js";
import { html, set } from "../kit/page/dom.js";
import { counted, format } from "../kit/page/format.js";
import { number } from "../kit/controls/number.js";
import { MOST_STEPS } from "./line_model.js";

const ERROR = { low: 0.01, high: 1 };
const HARDER = 0.6;

/**
 * @param options  state (its trait `challenge` is [steps, error] or []), model (StairModel), done, signal
 * @returns {{ elements, update () => whether it is solved }}
 */
export function stairChallenge({ state, model, done, signal }) {
  const asked = () => state.get("challenge");
  const ask = (place, value) => state.change({ challenge: asked().with(place, value) });
  const opening = () => [
    Math.max(1, Math.min(MOST_STEPS, model.m)),
    Number(Math.max(ERROR.low, state.get("eps") * HARDER).toPrecision(2)),
  ];
  const on = toggle({ label: "Challenge", value: () => asked().length > 0, change: (is) => state.commit({ challenge: is ? opening() : [] }) });
  const fields = [
    number({ label: "Challenge, most steps", low: 1, high: MOST_STEPS, step: 1, value: () => asked()[0] ?? 1, change: (value) => ask(0, Math.round(value)), done, signal }),
    number({ label: "Challenge, largest error allowed", ...ERROR, step: 0.01, value: () => asked()[1] ?? 1, change: (value) => ask(1, value), done, signal }),
  ];
  const verdict = html("p", { class: "verdict", role: "status" });
  const rest = html("div", { class: "part-rest" }, html("p", {}, "Largest error at most ", fields[1].element, " with at most ", fields[0].element, " steps, set by hand."), verdict);

  /** 100 is what was asked for; too many steps score nothing. */
  function judge() {
    const [most, allowed] = asked();
    const { error } = model.error;
    const score = model.m <= most ? Math.round((100 * allowed) / error) : 0;
    const solved = model.m <= most && error <= allowed * (1 + 1e-9);
    let text = `Error ${format(error)}, score ${score} of 100.`;
    if (solved) text = `✓ Solved: ${format(error)} with ${counted(model.m, "step")}, score ${score}.`;
    else if (model.m > most) text = `${counted(model.m, "step")}: ${model.m - most} too many, score 0 of 100.`;
    set(verdict, { text, "data-solved": solved ? "true" : "false" });
    return solved;
  }

  return {
    elements: [on.element, rest],
    update() {
      const isOn = asked().length > 0;
      for (const each of [on, ...fields]) each.update();
      rest.hidden = !isOn;
      return isOn && judge();
    },
  };
}
