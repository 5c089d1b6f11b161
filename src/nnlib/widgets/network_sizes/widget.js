/** NetworkSizes: build a network, count its parameters term by term, see what a random network of its shape draws. */

import { edgeLegend } from "../kit/graph/edge_legend.js";
import { html } from "../kit/page/dom.js";
import { ACTIVATIONS, format, subscript } from "../kit/page/format.js";
import { group, part, strip, text } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { countTable } from "./count_table.js";
import { NetworkSizesModel, agree } from "./model.js";
import { reach, weightName } from "./names.js";
import { oneWeight } from "./one_weight.js";
import { sizesPicture } from "./picture.js";

/** @type {[string, number[]][]} */
const PRESETS = [
  ["No hidden layer", []],
  ["Wide: 16", [16]],
  ["Deep: 4, 4, 4", [4, 4, 4]],
];
const SHORT = { ...ACTIVATIONS, "leaky relu": "Leaky" };

export default widget("NetworkSizes", {
  title: "What a network's shape costs, and what it can draw",
  hint: "Change the sizes under the network. Press a term of the count to see its edges; drag an edge to change it.",
  agree,

  build({ state, frame, signal, done, button, choice, number, stepped, toggle }) {
    const model = new NetworkSizesModel(state, () => frame.invalidate());
    model.read();
    const picture = sizesPicture({ frame, model, number, done, signal });
    const outputs = Array.from({ length: state.kinds.shown.high }, (_, k) => [k + 1, `f${subscript(k + 1)}`]);
    const isOffered = (k) => state.get("inputs") === 2 && k <= state.get("outputs");
    const seed = number("Seed of the weights", "seed", { change: (value) => model.setSeed(value) });
    return {
      picture: [picture],
      essentials: [
        part(
          "Shape",
          strip(
            stepped("Hidden layers", "hidden", {
              low: 0,
              high: state.kinds.hidden.longest,
              value: () => model.hidden.length,
              change: (layers) => model.setLayers(layers),
            }),
            button("Draw another", () => model.drawAnother(), {
              icon: "dice",
              look: "primary",
              hint: "Random weights from the next seed",
            }),
          ),
          choice("Hidden units compute", "activation", SHORT, {
            change: (activation) => model.setActivation(activation),
          }),
        ),
        part("Count", countTable({ model, signal }), edgeLegend()),
      ],
      more: {
        Shapes: [
          strip(
            button("Twice as wide", () => model.widen(), { disabled: () => !model.canWiden }),
            button("Twice as deep", () => model.deepen(), { disabled: () => !model.canDeepen }),
          ),
          text("quiet doubled", () => model.doubled),
          strip(...PRESETS.map(([words, hidden]) => button(words, () => model.setHidden(hidden)))),
          toggle("Draw the bias nodes", "biases"),
        ],
        Weights: [
          group(html("p", { class: "seed" }, "seed "), {}, seed),
          choice("Output in the picture", "shown", outputs, { hidden: (k) => !isOffered(k) }),
        ],
        "One weight": oneWeight({ model, done, signal }),
      },
      read: () => model.read(),
      resize: (room) => picture.resize(room),
      say() {
        const edge = model.highlight.chosenEdge;
        if (edge) return [`${weightName(edge)} = ${format(model.net.theta[edge.k])}`, reach(edge, model.sizes)];
        return [`${model.sizes.join("-")}: ${model.count} parameters`, model.doubled || model.countInWords];
      },
      readings: () => model.readings(),
      presets: PRESETS.map(
        ([, hidden]) =>
          () =>
            model.setHidden(hidden),
      ),
      keys: [
        ["1 to 3", "a shape"],
        ["Escape", "lets the edge go"],
      ],
    };
  },
});
