/** The tokens at the left, one of which looks: its frame is dragged up and down, and another is pressed. */

import { clamp } from "../engine/clamp.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { handle } from "../kit/plane/handle.js";

/**
 * @param {object} options
 * @param {import("./model.js").SentencesModel} options.model
 * @param {() => import("./picture.js").Places} options.places
 * @param {SVGElement} options.picture
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function tokensLooking({ model, places, picture, done, signal }) {
  const [grab, outline] = ["grab", "token-frame"].map((kind) => svg("rect", { class: kind }));
  const frame = svg("g", { class: "looking-frame" }, grab, outline);
  const words = svg("g", { class: "looking", "aria-hidden": "true" });
  const caption = svg("text", { class: "caption", "text-anchor": "end", text: "looks" });
  const put = (i) => model.look(clamp(i, 0, model.n - 1));
  const rowAt = (event) => {
    const { head, row } = places();
    return Math.floor((event.clientY - picture.getBoundingClientRect().top - head) / row);
  };
  const mover = handle(frame, {
    signal, done, low: 1,
    high: () => model.n,
    name: () => "Token that looks",
    value: () => model.query + 1,
    text: () => model.tokens[model.query],
    drag: (event) => put(rowAt(event)),
    nudge: (dx, dy) => put(model.query + dx - dy),
    end: (which) => put(which === "low" ? 0 : model.n - 1),
  });
  words.addEventListener("click", (event) => {
    put(rowAt(event));
    done();
  }, { signal });

  return {
    element: svg("g", {}, caption, frame, words),
    update() {
      const { looking: [left, right], head, row, scale, y } = places();
      set(caption, { x: right - 5 * scale, y: head - 6 * scale });
      const drawn = keepCount(words, model.n, () => svg("g", {}, svg("rect"), svg("text", { "text-anchor": "end" })));
      model.tokens.forEach((token, i) => {
        const [rect, text] = drawn[i].children;
        set(drawn[i], { class: i === model.query ? "now" : null });
        set(rect, { x: left, y: head + i * row, width: right - left, height: row });
        set(text, { x: right - 5 * scale, y: (y(i) + 5 * scale).toFixed(1), text: token });
      });
      const at = { x: left, y: head + model.query * row, width: right - left, height: row };
      for (const rect of [grab, outline]) set(rect, at);
      mover.update();
    },
  };
}
