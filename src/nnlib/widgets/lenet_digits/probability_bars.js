/** The probabilities of the classes as bars, the largest set off, each with its linear output. */

import { html, set } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";

/**
 * @param {any} options  label, model: its z, f and best are shown
 * @returns {{ element: HTMLElement, update(): void }}
 */
export function probabilityBars({ label, model }) {
  const lines = Array.from(model.f, (_, c) => {
    const [bar, f, z] = [html("i"), html("span"), html("span", { class: "quiet" })];
    const room = html("div", { class: "bar-room" }, bar);
    return { element: html("div", { class: "probability" }, html("b", { text: String(c) }), room, f, z), bar, f, z };
  });
  const heads = ["", "", "f", "z"].map((text) => html("span", { text }));
  const head = html("div", { class: "probability quiet" }, ...heads);
  const rows = lines.map((line) => line.element);
  return {
    element: html("div", { class: "probabilities", role: "group", "aria-label": label }, head, ...rows),
    update() {
      const { z, f, best } = model;
      lines.forEach((line, c) => {
        line.bar.style.width = `${100 * f[c]}%`;
        line.element.classList.toggle("best", c === best);
        set(line.f, { text: fixed(f[c], 3) });
        set(line.z, { text: fixed(z[c], 2) });
      });
    },
  };
}
