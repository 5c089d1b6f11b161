/** A picture whose parts stand at places worked out from its room and the size of its type, before each drawing. */

import { html, set, svg } from "../page/dom.js";
import { updateAll } from "../page/parts.js";
import { scaleOf } from "../page/scale.js";

/**
 * @template Places
 * @param {object} options
 * @param {string} options.kind   its class
 * @param {string} options.label  for assistive technology
 * @param {(room: { width: number, height: number }, scale: number) => Places} options.placesIn
 * @param {(given: { picture: SVGElement, places: () => Places }) => any[]} options.parts  the lowest first
 * @returns {{ element: HTMLElement, update(): void, resize(room: { width: number, height: number }): void }}
 */
export function placedPicture({ kind, label, placesIn, parts }) {
  const picture = svg("svg", { role: "group", "aria-label": label });
  const element = html("div", { class: `plane ${kind}` }, picture);
  let room, places;
  const all = parts({ picture, places: () => places });
  picture.append(...all.map((each) => each.element));

  return {
    element,
    resize(given) {
      room = given;
      set(picture, room);
    },
    update() {
      places = placesIn(room, scaleOf(element));
      updateAll(all);
    },
  };
}
