/** A disc that is grabbed and carries the name of what it moves. */

import { set, svg } from "../page/dom.js";

const RADIUS = 13;
const GRAB = 20;

/**
 * @param {string} kind      its CSS class
 * @param {string} letter
 * @param {string} [index]   is set below the line
 * @returns {{ element: SVGGElement, place(x: number, y: number, scale: number): void }}
 */
export function namedDisc(kind, letter, index = "") {
  const [grab, knob] = [svg("circle", { class: "grab" }), svg("circle", { class: "knob" })];
  const name = svg("text", { "text-anchor": "middle", "aria-hidden": "true" },
    svg("tspan", { text: letter }), svg("tspan", { class: "sub", dy: "0.25em", text: index }));
  const element = svg("g", { class: `named-disc ${kind}` }, grab, knob, name);
  return {
    element,
    /** Puts it at these pixels; `scale` is the plane's. */
    place(x, y, scale) {
      set(element, { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
      set(grab, { r: (GRAB * scale).toFixed(1) });
      set(knob, { r: (RADIUS * scale).toFixed(1) });
      set(name, { y: (4.5 * scale).toFixed(1) });
    },
  };
}
