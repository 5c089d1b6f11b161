/** What the network gets, with the pixels framed that the unit depends on. */

import { SIDE } from "../engine/strokes.js";
import { Maps } from "../kit/image/maps.js";

/**
 * @param {object} options
 * @param {import("./model.js").LeNetModel} options.model
 * @param {AbortSignal} options.signal
 * @returns {{ element: HTMLElement, place(corner: { x: number, y: number }, cell: number): void, update(): void,
 *             fieldBox(): object }}
 */
export function inputMap({ model, signal }) {
  const maps = new Maps({ label: "Input of the network", ink: () => "--ink", signal });
  let corner = { x: 0, y: 0 };
  const field = () => {
    const [top, left, bottom, right] = model.fieldOf(model.unit);
    return maps.box([0, top, left], bottom - top + 1, right - left + 1);
  };
  return {
    element: maps.element,
    place({ x, y }, cell) {
      corner = { x, y };
      maps.arrange([1, SIDE, SIDE], { columns: 1, cell, gap: 0 });
      Object.assign(maps.element.style, { left: `${x}px`, top: `${y}px` });
    },
    update() {
      maps.draw(model.image);
      maps.outline([{ box: field(), name: "met" }]);
    },
    /** Those pixels on the picture. */
    fieldBox() {
      const { x, y, width, height } = field();
      return { x: x + corner.x, y: y + corner.y, width, height };
    },
  };
}
