/** One's own points: rows that are pasted or dropped, and saved again. */

import { html, set } from "../page/dom.js";
import { counted } from "../page/format.js";
import { strip } from "../page/parts.js";
import { readRows, scaledToFit, writeRows } from "../page/rows.js";
import { saveFile } from "../page/save.js";
import { button } from "./controls.js";

const NAMED = 3;

/**
 * @param {object} options
 * @param {import("../page/state.js").State} options.state   with the trait `points`
 * @param {string[]} options.heading     of the columns, the class last
 * @param {number} options.reach         numbers lie within ±reach
 * @param {(points: number[][]) => void} options.take
 * @param {AbortSignal} options.signal
 */
export function ownData({ state, heading, reach, take, signal }) {
  const columns = heading.length - 1;
  const { longest } = state.kinds.points;
  const field = html("textarea", {
    rows: 1,
    "aria-label": `Rows: ${heading.join(", ")}`,
    placeholder: "0.3, −0.5, 1",
    spellcheck: "false",
  });
  const verdict = html("p", { class: "quiet", role: "status" });

  function use(text) {
    const { rows, classes, bad } = readRows(text, columns);
    const named = bad
      .slice(0, NAMED)
      .map(({ line, text: what }) => `line ${line} (“${what}”)`)
      .join(", ");
    const left = bad.length ? ` Left out: ${named}${bad.length > NAMED ? ` and ${bad.length - NAMED} more` : ""}.` : "";
    let problem = "";
    if (rows.length === 0) problem = `Expected rows of ${heading.join(", ")}.`;
    else if (classes.length > 2)
      problem = `Expected two classes, found ${classes.length}: ${classes.slice(0, 4).join(", ")}.`;
    else if (rows.length > longest) problem = `Expected at most ${longest} rows, found ${rows.length}.`;
    if (problem) return set(verdict, { text: problem + left });
    const { rows: points, scaled } = scaledToFit(rows, columns, reach);
    take(points);
    const kinds = classes.length === 2 ? ` Class 0 is ${classes[0]}, class 1 is ${classes[1]}.` : "";
    return set(verdict, {
      text: `${counted(points.length, "point")}${scaled ? ", scaled to fit" : ""}.${kinds}${left}`,
    });
  }
  const save = () => saveFile("points.csv", writeRows(state.get("points"), heading), "text/csv");
  field.addEventListener("paste", () => setTimeout(() => use(field.value)), { signal });
  field.addEventListener("input", () => field.dispatchEvent(new CustomEvent("stale", { bubbles: true })), { signal });
  for (const type of ["dragover", "drop"]) field.addEventListener(type, (event) => event.preventDefault(), { signal });
  field.addEventListener(
    "drop",
    async (event) => {
      const [file] = event.dataTransfer.files;
      field.value = file ? await file.text() : event.dataTransfer.getData("text");
      use(field.value);
    },
    { signal },
  );
  return {
    ...strip(
      html(
        "label",
        { class: "own-data" },
        html("span", { class: "label", text: `Paste or drop rows: ${heading.join(", ")}` }),
        field,
      ),
      button({ text: "Use these rows", press: () => use(field.value), shown: () => field.value.trim() !== "" }),
      button({ text: "Save as CSV", press: save, disabled: () => state.get("points").length === 0 }),
      verdict,
    ),
  };
}
