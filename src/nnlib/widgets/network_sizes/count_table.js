/** The parameter count, layer by layer: each of its terms can be pointed at, and pinned. */

import { html, keepCount, set } from "../kit/page/dom.js";
import { subscript } from "../kit/page/format.js";

const PARTS = ["weights", "biases", "all"];
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The terms of one layer of the sizes n_in, n_out: H_{l−1} H_l weights, H_l biases, (H_{l−1} + 1) H_l in all. */
const termsOf = (nIn, nOut) => [
  { formula: `${nIn}·${nOut}`, value: nIn * nOut },
  { formula: "", value: nOut },
  { formula: `(${nIn} + 1)·${nOut}`, value: (nIn + 1) * nOut },
];

/** The same term: a layer l (0 for all of them) and a part of its parameters. */
export const sameTerm = (a, b) => a === b || (a !== null && b !== null && a.l === b.l && a.part === b.part);

/**
 * @param options  sizes () => number[], point (term | null) => void, pin (term) => void, pinned () => term | null,
 *                 marked (term) => boolean  whether a term is lit; a term is { l, part }
 */
export function countTable({ sizes, point, pin, pinned, marked, signal }) {
  const sub = (...parts) => html("span", { class: "symbols" }, ...parts);
  const h = (index) => [html("i", { text: "H" }), html("sub", { text: index })];
  const heads = [
    ["Layer"],
    ["Weights", sub(...h("l−1"), " ", ...h("l"))],
    ["Biases", sub(...h("l"))],
    ["Parameters", sub("(", ...h("l−1"), " + 1) ", ...h("l"))],
  ].map((parts) => html("th", { scope: "col" }, ...parts));
  const body = html("tbody");
  const element = html("table", { class: "count-table" }, html("caption", { class: "spoken", text: "The number of parameters, layer by layer" }), html("thead", {}, html("tr", {}, ...heads)), body);
  const termAt = (row, column) => ({ l: row + 1 === body.children.length ? 0 : row + 1, part: PARTS[column] });
  let current = [0, 0];
  const buttonAt = (row, column) => body.children[row].children[column + 1].firstChild;

  function makeRow(row) {
    const buttons = PARTS.map((_, column) => {
      const button = html("button", { type: "button", class: "term" });
      const term = () => termAt(row, column);
      button.addEventListener("pointerenter", () => point(term()), { signal });
      button.addEventListener("pointerleave", () => point(null), { signal });
      button.addEventListener("focus", () => {
        current = [row, column];
        point(term());
      }, { signal });
      button.addEventListener("blur", () => point(null), { signal });
      button.addEventListener("click", () => pin(term()), { signal });
      return button;
    });
    return html("tr", {}, html("th", { scope: "row" }), ...buttons.map((button) => html("td", {}, button)));
  }

  body.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(ARROWS, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    const [dx, dy] = ARROWS[event.key];
    const row = Math.min(body.children.length - 1, Math.max(0, current[0] + dy));
    const column = Math.min(PARTS.length - 1, Math.max(0, current[1] + dx));
    buttonAt(row, column).focus();
    event.preventDefault();
    event.stopPropagation();
  }, { signal });

  return {
    element,
    update() {
      const shape = sizes();
      const layers = shape.slice(1).map((nOut, l) => termsOf(shape[l], nOut));
      const totals = PARTS.map((_, column) => ({ formula: "", value: layers.reduce((sum, terms) => sum + terms[column].value, 0) }));
      const rows = keepCount(body, layers.length + 1, makeRow);
      current[0] = Math.min(current[0], layers.length);
      [...layers, totals].forEach((terms, row) => {
        const isTotal = row === layers.length;
        set(rows[row], { class: isTotal ? "total" : null });
        set(rows[row].firstChild, { text: isTotal ? "All" : String(row + 1), "aria-label": isTotal ? "All layers" : `Layer ${row + 1}` });
        terms.forEach(({ formula, value }, column) => {
          const term = termAt(row, column);
          const kind = { weights: "weights", biases: "biases", all: "parameters" }[term.part];
          set(buttonAt(row, column), {
            text: formula ? `${formula} = ${value}` : String(value),
            class: `term${marked(term) ? " lit" : ""}`,
            tabindex: row === current[0] && column === current[1] ? 0 : -1,
            "aria-pressed": sameTerm(pinned(), term) ? "true" : "false",
            "aria-label": `${isTotal ? "All" : `Layer ${row + 1}`}, ${kind}: ${formula ? `${formula} = ` : ""}${value}`,
          });
        });
      });
    },
  };
}

/** "12 + 15 + 4 = 31", the total as the sum over the layers. */
export function countSum(sizes) {
  const counts = sizes.slice(1).map((nOut, l) => (sizes[l] + 1) * nOut);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.length > 1 ? `${counts.join(" + ")} = ${total}` : String(total);
}

/** A layer's size as a symbol: n, H₁, …, K. */
export function sizeName(l, layers) {
  return l === 0 ? "n" : l === layers ? "K" : `H${subscript(l)}`;
}
