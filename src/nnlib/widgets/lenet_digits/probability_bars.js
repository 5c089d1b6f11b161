/** The probabilities of the classes as bars, the largest set off, each with its linear output. */

import { html, set } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";

/**
 * @param {object} options
 * @param {string} options.label
 * @param {import("./model.js").LeNetModel} options.model
 * @returns {{ element: HTMLElement, update(): void }}
 */
export function probabilityBars({ label, model }) {
  const lines = Array.from(model.f, (_, c) => {
    const [bar, f, z] = [html("i"), html("span", { class: "f" }), html("span", { class: "z" })];
    const digit = html("b", { text: String(c) });
    const element = html("div", { class: "probability" }, digit, f, z, html("div", { class: "bar-room" }, bar));
    return { element, bar, f, z };
  });
  const elements = lines.map((line) => line.element);
  return {
    element: html("div", { class: "probabilities", role: "group", "aria-label": label }, ...elements),
    update() {
      const { z, f, best } = model;
      lines.forEach((line, c) => {
        set(line.bar, { style: `width: ${(100 * f[c]).toFixed(2)}%` });
        line.element.classList.toggle("best", c === best);
        set(line.f, { text: fixed(f[c], 3) });
        set(line.z, { text: fixed(z[c], 1) });
      });
    },
  };
}
