/** Lines from the unit that is looked at back to what it meets: windows of the layer before it, or all of it. */

import { keepCount, set, svg } from "../kit/page/dom.js";

/**
 * @param {object} options  model, input: { fieldBox () => box }, layers (see layer_maps.js)
 * @returns {{ element: SVGElement, update(): void }}
 */
export function sightLines({ model, input, layers }) {
  const element = svg("svg", { class: "sight-lines", "aria-hidden": "true" });

  function met() {
    const { unit } = model;
    const l = unit[0];
    if (l === 0) return [input.fieldBox()];
    const { places, size } = model.windowsOf(unit);
    return size ? places.map((place) => layers[l - 1].windowAt(place, size)) : [layers[l - 1].whole()];
  }

  return {
    element,
    update() {
      const { unit } = model;
      const to = layers[unit[0]].boxOf(unit);
      const boxes = met();
      const lines = keepCount(element, boxes.length, () => svg("path"));
      boxes.forEach(({ x, y, width, height }, n) => {
        const [left, right] = [(x + width).toFixed(1), to.x.toFixed(1)];
        const upper = `M${left} ${y.toFixed(1)}L${right} ${to.y.toFixed(1)}`;
        const lower = `M${left} ${(y + height).toFixed(1)}L${right} ${(to.y + to.height).toFixed(1)}`;
        set(lines[n], { d: upper + lower });
      });
    },
  };
}
