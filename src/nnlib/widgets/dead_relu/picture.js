/** The fit above, the gradients that make it below, column by column under the points. */

import { html, set } from "../kit/page/dom.js";
import { later } from "../kit/page/parts.js";
import { scaleOf } from "../kit/page/scale.js";
import { fitPlane } from "./fit_plane.js";
import { gradientTable } from "./gradient_table.js";

const TABLE = 0.36;
const CAPTION = 20;
const GAP = 6;

/** @param {any} options  frame, and those of `fitPlane` and `gradientTable` */
export function deadReluPicture({ frame, ...options }) {
  const fit = fitPlane(options);
  const table = later(frame.pace, gradientTable({ ...options, plane: fit.plane }));
  const caption = html("p", { class: "picture-caption" },
    html("span", { text: "What each point sends each unit, ∂J/∂r" }),
    html("span", { class: "key up" }, "positive"), html("span", { class: "key down" }, "negative"),
    html("span", { class: "key none" }, "none"));
  return {
    element: html("div", { class: "dead-relu" }, fit.element, caption, table.element),
    resize({ width, height }) {
      const scale = scaleOf(fit.element);
      const below = Math.round(height * TABLE);
      const line = CAPTION * scale;
      set(caption, { style: `height: ${line}px; margin-top: ${GAP * scale}px` });
      fit.resize({ width, height: height - below - line - GAP * scale });
      table.resize({ width, height: below });
    },
    update() {
      fit.update();
      table.update();
    },
  };
}
