/** A disc with its symbol in it, such as r or β₂: what is grabbed carries its name. */

import { set, svg } from "../page/dom.js";

const [RADIUS, GRAB, BASELINE] = [13, 20, 4.5];

/**
 * The disc is the unit's colour where an element around it has one, else ink.
 * @param {string} letter
 * @param {string} [index]
 * @returns {{ element: SVGElement, place(x: number, y: number, scale: number): void }}  in pixels
 */
export function nameDisc(letter, index = "") {
  const [grab, knob] = ["grab", "knob"].map((name) => svg("circle", { class: name }));
  const words = svg("text", { "text-anchor": "middle", "aria-hidden": "true" },
    svg("tspan", { text: letter }), svg("tspan", { class: "sub", dy: "0.25em", text: index }));
  const element = svg("g", { class: "name-disc" }, grab, knob, words);
  return {
    element,
    place(x, y, scale) {
      set(element, { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
      set(grab, { r: (GRAB * scale).toFixed(1) });
      set(knob, { r: (RADIUS * scale).toFixed(1) });
      set(words, { y: (BASELINE * scale).toFixed(1) });
    },
  };
}
