/** The network with its sizes and its count, and beside it the function that it computes. */

import { diagram } from "../kit/graph/diagram.js";
import { html } from "../kit/page/dom.js";
import { group, text } from "../kit/page/parts.js";
import { countTable } from "./count_table.js";
import { drawnFunction } from "./drawn_function.js";
import { nodeName, weightName } from "./names.js";
import { sizeFields } from "./size_fields.js";

const TWO_COLUMNS = 620;
const GAP = 24;
const LOWEST = 150;

/**
 * @param {object} options
 * @param {import("./model.js").NetworkSizesModel} options.model
 * @param {Function} options.number  the control of a trait
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function sizesPicture({ model, number, done, signal }) {
  const { highlight } = model;
  const hasBiases = () => model.state.get("biases");
  const network = diagram({
    label: "The network, every edge a weight",
    sizes: () => model.sizes,
    theta: () => model.net.theta,
    change: (k, value) => model.put(model.edgeAt(k), value),
    start: (k) => model.drawn.theta[k],
    point: (_, edge) => highlight.pointEdge(edge),
    choose: (edge) => highlight.choose(edge),
    biases: hasBiases,
    edgeText: weightName,
    nodeText: nodeName,
    marked: (edge) => highlight.ofEdge(edge),
    markedNode: (l, i) => highlight.ofNode(l, i, hasBiases()),
    limit: model.limit,
    done, signal,
  });
  network.element.addEventListener("pointerdown", () => highlight.letGo(), { signal });
  network.element.addEventListener("keydown", (event) => event.key === "Escape" && highlight.letGo(), { signal });

  const sizes = sizeFields({ model, number, columns: network.columns });
  const table = countTable({ model, signal });
  const doubled = text("doubled", () => model.doubled);
  const counted = group(html("div", { class: "counted" }), {}, network, sizes, table, doubled);
  const drawn = drawnFunction({ f: model.f, signal });
  return {
    ...group(html("div", { class: "sizes" }), {}, counted, drawn),
    resize({ width, height }) {
      const column = width >= TWO_COLUMNS ? Math.floor((width - GAP) / 2) : width;
      const rest = [sizes, table, doubled].reduce((sum, { element }) => sum + element.offsetHeight, 0);
      const room = Number.isFinite(height) ? height - rest : 0.58 * column;
      network.resize(column, Math.round(Math.max(LOWEST, room)));
      drawn.resize({ width: column, height });
    },
  };
}
