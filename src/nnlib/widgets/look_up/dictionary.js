/** Each letter's query against each letter's key: the matrix that training has made a dictionary of. */

import { KINDS } from "../engine/look_up.js";
import { html, set } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { sentence } from "../kit/page/notation.js";
import { LETTERS } from "./model.js";

/** A product of this size has the deepest colour, this much of it. */
const FULL = 20;
const DEEPEST = 60;

/** @param {{ model: import("./model.js").LookUpModel }} options */
export function dictionary({ model }) {
  const heads = Array.from(LETTERS, (letter) => html("th", { scope: "col", text: letter }));
  const rows = Array.from(LETTERS, (letter) => {
    const cells = Array.from(LETTERS, () => html("td"));
    return { cells, element: html("tr", {}, html("th", { scope: "row", text: letter }), ...cells) };
  });
  const corner = html("td", { class: "corner" }, ...sentence("*q* · *k*"));
  const element = html("table", { class: "dictionary" },
    html("caption", { class: "spoken", text: "Query of each letter, a row, times key of each letter, a column" }),
    html("thead", {}, html("tr", {}, corner, ...heads)), html("tbody", {}, ...rows.map((row) => row.element)));

  return {
    element,
    update() {
      heads.forEach((head, j) => head.classList.toggle("listed", model.pairs.some(([letter]) => letter === j)));
      rows.forEach(({ element: row, cells }, i) => {
        row.classList.toggle("asked", i === model.question);
        cells.forEach((cell, j) => {
          const value = model.match[i * KINDS + j];
          const depth = Math.min(1, Math.abs(value) / FULL) * DEEPEST;
          set(cell, {
            text: fixed(value, 0), class: value < 0 ? "negative" : null, style: `--depth: ${depth.toFixed(0)}%`,
          });
        });
      });
    },
  };
}
