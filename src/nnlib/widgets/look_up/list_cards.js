/** The pairs and the question as cards, each with what changes it. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { roving } from "../kit/page/roving.js";
import { placeHandle } from "./place_handle.js";
import { symbolHandle } from "./symbol_handle.js";

const TALL = 34;
const GRIP = 22;

/**
 * @param {object} options
 * @param {import("./model.js").LookUpModel} options.model
 * @param {() => import("./picture.js").Places} options.places
 * @param {SVGElement} options.picture
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function listCards({ model, places, picture, done, signal }) {
  const pairs = svg("g");
  const element = svg("g", { class: "cards" }, pairs);
  const handlesOf = [];
  const symbol = (token, part, name) => symbolHandle({ model, places, token, part, name, done, signal });

  function make(j) {
    handlesOf[j] = [
      placeHandle({ model, places, picture, token: j, done, signal }),
      symbol(() => j, 0, () => `Letter of pair ${j + 1}`),
      symbol(() => j, 1, () => `Digit of pair ${j + 1}`),
    ];
    return svg("g", {}, ...handlesOf[j].map((each) => each.element));
  }
  const question = symbol(() => model.n, 0, () => "Letter of the question");
  const mark = svg("text", { class: "question-mark", "text-anchor": "middle", text: "?", "aria-hidden": "true" });
  element.append(question.element, mark);
  roving(element, { among: ".handle", keys: ["PageUp", "PageDown"], signal });

  return {
    element,
    update() {
      const { cards: [left, right], y, row, scale } = places();
      const tall = Math.min(TALL * scale, 0.9 * row);
      const wide = (right - left - GRIP * scale) / 2;
      const [first, second] = [left + GRIP * scale, left + GRIP * scale + wide];
      keepCount(pairs, model.n, make);
      for (let j = 0; j < model.n; j++) {
        const [grip, letter, digit] = handlesOf[j];
        const top = y(j) - tall / 2;
        grip.place(left, top, GRIP * scale, tall);
        letter.place(first, top, wide, tall);
        digit.place(second, top, wide, tall);
      }
      question.place(first, y(model.n) - tall / 2, wide, tall);
      set(mark, { x: second + wide / 2, y: y(model.n) + 6 * scale });
    },
  };
}
