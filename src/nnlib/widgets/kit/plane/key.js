/** What the lines and marks of a picture mean, in a corner of it. */

import { html, set, svg } from "../page/dom.js";

const LINE = "M1 6H23";

/**
 * @param {{ kind: string, words: string | (() => string), d?: string, hidden?: () => boolean }[]} entries
 *        `kind`: the class of the sample, `d`: path of a mark in a box of 24 × 12, a line if not given
 * @returns {{ element: HTMLElement, update(): void }}
 */
export function key(entries) {
  const rows = entries.map(({ kind, words, d = LINE, hidden = () => false }) => {
    const name = html("span");
    const sample = svg("svg", { viewBox: "0 0 24 12", "aria-hidden": "true" }, svg("path", { class: kind, d }));
    const element = html("p", {}, sample, name);
    return () => {
      set(name, { text: typeof words === "function" ? words() : words });
      element.hidden = hidden();
      return element;
    };
  });
  const element = html("div", { class: "picture-key" });
  element.append(...rows.map((update) => update()));
  return { element, update: () => rows.forEach((update) => update()) };
}
