/** A challenge for a class: separate the points by hand, without training, with at most so many units. */

import { counted } from "../page/format.js";
import { boundTo } from "./bound.js";

const STAYS = "The points stay; training is off.";

/** @typedef {{ errors: number, points: number, used: number }} Judged */

/**
 * The trait `challenge` is the most units allowed, 0 for none.
 *
 * @param {object} options
 * @param {import("../page/state.js").State} options.state
 * @param {string} options.noun                "unit", "step"
 * @param {() => Judged} options.judged
 * @param {{ text: string, choose: () => void }[]} [options.presets]
 * @param {AbortSignal} options.signal
 * @returns  standing () => null | { task, score, solved } for the strip, and the parts for More
 */
export function handChallenge({ state, noun, judged, presets = [], signal }) {
  const { button, stepped, toggle } = boundTo({ state, signal });
  const most = () => state.get("challenge");
  return {
    standing() {
      if (most() === 0) return null;
      const { errors, points, used } = judged();
      const tooMany = used > most();
      return {
        task: `Put all ${points} points on their own sides with at most ${counted(most(), noun)}, by hand. ${STAYS}`,
        score: tooMany ? `${counted(used, noun)}: ${used - most()} too many` : `${errors} of ${points} wrong`,
        solved: !tooMany && points > 0 && errors === 0,
      };
    },
    parts: [
      ...presets.map(({ text, choose }) => button(text, choose)),
      toggle("These points, as a challenge", "challenge", {
        value: () => most() > 0,
        change: (on) => state.commit({ challenge: on ? judged().used : 0 }),
      }),
      {
        ...stepped(`Most ${noun}s`, "challenge", {
          low: 1,
          value: () => Math.max(1, most()),
          disabled: () => most() === 0,
        }),
      },
    ],
    leave: button("Leave challenge", () => state.commit({ challenge: 0 }), {
      shown: () => most() > 0 && !state.get("locked"),
    }),
  };
}
