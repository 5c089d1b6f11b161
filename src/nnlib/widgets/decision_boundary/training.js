/** How the network is trained, where it starts, and the challenge to do without. */

import { handChallenge } from "../kit/controls/hand_challenge.js";
import { manyStarts } from "../kit/controls/many_starts.js";
import { startControls } from "../kit/controls/start_controls.js";
import { trainer } from "../kit/controls/trainer.js";
import { unless } from "../kit/page/parts.js";

/**
 * @param {{ state: any, model: any, frame: any, signal: AbortSignal }} options
 * @returns  training (the primary part), starts, many (of them) and challenge (see hand_challenge.js)
 */
export function boundaryTraining({ state, model, frame, signal }) {
  const starts = startControls({
    state, signal, same: () => model.sameStart(), begin: (seed) => model.newStart({ seed }),
  });
  const challenge = handChallenge({
    state, signal, noun: "unit", judged: () => model.judgedByHand(),
    presets: [
      { text: "XOR, 2 units", choose: () => model.byHand("xor", 2) },
      { text: "Circle, 4 units", choose: () => model.byHand("circles", 4) },
    ],
  });
  const many = manyStarts({
    frame, depends: () => model.learners, begin: (seed) => model.learner(seed), open: (end) => model.restart(end),
    history: model.history, allowed: () => model.n > 0,
  });
  const byHand = () => state.get("challenge") > 0;
  const training = trainer({
    frame, state, history: model.history, step: (count) => model.train(count), loss: () => model.verdict.loss,
    begin: () => model.begin(), allowed: () => !byHand(),
    beside: [unless(byHand, starts.anew), unless(byHand, many.opener), challenge.leave],
  });
  return { training, starts, many, challenge };
}
