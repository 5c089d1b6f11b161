/** What the look of an edge means. */

import { html, svg } from "../page/dom.js";

const stroke = (attributes) =>
  svg("svg", { viewBox: "0 0 22 10", "aria-hidden": "true" }, svg("path", { d: "M0 5H22", ...attributes }));

export function edgeLegend() {
  return html(
    "p",
    { class: "edge-legend" },
    html("span", {}, stroke({ class: "edge-sample" }), "positive"),
    html("span", {}, stroke({ class: "edge-sample negative" }), "negative"),
    html("span", { text: "wider: larger" }),
  );
}
