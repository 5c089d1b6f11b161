/** The ledger of a network: each layer's shape and how its parameters are counted. */

import { html } from "../kit/page/dom.js";

const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** @returns {{ element, update() }}; the row of layer number `lit()` is set off. */
export function ledger({ layers, lit }) {
  let inputs = { channels: 1, length: 0 };
  const rows = layers.map((layer) => {
    const { name, kind, channels, height, width, size, parameters } = layer;
    const shape = height === 1 ? String(channels) : `${channels} × ${height} × ${width}`;
    const sum = kind === "convolution" ? `(${size} · ${size} · ${inputs.channels} + 1) · ${channels}` : `(${inputs.length} + 1) · ${channels}`;
    inputs = { channels, length: layer.values.length };
    return html("tr", {}, html("th", { text: name, scope: "row" }), html("td", { text: shape }),
      html("td", { text: parameters ? sum : "" }), html("td", { text: grouped(parameters) }));
  });
  const total = grouped(layers.reduce((sum, { parameters }) => sum + parameters, 0));
  const heads = ["Layer", "Values", "Parameters", ""].map((text) => html("th", { text, scope: "col" }));
  const element = html("table", { class: "values ledger" }, html("thead", {}, html("tr", {}, ...heads)), html("tbody", {}, ...rows),
    html("tfoot", {}, html("tr", {}, html("th", { text: "In all", scope: "row" }), html("td"), html("td"), html("td", { text: total }))));
  return { element, update: () => rows.forEach((row, l) => row.classList.toggle("lit", l === lit())) };
}
