/** A challenge for a class: separate the points by hand, without training, with at most so many units. */

import { button, part, strip, toggle } from "./controls.js";
import { html, set } from "../page/dom.js";
import { counted } from "../page/format.js";
import { number } from "./number.js";

/**
 * @param options  state (its trait `challenge` is the most units allowed, 0 for none), noun ("unit", "step"), most,
 *                 judged () => { errors, points, used }, presets [{ text, choose () => void }], signal
 * @returns {{ element, update() }}
 */
export function handChallenge({ state, noun, most, judged, presets = [], signal }) {
  const asked = () => state.get("challenge");
  const on = toggle({ label: "Challenge: by hand, no training", value: () => asked() > 0, change: (is) => state.commit({ challenge: is ? judged().used : 0 }) });
  const allowed = number({
    label: `Challenge, most ${noun}s`, low: 1, high: most, step: 1,
    value: () => Math.max(1, asked()), change: (value) => state.change({ challenge: Math.round(value) }), done: () => state.commit(), signal,
  });
  const verdict = html("p", { class: "verdict", role: "status" });
  const rest = html("div", { class: "part-rest" }, html("p", {}, "No point wrong, with at most ", allowed.element, ` ${noun}s.`), verdict);
  const starts = presets.map(({ text, choose }) => button({ text, press: choose }));
  return {
    element: part("Challenge", on.element, ...(starts.length ? [strip(...starts.map((each) => each.element))] : []), rest),
    update() {
      on.update();
      allowed.update();
      rest.hidden = asked() === 0;
      if (rest.hidden) return;
      const { errors, points, used } = judged();
      const score = used <= asked() && points ? Math.round((100 * (points - errors)) / points) : 0;
      const solved = score === 100;
      let text = `${counted(errors, "point")} wrong, score ${score} of 100.`;
      if (solved) text = `✓ Solved with ${counted(used, noun)}: score 100 of 100.`;
      else if (used > asked()) text = `${counted(used, noun)} are ${used - asked()} too many: score 0 of 100.`;
      set(verdict, { text, "data-solved": solved });
    },
  };
}
