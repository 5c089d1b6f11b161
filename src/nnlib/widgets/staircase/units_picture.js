/** The hidden units of the staircase, each weighted by its β; beside trained ones each from its height at x = 0. */

import { logistic } from "../engine/activations.js";
import { set, svg } from "../kit/page/dom.js";
import { Plane } from "../kit/plane/plane.js";
import { AROUND } from "./line_model.js";

export const COLOURS = 5;
const LABEL = 20;
const HEADROOM = 1.1;
const LEAST = 0.02;

/** Draws axes on which steps up to `largest`, up or down, have room under the label, if there is one. */
export function drawAxesFor(plane, largest) {
  const top = Math.max(LEAST, largest) * HEADROOM;
  const label = plane.y.label ? LABEL * plane.scale : 0;
  plane.y.domain = [-top, top * (1 + (2 * label) / (plane.height - label))];
  plane.drawAxes();
}

/**
 * @param {object} options
 * @param {import("./line_model.js").LineModel} options.line
 * @param {import("./trained_model.js").TrainedModel} options.trained
 */
export function unitsPicture({ line, trained }) {
  const plane = new Plane({
    role: "img",
    label: "The hidden units, each weighted by its β",
    x: { domain: [0, 1], ticks: [] },
    y: { domain: [-1, 1], label: "βⱼ hⱼ(x)" },
    layers: ["units"],
    margin: { top: 6, bottom: 6 },
  });
  const colours = Array.from({ length: COLOURS }, (_, colour) => svg("path", { class: `unit-curve unit-${colour}` }));
  const chosen = svg("path");
  plane.layer("units").append(...colours, chosen);

  function unitPath(j) {
    const { R, staircase } = line;
    const [knot, height] = [staircase.knots[j], line.height(j)];
    const zero = plane.toY(0).toFixed(1);
    if (R === Infinity) {
      return `M0 ${zero}H${plane.toX(knot).toFixed(1)}V${plane.toY(height).toFixed(1)}H${plane.width}`;
    }
    const from = trained.isShown ? logistic(-R * knot) : 0;
    const y = (r) => plane.toY(height * (logistic(r) - from)).toFixed(1);
    let d = `M0 ${y(-R * knot)}`;
    for (const each of AROUND) {
      const x = knot + each / R;
      if (x > 0 && x < 1) d += `L${plane.toX(x).toFixed(1)} ${y(each)}`;
    }
    return `${d}L${plane.width} ${y(R * (1 - knot))}`;
  }

  return {
    element: plane.element,
    resize: ({ width, height }) => plane.resize(width, height),
    largest: () => Math.max(0, ...Array.from({ length: line.m }, (_, j) => Math.abs(line.height(j)))),
    update(largest) {
      plane.y.label = trained.isShown ? "" : "βⱼ hⱼ(x)";
      drawAxesFor(plane, largest);
      const paths = Array(COLOURS).fill("");
      for (let j = 0; j < line.m; j++) paths[j % COLOURS] += unitPath(j);
      colours.forEach((each, colour) => set(each, { d: paths[colour] }));
      set(chosen, {
        d: line.m ? unitPath(line.chosen) : "", class: `unit-curve chosen unit-${line.chosen % COLOURS}`,
      });
    },
  };
}
