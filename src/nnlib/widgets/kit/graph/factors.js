/** An equation whose factors stand in columns, each symbol above its number: ∂J/∂w = … · … over −0.031 = … · … */

import { html, keepCount, set } from "../page/dom.js";

/** @typedef {{ symbol: string, number?: string, kind?: string }} Part */

const isOperator = (part) => part.number === undefined;

/**
 * What stays together when a line is broken: terms, from "+" to "+", and in them factors, each with its sign.
 * @param {Part[]} parts
 * @returns {Part[][][]}
 */
function grouped(parts) {
  const terms = [[[]]];
  let before = null;
  for (const part of parts) {
    const opens = before && isOperator(part) && part.symbol !== ")" && (!isOperator(before) || before.symbol === ")");
    if (opens && part.symbol === "+") terms.push([[part]]);
    else if (opens) terms.at(-1).push([part]);
    else terms.at(-1).at(-1).push(part);
    before = part;
  }
  return terms;
}

/**
 * A group of equations. `update(lines)` takes [{ note, parts: [{ symbol, number, kind }, …] }, …]: `kind` is "result"
 * for the left side; a part without a number is an operator or a bracket.
 */
export function factors({ label }) {
  const element = html("div", { class: "factors", role: "group", "aria-label": label });
  const makeLine = () =>
    html("div", {}, html("p", { class: "factor-note" }), html("p", { class: "equation", role: "img" }));
  const makePart = () => html("span", {}, html("i"), html("b"));
  const makeSpan = (name) => () => html("span", { class: name });

  /** @param {Element} cell @param {Part} part */
  function write(cell, { symbol, number, kind }) {
    set(cell, { class: `factor ${kind ?? (number === undefined ? "operator" : "")}` });
    set(cell.firstChild, { text: symbol });
    set(cell.lastChild, { text: number ?? symbol });
  }

  return {
    element,
    update(lines) {
      const rows = keepCount(element, lines.length, makeLine);
      lines.forEach(({ note, parts }, n) => {
        const [heading, equation] = rows[n].children;
        set(heading, { text: note });
        const spoken = ["symbol", "number"].map((which) => parts.map((part) => part[which] ?? part.symbol).join(" "));
        set(equation, { "aria-label": spoken.join("; in numbers: ") });
        const terms = grouped(parts);
        const spans = keepCount(equation, terms.length, makeSpan("term"));
        terms.forEach((signed, t) => {
          const inner = keepCount(spans[t], signed.length, makeSpan("signed"));
          signed.forEach((each, s) => {
            const cells = keepCount(inner[s], each.length, makePart);
            each.forEach((part, p) => write(cells[p], part));
          });
        });
      });
    },
  };
}
