/** The tokens at the right, which are looked at; each is pressed to hide it from the others. */

import { keepCount, set, svg } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { roving } from "../kit/page/roving.js";

/** A token's weight at which its word is as strong as can be. */
const STRONG = 0.25;

/**
 * @param {object} options
 * @param {import("./model.js").SentencesModel} options.model
 * @param {() => import("./picture.js").Places} options.places
 * @param {AbortSignal} options.signal
 */
export function tokensLooked({ model, places, signal }) {
  const words = svg("g", { class: "looked" });
  const caption = svg("text", { class: "caption", text: "is looked at", "aria-hidden": "true" });

  function make(j) {
    const word = svg("g", { role: "switch", tabindex: 0 }, svg("rect"), svg("text"));
    word.addEventListener("click", () => model.turn(j), { signal });
    word.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      model.turn(j);
    }, { signal });
    return word;
  }
  roving(words, { among: "[role=switch]", keys: ["PageUp", "PageDown"], signal });

  return {
    element: svg("g", {}, caption, words),
    update() {
      const { looked: [left, right], head, row, scale, y } = places();
      set(caption, { x: left + 5 * scale, y: head - 6 * scale });
      const drawn = keepCount(words, model.n, make);
      model.tokens.forEach((token, j) => {
        const [rect, text] = drawn[j].children;
        const isStrong = model.weight(model.query, j) >= STRONG;
        set(drawn[j], {
          class: !model.looks(model.query, j) ? "barred" : isStrong ? "strong" : null,
          "aria-label": `Look at ${token}, token ${j + 1}`, "aria-checked": String(!model.isHidden(j)),
          "aria-description": `weight ${fixed(model.weight(model.query, j), 2)}`,
        });
        set(rect, { x: left, y: head + j * row, width: right - left, height: row });
        set(text, { x: left + 5 * scale, y: (y(j) + 5 * scale).toFixed(1), text: token });
      });
    },
  };
}
