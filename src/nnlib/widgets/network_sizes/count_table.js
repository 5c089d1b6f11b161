/** The parameter count, layer by layer: each of its terms can be pointed at, and pinned. */

import { html, keepCount, set } from "../kit/page/dom.js";

/** @type {("weights" | "biases" | "all")[]} */
const PARTS = ["weights", "biases", "all"];
const SPOKEN = { weights: "weights", biases: "biases", all: "parameters" };
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The terms of one layer of the sizes n_in, n_out: H_{l−1} H_l weights, H_l biases, (H_{l−1} + 1) H_l in all. */
const termsOf = (nIn, nOut) => [
  { formula: `${nIn}·${nOut}`, value: nIn * nOut },
  { formula: "", value: nOut },
  { formula: `(${nIn} + 1)·${nOut}`, value: (nIn + 1) * nOut },
];

function makeHead() {
  const symbols = (...parts) => html("span", { class: "symbols" }, ...parts);
  const h = (index) => [html("i", { text: "H" }), html("sub", { text: index })];
  const heads = [
    ["Layer"],
    ["Weights", symbols(...h("l−1"), " ", ...h("l"))],
    ["Biases", symbols(...h("l"))],
    ["Parameters", symbols("(", ...h("l−1"), " + 1) ", ...h("l"))],
  ];
  return html("thead", {}, html("tr", {}, ...heads.map((parts) => html("th", { scope: "col" }, ...parts))));
}

/** @param {{ model: import("./model.js").NetworkSizesModel, signal: AbortSignal }} options */
export function countTable({ model, signal }) {
  const { highlight } = model;
  const caption = html("caption", { class: "spoken", text: "The number of parameters, layer by layer" });
  const body = html("tbody");
  const element = html("table", { class: "count-table" }, caption, makeHead(), body);
  const isTotal = (row) => row + 1 === body.children.length;
  const termAt = (row, column) => ({ l: isTotal(row) ? 0 : row + 1, part: PARTS[column] });
  const buttonAt = (row, column) => body.children[row].children[column + 1].firstChild;
  let current = [0, 0];

  function makeButton(row, column) {
    const button = html("button", { type: "button", class: "bare term" });
    const point = () => highlight.pointTerm(termAt(row, column));
    button.addEventListener("pointerenter", point, { signal });
    button.addEventListener("focus", () => {
      current = [row, column];
      point();
    }, { signal });
    for (const type of ["pointerleave", "blur"]) {
      button.addEventListener(type, () => highlight.pointTerm(null), { signal });
    }
    button.addEventListener("click", () => highlight.pin(termAt(row, column)), { signal });
    return button;
  }

  const makeRow = (row) =>
    html("tr", {}, html("th", { scope: "row" }), ...PARTS.map((_, column) => html("td", {}, makeButton(row, column))));

  body.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(ARROWS, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    const [dx, dy] = ARROWS[event.key];
    const row = Math.min(body.children.length - 1, Math.max(0, current[0] + dy));
    const column = Math.min(PARTS.length - 1, Math.max(0, current[1] + dx));
    buttonAt(row, column).focus();
    event.preventDefault();
    event.stopPropagation();
  }, { signal });

  function showTerm(row, column, { formula, value }) {
    const term = termAt(row, column);
    const shown = formula ? `${formula} = ${value}` : String(value);
    set(buttonAt(row, column), {
      text: shown,
      class: `bare term${highlight.isLit(term) ? " lit" : ""}`,
      tabindex: row === current[0] && column === current[1] ? 0 : -1,
      "aria-pressed": String(highlight.isPinned(term)),
      "aria-label": `${isTotal(row) ? "All" : `Layer ${row + 1}`}, ${SPOKEN[term.part]}: ${shown}`,
    });
  }

  return {
    element,
    update() {
      const { sizes } = model;
      const layers = sizes.slice(1).map((nOut, l) => termsOf(sizes[l], nOut));
      const sum = (column) => layers.reduce((total, terms) => total + terms[column].value, 0);
      const totals = PARTS.map((_, column) => ({ formula: "", value: sum(column) }));
      const rows = keepCount(body, layers.length + 1, makeRow);
      current[0] = Math.min(current[0], layers.length);
      [...layers, totals].forEach((terms, row) => {
        const [name, spoken] = isTotal(row) ? ["All", "All layers"] : [String(row + 1), `Layer ${row + 1}`];
        set(rows[row], { class: isTotal(row) ? "total" : null });
        set(rows[row].firstChild, { text: name, "aria-label": spoken });
        terms.forEach((term, column) => showTerm(row, column, term));
      });
    },
  };
}
