/** The grip of a card: dragged or moved by the arrow keys, it takes its pair to another place of the list. */

import { clamp } from "../engine/clamp.js";
import { set, svg } from "../kit/page/dom.js";
import { handle } from "../kit/plane/handle.js";

const APART = 6;

/**
 * @param {object} options
 * @param {import("./model.js").LookUpModel} options.model
 * @param {() => import("./picture.js").Places} options.places
 * @param {SVGElement} options.picture
 * @param {number} options.token
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function placeHandle({ model, places, picture, token, done, signal }) {
  const grab = svg("rect", { class: "grab" });
  const dots = svg("path", { class: "grip-dots" });
  const element = svg("g", { class: "card-grip" }, grab, dots);
  let held = token;
  const rowAt = (event) => {
    const { head, row } = places();
    return clamp(Math.floor((event.clientY - picture.getBoundingClientRect().top - head) / row), 0, model.n - 1);
  };
  const put = (from, to) => {
    model.move(from, to);
    held = to;
  };
  const grip = handle(element, {
    signal, done, low: 1,
    high: () => model.n,
    name: () => `Place of pair ${token + 1}, ${model.nameOf(token)}`,
    value: () => token + 1,
    text: () => `place ${token + 1} of ${model.n}`,
    grab: () => {
      held = token;
    },
    drag: (event) => put(held, rowAt(event)),
    nudge(dx, dy) {
      put(token, clamp(token + dx - dy, 0, model.n - 1));
      const grips = picture.querySelectorAll(".card-grip");
      /** @type {SVGElement} */ (grips[held]).focus({ preventScroll: true });
    },
    end: (which) => put(token, which === "low" ? 0 : model.n - 1),
  });

  return {
    element,
    place(x, y, width, height) {
      const { scale } = places();
      set(grab, { x, y, width, height });
      const apart = APART * scale;
      const [left, top] = [x + (width - apart) / 2, y + height / 2 - apart];
      const line = (k) => `M${left} ${top + k * apart}h.01M${left + apart} ${top + k * apart}h.01`;
      set(dots, { d: [0, 1, 2].map(line).join(""), "stroke-width": APART * 0.5 * scale });
      grip.update();
    },
  };
}
