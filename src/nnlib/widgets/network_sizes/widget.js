/** NetworkSizes: build a network, count its parameters term by term, see what a random network of its shape draws. */

import { html } from "../kit/page/dom.js";
import { ACTIVATIONS, format, subscript } from "../kit/page/format.js";
import { group, part, strip } from "../kit/page/parts.js";
import { widget } from "../kit/page/widget.js";
import { NetworkSizesModel, agree } from "./model.js";
import { reach, weightName } from "./names.js";
import { oneWeight } from "./one_weight.js";
import { sizesPicture } from "./picture.js";

/** @type {[words: string, hidden: number[]][]} */
const PRESETS = [["No hidden layer", []], ["Wide: 16", [16]], ["Deep: 4, 4, 4", [4, 4, 4]]];

export default widget("NetworkSizes", {
  title: "How many parameters a network has, and what its shape can draw",
  hint: "Change the sizes under the diagram. Point at a term of the count or at an edge; drag an edge to change it.",
  agree,

  build({ state, frame, signal, done, button, choice, number, toggle }) {
    frame.wide = true;
    const model = new NetworkSizesModel(state, () => frame.invalidate());
    model.read();
    const picture = sizesPicture({ model, number, done, signal });
    const outputs = Array.from({ length: state.kinds.shown.high }, (_, k) => [k + 1, `f${subscript(k + 1)}`]);
    const isOffered = (k) => state.get("inputs") === 2 && k <= state.get("outputs");
    const seed = number("Seed of the weights", "seed", { change: (value) => model.setSeed(value) });
    return {
      picture: [picture],
      essentials: [
        part("Shape",
          strip("Hidden layers",
            button("− layer", () => model.removeLayer(), { disabled: () => model.hidden.length === 0 }),
            button("+ layer", () => model.addLayer(), { disabled: () => !model.canGrow }))),
        part("Function",
          choice("Activation of the hidden units", "activation", ACTIVATIONS, {
            change: (activation) => model.setActivation(activation),
          })),
      ],
      more: {
        Sizes: [
          strip(
            button("Twice as wide", () => model.widen(), { disabled: () => !model.canWiden }),
            button("Twice as deep", () => model.deepen(), { disabled: () => !model.canDeepen }),
            ...PRESETS.map(([words, hidden]) => button(words, () => model.setHidden(hidden)))),
          toggle("Draw the bias nodes", "biases"),
        ],
        Weights: [
          strip(
            button("Draw another", () => model.drawAnother(), { hint: "Random weights from the next seed" }),
            group(html("span", { class: "seed" }, "seed "), {}, seed)),
          choice("Output in the picture", "shown", outputs, { hidden: (k) => !isOffered(k) }),
        ],
        "One weight": oneWeight({ model, done, signal }),
      },
      read: () => model.read(),
      resize: (room) => picture.resize(room),
      say() {
        const edge = model.highlight.chosenEdge;
        const network = `Network ${model.sizes.join("-")}, ${ACTIVATIONS[state.get("activation")]}`;
        const count = `${network}: ${model.countInWords} parameters; ${model.f.words}.`;
        if (!edge) return count;
        return `${count} ${weightName(edge)} = ${format(model.net.theta[edge.k])}. ${reach(edge, model.sizes)}`;
      },
      presets: PRESETS.map(([, hidden]) => () => model.setHidden(hidden)),
    };
  },
});
