/** The trained network's own steps: what each hidden unit adds to f from x = 0 on. */

import { logistic } from "../engine/activations.js";
import { keepCount, set, svg } from "../kit/page/dom.js";
import { Plane } from "../kit/plane/plane.js";
import { COLOURS, drawAxesFor } from "./units_picture.js";

const places = Float64Array.from({ length: 101 }, (_, i) => i / 100);

/** @param {import("./trained_model.js").TrainedModel} trained */
export function trainedUnits(trained) {
  const plane = new Plane({
    role: "img",
    label: "The steps of the trained network, each from its height at x = 0",
    x: { domain: [0, 1], ticks: [] },
    y: { domain: [-1, 1] },
    layers: ["units"],
    margin: { top: 6, bottom: 6 },
  });
  const layer = plane.layer("units");
  const make = (j) => svg("path", { class: `unit-curve unit-${j % COLOURS}` });
  const added = ({ weight, bias, height }, x) => height * (logistic(weight * x + bias) - logistic(bias));

  return {
    element: plane.element,
    resize: ({ width, height }) => plane.resize(width, height),
    largest: () => Math.max(...trained.units().map((unit) => Math.abs(added(unit, 1)))),
    update(largest) {
      drawAxesFor(plane, largest);
      const units = trained.units();
      const curves = keepCount(layer, units.length, make);
      units.forEach((unit, j) => set(curves[j], { d: plane.path(places, places.map((x) => added(unit, x))) }));
    },
  };
}
