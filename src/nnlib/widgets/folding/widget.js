/** Folding: an interval folded layer by layer by small ReLU networks; its pieces against a wide network's. */

import { stepper } from "../kit/controls/stepper.js";
import { html, keepCount, set } from "../kit/page/dom.js";
import { part, strip } from "../kit/page/parts.js";
import { networkCode } from "../kit/page/python_code.js";
import { widget } from "../kit/page/widget.js";
import { FoldingModel, agree } from "./model.js";
import { foldingPicture } from "./picture.js";
import { piecesChart } from "./pieces_chart.js";

/** Each layer's formula. */
function layerFormulas(model) {
  const element = html("ol", { class: "layer-formulas" });
  return {
    element,
    update() {
      const items = keepCount(element, model.layers, () => html("li"));
      [...items].forEach((item, l) => set(item, { text: model.formulaOf(l) }));
    },
  };
}

export default widget("Folding", {
  title: "Depth folds a strip of paper: its pieces double",
  hint: "Press Next to fold. Drag a peak, or a disc c, and see what else moves; press the strip together by its end.",
  agree,

  build({ state, frame, signal, done, button, choice, slider, stepped }) {
    const model = new FoldingModel(state);
    const picture = foldingPicture({ model, frame, done, signal });
    const steps = stepper({
      frame, state, label: "Layers", noun: "layers", at: () => model.layers, last: () => model.most,
      change: (layers) => model.putLayers(layers),
      describe: () => model.inWords[0],
    });
    const chart = piecesChart({ model, done, signal });
    return {
      picture: [picture],
      essentials: [
        steps,
        part("Network",
          strip(
            stepped("Units in a layer", "width", {
              low: state.kinds.width.low, high: state.kinds.width.high, change: (width) => model.putWidth(width),
            }),
            slider("Pulled apart", "pulled", { step: 0.01 })),
          choice("Spend the parameters", "shape", { deep: "In depth", wide: "In one wide layer" })),
        part("Pieces", chart),
      ],
      more: {
        Creases: [
          html("p", { class: "quiet", text: "Where the units of a layer switch." }),
          strip(button("Even again", () => model.evenOut(), { hint: "All creases, or kinks, evenly spread" })),
        ],
        Formulas: [
          html("p", { class: "quiet", text: "What each layer makes of g, what comes in:" }),
          layerFormulas(model),
        ],
      },
      read: () => model.read(),
      resize: (room) => picture.resize(room),
      say: () => model.inWords,
      readings: () => model.readings(),
      python: () => networkCode({ sizes: model.sizes, activation: "relu", theta: model.theta }),
      running: steps,
      keys: steps.keys,
    };
  },
});
