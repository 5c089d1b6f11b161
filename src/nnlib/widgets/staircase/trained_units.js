/** The trained network's own steps: what each hidden unit adds to f from x = 0 on, with a dot where it is half way. */

import { logistic } from "../engine/activations.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { Plane } from "../kit/plane/plane.js";
import { COLOURS, drawAxesFor } from "./units_picture.js";

const RADIUS = 3;
const places = Float64Array.from({ length: 101 }, (_, i) => i / 100);

/** @param {import("./trained_model.js").TrainedModel} trained */
export function trainedUnits(trained) {
  const plane = new Plane({
    role: "img",
    label: "The steps of the trained network, each from its value at 0 on",
    x: { domain: [0, 1], ticks: [] },
    y: { domain: [-1, 1], label: "trained: βⱼ (hⱼ − hⱼ(0))" },
    layers: ["units"],
    margin: { top: 6, bottom: 6 },
  });
  const layer = plane.layer("units");
  const make = (j) => svg("g", { class: `trained-unit unit-${j % COLOURS}` },
    svg("path", { class: "unit-curve" }), svg("circle", { class: "knob" }));

  return {
    element: plane.element,
    resize: ({ width, height }) => plane.resize(width, height),
    update() {
      const units = trained.units().map(({ weight, bias, height }) => ({
        knot: -bias / weight,
        added: (x) => height * (logistic(weight * x + bias) - logistic(bias)),
      }));
      drawAxesFor(plane, Math.max(...units.map(({ added }) => Math.abs(added(1)))));
      const groups = keepCount(layer, units.length, make);
      units.forEach(({ knot, added }, j) => {
        const [curve, knob] = groups[j].children;
        set(curve, { d: plane.path(places, places.map(added)) });
        const isInside = knot >= 0 && knot <= 1;
        knob.toggleAttribute("hidden", !isInside);
        if (!isInside) return;
        const [cx, cy] = [plane.toX(knot), plane.toY(added(knot))].map((each) => each.toFixed(1));
        set(knob, { cx, cy, r: (RADIUS * plane.scale).toFixed(1) });
      });
    },
  };
}
