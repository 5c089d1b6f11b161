/** A formula f(x) = σ( β₀ + … ) written out, a line a term, every number in it editable. */

import { html, keepCount, set } from "../kit/page/dom.js";
import { number } from "../kit/controls/number.js";

/**
 * @param options  label, head: text, first: number field's options,
 *                 terms () => [{ key, unit?, pieces }, …]: a term is made anew when its `key` changes; a piece is a text,
 *                 a function that gives a text, or a number field's options; `unit` is the hidden unit it belongs to,
 *                 point (unit | null) => void, lit () => unit | null, signal
 */
export function sumFormula({ label, head, first, terms, point, lit, signal }) {
  const opening = number({ ...first, signal });
  const rows = html("div", { class: "terms" });
  const element = html("div", { class: "sum-formula formula", role: "group", "aria-label": label },
    html("p", {}, html("i", { text: head }), " ", opening.element), rows);
  let lines = [];

  function write({ key, unit, pieces }, row) {
    const updates = [];
    const nodes = pieces.map((piece) => {
      if (typeof piece === "object") {
        const field = number({ ...piece, signal });
        updates.push(field.update);
        return field.element;
      }
      const words = html("span", { class: "words" });
      updates.push(() => set(words, { text: typeof piece === "function" ? piece() : piece }));
      return words;
    });
    row.replaceChildren(...nodes);
    return { key, unit, update: () => updates.forEach((each) => each()) };
  }

  function make(i) {
    const row = html("p");
    const over = (is) => () => point(is ? lines[i]?.unit ?? null : null);
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
        set(nodes[i], { class: term.unit === undefined ? null : `unit-${term.unit % 5}${term.unit === lit() ? " lit" : ""}` });
        lines[i].update();
      });
      opening.update();
    },
  };
}
