/** The probabilities of the classes as bars, the largest set off, each with its linear output. */

import { html, set } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";

/** @returns {{ element, update(z, f) }} for linear outputs z and probabilities f of `count` classes. */
export function probabilityBars({ label, count }) {
  const lines = Array.from({ length: count }, (_, c) => {
    const [bar, f, z] = [html("i"), html("span"), html("span", { class: "quiet" })];
    const element = html("div", { class: "probability" }, html("b", { text: String(c) }), html("div", { class: "bar-room" }, bar), f, z);
    return { element, bar, f, z };
  });
  const heads = html("div", { class: "probability quiet" }, html("span"), html("span"), html("span", { text: "f" }), html("span", { text: "z" }));
  return {
    element: html("div", { class: "probabilities", role: "group", "aria-label": label }, heads, ...lines.map((each) => each.element)),
    update(z, f) {
      const best = f.indexOf(Math.max(...f));
      lines.forEach((line, c) => {
        line.bar.style.width = `${100 * f[c]}%`;
        line.element.classList.toggle("best", c === best);
        set(line.f, { text: fixed(f[c], 3) });
        set(line.z, { text: fixed(z[c], 2) });
      });
    },
  };
}
