/** The network's shape: the size of each layer, one layer more or less. */

import { html } from "../kit/page/dom.js";
import { group, strip } from "../kit/page/parts.js";

/**
 * @param {object} options
 * @param {import("./model.js").Model} options.model
 * @param {Function} options.number  of kit/controls/bound.js
 * @param {Function} options.button  of kit/controls/bound.js
 */
export function shapeControls({ model, number, button }) {
  const layers = () => model.sizes.length;
  const fields = Array.from({ length: model.mostLayers }, (_, place) => group(
    html("span"), { hidden: () => place >= layers() }, ...(place ? ["–"] : []),
    number(`Units in layer ${place}`, "sizes", {
      value: () => model.sizes[place] ?? 1, change: (width) => model.setWidth(place, width), start: undefined,
    })));
  return strip(
    group(html("span", { class: "layer-sizes" }), {}, ...fields),
    button("− layer", () => model.removeLayer(), { disabled: () => layers() === 3 }),
    button("+ layer", () => model.addLayer(), { disabled: () => layers() === model.mostLayers }));
}
