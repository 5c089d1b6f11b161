/** The score of each letter's query with each letter's key: the matrix that training has made a dictionary of. */

import { KINDS } from "../engine/look_up.js";
import { html, set } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { sentence } from "../kit/page/notation.js";
import { LETTERS } from "./model.js";

/** A score of this size has the deepest colour, this much of it. */
const FULL = 6;
const DEEPEST = 60;

/** @param {{ model: import("./model.js").LookUpModel }} options */
export function dictionary({ model }) {
  const heads = Array.from(LETTERS, (letter) => html("th", { scope: "col", text: letter }));
  const rows = Array.from(LETTERS, (letter) => {
    const cells = Array.from(LETTERS, () => html("td"));
    return { cells, element: html("tr", {}, html("th", { scope: "row", text: letter }), ...cells) };
  });
  const corner = html("td", { class: "corner" }, ...sentence("*s*"));
  const element = html("table", { class: "dictionary" },
    html("caption", { class: "spoken", text: "Score of each letter's query, a row, with each letter's key, a column" }),
    html("thead", {}, html("tr", {}, corner, ...heads)), html("tbody", {}, ...rows.map((row) => row.element)));

  return {
    element,
    update() {
      heads.forEach((head, j) => head.classList.toggle("listed", model.pairs.some(([letter]) => letter === j)));
      rows.forEach(({ element: row, cells }, i) => {
        row.classList.toggle("asked", i === model.question);
        cells.forEach((cell, j) => {
          const value = model.letterScores[i * KINDS + j];
          const depth = Math.min(1, Math.abs(value) / FULL) * DEEPEST;
          set(cell, {
            text: fixed(value, 1), class: value < 0 ? "negative" : null, style: `--depth: ${depth.toFixed(0)}%`,
          });
        });
      });
    },
  };
}
