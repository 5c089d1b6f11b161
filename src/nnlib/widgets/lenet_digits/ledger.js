/** The ledger of a network: each layer's shape and how its parameters are counted. */

import { html } from "../kit/page/dom.js";

const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** The counts of each layer as text: [name, shape, how its parameters are counted, their number]. */
function counted(layers) {
  let inputs = { channels: 1, length: 0 };
  return layers.map(({ name, kind, channels, height, width, size, values, parameters }) => {
    const shape = height === 1 ? String(channels) : `${channels} × ${height} × ${width}`;
    const each = kind === "convolution" ? `${size} · ${size} · ${inputs.channels}` : inputs.length;
    inputs = { channels, length: values.length };
    return [name, shape, parameters ? `(${each} + 1) · ${channels}` : "", grouped(parameters)];
  });
}

/**
 * The layer of the unit that is looked at is set off.
 * @param {object} options
 * @param {import("./model.js").LeNetModel} options.model
 * @returns {{ element: HTMLElement, update(): void }}
 */
export function ledger({ model }) {
  const row = (head, ...cells) =>
    html("tr", {}, html("th", { text: head, scope: "row" }), ...cells.map((text) => html("td", { text })));
  const rows = counted(model.layers).map((texts) => row(...texts));
  const total = grouped(model.layers.reduce((sum, { parameters }) => sum + parameters, 0));
  const heads = ["Layer", "Values", "Parameters", ""].map((text) => html("th", { text, scope: "col" }));
  const element = html("table", { class: "values ledger" },
    html("thead", {}, html("tr", {}, ...heads)),
    html("tbody", {}, ...rows),
    html("tfoot", {}, row("In all", "", "", total)));
  return { element, update: () => rows.forEach((each, l) => each.classList.toggle("lit", l === model.unit[0])) };
}
