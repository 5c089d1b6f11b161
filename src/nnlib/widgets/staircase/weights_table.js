/** A table of numbers whose rows can be chosen; long ones end in a note. */

import { html, keepCount, set } from "../kit/page/dom.js";

const MOST = 100;

/**
 * @param options  caption, heads (texts), row (i) => texts, choose (i) => void, signal
 */
export function weightsTable({ caption, heads, row, choose, signal }) {
  const body = html("tbody");
  const table = html("table", {}, html("caption", { text: caption }), html("thead", {}, html("tr", {}, ...heads.map((text) => html("th", { text, scope: "col" })))), body);
  const more = html("p", { class: "more" });
  const element = html("div", { class: "weights", tabindex: 0, role: "group", "aria-label": caption }, table, more);
  body.addEventListener("pointerdown", (event) => {
    const chosen = [...body.children].indexOf(event.target.closest("tr"));
    if (chosen >= 0) choose(chosen);
  }, { signal });
  let last = -1;
  return {
    element,
    update(count, chosen) {
      const rows = keepCount(body, Math.min(count, MOST), () => html("tr", {}, ...heads.map(() => html("td"))));
      for (let i = 0; i < rows.length; i++) {
        row(i).forEach((text, n) => set(rows[i].children[n], { text }));
        set(rows[i], { class: i === chosen ? `chosen unit-${i % 5}` : null });
      }
      if (chosen !== last && rows[chosen]) {
        const [top, bottom] = [rows[chosen].offsetTop - 40, rows[chosen].offsetTop + 40 - element.clientHeight];
        element.scrollTop = Math.min(top, Math.max(bottom, element.scrollTop));
      }
      last = chosen;
      set(more, { text: count > MOST ? `… and ${count - MOST} more` : "" });
    },
  };
}
