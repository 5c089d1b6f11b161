/** The network's diagram and what its hidden layers are: the essentials, and the rest for More. */

import { rateSlider } from "../kit/controls/start_controls.js";
import { diagram } from "../kit/graph/diagram.js";
import { edgeLegend } from "../kit/graph/edge_legend.js";
import { part, strip, text } from "../kit/page/parts.js";
import { COMPARED, NAMES } from "./model.js";

const DIAGRAM = 160;

/**
 * @param {any} options  state, model, point, lit, done, signal, and the makers of bound controls
 * @returns  network and settings (named parts), sheet (parts for More)
 */
export function networkControls({ state, model, point, lit, done, signal, button, choice, stepped, toggle }) {
  const hidden = () => state.get("hidden");
  const width = (l) =>
    stepped(l ? `Layer ${l + 1}` : "Hidden units", "hidden", {
      value: () => hidden()[l] ?? 1, change: (units) => model.putWidth(l, units),
    });
  const compared = { hidden: () => !model.compares };
  const alone = { hidden: () => model.compares };
  const network = diagram({
    label: "The network, every edge a weight", sizes: () => model.sizes, theta: () => state.get("theta"),
    change: (k, value) => model.put([k], [value]), start: (k) => state.get("start")[k] ?? 0,
    limit: model.limit, height: DIAGRAM, done, point, lit, signal,
    markedNode: (l, i) => (model.verdict.dead[l - 1]?.[i] ? "dead" : ""),
  });
  const choose = { change: (name) => model.restart({ activation: name }) };
  const activation = choice("Hidden units compute", "activation", NAMES, choose);
  const trained = choice("Train acts on", "activation", COMPARED.map((name) => [name, NAMES[name]]), choose);
  const layers = [
    button("− layer", () => model.newStart({ hidden: hidden().slice(0, -1) }), { disabled: () => hidden().length < 2 }),
    button("+ layer", () => model.newStart({ hidden: [...hidden(), 4] }), { disabled: () => hidden().length > 2 }),
  ];
  return {
    network: part("Network", alone, network, edgeLegend()),
    settings: part("Settings",
      strip(alone, activation),
      strip(strip(compared, trained), strip(alone, width(0)), rateSlider({ state, signal }))),
    sheet: [
      strip(...layers, toggle("ReLU and logistic side by side", "compare", { change: (is) => model.compare(is) })),
      strip(compared, width(0)),
      strip({ hidden: () => hidden().length < 2 }, width(1), strip({ hidden: () => hidden().length < 3 }, width(2))),
      choice("Shading", "shading", [["smooth", "smooth, f"], ["hard", "two classes"]]),
      text("quiet", () => `${model.countedParameters}. Drag a number sideways or type it.`),
    ],
  };
}
