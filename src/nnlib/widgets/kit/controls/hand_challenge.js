/** A challenge for a class: separate the points by hand, without training, with at most so many units. */

import { html, set } from "../page/dom.js";
import { counted } from "../page/format.js";
import { group, strip } from "../page/parts.js";
import { boundTo } from "./bound.js";

/** What the hand has reached: text, and whether it is enough. */
function verdictOf({ errors, points, used }, asked, noun) {
  const score = used <= asked && points ? Math.round((100 * (points - errors)) / points) : 0;
  if (score === 100) return [`✓ Solved with ${counted(used, noun)}: score 100 of 100.`, true];
  if (used > asked) return [`${counted(used, noun)} are ${used - asked} too many: score 0 of 100.`, false];
  return [`${counted(errors, "point")} wrong, score ${score} of 100.`, false];
}

/**
 * @param {object} options
 * @param {import("../page/state.js").State} options.state  its trait `challenge` is the most units allowed, 0 for none
 * @param {AbortSignal} options.signal
 * @param {string} options.noun  "unit", "step"
 * @param {() => { errors: number, points: number, used: number }} options.judged
 * @param {{ text: string, choose: () => void }[]} options.presets
 * @returns {object[]}  parts
 */
export function handChallenge({ state, signal, noun, judged, presets }) {
  const { button, number, toggle } = boundTo({ state, signal });
  const asked = () => state.get("challenge");
  const most = number(`Challenge, most ${noun}s`, "challenge", { low: 1, value: () => Math.max(1, asked()) });
  const verdict = html("p", { class: "verdict", role: "status" });
  const task = group(html("p"), {}, "No point wrong, with at most ", most, ` ${noun}s.`);
  return [
    toggle("Challenge: by hand, no training", "challenge", {
      value: () => asked() > 0, change: (on) => state.commit({ challenge: on ? judged().used : 0 }),
    }),
    strip(...presets.map(({ text, choose }) => button(text, choose))),
    group(html("div", { class: "part-rest" }), { hidden: () => asked() === 0 }, task, {
      element: verdict,
      update() {
        const [text, isSolved] = verdictOf(judged(), asked(), noun);
        set(verdict, { text, "data-solved": isSolved });
      },
    }),
  ];
}
