/** The sum at one place: patch · filter = products, a row for each input channel; every number of the filter editable. */

import { button } from "../kit/controls/controls.js";
import { html, keepCount, set } from "../kit/page/dom.js";
import { fixed } from "../kit/page/format.js";
import { number } from "../kit/controls/number.js";

const LIMIT = 10;

const tint = (value, largest) => `color-mix(in srgb, var(${value < 0 ? "--negative" : "--positive"}) ${Math.round(50 * Math.min(1, Math.abs(value) / largest))}%, var(--ground))`;
const shade = (value) => `color-mix(in srgb, var(--ink) ${Math.round(40 * Math.min(1, value))}%, var(--ground))`;

/** A grid of size × size numbers; `make` gives each cell. */
function grid(label, make) {
  const cells = html("div", { class: "cells", role: "group", "aria-label": label });
  return {
    element: html("div", { class: "cell-grid" }, html("p", { class: "quiet", text: label }), cells),
    fit(size) {
      cells.style.gridTemplateColumns = `repeat(${size}, minmax(0, 1fr))`;
      return keepCount(cells, size * size, make);
    },
  };
}

/**
 * @param options  filter () => { channel, channels, size, start }: the place in the weights where the filter starts,
 *                 weights () => list, change (k, value), done (), name (c) => text of input channel c,
 *                 clear (c) makes its numbers zero, signal
 * @returns {{ element, update(patch) }}
 */
export function filterGrid({ filter, weights, change, done, name, clear, signal }) {
  const element = html("div", { class: "filter-grids" });
  const rows = [];
  const plain = () => html("span", { class: "entry" });

  function makeRow(c) {
    const fields = [];
    const at = (i) => filter().start + c * filter().size ** 2 + i;
    const patch = grid("patch of x", plain);
    const products = grid("products", plain);
    const weightsGrid = grid("filter w", (i) => {
      const size = () => filter().size;
      fields[i] = number({
        label: () => `Filter ${filter().channel + 1}, cell ${i + 1} of channel ${c + 1}`,
        low: -LIMIT, high: LIMIT, step: 0.05, signal, done,
        value: () => weights()[at(i)] ?? 0,
        change: (value) => change(at(i), value),
        start: () => 0,
        text: (value) => fixed(value, size() > 5 ? 1 : 2),
      });
      return html("span", { class: "entry" }, fields[i].element);
    });
    const title = html("span");
    const head = html("p", { class: "channel-name" }, title, button({ text: "Zero", press: () => clear(c), hint: "Make the filter's numbers for this channel zero" }).element);
    const row = html("div", { class: "filter-row" }, patch.element, html("span", { class: "sign", text: "·" }), weightsGrid.element, html("span", { class: "sign", text: "=" }), products.element);
    rows[c] = { head, title, patch, weightsGrid, products, fields, at };
    return html("div", {}, head, row);
  }

  return {
    element,
    update(patch) {
      const { channels, size } = filter();
      keepCount(element, channels, makeRow);
      const list = weights();
      const largest = Math.max(0.01, ...list.map(Math.abs));
      rows.slice(0, channels).forEach(({ head, title, patch: seen, weightsGrid, products, fields, at }, c) => {
        head.hidden = channels === 1;
        set(title, { text: name(c) });
        const [seenCells, weightCells, productCells] = [seen, weightsGrid, products].map((each) => each.fit(size));
        for (let i = 0; i < size * size; i++) {
          const [x, w] = [patch[c * size * size + i], list[at(i)]];
          set(seenCells[i], { text: fixed(x, size > 5 ? 1 : 2) });
          seenCells[i].style.background = shade(x);
          fields[i].update();
          weightCells[i].style.background = tint(w, largest);
          set(productCells[i], { text: fixed(x * w, size > 5 ? 1 : 2) });
          productCells[i].style.background = tint(x * w, largest);
        }
      });
    },
  };
}
