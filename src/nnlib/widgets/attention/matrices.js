/** W_Q, W_K and W_V of the head that is shown, every entry a number to drag or type. */

import { number } from "../kit/controls/number.js";
import { html } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { group } from "../kit/page/parts.js";
import { roving } from "../kit/page/roving.js";
import { D, PARTS } from "./model.js";

const STEP = 0.05;

/**
 * @param {object} options
 * @param {import("./model.js").AttentionModel} options.model
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 * @returns {{ element: HTMLElement, update(): void }}
 */
export function matrices({ model, done, signal }) {
  const entry = (p, k) => number({
    label: `W_${PARTS[p]}, row ${Math.floor(k / D) + 1}, column ${(k % D) + 1}`,
    ...model.entries, step: STEP, text: (value) => fixed(value), done, signal,
    value: () => model.matrix(p)[k],
    change: (value) => model.setEntry(p, k, value),
    start: () => model.startOf(p, k),
  });
  const matrix = (letter, p) => {
    const entries = Array.from({ length: D * D }, (_, k) => entry(p, k));
    const name = html("i", {}, "W", html("sub", { text: letter }));
    const box = html("div", { class: "small-matrix", role: "group", "aria-label": `W_${letter}` }, name);
    return group(box, {}, group(html("div", { class: "entries" }), {}, ...entries));
  };
  const all = group(html("div", { class: "small-matrices" }), {}, ...PARTS.map(matrix));
  roving(all.element, { among: ".number", keys: ["PageUp", "PageDown"], signal });
  return {
    element: all.element,
    update() {
      all.update();
    },
  };
}
