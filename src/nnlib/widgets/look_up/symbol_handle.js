/** A letter or a digit on a card: a press makes it the next, a drag up or down any, a key of its name that one. */

import { KINDS } from "../engine/look_up.js";
import { set, svg } from "../kit/page/dom.js";
import { handle } from "../kit/plane/handle.js";
import { LETTERS } from "./model.js";

const STEP = 16;

/**
 * @param {object} options
 * @param {import("./model.js").LookUpModel} options.model
 * @param {() => import("./picture.js").Places} options.places
 * @param {() => number} options.token  whose it is
 * @param {number} options.part         0: the letter, 1: the digit
 * @param {() => string} options.name
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function symbolHandle({ model, places, token, part, name, done, signal }) {
  const [grab, box] = ["grab", "box"].map((kind) => svg("rect", { class: kind }));
  const text = svg("text", { "text-anchor": "middle" });
  const element = svg("g", { class: "card-symbol" }, grab, box, text);
  const word = (value) => (part === 0 ? LETTERS[value] : String(value));
  const value = () => model.partOf(token(), part);
  const put = (next) => model.setPart(token(), part, next);
  const typed = Array.from({ length: KINDS }, (_, each) => each).flatMap((each) =>
    [word(each), word(each).toLowerCase()].map((key) => [key, () => put(each)]));
  let hasMoved = false;

  const grip = handle(element, {
    signal, done, name, value, low: 0, high: KINDS - 1,
    text: () => word(value()),
    grab(event) {
      hasMoved = false;
      return [event.clientY, value()];
    },
    drag(event, [from, before]) {
      hasMoved = true;
      put(before + (from - event.clientY) / (STEP * places().scale));
    },
    nudge: (dx, dy) => put(value() + dx + dy),
    end: (which) => put(which === "low" ? 0 : KINDS - 1),
    keys: Object.fromEntries(typed),
  });
  element.addEventListener("click", () => {
    if (hasMoved) return;
    put((value() + 1) % KINDS);
    done();
  }, { signal });

  return {
    element,
    place(x, y, width, height) {
      for (const rect of [grab, box]) set(rect, { x, y, width, height });
      set(text, { x: x + width / 2, y: y + height / 2 + 6 * places().scale, text: word(value()) });
      grip.update();
    },
  };
}
