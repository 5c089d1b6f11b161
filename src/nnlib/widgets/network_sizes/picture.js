/** The network with its sizes, and beside it the function that it computes. */

import { diagram } from "../kit/graph/diagram.js";
import { html } from "../kit/page/dom.js";
import { group, later } from "../kit/page/parts.js";
import { scaleOf } from "../kit/page/scale.js";
import { drawnFunction } from "./drawn_function.js";
import { nodeName, weightName } from "./names.js";
import { sizeFields } from "./size_fields.js";

/** Two columns from this width up, and the gap between them; how far apart and how large nodes are; in pixels. */
const [BESIDE, GAP, APART, RADIUS] = [480, 12, 76, 16];
/** The network's share of the height where it stands over the function; the function's of the width beside it. */
const [STACKED, LARGEST_SHARE] = [0.56, 0.6];

/**
 * @param {object} options
 * @param {import("../kit/page/frame.js").Frame} options.frame
 * @param {import("./model.js").NetworkSizesModel} options.model
 * @param {Function} options.number  the control of a trait
 * @param {() => void} options.done
 * @param {AbortSignal} options.signal
 */
export function sizesPicture({ frame, model, number, done, signal }) {
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
    limit: model.limit, apart: APART, radius: RADIUS,
    done, signal,
  });
  network.element.addEventListener("pointerdown", () => highlight.letGo(), { signal });
  network.element.addEventListener("keydown", (event) => event.key === "Escape" && highlight.letGo(), { signal });

  const sizes = sizeFields({ model, number, columns: network.columns });
  const built = group(html("div", { class: "network" }), {}, network, sizes);
  const drawn = drawnFunction({ frame, model, signal });
  const { element, update } = group(html("div", { class: "sizes" }), {}, built, later(frame.pace, drawn));
  return {
    element,
    update,
    resize({ width, height }) {
      const scale = scaleOf(element);
      const isBeside = width >= BESIDE * scale;
      element.classList.toggle("beside", isBeside);
      const across = isBeside ? Math.floor(Math.min(drawn.sideFor(height), LARGEST_SHARE * width)) : width;
      const high = isBeside ? height : Math.floor(height * STACKED);
      const rest = sizes.element.offsetHeight;
      network.resize({ width: isBeside ? width - across - GAP * scale : width, height: high - rest });
      drawn.resize({ width: across, height: isBeside ? height : height - high - GAP * scale });
    },
  };
}
