/** A formula f(x) = σ( β₀ + … ) written out, a line a term, every number in it editable. */

import { html, keepCount, set } from "../kit/page/dom.js";
import { number } from "../kit/controls/number.js";
import { TINTS } from "./model.js";

/**
 * A term is { key, unit, pieces }: it is written anew when its `key` changes; `unit` is the hidden unit it belongs to;
 * a piece is a text, a function that gives a text, or a number field's options.
 *
 * @param {object} options
 * @param {string} options.label
 * @param {string} options.head     what the formula begins with
 * @param {object} options.first    the options of the number field after it
 * @param {() => object[]} options.terms
 * @param {(unit: number | null) => void} options.point
 * @param {() => number | null} options.lit  the unit to be lit
 * @param {AbortSignal} options.signal
 */
export function sumFormula({ label, head, first, terms, point, lit, signal }) {
  const opening = number({ ...first, signal });
  const rows = html("div", { class: "terms" });
  const beginning = html("p", {}, html("i", { text: head }), " ", opening.element);
  const element = html("div", { class: "sum-formula formula", role: "group", "aria-label": label }, beginning, rows);
  let lines = [];

  function write({ key, unit, pieces }, row) {
    const updates = [];
    const nodes = pieces.map((piece) => {
      if (typeof piece === "object") {
        const field = number({ ...piece, signal });
        updates.push(field.update);
        return field.element;
      }
      const words = html("span", { class: "piece" });
      updates.push(() => set(words, { text: typeof piece === "function" ? piece() : piece }));
      return words;
    });
    row.replaceChildren(...nodes);
    return { key, unit, update: () => updates.forEach((each) => each()) };
  }

  function make(i) {
    const row = html("p");
    const over = (is) => () => point(is ? lines[i].unit : null);
    for (const type of ["pointerenter", "focusin"]) row.addEventListener(type, over(true), { signal });
    for (const type of ["pointerleave", "focusout"]) row.addEventListener(type, over(false), { signal });
    return row;
  }

  return {
    element,
    update() {
      const wanted = terms();
      const nodes = keepCount(rows, wanted.length, make);
      lines.length = Math.min(lines.length, wanted.length);
      wanted.forEach((term, i) => {
        if (lines[i]?.key !== term.key) lines[i] = write(term, nodes[i]);
        set(nodes[i], { class: `unit-${term.unit % TINTS}${term.unit === lit() ? " lit" : ""}` });
        lines[i].update();
      });
      opening.update();
    },
  };
}
