/** An equation whose factors stand in columns, each symbol above its number: ∂J/∂w = … · … over −0.031 = … · … */

import { html, keepCount, set } from "../page/dom.js";

/**
 * A group of equations. `update(lines)` takes [{ note, parts: [{ symbol, number, kind }, …] }, …]: `kind` is "result"
 * for the left side; a part without a number is an operator or a bracket.
 */
export function factors({ label }) {
  const element = html("div", { class: "factors", role: "group", "aria-label": label });
  const makeLine = () =>
    html("div", {}, html("p", { class: "factor-note" }), html("p", { class: "equation", role: "img" }));
  const makePart = () => html("span", {}, html("i"), html("b"));
  return {
    element,
    update(lines) {
      const rows = keepCount(element, lines.length, makeLine);
      lines.forEach(({ note, parts }, n) => {
        const [heading, equation] = rows[n].children;
        set(heading, { text: note });
        const spoken = ["symbol", "number"].map((which) => parts.map((part) => part[which] ?? part.symbol).join(" "));
        set(equation, { "aria-label": spoken.join("; in numbers: ") });
        const cells = keepCount(equation, parts.length, makePart);
        parts.forEach(({ symbol, number, kind }, p) => {
          const [top, bottom] = cells[p].children;
          set(cells[p], { class: `factor ${kind ?? (number === undefined ? "operator" : "")}` });
          set(top, { text: symbol });
          set(bottom, { text: number ?? symbol });
        });
      });
    },
  };
}
